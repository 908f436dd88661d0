"""The size, the gaps and the line ends at which text stands inside its slot.

A text is measured once, in ems; the sizes and the pages to try are tried on what was measured.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from reportgen.measure import (
    SLIDE,
    USED_SHARE,
    Box,
    BoxLayout,
    Face,
    LineRules,
    LineSpan,
    MeasuredParagraph,
    StyledRun,
    TextStyle,
    balanced_lines,
    breaks_cleanly,
    excess_chars,
    face,
    find_cut,
    lay_out,
    measure,
    measure_runs,
    opens_with_number,
    parts_words,
    sizes,
)
from reportgen.measure.boxes import ORPHAN_CHARS
from reportgen.spans import Span
from reportgen.theme.deck import SlotBox
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import (
    LINE_END,
    Paragraph,
    broken_at,
    plain_text,
    split_at,
)

_BALANCED = frozenset({"title", "lead", "card-title"})
_FEW_LINES = 3  # a text of fewer line ends is broken by sense too where it would part a word
_NARROW_LINE = 14  # characters; in so short a line each end is seen
_SEEN_LINE = 30  # characters; in so short a line the end of the first of two is seen
_STUMP_SHARE = 0.3  # of the first of two lines; a second line as short as that is a stump
_MOST_NARROW = 6  # a text of fewer line ends is broken by sense too where its lines are so short
_CLAUSE = re.compile("[，、；：。！？”》）]")
# Slots of two names that stand side by side as a pair.
_PAIRED = {"power": "type", "head-this": "head-last", "head-measure": "head-problem"}
_STEP_PT = 1.0
_LEAST_RUNNING_SHARE = 0.82  # of its size running text gives up so much for lines without flaws
_LEAST_SHARE = 0.8  # of its size a title gives up so much for lines that end by sense
_FEWEST_NAMED = 2  # a single point needs no name above it
_LARGER_SHARE = 1.1  # of the size beside its name, at which a text stands below it instead
_WRAPPED_SHARE = 0.85  # the same where it ran on beside its name
_LEAST_NAME_SHARE = 0.7  # and so much a name
_LEAST_SHARE_OF_OWN_LINES = 0.75  # and so much a text whose author ended its lines, for those lines
_SMALLEST_PT = 1.0  # PowerPoint's own least size
_LEAST_UNIT_PT = 14.0
_TIGHTEST_GAP = 0.4  # of the layout's gap between paragraphs, before the text itself shrinks
# Measured in LibreOffice's PDF: between Chinese and Latin a fifth of the line, at least this.
_LATIN_GAP_EM = 0.24
#: A paragraph of more characters than this is not broken by sense: looking for its lines takes too long.
_LONGEST_BY_SENSE = 600
#: the gap between a numeral and its unit, in ems of the numeral
UNIT_GAP_EM = 0.12
_SPARE_EM = 0.5  # a word that wraps earlier shows at once: keep off the edge


@dataclass(frozen=True, eq=False, slots=True)
class SlotMetrics:
    """What the measure has to know of a slot, at the layout's size."""

    slot: SlotBox
    box: Box
    style: TextStyle
    bold_face: Face
    unit_face: Face | None
    size_group: tuple[str, float]
    """Shared by the slots whose texts stand beside one another, at one size."""


@dataclass(frozen=True, eq=False, slots=True)
class MeasuredText:
    """The paragraphs of a slot, measured for it; `measured` has one entry a paragraph."""

    paragraphs: tuple[Paragraph, ...]
    metrics: SlotMetrics
    measured: tuple[MeasuredParagraph, ...]


