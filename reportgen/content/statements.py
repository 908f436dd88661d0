"""What the texts of a branch's year state already, so that a template writes it only where they do not.

A figure is stated in a sentence, a row of a table or a bar of a chart that has its value and two
characters in a row of its label or of an alias: 隐患83处整改到位 states 整改隐患: 83处, 四十分钟恢复供水 states
恢复供水: 40分钟.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.chinese import chinese_number
from reportgen.content.chapters import YearChapter
from reportgen.content.figures import plain
from reportgen.content.model import ChartData, Figure, TableData, YearRecord
from reportgen.content.quantities import Quantity
from reportgen.content.tables.grid import grid_of

#: marks that stand around words and are no part of them
_MARKS = re.compile(r"\*\*|[“”]")
#: characters that may stand inside a number beside the digits, such as the point of 3.5
_IN_NUMBER = ".〇零一二三四五六七八九十百千万"
_SENTENCE_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Statements:
    """The sentences, rows and bars of a year, as words are compared."""

    #: without spaces, each between two line ends
    text: str

    def has(self, words: object) -> bool:
        """Return whether one of the sentences contains `words`; their last 。 does not count."""
        return _plain(str(words)).rstrip("。") in self.text

    def has_figure(self, figure: Figure) -> bool:
        """Return whether the value of `figure` is stated under its name."""
        names = [_plain(name) for name in (figure.label, *figure.aliases)]
        pairs = {name[i : i + 2] for name in names for i in range(max(1, len(name) - 1))}
        return any(
            any(pair in sentence for pair in pairs)
            for value in _values(figure)
            for sentence in self._with_value(value)
        )

    def _with_value(self, value: str) -> Iterator[str]:
        """Yield the sentences with a value that is not the end of a longer number."""
        at = self.text.find(value)
        while at >= 0:
            before = self.text[at - 1]
            if not (before.isdecimal() or before in _IN_NUMBER):
                yield self.text[self.text.rfind("\n", 0, at) + 1 : self.text.find("\n", at)]
            at = self.text.find(value, at + 1)


def _values(figure: Figure) -> Iterator[str]:
    """Yield the value of a figure as it is written, and a whole number with its unit in Chinese."""
    value = figure.value
    yield _plain(str(value))
    if isinstance(value, Quantity) and value.unit_text and value.number_text.isdecimal():
        yield chinese_number(int(value.number_text)) + _plain(value.unit_text)


def statements_of(record: YearRecord, chapters: Iterable[YearChapter]) -> Statements:
    """Return what the report of a year says in sentences, tables and charts."""
    texts = (part for text in _texts(record, chapters) for part in _SENTENCE_END.split(text))
    rows = (row for table in record.tables.values() for row in _rows(table))
    bars = (bar for chart in record.charts.values() for bar in _bars(chart))
    parts = (_plain(part) for part in (*texts, *rows, *bars))
    return Statements("\n".join(["", *filter(None, parts), ""]))


def _texts(record: YearRecord, chapters: Iterable[YearChapter]) -> Iterator[str]:
    yield record.opening
    for chapter in chapters:
        yield from (chapter.title, chapter.lead)
        for work in chapter.works:
            yield from (work.title, work.text or work.slide.brief)
    for followup in record.followups:
        yield from (followup.name, followup.action, followup.result)
    for problem in record.problems:
        yield from (problem.name, problem.text, problem.cause, problem.measure)
    if record.plan:
        yield record.plan.text
        for item in record.plan.items:
            yield from (item.task, item.text)
    if record.closing:
        yield record.closing.text


def _rows(table: TableData) -> Iterator[str]:
    grid = grid_of(table)
    head = table.title + "".join(cell.text for row in grid.rows[: grid.head_rows] for cell in row)
    for row in grid.rows[grid.head_rows :]:
        yield f"{head} {' '.join(cell.text for cell in row)}"


def _bars(chart: ChartData) -> Iterator[str]:
    for name, values in (chart.series or {"": chart.data}).items():
        for category, value in values.items():
            yield f"{chart.title}{name}{category} {value}"


def _plain(text: str) -> str:
    return plain(_MARKS.sub("", text))
