"""The straightforward program: python-docx and python-pptx making the same two documents from YAML.

Written as a competent colleague would: the C loader, styles by name, the libraries' own charts
and tables, the same prose, figures, pictures and notes. It has no checks, no theme, no sizes.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import docx
import yaml
from docx.shared import Mm
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches


@functools.cache
def types(folder: Path) -> dict[str, Any]:
    """Return the branch types: read once, as ours are."""
    return {path.stem: _read(path) for path in sorted((folder / "types").glob("*.yaml"))}


def make(content: Path, branch: str, year: int, output: Path) -> None:
    """Make the report and the deck of one branch's year."""
    folder = content / "branches" / branch
    told, record = _read(folder / "branch.yaml"), _read(folder / f"{year}.yaml")
    chosen = [(kind, types(content)[kind]) for kind in told["types"]]
    output.mkdir(parents=True, exist_ok=True)
    _report(told, record, chosen, folder, output / f"{told['name']}{year}.docx")
    _deck(told, record, chosen, folder, output / f"{told['name']}{year}.pptx")


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _report(branch: Any, record: Any, chosen: list[Any], folder: Path, path: Path) -> None:
    document = docx.Document()
    document.add_heading(f"{branch['name']}{record['year']}年度党建工作总结", 0)
    _paragraphs(document, record["opening"])
    _figures(document, record)
    number = 0
    for kind, about in chosen:
        document.add_heading(about["section"], 1)
        section = record["sections"][kind]
        document.add_paragraph(section["lead"])
        for work in section["works"]:
            number += 1
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{work['title']}。").bold = True
            paragraph.add_run(work["text"])
            for key in work.get("pictures", ()):
                picture = record["pictures"][key]
                document.add_picture(str(folder / picture["file"]), width=Mm(100))
                document.add_paragraph(picture["caption"], style="Caption")
            if "table" in work:
                _table(document, record["tables"][work["table"]])
            for key in work.get("chart", ()):
                chart = record["charts"][key]
                _rows(document, ("项目", chart["unit"]), chart["data"].items())
    document.add_heading("荣誉", 1)
    _rows(document, ("名称", "级别"), ((h["name"], h["level"]) for h in record["honours"]))
    document.add_heading(record["closing"]["title"], 1)
    _paragraphs(document, record["plan"]["text"])
    _paragraphs(document, record["closing"]["text"])
    document.save(str(path))


def _paragraphs(document: Any, text: str) -> None:
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)


def _figures(document: Any, record: Any) -> None:
    key = [f for f in record["figures"].values() if f.get("key")]
    _rows(document, ("指标", "数值"), ((f["label"], f["value"]) for f in key))


def _rows(document: Any, head: tuple[str, str], rows: Any) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)


def _table(document: Any, data: Any) -> None:
    table = document.add_table(rows=1, cols=len(data["columns"]), style="Table Grid")
    for row in (data["columns"], *data["rows"]):
        cells = table.rows[0].cells if row is data["columns"] else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = str(text)


def _deck(branch: Any, record: Any, chosen: list[Any], folder: Path, path: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _slide(deck, 0, record["headline"], f"{branch['name']} {record['year']}年度")
    _slide(deck, 1, "目录", "\n".join(about["section"] for _, about in chosen))
    key = [f for f in record["figures"].values() if f.get("key")]
    _slide(deck, 1, "年度数字", "\n".join(f"{f['value']} {f['label']}" for f in key))
    for kind, about in chosen:
        _slide(deck, 2, about["name"], about["power"], about["purpose"])
        for work in record["sections"][kind]["works"]:
            if work.get("show") == "none":
                continue
            slide = _slide(deck, 1, work["title"], _points(work, record), work.get("notes", ""))
            for key_ in work.get("pictures", ())[:1]:
                file = folder / record["pictures"][key_]["file"]
                slide.shapes.add_picture(str(file), Inches(8), Inches(2), width=Inches(4.5))
            for name in work.get("chart", ()):
                _chart(slide, record["charts"][name])
    table = record["tables"]["overview"]
    slide = _slide(deck, 5, table["title"], None)
    shape = slide.shapes.add_table(
        len(table["rows"]) + 1, len(table["columns"]), Inches(1), Inches(2), Inches(11), Inches(4)
    )
    for i, row in enumerate((table["columns"], *table["rows"])):
        for j, text in enumerate(row):
            shape.table.cell(i, j).text = str(text)
    honours = "\n".join(f"{h['level']} {h['name']}" for h in record["honours"])
    _slide(deck, 1, "荣誉", honours)
    _slide(deck, 1, "下一年计划", "\n".join(item["task"] for item in record["plan"]["items"]))
    _slide(deck, 0, record["closing"]["title"], branch["name"], record["closing"]["text"])
    deck.save(str(path))


def _points(work: Any, record: Any) -> str:
    if "points" in work:
        return "\n".join(f"{p['name']}：{p['text']}" for p in work["points"])
    if "method" in work:
        items = record["methods"][work["method"]].get("items", ())
        return "\n".join(f"{i['name']}：{i.get('text', '')}" for i in items)
    figures = [record["figures"][key] for key in work.get("figures", ())]
    if figures:
        return "\n".join(f"{f['value']} {f['label']}" for f in figures)
    return str(work.get("lead") or work["brief"])


def _slide(deck: Any, layout: int, title: str, text: str | None, notes: str = "") -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = title
    if text is not None:
        slide.placeholders[1].text = text
    slide.notes_slide.notes_text_frame.text = notes or title
    return slide


def _chart(slide: Any, chart: Any) -> None:
    data = CategoryChartData()
    data.categories = list(chart["data"])
    values = ("".join(c for c in str(v) if c.isdigit()) for v in chart["data"].values())
    data.add_series(chart["title"], [int(value) for value in values])
    slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(11), Inches(5), data
    )
