"""A deck and a theme in; slides as plain data out, every text at a size at which it fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

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
from reportgen.write.powerpoint.arranging import Page, arrange
from reportgen.write.powerpoint.choice import COLUMNS, CONTINUATIONS
from reportgen.write.powerpoint.fitting import Held, common_size, fits, hold, pages_of, settle
from reportgen.write.powerpoint.slides import (
    Lowered,
    LoweredSlide,
    Placed,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
)
from reportgen.write.powerpoint.table_style import TableStyle, table_style
from reportgen.write.powerpoint.tables import TablePage, table_pages
from reportgen.write.powerpoint.texts import (
    Paragraph,
    Piece,
    divided,
    pieces,
    plain,
    span_of,
    text_of,
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
    slides: list[LoweredSlide] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    slide: Slide | None = None


def lower(deck: Deck, theme: DeckTheme) -> Lowered:
    """Return the deck's slides as plain data; a text too long even alone is an error with place."""
    work = _Lowering(deck, theme, table_style(theme.settings.tables, theme.faces), _numbers(deck))
    ids = {slide.id for slide in deck.slides if slide.id}
    section = ""
    for slide in deck.slides:
        work.slide, section = slide, slide.section or section
        arranged = arrange(slide, theme)
        work.diagnostics += arranged.diagnostics
        for target in dict.fromkeys(slide.links):
            if target and target not in ids:
                work.diagnostics.append(
                    Diagnostic(
                        "link-unknown",
                        f"没有 id 为“{target}”的幻灯片可以链接",
                        slide.at,
                        Severity.WARNING,
                    )
                )
        first = True
        for page in arranged.pages:
            for i, part in enumerate(_flow(work, page)):
                spoken = slide.notes if first else _CONTINUED_NOTES if slide.notes else ()
                notes = (*spoken, *(() if i else page.notes))
                placed, spilled = _placed(work, page, part, continued=not first)
                work.slides.append(
                    LoweredSlide(
                        len(work.slides) + 1,
                        part.layout,
                        placed,
                        (*notes, *spilled),
                        section,
                        slide.id or "" if first else "",
                    )
                )
                first = False
    return Lowered(tuple(work.slides), in_order(work.diagnostics))


class _Part(NamedTuple):
    """What of a page stands on one slide; `sizes` holds running text to one size throughout."""

    layout: Layout
    texts: Mapping[str, Held]
    tables: Mapping[str, TablePage] = MappingProxyType({})
    sizes: Mapping[str, float] = MappingProxyType({})


def _flow(work: _Lowering, page: Page) -> list[_Part]:
    """Return the page, or one part of it for each slide its running text or table needs."""
    layout, slots = page.layout, page.layout.slots
    texts: dict[str, Held] = {}
    flowing: list[Held] = []
    table: tuple[str, Table] | None = None
    for name, value in page.values.items():
        if isinstance(value, Prose):
            slot = slots[name]
            if paragraphs := _paragraphs(value, slot, work.numbers):
                held = texts[name] = hold(paragraphs, slot)
                # What stands on one line does not go on on the next slide.
                if held.texts and _flows(slot, layout):
                    flowing.append(held)
        elif isinstance(value, Table):
            table = table or (name, value)
    if table is not None:
        name = table[0]
        rows = table_pages(table[1], slots[name], work.tables, work.numbers)
        return [_Part(layout, texts, {name: part}) for part in rows]
    if all(map(fits, flowing)):
        return [_Part(layout, texts)]
    parted = {name: pages_of(held) for name, held in texts.items() if _flows(slots[name], layout)}
    other = work.theme.layouts.get(CONTINUATIONS.get(layout.id, ""))
    if other is not None and "body" in other.slots and list(parted) == ["body"]:
        return _flow_elsewhere(layout, other, texts, parted["body"][0])
    sizes = {name: common_size(pages) for name, pages in parted.items()}
    parts = []
    for i in range(max(len(pages) for pages in parted.values())):
        here = {n: pages[i] for n, pages in parted.items() if i < len(pages)}
        # The head of a column that has ended is not said again.
        ended = {n.replace("body-", "head-") for n in parted if n not in here}
        kept = {n: t for n, t in texts.items() if n not in parted and n not in ended}
        parts.append(_Part(layout, {**kept, **here}, sizes=sizes))
    return parts


def _flow_elsewhere(
    layout: Layout, other: Layout, texts: Mapping[str, Held], head: Held
) -> list[_Part]:
    """Return the page with the `head` of its body, the rest of it on pages of another layout."""
    kept = {
        n: hold(t.paragraphs, other.slots[n])
        for n, t in texts.items()
        if n in ("title", "kicker") and n in other.slots
    }
    rest = _rejoined(texts["body"].paragraphs, head.paragraphs)
    pages = pages_of(hold(rest, other.slots["body"]))
    sizes = {"body": common_size(pages)}
    return [
        _Part(layout, {**texts, "body": head}),
        *(_Part(other, {**kept, "body": running}, sizes=sizes) for running in pages),
    ]


