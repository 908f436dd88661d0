"""Documents put together at random: they are read, each character has one place, the draft is a record."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from support.word_files import docx, lists, numbered, paragraph

from reportgen.importing.importer import read_lesson, read_report
from reportgen.workspace import MemoryWorkspace

_CENTER = '<w:jc w:val="center"/>'
_RIGHT = '<w:jc w:val="right"/>'
_LONG = "全年开展志愿服务{0}次，走访群众{1}户，收集意见{0}条，办结{1}件。支部的同志说，做一件算一件，不图好听。"
_BOX = "<w:r><w:pict><w:shape><w:textbox><w:txbxContent>{0}</w:txbxContent></w:textbox></w:shape></w:pict></w:r>"


def _cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(escape(text))}</w:tc>"


def _table(rng: random.Random) -> str:
    heads = rng.choice(["项目 次数", "荣誉名称 级别 时间", "存在问题 整改措施 责任人 时限", "序号 任务 时限", "^ <"])  # fmt: skip
    rows = [heads.split()]
    rows += [[rng.choice(["", "3次", "市级", "甲。乙", "<", "合计"]) for _ in rows[0]] for _ in range(rng.randrange(4))]  # fmt: skip
    merges = ["", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
    xml = "".join(
        f"<w:tr>{''.join(_cell(text, rng.choice(merges)) for text in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{xml}</w:tbl>"


_PARTS: tuple[Callable[[random.Random], str], ...] = (
    lambda _: paragraph("示例支部2024年工作总结", _CENTER, '<w:sz w:val="44"/>'),
    lambda r: paragraph(_LONG.format(r.randrange(90), r.randrange(90))),
    lambda r: paragraph(_LONG.format(r.randrange(90), r.randrange(90)), "", "<w:b/>"),
    lambda r: paragraph(r.choice("一二三四五") + "、" + r.choice(["", "主要做法", "存在的问题", "获得荣誉", "明年打算", "问题和下一步打算", "结束语"])),
    lambda r: paragraph(f"（{r.choice('一二三')}）" + r.choice(["抓学习", "办实事。"]), "", r.choice(["", "<w:b/>"])),
    lambda r: paragraph(f"{r.randrange(9)}．" + r.choice(["短的一条；", "长一些的一条，写着三件事。"])),
    lambda r: numbered("自动编号的一行", r.randrange(3)),
    lambda r: paragraph(r.choice(["一是学得少；二是做得慢。", "（1）建两处驿站；（2）办3期培训。", "问题一：学得少。问题二：做得慢。", "首先，做好；其次，做实；最后，做细。"])),
    lambda _: paragraph("被市委评为“先进党支部”；张三同志获区技能大赛一等奖（电工）；某集体荣获2项。"),
    lambda r: paragraph(r.choice(["图1 甲　图2 乙", "表1 情况", "单位：万元", "注：示例", "附件", "附件：一张表", "特此报告。", "目录"]), _CENTER),
    lambda r: paragraph(r.choice(["示例支部", "2024年12月30日", "二〇二四年十二月", "（2024年12月）"]), _RIGHT),
    lambda _: paragraph("", "", "") + paragraph("　　 　"),
    lambda _: f"<w:p><w:r><w:t>正文</w:t></w:r>{_BOX.format(paragraph('张三：“说得好。”'))}</w:p>",
    lambda _: f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>（一）段首标题。</w:t></w:r><w:r><w:t>{_LONG.format(1, 2)}</w:t></w:r></w:p>",
    lambda _: f"<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>{paragraph('隐藏的', '', '<w:vanish/>')}",
    lambda _: paragraph("“引号”：冒号 # 井号 {花括号} - 短横 | 竖线 'a' \"b\" \\ *号* **重** 【待补充】 &amp; &lt;b&gt;"),
    lambda r: paragraph(r.choice(["- 开头", "? 问", "null", "2024", "是", "~", "@x", "%", "「」", "\t制表\t符 1"])),
    _table,
)  # fmt: skip


def document(seed: int) -> bytes:
    rng = random.Random(seed)
    body = "".join(rng.choice(_PARTS)(rng) for _ in range(rng.randrange(40)))
    return docx(body, lists(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")))  # fmt: skip


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text)


def assert_whole(seed: int) -> None:
    branch = {
        "content/branches/x/branch.yaml": "name: 示例支部\ntypes: [fortress]\n".encode(),
        "content/types/fortress.yaml": "name: 堡垒型\nchapter: 筑牢堡垒\n".encode(),
    }
    data = document(seed)
    for result in (
        read_report(MemoryWorkspace(branch), "x.docx", data, "x", 2024),
        read_lesson(MemoryWorkspace(), "x.docx", data, "x", 40),
    ):
        assert result.is_read, (seed, result.remarks)
        assert result.draft is not None
        pieces: dict[str, str] = {}
        for piece in result.draft.account.pieces():
            assert bool(piece.to) != bool(piece.left), (seed, piece)
            pieces[piece.block] = pieces.get(piece.block, "") + piece.text
        for block, (_, text) in result.draft.account.blocks.items():
            assert _fold(pieces.get(block, "")) == _fold(text), (seed, block)


def test_some_documents_at_random_are_read_whole() -> None:
    for seed in range(25):
        assert_whole(seed)


@pytest.mark.generated
def test_many_documents_at_random_are_read_whole() -> None:
    for seed in range(25, 2000):
        assert_whole(seed)


def test_a_document_cut_off_anywhere_is_told() -> None:
    data = (Path(__file__).parent / "data" / "hands" / "h05-letter.docx").read_bytes()
    for end in range(0, len(data), len(data) // 40):
        result = read_report(MemoryWorkspace({"content/branches/x/branch.yaml": "name: 支部\n".encode()}), "x.docx", data[:end], "x", 2024)  # fmt: skip
        assert [r.code for r in result.remarks] == ["word-file"]
