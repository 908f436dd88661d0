"""式样: the style of the decks, the palette, the format of the reports, and the faces they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk import pages
from reportgen.desk.records import FileName
from reportgen.desk.session import Session
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.own_template import FOLDER, adopted_title
from reportgen.desk.views.preview import fragments_as_json
from reportgen.desk.views.year_page import OpenYear, frame, year_page
from reportgen.diagnostics import Faults
from reportgen.installed_fonts import installed_fonts, stand_in_here
from reportgen.theme.choice import FIRST_THEME
from reportgen.theme.formats import FormatProfile
from reportgen.theme.loading import Theme, load_theme
from reportgen.theme.palettes import contrast_ratio

#: below this contrast the words of a palette are hard to read (WCAG 2.2, 1.4.3)
_LEAST_CONTRAST = 4.5
#: pages of a deck that show a style: cover, contents, the first chapter
_SLIDES = (0, 1, 4)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its name in the file, its words, and why it cannot be chosen, "" where it can."""

    name: str
    title: str
    about: str = ""
    is_chosen: bool = False
    refusal: str = ""
    colours: tuple[str, ...] = ()
    sheet: FormatProfile | None = None


@dataclass(frozen=True, slots=True)
class FaceLine:
    """A line of the faces: what is set in it, its name, and whether this computer has it."""

    what: str
    name: str
    here: str
    is_here: bool


@year_page("text")
def appearance(session: Session, request: Request, files: OpenYear) -> Response:
    """Return the page."""
    theme = load_theme(session.workspace, session.settings.theme)
    branch = files.branch
    own = files.branch_file.value
    format_name = str(own.get("format") or theme.file.format)
    palette_name = str(own.get("palette") or theme.file.palette)
    palettes = list(_palettes(theme, palette_name))
    return pages.page(
        "appearance.html.j2",
        frame=frame(session, request, "appearance"),
        base=files.base,
        file=str(FileName(branch)),
        files=[str(FileName(name)) for name in session.branches()],
        branch_name=str(own.get("short") or own.get("name") or branch),
        style=session.settings.theme.rpartition("/")[2],
        styles=list(_styles(session)),
        palettes=palettes,
        unknown_palette="" if any(one.is_chosen for one in palettes) else palette_name,
        formats=list(_formats(session, theme, format_name)),
        faces=list(_faces(theme, format_name)),
        bases={key: own.get(key) for key in ("palette", "format")},
        unit_title=adopted_title(session),
        is_unit_chosen=session.settings.theme == f"templates/{FOLDER}",
    )


def _styles(session: Session) -> Iterator[Choice]:
    themes = sorted(session.themes(), key=lambda theme: theme[0] != FIRST_THEME)
    for name, title in themes:
        if name != FOLDER:
            yield Choice(name, title, is_chosen=session.settings.theme == f"templates/{name}")


def _palettes(theme: Theme, choice: str) -> Iterator[Choice]:
    for name in theme.palette_names():
        try:
            palette = theme.palette(name)
        except Faults:
            continue
        colours = palette.colours
        ratio = min(
            contrast_ratio(colours["text"], colours["page"]),
            contrast_ratio(colours["structure"], colours["page"]),
        )
        reason = (
            f"字和底色太近，看不清（对比度 {ratio:.1f}，要 4.5）" if ratio < _LEAST_CONTRAST else ""
        )
        swatches = tuple(colours[key] for key in ("structure", "accent", "page"))
        about = "缺省" if name == theme.file.palette else ""
        yield Choice(name, palette.title, about, name == choice, reason, swatches)


def _formats(session: Session, theme: Theme, choice: str) -> Iterator[Choice]:
    """Yield the formats for reports: those that no other kind of document has for itself."""
    kinds = session.documents.state().kinds.values()
    others = {str(kind.header.format) for kind in kinds if kind.header.format}
    for name in theme.profile_names():
        if name in others and name != choice:
            continue
        try:
            profile = theme.profile(name)
        except Faults:
            continue
        grid = profile.grid
        about = f"每页 {grid.lines} 行" + (
            f"，每行 {grid.characters} 字" if grid.characters else ""
        )
        yield Choice(name, profile.title, about, name == choice, sheet=profile)


def _faces(theme: Theme, format_name: str) -> Iterator[FaceLine]:
    try:
        profile = theme.word(format_name).profile
    except Faults:
        return
    faces_here = installed_fonts()
    faces = profile.faces
    rows = [
        ("报告标题", faces.title.font),
        ("一级标题", faces.heading1.font),
        ("二级标题", faces.heading2.font),
        ("正文", faces.body.font),
    ]
    try:
        own = theme.deck().template.faces
        rows += [("课件标题", own.name("+mj-ea", "")), ("课件正文", own.name("+mn-ea", ""))]
    except Faults:
        pass
    for what, name in rows:
        if name:
            yield FaceLine(what, name, *_here(name, faces_here))


def _here(name: str, faces_here: frozenset[str] | None) -> tuple[str, bool]:
    if faces_here is None:
        return "这台电脑没有说有哪些字体", True
    if name.casefold() in faces_here:
        return "有", True
    instead = stand_in_here(name)
    return (
        f"这台电脑没有，预览用{instead}代" if instead else "这台电脑没有，预览用别的字体代"
    ), False


def choose_style(session: Session, request: Request, content: Any) -> Response:
    """Let the documents of all branches have another style."""
    session.require(request.path_params["branch"], request.path_params["year"])
    name = str(content.get("name")) if isinstance(content, Mapping) else ""
    if name not in dict(session.themes()):
        return refusal("没有这一种式样", 404)
    session.choose_theme(name)
    return JSONResponse({})


def drawing(session: Session, request: Request) -> Response:
    """Return some slides of the year as another style has them, for a picture of it."""
    branch, year, name = (request.path_params[key] for key in ("branch", "year", "name"))
    session.require(branch, year)
    if name not in dict(session.themes()):
        raise FileNotFoundError(name)
    theme = f"templates/{name}"
    documents = (
        session.documents if theme == session.settings.theme else session.documents.in_theme(theme)
    )
    preview = documents.preview(branch, year, "deck", {}).preview
    if preview is None:
        return refusal("现在画不出来，先改好总结里的错误", 409)
    fragments = [preview.fragments[i] for i in _SLIDES if i < len(preview.fragments)]
    return JSONResponse(fragments_as_json(session, preview, fragments))
