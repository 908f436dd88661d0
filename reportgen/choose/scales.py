"""Charts side by side have one scale where they have one unit: their lengths are compared by eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.document.nodes import Chart, SlotValue

#: the kinds whose marks are as long as their values
_LENGTHS = ("bar", "column")


def with_one_scale(
    items: tuple[Mapping[str, SlotValue], ...],
) -> tuple[Mapping[str, SlotValue], ...]:
    """Return the items of a slide, their charts of one kind and unit with axes that reach as far."""
    charts = [value for item in items for value in item.values() if isinstance(value, Chart)]
    kinds = {(chart.kind, chart.unit) for chart in charts}
    values = [v for chart in charts for s in chart.series for v in s.values if v is not None]
    if len(charts) < 2 or len(kinds) > 1 or charts[0].kind not in _LENGTHS or not values:
        return items
    reach = max(values)
    return tuple(
        {n: replace(v, reach=reach) if isinstance(v, Chart) else v for n, v in item.items()}
        for item in items
    )
