"""表格: one table of a year, written in like a sheet of Excel, with joined cells and one or two rows of heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.compose.templates.exhibits import table_node
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.checks.columns import agreements
from reportgen.content.model import TableData
from reportgen.desk import forms, pages
from reportgen.desk.copied_tables import copied_table
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.year_page import OpenYear, frame, year_page

#: the words for how a column is set
_ALIGNS = {"left": "左", "center": "中", "right": "右"}
#: the unit of a column, in brackets at the end of its head
_UNIT_IN_HEAD = re.compile(r"[（(]([^（）()]{1,4})[）)]$")


@year_page("text")
def table(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page of one table."""
    record_file, branch_file, base = files.record, files.branch_file, files.base
    name = request.path_params["name"]
    own = _own(record_file, name)
    outline = forms.outline(record_file, branch_file.value, session.types().values())
    user = _user(record_file, name)
    where = next((entry for entry in outline if entry.path == user), None)
    chapter = next((entry for entry in outline if user and entry.path == user[:2]), None)
    return pages.page(
        "table.html.j2",
        frame=frame(session, request, "text"),
        base=base,
        name=name,
        fields=forms.table_fields(own, ("tables", name)),
        file=str(record_file.name),
        title=str(own.get("title") or name),
        kicker=f"{chapter.number}、{chapter.title}　第 {where.number} 项工作的表格"
        if where and chapter
        else "还没有哪一项工作用它",
        back=f"{base}/text/{where.identity if where else 'head'}",
        back_words="回到这项工作" if where else "回到总结",
    )


def rows(session: Session, request: Request) -> Response:
    """Return the rows of a table with the path of each cell, and what was found to add up."""
    branch, year, name = (request.path_params[key] for key in ("branch", "year", "name"))
    record_file = session.records.open(FileName(branch, year))
    own = _own(record_file, name)
    data = _table(session, branch, year, name)
    source = own.get("from")
    head, body = _lines(record_file, name, "head", own), _lines(record_file, name, "rows", own)
    if isinstance(source, Mapping) and data is not None:
        head, body = (
            [{"path": [], "cells": list(map(str, row)), "paths": []} for row in part]
            for part in (data.head, data.rows)
        )
    return JSONResponse(
        {
            "head": head,
            "rows": body,
            "head_base": own.get("head"),
            "align": own.get("align"),
            "row_heads": _numbers(own.get("row_heads")),
            "sum_rows": _numbers(own.get("sum_rows")),
            "bases": {key: own.get(key) for key in ("row_heads", "sum_rows")},
            "aligns": _aligns(data),
            "source": str(source.get("file") or "") if isinstance(source, Mapping) else "",
            "source_base": source,
            "sums": list(dict.fromkeys(agreements(data)))[:8] if data else [],
            "twice": list(_units_twice(data)) if data else [],
            "revision": record_file.revision,
        }
    )


def _numbers(value: Any) -> list[int]:
    """Return the whole numbers of a value of YAML, or of each value of a list."""
    values = value if isinstance(value, list) else [value]
    return [int(str(one)) for one in values if re.fullmatch(r"\d{1,4}", str(one))]


def _units_twice(table: TableData) -> Iterator[str]:
    """Yield each cell with a unit that the head of its column, or the table, has for it already."""
    heads = list(zip(*table.head, strict=False))
    for row in table.rows:
        for column, cell in enumerate(row):
            above = [str(text) for text in heads[column]] if column < len(heads) else []
            units = {match[1] for text in above if (match := _UNIT_IN_HEAD.search(text))}
            units |= {str(table.unit)} if table.unit else set()
            if any(re.fullmatch(rf"[\d.,]+\s*{re.escape(unit)}", str(cell)) for unit in units):
                yield str(cell)


def clipboard(_: Session, __: Request, content: Any) -> Response:
    """Return the rows of what Excel or WPS has put on the clipboard; nothing is stored."""
    table = copied_table(str(content.get("html"))) if isinstance(content, Mapping) else None
    if table is None:
        return refusal("粘贴的内容里没有表格")
    return JSONResponse({"rows": table.rows, "heads": table.heads, "merges": table.merges})


def _own(record_file: OpenFile, name: str) -> Mapping[str, Any]:
    """Return a table as the record writes it; raise FileNotFoundError where there is none."""
    tables = record_file.value.get("tables")
    if not isinstance(tables, dict) or not isinstance(tables.get(name), dict):
        raise FileNotFoundError(name)
    return tables[name]  # type: ignore[no-any-return]  # a mapping of YAML


def _lines(
    record_file: OpenFile, name: str, key: str, own: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the rows of the head or the body: their paths, their cells and the path of each cell."""
    value = own.get(key)
    if not isinstance(value, list) or not value:
        return []
    place: tuple[str | int, ...] = ("tables", name, key)
    if not any(isinstance(row, list) for row in value):  # one row of heads in short
        return [_line(record_file, place, value)]
    return [_line(record_file, (*place, index), row) for index, row in enumerate(value)]


def _line(record_file: OpenFile, place: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    cells: Sequence[Any] = value if isinstance(value, list) else ()
    return {
        "path": list(record_file.ids.identities(place)),
        "cells": ["" if cell is None else str(cell) for cell in cells],
        "paths": [
            list(record_file.ids.identities((*place, column))) for column in range(len(cells))
        ],
    }


def _user(record_file: OpenFile, name: str) -> tuple[str, ...]:
    """Return the path of the first work that shows a table, () where none does."""
    chapters = record_file.value.get("chapters")
    for number, chapter in enumerate(chapters if isinstance(chapters, list) else ()):
        works = chapter.get("works") if isinstance(chapter, dict) else None
        for index, work in enumerate(works if isinstance(works, list) else ()):
            if isinstance(work, dict) and name in forms.names_in(work.get("tables")):
                return record_file.ids.identities(("chapters", number, "works", index))
    return ()


def _table(session: Session, branch: str, year: int, name: str) -> TableData | None:
    """Return a table as documents have it, None where it or the year cannot be read."""
    library = load_branch(session.workspace, branch, load_branch_types(session.workspace))
    entry = library.years.get((branch, year))
    table = entry.record.tables.get(name) if entry else None
    return table if table and table.rows else None


def _aligns(table: TableData | None) -> list[str]:
    if table is None:
        return []
    return [_ALIGNS[column.align or "left"] for column in table_node(table).columns]
