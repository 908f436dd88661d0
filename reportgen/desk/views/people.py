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
_DOCUMENTS = ("report", "deck")
#: the marks by which quotations can be listed alone
_UNNAMED, _AWAY = "没有姓名", "收起来了"
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
    #: whether it is put away: it stays in the record, and no document has it
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A work in which a quotation or a person may stand."""

    path: tuple[str, ...]
    title: str


@year_page("text")
def people(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page, or only its two lists for a page that is open."""
    record_file, branch_file = files.record, files.branch_file
    works = list(_works(record_file))
    quotations = [_quotation(record_file, *one) for one in _items(record_file, "quotations")]
    persons = [_person(record_file, *one) for one in _items(record_file, "people")]
    names = {card.title for card in persons}
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
        file=str(record_file.name),
        quotations=quotations,
        counts={mark: sum(mark in card.marks for card in quotations) for mark in (_UNNAMED, _AWAY)},
        people=persons,
        committee=committee,
        works=works,
        speakers=list(dict.fromkeys([*names, *(name for name, _ in committee)])),
    )


def details(session: Session, request: Request) -> Response:
    """Return the form of one quotation or person."""
    branch, year, identity = (request.path_params[key] for key in ("branch", "year", "item"))
    record_file = session.records.open(FileName(branch, year))
    for key in ("quotations", "people"):
        for number, index, item in _items(record_file, key):
            path = record_file.ids.identities(
                ("chapters", number, "works", index[0], key, index[1])
            )
            if path[-1] != identity:
                continue
            of_quotation = key == "quotations"
            return pages.page(
                "person.html.j2",
                fields=forms.quotation_fields(item, path)
                if of_quotation
                else forms.profile_fields(item, path, record_file.value),
                file=str(record_file.name),
                path=path,
                key=key,
                works=list(_works(record_file)),
                title=str(item.get("text" if of_quotation else "name") or ""),
                hidden=item.get("hidden"),
                is_away=forms.is_yes(item.get("hidden")),
                href=page_of(branch, year, path),
            )
    raise FileNotFoundError(identity)


def uses(session: Session, request: Request) -> Response:
    """Return on which pages and slides each quotation and person stands."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    numbers: dict[str, dict[int, set[int]]] = {}
    for show in _DOCUMENTS:
        preview = session.documents.preview(branch, year, show, {}).preview
        pages_of: dict[int, set[int]] = {}
        for fragment in preview.fragments if preview else ():
            for path, line in _PLACES.findall(fragment.html):
                if path == record_file.file.name:
                    pages_of.setdefault(int(line), set()).add(fragment.number)
        numbers[show] = pages_of
    uses = {}
    for key in ("quotations", "people"):
        for number, index, _ in _items(record_file, key):
            place = ("chapters", number, "works", index[0], key, index[1])
            first, last = lines_of(record_file.file, place) or (0, -1)
            uses[record_file.ids.at(place)] = {
                show: sorted(set().union(*(by_line.get(n, set()) for n in range(first, last + 1))))
                for show, by_line in numbers.items()
            }
    return JSONResponse(uses)


def _works(record_file: OpenFile) -> Iterator[Place]:
    for number, chapter in enumerate(_list(record_file.value, "chapters")):
        for index, work in enumerate(_list(chapter, "works")):
            path = record_file.ids.identities(("chapters", number, "works", index))
            title = str(work.get("title") or "") if isinstance(work, dict) else ""
            yield Place(path, f"{forms.chinese(number + 1)}（{forms.chinese(index + 1)}）{title}")


def _items(
    record_file: OpenFile, key: str
) -> Iterator[tuple[int, tuple[int, int], Mapping[str, Any]]]:
    """Yield the number of the chapter, those of the work and the item in it, and the item."""
    for number, chapter in enumerate(_list(record_file.value, "chapters")):
        for index, work in enumerate(_list(chapter, "works")):
            for place, item in enumerate(_list(work, key)):
                if isinstance(item, dict):
                    yield number, (index, place), item


def _list(value: Any, key: str) -> list[Any]:
    items = value.get(key) if isinstance(value, Mapping) else None
    return items if isinstance(items, list) else []


def _where(record_file: OpenFile, number: int, index: int) -> str:
    work = record_file.value["chapters"][number]["works"][index]
    return f"{forms.chinese(number + 1)}（{forms.chinese(index + 1)}）{work.get('title') or ''}"


def _quotation(
    record_file: OpenFile, number: int, index: tuple[int, int], item: Mapping[str, Any]
) -> Card:
    path = record_file.ids.identities(
        ("chapters", number, "works", index[0], "quotations", index[1])
    )
    who = [str(item.get(key) or "") for key in ("speaker", "office", "occasion", "source")]
    is_away = forms.is_yes(item.get("hidden"))
    marks = [_AWAY] if is_away else []
    marks += ["大意"] if forms.is_yes(item.get("gist")) else []
    marks += ["文件原文"] if item.get("source") else [] if item.get("speaker") else [_UNNAMED]
    return Card(
        path[-1],
        str(item.get("text") or ""),
        "　".join(filter(None, who)),
        _where(record_file, number, index[0]),
        path,
        page_of(record_file.name.branch, record_file.name.year, path),
        tuple(marks),
        is_away=is_away,
    )


def _person(
    record_file: OpenFile, number: int, index: tuple[int, int], item: Mapping[str, Any]
) -> Card:
    path = record_file.ids.identities(("chapters", number, "works", index[0], "people", index[1]))
    return Card(
        path[-1],
        str(item.get("name") or ""),
        str(item.get("text") or ""),
        _where(record_file, number, index[0]),
        path,
        page_of(record_file.name.branch, record_file.name.year, path),
        ("说过 1 句",) if item.get("saying") else (),
        str(item.get("role") or ""),
        str(item.get("picture") or ""),
    )
