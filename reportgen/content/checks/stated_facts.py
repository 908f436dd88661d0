"""What a record states as fact: figures, log counts, members, chart points, honours, projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from reportgen.content import quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.review import Review
from reportgen.content.model import UNSTATED, YearRecord
from reportgen.content.quantities import Limits, Quantity
from reportgen.spans import Span, span_of

#: how near the words must be for a figure to be perhaps the fact
PERHAPS_NEAR = 0.4
#: a name of fewer bigrams of characters than this is too short to be known by
_TELLING = 3
#: what the last word of the name adds when it stands right beside the figure (48个端口)
_HEAD = 0.25
#: letters of any script: names hold characters beyond the common ones
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One stated fact: its value, where it stands, and the words it is known by."""

    name: str
    quantity: Quantity
    span: Span | None
    label: str
    bigrams: frozenset[str]
    note_bigrams: frozenset[str] = frozenset()
    source: str = "figure"
    key: str = ""

    def nearness(self, words: MentionWords) -> float:
        """Return how far the words beside a figure (and, half, in its sentence) are this fact's."""
        mention, near, every = words
        if len(self.bigrams) >= _TELLING:
            own = _share(self.bigrams, near, every)
        else:
            # A short name (邻里) may stand in any list; it counts only beside the figure.
            beside = mention.before.endswith(self.label) or mention.after.startswith(self.label)
            own = 1.0 if beside and self.label else 0.0
        head = self.label[-2:]
        if own and (mention.after.startswith(head) or mention.before.endswith(head)):
            own = min(1.0, own + _HEAD)
        return max(own, 0.9 * _share(self.note_bigrams, near, every)) if self.note_bigrams else own


class MentionWords(NamedTuple):
    """The words of a mention, as bigrams of characters: those beside the figure, and all of them."""

    mention: FigureMention
    near: frozenset[str]
    every: frozenset[str]


def words_of(mention: FigureMention) -> MentionWords:
    """Return the words of a mention, to be compared with any number of facts."""
    near = bigrams(mention.near)
    return MentionWords(mention, near, near | bigrams(mention.wide))


@dataclass(eq=False, slots=True)
class FactIndex:
    """FactIndex, looked up by what can be compared with them."""

    every: tuple[StatedFact, ...]
    _alike: dict[str, tuple[tuple[StatedFact, Limits], ...]] = field(default_factory=dict)

    def alike(self, quantity: Quantity) -> tuple[tuple[StatedFact, Limits], ...]:
        """Return the facts that `quantity` can be compared with, and the limits of their figures."""
        known = self._alike.get(quantity.unit)
        if known is None:
            same = (fact for fact in self.every if quantities.same_unit(fact.quantity, quantity))
            known = tuple((fact, quantities.limits(fact.quantity)) for fact in same)
            self._alike[quantity.unit] = known
        return known


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """Return the bigrams of neighbouring characters within the words of `text`."""
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
    """Yield the figures of a record."""
    for key, figure in record.figures.items():
        if figure.value is UNSTATED:
            continue
        note = bigrams(figure.note)
        yield StatedFact(
            f"figures 的 {key}（{figure.label}）",
            figure.value,
            span_of(figure.value.text) or span_of(key),
            figure.label,
            bigrams(figure.label),
            # A short note (示例, 每周两次) says nothing of its own.
            note if len(note) >= 4 else frozenset(),
            key=str(key),
        )


def chart_facts(record: YearRecord) -> Iterator[StatedFact]:
    """Yield the points of charts, known by category and title."""
    for key, chart in record.charts.items():
        for name, values in (chart.series or {"": chart.data}).items():
            for category, value in values.items():
                label = f"{name}{category}"
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
    """Yield the honours that say how many they are."""
    for honour in record.honours:
        if honour.count:
            label = f"{honour.level}{honour.name}{honour.grade}"
            name = f"荣誉“{honour.name}{honour.grade}”"
            span = span_of(honour.count.text) or span_of(honour.name)
            yield StatedFact(name, honour.count, span, label, bigrams(label), source="honour")


def all_facts(review: Review) -> tuple[StatedFact, ...]:
    """Return every fact a figure in a text may be telling."""
    record = review.entry.record
    return (*figure_facts(record), *chart_facts(record), *honour_facts(record))
