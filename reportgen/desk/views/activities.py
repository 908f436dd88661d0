"""活动: the log of a year as a sheet, the months of each kind above it, and the details of one event."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content import dates
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.checks.frequency import EACH, REGULATED
from reportgen.content.dates import WrittenDate
from reportgen.content.exceptions import excused_months
from reportgen.content.log.events import kind_name, kinds_of
from reportgen.content.model import Event
from reportgen.content.model.base import fields_by_key
from reportgen.desk import forms, pages
from reportgen.desk.edits import Edit
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.year_page import OpenYear, frame, year_page
from reportgen.spans import span_of

#: the kinds of event that the list offers first
KINDS = (
    "支部党员大会", "支委会", "党小组会", "党课", "主题党日", "组织生活会", "民主评议党员", "谈心谈话", "志愿服务", "集中学习",
)  # fmt: skip
#: the columns of the sheet: key of the event, how it is called there
COLUMNS = (
    ("date", "日期"), ("kinds", "类别"), ("title", "主题"), ("place", "地点"), ("due", "应到"), ("present", "实到"),
    ("hours", "学时"), ("speaker", "主讲人"),
)  # fmt: skip
#: the further fields of an event, in its drawer, and how each is filled in
DETAILS: tuple[tuple[str, forms.Control], ...] = (
    ("text", "text"), ("chair", "line"), ("recorder", "line"), ("agenda", "lines"), ("decisions", "lines"),
    ("absent", "lines"), ("observers", "lines"), ("picture", "line"), ("highlight", "flag"),
)  # fmt: skip
#: how people write the columns of a sheet that they paste
_HEADINGS = {
    "date": ("日期", "时间", "活动时间", "活动日期", "会议时间"),
    "kinds": ("类别", "类型", "活动类别", "会议类别", "活动类型", "会议类型"),
    "title": ("主题", "内容", "活动主题", "会议主题", "活动内容", "会议内容", "名称", "活动名称"),
    "place": ("地点", "活动地点", "会议地点", "场所"),
    "due": ("应到", "应到人数", "应参加人数"),
    "present": ("实到", "实到人数", "参加人数", "人数", "到会人数"),
    "hours": ("学时", "课时", "时长"),
    "speaker": ("主讲人", "主讲", "授课人"),
    "chair": ("主持人", "主持"),
    "recorder": ("记录人", "记录"),
}
#: rows of a ledger that are taken beside events which are there already: each is a splice of its own
_MOST_TAKEN = 120
_WEEKDAYS = "一二三四五六日"
#: the day from which Excel counts its dates
_EXCEL = datetime.date(1899, 12, 30)


@year_page("activities")
def activities(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page of the log."""
    return pages.page(
        "activities.html.j2", frame=frame(session, request, "activities"), base=files.base
    )


