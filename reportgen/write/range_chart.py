"""A chart of ranges in, the stacked bars that draw it out: each runs from last year's value to this year's.

Scatter charts with error bars lose their bars and markers in LibreOffice, stacked bars do not. Each bar
is room without colour, the cap of the smaller value, the change, the cap of the larger one, and room.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Chart, Series, Tone, number_text

#: the room to the right of the longest bar, for its number, and the width of a cap: shares of it
_ROOM, _CAP = 0.22, 1 / 60
#: the places of the two series whose labels are the values
LOWER, UPPER = 0, 4


def drawn(chart: Chart) -> Chart:
    """Return a chart as its parts have it: ranges as five stacked series, all others as they are."""
    if chart.kind != "range":
        return chart
    last, this = chart.series
    pairs = [(a or 0.0, b or 0.0) for a, b in zip(last.values, this.values, strict=True)]
    highest = max((max(pair) for pair in pairs), default=0.0)
    cap = round(highest * _CAP, 6)
    axis = highest * (1 + _ROOM)
    lower, upper = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    grown = [b >= a for a, b in pairs]
    written = [_labels(series) for series in (last, this)]
    left = tuple(written[not up][i] for i, up in enumerate(grown))
    right = tuple(written[up][i] for i, up in enumerate(grown))

    blank: tuple[Tone, ...] = tuple("blank" for _ in pairs)
    left_tones: tuple[Tone, ...] = tuple("last" if up else "this" for up in grown)
    right_tones: tuple[Tone, ...] = tuple("this" if up else "last" for up in grown)

    def caps(name: str, tones: tuple[Tone, ...]) -> Series:
        return Series(name, (cap,) * len(pairs), tones=tones)

    series = (
        Series("左留白", _rounded([value - cap for value in lower]), left, left, blank),
        caps("左端", left_tones),
        Series(
            "增减", _rounded([b - a for a, b in zip(lower, upper, strict=True)]), tones=this.tones
        ),
        caps("右端", right_tones),
        Series("右留白", _rounded([axis - value - cap for value in upper]), right, right, blank),
    )
    return replace(chart, series=series)


def _labels(series: Series) -> tuple[str, ...]:
    plain = tuple("" if value is None else number_text(value) for value in series.values)
    return series.labels or plain


def _rounded(values: list[float]) -> tuple[float, ...]:
    return tuple(max(0.0, round(value, 6)) for value in values)
