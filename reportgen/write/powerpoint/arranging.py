"""A slide of the deck in, its pages out: each a layout and what stands in which of its slots.

Nothing is lost on the way: what a layout has no place for goes to a page or the notes of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import (
    Chart,
    Content,
    LineBreak,
    Picture,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme, Layout
from reportgen.write.powerpoint.choice import (
    OBJECT_LAYOUTS,
    Options,
    alias,
    fallback,
    item_count,
    likely,
    options_for,
    page_sizes,
    sister,
    text_layout,
)
from reportgen.write.powerpoint.texts import text_of

Item = Mapping[str, SlotValue]
_GAP = Text("　")


class Page(NamedTuple):
    """One page before fitting; `links` names the slide each slot leads to."""

    layout: Layout
    values: Mapping[str, SlotValue]
    links: Mapping[str, str] = MappingProxyType({})
    notes: tuple[Content, ...] = ()


@dataclass(eq=False, slots=True)
class Arrangement:
    """The pages of one slide as they are made, and what there is to say about them."""

    slide: Slide
    theme: DeckTheme
    pages: list[Page] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stranded: list[tuple[str, SlotValue]] = field(default_factory=list)

    def say(self, code: str, message: str, *hints: str) -> None:
        """Note a fault of the slide."""
        self.diagnostics.append(Diagnostic(code, message, self.slide.at, hints=hints))


def arrange(slide: Slide, theme: DeckTheme) -> Arrangement:
    """Return the pages of a slide."""
    made = Arrangement(slide, theme)
    links = dict(enumerate(slide.links))
    options = options_for(slide.layout, theme)
    if options is None:
        made.say(
            "layout-unknown",
            f"版式文件里没有名为“{slide.layout}”的版式，这一页改用文字版式",
            likely(slide.layout, theme.families, "版式", also=theme.layouts),
        )
        _gather(made, slide.slots, slide.items)
    else:
        _fill(made, options, slide.slots, slide.items, links)
    for name, value in made.stranded:
        _object_page(made, name, value)
    if not made.pages:
        layout = text_layout(theme) or next(iter(theme.layouts.values()))
        made.pages.append(Page(layout, {}))
    return made


def _fill(
    made: Arrangement,
    options: Options,
    slots: Mapping[str, SlotValue],
    items: Sequence[Item],
    links: Mapping[int, str],
) -> None:
    theme, count, counts = made.theme, item_count(slots, len(items)), options.counts
    if not counts or (count <= 1 and 1 not in options.by_count and 0 in options.by_count):
        filled = set(slots).union(*items)
        layout = sister(theme.layouts[options.by_count[0]], filled, theme)
        rest = items if layout.count == 0 and len(items) > 1 else ()
        if rest:
            _gather(made, slots, items)
        else:
            _place(made, layout, slots, items, links, 0)
        return
    if not items:
        wanted = next((c for c in counts if c >= max(count, 1)), counts[-1])
        _place(made, theme.layouts[options.by_count[wanted]], slots, (), links, 0)
        return
    start = 0
    for size in page_sizes(len(items), counts):
        part = items[start : start + size]
        if size in options.by_count:
            layout = theme.layouts[options.by_count[size]]
            _place(made, layout, slots, part, links, start)
        else:
            other = options_for(fallback(options.family, theme), theme)
            if other is not None and size in other.by_count:
                _place(made, theme.layouts[other.by_count[size]], slots, part, links, start)
            elif size == 1 and 0 in options.by_count:
                _place(made, theme.layouts[options.by_count[0]], slots, part, links, start)
            else:
                _gather(made, slots, part)
        start += size


def _place(
    made: Arrangement,
    layout: Layout,
    slots: Mapping[str, SlotValue],
    items: Sequence[Item],
    links: Mapping[int, str],
    start: int,
) -> None:
    """Add the page of a layout that has room for all `items`, numbered from `start`."""
    values: dict[str, SlotValue] = {}
    unknown: list[tuple[str, SlotValue]] = []
    targets: dict[str, str] = {}
    several = len(items) > 1
    for name, value in slots.items():
        _put(values, unknown, layout, name, value)
    for i, item in enumerate(items):
        target = links.get(start + i, "")
        before = set(values) if target else set()
        ending = f"-{i + 1}"
        for bare, value in item.items():
            name = bare + ending if several else _slot_of(bare, layout)
            _put(values, unknown, layout, name, value)
        numeral = "num" + ending if several else _slot_of("num", layout)
        if numeral in layout.slots and numeral not in values:
            values[numeral] = Prose(((Text(str(start + i + 1)),),))
        if target:
            targets |= dict.fromkeys(set(values) - before, target)
    if layout.objects:
        _add_captions(values, layout)
    notes: list[Content] = []
    for name, value in unknown:
        made.say(
            "slot-unknown",
            f"版式“{layout.id}”没有放 `{name}` 的地方，内容移到了"
            f"{'备注' if isinstance(value, Prose) else '后面一页'}",
            likely(name, set(layout.slots) - {"footer", "page"}, "位置"),
        )
        if isinstance(value, Prose):
            notes += value.paragraphs
        else:
            made.stranded.append((name, value))
    made.pages.append(Page(layout, values, targets, tuple(notes)))


def _put(
    values: dict[str, SlotValue],
    unknown: list[tuple[str, SlotValue]],
    layout: Layout,
    name: str,
    value: SlotValue,
) -> None:
    is_prose = isinstance(value, Prose)
    if name in (layout.texts if is_prose else layout.objects):
        # An alias may have come first.
        joins = is_prose and name in values
        values[name] = _joined(values[name], value) if joins else value
        return
    other = alias(name, layout, values) if is_prose else None
    if other in layout.objects:
        other = None
    if other is None:
        unknown.append((name, value))
    else:
        values[other] = _joined(values[other], value) if other in values else value


def _slot_of(name: str, layout: Layout) -> str:
    """Return the slot of the only item's text."""
    numbered = f"{name}-1"
    if numbered not in layout.slots and name in layout.slots:
        # A single picture's title belongs to the picture, not to the page.
        return numbered if name == "title" else name
    return numbered