def rows(session: Session, request: Request) -> Response:
    """Return the events of a year, those of the record by id, those of the ledger locked."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    entry = _entry(session, branch, year)
    own = [
        _own_row(record_file, index, event, year)
        for index, event in enumerate(_events(record_file))
    ]
    of_ledger = (
        []
        if entry is None
        else [_ledger_row(e) for e in entry.record.events if not _is_own(e, record_file)]
    )
    ledger = record_file.value.get("ledger")
    all_rows = sorted([*own, *of_ledger], key=lambda row: (row["sort"], row["id"]))
    kinds = [kind for row in all_rows for kind in row["kinds"]]
    return JSONResponse(
        {
            "rows": all_rows,
            "revision": record_file.revision,
            "columns": [{"key": key, "title": title} for key, title in COLUMNS],
            "kinds": list(
                dict.fromkeys([*KINDS, *(kind for kind, _ in Counter(kinds).most_common())])
            ),
            "months": _months(all_rows, entry),
            "ledger": str(ledger.get("file", "")) if isinstance(ledger, dict) else "",
            "year": year,
        }
    )


def _entry(session: Session, branch: str, year: int) -> BranchYear | None:
    library = load_branch(session.workspace, branch, load_branch_types(session.workspace))
    return library.years.get((branch, year))


def _events(record_file: OpenFile) -> Sequence[Mapping[str, Any]]:
    events = record_file.value.get("events")
    return [e if isinstance(e, dict) else {} for e in events] if isinstance(events, list) else []


def _is_own(event: Event, record_file: OpenFile) -> bool:
    span = span_of(event.title)
    return span is not None and span.path == record_file.file.name


def _own_row(
    record_file: OpenFile, index: int, event: Mapping[str, Any], year: int
) -> dict[str, Any]:
    kinds = forms.names_in(event.get("kinds"))
    cells = {key: str(event.get(key) or "") for key, _ in COLUMNS} | {"kinds": "、".join(kinds)}
    date = dates.parse(str(event.get("sort") or event.get("date") or ""), year)
    more = [key for key, _ in DETAILS if not forms.is_empty(event.get(key))]
    return {
        "id": record_file.ids.at(("events", index)),
        "cells": cells,
        "bases": {key: event.get(key) for key, _ in COLUMNS},
        "kinds": list(dict.fromkeys(kind_name(kind) for kind in kinds)),
        "locked": False,
        "more": len(more),
        "pictured": bool(event.get("picture")),
        **_when(date),
    }


def _ledger_row(event: Event) -> dict[str, Any]:
    span = span_of(event.title)
    cells = {
        "date": event.date.text,
        "kinds": "、".join(event.kinds),
        "title": str(event.title),
        "place": str(event.place),
        "due": _number(event.due),
        "present": _number(event.present),
        "hours": _number(event.hours),
        "speaker": str(event.speaker),
    }
    place = f"{span.path}:{span.line}" if span else str(id(event))
    return {"id": f"ledger {place}", "cells": cells, "bases": {}, "kinds": list(kinds_of(event)), "locked": True, "more": 0,
            "pictured": bool(event.picture), **_when(event.calendar_date)}  # fmt: skip


def ledger_edits(session: Session, request: Request) -> Response:
    """Return the changes that take the rows of the ledger into the record; the Excel file stays as it is."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    entry = _entry(session, branch, year)
    if entry is None or not record_file.value.get("ledger"):
        raise FileNotFoundError("ledger")
    rows = [_entry_of(e) for e in entry.record.events if not _is_own(e, record_file)]
    if not _events(record_file):
        additions = [Edit("set", ("events",), rows)]
    elif len(rows) > _MOST_TAKEN:
        return refusal(f"台账有 {len(rows)} 行，一次搬不了这么多；在 Excel 里改，这里照样跟着变")
    else:
        additions = [Edit("add", ("events",), row) for row in rows]
    removal = Edit("set", ("ledger",), None, record_file.value["ledger"])
    return JSONResponse({"edits": [edit.as_json() for edit in (*additions, removal)]})


def _entry_of(event: Event) -> dict[str, Any]:
    """Return an event as a record writes it."""
    values: dict[str, Any] = {}
    for key in fields_by_key(Event):
        match getattr(event, key):
            case None | "" | () | False:
                continue
            case True:
                values[key] = "是"
            case WrittenDate() as date:
                values[key] = date.text
            case int() | float() | Decimal() as number:
                values[key] = _number(float(number))
            case tuple() as items:
                values[key] = [str(item) for item in items]
            case text:
                values[key] = str(text)
    return values


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _when(date: dates.WrittenDate | None) -> dict[str, Any]:
    """Return where a date stands in the year and its day of the week, as far as they are known."""
    position = date.position if date else None
    day = date.day if date else None
    return {
        "sort": position.isoformat() if position else "",
        "month": (date.month or 0) if date else 0,
        "weekday": f"周{_WEEKDAYS[day.weekday()]}" if day else "",
    }


def _months(
    all_rows: Iterable[Mapping[str, Any]], entry: BranchYear | None
) -> list[dict[str, Any]]:
    """Return month by month how often each kind was held, the regulated ones first."""
    counts: dict[str, Counter[int]] = {}
    for row in all_rows:
        for kind in row["kinds"]:
            counts.setdefault(kind, Counter())[row["month"]] += 1
    order = [*(kind for kind in REGULATED if kind in counts or _is_due(kind, entry)), *counts]
    return [
        {
            "kind": kind,
            "rule": f"{EACH[REGULATED[kind][1]]}1次" if kind in REGULATED else "",
            "article": REGULATED[kind][0] if kind in REGULATED else "",
            "every": REGULATED[kind][1] if kind in REGULATED else 0,
            "months": [counts.get(kind, Counter())[month] for month in range(1, 13)],
            "excused": sorted(excused_months(entry.record, kind)) if entry else [],
            "all": sum(counts.get(kind, Counter()).values()),
        }
        for kind in dict.fromkeys(order)
    ]


def _is_due(kind: str, entry: BranchYear | None) -> bool:
    if entry is None or not entry.record.organisation_life:
        return False
    if kind == "支委会":
        return len(entry.branch.committee) >= 3
    return kind != "党小组会" or entry.branch.groups > 0


def details(session: Session, request: Request) -> Response:
    """Return the form of one event's further fields."""
    branch, year, identity = (request.path_params[key] for key in ("branch", "year", "item"))
    record_file = session.records.open(FileName(branch, year))
    path = record_file.ids.indexes(("events", identity))
    if path is None:
        raise FileNotFoundError(identity)
    index = path[1]
    assert isinstance(index, int)
    event = _events(record_file)[index]
    fields = [
        forms.event_field(key, event, ("events", identity), control) for key, control in DETAILS
    ]
    return pages.page(
        "details.html.j2",
        fields=fields,
        file=str(record_file.name),
        title=str(event.get("title") or ""),
    )


