"""Shares of two figures, such as 办结率: a figure that is part of another one, over branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

#: the names of all shares: 办结率, 整改率
NAMES = frozenset(name for name, _ in _STAGES.values())


@dataclass(frozen=True, slots=True)
class Share:
    """How much `part` is of `whole`, both names of figures, in percent with one decimal.

    `thing` is what both count: 群众诉求. `total` is the share over all branches, `values` has that of
    each branch or committee. `open` is what is left of the whole without the part: `open_total` over
    all, and by branch or committee, the most first.
    """

    name: str
    thing: str
    part: str
    whole: str
    total: Quantity
    values: Mapping[str, Quantity]
    open_total: Quantity
    open: Mapping[str, Quantity]

    @property
    def stage(self) -> str:
        """The word by which the part differs: 办结."""
        return self.part.replace(self.thing, "", 1)

    @property
    def most_open(self) -> tuple[str, ...]:
        """The branches with the most left open; none where all have the same."""
        most = max(each.value for each in self.open.values())
        names = tuple(name for name, each in self.open.items() if each.value == most)
        return names if len(names) < len(self.open) else ()

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
        _share(*named, row_of[part.label], row_of[whole.label])
        for whole, part in permutations(figures, 2)
        if (named := _name_and_thing(whole.label, part.label)) and _is_part(part, whole)
    )


def _name_and_thing(whole: str, part: str) -> tuple[str, str] | None:
    """Return the name of the share and what both figures count, None where they are no stages of one thing."""
    for stage, (name, before) in _STAGES.items():
        if stage in part:
            thing = part.replace(stage, "", 1)
            if thing and any(w in whole and whole.replace(w, "", 1) == thing for w in before):
                return name, thing
    return None


def _is_part(part: FigureTotal, whole: FigureTotal) -> bool:
    return (
        bool(part.values)
        and part.values.keys() == whole.values.keys()
        and all(_can_be_part(part.values[name], whole.values[name]) for name in part.values)
    )


def _can_be_part(part: Quantity, whole: Quantity) -> bool:
    exact = all(q.approximation is Approximation.EXACT and q.high is None for q in (part, whole))
    return exact and quantities.same_unit(part, whole) and 0 <= part.value <= whole.value != 0


def _share(name: str, thing: str, part: FigureTotal, whole: FigureTotal) -> Share:
    if part.total is None or whole.total is None:
        raise ValueError(f"no sum of {part.label} or {whole.label}")
    total = quantities.percentage(quantities.ratio(part.total, whole.total))
    values = {
        branch: quantities.percentage(quantities.ratio(value, whole.values[branch]))
        for branch, value in part.values.items()
    }
    rest = {
        branch: quantities.difference(whole.values[branch], value)
        for branch, value in part.values.items()
    }
    ordered = dict(sorted(rest.items(), key=lambda entry: -entry[1].value))
    left = quantities.difference(whole.total, part.total)
    return Share(name, thing, part.label, whole.label, total, values, left, ordered)