@lru_cache(maxsize=4096)
def slot_metrics(slot: SlotBox) -> SlotMetrics:
    """Return the metrics of a slot."""
    own_face = face(slot.east_asian, slot.latin, bold=slot.bold)
    style = TextStyle(
        own_face,
        slot.size_pt,
        line_pt=slot.line_pt or None,
        line_ratio=slot.line_ratio,
        space_before_pt=slot.space_before_pt * _TIGHTEST_GAP,
        tracking_pt=slot.tracking_pt,
        left_indent_pt=slot.left_indent_pt,
        # A bullet hangs in the room of a negative indent.
        first_indent_pt=max(slot.first_indent_pt, 0),
        spare_em=_SPARE_EM,
        rules=slide_rules(own_face),
    )
    base, _, ending = slot.name.rpartition("-")
    base = base if ending.isdigit() else slot.name
    return SlotMetrics(
        slot,
        Box(slot.line_length_pt, slot.depth_pt),
        style,
        face(slot.east_asian, slot.latin, bold=True),
        face(slot.unit.east_asian, slot.unit.latin) if slot.unit else None,
        (_PAIRED.get(base, base), slot.size_pt),
    )


def slide_rules(face: Face) -> LineRules:
    """Return the rules by which programs set Chinese and Latin side by side in a face."""
    return SLIDE._replace(latin_gap_em=max(_LATIN_GAP_EM, 0.2 * face.line_em))


def unit_size(slot: SlotBox, size_pt: float) -> float:
    """Return the size in points of a unit whose numeral is set at `size_pt`; it stays legible."""
    if slot.unit is None:
        return size_pt
    scaled = int(slot.unit.size_pt * size_pt / slot.size_pt * 2) / 2
    return max(scaled, min(slot.unit.size_pt, _LEAST_UNIT_PT))


# Titles, labels and footers return from slide to slide and from deck to deck.
@lru_cache(maxsize=2048)
def measure_for(slot: SlotBox, paragraphs: tuple[Paragraph, ...]) -> MeasuredText:
    """Measure paragraphs for a slot."""
    metrics = slot_metrics(slot)
    measured = tuple(_measured(paragraph, metrics) for paragraph in paragraphs)
    return MeasuredText(paragraphs, metrics, measured)


def _measured(paragraph: Paragraph, metrics: SlotMetrics) -> MeasuredParagraph:
    """Measure a paragraph in ems of the layout's size; a numeral's unit shrinks with it."""
    slot, style = metrics.slot, metrics.style
    # Tracking stays as it is when the size shrinks: in ems it is largest at the least size.
    tracking_em = slot.tracking_pt / slot.min_pt
    if not any(run.bold or run.unit for run in paragraph):
        text = plain_text(paragraph)
        return measure(text, style.face, tracking_em=tracking_em, rules=style.rules)
    runs: list[StyledRun] = []
    for run in paragraph:
        if run.unit and slot.unit and metrics.unit_face:
            if runs and run.text[:1].isascii():
                # A Latin unit needs this gap added; before a Chinese one the measure adds a gap itself.
                gap_pt = UNIT_GAP_EM * slot.size_pt / len(runs[-1].text)
                runs[-1] = runs[-1]._replace(tracking_pt=runs[-1].tracking_pt + gap_pt)
            # At the least size of the numeral its unit is as wide, in ems, as it gets.
            widest_pt = unit_size(slot, slot.min_pt) * slot.size_pt / slot.min_pt
            unit_pt = max(slot.unit.size_pt, widest_pt)
            runs.append(StyledRun(run.text, metrics.unit_face, unit_pt))
        else:
            run_face = metrics.bold_face if run.bold else style.face
            tracking_pt = tracking_em * slot.size_pt
            runs.append(StyledRun(run.text, run_face, slot.size_pt, tracking_pt))
    measured = measure_runs(runs, slot.size_pt, rules=style.rules)
    if any(run.unit for run in paragraph):
        # The room behind a numeral is free: none need be kept for a word that wraps earlier.
        return replace(measured, gap_total=_SPARE_EM * 1000)
    return measured


# The fit, the group of the slot and the placing each need the layout at one size.
@lru_cache(maxsize=2048)
def _layout(text: MeasuredText, size_pt: float) -> BoxLayout:
    """Return how a text stands in its slot at a size in points."""
    return lay_out(text.measured, text.metrics.box, text.metrics.style, size_pt)


@lru_cache(maxsize=2048)
def _widest_layout(text: MeasuredText, size_pt: float) -> BoxLayout:
    """Return how a text stands at a size in points in a program that fills lines to the edge of the slot."""
    box = text.metrics.box
    widest = replace(box, width_pt=box.width_pt / USED_SHARE)
    return lay_out(text.measured, widest, text.metrics.style, size_pt)