def paste(session: Session, request: Request, content: Any) -> Response:
    """Say what each column of pasted rows is, with dates as the record writes them; nothing is stored."""
    year = request.path_params["year"]
    cells = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not cells:
        return JSONResponse({"message": "没有粘贴的内容"}, 422)
    table = [[str(cell).strip() for cell in row] for row in cells if isinstance(row, list)][:2000]
    width = max(map(len, table))
    table = [row + [""] * (width - len(row)) for row in table]
    columns = _columns_by_heading(table[0])
    has_heading = sum(map(bool, columns)) >= 2
    body = table[1:] if has_heading else table
    if not has_heading:
        columns = _columns_by_content(body, year)
    existing = _existing(session, request.path_params["branch"], year)
    return JSONResponse(
        {
            "columns": columns,
            "rows": [
                [_cell(column, cell, year) for column, cell in zip(columns, row, strict=True)]
                for row in body
            ],
            "repeated": [_is_repeated(columns, row, year, existing) for row in body],
            "names": [
                [key, title]
                for key, title in (
                    *COLUMNS,
                    ("chair", "主持人"),
                    ("recorder", "记录人"),
                    ("text", "记述"),
                )
            ],
            "given": body,
        }
    )


def _columns_by_heading(row: Sequence[str]) -> list[str]:
    columns = []
    for cell in row:
        bare = re.sub(r"[\s（(].*", "", cell)
        key = next((key for key, names in _HEADINGS.items() if bare in names), "")
        columns.append(key if key not in columns else "")
    return columns


def _columns_by_content(body: Sequence[Sequence[str]], year: int) -> list[str]:
    """Return the keys of columns without a heading: a date, kinds, then the longest texts, then numbers."""
    columns = [""] * len(body[0])
    values = [[row[i] for row in body if row[i]] for i in range(len(columns))]
    waiting = ["due", "present", "hours"]
    texts: list[int] = []
    for index, cells in enumerate(values):
        if not cells:
            continue
        if "date" not in columns and all(_is_date(cell, year) for cell in cells):
            columns[index] = "date"
        elif "kinds" not in columns and sum(
            any(k in cell for k in KINDS) for cell in cells
        ) * 2 >= len(cells):
            columns[index] = "kinds"
        elif all(re.fullmatch(r"\d+(\.\d+)?[人名个]?", cell) for cell in cells):
            columns[index] = waiting.pop(0) if waiting else ""
        else:
            texts.append(index)
    for key, index in zip(("title", "place", "speaker"), texts, strict=False):
        columns[index] = key
    return columns


def _is_date(cell: str, year: int) -> bool:
    date = dates.parse(date_in(cell, year), year)
    return date is not None and date.first is not None


def _cell(column: str, cell: str, year: int) -> str:
    if column == "date":
        return date_in(cell, year)
    if column in ("due", "present", "hours"):
        narrow = cell.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
        return re.sub(r"[人名个学时小\s]+$", "", narrow)
    if column == "kinds":
        return "、".join(filter(None, re.split(r"[、，,;；/\s]+", cell)))
    return cell


def date_in(cell: str, year: int) -> str:
    """Return a pasted date as the record writes one; what is no date stays as it is.

    Excel gives 8.5, 8月5日, 2025/8/5, or the number of days since the end of 1899.
    """
    text = cell.translate(str.maketrans("０１２３４５６７８９．／－", "0123456789./-")).strip()
    text = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2})?$", "", text)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return (_EXCEL + datetime.timedelta(days=int(float(text)))).isoformat()
    if match := re.fullmatch(r"(?:(\d{4})[./\-年])?(\d{1,2})[./\-月](\d{1,2})日?", text):
        try:
            return datetime.date(int(match[1] or year), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            return cell
    return cell


def _existing(session: Session, branch: str, year: int) -> set[tuple[str, str]]:
    """Return the day and the subject of each event that the year has."""
    entry = _entry(session, branch, year)
    if entry is None:
        return set()
    return {
        (event.calendar_date.first.isoformat(), str(event.title))
        for event in entry.record.events
        if event.calendar_date.first
    }


def _is_repeated(
    columns: Sequence[str], row: Sequence[str], year: int, existing: set[tuple[str, str]]
) -> bool:
    cells = dict(zip(columns, row, strict=True))
    return (date_in(cells.get("date", ""), year), cells.get("title", "")) in existing
