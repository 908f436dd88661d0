"""A deck template and deck.yaml in; its layouts by their machine names, each with its slots, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache

from reportgen.theme.deck_settings import DeckSettings, LayoutSettings, SlotSettings
from reportgen.theme.deck_template import (
    FURNITURE,
    MACHINE_NAME,
    TITLES,
    DeckTemplate,
    Placeholder,
    TemplateLayout,
)
from reportgen.units import EMU_PER_PT

_COUNTED = re.compile(r"(.+?)-(\d+)")
_OBJECTS = {"pic": "picture", "chart": "chart", "tbl": "table"}
#: what a placeholder of a foreign template is called here, by its type
_PLAIN_NAMES = {
    "title": "title", "ctrTitle": "title", "subTitle": "subtitle", "body": "body", "obj": "body",
    "ftr": "footer", "sldNum": "page", **_OBJECTS,
}  # fmt: skip
#: smallest sizes by role for a template that names none: 18 pt body is read from the back row
_LEAST_PT = {"title": 28.0, "body": 18.0}
_LEAST_OTHER_PT = 14.0
Sides = tuple[int, int, int, int]
"""How far the left, upper, right and lower side of a box move out; EMU."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SlotBox(Placeholder):
    """A placeholder under the name by which a slide fills it, with what deck.yaml says of it.

    Two slots are equal only if they are the same object.
    """

    role: str
    min_pt: float
    optional: bool
    look: str
    """The name of a look of tables or charts, "" for the usual one."""
    grow: Sides
    """How far each side moves out where the text does not fit; EMU."""
    without: Mapping[str, Sides]
    """How far each side moves out where the slot of that name is empty; EMU."""

    inherited_pt: float
    """The size that the placeholder gives a text which states none; points."""
    content: str = ""
    """What a slot of a unit's own template takes: text, picture, chart, table; "" follows from its type."""

    @property
    def is_free(self) -> bool:
        """Whether no placeholder stands behind it: what it takes is a shape of the slide's own."""
        return not self.ph

    @property
    def is_title(self) -> bool:
        """Whether it is the title placeholder of its layout, whatever the slot is called."""
        return self.kind in TITLES or (self.is_free and self.role == "title")

    @property
    def is_object(self) -> bool:
        """Whether it takes a picture, chart or table in place of text."""
        return self.content != "text" if self.content else self.kind in _OBJECTS

    @property
    def width_pt(self) -> float:
        """The width without the insets."""
        return (self.w - self.insets[0] - self.insets[2]) / EMU_PER_PT

    @property
    def height_pt(self) -> float:
        """The height without the insets."""
        return (self.h - self.insets[1] - self.insets[3]) / EMU_PER_PT

    @property
    def line_length_pt(self) -> float:
        """The room along a line of text: down the box where the text is vertical."""
        return self.height_pt if self.vertical else self.width_pt

    @property
    def depth_pt(self) -> float:
        """The room in which lines follow each other: across the box where the text is vertical."""
        return self.width_pt if self.vertical else self.height_pt

    @property
    def largest(self) -> SlotBox:
        """The slot with the largest box its layout has room for."""
        return _resized(self, self.grow) if any(self.grow) else self

    def narrowed(self, over: int) -> SlotBox:
        """Return the slot with its right side moved in by `over` EMU."""
        return _resized(self, (0, 0, -over, 0))

    def beside(self, filled: Collection[str], in_columns: Collection[str] = ()) -> SlotBox:
        """Return the slot as it stands where only some slots are filled: empty ones give it room.

        An empty slot of which `in_columns` has the name gives no room to its left or right: its column
        stays a column.
        """
        box = self
        for name, sides in self.without.items():
            left, _, right, _ = sides
            if name not in filled and not (name in in_columns and (left or right)):
                box = _resized(box, sides)
        return box

    def around(self, depth_pt: float, length_pt: float) -> SlotBox:
        """Return the slot of vertical text, its box as wide as the columns of a text, in points.

        Programs differ in where they put columns that leave room beside them. Columns of large type, the
        longest of which is `length_pt` long, stand in the middle between top and bottom.
        """
        spare = max(self.w - self.insets[0] - self.insets[2] - round(depth_pt * EMU_PER_PT), 0)
        left = {"t": spare, "ctr": spare // 2}.get(self.anchor, 0)
        down = 0
        if self.is_title and self.anchor == "ctr":
            room = self.h - self.insets[1] - self.insets[3]
            down = max(room - round(length_pt * EMU_PER_PT), 0) // 2
        return _resized(self, (-left, -down, left - spare, 0)) if spare or down else self


# A slot that is resized alike is the same object: what is known of its text stays known.
@lru_cache(maxsize=4096)
def _resized(slot: SlotBox, sides: Sides) -> SlotBox:
    """Return the slot with its sides moved out."""
    left, up, right, down = sides
    return replace(
        slot,
        x=slot.x - left,
        y=slot.y - up,
        w=slot.w + left + right,
        h=slot.h + up + down,
    )


@dataclass(frozen=True, eq=False)
class Layout:
    """A layout by its machine name.

    `count` is how many items it has room for, 0 for none; `mass` the side on which a large coloured
    panel stands (left, right, top), "" for none.
    """

    id: str
    title: str
    family: str
    count: int
    part: str
    slots: Mapping[str, SlotBox]
    mass: str = ""
    navigation: bool = False
    """Whether its slides have marks that lead through the deck."""
    rest: str = ""
    """In a unit's own template the slot of every text without a slot of its own, "" for none."""
    own: bool = False
    """Whether it is that of a unit's own template, which was not drawn for the slots of slides."""

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


def layouts_of(template: DeckTemplate, settings: DeckSettings) -> dict[str, Layout]:
    """Return the layouts of a template by their machine names."""
    aliases: dict[str, list[str]] = {}
    for name, wanted in settings.layouts.items():
        aliases.setdefault(wanted.layout, []).append(name)
    layouts: dict[str, Layout] = {}
    for drawn in template.layouts:
        for layout in _named(drawn, settings, aliases.get(drawn.name, [])):
            layouts.setdefault(layout.id, layout)
    return layouts


def _named(
    drawn: TemplateLayout, settings: DeckSettings, aliases: Collection[str]
) -> Iterator[Layout]:
    """Yield the layout under each name deck.yaml gives it, else under the first word of its own."""
    own, _, title = drawn.name.partition(" ")
    for name in aliases or [own]:
        wanted = settings.layouts.get(name) or LayoutSettings()
        slots = _slots(drawn, wanted.slots)
        numbers = [int(match[2]) for slot in slots if (match := _COUNTED.fullmatch(slot))]
        counted = _COUNTED.fullmatch(name)
        yield Layout(
            name,
            title if title and not aliases and MACHINE_NAME.fullmatch(own) else drawn.name,
            wanted.family or (counted[1] if counted and numbers else name),
            wanted.count or max(numbers, default=0),
            drawn.part,
            slots,
            wanted.mass,
            wanted.navigation,
        )


class Slots(Mapping[str, SlotBox]):
    """The slots of a layout; each is made when it is first looked at: a deck uses few of the layouts."""

    def __init__(self, names: Iterable[str], make: Callable[[str], SlotBox]) -> None:
        """Hold slots in the order of `names`; `make` returns the slot of a name."""
        self._slots: dict[str, SlotBox | None] = dict.fromkeys(names)
        self._make = make

    def __getitem__(self, name: str) -> SlotBox:
        slot = self._slots[name]
        if slot is None:
            slot = self._slots[name] = self._make(name)
        return slot

    def __contains__(self, name: object) -> bool:
        return name in self._slots

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)