def _orphans(text: MeasuredText, size_pt: float) -> int:
    """Return how many paragraphs end, in PowerPoint or in LibreOffice, on a line of one or two characters."""
    layout = _layout(text, size_pt)
    if layout.lines <= len(text.paragraphs):
        return 0
    return max(layout.orphans, _widest_layout(text, size_pt).orphans)


def _flaws(text: MeasuredText, size_pt: float) -> int:
    """Return what the line ends of a text cost: orphans, and ends against the sense in a few lines.

    A parted word costs two, another end that a reader does not expect one.
    """
    by_sense = _broken_by_sense(text, size_pt)
    cost = 0
    spans = _layout(by_sense, size_pt).spans
    for paragraph, broken, lines in zip(text.paragraphs, by_sense.paragraphs, spans, strict=True):
        if len(lines) < 2:
            continue
        longest = max(line.inside - line.start for line in lines)
        if longest <= _NARROW_LINE or len(lines) <= _FEW_LINES:
            whole = plain_text(paragraph)
            ends = _ends_of(lines, plain_text(broken), whole)
            if parts_words(whole, ends):
                cost += 2
            elif not breaks_cleanly(whole, ends, text.metrics.style.face):
                cost += 1
    return _orphans(by_sense, size_pt) + cost


def _ends_of(lines: Sequence[LineSpan], broken: str, whole: str) -> list[int]:
    """Return the ends of lines of the text `broken` as places in `whole`, without the author's own ends.

    `broken` is `whole` with line ends of the program.
    """
    ends, end = [], 0
    for line in lines[:-1]:
        end += len(broken[line.start : line.inside])
        end += len(whole[end:]) - len(whole[end:].lstrip(f" {LINE_END}"))
        if whole[end - 1] != LINE_END:
            ends.append(end)
    return ends


def fits(text: MeasuredText) -> bool:
    """Tell whether a text fits its slot, at the least size if need be."""
    slot = text.metrics.slot
    return fits_at(text, slot.size_pt) or fits_at(text, slot.min_pt)


def fits_at(text: MeasuredText, size_pt: float) -> bool:
    """Tell whether a text fits its slot at a size; a numeral fits only on a line of its own."""
    layout = _layout(text, size_pt)
    one_line = text.metrics.slot.role == "numeral"
    return layout.fits and not (one_line and layout.lines > len(text.paragraphs))


def in_larger_boxes(texts: Mapping[str, MeasuredText]) -> dict[str, MeasuredText]:
    """Return the texts of a slide by slot, in larger boxes where they do not fit their own.

    Where one of the slots that stand beside one another needs its larger box, all take theirs, and
    the kicker above a title that does takes its own. A name stays on its line at a size that is a
    little smaller.
    """
    crowded = {
        text.metrics.size_group
        for text in texts.values()
        if any(text.metrics.slot.grow) and not _has_room(text)
    }
    if "kicker" in texts and any(
        text.metrics.slot.is_title and text.metrics.size_group in crowded for text in texts.values()
    ):
        crowded.add(texts["kicker"].metrics.size_group)
    if not crowded:
        return dict(texts)
    return {
        name: measure_for(text.metrics.slot.largest, text.paragraphs)
        if text.metrics.size_group in crowded
        else text
        for name, text in texts.items()
    }


def _has_room(text: MeasuredText) -> bool:
    """Tell whether a text needs no larger box: it fits, and its lines end as a reader expects."""
    return fits_at(text, _easy_size(text.metrics.slot)) and _stands_well(text, _largest_size(text))


def _easy_size(slot: SlotBox) -> float:
    """Return the size down to which a text shrinks before it needs a larger box."""
    if slot.role in ("body", "caption"):
        return slot.size_pt
    return max(slot.min_pt, math.ceil(slot.size_pt * _LEAST_SHARE))


def fitting_chars(text: MeasuredText) -> int:
    """Return about how many characters of a text fit its slot at the least size."""
    metrics = text.metrics
    least = metrics.slot.min_pt
    return max(length(text) - excess_chars(text.measured, metrics.box, metrics.style, least), 0)


