"""How charts and tables of a unit's own template are set: in its colours, its faces and its sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportgen.theme.deck_settings import (
    ChartAxis,
    ChartLabels,
    ChartLegend,
    ChartSettings,
    DeckSettings,
    EmphasisSettings,
    TableEmphasis,
    TableHeader,
    TableRow,
    TableSettings,
    TableText,
    ThemeColour,
)
from reportgen.theme.deck_template import DeckTemplate
from reportgen.theme.layout_roles import ROLE_NAMES, Offer
from reportgen.theme.palettes import SchemeColours, contrast_ratio

#: "Medium Style 2 - Accent 1", which every Office program has and sets in the colours of the theme
_TABLE_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
_ACCENTS: tuple[ThemeColour, ...] = (
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
)
#: the least contrast of large type (WCAG 2.2, 1.4.3), and of a bar on its ground
_LEGIBLE, _VISIBLE = 3.0, 1.3
#: texts of charts and tables are set at these shares of the size of the texts, within these points
_LABEL_SHARE, _CELL_SHARE = 0.7, 0.65
_LABEL_PT, _CELL_PT = (12.0, 20.0), (12.0, 18.0)
#: a row is so many times as high as its text
_ROW = 2.2
#: how a palette is spread over the colours of a template that has no such settings of its own
SCHEME = SchemeColours(
    dk1="text", lt1="page", dk2="structure", lt2="wash", accent1="structure", accent2="second",
    accent3="accent", accent4="comparison", accent5="axis", accent6="quiet", hlink="structure",
    folHlink="muted",
)  # fmt: skip


def own_settings(
    template: DeckTemplate, text: Offer, settings: DeckSettings, *, recolour: bool
) -> DeckSettings:
    """Return the settings of a unit's own template whose layout for text is `text`.

    Of `settings` remain the layouts that they map and, where they were written for this template, those
    of charts, tables and emphasis. Settings with colours of a palette were written for another one.
    """
    mapped = {n: one for n, one in settings.layouts.items() if one.layout and n in ROLE_NAMES}
    written = settings.model_fields_set if settings.theme_colours is None else set()
    colours = template.master_of(text.layout).colours
    texts = text.takers("text")
    size = texts[0].size_pt if texts else _LABEL_PT[1]
    return DeckSettings(
        theme_colours=(settings.theme_colours or SCHEME) if recolour else None,
        emphasis=settings.emphasis
        if "emphasis" in written
        else EmphasisSettings(color="", bold=True),
        charts=settings.charts if "charts" in written else _charts(colours, size),
        tables=settings.tables if "tables" in written else _tables(colours, size),
        layouts=mapped,
    )


def _charts(colours: Mapping[str, str], size_pt: float) -> ChartSettings:
    """Return the settings of charts beside texts of a size, without the accents nobody can see."""
    ground = colours.get("bg1", "FFFFFF")
    seen: dict[str, ThemeColour] = {}
    for name in _ACCENTS:
        colour = colours.get(name, "")
        if colour and contrast_ratio(colour, ground) >= _VISIBLE:
            seen.setdefault(colour, name)
    series = tuple(seen.values()) or _ACCENTS[:1]
    label, axis = (
        _within(size_pt * _LABEL_SHARE, _LABEL_PT),
        _within(size_pt * _CELL_SHARE, _CELL_PT),
    )
    second: ThemeColour = series[1] if len(series) > 1 else series[0]
    third: ThemeColour = series[2] if len(series) > 2 else second
    return ChartSettings(
        series=series,
        highlight=second,
        comparison=third,
        label=ChartLabels(font="minor", size_pt=label),
        axis=ChartAxis(size_pt=axis, line="tx1"),
        legend=ChartLegend(size_pt=axis),
        min_pt=_LABEL_PT[0],
    )


def _tables(colours: Mapping[str, str], size_pt: float) -> TableSettings:
    size = _within(size_pt * _CELL_SHARE, _CELL_PT)
    accent, light = colours.get("accent1", "000000"), colours.get("lt1", "FFFFFF")
    on_accent: Literal["lt1", "dk1"] = "lt1" if contrast_ratio(accent, light) >= _LEGIBLE else "dk1"
    height = round(size * _ROW)
    return TableSettings(
        style_id=_TABLE_STYLE,
        header=TableHeader(font="minor", size_pt=size, color=on_accent, height_pt=height),
        row=TableRow(
            font="minor", size_pt=size, color="dk1", height_pt=height, min_pt=_CELL_PT[0],
            min_height_pt=round(_CELL_PT[0] * 1.7),
        ),
        first_column=TableText(font="minor", size_pt=size, color="dk1"),
        emphasis=TableEmphasis(font="minor", size_pt=size, color="dk1"),
        cell_margin_left_pt=7.2,
    )  # fmt: skip


def _within(size: float, least_and_most: tuple[float, float]) -> float:
    """Return a size in whole points, between the least and the most."""
    least, most = least_and_most
    return float(round(min(max(size, least), most)))
