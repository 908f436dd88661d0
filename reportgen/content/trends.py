"""Compare this year's figures with those of the years before: rows of a table, changes in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import change_words, quantities
from reportgen.content.figures import counterpart, figure_named, names_of
from reportgen.content.model import UNSTATED, Figure, YearRecord
from reportgen.content.quantities import Approximation, Quantity, Value, number_of
from reportgen.spans import joined


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure of this year and last; `earlier` has its values of the years before that.

    `words` are those in which the record itself says how the figure changed, "" where it does not.
    """

    label: str
    last: Value
    this: Value
    highlight: bool
    earlier: Mapping[int, Value]
    words: str = ""
    #: which way is better: "more", "less", or "" where the author does not say
    better: str = ""

    @property
    def is_better(self) -> bool | None:
        """Whether it changed for the better, None where nobody can say or nothing changed."""
        if not self.better or not self.direction:
            return None
        return (self.direction > 0) == (self.better == "more")

    @property
    def change(self) -> str:
        """增长12.5%, 下降3%, 提高2.6个百分点 or 持平; "" where the two cannot be compared."""
        if self.words:
            return change_words.without_opening(self.words)
        pair = self._numbers()
        return change(*pair) if pair else ""

    @property
    def phrase(self) -> str:
        """The change as it stands in a sentence: 同比增长12.5%, 与上年持平, else 上年没统计."""
        pair = self._numbers()
        computed = phrase(*pair) if pair else ""
        if self.words or computed:
            return self.words or computed
        # A wording may name last year itself: 去年差不多, 比去年多.
        last = self.last.text
        return last if _NAMES_LAST_YEAR.match(last) else joined(("上年", last))

    @property
    def rate(self) -> Quantity | None:
        """The change in percent where its words say one, negative for a fall: -3%, 约18%."""
        match, now = _PERCENT.fullmatch(self.change), number_of(self.this)
        if match is None or now is None or now.unit == "%":
            return None
        sign = "-" if match["way"][0] in "下降减" else ""
        return quantities.parse(f"{'约' if match['about'] else ''}{sign}{match['percent']}%")

    @property
    def direction(self) -> int | None:
        """1 for more than last year, -1 for less, 0 for the same; None where nothing can be said."""
        pair = self._numbers()
        if pair is None or not change(*pair):
            return None
        return 0 if change(*pair) == _EQUAL else quantities.compare(*pair)

    @property
    def growth(self) -> Decimal | None:
        """The growth in percent; None for shares and where last year's number is too small for one."""
        pair = self._numbers()
        if pair is None or not _has_growth(*pair):
            return None
        return quantities.growth(*pair, 1).value

    @property
    def difference(self) -> Decimal | None:
        """How much more this year is than last, in its own unit or in 个百分点; negative for less."""
        pair = self._numbers()
        return quantities.difference(*map(_exact, pair)).value if pair else None

    @property
    def gap(self) -> tuple[str, str]:
        """The difference with its sign and, apart from it, its unit: +26 and 处; 持平 has no unit."""
        pair = self._numbers()
        if pair is None or not self.direction:
            return (_EQUAL if self.direction == 0 else "", "")
        written = quantities.parse(_difference(*pair))
        sign = "+" if self.direction > 0 else "\u2212"
        if written is None:
            return (self.change, "")
        return (f"{sign}{written.prefix_text}{written.number_text}", written.unit_text)

    @property
    def signed(self) -> str:
        """The change beside a bar: +18.2%, −5件, +2.6个百分点, 持平; her own words where she has some."""
        pair = self._numbers()
        if pair is None or self.words or self.direction is None:
            return self.change
        growth = self.growth
        if not self.direction or change(*pair).startswith("增至"):
            return self.change
        sign = "+" if self.direction > 0 else "\u2212"
        exact = pair[0].approximation is pair[1].approximation is Approximation.EXACT
        about = "" if exact else "约"
        if growth is None:
            return f"{about}{sign}{_difference(*pair)}"
        return f"{about}{sign}{abs(growth):.1f}%" if exact else f"{about}{sign}{abs(growth):.0f}%"

    def _numbers(self) -> tuple[Quantity, Quantity] | None:
        """Return the numbers of this year and last where they can be compared."""
        now, before = number_of(self.this), number_of(self.last)
        return (now, before) if now and before and comparable(now, before) else None


#: a change in percent, in the program's words or in the record's own
_PERCENT = re.compile(
    r"(?:约|近)?(?P<way>增长?加?|上升|提高|下降|降低?|减少?)了?(?P<about>约|近|超过?)?"
    r"(?P<percent>\d+(?:\.\d+)?)[%％]"
)
_NAMES_LAST_YEAR = re.compile(r"去年|上年|[比较与和同跟]")
#: what is counted over several years is always more than the year before
_OVER_YEARS = re.compile(r"累计|以来|至今|截至|截止")


def comparison(record: YearRecord, previous: YearRecord | None) -> tuple[Trend, ...]:
    """Return the figures that `compare` names beside last year's, else those that changed.

    A figure without any value of last year is left out. Without `compare` a figure has to have a
    `last_year`, and numbers of one unit and of one year each.
    """
    trends = (trend(figure, record, previous) for figure in figures_to_compare(record))
    known = tuple(each for each in trends if each)
    if record.compare:
        return known
    return tuple(each for each in known if each.change and each.change != _EQUAL)


