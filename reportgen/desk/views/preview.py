"""The preview beside the fields: pages and slides as the files will have them, from what is typed just now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.build.preview import PreviewResult
from reportgen.content.edit import YamlFile
from reportgen.desk.edits import Edit, edit_from
from reportgen.desk.fault_places import lines_of
from reportgen.desk.records import FileName, file_name
from reportgen.desk.session import Session
from reportgen.desk.shown_slides import Lines, ShownSlide
from reportgen.desk.words import in_words
from reportgen.diagnostics import Faults
from reportgen.write.powerpoint.room import Room
from reportgen.write.preview.fragments import Fragment, Preview

#: from so many characters on it is no use to count them
_PLENTY = 60
#: parts of the path of a work: chapters, its number, works, its number
_ITEM = 4
_IMAGES = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "bmp": "image/bmp"}


def preview(session: Session, request: Request, content: Any) -> Response:
    """Return the fragments of a document that the page does not have yet, with unsaved drafts in them.

    `lines` says on which lines of which file the focused field stands, so that the page can find it.
    """
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    if not isinstance(content, dict):
        content = {}
    names = (FileName(branch, year), FileName(branch))
    files = draft_files(session, names, content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    show = str(content.get("show"))
    return fragments(session, session.documents.preview(branch, year, show, data), content, files)


def fragments(
    session: Session, result: PreviewResult, content: dict[str, Any], files: dict[str, YamlFile]
) -> Response:
    """Return the fragments of a preview that the page does not know yet, and the focused field's lines."""
    preview = result.preview
    if preview is None:
        errors = [in_words(d.message) for d in result.diagnostics if d.is_error]
        return JSONResponse({"message": errors[0] if errors else "还没有可以看的内容"}, 409)
    digests_there = set(map(str, content.get("known") or ()))
    return JSONResponse(
        {
            "medium": preview.medium,
            "style": stored_style(session, preview.stylesheet),
            "shared": "" if (mark := _mark(preview.shared)) in digests_there else preview.shared,
            "sharedDigest": mark,
            "fragments": [
                {
                    "number": f.number,
                    "digest": f.digest,
                    "html": "" if f.digest in digests_there else f.html,
                }
                for f in preview.fragments
            ],
            "lines": _lines(session, content.get("focus"), files),
        }
    )


def fragments_as_json(
    session: Session, preview: Preview, fragments: Iterable[Fragment]
) -> dict[str, Any]:
    """Return some fragments of a preview, with the stylesheet and the drawings that they need."""
    return {
        "style": stored_style(session, preview.stylesheet),
        "shared": preview.shared,
        "fragments": [{"number": one.number, "html": one.html} for one in fragments],
    }


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def room(session: Session, request: Request, content: Any) -> Response:
    """Return how much more each of some fields has room for on its slide: (share in use, words, look)."""
    branch, year = request.path_params["branch"], request.path_params["year"]
    session.require(branch, year)
    if not isinstance(content, dict):
        content = {}
    names = (FileName(branch, year), FileName(branch))
    files = draft_files(session, names, content.get("drafts") or [])
    data = {file.name: file.data for file in files.values()}
    return rooms(
        session, lambda lines: session.documents.slides(branch, year, data, lines), content, files
    )