def common_size(group: Sequence[MeasuredText]) -> float:
    """Return the largest size in points at which every text of a group fits its slot.

    A little less is taken where fewer paragraphs then end on one or two characters, or have line ends
    against the sense.
    """
    size = min(_readable_size(text) for text in group)
    least = max(text.metrics.slot.min_pt for text in group)
    # What is broken by sense has no short last lines.
    running = [text for text in group if text.metrics.slot.role not in _BALANCED]
    best, fewest = size, sum(_flaws(text, size) for text in running)
    for smaller in sizes(size, max(least, math.ceil(size * _LEAST_RUNNING_SHARE)), _STEP_PT):
        if not fewest:
            break
        flaws = sum(_flaws(text, smaller) for text in running)
        if flaws < fewest:
            best, fewest = smaller, flaws
    return best


def sizes_of(texts: Mapping[str, MeasuredText]) -> dict[str, float]:
    """Return the size in points of each text of a slide; those beside one another share one.

    A name that needs type below the least size of its slot has a size of its own.
    """
    groups: dict[tuple[str, float], list[str]] = {}
    for name, text in texts.items():
        groups.setdefault(text.metrics.size_group, []).append(name)
    sizes: dict[str, float] = {}
    for names in groups.values():
        size = common_size([texts[name] for name in names])
        for name in names:
            text = texts[name]
            least = text.metrics.slot.min_pt
            sizes[name] = max(size, least) if fits(text) else common_size([text])
    return sizes


def drawn_size(text: MeasuredText, size_pt: float) -> tuple[float, float]:
    """Return the width of the longest line of a text and the height of its lines, in points."""
    layout, slot = _layout(text, size_pt), text.metrics.slot
    width = _longest_line(text, layout) * size_pt / 1000
    return min(width, slot.width_pt), min(layout.height_pt, slot.height_pt)


def _longest_line(text: MeasuredText, layout: BoxLayout) -> float:
    """Return the width of the longest line of a text; the unit is a thousandth of an em."""
    widths = [
        paragraph.offsets[line.inside] - paragraph.offsets[line.start]
        for paragraph, lines in zip(text.measured, layout.spans, strict=True)
        for line in lines
    ]
    return max(widths, default=0.0)


def _readable_size(text: MeasuredText) -> float:
    """Return the largest size at which a text fits; a list takes a little less to stand on one line a point."""
    largest, style = _largest_size(text), text.metrics.style
    if not style.left_indent_pt or largest < text.metrics.slot.min_pt:
        return largest
    for size in sizes(largest, max(largest * _LEAST_SHARE, text.metrics.slot.min_pt), _STEP_PT):
        if _stands_on_own_lines(text, size):
            return size
    return largest


def _stands_on_own_lines(text: MeasuredText, size_pt: float) -> bool:
    """Tell whether no line of a text ends but where its author or the program ended it."""
    own = sum(plain_text(paragraph).count(LINE_END) + 1 for paragraph in text.paragraphs)
    return _layout(text, size_pt).lines == own


def with_names_above(texts: Mapping[str, MeasuredText]) -> dict[str, MeasuredText]:
    """Return the texts of a slide by slot; in a list of names and texts each name stands above its text.

    So they are set where the texts then stand on one line each, in larger type or where they did not.
    """
    lists = {name: text for name, text in texts.items() if text.metrics.style.left_indent_pt}
    above = {name: _names_above(text) for name, text in lists.items()}
    lists_above = {name: text for name, text in above.items() if text is not None}
    if not lists or len(lists_above) < len(lists):
        return dict(texts)
    beside_pt, above_pt = (
        min(map(_readable_size, group.values())) for group in (lists, lists_above)
    )
    if not all(_stands_on_own_lines(text, above_pt) for text in lists_above.values()):
        return dict(texts)
    wraps = not all(_stands_on_own_lines(text, beside_pt) for text in lists.values())
    larger = above_pt >= beside_pt * (_WRAPPED_SHARE if wraps else _LARGER_SHARE)
    return {**texts, **lists_above} if larger else dict(texts)


