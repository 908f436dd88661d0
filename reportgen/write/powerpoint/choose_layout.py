"""The layout of each page of a slide, and what stands in which of its slots.

Nothing is lost: what a layout has no slot for goes to the notes, or to a page of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
from reportgen.write.powerpoint.layout_families import (
    OBJECT_LAYOUTS,
    SISTERS,
    LayoutFamily,
    Sister,
    alias_slot,
    fallback_family,
    item_count,
    layout_family,
    name_hint,
    page_sizes,
    sister_of,
    text_layout,
    with_room_beside,
)
from reportgen.write.powerpoint.text_runs import one_line_text

Item = Mapping[str, SlotValue]
_SPACE = Text("　")
_CHAPTER_HEADS = ("section", "section-plain")
_TITLES = ("title", "statement", "quote")


@dataclass(frozen=True, slots=True)
class Page:
    """A layout and the content of its slots; a page may still be too much for one slide."""

    layout: Layout
    values: Mapping[str, SlotValue]
    links: Mapping[str, str] = field(default_factory=dict)
    """The id of the slide that a click on a slot leads to."""
    notes: tuple[Content, ...] = ()


@dataclass(eq=False, slots=True)
class SlidePlan:
    """The pages of one slide, and the faults met on the way to them."""

    slide: Slide
    theme: DeckTheme
    pages: list[Page] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unplaced: list[tuple[str, SlotValue]] = field(default_factory=list)
    """Pictures, charts and tables that have no slot yet."""

    def report(self, code: str, message: str, *hints: str) -> None:
        """Add a fault of the slide."""
        self.diagnostics.append(Diagnostic(code, message, self.slide.at, hints=hints))


def plan_slide(slide: Slide, theme: DeckTheme, most_items: int | None = None) -> SlidePlan:
    """Return the pages of a slide, none of them with more than `most_items` items."""
    plan = SlidePlan(with_title(slide) if theme.is_own else slide, theme)
    family = layout_family(slide.layout, theme)
    if family is None:
        # A unit's own template has none of the layouts of this program: theme check says what it has.
        if not theme.is_own:
            plan.report(
                "layout-unknown",
                f"版式文件里没有名为“{slide.layout}”的版式，这一页改用文字版式",
                name_hint(slide.layout, theme.families, "版式", also=theme.layouts),
            )
        _add_text_page(plan, slide.items)
    else:
        _add_pages(plan, family, most_items)
    for name, value in plan.unplaced:
        _add_object_page(plan, name, value)
    if not plan.pages:
        plan.pages.append(Page(text_layout(theme) or next(iter(theme.layouts.values())), {}))
    return plan


def with_title(slide: Slide) -> Slide:
    """Return a slide whose title has its number before it, and its kicker in its place if it has none."""
    slots = dict(slide.slots)
    kicker, numeral = slots.pop("kicker", None), slots.pop("numeral", None)
    title = slots.get("title")
    if title is None and kicker is not None:
        return replace(slide, slots={"title": kicker, **slots})
    if numeral is not None:
        slots = {"title": _joined(numeral, title) if title else numeral} | {
            name: value for name, value in slots.items() if name != "title"
        }
    return replace(slide, slots=slots)


def _add_pages(plan: SlidePlan, family: LayoutFamily, most_items: int | None) -> None:
    """Add the pages of a slide whose layout is known: one, or several if it has many items."""
    slide, theme = plan.slide, plan.theme
    items, counts, by_count = slide.items, family.counts, family.by_count
    count = item_count(slide.slots, len(items))
    if not counts or (count <= 1 and 1 not in by_count and 0 in by_count):
        layout = theme.layouts[by_count[0]]
        sister = sister_of(layout.id, set(slide.slots).union(*items), theme)
        layout = theme.layouts.get(sister.layout, layout) if sister else layout
        layout = with_room_beside(layout, slide.slots, theme)
        objects = any(not isinstance(v, Prose) for item in items for v in item.values())
        if layout.count == 0 and (len(items) > 1 or (objects and not layout.objects)):
            _add_text_page(plan, items, layout if layout.own and "body" in layout.slots else None)
        else:
            _add_page(plan, layout, items, 0)
        return
    if not items:
        enough = next((c for c in counts if c >= max(count, 1)), counts[-1])
        _add_page(plan, theme.layouts[by_count[enough]], (), 0)
        return
    bare, sister = _bare_items(family, items, theme)
    _add_item_pages(plan, family, [item for item in items if item not in bare], most_items)
    if sister is not None:
        plainer = LayoutFamily(sister.layout, theme.families[sister.layout])
        _add_item_pages(plan, plainer, bare, most_items, sister.labels)


def _bare_items(
    family: LayoutFamily, items: Sequence[Item], theme: DeckTheme
) -> tuple[Sequence[Item], Sister | None]:
    """Return the items for a plainer sister of the family, and that sister if there are any."""
    sister = sister_of(family.name, set().union(*items), theme)
    if sister is not None:
        return items, sister
    bare = [item for item in items if (own := sister_of(family.name, item, theme)) and own.by_item]
    return bare, SISTERS[family.name] if bare else None


def _add_item_pages(
    plan: SlidePlan,
    family: LayoutFamily,
    items: Sequence[Item],
    most_items: int | None,
    absent: frozenset[str] = frozenset(),
) -> None:
    """Add the pages of some items of a slide, without the slots named in `absent`.

    Items that would leave pages of fewer items than any layout holds, because only `most_items` of
    them have room on one, stand on pages of text.
    """
    theme, counts, by_count = plan.theme, family.counts, family.by_count
    fallback = fallback_family(family.name, theme)
    if most_items is not None:
        counts = tuple(count for count in counts if count <= most_items)
        if not counts or not set(page_sizes(len(items), counts)) <= set(counts):
            _add_text_page(plan, items)
            return
    start = 0
    for size in page_sizes(len(items), counts) if items else ():
        part = items[start : start + size]
        if size in by_count:
            _add_page(plan, theme.layouts[by_count[size]], part, start, absent)
        elif fallback is not None and size in fallback.by_count:
            _add_page(plan, theme.layouts[fallback.by_count[size]], part, start, absent)
        elif size == 1 and 0 in by_count:
            _add_page(plan, theme.layouts[by_count[0]], part, start, absent)
        else:
            _add_text_page(plan, part)
        start += size


def _add_page(
    plan: SlidePlan,
    layout: Layout,
    items: Sequence[Item],
    start: int,
    absent: frozenset[str] = frozenset(),
) -> None:
    """Add the page of a layout that has room for all `items`, numbered from `start`.

    The slots named in `absent` stay empty.
    """
    values: dict[str, SlotValue] = {}
    unknown: list[tuple[str, SlotValue]] = []
    links: dict[str, str] = {}
    several = len(items) > 1
    for name, value in plan.slide.slots.items():
        if name not in absent:
            _fill_slot(values, unknown, layout, name, value)
    targets = plan.slide.links[start:]
    for i, item in enumerate(items):
        before = set(values)
        ending = f"-{i + 1}"
        for name, value in item.items():
            slot = name + ending if several else _only_item_slot(name, layout)
            _fill_slot(values, unknown, layout, slot, value)
        numeral = f"num{ending}"
        if several and numeral in layout.slots and numeral not in values:
            values[numeral] = Prose(((Text(str(start + i + 1)),),))
        if i < len(targets) and targets[i]:
            links |= dict.fromkeys(set(values) - before, targets[i])
    notes = _add_captions(values, layout)
    for name, value in unknown:
        # The last page of a unit's own template may be a drawing without a place for words.
        if not layout.own:
            plan.report(
                "slot-unknown",
                f"版式“{layout.id}”没有放 `{name}` 的地方，内容移到了"
                f"{'备注' if isinstance(value, Prose) else '后面一页'}",
                name_hint(name, set(layout.slots) - {"footer", "page"}, "位置"),
            )
        if isinstance(value, Prose):
            notes += value.paragraphs
        else:
            plan.unplaced.append((name, value))
    plan.pages.append(Page(layout, values, links, tuple(notes)))


def _fill_slot(
    values: dict[str, SlotValue],
    unknown: list[tuple[str, SlotValue]],
    layout: Layout,
    name: str,
    value: SlotValue,
) -> None:
    """Put a value into its slot, or into one of much the same meaning, else into `unknown`."""
    is_text = isinstance(value, Prose)
    if is_text and layout.rest and name not in layout.slots:
        other = alias_slot(name, layout, values) if "-" in name else None
        name = other if other in layout.texts else layout.rest
    if name == layout.rest and name in values:
        # Beside the title of a chapter stand few words, which have one line.
        together = _joined if layout.id in _CHAPTER_HEADS else _one_below_the_other
        values[name] = together(values[name], value)
        return
    if name in (layout.texts if is_text else layout.objects):
        # The text of another slot of much the same meaning may have come first.
        values[name] = _joined(values[name], value) if is_text and name in values else value
        return
    other = alias_slot(name, layout, values) if is_text else None
    if other is None or other in layout.objects:
        unknown.append((name, value))
    else:
        values[other] = _joined(values[other], value) if other in values else value


def _only_item_slot(name: str, layout: Layout) -> str:
    """Return the slot of a slide's only item: `body-1`, or `body` where there is no such slot."""
    numbered = f"{name}-1"
    if numbered not in layout.slots and name in layout.slots:
        # A single picture's title belongs to the picture, not to the page.
        return numbered if name == "title" else name
    return numbered


