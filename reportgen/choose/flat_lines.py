"""A line that is nearly level leaves its slide empty below: its few values stand as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.document.nodes import Chart, SlotValue, Topic

#: so many values at most, the least of them at least this share of the largest
_MOST_VALUES, _LEVEL = 6, 0.6


def with_columns(topic: Topic) -> Topic:
    """Return `topic` with columns for the charts whose line is nearly level."""
    groups = {name: tuple(map(_part, parts)) for name, parts in topic.groups.items()}
    return topic if groups == topic.groups else replace(topic, groups=groups)


def _part(part: Mapping[str, SlotValue]) -> Mapping[str, SlotValue]:
    return {
        name: replace(value, kind="column")
        if isinstance(value, Chart) and _is_level(value)
        else value
        for name, value in part.items()
    }


def _is_level(chart: Chart) -> bool:
    if chart.kind != "line" or len(chart.series) != 1:
        return False
    values = [value for value in chart.series[0].values if value is not None]
    return 0 < len(values) <= _MOST_VALUES and min(values) > _LEVEL * max(values) > 0
