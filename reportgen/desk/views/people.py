"""引语和人物: what others said and who they are, each in the work that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk import forms, pages
from reportgen.desk.fault_places import lines_of
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.editing import page_of
from reportgen.desk.views.year_page import OpenYear, frame, year_page

#: the documents in which the pages are counted
_SHOWN = ("report", "deck")
_PLACES = re.compile(r'data-at="([^"]*):(\d+):\d+"')


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation or a person: `where` is the work that shows it, and `path` its place in the file."""

    identity: str
    title: str
    about: str
    where: str
    path: tuple[str, ...]
    href: str
    #: what is to be known of it at a glance
    marks: tuple[str, ...] = ()
    role: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A work in which a quotation or a person may stand."""

    path: tuple[str, ...]
    title: str


@year_page("text")
def people(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page, or only its two lists for a page that is open."""
    opened, branch_file = files.record, files.branch_file
    works = list(_works(opened))
    quotations = [_quotation(opened, *one) for one in _items(opened, "quotations")]
    known = [_person(opened, *one) for one in _items(opened, "people")]
    names = {card.title for card in known}
    committee = [
        (str(one.get("name")), str(one.get("role") or ""))
        for one in branch_file.value.get("committee") or ()
        if isinstance(one, dict) and one.get("name") not in names
    ]
    is_part = request.headers.get("x-part") == "form"
    return pages.page(
        "people-part.html.j2" if is_part else "people.html.j2",
        frame=frame(session, request, "people"),
        base=files.base,
        file=str(opened.name),
        quotations=quotations,
        unnamed=sum("没有姓名" in card.marks for card in quotations),
        people=known,
        committee=committee,
        works=works,
        speakers=list(dict.fromkeys([*names, *(name for name, _ in committee)])),
    )


def details(session: Session, request: Request) -> Response:
    """Return the form of one quotation or person."""
    branch, year, identity = (request.path_params[key] for key in ("branch", "year", "item"))
    opened = session.records.open(FileName(branch, year))
    for key in ("quotations", "people"):
        for number, index, item in _items(opened, key):
            path = opened.ids.named(("chapters", number, "works", index[0], key, index[1]))
            if path[-1] != identity:
                continue
            of_quotation = key == "quotations"
            return pages.page(
                "person.html.j2",
                fields=forms.quotation_fields(item, path)
                if of_quotation
                else forms.profile_fields(item, path, opened.value),
                file=str(opened.name),
                path=path,
                key=key,
                works=list(_works(opened)),
                title=str(item.get("text" if of_quotation else "name") or ""),
                href=page_of(branch, year, path),
            )
    raise FileNotFoundError(identity)


def used(session: Session, request: Request) -> Response:
    """Return on which pages and slides each quotation and person stands."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    opened = session.records.open(FileName(branch, year))
    written: dict[str, dict[int, set[int]]] = {}
    for show in _SHOWN:
        shown = session.documents.preview(branch, year, show, {}).preview
        pages_of: dict[int, set[int]] = {}
        for fragment in shown.fragments if shown else ():
            for path, line in _PLACES.findall(fragment.html):
                if path == opened.file.name:
                    pages_of.setdefault(int(line), set()).add(fragment.number)
        written[show] = pages_of
    found = {}
    for key in ("quotations", "people"):
        for number, index, _ in _items(opened, key):
            place = ("chapters", number, "works", index[0], key, index[1])
            first, last = lines_of(opened.file, place) or (0, -1)
            found[opened.ids.at(place)] = {
                show: sorted(set().union(*(known.get(n, set()) for n in range(first, last + 1))))
                for show, known in written.items()
            }
    return JSONResponse(found)


def _works(opened: OpenFile) -> Iterator[Place]:
    for number, chapter in enumerate(_list(opened.value, "chapters")):
        for index, work in enumerate(_list(chapter, "works")):
            path = opened.ids.named(("chapters", number, "works", index))
            title = str(work.get("title") or "") if isinstance(work, dict) else ""
            yield Place(path, f"{forms.chinese(number + 1)}（{forms.chinese(index + 1)}）{title}")


def _items(opened: OpenFile, key: str) -> Iterator[tuple[int, tuple[int, int], Mapping[str, Any]]]:
    """Yield the number of the chapter, those of the work and the item in it, and the item."""
    for number, chapter in enumerate(_list(opened.value, "chapters")):
        for index, work in enumerate(_list(chapter, "works")):
            for place, item in enumerate(_list(work, key)):
                if isinstance(item, dict):
                    yield number, (index, place), item


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def _where(opened: OpenFile, number: int, index: int) -> str:
    work = opened.value["chapters"][number]["works"][index]
    return f"{forms.chinese(number + 1)}（{forms.chinese(index + 1)}）{work.get('title') or ''}"


def _quotation(
    opened: OpenFile, number: int, index: tuple[int, int], item: Mapping[str, Any]
) -> Card:
    path = opened.ids.named(("chapters", number, "works", index[0], "quotations", index[1]))
    who = [str(item.get(key) or "") for key in ("speaker", "office", "occasion", "source")]
    marks = ("文件原文",) if item.get("source") else () if item.get("speaker") else ("没有姓名",)
    return Card(
        path[-1],
        str(item.get("text") or ""),
        "　".join(filter(None, who)),
        _where(opened, number, index[0]),
        path,
        page_of(opened.name.branch, opened.name.year, path),
        marks,
    )


def _person(opened: OpenFile, number: int, index: tuple[int, int], item: Mapping[str, Any]) -> Card:
    path = opened.ids.named(("chapters", number, "works", index[0], "people", index[1]))
    return Card(
        path[-1],
        str(item.get("name") or ""),
        str(item.get("text") or ""),
        _where(opened, number, index[0]),
        path,
        page_of(opened.name.branch, opened.name.year, path),
        ("说过 1 句",) if item.get("saying") else (),
        str(item.get("role") or ""),
        str(item.get("picture") or ""),
    )