def _one_below_the_other(first: SlotValue, second: SlotValue) -> SlotValue:
    """Return two texts as one, each in paragraphs of its own."""
    if not isinstance(first, Prose) or not isinstance(second, Prose):
        return first
    return Prose((*first.paragraphs, *second.paragraphs), first.at or second.at)


def _joined(first: SlotValue, second: SlotValue) -> SlotValue:
    """Return two texts as one, on one line if each is a single paragraph."""
    if not isinstance(first, Prose) or not isinstance(second, Prose):
        return first
    if len(first.paragraphs) == len(second.paragraphs) == 1:
        one, two = first.paragraphs[0], second.paragraphs[0]
        return Prose(((*one, _SPACE, *two),), first.at or second.at)
    return Prose((*first.paragraphs, *second.paragraphs), first.at or second.at)


def _add_captions(values: dict[str, SlotValue], layout: Layout) -> list[Content]:
    """Fill the captions a slide left to its picture, chart or table.

    Returns what a table says beside its cells and the layout has no slot for.
    """
    left: list[Content] = []
    for name, value in list(values.items()):
        base, dash, number = name.partition("-")
        ending = dash + number
        if isinstance(value, Picture):
            credit = (Text(f"　图：{value.credit}", at=value.at),) if value.credit else ()
            _add_caption(values, layout, f"caption{ending}", (*value.caption, *credit))
        elif isinstance(value, Chart) and base == "chart":
            title = (Text(value.heading, at=value.at),) if value.title else ()
            _add_caption(values, layout, f"chart-title{ending}", title)
            _add_caption(values, layout, f"caption{ending}", value.caption)
        elif isinstance(value, Table):
            left += _add_table_captions(values, layout, value, ending)
    return left


