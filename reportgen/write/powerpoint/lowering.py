"""A deck and a theme in; the slides as plain data out, every text at a size at which it fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.choose import ChosenSlide, choose
from reportgen.diagnostics import Diagnostic, Severity, in_order
from reportgen.document.nodes import (
    Cell,
    Chart,
    Content,
    Deck,
    Picture,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
    Topic,
)
from reportgen.document.speech import ASIDE, CONTINUED_NOTES, speech, speech_of_chart
from reportgen.theme.body_size import with_least_body
from reportgen.theme.deck import DeckTheme
from reportgen.theme.own_report import free_objects, of_template, wordless
from reportgen.write.powerpoint.choose_layout import Page
from reportgen.write.powerpoint.clock import with_clock
from reportgen.write.powerpoint.fit_text import (
    MeasuredText,
    fits,
    fitting_chars,
    in_larger_boxes,
    length,
    measure_for,
    place,
    sizes_of,
)
from reportgen.write.powerpoint.model import (
    LoweredDeck,
    LoweredSlide,
    Placed,
    PlacedChart,
    PlacedNumber,
    PlacedPicture,
    PlacedTable,
    PlacedText,
    TablePage,
)
from reportgen.write.powerpoint.navigation import with_navigation
from reportgen.write.powerpoint.pages import (
    DeckSetting,
    LaidSlide,
    MeasuredPage,
    SlidePart,
    lay_slide,
)
from reportgen.write.powerpoint.table_style import table_styles
from reportgen.write.powerpoint.text_runs import (
    LINE_END,
    TextRun,
    content_of,
    one_line_text,
    place_of,
    plain_text,
)

CONTINUED = "（续）"
_QUOTED_CHARS = 12


@dataclass(eq=False, slots=True)
class _Lowering:
    """A deck on its way to slides."""

    setting: DeckSetting
    ids: frozenset[str]
    """The ids of the slides, to which a click may lead."""
    slides: list[LoweredSlide] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    small_names: set[str] = field(default_factory=set)
    """The names set smaller than the theme's least size that have been reported."""


def lower(deck: Deck, theme: DeckTheme) -> LoweredDeck:
    """Lower a deck to slides, with its faults in the order of their places."""
    theme = with_least_body(theme, deck.least_body_pt)
    omitted = theme.settings.omitted
    deck = replace(deck, slides=tuple(s for s in deck.slides if _layout_of(s) not in omitted))
    setting = DeckSetting(
        theme, table_styles(theme.settings, theme.faces), _numbers(deck), deck.footer
    )
    chosen = choose(deck, theme, lambda slide: lay_slide(slide, setting))
    work = _Lowering(setting, frozenset(each.slide.id for each in chosen if each.slide.id))
    section = ""
    for each in chosen:
        section = each.slide.section or section
        slide = each.slide
        if each.is_continuation and not speech(slide.notes):
            slide = replace(
                slide, notes=(CONTINUED_NOTES, *speech_of_chart(slide.slots), *slide.notes)
            )
        _lower_slide(work, slide, each, section)
    slides = with_clock(with_navigation(work.slides, deck, theme))
    if theme.is_own:
        work.diagnostics += of_template(theme)
    work.diagnostics += (*_free_objects(slides), *wordless(slide.layout for slide in slides))
    return LoweredDeck(deck.properties, slides, in_order(work.diagnostics))


def _layout_of(slide: Slide | Topic) -> str:
    """Return the layout that a slide names, "" for a topic, whose layout is chosen."""
    return slide.layout if isinstance(slide, Slide) else ""


def _free_objects(slides: Iterable[LoweredSlide]) -> Iterator[Diagnostic]:
    """Yield for each layout of a unit's own template how many objects stand beside its placeholders."""
    counts: dict[str, Counter[str]] = {}
    for slide in slides:
        for placed in slide.placed:
            if (
                isinstance(placed, PlacedPicture | PlacedChart | PlacedTable)
                and placed.slot.is_free
            ):
                counts.setdefault(slide.layout.title, Counter())[placed.slot.content] += 1
    return (free_objects(title, count) for title, count in counts.items())


