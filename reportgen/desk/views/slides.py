"""课件: the slides of a year by section, and beside them the one that is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk import forms, pages
from reportgen.desk.fault_places import path_at
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.session import Session
from reportgen.desk.shown_slides import ShownSlide
from reportgen.desk.views.editing import page_of
from reportgen.desk.views.year_page import OpenYear, frame, year_page
from reportgen.spans import Span

#: a way to show a work → the key of what it needs, how many of it, and the words where that lacks
_NEEDS = {
    "figures": ("figures", 1, "要有引用的数字"),
    "quote": ("quotations", 1, "要有引语的原话"),
    "picture": ("pictures", 1, "要有一张图片"),
    "pictures": ("pictures", 2, "要有两张以上图片"),
    "chart": ("charts", 1, "要有图表"),
    "charts": ("charts", 2, "要有两张图表"),
    "table": ("tables", 1, "要有表格"),
    "steps": ("method", 1, "要有工作法，或写明有先后的要点"),
}


@year_page("slides")
def slides(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page of the slides."""
    return pages.page(
        "slides.html.j2",
        frame=frame(session, request, "slides"),
        deck=session.documents.main.deck,
        base=files.base,
    )


def listing(session: Session, request: Request) -> Response:
    """Return what there is to know of each slide, and the works that are not on any."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    deck = session.documents.slides(branch, year, {record_file.file.name: record_file.file.data})
    if deck is None:
        return JSONResponse({"message": "现在做不出课件，先改好总结里的错误"}, 409)
    cards = [_slide(slide, record_file) for slide in deck]
    titles = record_file.value.get("hide_slides")
    return JSONResponse(
        {
            "slides": cards,
            "hidden": [
                {"title": title, "work": path} for title, path in _hidden_works(record_file)
            ],
            "hide_slides": forms.names_in(titles),
            "revision": record_file.revision,
        }
    )


def _slide(slide: ShownSlide, record_file: OpenFile) -> dict[str, Any]:
    work = next((path for span in _spans(slide) if (path := _work_of(span, record_file))), ())
    return {
        "number": slide.number,
        "section": slide.section,
        "title": slide.title.replace("／", ""),
        "continued": slide.continued,
        "work": list(work),
        "seconds": slide.seconds,
    }


def _spans(slide: ShownSlide) -> list[Span]:
    """Return the places of a slide's texts, its title's first."""
    texts = sorted(slide.texts, key=lambda text: not text.is_title)
    return [text.at for text in texts if text.at]


def _work_of(span: Span, record_file: OpenFile) -> tuple[str, ...]:
    """Return the path of the work in which a place lies, () where it lies in none."""
    if span.path != record_file.file.name:
        return ()
    match record_file.ids.identities(path_at(record_file.file, span)):
        case ("chapters", chapter, "works", work, *_):
            return ("chapters", chapter, "works", work)
    return ()


def _hidden_works(record_file: OpenFile) -> list[tuple[str, list[str]]]:
    """Return the title and the path of each work that is not to be on a slide."""
    works_off_slides = []
    chapters = record_file.value.get("chapters")
    for number, chapter in enumerate(chapters if isinstance(chapters, list) else ()):
        works = chapter.get("works") if isinstance(chapter, dict) else None
        for index, work in enumerate(works if isinstance(works, list) else ()):
            slide = work.get("slide") if isinstance(work, dict) else None
            if isinstance(slide, dict) and slide.get("show") == "none":
                path = record_file.ids.identities(("chapters", number, "works", index))
                works_off_slides.append((str(work.get("title") or ""), list(path)))
    return works_off_slides


def panel(session: Session, request: Request) -> Response:
    """Return the form for a work's slide: its layout, why other layouts do not fit, and its notes."""
    branch, year, identity = (request.path_params[key] for key in ("branch", "year", "item"))
    record_file, branch_file = session.open_files(branch, year)
    form = forms.form(identity, record_file, branch_file, session.types().values())
    if form is None or form.kind != "work":
        raise FileNotFoundError(identity)
    place = record_file.ids.indexes(form.path)
    work: Any = record_file.value
    for part in place or ():
        work = work[part]
    notes = next(field for field in form.fields if field.path[-1] == "notes")
    return pages.page(
        "slide.html.j2",
        show=forms.show_field(work, form.path),
        notes=notes,
        lacks=_lacks(work),
        file=str(record_file.name),
        href=page_of(branch, year, form.path),
        title=form.title,
    )


def _lacks(work: Mapping[str, Any]) -> dict[str, str]:
    """Return the ways that a work's content does not carry, each with what it lacks."""
    counts = {
        key: len(forms.names_in(work.get(key))) or len(work.get(key) or ())
        for key, _, _ in _NEEDS.values()
    }
    quotations = work.get("quotations")
    counts["quotations"] = sum(
        isinstance(one, dict) and not any(forms.is_yes(one.get(key)) for key in ("gist", "hidden"))
        for one in (quotations if isinstance(quotations, list) else ())
    )
    return {way: words for way, (key, least, words) in _NEEDS.items() if counts[key] < least}


def field_at(session: Session, request: Request) -> Response:
    """Return a field for the text at a path, to be written in beside the slide that shows it."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    record_file = session.records.open(FileName(branch, year))
    path = json.loads(request.query_params.get("path", "[]"))
    field = forms.any_field(record_file, path)
    if field is None:
        raise FileNotFoundError(str(path))
    return pages.page("field.html.j2", field=field, file=str(record_file.name))
