"""用本单位的模板: a unit's own deck template becomes a style, with what each of its layouts serves for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.content import edit
from reportgen.content.yaml.reader import Path, parse
from reportgen.desk.session import Session
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.preview import fragments_as_json
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.make.adopting import Adopted, adopted_theme
from reportgen.make.sample_deck import sample_picture
from reportgen.office_files import check_office_file, has_macros, kind_of
from reportgen.theme.choice import FIRST_THEME
from reportgen.theme.deck_settings import OPTIONAL_PAGES
from reportgen.theme.layout_roles import Offer, layout_labels, match_layouts
from reportgen.theme.own_report import describe, findings
from reportgen.write.preview.places import Faults as Places
from reportgen.write.preview.slides import preview_deck

#: the theme folder of the unit's own template
FOLDER = "单位"
_COMMON = "reference.docx"
#: kinds of pages of which the sample deck has a slide by another name
_SAMPLES = {"text": "bullets-plain", "two-columns": "chart-pair", "pictures-1": "pictures"}
#: kinds of pages without which a template cannot be used
_NECESSARY = ("cover", "section", "text")


def adopted_title(session: Session) -> str:
    """Return what the unit's template is called, "" where there is none."""
    return dict(session.themes()).get(FOLDER, "")


def adopt(session: Session, request: Request, data: bytes) -> Response:
    """Take a .pptx or .potx as the template of the unit; the file that was sent stays as it is."""
    session.require(request.path_params["branch"], request.path_params["year"])
    name = request.query_params.get("file", "")
    if kind_of(name) != "pptx":
        return refusal("只收 .pptx、.potx；.ppt、.dps 请在 PowerPoint 或 WPS 里另存为 .pptx 再拿来")
    if has_macros(data):
        return refusal("这份模板里有宏，不收；请另存为不带宏的 .pptx 再拿来")
    session.own_templates()
    try:
        check_office_file(data, "pptx")
        theme_files = _theme_of(session, data, name.rpartition(".")[0], {})
    except Faults as faults:
        return refusal(faults.diagnostics[0].message)
    _store(session, theme_files)
    return own_template(session, request)


def choose_layout(session: Session, request: Request, content: Any) -> Response:
    """Let another layout of the template serve for a kind of page, or, where it is "", leave the kind out."""
    role, layout = str(content.get("role")), str(content.get("layout"))
    path = f"templates/{FOLDER}/deck.yaml"
    deck_file = edit.read(session.workspace.read(path), path)
    of_role: Path = ("layouts", role)
    if not isinstance(deck_file, Diagnostic):
        is_omitted = "omit" in deck_file.value["layouts"].get(role, {})
        if layout:
            deck_file = edit.replace(deck_file, (*of_role, "layout"), layout)
            if is_omitted and not isinstance(deck_file, Diagnostic):
                deck_file = edit.remove(deck_file, (*of_role, "omit"))
        elif not is_omitted:
            deck_file = edit.insert(deck_file, (*of_role, "omit"), "是")
    if isinstance(deck_file, Diagnostic):
        return refusal(deck_file.message)
    try:
        theme_files = _theme_of(session, _package(session), "", {"deck.yaml": deck_file.data})
    except Faults as faults:
        return refusal(faults.diagnostics[0].message)
    _store(session, theme_files)
    return own_template(session, request)


def own_template(session: Session, _: Request) -> Response:
    """Return the unit's template: a tile for each kind of page, and what it lacks, in words."""
    title = adopted_title(session)
    if not title:
        return JSONResponse({"title": ""})
    try:
        theme_files = _theme_of(session, _package(session), "", {})
    except Faults as faults:
        return JSONResponse({"title": title, "refusal": faults.diagnostics[0].message, "tiles": []})
    preview = preview_deck(
        theme_files.sample,
        theme_files.theme,
        lambda _: sample_picture(),
        session.documents.pictures,
        Places.of(()),
    )
    theme = theme_files.theme
    tiles = [_tile(role, theme_files) for role in theme.matches]
    lacks = [theme.matches[role].role.title for role in _NECESSARY if role not in theme.matches]
    return JSONResponse(
        {
            "title": title,
            "about": next(describe(theme), ""),
            "tiles": tiles,
            "findings": [finding.message for finding in findings(theme)],
            "unused": list(describe(theme))[-1] if theme.template.layouts else "",
            "lacks": lacks,
            **fragments_as_json(session, preview, preview.fragments),
        }
    )


def _tile(role: str, theme_files: Adopted) -> dict[str, Any]:
    """Return a kind of page and the layouts that can carry it, first the one that is proposed."""
    theme = theme_files.theme
    template = theme.template
    labels = layout_labels(template)
    match = theme.matches[role]
    offers = [Offer(layout, template.size) for layout in template.layouts]
    able = [offer for offer in offers if match.role.score(offer) is not None]
    proposal = match_layouts(template, {})[role].offer
    chosen = [proposal, *able, match.offer]
    return {
        "role": role,
        "title": match.role.title,
        "layout": "" if role in theme.settings.omitted else labels[match.offer.layout.part],
        "layouts": list(dict.fromkeys(labels[offer.layout.part] for offer in chosen)),
        "optional": role in OPTIONAL_PAGES,
        "instead": match.instead,
        "number": _sample_of(role, theme_files),
    }


def _sample_of(role: str, theme_files: Adopted) -> int:
    """Return the number of the sample slide that shows a kind of page, 0 for none."""
    layout = _SAMPLES.get(role, role)
    slides = theme_files.sample.slides
    return next((slide.number for slide in slides if slide.layout.id.startswith(layout)), 0)


def _package(session: Session) -> bytes:
    return session.workspace.read(f"templates/{FOLDER}/{_deck(session)}")


def _deck(session: Session) -> str:
    path = f"templates/{FOLDER}/theme.yaml"
    value = parse(session.workspace.read(path), path).value
    return str(value.get("deck")) if isinstance(value, Mapping) else "deck.pptx"


def _theme_of(
    session: Session, package: bytes, title: str, changes: Mapping[str, bytes]
) -> Adopted:
    """Return the theme of a template: a new one by its title, else the one that is there; raise Faults."""
    files = {}
    deck = "deck.pptx"
    if not title:
        deck = _deck(session)
        files = {
            name: session.workspace.read(f"templates/{FOLDER}/{name}")
            for name in ("theme.yaml", "deck.yaml")
        }
    base = FIRST_THEME
    common = {_COMMON: session.workspace.read(f"templates/{base}/{_COMMON}")}
    return adopted_theme(package, deck, title, base, {**files, **changes}, common)


def _store(session: Session, theme_files: Adopted) -> None:
    for name, data in theme_files.files.items():
        session.workspace.write(f"templates/{FOLDER}/{name}", data)
