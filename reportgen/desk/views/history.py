"""以前的样子: the earlier versions of a year, each against now, and how to have them back."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from reportgen.content.yaml.reader import parse
from reportgen.desk import pages
from reportgen.desk.differences import Difference, as_text, differences, in_short, stretches
from reportgen.desk.records import FileName
from reportgen.desk.session import Session
from reportgen.desk.views.names import file_of
from reportgen.diagnostics import Faults


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the list; `is_readable` is whether its content can be compared."""

    name: str
    day: str
    time: str
    words: str
    is_lost_side: bool
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A difference between a version and now, with what brings it back."""

    difference: Difference
    stretches: list[Any]
    then: str
    now: str
    undo: str
    words: str


def history(session: Session, request: Request) -> Response:
    """Return the panel: the versions, the newest first."""
    name = file_of(request)
    today = session.workspace.today()
    lines = []
    newer: Any = session.file_value(name)
    for version in session.history.versions(str(name)):
        value = None if version.is_lost_side else _value(session, name, version.name)
        words = _lost_words(session, name, version.name) if version.is_lost_side else ""
        if value is not None:
            words = in_short(differences(value, newer))
            newer = value
        lines.append(
            Line(
                version.name,
                _day(version.time.date(), today),
                f"{version.time:%H:%M}",
                words or "这一份读不出来",
                version.is_lost_side,
                value is not None,
            )
        )
    return pages.page(
        "history.html.j2",
        lines=lines,
        title=_title(session, name),
    )


def _title(session: Session, name: FileName) -> str:
    if name.is_lesson:
        return " ".join(str(session.file_value(name).get("topic") or name.branch).split())
    return f"{session.branch_value(name.branch).get('name') or name.branch} {name.year} 年度"


def _day(day: datetime.date, today: datetime.date) -> str:
    words = {0: "今天", 1: "昨天"}.get((today - day).days, "")
    return f"{words}　{day.month}月{day.day}日".strip()


def _value(session: Session, name: FileName, version: str) -> Any:
    try:
        return parse(session.history.read(str(name), version), version).value
    except (Faults, OSError):
        return None


def _lost_words(session: Session, name: FileName, version: str) -> str:
    try:
        content = json.loads(session.history.read(str(name), version))
    except (OSError, ValueError):
        return ""
    return f"没用上的那一份：{as_text(content.get('value'))[:40]}"


def comparison(session: Session, request: Request) -> Response:
    """Return one version against now, a card a difference."""
    name = file_of(request)
    then = _value(session, name, request.path_params["version"])
    if then is None:
        raise FileNotFoundError(request.path_params["version"])
    open_file = session.records.open(name)
    changes = differences(then, open_file.value)
    cards = [_card(open_file.ids.identities, one) for one in changes]
    match = next(
        v for v in session.history.versions(str(name)) if v.name == request.path_params["version"]
    )
    return pages.page(
        "compared.html.j2",
        cards=cards,
        time=f"{match.time:%m月%d日 %H:%M}",
        version=match.name,
        file=str(name),
    )


def _card(identities: Any, one: Difference) -> Card:
    undo: dict[str, Any]
    words = ""
    if one.sort == "移":
        undo = {"operation": "move", "path": identities(one.path), "index": one.index}
    elif one.sort == "删" and one.index >= 0:
        undo = {
            "operation": "add",
            "path": identities(one.path),
            "value": one.then,
            "index": one.index,
        }
        words = "那时有，现在没有"
    elif one.sort == "添" and isinstance(one.path[-1], int):
        undo = {"operation": "remove", "path": identities(one.path), "base": one.now}
        words = "那时没有"
    else:
        undo = {
            "operation": "set",
            "path": identities(one.path),
            "value": one.then,
            "base": one.now,
        }
        words = _changed_words(one)
    is_text = isinstance(one.then, str) and isinstance(one.now, str)
    pieces = stretches(str(one.then), str(one.now)) if is_text else []
    return Card(
        one,
        pieces,
        as_text(one.then),
        as_text(one.now),
        json.dumps(undo, ensure_ascii=False),
        words,
    )


def _changed_words(one: Difference) -> str:
    if one.then in (None, ""):
        return "那时没有"
    if one.now in (None, ""):
        return "那时有，现在没有"
    by = len(as_text(one.now)) - len(as_text(one.then))
    return f"现在多 {by} 个字" if by > 0 else f"现在少 {-by} 个字" if by < 0 else ""