def _joined(first: SlotValue, second: SlotValue) -> SlotValue:
    if not isinstance(first, Prose) or not isinstance(second, Prose):
        return first
    if len(first.paragraphs) == len(second.paragraphs) == 1:
        one, two = first.paragraphs[0], second.paragraphs[0]
        return Prose(((*one, _GAP, *two),), first.at or second.at)
    return Prose((*first.paragraphs, *second.paragraphs), first.at or second.at)


def _add_captions(values: dict[str, SlotValue], layout: Layout) -> None:
    """Fill the captions a slide left to its picture or chart."""
    exhibits = [pair for pair in values.items() if not isinstance(pair[1], Prose)]
    for name, value in exhibits:
        base, dash, number = name.partition("-")
        ending = dash + number
        if isinstance(value, Picture):
            credit = (Text(f"　供图：{value.credit}", at=value.at),) if value.credit else ()
            _offer(values, layout, f"caption{ending}", (*value.caption, *credit))
        elif isinstance(value, Chart) and base == "chart":
            unit = f"（{value.unit}）" if value.unit else ""
            title = (Text(f"{value.title}{unit}", at=value.at),) if value.title else ()
            _offer(values, layout, f"chart-title{ending}", title)
            _offer(values, layout, f"caption{ending}", value.caption)
        elif isinstance(value, Table):
            _offer(values, layout, f"caption{ending}", value.note or value.caption)


def _offer(values: dict[str, SlotValue], layout: Layout, name: str, content: Content) -> None:
    beside = values.get(name.replace("caption", "title"))
    said = isinstance(beside, Prose) and text_of(content) in map(text_of, beside.paragraphs)
    if content and name in layout.slots and name not in values and not said:
        values[name] = Prose((content,))


def _gather(made: Arrangement, slots: Mapping[str, SlotValue], items: Sequence[Item]) -> None:
    """Add a page of running text that tells what slots and items say."""
    layout = text_layout(made.theme)
    paragraphs: list[Content] = []
    kept: dict[str, SlotValue] = {}
    for name, value in slots.items():
        slot = None if layout is None else layout.slots.get(name)
        titled = name in ("title", "statement", "quote") and layout and layout.title_slot
        if not isinstance(value, Prose):
            made.stranded.append((name, value))
        elif titled and layout and layout.title_slot and layout.title_slot.name not in kept:
            kept[layout.title_slot.name] = value
        elif slot is not None and name != "body":
            kept[name] = value
        else:
            paragraphs += [_unbroken(p) for p in value.paragraphs]
    for item in items:
        texts = [v for n, v in item.items() if isinstance(v, Prose) and n != "num"]
        made.stranded += [(n, v) for n, v in item.items() if not isinstance(v, Prose)]
        paragraphs += _told(texts)
    if layout is None or "body" not in layout.slots:
        made.pages.append(
            Page(layout or next(iter(made.theme.layouts.values())), kept, {}, tuple(paragraphs))
        )
        return
    if paragraphs:
        kept["body"] = Prose(tuple(paragraphs), made.slide.at)
    if paragraphs or not made.stranded:
        made.pages.append(Page(layout, kept))


def _told(texts: Sequence[Prose]) -> list[Content]:
    """Return an item as one paragraph, its first text strong, or as several if they are long."""
    if not texts:
        return []
    opening = tuple(
        replace(inline, bold=True) if isinstance(inline, Text) else inline
        for inline in _unbroken(texts[0].paragraphs[0])
    )
    rest = [*texts[0].paragraphs[1:], *(p for text in texts[1:] for p in text.paragraphs)]
    if not rest:
        return [texts[0].paragraphs[0]]
    line: Content = opening
    for paragraph in rest[: len(texts) - 1 or 1]:
        line = (*line, _GAP, *_unbroken(paragraph))
    return [line, *rest[len(texts) - 1 or 1 :]]


def _unbroken(content: Content) -> Content:
    return tuple(inline for inline in content if not isinstance(inline, LineBreak))


def _object_page(made: Arrangement, name: str, value: SlotValue) -> None:
    """Add a page for a picture, chart or table that lost its place."""
    kind = "picture" if isinstance(value, Picture) else "chart"
    if isinstance(value, Table):
        kind = "table"
    layout_id, slot = OBJECT_LAYOUTS[kind]
    layout = made.theme.layouts.get(layout_id)
    if layout is None or slot not in layout.slots:
        made.say("slot-unknown", f"版式文件里没有放 `{name}` 的版式，这一项没有写进课件")
        return
    values: dict[str, SlotValue] = {slot: value}
    for carried in ("title", "kicker"):
        if carried in layout.slots and carried in made.slide.slots:
            values[carried] = made.slide.slots[carried]
    _add_captions(values, layout)
    made.pages.append(Page(layout, values))
