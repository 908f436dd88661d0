"""A branch's year → its report, by python-docx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Length, Mm, Pt, Twips

from benchmarks.straightforward import word_xml
from benchmarks.straightforward.year import Year, chinese, day, groups, paragraphs, parted

_WIDTH_TWIPS = 8845
_LINE = Twips(579)
_MOST_PICTURES = 4
_LISTED = 5  # a method of fewer items stands in the text alone
_CENTRED = 6  # characters and one of air: texts of narrow columns stand in the middle


_SUMMARY = (900, 120, 1020, 908, 2836, 112, 2949)
_SPANS = {1: (7,), 2: (1, 6), 3: (4, 2, 1), 4: (2, 1, 2, 2)}
_BOLD_TO = {1: 0, 2: 1, 3: 0, 4: 3}
"""The columns of the summary in twips, how many of them the cells of its rows cover, and how many are bold."""


def make(year: Year, template: Path, path: Path) -> None:
    """Make the report of a year at `path`."""
    report = _Report(year, template)
    report.opening()
    for number, kind in enumerate(year.types, 1):
        report.chapter(number, kind)
    report.ending()
    properties = report.file.core_properties
    properties.title = report.title
    properties.subject = "年度党建工作总结"
    properties.author = properties.last_modified_by = year.branch["name"]
    properties.keywords, properties.language = "党支部 年度总结", "zh-CN"
    report.file.save(str(path))


class _Report:
    def __init__(self, year: Year, template: Path) -> None:
        self.year, self.record = year, year.record
        self.occasion = f"{self.record['year']}年度党建工作总结"
        self.title = year.name + self.occasion
        self.file = docx.Document(str(template))
        for sample in self.file.paragraphs:
            sample._element.getparent().remove(sample._element)  # noqa: SLF001 - no call for it
        self.figures = self.tables = 0

    def paragraph(self, text: str = "", style: str = "Body Text", lead: str = "") -> Any:
        paragraph = self.file.add_paragraph(style=style)
        if lead:
            _run(paragraph, lead).style = "Heading 2 Char"
        for n, part in enumerate(text.split("**")):
            if part:
                _run(paragraph, part).bold = True if n % 2 else None
        return paragraph

    def opening(self) -> None:
        self.paragraph(f"{self.year.name}\n{self.occasion}", "Title")
        self.summary()
        for text in paragraphs(self.record["opening"]):
            self.paragraph(text)

    def summary(self) -> None:
        """Write the panel of the first page; the columns lie between the edges of all its rows."""
        record, figures = self.record, self.year.key_figures()
        rows = [[f"一图读懂　{record['year']}"], [""] * len(figures)]
        rows += [self.part(key) for key in self.year.types]
        tasks = "\n".join(item["task"] for item in record["plan"]["items"])
        rows.append([str(record["year"] + 1), tasks])
        table = self.panel([[""] * len(_SUMMARY)] * len(rows), list(_SUMMARY), word_xml.BARE, [])
        for row, texts in zip(table.rows, rows, strict=True):
            at = 0
            for text, span in zip(texts, _SPANS[len(texts)], strict=True):
                cell = row.cells[at]
                if span > 1:
                    cell = cell.merge(row.cells[at + span - 1])
                bold = at < _BOLD_TO[len(texts)]
                cell.paragraphs[0].style = "表头" if bold else "表格文字"
                _run(cell.paragraphs[0], text)
                at += span
        table.rows[0].cells[0].paragraphs[0].style = "栏目标题"
        starts = [sum(_SPANS[3][:n]) for n in range(len(figures))]
        for at, figure in zip(starts, figures, strict=True):
            cell = table.rows[1].cells[at]
            number, unit = parted(figure["value"])
            paragraph = cell.paragraphs[0]
            paragraph.style = "关键数字"
            paragraph.add_run(number)
            paragraph.add_run(unit, style="关键数字单位")
            cell.add_paragraph(figure["label"], style="关键数字名称")
            cell.add_paragraph(figure["note"], style="栏目附注")
        self.paragraph(style="栏目间距")

    def part(self, key: str) -> list[str]:
        """Return the row of a type: its name, its power, its first work, its first figure."""
        kind, works = self.year.types[key], self.year.works(key)
        own = [
            self.year.figure(name)
            for name, figure in self.record["figures"].items()
            if figure.get("chapter") == kind["name"]
        ]
        others = [figure for figure in own if not figure.get("highlight")] or own
        figure = f"{others[0]['label']}{others[0]['value']}" if others else ""
        return [kind["name"], kind["power"], works[0]["title"], figure]

    def chapter(self, number: int, key: str) -> None:
        self.paragraph(f"{chinese(number)}、{self.year.title(key)}", "Heading 1")
        self.paragraph(self.year.chapter(key)["lead"])
        for n, work in enumerate(self.year.works(key), 1):
            self.work(n, work)

    def work(self, number: int, work: dict[str, Any]) -> None:
        first, *rest = paragraphs(work["text"])
        last = self.paragraph(first, lead=f"（{chinese(number)}）{work['title']}。")
        for text in rest:
            last = self.paragraph(text)
        self.see(last, work)
        if work.get("brands"):
            self.matrix(self.record["brands"])
        for method in self.methods_of(work):
            if len(method["items"]) >= _LISTED:
                self.steps(method)
            else:
                self.spelled(method)
        if "projects" in work:
            self.projects(work["projects"])
        for key in work.get("charts", ()):
            self.chart(self.record["charts"][key])
        for name in work.get("tables", ()):
            table = self.record["tables"][name]
            self.table(table["title"], [table["head"], *table["rows"]])
        if work.get("honours"):
            self.honours()
        if "pictures" in work:
            self.pictures(work)

    def see(self, paragraph: Any, work: dict[str, Any]) -> None:
        """Name the exhibits of a work: （见图1、表2）."""
        charts, tables = len(work.get("charts", ())), len(work.get("tables", ()))
        exhibits = [("图", self.figures + n) for n in range(1, charts + 1)]
        exhibits += [("表", self.tables + n) for n in range(1, tables + 1)]
        if "pictures" in work:
            exhibits.append(("图", self.figures + charts + 1))
        for place, (label, number) in enumerate(exhibits):
            paragraph.add_run("、" if place else "（见")
            word_xml.field(paragraph, f"REF {_bookmark(label, number)} \\h", f"{label}{number}")
        if exhibits:
            paragraph.add_run("）")

    def methods_of(self, work: dict[str, Any]) -> list[dict[str, Any]]:
        methods = self.record["methods"]
        named = {each.get("method") for key in self.year.types for each in self.year.works(key)}
        own = [methods[work["method"]]] if "method" in work else []
        loose = [method for key, method in methods.items() if key not in named]
        own += [method for method in loose if method["name"] in work["text"]]
        return [method for method in own if method.get("items")]

    def spelled(self, method: dict[str, Any]) -> None:
        items = ("，".join(filter(None, (i["name"], i.get("text")))) for i in method["items"])
        self.paragraph(f"{method['name']}：{'；'.join(items)}。")

    def projects(self, kind: str) -> None:
        words = {"done": "已建成", "under-way": "在建", "planned": "拟建"}
        own = [each for each in self.record["projects"] if each["kind"] == kind]
        names = (f"{each['name']}（{words[each['status']]}）" for each in own)
        self.paragraph(f"{kind}：{'、'.join(names)}。")

    def matrix(self, brands: dict[str, Any]) -> None:
        items = brands["items"]
        rows = [["", item["label"], item["name"]] for item in items]
        table = self.panel(
            rows, [3184, 1520, 4141], word_xml.MATRIX, ["栏目文字", "栏目标题", "栏目文字"]
        )
        for row in table.rows:
            row.height, row.height_rule = Twips(700), WD_ROW_HEIGHT_RULE.AT_LEAST
            row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        column = table.column_cells(0)
        lead = column[0].merge(column[-1])
        word_xml.shade(lead)
        lead.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        lead.paragraphs[0].add_run(brands["main"]["label"])
        lead.add_paragraph(brands["main"]["name"], style="引领品牌")
        self.paragraph(style="栏目间距")

    def steps(self, method: dict[str, Any]) -> None:
        rows = [[method["name"], "", ""]]
        rows += [[str(n), item["name"], item["text"]] for n, item in enumerate(method["items"], 1)]
        name = max(len(item["name"]) for item in method["items"]) * 280 + 320
        widths = [700, name, _WIDTH_TWIPS - 700 - name]
        table = self.panel(rows, widths, word_xml.STEPS, ["步骤序号", "栏目标题", "栏目文字"])
        for row in table.rows:
            row.height, row.height_rule = _LINE, WD_ROW_HEIGHT_RULE.AT_LEAST
        title = table.rows[0].cells
        head = title[0].merge(title[2]).paragraphs[0]
        head.style, head.alignment = "栏目标题", WD_ALIGN_PARAGRAPH.CENTER
        self.paragraph(style="栏目间距")

    def panel(
        self, rows: list[list[str]], widths: list[int], look: word_xml.Look, styles: list[str]
    ) -> Any:
        self.paragraph(style="栏目间距").paragraph_format.keep_with_next = True
        table = self.file.add_table(len(rows), len(widths), style="Normal Table")
        word_xml.set_look(table, look)
        _fill(table, rows, widths, styles)
        return table

    def table(self, title: str, rows: list[list[str]]) -> Any:
        self.tables += 1
        self.caption("表", self.tables, title).paragraph_format.keep_with_next = True
        table = self.file.add_table(len(rows), len(rows[0]), style="Table Grid")
        longest = [max(len(row[n]) for row in rows) + 1 for n in range(len(rows[0]))]
        widths = [_WIDTH_TWIPS * length // sum(longest) for length in longest]
        word_xml.set_look(table, word_xml.GRID)
        _fill(table, rows, widths, ["表格文字"] * len(widths), head=True)
        for row in table.rows:
            row.height, row.height_rule = _LINE, WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, length in zip(row.cells, longest, strict=True):
                if length <= _CENTRED:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.paragraph(style="栏目间距")
        return table

    def honours(self) -> None:
        paragraph = self.paragraph("所获荣誉见")
        bookmark = _bookmark("表", self.tables + 1)
        word_xml.field(paragraph, f"REF {bookmark} \\h", f"表{self.tables + 1}")
        paragraph.add_run("。")
        rows, levels = (
            [["级别", "荣誉名称", "等次", "数量", "备注"]],
            groups(self.record["honours"], "level"),
        )
        for level, group in levels.items():
            for n, honour in enumerate(group):
                rows.append(["" if n else level, honour["name"], honour.get("grade", "—"),
                             honour.get("count", "—"), _remark(honour)])  # fmt: skip
        table = self.table("所获荣誉一览", rows)
        column, row = table.column_cells(0), 1
        for group in levels.values():
            if len(group) > 1:
                column[row].merge(column[row + len(group) - 1])
            row += len(group)

    def caption(self, label: str, number: int, text: str, place: Any = None) -> Any:
        paragraph = place or self.file.add_paragraph()
        paragraph.style = "Caption"
        word_xml.open_bookmark(paragraph, _bookmark(label, number))
        paragraph.add_run(label)
        word_xml.field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        word_xml.close_bookmark(paragraph, _bookmark(label, number))
        paragraph.add_run("　")
        _run(paragraph, text)
        return paragraph

    def chart(self, data: dict[str, Any]) -> None:
        paragraph = self.file.add_paragraph(style="图片")
        self.figures += 1
        word_xml.add_chart(paragraph, data, 100 + self.figures, Mm(140), Mm(64))
        self.caption("图", self.figures, f"{data['title']}（单位：{data['unit']}）")
        if "note" in data:
            self.paragraph(f"注：{data['note']}", "来源说明")

    def pictures(self, work: dict[str, Any]) -> None:
        self.figures += 1
        pictures = [self.record["pictures"][key] for key in work["pictures"][:_MOST_PICTURES]]
        if len(pictures) == 1:
            picture, paragraph = pictures[0], self.file.add_paragraph(style="图片")
            self.picture(paragraph, picture, Mm(112))
            credit = f"（图：{picture['credit']}）" if "credit" in picture else ""
            self.caption("图", self.figures, picture["caption"] + credit)
            return
        rows = [["", ""] for _ in range((len(pictures) + 1) // 2 + 1)]
        table = self.panel(rows, [4422, 4422], word_xml.BARE, ["图片", "图片"])
        cells = (cell for row in table.rows for cell in row.cells)
        for picture, cell in zip(pictures, cells, strict=False):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP
            self.picture(cell.paragraphs[0], picture, Emu(2663825))
            _run(cell.add_paragraph(style="图片说明"), picture["caption"])
        last = table.rows[-1].cells
        place = last[0].merge(last[1]).paragraphs[0]
        self.caption("图", self.figures, work["title"], place=place)
        self.paragraph(style="栏目间距")

    def picture(self, paragraph: Any, picture: dict[str, Any], width: Length) -> None:
        placed = paragraph.add_run().add_picture(self.year.file(picture), width=width)
        placed._inline.docPr.set("descr", picture["alt"])  # noqa: SLF001 - no call for it

    def ending(self) -> None:
        record, number = self.record, len(self.year.types)
        self.paragraph(f"{chinese(number + 1)}、下一步工作打算", "Heading 1")
        for text in paragraphs(record["plan"]["text"]):
            self.paragraph(text)
        for k, item in enumerate(record["plan"]["items"], 1):
            self.paragraph(f"（{chinese(k)}）{item['task']}。")
        self.projects("建设目标")
        closing = record["closing"]
        for n, text in enumerate(paragraphs(closing["text"])):
            self.paragraph(text if n else f"**{closing['title']}。**{text}")
        unit = self.paragraph(self.year.branch["name"], "Signature").paragraph_format
        unit.space_before, unit.right_indent = _LINE, Pt(31.5)
        self.paragraph(day(record["signed"]), "Date").paragraph_format.right_indent = Pt(36)
        source = record["source"]
        parts = [source["paper"], day(source["date"]), source["issue"],
                f"{source['page']}（网上发布：{day(source['online'])}）",
                f"作者：{source['author']}", f"编辑：{source['editor']}"]  # fmt: skip
        self.paragraph(f"资料来源：{'，'.join(parts)}。", "来源说明")
        self.paragraph(f"说明：{source['note']}", "来源说明")


def _bookmark(label: str, number: int) -> str:
    return f"_Ref{100000000 + number + (500 if label == '表' else 0)}"


def _remark(honour: dict[str, str]) -> str:
    return "，".join(honour[key] for key in ("since", "note") if key in honour)


def _run(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    if any(sign in text for sign in "“”‘’—…"):
        word_xml.set_in_chinese(run)
    return run


def _fill(
    table: Any, rows: list[list[str]], widths: list[int], styles: list[str], *, head: bool = False
) -> None:
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    for row, texts in zip(table.rows, rows, strict=True):
        first = head and texts is rows[0]
        word_xml.unbroken(row, repeated=first)
        for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width, cell.vertical_alignment = Twips(widths[n]), WD_ALIGN_VERTICAL.CENTER
            if styles:
                cell.paragraphs[0].style = "表头" if first else styles[n]
            if text:
                _run(cell.paragraphs[0], text)
