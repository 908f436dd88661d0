"""A new branch in four steps, and a further year of a branch; nothing is on the disk before the last step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen import skeletons
from reportgen.content import edit
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.chapters import type_named
from reportgen.content.folders import BRANCHES
from reportgen.desk import pages
from reportgen.desk.session import Session
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.importing.importer import read_report, store
from reportgen.skeletons.branch import NewBranch, branch_text, year_text
from reportgen.skeletons.next_year import next_year_text

#: the chapter of a branch that does not know its chapters yet
ONLY_CHAPTER = "主要工作"
#: from this month on a report is about the year itself, before it about the last one
_NOVEMBER = 11


def new_branch(session: Session, _: Request) -> Response:
    """Return the page of the four steps."""
    return pages.page(
        "new-branch.html.j2",
        folder=str(session.settings.folder),
        types=list(session.types().values()),
        year=default_year(session),
        undecided=ONLY_CHAPTER,
        records=list(_precedents(session)),
    )


@dataclass(frozen=True, slots=True)
class Precedent:
    """A record whose chapters a new branch may have: its words, their titles and the types among them."""

    words: str
    titles: tuple[str, ...]
    types: tuple[str, ...]


def _precedents(session: Session) -> Iterator[Precedent]:
    """Yield the newest record of each branch that has chapters."""
    types = session.types()
    for slug in session.branches():
        for year in session.years(slug)[:1]:
            chapters_there = session.record_value(slug, year).get("chapters")
            chapters = (
                [one for one in chapters_there if isinstance(one, dict)]
                if isinstance(chapters_there, list)
                else []
            )
            kinds = [type_named(tuple(types.values()), str(c.get("type") or "")) for c in chapters]
            titles = [
                str(chapter.get("title") or (kind.chapter if kind else ""))
                for chapter, kind in zip(chapters, kinds, strict=True)
            ]
            if any(titles):
                name = session.branch_value(slug).get("short") or slug
                own = tuple(str(kind.id) for kind in kinds if kind)
                yield Precedent(f"{name} {year} 年", tuple(filter(None, titles)), own)


def default_year(session: Session) -> int:
    """Return the year that a report written now is about."""
    today = session.workspace.today()
    return today.year if today.month >= _NOVEMBER else today.year - 1


def create_branch(session: Session, _: Request, content: Any) -> Response:
    """Write the files of a new branch and say where its editor is."""
    name = _text(content, "name")
    year = content.get("year") if isinstance(content, dict) else None
    if not name:
        return refusal("支部的名称要写")
    if not isinstance(year, int) or not 1921 <= year <= 2100:
        return refusal("年度要在 1921 到 2100 之间")
    types = session.types()
    branch_types = tuple(types[key] for key in _texts(content, "types") if key in types)
    chapters = tuple(_texts(content, "chapters"))
    if not branch_types and not chapters:
        return refusal("总结分哪几章，要选一样")
    session.prepare()
    slug = free_slug(session)
    branch = NewBranch(slug, name, _text(content, "unit"), year, branch_types, chapters)
    folder = f"{BRANCHES}/{slug}"
    text = branch_text(branch, types).encode()
    file = edit.read(text, f"{folder}/branch.yaml")
    for key in ("short", "upper", "secretary"):
        value = _text(content, key)
        if value and not isinstance(file, Diagnostic):
            order = ("name", "short", "unit", "upper", "types", "secretary")
            file = edit.insert(file, (key,), value, order)
    if isinstance(file, Diagnostic):
        return refusal(file.message)
    session.workspace.write(f"{folder}/branch.yaml", file.data)
    session.workspace.write(f"{folder}/{year}.yaml", year_text(branch).encode())
    return JSONResponse({"href": _beginning(slug, year)})


def _beginning(slug: str, year: int) -> str:
    """Return the address of a year's first form, with the caret in its first field."""
    return f"{pages.address('b', slug, year, 'text', 'head')}#at={quote(json.dumps(['headline']))}"


def free_slug(session: Session) -> str:
    """Return the folder of the next branch that somebody makes."""
    slugs = set(session.branches())
    number = len(slugs) + 1
    while f"branch-{number}" in slugs:
        number += 1
    return f"branch-{number}"


