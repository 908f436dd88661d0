"""The facts that stand beside a fact: in its sentence, its entry, its row of a table.

Where two places state one figure, the figures beside it are likely of one thing as well: 42名指战员里
优秀36名 and 42个人里36个优秀.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.checks.stated_facts import Source, StatedFact
from reportgen.content.quantities import Approximation, Quantity, units

#: a figure with so many digits is hardly stated twice by chance
_DIGITS = 2
#: so many places may state a figure; one that stands everywhere, such as the number of members, proves nothing
_MOST_PLACES = 6


class Neighbours:
    """The facts of a record by what they stand beside."""

    def __init__(self, facts: Iterable[StatedFact]) -> None:
        """Sort `facts`."""
        facts = tuple(facts)
        self._entries = {
            (subject, fact.scope.year): fact.entry
            for fact in facts
            if fact.source is Source.FIGURE
            for subject in fact.subjects
        }
        self._groups: dict[str, list[StatedFact]] = {}
        self._values: dict[tuple[str, Decimal], list[StatedFact]] = {}
        for fact in facts:
            for group in self._groups_of(fact):
                self._groups.setdefault(group, []).append(fact)
            if key := _key(fact.quantity):
                self._values.setdefault(key, []).append(fact)

    def of(self, fact: StatedFact) -> Iterator[StatedFact]:
        """Yield the facts that stand beside a fact."""
        for group in self._groups_of(fact):
            yield from (other for other in self._groups[group] if other is not fact)

    def alike(self, fact: StatedFact) -> list[StatedFact]:
        """Return the facts that stand beside the same figure as `fact` does, in another place."""
        own = set(self._groups_of(fact))
        result: dict[int, StatedFact] = {}
        for beside in self.of(fact):
            key = _key(beside.quantity)
            stated = self._values.get(key, []) if key else []
            if len(stated) > _MOST_PLACES:
                continue
            for same in stated:
                if own.isdisjoint(self._groups_of(same)):
                    result |= {id(other): other for other in self.of(same)}
        return list(result.values())

    def state(self, fact: StatedFact, quantity: Quantity) -> bool:
        """Return whether a figure that stands beside `fact` has the value of `quantity`."""
        return any(_same(other.quantity, quantity) for other in self.of(fact))

    def _groups_of(self, fact: StatedFact) -> Iterator[str]:
        if fact.mention:
            yield fact.group
            if fact.mention.block.where.endswith("的注释"):
                entry = self._entries.get((fact.mention.block.subject, 0))
                if entry and fact.source is Source.TEXT:
                    yield f"figure {entry}"
        elif fact.entry:
            yield f"figure {fact.entry}"
        elif fact.source in (Source.TABLE, Source.CHART):
            yield f"{fact.group} {fact.name}"


def _same(one: Quantity, other: Quantity) -> bool:
    return quantities.same_unit(one, other) and quantities.same_value(one, other)


def _key(quantity: Quantity) -> tuple[str, Decimal] | None:
    """Return what equal figures have in common, None for one that many things may have."""
    name, factor = units.dimension(quantity.unit)
    digits = re.sub(r"\D", "", quantity.number_text).strip("0")
    if not name or len(digits) < _DIGITS or quantity.approximation is not Approximation.EXACT:
        return None
    return name, (quantity.value * factor).normalize()
