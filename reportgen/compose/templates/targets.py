"""What a year was to reach and what it reached: rows, a chart of the shares, a title and a sentence.

The words are 达到, 超 and 差, which follow from the two numbers; a figure of which less is better has an
upper limit for its target. Where the wording leaves open whether a target was reached, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.content import quantities
from reportgen.content.model import Figure
from reportgen.content.quantities import Approximation, Quantity, Value, number_of
from reportgen.document.nodes import Chart, Series, Tone

_WHOLE = Decimal(100)
#: of so many figures a chart shows what they are of their targets
_FEWEST_BARS, MOST_BARS = 3, 6


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A figure beside its target.

    `met` says whether the target was reached, None where nothing can be said; `verdict` is 达到, 超3次,
    差2次 or —, `share` what the figure is of the target in per cent. `is_limit` says that the target is
    not to be exceeded.
    """

    label: str
    target: Value
    actual: Value
    met: bool | None
    verdict: str
    share: Decimal | None
    is_limit: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """The figures that have a target, in the order of the record."""

    rows: tuple[TargetRow, ...]
    title: str
    """How many were reached: 6项目标全部达到."""
    takeaway: str
    """Those that were not reached, with both numbers; "" where all were."""
    in_chart: bool
    """Whether a chart shows all of them."""


def targets_of(figures: Iterable[Figure]) -> Targets | None:
    """Return the figures that have a target, None where there are none."""
    rows = tuple(
        _row(figure, figure.target) for figure in figures if figure.target and figure.value.text
    )
    if not rows:
        return None
    in_chart = _FEWEST_BARS <= len(rows) <= MOST_BARS and all(row.share for row in rows)
    return Targets(rows, _title(rows), _takeaway(rows), in_chart)


def target_chart(rows: Sequence[TargetRow], title: str) -> Chart:
    """Return a chart of what each figure is of its target in per cent, one bar a row."""
    tones: tuple[Tone, ...] = tuple("met" if row.met else "lacking" for row in rows)
    labels = tuple(row.verdict for row in rows)
    shares = tuple(None if row.share is None else float(row.share) for row in rows)
    series = Series(title, shares, labels, labels, tones)
    return Chart("bar", title, tuple(row.label for row in rows), (series,))


def _row(figure: Figure, target: Value) -> TargetRow:
    is_limit = figure.better == "less"
    actual, wanted = number_of(figure.value), number_of(target)
    met, verdict, share = None, "—", None
    if actual and wanted and wanted.value > 0 and quantities.same_unit(actual, wanted):
        met = _is_met(actual, wanted, is_limit=is_limit)
        if met is not None:
            verdict = _verdict(actual, wanted, met=met, is_limit=is_limit)
            share = (actual.value / wanted.value * _WHOLE).quantize(Decimal(1), ROUND_HALF_UP)
    return TargetRow(str(figure.label), target, figure.value, met, verdict, share, is_limit)


def _is_met(actual: Quantity, target: Quantity, *, is_limit: bool) -> bool | None:
    """Return whether a number reaches its target, None where its wording leaves that open."""
    (low, high), wanted = quantities.bounds(actual), target.value
    if is_limit:
        reached, missed = high is not None and high <= wanted, low is not None and low > wanted
    else:
        reached, missed = low is not None and low >= wanted, high is not None and high < wanted
    return reached if reached or missed else None


def _verdict(actual: Quantity, target: Quantity, *, met: bool, is_limit: bool) -> str:
    exact = Approximation.EXACT
    if actual.approximation is not exact or target.approximation is not exact or actual.high:
        return "达到" if met else "没有达到"
    order = quantities.compare(actual, target)
    if order == 0 or (is_limit and met):
        return "达到"
    more, less = (actual, target) if order > 0 else (target, actual)
    return f"{'超' if order > 0 else '差'}{quantities.difference(more, less)}"


def _title(rows: Sequence[TargetRow]) -> str:
    count = sum(row.met is True for row in rows)
    if any(row.met is None for row in rows):
        return f"{len(rows)}项目标和实际"
    if len(rows) == 1:
        return f"{rows[0].label}{'达到' if count else '没有达到'}目标"
    return f"{len(rows)}项目标全部达到" if count == len(rows) else f"{len(rows)}项目标达到{count}项"


def _takeaway(rows: Sequence[TargetRow]) -> str:
    parts = [
        f"{row.label}{row.actual}，{'不超过' if row.is_limit else '目标'}{row.target}，{row.verdict}"
        for row in rows
        if row.met is False
    ]
    return f"{'；'.join(parts)}。" if parts else ""