def _lower_slide(
    work: _Lowering, slide: Slide, chosen: ChosenSlide[LaidSlide], section: str
) -> None:
    """Add the slides of one slide of the deck: several if it has too much for one."""
    laid = chosen.measurement
    work.diagnostics += (*laid.plan.diagnostics, *_unknown_links(slide, work.ids))
    first = True
    for measured, parts in laid.pages:
        page_notes = measured.page.notes
        for part in parts:
            spoken = slide.notes if first else (CONTINUED_NOTES,) if slide.notes else ()
            placed, overflow = _placed(work, slide, measured.page, part, continued=not first)
            work.slides.append(
                LoweredSlide(
                    len(work.slides) + 1,
                    part.layout,
                    placed,
                    (*spoken, *page_notes, *overflow),
                    section,
                    slide.id or "" if first else "",
                    slide.at,
                    _contents(measured, part, continued=not first),
                    slide.seconds if first else 0,
                    continued=not first,
                    fill=part.fill,
                    choice=chosen.choice,
                    playback=slide.playback,
                )
            )
            first, page_notes = False, ()


def _contents(measured: MeasuredPage, part: SlidePart, *, continued: bool) -> dict[str, SlotValue]:
    """Return what of a page stands on one slide, as nodes by slot."""
    page = measured.page
    contents: dict[str, SlotValue] = {}
    for name, value in page.values.items():
        whole = name in part.texts and part.texts[name] is measured.texts.get(name)
        is_object = not isinstance(value, Prose) and part.layout is page.layout
        if whole or is_object:
            contents[name] = value
        elif name in part.texts:
            contents[name] = _prose(part.texts[name])
    for name, text in part.texts.items():
        if name not in contents:
            contents[name] = _prose(text)
    slot = part.layout.title_slot
    title = contents.get(slot.name) if slot is not None else None
    if continued and slot is not None and isinstance(title, Prose):
        *before, last = title.paragraphs
        contents[slot.name] = Prose((*before, (*last, Text(CONTINUED))), title.at)
    return contents


def _prose(text: MeasuredText) -> Prose:
    return Prose(tuple(map(content_of, text.paragraphs)))