def _add_table_captions(
    values: dict[str, SlotValue], layout: Layout, table: Table, ending: str
) -> list[Content]:
    """Fill the title, the unit and the note of a table; returns what has no slot."""
    title, unit, below = (f"{name}{ending}" for name in ("table-title", "table-unit", "caption"))
    headline = values.get("title")
    repeated = isinstance(headline, Prose) and table.caption in headline.paragraphs
    if not repeated:
        _add_caption(values, layout, title, table.caption)
    _add_caption(values, layout, unit, table.unit)
    text = table.note or (() if title in layout.slots else table.caption)
    if table.unit and unit not in layout.slots:
        text = (*table.unit, _SPACE, *table.note) if table.note else table.unit
    _add_caption(values, layout, below, text)
    has_more = bool(table.note or (table.unit and unit not in layout.slots))
    return [text] if has_more and below not in layout.slots else []


def _add_caption(values: dict[str, SlotValue], layout: Layout, name: str, content: Content) -> None:
    """Fill a caption that is empty, unless the title beside it says the same."""
    beside = values.get(name.replace("caption", "title"))
    repeated = isinstance(beside, Prose) and one_line_text(content) in map(
        one_line_text, beside.paragraphs
    )
    if content and name in layout.slots and name not in values and not repeated:
        values[name] = Prose((content,))


