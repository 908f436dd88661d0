"""A slide in; its pages out, their texts measured, and on how many slides each page goes on.

Nothing is cut. A text that is too long stands in a larger box, then in smaller type. Items whose
text is still too long stand fewer on a page, running text goes on on the next slide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.document.nodes import Chart, Picture, Prose, Slide, Table
from reportgen.theme.deck import DeckTheme, Layout, SlotBox
from reportgen.units import EMU_PER_PT
from reportgen.write.powerpoint.choose_layout import Page, SlidePlan, plan_slide
from reportgen.write.powerpoint.fit_text import (
    MeasuredText,
    common_size,
    drawn_size,
    fits,
    in_larger_boxes,
    measure_for,
    pages_of,
    sizes_of,
    with_names_above,
)
from reportgen.write.powerpoint.layout_families import COLUMNS, CONTINUATIONS, text_layout
from reportgen.write.powerpoint.model import TablePage
from reportgen.write.powerpoint.table_style import TableStyles
from reportgen.write.powerpoint.tables import table_pages
from reportgen.write.powerpoint.text_runs import Paragraph, paragraph_of, plain_text, split_at

_RUNNING = ("body", "caption")
"""The roles whose text may stand on another page; all others hold names and titles."""
#: the roles of the kicker, the footer and the page number, which lie outside the body of a slide
_AROUND_THE_BODY = ("kicker", "furniture")
#: the body of a slide in square points, 1128 × 444 px of a page of 1280 × 720, and the strip of air
#: around a text that belongs to it
_BODY_PT = 1128 * 444 * 0.75**2
_AIR_PT = 12.0
_ITEM_SLOT = re.compile(r".+-\d+")


@dataclass(frozen=True, slots=True)
class DeckSetting:
    """What the pages of a deck have in common; `numbers` are the labels (图1) of its blocks by id."""

    theme: DeckTheme
    tables: TableStyles
    numbers: Mapping[str, str]
    footer: str


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """A page, the boxes of its slots, and its texts measured for them."""

    page: Page
    boxes: Mapping[str, SlotBox]
    texts: Mapping[str, MeasuredText]


@dataclass(frozen=True)
class SlidePart:
    """What of a page stands on one slide."""

    layout: Layout
    boxes: Mapping[str, SlotBox]
    texts: Mapping[str, MeasuredText]
    tables: Mapping[str, TablePage] = field(default_factory=dict)
    sizes: Mapping[str, float] = field(default_factory=dict)
    """The sizes of running text, the same on all slides over which it flows."""
    objects: frozenset[str] = frozenset()
    """The slots with a picture or a chart in them."""

    @cached_property
    def all_sizes(self) -> dict[str, float]:
        """The size of each of its texts in points."""
        others = {name: text for name, text in self.texts.items() if name not in self.sizes}
        return {**sizes_of(others), **self.sizes}

    @cached_property
    def fill(self) -> float:
        """The share of the body of a slide that is drawn on: texts, pictures, charts and tables.

        A text counts as the rectangle of its lines with a narrow strip of air around it, a table as
        its cells that hold something. Title, kicker and footer do not count, nor do panels and cards.
        """
        area, sizes = 0.0, self.all_sizes
        for name, text in self.texts.items():
            slot = text.metrics.slot
            if not slot.is_title and slot.role not in _AROUND_THE_BODY:
                width, height = drawn_size(text, sizes[name])
                area += (width + 2 * _AIR_PT) * (height + 2 * _AIR_PT)
        for name in self.objects:
            area += self.boxes[name].width_pt * self.boxes[name].height_pt
        for page in self.tables.values():
            area += page.used_area / EMU_PER_PT**2
        return min(area / _BODY_PT, 1.0)


@dataclass(frozen=True, slots=True)
class LaidSlide:
    """A slide of the deck on its pages, and what of each page stands on one slide of the file."""

    plan: SlidePlan
    pages: tuple[tuple[MeasuredPage, tuple[SlidePart, ...]], ...]

    @property
    def count(self) -> int:
        """On how many slides of the file it stands."""
        return sum(len(parts) for _, parts in self.pages)

    @property
    def fill(self) -> float:
        """The share of the body of the emptiest of them that is drawn on."""
        return min((part.fill for _, parts in self.pages for part in parts), default=0.0)


def lay_slide(slide: Slide, setting: DeckSetting) -> LaidSlide:
    """Return a slide of the deck on as many slides of the file as its texts need."""
    plan, pages = pages_with_room(slide, setting)
    return LaidSlide(plan, tuple((page, tuple(slide_parts(page, setting))) for page in pages))


def pages_with_room(slide: Slide, setting: DeckSetting) -> tuple[SlidePlan, list[MeasuredPage]]:
    """Return a plan of a slide in which the texts of all items fit, and its pages.

    Items that do not fit stand fewer on a page, at last on a page of running text. Where they have
    pictures or charts and fit nowhere, the first plan stays.
    """
    first = plan = plan_slide(slide, setting.theme)
    pages = planned = [_measured(page, setting) for page in plan.pages]
    texts_only = all(isinstance(value, Prose) for item in slide.items for value in item.values())
    while slide.items and (crowded := max(map(_crowded_count, pages), default=0)):
        if crowded == 1 and not texts_only:
            return first, planned
        plan = plan_slide(slide, setting.theme, most_items=crowded - 1)
        pages = [_measured(page, setting) for page in plan.pages]
    return plan, pages


def slide_parts(measured: MeasuredPage, setting: DeckSetting) -> list[SlidePart]:
    """Return the page, or one part of it for each slide its running text or table needs."""
    page, boxes, texts = measured.page, measured.boxes, measured.texts
    layout = page.layout
    objects = frozenset(
        name for name, value in page.values.items() if isinstance(value, Picture | Chart)
    )
    for name, value in page.values.items():
        if isinstance(value, Table):
            style = setting.tables.get(boxes[name].look, setting.tables[""])
            pages = table_pages(value, boxes[name], style, setting.numbers)
            return [SlidePart(layout, boxes, texts, {name: rows}) for rows in pages]
    other = _continuation(layout, setting.theme)
    here: dict[str, list[MeasuredText]] = {}
    heads: dict[str, MeasuredText] = {}
    for name, text in texts.items():
        if not _flows(name, boxes[name], layout) or fits(text):
            continue
        if layout.id in COLUMNS or (name == "body" and layout.id not in CONTINUATIONS):
            here[name] = pages_of(text)
        elif other is not None:
            heads[name] = pages_of(text)[0]
    sizes = {name: common_size(pages) for name, pages in here.items()}
    parts = []
    for i in range(max(map(len, here.values()), default=1)):
        flowing = {name: pages[i] for name, pages in here.items() if i < len(pages)}
        # The head of a column that has ended does not appear again.
        ended = {name.replace("body-", "head-") for name in here if name not in flowing}
        without = {*here, *heads, *ended}
        still = {name: text for name, text in texts.items() if name not in without}
        first_heads = heads if i == 0 else {}
        texts_here = {**still, **flowing, **first_heads}
        parts.append(SlidePart(layout, boxes, texts_here, sizes=sizes, objects=objects))
    if heads and other is not None:
        rest = [p for name, head in heads.items() for p in _rest_behind(texts[name], head)]
        parts += _continued_text(tuple(rest), measured, other, setting)
    return parts


def boxes_of(layout: Layout, filled: Collection[str]) -> dict[str, SlotBox]:
    """Return the places of the slots of a layout when some of them stay empty.

    A column of items keeps its width, and a row of items its lines, as long as one item of it has a text.
    """
    siblings = _siblings(filled, layout)
    together = {*filled, *siblings}
    return {
        name: slot.beside(together)
        if _is_in_row(name, layout)
        else slot.beside(filled, in_columns=siblings)
        for name, slot in layout.slots.items()
    }


def _measured(page: Page, setting: DeckSetting) -> MeasuredPage:
    """Return a page with its boxes and its texts."""
    slots = page.layout.slots
    paragraphs: dict[str, tuple[Paragraph, ...]] = {}
    filled = {"footer"} if setting.footer else set()
    for name, value in page.values.items():
        if not isinstance(value, Prose):
            filled.add(name)
        elif lines := _paragraphs(value, slots[name], setting.numbers):
            paragraphs[name] = lines
    boxes = boxes_of(page.layout, filled | paragraphs.keys())
    texts = {name: measure_for(boxes[name], lines) for name, lines in paragraphs.items()}
    return MeasuredPage(page, boxes, in_larger_boxes(with_names_above(texts)))


def _siblings(filled: Collection[str], layout: Layout) -> set[str]:
    """Return, for each slot of an item in `filled`, the same slot of all items."""
    bases = {name.rpartition("-")[0] for name in filled if _ITEM_SLOT.fullmatch(name)}
    numbers = range(1, layout.count + 1)
    return {f"{base}-{number}" for base in bases for number in numbers}


def _is_in_row(name: str, layout: Layout) -> bool:
    """Tell whether the slot of an item has the same slot of another item beside it."""
    base, _, number = name.rpartition("-")
    others = (f"{base}-{n}" for n in range(1, layout.count + 1) if str(n) != number)
    boxes = [layout.slots[other] for other in others if other in layout.slots]
    return any(box.y == layout.slots[name].y for box in boxes)


def _paragraphs(value: Prose, slot: SlotBox, numbers: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text that are not blank."""
    units = slot.unit is not None
    paragraphs = [paragraph_of(content, numbers, units=units) for content in value.paragraphs]
    return tuple(paragraph for paragraph in paragraphs if plain_text(paragraph).strip())