def _names_above(text: MeasuredText) -> MeasuredText | None:
    """Return a list with each name above its text, None where not all its points have names."""
    paragraphs = [above for above in map(_name_above, text.paragraphs) if above is not None]
    if not _FEWEST_NAMED <= len(paragraphs) == len(text.paragraphs):
        return None
    above = measure_for(text.metrics.slot, tuple(paragraphs))
    return above if fits(above) else None


def _name_above(paragraph: Paragraph) -> Paragraph | None:
    """Return a point with a line end behind its name, None where it has no name."""
    if len(paragraph) < 2 or not paragraph[0].bold or not paragraph[1].text.startswith("\u3000"):
        return None
    name, text, *rest = paragraph
    ended = text._replace(text=LINE_END + text.text.removeprefix("\u3000"))
    return (name, ended, *rest) if "\u3000" not in name.text else None


# The choice of a box and the group of the slot each need the largest size.
@lru_cache(maxsize=2048)
def _largest_size(text: MeasuredText) -> float:
    """Return the largest size at which a text fits.

    A name that does not fit at the least size of its slot is set smaller: it is never cut.
    """
    slot = text.metrics.slot
    largest = clean = by_clause = by_sense = 0.0
    share = _LEAST_NAME_SHARE if slot.role == "card-title" else _LEAST_SHARE
    own_lines = any(LINE_END in plain_text(paragraph) for paragraph in text.paragraphs)
    if own_lines:
        share = _LEAST_SHARE_OF_OWN_LINES
    for size in sizes(slot.size_pt, slot.min_pt, _STEP_PT):
        if size < largest * share:
            break
        if fits_at(text, size):
            largest = largest or size
            if _stands_well(text, size):
                if _ends_with_clauses(text, size):
                    return size
                clean = clean or size
            elif not by_clause and _ends_everywhere_with_clauses(text, size):
                by_clause = size
            elif own_lines and not by_sense and _stands_well(text, size, may_part_own_lines=True):
                by_sense = size
    if largest:
        return clean or by_clause or by_sense or largest
    for size in sizes(slot.min_pt, _SMALLEST_PT, _STEP_PT):
        if fits_at(text, size):
            # Where Latin stands in it, a full box of small type has no room for an early line end.
            unsure = any(paragraph.gap_total for paragraph in text.measured)
            return max(size - _STEP_PT, _SMALLEST_PT) if unsure else size
    return _SMALLEST_PT


def _stands_well(text: MeasuredText, size_pt: float, *, may_part_own_lines: bool = False) -> bool:
    """Tell whether the lines of a title or name end where a reader expects it.

    The author's own lines stand whole unless `may_part_own_lines`.
    """
    balanced = text.metrics.slot.role in _BALANCED
    if not balanced or _layout(text, size_pt).lines == len(text.paragraphs):
        return True
    by_sense = _broken_by_sense(text, size_pt)
    spans = _layout(by_sense, size_pt).spans
    for paragraph, by_sense_paragraph, lines_of in zip(
        text.paragraphs, by_sense.paragraphs, spans, strict=True
    ):
        whole, broken = plain_text(paragraph), plain_text(by_sense_paragraph)
        if LINE_END in whole:
            if len(lines_of) <= whole.count(LINE_END) + 1:
                continue
            if not may_part_own_lines:
                return False
        ends = _ends_of(lines_of, broken, whole)
        if not breaks_cleanly(whole, ends, text.metrics.style.face):
            return False
    return True


def _ends_with_clauses(text: MeasuredText, size_pt: float) -> bool:
    """Tell whether each line of a sentence in large type that takes several is one or more clauses."""
    if not text.metrics.slot.is_title or _layout(text, size_pt).lines < _FEW_LINES:
        return True
    for paragraph in _broken_by_sense(text, size_pt).paragraphs:
        *lines, _ = plain_text(paragraph).split(LINE_END)
        if len(_CLAUSE.findall(plain_text(paragraph))) >= len(lines) and not all(
            _CLAUSE.match(line[-1:]) for line in lines
        ):
            return False
    return True


