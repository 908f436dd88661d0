"""A .pptx template, deck.yaml and a palette in; a DeckTheme out: layouts as data, fixed parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.theme.deck_slots import (
    Element,
    Faces,
    SlotBox,
    kind_of,
    placeholders,
    read_faces,
    read_slot,
    shape_name,
)
from reportgen.theme.palettes import Palette, read_palette, recoloured

__all__ = ["DeckTheme", "FixedPart", "Layout", "SlotBox", "check_deck", "load_deck_theme"]

_COUNTED = re.compile(r"(.+?)-(\d+)")
#: what a placeholder of a foreign template is called here, by its type
_PLAIN_NAMES = {
    "title": "title", "ctrTitle": "title", "subTitle": "subtitle", "body": "body", "obj": "body",
    "pic": "picture", "chart": "chart", "tbl": "table", "ftr": "footer", "sldNum": "page",
}  # fmt: skip
#: relationships of a presentation that belong to its sample slides or to its author's desk
_LEFT_BEHIND = frozenset({RT.SLIDE, RT.COMMENT_AUTHORS, RT.PRINTER_SETTINGS})


@dataclass(frozen=True, slots=True)
class FixedPart:
    """A part every deck of the theme shares; relationships are (id, type, target, external)."""

    name: str
    content_type: str
    data: bytes
    rels: tuple[tuple[str, str, str, bool], ...] = ()


@dataclass(frozen=True)
class Layout:
    """A layout by its machine name; `count` is how many items it has room for, 0 for none."""

    id: str
    title: str
    family: str
    count: int
    part: str
    #: reads the slots when first asked for: a deck uses a fifth of the layouts
    read: Callable[[], Mapping[str, SlotBox]]

    @cached_property
    def slots(self) -> Mapping[str, SlotBox]:
        """The slots by name, as they lie in the layout."""
        return self.read()

    @cached_property
    def title_slot(self) -> SlotBox | None:
        """The slot that sits in the title placeholder."""
        return next((slot for slot in self.slots.values() if slot.is_title), None)

    @cached_property
    def reading_order(self) -> tuple[SlotBox, ...]:
        """The slots as they are read aloud: the title, then as they lie in the layout."""
        return tuple(sorted(self.slots.values(), key=lambda slot: not slot.is_title))


@dataclass(frozen=True, eq=False)
class DeckTheme:
    """What the PowerPoint writer needs: layouts, families by count, fixed parts, styles as data.

    `families` maps family and item count to a layout's name; count 0 is the layout without items.
    """

    layouts: Mapping[str, Layout]
    families: Mapping[str, Mapping[int, str]]
    settings: Mapping[str, Any]
    faces: Faces
    presentation: FixedPart
    parts: tuple[FixedPart, ...]
    palette: Palette | None = None


def load_deck_theme(
    pptx_data: bytes, settings: Mapping[str, Any], palette: Mapping[str, Any] | None = None
) -> DeckTheme:
    """Return the theme in `palette` (None: the template's own colours); raise Faults."""
    chosen = None
    if palette is not None:
        chosen = read_palette(palette, tuple(settings.get("contrast") or ()))
    try:
        presentation = pptx.Presentation(BytesIO(pptx_data))
    except Exception as fault:  # its reader raises nearly anything on a damaged file
        message = "课件版式文件打不开：不是 .pptx，或已损坏"
        raise Faults([Diagnostic("bad-template", message)]) from fault
    main = presentation.part
    for rid in [rel.rId for rel in main.rels.values() if _is_left_behind(rel)]:
        main.rels.pop(rid)
    layouts: dict[str, Layout] = {}
    faces = Faces({})
    for number, master in enumerate(presentation.slide_masters):
        theme = master.part.part_related_by(RT.THEME).blob
        found = read_faces(theme)
        faces = faces if number else found
        for layout in master.slide_layouts:
            for made in _layouts_of(layout, _xml(master), found, settings):
                layouts.setdefault(made.id, made)
    scheme = settings.get("theme_colours") or {}
    parts = []
    for part in _reachable(main):
        fixed = _fixed(part)
        if chosen is not None and part.content_type.endswith("theme+xml"):
            data = recoloured(fixed.data, chosen, scheme)
            fixed = FixedPart(fixed.name, fixed.content_type, data, fixed.rels)
        parts.append(fixed)
    return DeckTheme(
        layouts=layouts,
        families=_families(layouts),
        settings=settings,
        faces=faces,
        presentation=_fixed(main),
        parts=tuple(sorted(parts, key=lambda part: part.name)),
        palette=chosen,
    )


def check_deck(theme: DeckTheme) -> tuple[Diagnostic, ...]:
    """Tell which layouts and placeholders of deck.yaml a template lacks, before a build."""
    told: list[Diagnostic] = []
    for name, wanted in (theme.settings.get("layouts") or {}).items():
        layout = theme.layouts.get(name)
        if layout is None:
            told.append(
                Diagnostic(
                    "layout-missing",
                    f"版式文件里没有名为“{name} …”的版式",
                    severity=Severity.WARNING,
                    hints=("用到它的页会改用相近的版式，内容不会丢",),
                )
            )
            continue
        lacking = [slot for slot in wanted.get("slots") or {} if slot not in layout.slots]
        if lacking:
            message = f"版式“{name}”里缺少占位符：{'、'.join(lacking)}"
            told.append(Diagnostic("slot-missing", message, severity=Severity.WARNING))
        for slot in layout.slots.values():
            if not (slot.w and slot.h):
                message = f"版式“{name}”的占位符“{slot.name}”没有大小"
                told.append(Diagnostic("slot-missing", message, severity=Severity.ERROR))
    return tuple(told)


def _layouts_of(
    layout: Any, master: Element, faces: Faces, settings: Mapping[str, Any]
) -> Iterator[Layout]:
    """Yield the layout under its own name, and under each name deck.yaml gives it."""
    known: Mapping[str, Any] = settings.get("layouts") or {}
    name = str(layout.name)
    own = name.partition(" ")[0]
    aliases = [key for key, told in known.items() if told.get("layout") == name]
    for machine in aliases or [own]:
        told = known.get(machine) or {}
        read = partial(_slots, _xml(layout), master, faces, told.get("slots") or {})
        family, count = told.get("family"), int(told.get("count") or 0)
        if not (family and count):
            counted = _COUNTED.fullmatch(machine)
            numbered = [int(m[2]) for slot in read() if (m := _COUNTED.fullmatch(slot))]
            family = family or (counted[1] if counted and numbered else machine)
            count = count or max(numbered, default=0)
        part = str(layout.part.partname).lstrip("/")
        yield Layout(machine, str(told.get("title") or name), family, count, part, read)


def _slots(
    layout: Element, master: Element, faces: Faces, told: Mapping[str, Any]
) -> dict[str, SlotBox]:
    by_placeholder = {str(t["placeholder"]): name for name, t in told.items() if "placeholder" in t}
    slots: dict[str, SlotBox] = {}
    for shape, ph in placeholders(layout):
        given = shape_name(shape)
        name = by_placeholder.get(given) or by_placeholder.get(ph.get("idx", ""), given)
        if name not in told:
            plain = _PLAIN_NAMES.get(kind_of(ph), given)
            # A template of ours names its slots in ASCII; Office's own names have spaces.
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name) and plain not in slots:
                name = plain
        if name not in slots:
            slots[name] = read_slot(name, shape, ph, master, faces, told.get(name) or {})
    return slots


def _families(layouts: Mapping[str, Layout]) -> dict[str, dict[int, str]]:
    families: dict[str, dict[int, str]] = {}
    for layout in layouts.values():
        families.setdefault(layout.family, {}).setdefault(layout.count, layout.id)
    return families


def _is_left_behind(rel: Any) -> bool:
    # View properties may list slides, by relationships of their own.
    views = rel.reltype == RT.VIEW_PROPS and bool(rel.target_part.rels)
    return rel.reltype in _LEFT_BEHIND or views


def _xml(shown: Any) -> Element:
    return shown._element  # type: ignore[no-any-return] # noqa: SLF001 - the library has no name for it


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
    return FixedPart(
        str(part.partname).lstrip("/"),
        part.content_type,
        part.blob,
        tuple((rel.rId, rel.reltype, rel.target_ref, rel.is_external) for rel in rels),
    )