def _crowded_count(measured: MeasuredPage) -> int:
    """Return how many items a page has if the running text of one of them does not fit, else 0."""
    layout = measured.page.layout
    if not layout.count or layout.id in COLUMNS:
        return 0
    running = (
        text
        for name, text in measured.texts.items()
        if measured.boxes[name].role in _RUNNING and _ITEM_SLOT.fullmatch(name)
    )
    return 0 if all(map(fits, running)) else layout.count


def _flows(name: str, slot: SlotBox, layout: Layout) -> bool:
    """Tell whether a slot's text may go on on the next slide; that of an item does not."""
    return slot.role == "body" and (layout.id in COLUMNS or not _ITEM_SLOT.fullmatch(name))


def _continuation(layout: Layout, theme: DeckTheme) -> Layout | None:
    """Return the layout on which running text of a layout goes on; None if there is none."""
    named = theme.layouts.get(CONTINUATIONS.get(layout.id, "")) or text_layout(theme)
    return named if named is not None and "body" in named.slots else None


def _rest_behind(whole: MeasuredText, head: MeasuredText) -> tuple[Paragraph, ...]:
    """Return what of `whole` follows `head`, its last paragraph perhaps begun already."""
    rest = whole.paragraphs[len(head.paragraphs) - 1 :]
    _, tail = split_at(rest[0], len(plain_text(head.paragraphs[-1])))
    return tuple(paragraph for paragraph in (tail, *rest[1:]) if paragraph)


def _continued_text(
    rest: tuple[Paragraph, ...], before: MeasuredPage, other: Layout, setting: DeckSetting
) -> list[SlidePart]:
    """Return pages of the layout `other` with the `rest` of what did not fit on the page before."""
    layout = before.page.layout
    lines = {"body": rest}
    for own, name in ((layout.title_slot, "title"), (layout.slots.get("kicker"), "kicker")):
        if own is not None and own.name in before.texts and name in other.slots:
            lines[name] = before.texts[own.name].paragraphs
    boxes = boxes_of(other, {*lines, "footer"} if setting.footer else lines.keys())
    texts = in_larger_boxes({name: measure_for(boxes[name], text) for name, text in lines.items()})
    pages = pages_of(texts["body"])
    sizes = {"body": common_size(pages)}
    return [SlidePart(other, boxes, {**texts, "body": body}, sizes=sizes) for body in pages]