def _slots(drawn: TemplateLayout, settings: Mapping[str, SlotSettings]) -> Mapping[str, SlotBox]:
    names = {wanted.placeholder: name for name, wanted in settings.items() if wanted.placeholder}
    slots: dict[str, tuple[Placeholder, SlotSettings]] = {}
    for placeholder in drawn.placeholders:
        own, idx = placeholder.name, placeholder.idx
        name = names.get(own) or names.get("" if idx is None else str(idx), own)
        if name not in settings:
            plain = _PLAIN_NAMES.get(placeholder.kind, own)
            # A template of ours names its slots in ASCII; Office's own names have spaces.
            if not MACHINE_NAME.fullmatch(name) and plain not in slots:
                name = plain
        if name not in slots:
            slots[name] = placeholder, settings.get(name) or SlotSettings()
    return Slots(slots, lambda name: slot_of(name, *slots[name]))


def slot_of(name: str, placeholder: Placeholder, settings: SlotSettings) -> SlotBox:
    """Return a placeholder as the slot `name`."""
    role = settings.role or _role(placeholder.kind)
    values = {field.name: getattr(placeholder, field.name) for field in fields(Placeholder)}
    least = settings.min_pt or _LEAST_PT.get(role, _LEAST_OTHER_PT)
    if role != "numeral":
        values["unit"] = None
    return SlotBox(
        **(values | {"name": name}),
        role=role,
        min_pt=min(least, placeholder.size_pt),
        inherited_pt=placeholder.size_pt,
        optional=settings.optional,
        look=settings.look,
        grow=_in_emu(settings.grow_pt),
        without={other: _in_emu(sides) for other, sides in settings.without.items()},
    )


def _in_emu(sides: tuple[float, float, float, float]) -> Sides:
    left, up, right, down = (round(side * EMU_PER_PT) for side in sides)
    return left, up, right, down


def _role(kind: str) -> str:
    if kind in TITLES:
        return "title"
    if kind in FURNITURE:
        return "furniture"
    return "object" if kind in _OBJECTS else "body"
