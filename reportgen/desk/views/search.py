"""The search over a year's texts, and the end of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.views.editing import page_of
from reportgen.desk.views.figures import TEXTS, texts_of

#: hits that a page shows, and characters on either side of the words
_MOST, _AROUND = 60, 16


def search(session: Session, request: Request) -> Response:
    """Return the places of a year at which some words are written, the first ones with what stands around."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    words = request.query_params.get("words", "").strip()
    hits = list(_hits(record_file, words)) if words else []
    return JSONResponse({"hits": hits[:_MOST], "all": len(hits)})


def _hits(record_file: OpenFile, words: str) -> Iterator[dict[str, Any]]:
    for path, text in _texts(record_file):
        start = text.casefold().find(words.casefold())
        if start < 0:
            continue
        end = start + len(words)
        yield {
            "where": TEXTS.get(path[0], "数字"),
            "before": text[max(0, start - _AROUND) : start].replace("\n", " "),
            "value": text[start:end],
            "after": text[end : end + _AROUND].replace("\n", " "),
            "href": page_of(record_file.name.branch, record_file.name.year, path),
            "path": list(path),
        }


def _texts(record_file: OpenFile) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from texts_of(record_file)
    figures = record_file.value.get("figures")
    for name, entry in figures.items() if isinstance(figures, dict) else ():
        own = entry if isinstance(entry, dict) else {"value": entry}
        words = [name, own.get("label"), own.get("value"), own.get("note")]
        yield ("figures", str(name)), "　".join(str(word) for word in words if word)


def stop(session: Session, _: Request, __: Any) -> Response:
    """Let the desk end once this is answered."""
    session.is_ending = True
    return JSONResponse({})