def _rejoined(whole: tuple[Paragraph, ...], head: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return what of `whole` follows `head`, its last paragraph perhaps begun already."""
    rest = list(whole[len(head) - 1 :])
    _, tail = divided(rest[0], len(plain(head[-1])))
    return tuple(p for p in (tail, *rest[1:]) if p)


def _flows(slot: SlotBox, layout: Layout) -> bool:
    """Tell whether a slot's text may go on on the next slide: bodies, not what cards hold."""
    if slot.role != "body" or slot.optional:
        return False
    return slot.name == "body" or (layout.id in COLUMNS and slot.name.startswith("body-"))


def _placed(
    work: _Lowering, page: Page, part: _Part, *, continued: bool
) -> tuple[tuple[Placed, ...], list[Content]]:
    """Return what stands in the slots, and what had to be cut off for the notes."""
    layout, shown = part.layout, dict(part.texts)
    title = layout.title_slot
    if continued and title is not None and shown.get(title.name):
        *before, last = shown[title.name].paragraphs
        shown[title.name] = hold((*before, (*last, Piece(CONTINUED))), title)
    if "footer" in layout.slots and "footer" not in shown and work.deck.footer:
        shown["footer"] = hold(((Piece(work.deck.footer),),), layout.slots["footer"])
    sizes = _sizes(shown, part.sizes)
    placed: list[Placed] = []
    spilled: list[Content] = []
    for slot in layout.reading_order:
        name = slot.name
        held = shown.get(name)
        if slot.kind == "sldNum":
            placed.append(PlacedNumber(slot))
        elif held is not None:
            text = settle(held, sizes.get(name, slot.size_pt), page.links.get(name, ""))
            if text.excess:
                whole = held.paragraphs
                told = "".join(plain(p) for p in whole)
                least = f"字号已用到下限 {slot.min_pt:g} 磅"
                at = span_of(page.values.get(name))
                _too_long(work, layout, slot, told, text.excess, at, least)
                spilled += [(Text(plain(p)),) for p in whole]
            placed.append(text)
        elif (value := page.values.get(name)) is None:  # half the slots are empty
            continue
        elif name in part.tables and isinstance(value, Table):
            for cell, cut in part.tables[name].excess:
                at = span_of(Prose((cell.content,), value.at))
                least = "一格的字比一页还高"
                _too_long(work, layout, slot, text_of(cell.content), cut, at, least)
                spilled.append(cell.content)
            alt = text_of(value.caption) or _title(shown, title) or "表格"
            placed.append(
                PlacedTable(slot, part.tables[name], alt, tuple(c.align for c in value.columns))
            )
        elif layout is page.layout and isinstance(value, Picture):
            alt = value.alt or text_of(value.caption) or _title(shown, title) or "图片"
            placed.append(PlacedPicture(slot, value, alt))
        elif layout is page.layout and isinstance(value, Chart):
            placed.append(PlacedChart(slot, value))
    return tuple(placed), spilled


def _sizes(texts: Mapping[str, Held], given: Mapping[str, float]) -> dict[str, float]:
    """Return the size of each text that has not the layout's for certain, `given` ones as they are.

    Those that stand beside one another share one.
    """
    sizes = dict(given)
    others = {name: held for name, held in texts.items() if name not in sizes} if given else texts
    # Where one line holds every text of a group, all stand at the layout's size.
    groups: dict[tuple[str, float], list[str]] = {}
    for held in others.values():
        if held.texts:
            groups[held.look.group] = []
    if groups:
        for name, held in others.items():
            if (group := groups.get(held.look.group)) is not None:
                group.append(name)
    for names in groups.values():
        sizes |= dict.fromkeys(names, common_size([texts[name] for name in names]))
    return sizes


def _too_long(
    work: _Lowering,
    layout: Layout,
    slot: SlotBox,
    text: str,
    excess: int,
    span: Span | None,
    reason: str,
) -> None:
    opening = text[:_QUOTED_CHARS] + ("…" if len(text) > _QUOTED_CHARS else "")
    page = len(work.slides) + 1
    work.diagnostics.append(
        Diagnostic(
            "text-too-long",
            f"第 {page} 页放不下“{opening}”：共 {len(text)} 字，至少删去 {excess} 字",
            span or (work.slide.at if work.slide else None),
            hints=(
                f"它在版式“{layout.id}”的 `{slot.name}` 里，{reason}；全文暂存在这一页的备注里",
            ),
        )
    )


def _paragraphs(value: Prose, slot: SlotBox, numbers: Mapping[str, str]) -> tuple[Paragraph, ...]:
    units = slot.unit is not None
    found = []
    for content in value.paragraphs:
        paragraph = pieces(content, numbers, units=units)
        if paragraph and not (paragraph[0].text.isspace() and plain(paragraph).isspace()):
            found.append(paragraph)
    return tuple(found)


def _title(texts: Mapping[str, Held], slot: SlotBox | None) -> str:
    if slot is None or slot.name not in texts:
        return ""
    return "".join(plain(p) for p in texts[slot.name].paragraphs)


def _numbers(deck: Deck) -> dict[str, str]:
    """Return what a reference to a numbered block of the deck says."""
    found: dict[str, str] = {}
    for slide in deck.slides:
        for values in (slide.slots, *slide.items):
            for value in values.values():
                if isinstance(value, Prose):  # nearly all are
                    continue
                if isinstance(value, Chart | Table) and value.id and value.number:
                    kind = "表" if isinstance(value, Table) else "图"
                    found[value.id] = f"{kind}{value.number}"
    return found
