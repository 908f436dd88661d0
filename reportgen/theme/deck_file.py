"""The bytes of a .pptx in; its layouts by name and the parts all its decks share, as data, out.

python-pptx takes a quarter of a second to load and to read ninety layouts: what it found is kept.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from reportgen import kept
from reportgen.diagnostics import Diagnostic, Faults

if TYPE_CHECKING:
    from pptx.opc.package import Part


class FixedPart(NamedTuple):
    """A part every deck of the theme shares; relationships are (id, type, target, external)."""

    name: str
    content_type: str
    data: bytes
    rels: tuple[tuple[str, str, str, bool], ...] = ()


class Master(NamedTuple):
    """A slide master: the names of its part and its theme's, and (part, title) of its layouts."""

    part: str
    theme: str
    layouts: tuple[tuple[str, str], ...]


class DeckFile(NamedTuple):
    """A template for decks, its sample slides left out."""

    presentation: FixedPart
    parts: tuple[FixedPart, ...]
    masters: tuple[Master, ...]


def read_deck_file(data: bytes) -> DeckFile:
    """Return what a .pptx holds; raise Faults for one that cannot be opened."""
    program = kept.mark_of(__file__), kept.library("pptx"), etree.__version__
    key = kept.key_of("deck", *program, data)
    body = kept.kept(key)
    if body is not None:
        main, parts, masters = marshal.loads(body)  # noqa: S302 - see docs/security.md
        return DeckFile(
            FixedPart(*main),
            tuple(FixedPart(*part) for part in parts),
            tuple(Master(*master) for master in masters),
        )
    found = _read(data)
    plain: Any = (
        tuple(found.presentation), tuple(map(tuple, found.parts)), tuple(map(tuple, found.masters)),
    )  # fmt: skip
    kept.keep(key, marshal.dumps(plain))
    return found


def _read(data: bytes) -> DeckFile:
    import pptx
    from pptx.opc.constants import RELATIONSHIP_TYPE

    try:
        presentation = pptx.Presentation(BytesIO(data))
    except Exception as fault:  # its reader raises nearly anything on a damaged file
        message = "课件版式文件打不开：不是 .pptx，或已损坏"
        raise Faults([Diagnostic("bad-template", message)]) from fault
    main = presentation.part
    # What belongs to sample slides or to an author's desk.
    left_behind = {
        RELATIONSHIP_TYPE.SLIDE,
        RELATIONSHIP_TYPE.COMMENT_AUTHORS,
        RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    }
    for rid, rel in list(main.rels.items()):
        # View properties may list slides, by relationships of their own.
        views = rel.reltype == RELATIONSHIP_TYPE.VIEW_PROPS and bool(rel.target_part.rels)
        if rel.reltype in left_behind or views:
            main.rels.pop(rid)
    masters = tuple(
        Master(
            _name(master.part),
            _name(master.part.part_related_by(RELATIONSHIP_TYPE.THEME)),
            tuple((_name(layout.part), str(layout.name)) for layout in master.slide_layouts),
        )
        for master in presentation.slide_masters
    )
    parts = sorted(map(_fixed, _reachable(main)), key=lambda part: part.name)
    return DeckFile(_fixed(main), tuple(parts), masters)


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _reachable(main: Part) -> Iterator[Part]:
    seen = {id(main)}
    waiting = [main]
    while waiting:
        for rel in waiting.pop().rels.values():
            if not rel.is_external and id(rel.target_part) not in seen:
                seen.add(id(rel.target_part))
                waiting.append(rel.target_part)
                yield rel.target_part


def _fixed(part: Part) -> FixedPart:
    rels = sorted(part.rels.values(), key=lambda rel: (len(rel.rId), rel.rId))
    told = tuple((str(r.rId), str(r.reltype), str(r.target_ref), bool(r.is_external)) for r in rels)
    return FixedPart(_name(part), str(part.content_type), bytes(part.blob), told)