def new_year(session: Session, request: Request) -> Response:
    """Return the page that begins a further year of a branch."""
    slug = request.path_params["branch"]
    years = session.years(slug)
    branch = session.branch_value(slug)
    return pages.page(
        "new-year.html.j2",
        folder=str(session.settings.folder),
        slug=slug,
        name=str(branch.get("name") or slug),
        known=years,
        year=max(years) + 1 if years else default_year(session),
    )


def create_year(session: Session, request: Request, content: Any) -> Response:
    """Write the record of a further year, begun from the last one."""
    slug = request.path_params["branch"]
    year = content.get("year") if isinstance(content, dict) else None
    if not isinstance(year, int) or not 1921 <= year <= 2100:
        return refusal("年度要在 1921 到 2100 之间")
    if year in session.years(slug):
        return refusal(f"{year} 年已有记录，没有改动它")
    library = load_branch(session.workspace, slug, load_branch_types(session.workspace))
    entries = library.by_kind.get(BranchYear.subject_kind, ())
    earlier = [entry for entry in entries if isinstance(entry, BranchYear) and entry.year < year]
    if not earlier:
        return refusal("往年的记录里有错误，先改好再添一年")
    last = max(earlier, key=lambda entry: entry.year)
    path = f"{BRANCHES}/{slug}/{year}.yaml"
    data = next_year_text(last, year, session.workspace).encode()
    try:
        data = _with_chapters(data, path, last)
    except Faults as faults:
        return refusal(faults.diagnostics[0].message)
    session.workspace.write(path, data)
    return JSONResponse({"href": _beginning(slug, year)})


def _with_chapters(data: bytes, path: str, last: BranchYear) -> bytes:
    """Return a record with the chapters of the last one, by type or title, and none of its works."""
    chapters = [
        {"type": str(chapter.type)} if chapter.type else {"title": str(chapter.title)}
        for chapter in last.record.chapters
    ]
    file = edit.read(data, path)
    if isinstance(file, Diagnostic):
        raise Faults([file])
    if not chapters or "chapters" in file.value:
        return data
    changed_file = edit.insert(file, ("chapters",), chapters)
    if isinstance(changed_file, Diagnostic):
        raise Faults([changed_file])
    return changed_file.data


def refusal(message: str, status: int = 422) -> Response:
    """Return why a request was not carried out, in words for the page."""
    return JSONResponse({"message": message}, status)


def _text(content: Any, key: str) -> str:
    value = content.get(key) if isinstance(content, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(content: Any, key: str) -> list[str]:
    value = content.get(key) if isinstance(content, dict) else None
    return (
        [text.strip() for text in value if isinstance(text, str) and text.strip()]
        if isinstance(value, list)
        else []
    )


def import_word(session: Session, request: Request, data: bytes) -> Response:
    """Make a draft record of a Word report: of a branch that there is, or of a new one by its name.

    Nothing stays of a report that cannot be read.
    """
    query = request.query_params
    slug, name = query.get("branch", ""), " ".join(query.get("name", "").split())
    if not slug and not name:
        return refusal("写上支部的名称")
    if slug and slug not in session.branches():
        raise FileNotFoundError(slug)
    is_new = not slug
    if is_new:
        session.prepare()
        slug = free_slug(session)
        branch = NewBranch(slug, name, "", 0, (), ())
        text = branch_text(branch, session.types())
        session.workspace.write(f"{BRANCHES}/{slug}/branch.yaml", text.encode())
    year = query.get("year", "")
    result = read_report(
        session.workspace, query.get("file", "总结.docx"), data, slug,
        int(year) if year.isdecimal() else 0, mark=skeletons.schema_mark("year"),
        theme=session.settings.theme,
    )  # fmt: skip
    if not result.is_read:
        if is_new:
            session.workspace.remove(f"{BRANCHES}/{slug}/branch.yaml")
        errors = [remark.message for remark in result.remarks if remark.is_error]
        return refusal("；".join(errors) or "这份文件读不出来")
    if result.record_path.endswith(".draft.yaml"):
        return refusal(f"{result.year} 年已有记录，没有动它；换一年，或先在“以前的样子”里留一份")
    store(session.workspace, result)
    return JSONResponse({"href": pages.address("b", slug, result.year, "text", "head")})
