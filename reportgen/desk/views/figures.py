"""数字: the figures of a year beside those of the last, each with the places where its value is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content import derived, quantities
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.figures import plain
from reportgen.content.model import UNSTATED
from reportgen.content.quantities import Quantity
from reportgen.desk import forms, pages
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.activities import KINDS
from reportgen.desk.views.editing import page_of
from reportgen.desk.views.year_page import OpenYear, frame, year_page

#: what a figure that is not typed comes from
_OF_LOG, _OF_PARTS, _BY_HAND = "活动记录算", "几项相加", "手填"
#: the parts of a record that hold texts for readers, and what each is called
TEXTS = {
    "headline": "主题", "opening": "开头", "chapters": "各章", "problems": "问题", "followups": "上年问题", "plan": "计划",
    "closing": "结尾", "debriefing": "述职", "story": "纪实", "methods": "工作法", "tables": "表格", "charts": "图表", "events": "活动",
}  # fmt: skip
#: characters on either side of a value in an excerpt
_AROUND = 12


@year_page("figures")
def figures(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page of the figures."""
    return pages.page(
        "figures.html.j2",
        frame=frame(session, request, "figures"),
        base=files.base,
    )


def rows(session: Session, request: Request) -> Response:
    """Return the figures of a year, by chapter."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    last = _last_figures(session, branch, year)
    figures = record_file.value.get("figures")
    entries = figures if isinstance(figures, dict) else {}
    chapters = [
        entry.title.partition(" ")[0]
        for entry in forms.outline(
            record_file, session.branch_value(branch), session.types().values()
        )
        if entry.path[:1] == ("chapters",) and entry.level == 0
    ]
    computed = _computed(session, branch, year, entries)
    figure_rows = [
        _row(record_file, str(name), entry, last, computed.get(str(name), ""))
        for name, entry in entries.items()
    ]
    order = {chapter: number for number, chapter in enumerate(chapters)}
    figure_rows.sort(key=lambda row: order.get(row["group"], len(order)))
    return JSONResponse(
        {
            "rows": figure_rows,
            "revision": record_file.revision,
            "year": year,
            "chapters": chapters,
            "has_last": bool(last),
        }
    )


def _computed(
    session: Session, branch: str, year: int, entries: Mapping[str, Any]
) -> dict[str, str]:
    """Return the values that the log or other figures give, by the names of the figures."""
    if not any(
        isinstance(one, dict) and (one.get("log") or one.get("parts")) for one in entries.values()
    ):
        return {}
    library = load_branch(session.workspace, branch, load_branch_types(session.workspace))
    entry = library.years.get((branch, year))
    if entry is None:
        return {}
    sources = {n: one for n, one in entry.record.figures.items() if one.log or one.parts}
    unstated = {n: one.model_copy(update={"value": UNSTATED}) for n, one in sources.items()}
    record = entry.record.model_copy(update={"figures": {**entry.record.figures, **unstated}})
    complete, _ = derived.complete(record, entry.branch)
    return {str(name): str(complete.figures[name].value) for name in sources}


def _row(
    record_file: OpenFile, name: str, entry: Any, last: Mapping[str, str], computed: str
) -> dict[str, Any]:
    own = entry if isinstance(entry, dict) else {"value": entry}
    label = str(own.get("label") or name)
    stated = str(own.get("value") or "")
    value = stated or computed
    before = (
        str(own.get("last_year") or "") or last.get(plain(label), "") or last.get(plain(name), "")
    )
    source = _OF_LOG if own.get("log") else _OF_PARTS if own.get("parts") else _BY_HAND
    uses = list(_uses(record_file, name, value, label)) if value else []
    return {
        "id": name,
        "group": str(own.get("chapter") or "其他"),
        "cells": {
            "highlight": "是" if own.get("highlight") in ("true", "是", "yes") else "",
            "label": label,
            "last": before or "—",
            "value": value,
            "change": _change(before, value),
            "source": source,
            "uses": f"{len(uses)} 处" if uses else "",
        },
        "bases": {
            key: own.get(key)
            for key in ("highlight", "label", "value", "note", "chapter", "log", "parts")
        },
        "big": _number_and_unit(value),
        "computed": computed,
        "differs": bool(stated and computed and stated != computed),
        "uses": uses,
    }


def _number_and_unit(value: str) -> tuple[str, str]:
    """Return a value as its number and what stands behind it."""
    match = re.fullmatch(r"([\d.,，]+)(\D*)", value)
    return (match[1], match[2]) if match else (value, "")


def _last_figures(session: Session, branch: str, year: int) -> dict[str, str]:
    """Return the values of the last year by every plain name of each figure."""
    if year - 1 not in session.years(branch):
        return {}
    figures = session.record_value(branch, year - 1).get("figures")
    values: dict[str, str] = {}
    for name, entry in figures.items() if isinstance(figures, dict) else ():
        own = entry if isinstance(entry, dict) else {"value": entry}
        aliases = own.get("aliases")
        names = [name, own.get("label"), *(aliases if isinstance(aliases, list) else [aliases])]
        for one in filter(None, names):
            values.setdefault(plain(str(one)), str(own.get("value") or ""))
    return values


def _change(before: str, now: str) -> str:
    """Return by how much a value has changed, "" where the two cannot be compared."""
    old, new = (
        quantities.read_value(before) if before else None,
        quantities.read_value(now) if now else None,
    )
    if (
        not (isinstance(old, Quantity) and isinstance(new, Quantity))
        or old.unit != new.unit
        or not old.value
    ):
        return ""
    if old.value == new.value:
        return "持平"
    return f"{float(new.value - old.value) / float(old.value) * 100:+.1f}%"


def _uses(record_file: OpenFile, name: str, value: str, label: str) -> Iterator[dict[str, Any]]:
    """Yield the texts of the record in which a value is written; `sure` where its name stands beside it."""
    branch, year = record_file.name.branch, record_file.name.year
    for path, text in texts_of(record_file):
        start = _find(text, value)
        if start < 0:
            continue
        head, tail = text[max(0, start - _AROUND) : start], text[start + len(value) :][:_AROUND]
        yield {
            "path": list(path),
            "where": TEXTS[path[0]],
            "before": head.replace("\n", " "),
            "value": value,
            "after": tail.replace("\n", " "),
            "href": page_of(branch, year, path),
            "sure": label in text
            or name in text
            or any(part in head for part in (label[-2:], label[:2])),
        }


def _find(text: str, value: str) -> int:
    """Return where `value` stands in a text as a number of its own, -1 where it does not."""
    match = re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", text)
    return match.start() if match else -1


def texts_of(record_file: OpenFile) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the texts of a record that readers meet, each with its path of keys and ids."""
    for key in TEXTS:
        yield from _texts_below(record_file, record_file.value.get(key), (key,))


