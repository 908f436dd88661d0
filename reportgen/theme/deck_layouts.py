"""A .pptx as data and deck.yaml in; its layouts by their machine names, each with its slots, out.

To read the slots of all layouts takes a tenth of a second: what was found is kept.
"""

from __future__ import annotations

import contextlib
import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen import kept
from reportgen.theme.deck_file import DeckFile
from reportgen.theme.deck_settings import DeckSettings, LayoutSettings, SlotSettings
from reportgen.theme.deck_slots import (
    Element,
    Faces,
    SlotBox,
    UnitStyle,
    kind_of,
    placeholders,
    read_faces,
    read_slot,
    shape_name,
)

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
    def objects(self) -> frozenset[str]:
        """The slots that take a picture, chart or table."""
        return frozenset([name for name, slot in self.slots.items() if slot.is_object])

    @cached_property
    def texts(self) -> frozenset[str]:
        """The slots that take text."""
        return frozenset(self.slots) - self.objects

    @cached_property
    def title_slot(self) -> SlotBox | None:
        """The slot that sits in the title placeholder."""
        return next((slot for slot in self.slots.values() if slot.is_title), None)

    @cached_property
    def reading_order(self) -> tuple[SlotBox, ...]:
        """The slots as they are read aloud: the title, then as they lie in the layout."""
        return tuple(sorted(self.slots.values(), key=lambda slot: not slot.is_title))


def read_layouts(
    file: DeckFile, settings: DeckSettings, digest: str
) -> tuple[dict[str, Layout], Faces]:
    """Return the layouts by name, and the faces of the first master; `digest` is that of the file."""
    here = Path(__file__).parent
    program = kept.mark_of(__file__, str(here / "deck_slots.py"), str(here / "deck_file.py"))
    key = kept.key_of("layouts", program, digest, settings.model_dump_json())
    body = kept.kept(key)
    if body is not None:
        rows, by_token = marshal.loads(body)  # noqa: S302 - see docs/security.md
        layouts = {
            name: Layout(name, title, family, count, part, partial(_restored, slots))
            for (name, title, family, count, part), slots in rows
        }
        return layouts, Faces(by_token)
    layouts, faces = _read(file, settings)
    # A layout nobody uses may be such that its slots cannot be read.
    with contextlib.suppress(Exception):
        rows = tuple(
            (
                (one.id, one.title, one.family, one.count, one.part),
                marshal.dumps({name: astuple(slot) for name, slot in one.slots.items()}),
            )
            for one in layouts.values()
        )
        kept.keep(key, marshal.dumps((rows, dict(faces.by_token))))
    return layouts, faces


def _restored(plain: bytes) -> dict[str, SlotBox]:
    slots = {}
    for name, (*told, unit) in marshal.loads(plain).items():  # noqa: S302 - see docs/security.md
        values: Any = (*told, UnitStyle(*unit) if unit else None)
        slots[name] = SlotBox(*values)
    return slots


def _read(file: DeckFile, settings: DeckSettings) -> tuple[dict[str, Layout], Faces]:
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
    return layouts, faces


def _layouts_of(
    part: str,
    name: str,
    slots: Callable[[Mapping[str, SlotSettings]], dict[str, SlotBox]],
    settings: DeckSettings,
) -> Iterator[Layout]:
    """Yield the layout under its own name, and under each name deck.yaml gives it."""
    own, _, title = name.partition(" ")
    aliases = [key for key, one in settings.layouts.items() if one.layout == name]
    for machine in aliases or [own]:
        wanted = settings.layouts.get(machine) or LayoutSettings()
        read = partial(slots, wanted.slots)
        family, count = wanted.family, wanted.count
        if not (family and count):
            counted = _COUNTED.fullmatch(machine)
            numbered = [int(m[2]) for slot in read() if (m := _COUNTED.fullmatch(slot))]
            family = family or (counted[1] if counted and numbered else machine)
            count = count or max(numbered, default=0)
        yield Layout(machine, (not aliases and title) or name, family, count, part, read)


def _slots(
    layout: Callable[[], Element],
    master: Callable[[], Element],
    faces: Faces,
    settings: Mapping[str, SlotSettings],
) -> dict[str, SlotBox]:
    by_placeholder = {one.placeholder: name for name, one in settings.items() if one.placeholder}
    slots: dict[str, SlotBox] = {}
    for shape, ph in placeholders(layout()):
        given = shape_name(shape)
        name = by_placeholder.get(given) or by_placeholder.get(ph.get("idx", ""), given)
        if name not in settings:
            plain = _PLAIN_NAMES.get(kind_of(ph), given)
            # A template of ours names its slots in ASCII; Office's own names have spaces.
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name) and plain not in slots:
                name = plain
        if name not in slots:
            slots[name] = read_slot(
                name, shape, ph, master(), faces, settings.get(name) or SlotSettings()
            )
    return slots
