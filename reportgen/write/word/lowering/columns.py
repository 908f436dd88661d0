"""The texts of a table decide how wide its columns are and how their text is aligned."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.document.nodes import Align, Column
from reportgen.measure.faces import Face
from reportgen.measure.paragraphs import WORD_INSIDE, MeasuredParagraph, measure
from reportgen.units import TWIPS_PER_PT, twips_of_mm
from reportgen.write.column_widths import CellText, ColumnTexts, at_least, mended

_FIGURE = re.compile(
    r"(?:增长|增加|提高|上升|下降|减少|降低)?[-+−±≥≤>＜<＞约近超]?\d[\d,，.．%％‰/:：~～—\-]*"
    r"(?:[余多]?[十百千万亿]*[余多]?)?(个百分点|[^\d\s]{0,3})"
)
_DATE = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号])?(?:[上中下]旬|底?前?)"
    r"(?:[至—~～-]+(?:\d{1,2}月)?\d{1,2}[日号月])?"
)
_NOTHING = re.compile("[-—–－/／…]+")
_NOTHING_WORD = 3
"""The most characters of a word in place of a figure, such as 无, 持平, 未统计."""
_UNEVEN = re.compile("[\0-/:-\x7f]")
_WHOLE_EM = 4.5
"""Four characters and a narrow mark, 实到/应到: a heading or a name that stays on one line."""
_WIDER = 200.0
"""A letter or % may be so many thousandths of an em wider in the face that a machine has."""
_COUNT_MM, _RATE_MM, _DATE_MM, _NAME_MM, _SIGNATURE_MM = 10.0, 15.0, 18.0, 14.0, 22.0
"""What a column of counts, percentages, dates, names or signatures measures at least."""
_NAMES = re.compile("姓名|.{0,4}人")
_SIGNATURE = re.compile("签名|签字|签章")
_LINE_EM = 20
"""A column as wide as this needs no more room before others have theirs."""
_OWN_SHARE = 0.95
"""The share of its width that a column of sentences keeps whatever other columns ask for."""
_REGISTER_COLUMNS = 5
"""From so many columns on a table is a register, which shows the names in it on one line."""
_NAME_EM = 12
"""The most characters of the name of an organisation, which a register shows on one line."""
_STEP = 60
"""Widths are tried at this distance, in twips: a quarter of a character of 12 points."""
_SHORT_EM = 6
"""The most characters of words that are set in the middle of their column, as names are."""


def share_out(total: int, parts: Sequence[float]) -> list[int]:
    """Return whole widths in the ratio of `parts` that add up to `total` twips."""
    whole = sum(parts)
    out, sum_so_far, last_edge = [], 0.0, 0
    for part in parts:
        sum_so_far += part
        edge = round(total * sum_so_far / whole)
        out.append(edge - last_edge)
        last_edge = edge
    return out


@dataclass(eq=False, slots=True)
class Extent:
    """What the cells of a column need; widths in thousandths of an em of body cells.

    `longest` is the widest line, `body_longest` that of body cells; `word` is the widest piece that
    should stay on one line, a number with its unit or a short heading. `least_mm` is the width that
    a column of its kind has at least. `numbers`, `words` and `others` count the body cells that are
    figures, short words and anything else; a dash or a blank is none of them. `units` are those of
    the figures.
    """

    longest: float = 0.0
    word: float = 0.0
    body_longest: float = 0.0
    least_mm: float = 0.0
    numbers: int = 0
    words: int = 0
    others: int = 0
    units: set[str] = field(default_factory=set)
    texts: dict[tuple[MeasuredParagraph, float], int] = field(default_factory=dict)

    @property
    def figures(self) -> bool:
        """Whether the body cells are figures, with blanks, dashes and a few words among them."""
        return bool(self.numbers) and not self.others and self.words <= self.numbers

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in the body cells: they are for the pen."""
        return not (self.numbers or self.words or self.others)

    def own_room(self, width: float) -> float:
        """Return what of `width` twips no other column may take: all, if it is for the pen."""
        return width if self.is_blank else twips_of_mm(self.least_mm)

    def is_prose(self, column: Column) -> bool:
        """Whether whole sentences stand in a column to which the author gave its width."""
        return column.width > 0 and self.body_longest > _LINE_EM * 1000

    def add(self, text: str, face: Face, scale: float, *, header: bool) -> None:
        """Take the text of one cell into account; `scale` is its size by that of body cells."""
        if header:
            self.least_mm = max(self.least_mm, _least_by_heading(text))
        if not text:
            return
        for line in text.split("\n"):
            measurement = measure(line, face, rules=WORD_INSIDE)
            self.texts[measurement, scale] = self.texts.get((measurement, scale), 0) + 1
            whole = measurement.width * scale
            self.longest = max(self.longest, whole)
            self.word = max(self.word, _piece(line, measurement, scale))
            if not header:
                self.body_longest = max(self.body_longest, whole)
        if not header:
            self._count(text.strip())

    def _count(self, text: str) -> None:
        if match := _FIGURE.fullmatch(text):
            self.numbers += 1
            self.units |= {"%"} if text.endswith(("%", "％")) else {match[1]} - {""}
            self.least_mm = max(
                self.least_mm, _RATE_MM if text.endswith(("%", "％")) else _COUNT_MM
            )
        elif _DATE.fullmatch(text):
            self.others += 1
            self.least_mm = max(self.least_mm, _DATE_MM)
        elif not _NOTHING.fullmatch(text):
            self.words += len(text) <= _NOTHING_WORD
            self.others += len(text) > _NOTHING_WORD


