"""A .pptx template, deck.yaml and a palette in; a DeckTheme out: layouts as data, fixed parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.deck_file import FixedPart, read_deck_file
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
    file = read_deck_file(pptx_data)
    by_name = {part.name: part for part in file.parts}
    layouts: dict[str, Layout] = {}
    faces = Faces({})

    @cache
    def root(part: str) -> Element:
        return etree.fromstring(by_name[part].data)

    for number, master in enumerate(file.masters):
        found = read_faces(by_name[master.theme].data)
        faces = faces if number else found
        for part, title in master.layouts:
            slots = partial(_slots, partial(root, part), partial(root, master.part), found)
            for made in _layouts_of(part, title, slots, settings):
                layouts.setdefault(made.id, made)
    scheme = settings.get("theme_colours") or {}
    parts = file.parts
    if chosen is not None:
        parts = tuple(
            part._replace(data=recoloured(part.data, chosen, scheme))
            if part.content_type.endswith("theme+xml")
            else part
            for part in parts
        )
    return DeckTheme(
        layouts=layouts,
        families=_families(layouts),
        settings=settings,
        faces=faces,
        presentation=file.presentation,
        parts=parts,
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
    part: str,
    name: str,
    slots: Callable[[Mapping[str, Any]], dict[str, SlotBox]],
    settings: Mapping[str, Any],
) -> Iterator[Layout]:
    """Yield the layout under its own name, and under each name deck.yaml gives it."""
    known: Mapping[str, Any] = settings.get("layouts") or {}
    own = name.partition(" ")[0]
    aliases = [key for key, told in known.items() if told.get("layout") == name]
    for machine in aliases or [own]:
        told = known.get(machine) or {}
        read = partial(slots, told.get("slots") or {})
        family, count = told.get("family"), int(told.get("count") or 0)
        if not (family and count):
            counted = _COUNTED.fullmatch(machine)
            numbered = [int(m[2]) for slot in read() if (m := _COUNTED.fullmatch(slot))]
            family = family or (counted[1] if counted and numbered else machine)
            count = count or max(numbered, default=0)
        yield Layout(machine, str(told.get("title") or name), family, count, part, read)


def _slots(
    layout: Callable[[], Element],
    master: Callable[[], Element],
    faces: Faces,
    told: Mapping[str, Any],
) -> dict[str, SlotBox]:
    by_placeholder = {str(t["placeholder"]): name for name, t in told.items() if "placeholder" in t}
    slots: dict[str, SlotBox] = {}
    for shape, ph in placeholders(layout()):
        given = shape_name(shape)
        name = by_placeholder.get(given) or by_placeholder.get(ph.get("idx", ""), given)
        if name not in told:
            plain = _PLAIN_NAMES.get(kind_of(ph), given)
            # A template of ours names its slots in ASCII; Office's own names have spaces.
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name) and plain not in slots:
                name = plain
        if name not in slots:
            slots[name] = read_slot(name, shape, ph, master(), faces, told.get(name) or {})
    return slots


def _families(layouts: Mapping[str, Layout]) -> dict[str, dict[int, str]]:
    families: dict[str, dict[int, str]] = {}
    for layout in layouts.values():
        families.setdefault(layout.family, {}).setdefault(layout.count, layout.id)
    return families
