"""The limits that docs/security.md tells are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen import diagnostics, office_files, workspace
from reportgen.compose import file_names
from reportgen.compose.markup import reader
from reportgen.compose.templates import budget
from reportgen.content.log import sheets
from reportgen.content.yaml import reader as yaml_reader
from reportgen.content.yaml.faults import MOST_FAULTS
from reportgen.importing.word import reading as word_reading
from reportgen.intake import returned
from reportgen.spreadsheets import reading
from reportgen.write import pictures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def test_the_page_tells_every_limit_as_it_is() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## 上限")[2].partition("\n## ")[0]
    text = dict(re.findall(r"(?m)^\| (?!什么|-)(.+?) \| (.+?) \|$", section))
    assert text == {
        "任何一个文件": f"{workspace.MOST_BYTES >> 20} MB",
        "一个 YAML 文件": f"{yaml_reader.MAX_BYTES // 10**6} MB",
        "一个 YAML 文件的项数（引用展开后）": f"{yaml_reader.MAX_NODES:,} 项",
        "YAML 的嵌套": f"{yaml_reader.MAX_DEPTH} 层",
        "一段文字": f"{yaml_reader.MAX_TEXT:,} 字",
        "一个 YAML 文件的文字（引用展开后）": f"{yaml_reader.MAX_TEXTS:,} 字",
        "一个文件列出的错误": f"{MOST_FAULTS} 条",
        "一份文档列出的问题": f"{diagnostics.MOST_REPORTED} 条",
        "一份文档的模板运算": f"{budget.MOST_SPENT:,} 步",
        "模板里的一段文字或一个列表": f"{budget.MOST_SIZE:,} 字或项",
        "模板里的一个整数": f"{budget.MOST_BITS:,} 位（二进制）",
        "模板产生的标记": f"{reader.MAX_MARKUP:,} 字",
        "输出文件名的一节": f"{file_names.MOST_BYTES} 字节",
        "Office 文件解开后": f"{office_files._MOST_BYTES >> 20} MB",
        "Office 文件的部件": f"{office_files._MOST_PARTS:,} 个",
        "Office 文件的 XML 标签": f"{office_files._MOST_TAGS:,} 个",
        "Office 文件里平均一个 XML 标签的属性": f"{office_files._MOST_ATTRIBUTES} 个",
        "台账文件": f"{sheets.MAX_BYTES // 10**6} MB",
        "台账展开后": f"{sheets.MAX_UNPACKED // 10**6} MB",
        "台账的行": f"{sheets.MAX_ROWS:,} 行",
        "台账的列": f"{sheets.MAX_COLUMNS} 列",
        "台账的一格": f"{sheets.MAX_CELL:,} 字",
        "Excel 文件里有内容的单元格": f"{reading.MAX_CELLS:,} 格",
        "Excel 文件的工作表": f"{reading.MAX_SHEETS} 张",
        "Excel 文件里合并的单元格所占的行": f"{reading.MAX_MERGED_ROWS:,} 行",
        "填报表每张工作表的行": f"{returned.MOST_ROWS:,} 行，多的不读，会说明",
        "读进来的 Word 文件的文字": f"{word_reading.MAX_CHARACTERS:,} 字",
        "读进来的 Word 文件的段落": f"{word_reading.MAX_PARAGRAPHS:,} 段",
        "读进来的 Word 文件的表格": f"{word_reading.MAX_CELLS:,} 格",
        "读进来的 Word 文件的图片": f"{word_reading.MAX_PICTURES} 张",
        "一张图片": f"{pictures._MAX_PIXELS:,} 像素",
    }