def _least_by_heading(text: str) -> float:
    """Return the width in mm that a column for names or for signatures has at least, else 0."""
    if _SIGNATURE.search(text):
        return _SIGNATURE_MM
    return _NAME_MM if _NAMES.fullmatch(text) else 0.0


def _piece(line: str, measurement: MeasuredParagraph, scale: float) -> float:
    """Return the width of the longest piece of a line that should not be divided."""
    whole = measurement.width * scale
    if whole <= _WHOLE_EM * 1000 or _FIGURE.fullmatch(line.strip()) or _DATE.fullmatch(line):
        return whole + _spare(line)
    return measurement.longest_piece * scale


def _spare(text: str) -> float:
    """Return the room that letters and marks may need more in a substitute face."""
    return _WIDER * len(_UNEVEN.findall(text))


@dataclass(frozen=True, slots=True)
class Scale:
    """How closely a table is set: the size of its text and the margin on either side of a cell."""

    size_pt: float
    side_margin: int

    def twips(self, ems: float) -> float:
        """Return the width of a column for `ems` thousandths of an em of text."""
        # One more point keeps a heading on its line in a face that is a little wider.
        return (ems * self.size_pt / 1000 + 1) * TWIPS_PER_PT + 2 * self.side_margin


def fits(extents: Sequence[Extent], total: int, scale: Scale) -> bool:
    """Whether nothing that should stay on one line is divided at this scale."""
    return sum(scale.twips(extent.word) for extent in extents) <= total


def keeps_names(extents: Sequence[Extent], total: int, scale: Scale) -> bool:
    """Whether also the names in the cells of a register stay on one line at this scale."""
    if len(extents) < _REGISTER_COLUMNS:
        return True
    names = (e.body_longest if e.body_longest <= _NAME_EM * 1000 else 0.0 for e in extents)
    needs = (max(e.word, name) for e, name in zip(extents, names, strict=True))
    return sum(map(scale.twips, needs)) <= total


def drawn_widths(
    columns: Sequence[Column], extents: Sequence[Extent], total: int, scale: Scale
) -> list[int]:
    """Return the widths of a form in the ratio in which it is drawn, as far as no word is divided."""
    whole = sum(column.width for column in columns)
    wishes = [total * column.width / whole for column in columns]
    least = [min(scale.twips(extent.word), total / 2) for extent in extents]
    return share_out(total, at_least(wishes, least, total))


