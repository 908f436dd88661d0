"""A deck and a theme in; the slides as plain data out, every text at a size at which it fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Diagnostic, Severity, in_order
from reportgen.document.nodes import (
    Chart,
    Content,
    Deck,
    Picture,
    Prose,
    Slide,
    Table,
    Text,
)
from reportgen.spans import Span
from reportgen.theme.deck import DeckTheme, Layout, SlotBox
from reportgen.write.powerpoint.choose_layout import Page, plan_slide
from reportgen.write.powerpoint.fit_text import (
    MeasuredText,
    common_size,
    fits,
    measure_for,
    pages_of,
    place,
)
from reportgen.write.powerpoint.layout_families import COLUMNS, CONTINUATIONS
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    LoweredSlide,
    Placed,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
    TablePage,
)
from reportgen.write.powerpoint.table_style import TableStyle, table_style
from reportgen.write.powerpoint.tables import table_pages
from reportgen.write.powerpoint.text_runs import (
    LINE_END,
    Paragraph,
    TextRun,
    one_line_text,
    paragraph_of,
    place_of,
    plain_text,
    split_at,
)

CONTINUED = "（续）"
_CONTINUED_NOTES: tuple[Content, ...] = ((Text("（接上页）"),),)
_QUOTED_CHARS = 12


@dataclass(eq=False, slots=True)
class _Lowering:
    """A deck on its way to slides."""

    deck: Deck
    theme: DeckTheme
    tables: TableStyle
    numbers: Mapping[str, str]
    """The label (图1) of each block that a reference may name."""
    ids: frozenset[str]
    """The ids of the slides, to which a click may lead."""
    slides: list[LoweredSlide] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _SlidePart:
    """What of a page stands on one slide."""

    layout: Layout
    texts: Mapping[str, MeasuredText]
    tables: Mapping[str, TablePage] = field(default_factory=dict)
    sizes: Mapping[str, float] = field(default_factory=dict)
    """The sizes of running text, the same on all slides over which it flows."""


def lower(deck: Deck, theme: DeckTheme) -> LoweredDeck:
    """Return the deck's slides as plain data; a text too long even alone is an error with place."""
    work = _Lowering(
        deck,
        theme,
        table_style(theme.settings.tables, theme.faces),
        _numbers(deck),
        frozenset(slide.id for slide in deck.slides if slide.id),
    )
    section = ""
    for slide in deck.slides:
        section = slide.section or section
        _lower_slide(work, slide, section)
    return LoweredDeck(tuple(work.slides), in_order(work.diagnostics))


def _lower_slide(work: _Lowering, slide: Slide, section: str) -> None:
    """Add the slides of one slide of the deck: several if it has too much for one."""
    plan = plan_slide(slide, work.theme)
    work.diagnostics += (*plan.diagnostics, *_unknown_links(slide, work.ids))
    first = True
    for page in plan.pages:
        page_notes = page.notes
        for part in _flow(work, page):
            spoken = slide.notes if first else _CONTINUED_NOTES if slide.notes else ()
            placed, overflow = _placed(work, slide, page, part, continued=not first)
            work.slides.append(
                LoweredSlide(
                    len(work.slides) + 1,
                    part.layout,
                    placed,
                    (*spoken, *page_notes, *overflow),
                    section,
                    slide.id or "" if first else "",
                    slide.at,
                )
            )
            first, page_notes = False, ()