def rooms(
    session: Session,
    slides: Callable[[Sequence[Lines]], Sequence[ShownSlide] | None],
    content: dict[str, Any],
    files: dict[str, YamlFile],
) -> Response:
    """Return how many more characters fit on the slide, for each field that the page asks about.

    `slides` gives the slides with the room of the texts on some lines.
    """
    name = str(content.get("file"))
    paths = [path for path in content.get("paths") or () if isinstance(path, list)]
    # Points that stand in one text have its room.
    places = [
        [
            lines
            for part in (path, *([path[:-1]] if path[-2:-1] == ["points"] else []))
            if (lines := _lines(session, {"file": name, "path": part}, files))
        ]
        for path in paths
    ]
    lines_of_fields = [
        Lines(one["path"], one["first"], one["last"]) for own in places for one in own
    ]
    deck = slides(lines_of_fields) if name in files else None
    if deck is None:
        return JSONResponse({"rooms": []})
    texts = [text for slide in deck for text in slide.texts if text.room]
    answers = []
    for own in places:
        own_lines = (Lines(one["path"], one["first"], one["last"]) for one in own)
        rooms_here = next(
            (
                rooms_on_line
                for one in own_lines
                if (rooms_on_line := [t.room for t in texts if t.room and one.have(t.at)])
            ),
            [],
        )
        answers.append(room_words(min(rooms_here, key=_tightness)) if rooms_here else None)
    return JSONResponse({"rooms": answers})


def _tightness(room: Room) -> tuple[int, float, int]:
    """Return a key that is least for the text with the least room."""
    return (-room.excess, -(room.size_pt or 0), room.more)


def room_words(room: Room) -> dict[str, Any]:
    """Return a room as a page shows it: the share in use, words, and how it looks."""
    if room.excess:
        return {"share": 1, "words": f"多 {room.excess} 字，放不下", "look": "full"}
    if room.size_pt:
        return {"share": 0.95, "words": f"字号会缩到 {room.size_pt:g}", "look": "long"}
    words = f"课件还放得下 {room.more} 字" if room.more < _PLENTY else "放得下"
    return {"share": room.used / max(room.used + room.more, 1), "words": words, "look": ""}


def draft_files(
    session: Session, names: Iterable[FileName], drafts: list[Any]
) -> dict[str, YamlFile]:
    """Return files as they would be with the drafts, by the names that a page has for them."""
    edits: dict[str, list[Edit]] = {str(name): [] for name in names}
    for draft in drafts:
        try:
            edits[str(draft["file"])].append(
                edit_from(draft | {"operation": "set", "forced": True})
            )
        except (KeyError, TypeError, ValueError):
            continue
    files = {}
    for name, own in edits.items():
        try:
            files[name] = session.records.draft(file_name(name), own)
        except (Faults, OSError):
            continue
    return files


def _lines(session: Session, focus: Any, files: dict[str, YamlFile]) -> dict[str, Any] | None:
    """Return the workspace path and the first and last line of the focused field."""
    if not isinstance(focus, dict) or focus.get("file") not in files:
        return None
    file = files[focus["file"]]
    path = focus.get("path")
    if not isinstance(path, list):
        return None
    try:
        place = session.records.open(file_name(focus["file"])).ids.indexes(path)
    except (Faults, OSError):  # the file was broken or taken away a moment ago
        return None
    lines = lines_of(file, place) if place else None
    if place is None or not lines:
        return None
    depth = max(
        (i + 1 for i, part in enumerate(place) if isinstance(part, int)), default=len(place)
    )
    around = lines_of(file, place[: min(depth, _ITEM)]) or lines
    return {"path": file.name, "first": lines[0], "last": lines[1], "around": list(around)}


def stored_style(session: Session, style: str) -> str:
    """Keep the stylesheet of a preview for the page that shows it; return its address."""
    name = hashlib.sha256(style.encode()).hexdigest()[:16]
    session.styles[name] = style
    return f"/preview-style/{name}.css"


def style(session: Session, request: Request) -> Response:
    """Return the stylesheet of a preview."""
    text = session.styles.get(request.path_params["name"])
    if text is None:
        raise FileNotFoundError(request.path_params["name"])
    return Response(text, media_type="text/css")


def picture(session: Session, request: Request) -> Response:
    """Return a picture of a preview by its digest."""
    name = request.path_params["name"]
    data = session.documents.pictures.stored.get(name)
    if data is None:
        raise FileNotFoundError(name)
    kind = _IMAGES[name.rpartition(".")[2]]
    return Response(
        data, media_type=kind, headers={"cache-control": "private, max-age=86400, immutable"}
    )
