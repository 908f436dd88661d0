"""Tables with joined cells, from the content to the two Office files and what other programs see in them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import docx
import pptx
import pytest
from hypothesis import given, settings
from support import composing, joined_tables, pages

from reportgen.compose.templates.exhibits import table_node
from reportgen.content.model import TableData
from reportgen.document.nodes import Deck, Properties, Prose, Report, Slide, Table, Text

pytestmark = pytest.mark.slow

Rows = joined_tables.Rows
TITLE = (Text("表"),)


def node(head: Rows, body: Rows) -> Table:
    data = {"title": "合并的表", "head": head, "rows": body, "unit": "万元", "note": "示例。"}
    return table_node(TableData.model_validate(data))


def report(*tables: Table) -> bytes:
    return composing.written(Report(Properties("表", year=2025), TITLE, tables))


def deck(*tables: Table) -> bytes:
    slides = (Slide("table", {"title": Prose((TITLE,)), "table": table}) for table in tables)
    return composing.written(Deck(Properties("表", year=2025), tuple(slides)))


def word_texts(data: bytes) -> Rows:
    """Return what python-docx finds at each place of the only table of a report."""
    (table,) = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def slide_texts(data: bytes) -> Rows:
    """Return what python-pptx finds at each place of the only table of a deck."""
    (slide,) = pptx.Presentation(io.BytesIO(data)).slides
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    return grid(frame.table)


def grid(table: Any) -> Rows:
    rows, columns = len(table.rows), len(table.columns)
    texts = [[""] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            cell = table.cell(i, j)
            height = cell.span_height if cell.is_merge_origin else 1
            width = cell.span_width if cell.is_merge_origin else 1
            for k in range(height if not cell.is_spanned else 0):
                for m in range(width):
                    texts[i + k][j + m] = cell.text_frame.text
    return texts


@settings(deadline=None, max_examples=60)
@given(joined_tables.tables())
def test_word_and_powerpoint_files_show_the_cells_of_the_record(
    table_rows: tuple[Rows, Rows],
) -> None:
    head, body = table_rows
    table = node(head, body)
    expected = joined_tables.visible_texts(head, body)
    assert word_texts(report(table)) == expected
    assert slide_texts(deck(table)) == expected


@pytest.mark.rendering
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libre_office_opens_any_joined_tables(tmp_path: Path) -> None:
    random = Random(2025)
    drawn = [joined_tables.table(random) for _ in range(16)]
    tables = [node(head, body) for head, body in drawn]
    files = [tmp_path / "tables.docx", tmp_path / "tables.pptx"]
    for file, data in zip(files, (report(*tables), deck(*tables)), strict=True):
        file.write_bytes(data)
    for pdf in pages.to_pdf(files, tmp_path / "pdf"):
        text = "".join(line.text for page in pages.read(pdf) for line in page.lines)
        plain = "".join(text.split())
        for cell in cells(drawn):
            assert cell in plain


def cells(drawn: list[tuple[Rows, Rows]]) -> Iterator[str]:
    for head, body in drawn:
        yield from {text for row in (*head, *body) for text in row if text not in "<^"}
