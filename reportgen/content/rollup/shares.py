"""Shares of two figures, such as 办结率: a figure that is part of another one, over branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from reportgen.content import quantities
from reportgen.content.quantities import Approximation, Quantity
from reportgen.content.rollup.figures import FigureTotal

#: the word of the part → the name of its share, and the words of the whole
_STAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "办结": ("办结率", ("受理", "登记", "接到", "收到")),
    "整改": ("整改率", ("排查", "发现", "查出")),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How much `part` is of `whole`, both names of figures, in percent with one decimal.

    `total` is the share over all branches, `values` has that of each branch or committee.
    """

    name: str
    part: str
    whole: str
    total: Quantity
    values: Mapping[str, Quantity]

    @property
    def least(self) -> Quantity:
        """The lowest of the values."""
        return min(self.values.values(), key=lambda share: share.value)

    @property
    def lowest(self) -> tuple[str, ...]:
        """The branches with the lowest share; none where all branches have the same share."""
        least = self.least.value
        names = tuple(name for name, share in self.values.items() if share.value == least)
        return names if len(names) < len(self.values) else ()


def shares(figures: Iterable[FigureTotal], rows: Iterable[FigureTotal]) -> tuple[Share, ...]:
    """Return the shares that the figures prove.

    `figures` have the values of branches, `rows` are the same figures with the values to be shown.
    A figure is part of another one where their names differ in the stage alone (受理群众诉求,
    办结群众诉求), the same branches report both, in one unit and exactly, and no branch has more of
    the part than of the whole.
    """
    row_of = {each.label: each for each in rows}
    return tuple(
        _share(name, row_of[part.label], row_of[whole.label])
        for whole, part in permutations(figures, 2)
        if (name := _name_of_share(whole.label, part.label)) and _is_part(part, whole)
    )


def _name_of_share(whole: str, part: str) -> str:
    for stage, (name, before) in _STAGES.items():
        if stage in part:
            thing = part.replace(stage, "", 1)
            if thing and any(w in whole and whole.replace(w, "", 1) == thing for w in before):
                return name
    return ""


def _is_part(part: FigureTotal, whole: FigureTotal) -> bool:
    return (
        bool(part.values)
        and part.values.keys() == whole.values.keys()
        and all(_can_be_part(part.values[name], whole.values[name]) for name in part.values)
    )


def _can_be_part(part: Quantity, whole: Quantity) -> bool:
    exact = all(q.approximation is Approximation.EXACT and q.high is None for q in (part, whole))
    return exact and quantities.same_unit(part, whole) and 0 <= part.value <= whole.value != 0


def _share(name: str, part: FigureTotal, whole: FigureTotal) -> Share:
    if part.total is None or whole.total is None:
        raise ValueError(f"no sum of {part.label} or {whole.label}")
    total = quantities.percentage(quantities.ratio(part.total, whole.total))
    return Share(name, part.label, whole.label, total, dict(_values(part, whole)))


def _values(part: FigureTotal, whole: FigureTotal) -> Iterator[tuple[str, Quantity]]:
    for name, value in part.values.items():
        yield name, quantities.percentage(quantities.ratio(value, whole.values[name]))