def widths(
    columns: Sequence[Column], extents: Sequence[Extent], total: int, scale: Scale
) -> list[int]:
    """Return widths in twips that fill `total`: narrow columns keep to their content.

    Widths given by the author are ratios, kept as far as no cell breaks badly. No cell ends in a
    lone character where other widths avoid it.
    """
    least = [min(scale.twips(extent.word), total / 2) for extent in extents]
    wishes = share_out(total, _wishes(columns, extents, least, total, scale))
    em = scale.size_pt * TWIPS_PER_PT
    texts = [
        ColumnTexts(
            [CellText(text, em * by, cells) for (text, by), cells in extent.texts.items()],
            2 * scale.side_margin,
            max(low, min(wish, extent.own_room(wish)), _OWN_SHARE * wish * extent.is_prose(column)),
        )
        for column, extent, low, wish in zip(columns, extents, least, wishes, strict=True)
    ]
    return mended(texts, wishes, _STEP)


def _wishes(
    columns: Sequence[Column],
    extents: Sequence[Extent],
    least: Sequence[float],
    total: int,
    scale: Scale,
) -> Sequence[float]:
    """Return widths by what the columns hold, before the ends of their lines are looked at."""
    natural = [max(scale.twips(e.longest), low) for e, low in zip(extents, least, strict=True)]
    floors = [max(wide, twips_of_mm(e.least_mm)) for e, wide in zip(extents, natural, strict=True)]
    if sum(floors) <= total:
        natural = floors
    ratios = [column.width for column in columns if column.width > 0]
    all_given = len(ratios) == len(columns)
    if not all_given:
        mean = sum(ratios) / len(ratios) if ratios else 1.0
        natural = [
            total / len(columns) * column.width / mean if column.width > 0 else wide
            for column, wide in zip(columns, natural, strict=True)
        ]
        least = [min(low, wide) for low, wide in zip(least, natural, strict=True)]
    # A column takes what its longest line asks for, up to a line of some length.
    line = [
        max(low, min(wide, scale.twips(_LINE_EM * 1000)))
        for low, wide in zip(least, natural, strict=True)
    ]
    # Where that is too much, headings break and the cells below them keep to one line.
    cells = [
        max(low, min(wide, scale.twips(e.body_longest)))
        for e, low, wide in zip(extents, least, line, strict=True)
    ]
    low = next((low for low in (natural, line, cells) if sum(low) <= total), least)
    if all_given:
        wishes = [total * width / sum(ratios) for width in ratios]
        # A column for the pen has nothing that would hold its width.
        low = [
            max(least_width, wish) if extent.is_blank else least_width
            for extent, least_width, wish in zip(extents, low, wishes, strict=True)
        ]
        return at_least(wishes, low, total)
    if low is natural:
        return _spread(natural, total)
    return least if sum(least) >= total else _fill(low, natural, total)


def _spread(natural: Sequence[float], total: int) -> Sequence[float]:
    """Return widths with the room to spare shared out."""
    spare, count, whole = total - sum(natural), len(natural), sum(natural)
    # It goes to every column alike, and in part by its content.
    return [n + spare * (0.5 / count + 0.5 * n / whole) for n in natural]


def _fill(least: Sequence[float], natural: Sequence[float], total: int) -> list[float]:
    """Return widths from `least` on, filled up towards `natural` until `total` is used."""
    out = list(least)
    while (rest := total - sum(out)) > 1:
        # Long texts wrap anyway: the square root keeps one from starving the others.
        wants = [math.sqrt(max(0.0, n - w)) for n, w in zip(natural, out, strict=True)]
        whole = sum(wants)
        if not whole:
            break
        for i, want in enumerate(wants):
            out[i] = min(natural[i], out[i] + rest * want / whole)
    return out


@dataclass(frozen=True, slots=True)
class ColumnSetting:
    """How the body cells of a column are set; `inset` is the room right of their text, in twips."""

    align: Align
    inset: int = 0


def column_setting(
    column: Column, extent: Extent, width: int, scale: Scale, *, form: bool = False
) -> ColumnSetting:
    """Return how a column's cells are set: figures end under one another, in the middle.

    Figures of different units have no digits to compare: each stands in the middle.
    The figures of a form have different units, and stand where the form has them.
    """
    if form and column.align == "center":
        return ColumnSetting("center")
    alike = extent.figures and len(extent.units) <= 1
    if column.align == "right" or alike:
        room = width - round(scale.twips(extent.body_longest))
        return ColumnSetting("right", max(0, room // 2))
    is_short = extent.body_longest <= _SHORT_EM * 1000
    if column.align == "center" or extent.figures or is_short:
        return ColumnSetting("center")
    return ColumnSetting("left")