def _unknown_links(slide: Slide, ids: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a fault for each link of a slide that leads nowhere."""
    for target in dict.fromkeys(slide.links):
        if target and target not in ids:
            message = f"没有 id 为“{target}”的幻灯片可以链接"
            yield Diagnostic("link-unknown", message, slide.at, Severity.WARNING)


def _placed(
    work: _Lowering, slide: Slide, page: Page, part: SlidePart, *, continued: bool
) -> tuple[tuple[Placed, ...], list[Content]]:
    """Return what stands in the slots, and what had to be cut off for the notes."""
    layout, texts = part.layout, _texts_of(work, part, continued=continued)
    sizes = {**sizes_of({n: t for n, t in texts.items() if n not in part.sizes}), **part.sizes}
    title = "" if layout.title_slot is None else _text_in(layout.title_slot.name, texts)
    result: list[Placed] = []
    overflow: list[Content] = []
    for name in (slot.name for slot in layout.reading_order):
        slot = part.boxes[name]
        value = page.values.get(name)
        if slot.kind == "sldNum":
            result.append(PlacedNumber(slot))
        elif name in texts:
            placed = place(texts[name], sizes[name], page.links.get(name, ""), place_of(value))
            _report_small_type(work, slide, part, placed, texts[name])
            result.append(placed)
        elif isinstance(value, Table) and name in part.tables:
            rows = part.tables[name]
            for cell, cut in rows.cut_cells:
                _report_tall_cell(work, slide, cell, cut, value)
                overflow.append((ASIDE, *cell.content))
            if rows.broken_word and not continued:
                _report_wide_table(work, slide, value, rows)
            alt = one_line_text(value.caption) or title or "表格"
            aligns = tuple(column.align for column in value.columns)
            result.append(PlacedTable(slot, rows, alt, aligns, value.at))
        elif isinstance(value, Picture) and layout is page.layout:
            alt = value.alt or one_line_text(value.caption) or title or "图片"
            result.append(PlacedPicture(slot, value, alt, value.at))
        elif isinstance(value, Chart) and layout is page.layout:
            result.append(PlacedChart(slot, value, value.at))
    return tuple(result), overflow


def _texts_of(work: _Lowering, part: SlidePart, *, continued: bool) -> dict[str, MeasuredText]:
    """Return the texts of a slide: those of its part, a title marked as continued, the footer."""
    boxes, texts = part.boxes, dict(part.texts)
    added: dict[str, MeasuredText] = {}
    title = part.layout.title_slot
    if continued and title is not None and title.name in texts:
        *before, last = texts[title.name].paragraphs
        paragraphs = (*before, (*last, TextRun(CONTINUED)))
        added[title.name] = measure_for(boxes[title.name], paragraphs)
    footer = work.setting.footer
    if "footer" in boxes and "footer" not in texts and footer:
        added["footer"] = measure_for(boxes["footer"], ((TextRun(footer),),))
    return texts | in_larger_boxes(added)


def _report_small_type(
    work: _Lowering, slide: Slide, part: SlidePart, placed: PlacedText, text: MeasuredText
) -> None:
    """Warn of a name that had to be set smaller than the least size of its slot, once for each."""
    slot = placed.slot
    if placed.size_pt >= slot.min_pt or fits(text):
        return
    whole = "".join(map(plain_text, text.paragraphs))
    if whole in work.small_names:
        return
    work.small_names.add(whole)
    work.diagnostics.append(
        Diagnostic(
            "small-type",
            f"第 {len(work.slides) + 1} 页的“{_opening(whole)}”有 {length(text)} 字，"
            f"字号缩到了 {placed.size_pt:g} 磅；{slot.min_pt:g} 磅放得下 {fitting_chars(text)} 字",
            placed.at or slide.at,
            Severity.WARNING,
            (
                f"它在版式“{part.layout.id}”的 `{slot.name}` 里；名称、标题照原样写全，看得清就不用改",
            ),
        )
    )


def _report_tall_cell(work: _Lowering, slide: Slide, cell: Cell, cut: int, table: Table) -> None:
    """Report a cell of a table that is taller than a slide."""
    whole = one_line_text(cell.content)
    work.diagnostics.append(
        Diagnostic(
            "text-too-long",
            f"第 {len(work.slides) + 1} 页放不下“{_opening(whole)}”："
            f"共 {len(whole)} 字，至少删去 {cut} 字",
            place_of(Prose((cell.content,), table.at)) or slide.at,
            hints=("表格里这一格的字比一页还高；全文暂存在这一页的备注里",),
        )
    )


def _report_wide_table(work: _Lowering, slide: Slide, table: Table, page: TablePage) -> None:
    """Warn of a table of so many columns that a number or word in it is divided."""
    message = (
        f"第 {len(work.slides) + 1} 页的表格太宽：{len(page.widths)} 列，"
        f"字号用到下限 {page.size_pt:g} 磅，“{_opening(page.broken_word)}”仍要拆成两行"
    )
    hints = ("分成两张表，或课件里只留要讲的几列",)
    at = table.at or slide.at
    work.diagnostics.append(Diagnostic("table-too-wide", message, at, Severity.WARNING, hints))


def _opening(text: str) -> str:
    text = text.replace(LINE_END, "")
    return text[:_QUOTED_CHARS] + ("…" if len(text) > _QUOTED_CHARS else "")


def _text_in(name: str, texts: Mapping[str, MeasuredText]) -> str:
    """Return the characters of a slot's text; none if it is empty."""
    return "".join(map(plain_text, texts[name].paragraphs)) if name in texts else ""


def _numbers(deck: Deck) -> dict[str, str]:
    """Return the label of each numbered chart and table of the deck by its id."""
    values = (value for slide in deck.slides for value in slide.values)
    return {
        value.id: f"{'表' if isinstance(value, Table) else '图'}{value.number}"
        for value in values
        if isinstance(value, Chart | Table) and value.id and value.number
    }
