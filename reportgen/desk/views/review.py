"""核对: what an imported Word report became, beside the report, and what is still to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content.edit.layout import Path
from reportgen.content.folders import BRANCHES
from reportgen.content.imported import PROPOSED, part_of, review_path
from reportgen.desk import pages
from reportgen.desk.edits import value_at
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.editing import page_of
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.year_page import frame
from reportgen.desk.words import in_words
from reportgen.importing.accepting import accept, report_place
from reportgen.importing.review import Review, read_review

#: why a number or a mark before a text has no place of its own
_MARKS = "序号和标点"
#: characters of a part that are shown
_MOST = 80


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the draft that nobody has looked at: `number` is its place in the review's list."""

    number: int
    sort: str
    words: str
    href: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the document: where it went, or why it has no place."""

    text: str
    where: str
    is_placed: bool


def review(session: Session, request: Request) -> Response:
    """Return the page, or only its lists for a page that is open."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    review_file = _review(session, branch, year)
    record_file = session.records.open(FileName(branch, year))
    figures = [figure for figure in review_file.figures if figure.status == PROPOSED]
    is_part = request.headers.get("x-part") == "form"
    return pages.page(
        "review-part.html.j2" if is_part else "review.html.j2",
        frame=frame(session, request, "text"),
        base=pages.address("b", branch, year),
        review=review_file,
        figures=figures,
        parts=list(_parts(review_file, record_file)),
        blocks=[_block(piece, record_file) for piece in review_file.pieces if piece.left != _MARKS],
        waiting=len(figures) + len(review_file.open),
    )


def _review(session: Session, branch: str, year: int) -> Review:
    session.require(branch, year)
    path = review_path(f"{BRANCHES}/{branch}", year)
    return read_review(session.workspace.read(path), path)


def _parts(review_file: Review, record_file: OpenFile) -> Iterator[Part]:
    for number, path in enumerate(review_file.open):
        identities = _identities(record_file, path)
        sort = part_of(tuple(map(str, path)))
        href = page_of(record_file.name.branch, record_file.name.year, identities)
        yield Part(number, sort, _words(value_at(record_file.value, path)), href, identities)


def _identities(record_file: OpenFile, path: Path) -> tuple[str, ...]:
    try:
        return record_file.ids.identities(path)
    except (IndexError, KeyError, TypeError, AssertionError):  # the part was taken away since
        return tuple(str(part) for part in path[:1])


def _words(value: Any) -> str:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("title", "name", "task", "caption", "text") if value.get(key)),
            "",
        )
    text = " ".join(str(value or "").split())
    return text if len(text) <= _MOST else f"{text[:_MOST]}……"


def _block(piece: Any, record_file: OpenFile) -> Block:
    if piece.left:
        return Block(piece.text, f"没放进：{piece.left}", is_placed=False)
    where = part_of(tuple(map(str, piece.to)))
    title = (
        value_at(record_file.value, (*piece.to[:4], "title"))
        if where and len(piece.to) > 3
        else None
    )
    return Block(
        piece.text,
        f"{in_words(where)}{f'“{title}”' if isinstance(title, str) else ''}",
        is_placed=True,
    )


def decide(session: Session, request: Request, content: Any) -> Response:
    """Tick off parts that were looked at, take figures in under their names, or leave them."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    review_file = _review(session, branch, year)
    try:
        numbers = {int(number) for number in content.get("parts", ())}
        figures = {str(key): str(name).strip() for key, name in content.get("figures", {}).items()}
        drops = [str(key) for key in content.get("dropped", ())]
    except (AttributeError, TypeError, ValueError):
        return refusal("工作台没有看懂", 400)
    parts = [path for number, path in enumerate(review_file.open) if number in numbers]
    result = accept(
        session.workspace,
        report_place(session.workspace, branch, year),
        parts,
        figures,
        drops,
    )
    if result.remarks:
        return refusal("；".join(in_words(remark.message) for remark in result.remarks))
    name = FileName(branch, year)
    session.history.put_away(str(name), session.workspace.read(session.records.path(name)))
    for path, data in result.files.items():
        session.workspace.write(path, data)
    return JSONResponse({"rest": result.rest})