def _ends_everywhere_with_clauses(text: MeasuredText, size_pt: float) -> bool:
    """Tell whether every line except the last ends at a punctuation mark."""
    by_sense = _broken_by_sense(text, size_pt)
    spans = _layout(by_sense, size_pt).spans
    return all(
        _CLAUSE.match(plain_text(paragraph)[line.inside - 1 : line.inside])
        for paragraph, lines in zip(by_sense.paragraphs, spans, strict=True)
        for line in lines[:-1]
    )


def place(
    text: MeasuredText, size_pt: float, target: str = "", at: Span | None = None
) -> PlacedText:
    """Return the text set at `size_pt`.

    `target` is the id of the slide a click leads to, `at` where the text was written.
    """
    slot = text.metrics.slot
    layout = _layout(text, size_pt)
    if layout.fits and layout.lines > len(text.paragraphs):
        text = _broken_by_sense(text, size_pt)
    stood = _layout(text, size_pt)
    gap_pt = _gap(text, stood.height_pt)
    if slot.vertical:
        columns = sum(map(len, stood.spans))
        depth_pt = columns * stood.line_pt + gap_pt * (len(text.paragraphs) - 1)
        slot = slot.around(depth_pt, _longest_line(text, stood) * size_pt / 1000)
    return PlacedText(slot, text.paragraphs, size_pt, layout.line_pt, gap_pt, target, at)


def placed_lines(placed: PlacedText) -> Sequence[Sequence[LineSpan]]:
    """Return the lines of each paragraph of a text as it stands in its slot."""
    return _layout(measure_for(placed.slot, placed.paragraphs), placed.size_pt).spans


def length(text: MeasuredText) -> int:
    """Return how many characters a text has."""
    return sum(len(plain_text(paragraph)) for paragraph in text.paragraphs)


def _gap(text: MeasuredText, height_pt: float) -> float:
    """Return the gap between paragraphs: the layout's, or what the room left over allows."""
    slot, tightest = text.metrics.slot, text.metrics.style.space_before_pt
    between = len(text.paragraphs) - 1
    if between < 1 or not slot.space_before_pt:
        return slot.space_before_pt
    room = slot.depth_pt - height_pt
    return max(min(slot.space_before_pt, int(tightest + room / between)), 0)


def pages_of(text: MeasuredText) -> list[MeasuredText]:
    """Divide running text over as many boxes as it needs, as evenly as whole paragraphs allow."""
    if fits(text):
        return [text]
    pages: list[MeasuredText] = []
    rest = text
    while rest.paragraphs:
        page, rest = _first_page(rest)
        pages.append(page)
    return _even_pages(text, len(pages)) or pages


def _first_page(text: MeasuredText) -> tuple[MeasuredText, MeasuredText]:
    """Return what one box holds at the least size, and what is left."""
    metrics = text.metrics
    least, room = metrics.slot.min_pt, metrics.box.height_pt
    while True:
        box = replace(metrics.box, height_pt=room)
        cut = find_cut(text.measured, box, metrics.style, least)
        if cut is None:
            return text, MeasuredText((), metrics, ())
        page, left = _divided(text, cut.paragraph, cut.offset)
        # The part that was cut off may itself be text whose line ends cannot be foretold.
        room -= metrics.style.line_pitch(least)
        if room <= 0 or fits(page):
            return page, left


def _divided(text: MeasuredText, count: int, offset: int) -> tuple[MeasuredText, MeasuredText]:
    """Return the first `count` paragraphs and `offset` characters more, and what is left."""
    slot = text.metrics.slot
    before, after = text.paragraphs[:count], text.paragraphs[count:]
    if offset:
        head, tail = split_at(after[0], offset)
        before, after = (*before, head), (tail, *after[1:]) if tail else after[1:]
    return measure_for(slot, before), measure_for(slot, after)


def _even_pages(text: MeasuredText, count: int) -> list[MeasuredText] | None:
    """Divide whole paragraphs over `count` pages of about one height, if each fits."""
    paragraphs, metrics = text.paragraphs, text.metrics
    if count > len(paragraphs):
        return None
    least = metrics.slot.min_pt
    heights = [
        lay_out([measured], metrics.box, metrics.style, least).height_pt
        for measured in text.measured
    ]
    pages: list[MeasuredText] = []
    start = 0
    for pages_left in range(count, 0, -1):
        share, height, end = sum(heights[start:]) / pages_left, 0.0, start
        last = len(paragraphs) - (pages_left - 1)
        while end < last and (end == start or height + heights[end] / 2 <= share):
            height += heights[end]
            end += 1
        if pages_left == 1:
            end = len(paragraphs)
        pages.append(MeasuredText(paragraphs[start:end], metrics, text.measured[start:end]))
        start = end
    return pages if all(fits(page) for page in pages) else None