def _add_text_page(plan: SlidePlan, items: Sequence[Item], other: Layout | None = None) -> None:
    """Add a page of running text with what the slots of the slide and some items say.

    It stands in the layout `other`, which has a body, else in that for text.
    """
    layout = other or text_layout(plan.theme)
    paragraphs: list[Content] = []
    values: dict[str, SlotValue] = {}
    for name, value in plan.slide.slots.items():
        slot = _slot_on_text_page(name, layout, values)
        if not isinstance(value, Prose):
            plan.unplaced.append((name, value))
        elif slot is not None:
            values[slot] = value
        else:
            paragraphs += [_without_line_breaks(p) for p in value.paragraphs]
    for item in items:
        texts = [v for n, v in item.items() if isinstance(v, Prose) and n != "num"]
        plan.unplaced += [(n, v) for n, v in item.items() if not isinstance(v, Prose)]
        paragraphs += _item_paragraphs(texts)
    if layout is None or "body" not in layout.slots:
        other = layout or next(iter(plan.theme.layouts.values()))
        plan.pages.append(Page(other, values, notes=tuple(paragraphs)))
        return
    if paragraphs:
        values["body"] = Prose(tuple(paragraphs), plan.slide.at)
    if paragraphs or not plan.unplaced:
        plan.pages.append(Page(layout, values))


def _slot_on_text_page(
    name: str, layout: Layout | None, values: Mapping[str, SlotValue]
) -> str | None:
    """Return the slot a text keeps on a page of running text; None if it joins that text."""
    if layout is None:
        return None
    title = layout.title_slot
    if name in _TITLES and title is not None and title.name not in values:
        return title.name
    return name if name in layout.slots and name != "body" else None


def _item_paragraphs(texts: Sequence[Prose]) -> list[Content]:
    """Return an item as one paragraph, its first text strong, or as several if they are long."""
    if not texts:
        return []
    opening = tuple(
        replace(inline, bold=True) if isinstance(inline, Text) else inline
        for inline in _without_line_breaks(texts[0].paragraphs[0])
    )
    rest = [*texts[0].paragraphs[1:], *(p for text in texts[1:] for p in text.paragraphs)]
    if not rest:
        return [texts[0].paragraphs[0]]
    on_line = len(texts) - 1 or 1
    line: Content = opening
    for paragraph in rest[:on_line]:
        line = (*line, _SPACE, *_without_line_breaks(paragraph))
    return [line, *rest[on_line:]]


def _without_line_breaks(content: Content) -> Content:
    return tuple(inline for inline in content if not isinstance(inline, LineBreak))


def _add_object_page(plan: SlidePlan, name: str, value: SlotValue) -> None:
    """Add a page for a picture, chart or table that has no slot yet."""
    kind = "picture" if isinstance(value, Picture) else "chart"
    if isinstance(value, Table):
        kind = "table"
    layout_id, slot = OBJECT_LAYOUTS[kind]
    layout = plan.theme.layouts.get(layout_id)
    if layout is None or slot not in layout.slots:
        plan.report("slot-unknown", f"版式文件里没有放 `{name}` 的版式，这一项没有写进课件")
        return
    layout = with_room_beside(layout, {slot: value}, plan.theme)
    values: dict[str, SlotValue] = {slot: value}
    for repeated in ("title", "kicker"):
        if repeated in layout.slots and repeated in plan.slide.slots:
            values[repeated] = plan.slide.slots[repeated]
    notes = _add_captions(values, layout)
    plan.pages.append(Page(layout, values, notes=tuple(notes)))
