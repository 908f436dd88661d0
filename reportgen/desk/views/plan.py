"""问题与计划: what became of last year's problems, this year's, and the tasks of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from reportgen.content.figures import plain
from reportgen.desk import forms, pages
from reportgen.desk.records import OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.year_page import OpenYear, frame, year_page

#: the words that the choice writes, and what it calls them
STATES = (
    ("", "还没有交代"),
    ("已完成", "已改好"),
    ("基本完成", "基本改好"),
    ("持续推进", "仍在改"),
    ("不再推进", "不再推进"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with its form; without fields, one that the record does not have yet."""

    title: str
    about: str
    path: tuple[str, ...]
    fields: tuple[forms.Field, ...]
    index: int
    count: int


@year_page("plan")
def plan(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page, or only its form for a page that is open."""
    record_file, branch_file, year = files.record, files.branch_file, files.year
    years = session.years(files.branch)
    last = session.record_value(files.branch, year - 1) if year - 1 in years else {}
    chapters = [
        (title, title)
        for one in forms.outline(record_file, branch_file.value, session.types().values())
        if one.path[:1] == ("chapters",) and one.level == 0
        for title in [one.title.partition(" ")[0]]
    ]
    is_part = request.headers.get("x-part") == "form"
    return pages.page(
        "plan-part.html.j2" if is_part else "plan.html.j2",
        frame=frame(session, request, "plan"),
        base=files.base,
        file=str(record_file.name),
        year=year,
        last_year=year - 1,
        followups=list(_followups(record_file, last)),
        problems=list(_items(record_file, "problems", _problem)),
        tasks=list(
            _items(record_file, ("plan", "items"), lambda item, path: _task(item, path, chapters))
        ),
        figures=list(forms.figure_choices(record_file.value)),
    )


def _followups(record_file: OpenFile, last: Mapping[str, Any]) -> Iterator[Item]:
    """Yield each problem of last year with what the record says of it, then what else it says."""
    followups = {plain(item.title): item for item in _items(record_file, "followups", _followup)}
    for problem in _problems_of_last_year(last):
        name = str(problem.get("name") or "")
        details = [
            f"责任人 {problem['owner']}" if problem.get("owner") else "",
            f"时限 {problem['due']}" if problem.get("due") else "",
        ]
        about = "，".join(filter(None, details))
        item = followups.pop(plain(name), None)
        yield Item(name, about, item.path if item else (), item.fields if item else (), 0, 0)
    yield from followups.values()


def _problems_of_last_year(last: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    problems = last.get("problems")
    yield from (problem for problem in problems or () if isinstance(problem, dict))


def _items(record_file: OpenFile, key: str | tuple[str, ...], fields: Any) -> Iterator[Item]:
    """Yield the items of a list of the record, each with its form."""
    keys = (key,) if isinstance(key, str) else key
    value: Any = record_file.value
    for part in keys:
        value = value.get(part) if isinstance(value, dict) else None
    items = value if isinstance(value, list) else []
    for index, item in enumerate(items):
        own = item if isinstance(item, dict) else {}
        path = (*keys, record_file.ids.at((*keys, index)))
        title = str(own.get("name") or own.get("task") or "")
        yield Item(title, "", path, tuple(fields(own, path)), index, len(items))


def _followup(item: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[forms.Field]:
    status = str(item.get("status") or "")
    options = STATES if status in dict(STATES) else (*STATES, (status, status))
    yield forms.item_field("followups", "status", item, path, "choice", options=options)
    yield forms.item_field("followups", "action", item, path, "text", example="写一句整改情况")
    yield forms.item_field(
        "followups", "result", item, path, "text", example="改成了什么样；没有就空着"
    )


def _problem(item: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[forms.Field]:
    yield forms.item_field("problems", "name", item, path, "line", required=True, on_slide=True)
    yield forms.item_field("problems", "text", item, path, "text", example="具体表现")
    yield forms.item_field("problems", "cause", item, path, "text", example="为什么")
    yield forms.item_field(
        "problems", "measure", item, path, "text", on_slide=True, example="谁来改，怎么改"
    )
    yield forms.item_field("problems", "owner", item, path, "line")
    yield forms.item_field(
        "problems", "due", item, path, "line", example="如 2026年3月、每季度、全年"
    )


def _task(
    item: Mapping[str, Any], path: tuple[str, ...], chapters: list[tuple[str, str]]
) -> Iterator[forms.Field]:
    own = str(item.get("chapter") or "")
    options = (
        ("", "不归哪一章"),
        *chapters,
        *(((own, own),) if own and own not in dict(chapters) else ()),
    )
    yield forms.item_field("items", "task", item, path, "line", required=True, on_slide=True)
    yield forms.item_field("items", "chapter", item, path, "choice", options=options)
    yield forms.item_field("items", "due", item, path, "line", example="如 6月底前")
    yield forms.item_field("items", "owner", item, path, "line")