def trend(figure: Figure, record: YearRecord, previous: YearRecord | None) -> Trend | None:
    """Return a figure beside its value of last year; None where there is none."""
    values = values_by_year(figure, record, previous)
    this, last = values.pop(record.year, None), values.pop(record.year - 1, None)
    if this is None or last is None:
        return None
    words = change_words.own_words(figure, record) if number_of(this) else ""
    return Trend(figure.label, last, this, figure.highlight, values, words, figure.better)


def figures_to_compare(record: YearRecord) -> tuple[Figure, ...]:
    """Return the figures to compare with last year, in order."""
    if record.compare:
        named = (figure_named(record.figures, name) for name in record.compare)
        return tuple(figure for figure in named if figure)
    return tuple(
        figure
        for figure in record.figures.values()
        if figure.last_year and not _OVER_YEARS.search(f"{figure.label}{figure.note}")
    )


def values_by_year(
    figure: Figure, record: YearRecord, previous: YearRecord | None
) -> dict[int, Value]:
    """Return the values of a figure of `record` by year, those of last year's record among them."""
    values: dict[int, Value] = {}
    if previous and (other := of_last_year(figure, record, previous)):
        values |= _own_values(other, previous.year)
    return dict(sorted((values | _own_values(figure, record.year)).items()))


def of_last_year(figure: Figure, record: YearRecord, previous: YearRecord) -> Figure | None:
    """Return the figure of last year's record that shares a name with `figure` of this year's."""
    entry = next(name for name, other in record.figures.items() if other is figure)
    return counterpart(previous.figures, names_of(entry, figure))


def history(figure: Figure, year: int) -> dict[int, Value]:
    """Return the values of a figure before `year` that its record gives, the oldest first."""
    last = {year - 1: figure.last_year} if figure.last_year else {}
    return dict(sorted((dict(figure.earlier) | last).items()))


def has_nothing(figure: Figure, year: int) -> bool:
    """Return whether a figure says of no year how much there was: 没统计."""
    return quantities.is_uncounted(figure.value) and not history(figure, year)


def _own_values(figure: Figure, year: int) -> dict[int, Value]:
    values = history(figure, year)
    if figure.value is not UNSTATED:
        values[year] = figure.value
    return values


def comparable(now: Quantity, before: Quantity) -> bool:
    """Return whether the two have a change: one unit, no ranks, no ranges."""
    ordinal = now.ordinal or before.ordinal or now.high is not None or before.high is not None
    return not ordinal and quantities.same_unit(now, before)


_EQUAL = "持平"
#: a change of fewer than this is given in numbers: from 4 to 5 is one more, not 25 %
_SMALLEST_BASE = 10
#: a growth of this many percent or more is given in multiples of last year
_MULTIPLE = 200


def change(now: Quantity, before: Quantity) -> str:
    """Return the change in words, with 约 where a figure is approximate.

    It is 持平 only where both were written alike; "" where approximations may mean the same number.
    """
    if quantities.same_value(now, before) and now.approximation is before.approximation:
        return _EQUAL
    if quantities.agrees(now, before):
        return ""
    exact = now.approximation is before.approximation is Approximation.EXACT
    more = quantities.compare(now, before) > 0
    about = "" if exact else "约"
    if not exact and None in (*quantities.bounds(now), *quantities.bounds(before)):
        return "增加" if more else "减少"
    if quantities.dimension(now.unit)[0] == "%":
        return f"{'提高' if more else '下降'}{about}{_difference(now, before)}"
    if not _has_growth(now, before):
        return f"{'增加' if more else '减少'}{about}{_difference(now, before)}"
    rate = abs(quantities.growth(now, before, 1 if exact else 0).value)
    if not rate:
        return f"{'增加' if more else '减少'}{about}{_difference(now, before)}"
    if rate >= _MULTIPLE and more:
        times = quantities.ratio(now, before).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"增至{about}{times.normalize():f}倍"
    return f"{'增长' if more else '下降'}{about}{rate.normalize():f}%"


def _has_growth(now: Quantity, before: Quantity) -> bool:
    """Return whether the change is given in percent: not for shares, small numbers, numbers below zero."""
    if quantities.dimension(now.unit)[0] == "%":
        return False
    return bool(now.value) and before.value >= _SMALLEST_BASE and now.value > 0


def _difference(now: Quantity, before: Quantity) -> str:
    """Return how much more or less `now` is, with its unit: 5次, 2.6个百分点."""
    plain = quantities.difference(*(_exact(each) for each in (now, before)))
    return quantities.format_like(abs(plain.value), plain)


def _exact(quantity: Quantity) -> Quantity:
    return replace(quantity, approximation=Approximation.EXACT)


def phrase(now: Quantity, before: Quantity) -> str:
    """Return the change as it stands in a sentence: 同比增长12.5%, 与上年持平; "" if there is none."""
    text = change(now, before)
    if text == _EQUAL:
        return f"与上年{text}"
    if text.startswith("增至"):
        return f"增至上年的{text.removeprefix('增至')}"
    in_percent = _PERCENT.fullmatch(text)
    return f"{'同比' if in_percent else '比上年'}{text}" if text else ""