def _unknown_links(slide: Slide, ids: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a fault for each link of a slide that leads nowhere."""
    for target in dict.fromkeys(slide.links):
        if target and target not in ids:
            message = f"没有 id 为“{target}”的幻灯片可以链接"
            yield Diagnostic("link-unknown", message, slide.at, Severity.WARNING)


def _flow(work: _Lowering, page: Page) -> list[_SlidePart]:
    """Return the page, or one part of it for each slide its running text or table needs."""
    layout, slots = page.layout, page.layout.slots
    texts: dict[str, MeasuredText] = {}
    table: tuple[str, Table] | None = None
    for name, value in page.values.items():
        if isinstance(value, Prose):
            if paragraphs := _paragraphs(value, slots[name], work.numbers):
                texts[name] = measure_for(slots[name], paragraphs)
        elif isinstance(value, Table):
            table = table or (name, value)
    if table is not None:
        name, node = table
        pages = table_pages(node, slots[name], work.tables, work.numbers)
        return [_SlidePart(layout, texts, {name: rows}) for rows in pages]
    running = {name: text for name, text in texts.items() if _flows(slots[name], layout)}
    if all(map(fits, running.values())):
        return [_SlidePart(layout, texts)]
    divided = {name: pages_of(text) for name, text in running.items()}
    other = work.theme.layouts.get(CONTINUATIONS.get(layout.id, ""))
    if other is not None and "body" in other.slots and list(divided) == ["body"]:
        return _flow_elsewhere(layout, other, texts, divided["body"][0])
    sizes = {name: common_size(pages) for name, pages in divided.items()}
    parts = []
    for i in range(max(len(pages) for pages in divided.values())):
        here = {name: pages[i] for name, pages in divided.items() if i < len(pages)}
        # The head of a column that has ended does not appear again.
        ended = {name.replace("body-", "head-") for name in divided if name not in here}
        still = {n: t for n, t in texts.items() if n not in divided and n not in ended}
        parts.append(_SlidePart(layout, {**still, **here}, sizes=sizes))
    return parts


def _flow_elsewhere(
    layout: Layout, other: Layout, texts: Mapping[str, MeasuredText], head: MeasuredText
) -> list[_SlidePart]:
    """Return the page with the `head` of its body, the rest of it on pages of another layout."""
    titles = {
        name: measure_for(other.slots[name], text.paragraphs)
        for name, text in texts.items()
        if name in ("title", "kicker") and name in other.slots
    }
    rest = _rest_behind(texts["body"].paragraphs, head.paragraphs)
    pages = pages_of(measure_for(other.slots["body"], rest))
    sizes = {"body": common_size(pages)}
    return [
        _SlidePart(layout, {**texts, "body": head}),
        *(_SlidePart(other, {**titles, "body": running}, sizes=sizes) for running in pages),
    ]


def _rest_behind(whole: Sequence[Paragraph], head: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return what of `whole` follows `head`, its last paragraph perhaps begun already."""
    rest = whole[len(head) - 1 :]
    _, tail = split_at(rest[0], len(plain_text(head[-1])))
    return tuple(paragraph for paragraph in (tail, *rest[1:]) if paragraph)


def _flows(slot: SlotBox, layout: Layout) -> bool:
    """Tell whether a slot's text may go on on the next slide: bodies, not what cards hold."""
    if slot.role != "body" or slot.optional:
        return False
    return slot.name == "body" or (layout.id in COLUMNS and slot.name.startswith("body-"))


def _placed(
    work: _Lowering, slide: Slide, page: Page, part: _SlidePart, *, continued: bool
) -> tuple[tuple[Placed, ...], list[Content]]:
    """Return what stands in the slots, and what had to be cut off for the notes."""
    layout, texts = part.layout, _texts_of(work, part, continued=continued)
    others = {name: text for name, text in texts.items() if name not in part.sizes}
    sizes = {**_group_sizes(others), **part.sizes}
    title = "" if layout.title_slot is None else _text_in(layout.title_slot.name, texts)
    result: list[Placed] = []
    overflow: list[Content] = []
    for slot in layout.reading_order:
        name = slot.name
        value = page.values.get(name)
        if slot.kind == "sldNum":
            result.append(PlacedNumber(slot))
        elif name in texts:
            text = texts[name]
            placed = place(text, sizes[name], page.links.get(name, ""), place_of(value))
            if placed.excess:
                reason = f"字号已用到下限 {slot.min_pt:g} 磅"
                _report_too_long(
                    work,
                    slide,
                    layout,
                    slot,
                    _text_in(name, texts),
                    placed.excess,
                    placed.at,
                    reason,
                )
                overflow += [(Text(plain_text(p)),) for p in text.paragraphs]
            result.append(placed)
        elif isinstance(value, Table) and name in part.tables:
            rows = part.tables[name]
            for cell, cut in rows.cut_cells:
                at = place_of(Prose((cell.content,), value.at))
                whole = one_line_text(cell.content)
                _report_too_long(work, slide, layout, slot, whole, cut, at, "一格的字比一页还高")
                overflow.append(cell.content)
            if rows.broken_word and not continued:
                _report_too_wide(work, slide, value, rows)
            alt = one_line_text(value.caption) or title or "表格"
            aligns = tuple(column.align for column in value.columns)
            result.append(PlacedTable(slot, rows, alt, aligns, value.at))
        elif isinstance(value, Picture) and layout is page.layout:
            alt = value.alt or one_line_text(value.caption) or title or "图片"
            result.append(PlacedPicture(slot, value, alt, value.at))
        elif isinstance(value, Chart) and layout is page.layout:
            result.append(PlacedChart(slot, value, value.at))
    return tuple(result), overflow


def _texts_of(work: _Lowering, part: _SlidePart, *, continued: bool) -> dict[str, MeasuredText]:
    """Return the texts of a slide: those of its part, a title marked as continued, the footer."""
    slots, texts = part.layout.slots, dict(part.texts)
    title = part.layout.title_slot
    if continued and title is not None and title.name in texts:
        *before, last = texts[title.name].paragraphs
        texts[title.name] = measure_for(title, (*before, (*last, TextRun(CONTINUED))))
    if "footer" in slots and "footer" not in texts and work.deck.footer:
        texts["footer"] = measure_for(slots["footer"], ((TextRun(work.deck.footer),),))
    return texts


def _group_sizes(texts: Mapping[str, MeasuredText]) -> dict[str, float]:
    """Return the size of each text; those that stand beside one another share one."""
    groups: dict[tuple[str, float], list[str]] = {}
    for name, text in texts.items():
        groups.setdefault(text.metrics.size_group, []).append(name)
    sizes: dict[str, float] = {}
    for names in groups.values():
        sizes |= dict.fromkeys(names, common_size([texts[name] for name in names]))
    return sizes


def _report_too_long(
    work: _Lowering,
    slide: Slide,
    layout: Layout,
    slot: SlotBox,
    text: str,
    excess: int,
    at: Span | None,
    reason: str,
) -> None:
    opening = text[:_QUOTED_CHARS] + ("…" if len(text) > _QUOTED_CHARS else "")
    page = len(work.slides) + 1
    work.diagnostics.append(
        Diagnostic(
            "text-too-long",
            f"第 {page} 页放不下“{opening}”：共 {len(text)} 字，至少删去 {excess} 字",
            at or slide.at,
            hints=(
                f"它在版式“{layout.id}”的 `{slot.name}` 里，{reason}；全文暂存在这一页的备注里",
            ),
        )
    )


def _report_too_wide(work: _Lowering, slide: Slide, table: Table, page: TablePage) -> None:
    text = page.broken_word.replace(LINE_END, "")
    opening = text[:_QUOTED_CHARS] + ("…" if len(text) > _QUOTED_CHARS else "")
    count = len(page.widths)
    message = (
        f"第 {len(work.slides) + 1} 页的表格太宽：{count} 列，字号用到下限 {page.size_pt:g} 磅，"
        f"“{opening}”仍要拆成两行"
    )
    hints = ("分成两张表，或课件里只留要讲的几列；报告不受影响",)
    at = table.at or slide.at
    work.diagnostics.append(Diagnostic("table-too-wide", message, at, Severity.WARNING, hints))


def _paragraphs(value: Prose, slot: SlotBox, numbers: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text that are not blank."""
    units = slot.unit is not None
    paragraphs = [paragraph_of(content, numbers, units=units) for content in value.paragraphs]
    return tuple(paragraph for paragraph in paragraphs if plain_text(paragraph).strip())


def _text_in(name: str, texts: Mapping[str, MeasuredText]) -> str:
    """Return the characters of a slot's text; none if it is empty."""
    return "".join(map(plain_text, texts[name].paragraphs)) if name in texts else ""


def _numbers(deck: Deck) -> dict[str, str]:
    """Return the label of each numbered chart and table of the deck by its id."""
    labels: dict[str, str] = {}
    for slide in deck.slides:
        for values in (slide.slots, *slide.items):
            for value in values.values():
                if isinstance(value, Chart | Table) and value.id and value.number:
                    kind = "表" if isinstance(value, Table) else "图"
                    labels[value.id] = f"{kind}{value.number}"
    return labels
