"""Find the figures in texts, each with the words around it that say what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.content import quantities
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.model import TableData, YearRecord
from reportgen.content.quantities import Quantity
from reportgen.content.tables.grid import grid_of
from reportgen.spans import Span, span_of

_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_CLAUSE = "，,：:"
_BETWEEN = re.compile(r"[，,、：:]")
#: words that make a figure a part, an average, a change, an aim or the figure of another time
_QUALIFIED = re.compile(
    r"其中|[每平人户]均|每[月周日天年季次人户个名]|各[1-9一二三四五六]|同比|环比|上年|去年|往年|较|"
    r"比(?:上|去|前)|[上下]半年|季度|[0-9一二三四五六七八九十]月|目标|力争|计划|确保|预计|将|"
    r"限值|上限|下限|尚有|剩余|还有|[增减]|提高|下降|超额|满分|不少于|至少|应当|近[两二三四五0-9]年|"
    r"[二两三四五六七八九十0-9]年来|以来|原有|以前|过去"
)
_PARTED = re.compile(r"其中|(?<!集)中[，,]")
_DIGIT = re.compile("[0-9０-９]")


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure in a text and the words around it."""

    quantity: Quantity
    block: TextBlock
    start: int
    end: int
    #: the words of its clause before and after it
    before: str
    after: str
    #: the words of its sentence that may speak of it as well
    wide: str
    #: the word of _QUALIFIED that stands beside it, "" if none does
    qualifier: str = ""

    @property
    def near(self) -> str:
        """The words before and after the figure."""
        return f"{self.before}，{self.after}"

    @property
    def written(self) -> bool:
        """Whether it is written in digits, as counted figures are (GB/T 15835-2011, 4.1)."""
        return bool(_DIGIT.search(self.quantity.text))

    @property
    def span(self) -> Span | None:
        """The place of the figure."""
        return self.block.inside(self.start, self.end)


def mentions_in(record: YearRecord, blocks: Iterable[TextBlock]) -> tuple[FigureMention, ...]:
    """Return the figures in `blocks` and in the tables, in order, without those of plans."""
    mentions: list[FigureMention] = []
    for block in blocks:
        # A cell that holds only a figure is read by `_in_table`, with its row and column.
        alone = block.role is Role.CELL and quantities.parse(block.text.strip()) is not None
        if block.role is not Role.PLAN and not alone:
            mentions += _in_block(block)
    for table in record.tables.values():
        mentions += _in_table(table)
    return tuple(mentions)


def _in_block(block: TextBlock) -> Iterator[FigureMention]:
    text = block.text
    figures = quantities.find_all(text)
    if not figures:
        return
    for sentence in _SENTENCE.finditer(text):
        begin, finish = sentence.span()
        inside = [f for f in figures if begin <= f[0] and f[1] <= finish]
        if not inside:
            continue
        # Words belong to the nearest figure in digits: 这两张表 counts nothing of the record.
        counted = [f for f in inside if _DIGIT.search(f[2].text)]
        around = _Sentence(begin, finish, [f[0] for f in counted], [f[1] for f in counted])
        for figure in inside:
            if not figure[2].ordinal:
                yield _mention(block, around, figure)


class _Sentence(NamedTuple):
    """The bounds of a sentence in its text, and those of the figures in digits in it."""

    begin: int
    finish: int
    starts: list[int]
    ends: list[int]


def _mention(
    block: TextBlock, sentence: _Sentence, figure: tuple[int, int, Quantity]
) -> FigureMention:
    start, end, quantity = figure
    begin, finish, starts, ends = sentence
    text = block.text
    earlier, later = bisect_right(ends, start), bisect_left(starts, end)
    previous = ends[earlier - 1] if earlier else begin
    following = starts[later] if later < len(starts) else finish
    before, after = text[previous:start], text[end:following]
    if previous > begin and (cut := _BETWEEN.search(before)):
        # The words up to the first comma belong to the previous figure.
        before = before[cut.end() :]
    before = before[_clause_begins(before) :] or before
    if cut := _BETWEEN.search(after):
        after = after[: cut.start()]
    # The clause of the first figure describes that figure; the words before it describe all.
    opening = text[begin : starts[0] if starts else start]
    opening = opening[: _clause_begins(opening)]
    tail = text[end:finish] if following == finish else ""
    qualified = _QUALIFIED.search(before) or _QUALIFIED.match(after)
    if not qualified and previous > begin:
        # 86处隐患中，消防通道31处、楼道19处: the figures after 其中 or 中 are parts.
        for part in _PARTED.finditer(text, ends[0], start):
            if not _clause_begins(text[part.end() : start]):
                qualified = part
    qualifier = qualified[0] if qualified else ""
    return FigureMention(
        quantity, block, start, end, before, after, f"{opening}，{tail}", qualifier
    )


def _clause_begins(text: str) -> int:
    """Return the index at which the last clause of `text` begins, after its last comma or colon."""
    return max(map(text.rfind, _CLAUSE)) + 1


def _in_table(table: TableData) -> Iterator[FigureMention]:
    grid = grid_of(table)
    for cells in grid.rows[grid.head_rows :]:
        for cell in cells:
            quantity = quantities.parse(cell.text.strip()) if cell.column else None
            if quantity and quantity.unit and span_of(cell.text):
                row = grid.text(cell.row, 0)
                label = f"{row}{grid.column_name(cell.column)}"
                block = TextBlock(cell.text, Role.CELL, f"表“{table.title}”")
                yield FigureMention(quantity, block, 0, len(cell.text), str(row), "", label)