def _texts_below(
    record_file: OpenFile, value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield record_file.ids.identities(path), value
    elif isinstance(value, dict):
        for key, below in value.items():
            if key not in ("figures", "kinds", "date", "show", "charts", "tables", "pictures"):
                yield from _texts_below(record_file, below, (*path, str(key)))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts_below(record_file, below, (*path, index))


def details(session: Session, request: Request) -> Response:
    """Return the panel of one figure."""
    branch, year, name = (request.path_params[key] for key in ("branch", "year", "item"))
    record_file = session.records.open(FileName(branch, year))
    figures = record_file.value.get("figures")
    if not isinstance(figures, dict) or name not in figures:
        raise FileNotFoundError(name)
    computed = _computed(session, branch, year, {name: figures[name]}).get(name, "")
    row = _row(record_file, name, figures[name], _last_figures(session, branch, year), computed)
    entry = figures[name] if isinstance(figures[name], dict) else {"value": figures[name]}
    chapters = [
        (title, title)
        for one in forms.outline(
            record_file, session.branch_value(branch), session.types().values()
        )
        if one.path[:1] == ("chapters",) and one.level == 0
        for title in [one.title.partition(" ")[0]]
    ]
    fields = forms.figure_fields(entry, ("figures", name), chapters)
    events = record_file.value.get("events")
    written = [one.get("kinds") for one in events or () if isinstance(one, dict)]
    kinds = [*KINDS, *(kind for some in written for kind in forms.names_in(some))]
    log, parts = forms.source_fields(entry, ("figures", name), record_file.value, kinds)
    return pages.page(
        "figure.html.j2",
        row=row,
        fields=fields,
        log=log,
        parts=parts,
        sources=(_BY_HAND, _OF_LOG, _OF_PARTS),
        file=str(record_file.name),
    )
