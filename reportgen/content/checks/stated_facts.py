"""The facts a record states: its figures, the points of its charts, its honours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reportgen.content import quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.review import Review
from reportgen.content.model import YearRecord
from reportgen.content.quantities import Limits, Quantity, number_of
from reportgen.spans import Span, span_of

#: from this nearness on, a mention perhaps speaks of the fact
PERHAPS_NEAR = 0.4
#: a label of fewer bigrams is too short to be recognised by itself
_FEWEST_BIGRAMS = 3
#: added to the nearness when the last word of the label stands right beside the figure (48个端口)
_HEAD = 0.25
#: letters of any script: names of persons hold rare characters
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A figure that the record states, with the words it is recognised by."""

    #: the fact as a message names it
    name: str
    quantity: Quantity
    span: Span | None
    label: str
    bigrams: frozenset[str]
    note_bigrams: frozenset[str] = frozenset()
    #: "figure", "chart" or "honour"
    source: str = "figure"
    #: the name of the figure's entry, "" for charts and honours
    entry: str = ""
    #: the other names of the figure
    aliases: tuple[str, ...] = ()

    def nearness(self, words: MentionWords) -> float:
        """Return which share of this fact's bigrams stands around a figure, from 0 to 1.

        Those in the rest of the sentence count half of those beside the figure.
        """
        own = _nearness(self.label, self.bigrams, words)
        for alias in self.aliases:
            own = max(own, _nearness(alias, bigrams(alias), words))
        if not self.note_bigrams:
            return own
        return max(own, 0.9 * _share(self.note_bigrams, words.near, words.every))


class MentionWords(NamedTuple):
    """The bigrams around a mention: those beside the figure (`near`), and all of its sentence."""

    mention: FigureMention
    near: frozenset[str]
    every: frozenset[str]


def _nearness(name: str, pairs: frozenset[str], words: MentionWords) -> float:
    mention, near, every = words
    if len(pairs) >= _FEWEST_BIGRAMS:
        own = _share(pairs, near, every)
    else:
        # A short name (邻里) occurs by chance; it counts only right beside the figure.
        beside = mention.before.endswith(name) or mention.after.startswith(name)
        own = 1.0 if beside and name else 0.0
    head = name[-2:]
    if own and (mention.after.startswith(head) or mention.before.endswith(head)):
        own = min(1.0, own + _HEAD)
    return own


def words_of(mention: FigureMention) -> MentionWords:
    """Return the bigrams around a mention."""
    near = bigrams(mention.near)
    return MentionWords(mention, near, near | bigrams(mention.wide))


@dataclass(eq=False, slots=True)
class FactIndex:
    """Facts by the unit of the quantities they can be compared with."""

    every: tuple[StatedFact, ...]
    _alike: dict[str, tuple[tuple[StatedFact, Limits], ...]] = field(default_factory=dict)

    def alike(self, quantity: Quantity) -> tuple[tuple[StatedFact, Limits], ...]:
        """Return the facts of a unit comparable with that of `quantity`, with their limits."""
        known = self._alike.get(quantity.unit)
        if known is None:
            same = (fact for fact in self.every if quantities.same_unit(fact.quantity, quantity))
            known = tuple((fact, quantities.limits(fact.quantity)) for fact in same)
            self._alike[quantity.unit] = known
        return known


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters within the words of `text`."""
    return frozenset(
        word[i : i + 2] for word in _LETTERS.findall(text) for i in range(len(word) - 1)
    )


def _share(wanted: frozenset[str], near: frozenset[str], every: frozenset[str]) -> float:
    shared = wanted & every
    if not shared:
        return 0.0
    direct = len(shared & near)
    return (direct + 0.5 * (len(shared) - direct)) / len(wanted)


def figure_facts(record: YearRecord) -> Iterator[StatedFact]:
    """Yield the figures of a record as facts."""
    for key, figure in record.figures.items():
        value = number_of(figure.value)
        if value is None:
            continue
        note = bigrams(figure.note)
        yield StatedFact(
            f"figures 的“{figure.label}”",
            value,
            span_of(value.text) or span_of(key),
            figure.label,
            bigrams(figure.label),
            # A short note (示例, 每周两次) describes no figure.
            note if len(note) >= 4 else frozenset(),
            entry=str(key),
            aliases=tuple(map(str, figure.aliases)),
        )


def facts_of_earlier_years(record: YearRecord) -> Iterator[StatedFact]:
    """Yield what the figures of a record hold of earlier years: a text may compare with them."""
    for figure in record.figures.values():
        for stated in (figure.last_year, *figure.earlier.values()):
            if value := number_of(stated):
                yield StatedFact(
                    f"“{figure.label}”往年的数",
                    value,
                    span_of(value.text),
                    figure.label,
                    bigrams(figure.label),
                )


def chart_facts(record: YearRecord) -> Iterator[StatedFact]:
    """Yield the points of the charts, recognised by series and category."""
    for key, chart in record.charts.items():
        for name, values in (chart.series or {"": chart.data}).items():
            for category, point in values.items():
                value, label = number_of(point), f"{name}{category}"
                if value is None:
                    continue
                yield StatedFact(
                    f"图表 {key} 的“{category}”",
                    value if value.unit or not chart.unit else _with_unit(value, chart.unit),
                    span_of(value.text) or span_of(category),
                    label,
                    bigrams(label),
                    source="chart",
                )


def _with_unit(value: Quantity, unit: str) -> Quantity:
    return quantities.parse(f"{value.text}{unit}") or value


def honour_facts(record: YearRecord) -> Iterator[StatedFact]:
    """Yield the honours that have a count."""
    for honour in record.honours:
        if count := number_of(honour.count):
            label = f"{honour.level}{honour.name}{honour.grade}"
            name = f"荣誉“{honour.name}{honour.grade}”"
            span = span_of(count.text) or span_of(honour.name)
            yield StatedFact(name, count, span, label, bigrams(label), source="honour")


def all_facts(review: Review) -> tuple[StatedFact, ...]:
    """Return every fact of the record."""
    record = review.entry.record
    return (
        *figure_facts(record),
        *facts_of_earlier_years(record),
        *chart_facts(record),
        *honour_facts(record),
    )