# The fit and the placing each need the lines at one size.
@lru_cache(maxsize=2048)
def _broken_by_sense(text: MeasuredText, size_pt: float) -> MeasuredText:
    """Return the text with its lines broken by sense, if it fits so."""
    layout = _layout(text, size_pt)
    paragraphs = tuple(
        _paragraph_by_sense(text, index, size_pt, layout) for index in range(len(text.paragraphs))
    )
    if paragraphs == text.paragraphs:
        return text
    by_sense = measure_for(text.metrics.slot, paragraphs)
    return by_sense if _layout(by_sense, size_pt).fits else text


def _may_end_later(text: MeasuredText, index: int, size_pt: float, line: LineSpan) -> bool:
    """Tell whether a program that sets Latin closer has room for one more character on a line."""
    measured, metrics = text.measured[index], text.metrics
    width = metrics.box.width_pt - metrics.style.left_indent_pt
    needed = measured.offsets[line.end + 1] - measured.offsets[line.start] - measured.gap_total
    return needed * size_pt / 1000 <= width


def _paragraph_by_sense(
    text: MeasuredText, index: int, size_pt: float, layout: BoxLayout
) -> Paragraph:
    """Return a paragraph with line ends of its own where its lines would end against the sense."""
    paragraph, metrics = text.paragraphs[index], text.metrics
    characters = plain_text(paragraph)
    own_lines = characters.count(LINE_END) + 1
    if 1 < own_lines == len(layout.spans[index]) or len(characters) > _LONGEST_BY_SENSE:
        return paragraph
    is_title = metrics.slot.role in _BALANCED
    own_ends: list[int] = []
    parted = False
    if not is_title:
        if own_lines > 1:
            return paragraph
        *ends, last = [line.end for line in layout.spans[index]]
        if not ends:
            return paragraph
        # A program that parts a number from its unit would end these lines later.
        own_ends = [end for end in ends if opens_with_number(characters, [end])]
        two_lines = len(ends) == 1 and ends[0] <= _SEEN_LINE
        if two_lines and _may_end_later(text, index, size_pt, layout.spans[index][0]):
            own_ends = ends
        narrow = max(b - a for a, b in pairwise((0, *ends, last))) <= _NARROW_LINE
        is_running = bool(metrics.style.left_indent_pt) and not (narrow or two_lines)
        if is_running or len(ends) >= (_MOST_NARROW if narrow else _FEW_LINES):
            return broken_at(paragraph, own_ends) if own_ends else paragraph
        widest_last = _widest_layout(text, size_pt).spans[index][-1]
        short = min(last - ends[-1], widest_last.inside - widest_last.start) <= ORPHAN_CHARS
        parted = short or parts_words(characters, ends)
        rough = (narrow or two_lines) and not breaks_cleanly(characters, ends, metrics.style.face)
        stump = two_lines and last - ends[0] <= _STUMP_SHARE * ends[0]
        if not (parted or rough or stump or own_ends):
            return paragraph
    others = layout.lines - len(layout.spans[index])
    room = int(metrics.box.height_pt / layout.line_pt) - others
    lines = balanced_lines(
        characters,
        metrics.style.face,
        size_pt,
        metrics.box.width_pt * USED_SHARE - metrics.style.left_indent_pt,
        most_lines=max(room, 1),
        tracking_pt=metrics.slot.tracking_pt,
        rules=metrics.style.rules,
    )
    ends = [line.end for line in lines[:-1] if characters[line.end - 1] != LINE_END]
    if not is_title and not (
        len(lines) <= len(layout.spans[index])
        and not parts_words(characters, ends)
        and (parted or breaks_cleanly(characters, ends, metrics.style.face))
    ):
        ends = own_ends
    return broken_at(paragraph, ends) if ends else paragraph
