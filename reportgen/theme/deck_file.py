"""The bytes of a .pptx in; its layouts by name and the parts all its decks share, as data, out.

python-pptx takes a quarter of a second to load and to read ninety layouts: what it found is kept.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
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
    #: two million bytes in all, which nobody asks for once they have been compressed and kept
    read: Callable[[], bytes]
    rels: tuple[tuple[str, str, str, bool], ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of the part."""
        return self.read()


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


@dataclass(eq=False, slots=True)
class _Bodies:
    """The bytes of all parts of `file`, read when the first is asked for."""

    file: bytes
    key: str
    found: dict[str, bytes] = field(default_factory=dict)

    def of(self, name: str) -> bytes:
        """Return the bytes of a part."""
        if not self.found:
            body = kept.kept(self.key)
            self.found = marshal.loads(body) if body is not None else _read(self.file)[2]  # noqa: S302 - see docs/security.md
        return self.found[name]


def read_deck_file(data: bytes, digest: str) -> DeckFile:
    """Return what a .pptx of that digest holds; raise Faults for one that cannot be opened."""
    program = kept.mark_of(__file__), kept.library("pptx"), etree.__version__
    key = kept.key_of("deck", *program, digest)
    bodies = _Bodies(data, kept.key_of("deck parts", *program, digest))
    body = kept.kept(key)
    if body is not None:
        parts, masters, main = marshal.loads(body)  # noqa: S302 - see docs/security.md
    else:
        parts, masters, bodies.found = _read(data)
        main = bodies.found[parts[0][0]]
        kept.keep(key, marshal.dumps((parts, masters, main)))
        kept.keep(bodies.key, marshal.dumps(bodies.found))
    (name, content_type, rels), *others = parts
    return DeckFile(
        FixedPart(name, content_type, lambda: main, rels),
        tuple(FixedPart(name, kind, partial(bodies.of, name), rels) for name, kind, rels in others),
        tuple(Master(*master) for master in masters),
    )


def _read(data: bytes) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], dict[str, bytes]]:
    """Return name, type and relationships of each part, the presentation first; masters; bytes."""
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
    masters = [
        (
            _name(master.part),
            _name(master.part.part_related_by(RELATIONSHIP_TYPE.THEME)),
            tuple((_name(layout.part), str(layout.name)) for layout in master.slide_layouts),
        )
        for master in presentation.slide_masters
    ]
    others = sorted(_reachable(main), key=_name)
    bodies = {_name(part): bytes(part.blob) for part in (main, *others)}
    return [_told(part) for part in (main, *others)], masters, bodies


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


def _told(part: Part) -> tuple[Any, ...]:
    rels = sorted(part.rels.values(), key=lambda rel: (len(rel.rId), rel.rId))
    told = tuple((str(r.rId), str(r.reltype), str(r.target_ref), bool(r.is_external)) for r in rels)
    return _name(part), str(part.content_type), told
