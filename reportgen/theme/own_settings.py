"""How charts and tables of a unit's own template are set: in its colours, its faces and its sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.theme.deck_settings import (
    ChartAxis,
    ChartLabels,
    ChartLegend,
    ChartSettings,
    DeckSettings,
    EmphasisSettings,
    TableEmphasis,
    TableFirstColumn,
    TableHeader,
    TableLook,
    TableRow,
    TableSettings,
    ThemeColour,
    ToneSettings,
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
#: a colour with more contrast to black than this is light
_MIDDLE = 5.0
#: the look of tables on a ground that is not that of the theme
RULED = "ruled"
#: texts of charts and tables are set at these shares of the size of the texts, within these points
_LABEL_SHARE, _CELL_SHARE = 0.7, 0.65
_LABEL_PT, _CELL_PT = (12.0, 20.0), (12.0, 18.0)
#: the ground of a row of sums has so many per cent of the accent
_SUM_SHARE = 15
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
    mapped = {
        name: one
        for name, one in settings.layouts.items()
        if (one.layout or one.omit) and name in ROLE_NAMES
    }
    written = settings.model_fields_set if settings.theme_colours is None else set()
    look = _look(template, text)
    return DeckSettings(
        theme_colours=(settings.theme_colours or SCHEME) if recolour else None,
        emphasis=settings.emphasis
        if "emphasis" in written
        else EmphasisSettings(color="", bold=True),
        charts=settings.charts if "charts" in written else _charts(look),
        tables=settings.tables if "tables" in written else _tables(look),
        tones={"sum": ToneSettings(fill="accent1", share=_SUM_SHARE), **settings.tones},
        layouts=mapped,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How the texts of a template are set: their size and colour, and the colours of its theme as RRGGBB.

    `is_styled` says whether tables may have a style of the file: the ground is that of the theme.
    """

    size_pt: float
    text: ThemeColour
    page: ThemeColour
    colours: Mapping[str, str]
    is_styled: bool

    def contrast(self, one: str, other: str) -> float:
        """Return the contrast of two colours by their names."""
        values = [self.colours.get(name, "808080") for name in (one, other)]
        return contrast_ratio(values[0], values[1])


def dark_accents(template: DeckTemplate, text: Offer) -> tuple[str, ...]:
    """Return the accents that carry text in the colour of the ground, as the names of theme colours."""
    look = _look(template, text)
    return tuple(name for name in _ACCENTS if look.contrast(name, look.page) >= _LEGIBLE)


def _look(template: DeckTemplate, offer: Offer) -> _Look:
    """Return how the texts of a template are set; `offer` is its layout for text."""
    colours = template.master_of(offer.layout).colours
    texts = offer.takers("text")
    if not texts:
        return _Look(_LABEL_PT[1], "tx1", "bg1", colours, is_styled=True)
    own = re.search(r'srgbClr val="([0-9A-Fa-f]{6})"', texts[0].fill)
    if own is None:
        return _Look(texts[0].size_pt, "tx1", "bg1", colours, is_styled=not texts[0].stated)
    # A colour of the texts' own tells whether they are light on dark; charts can name theme colours only.
    named = {**colours, "own": own[1].upper()}
    light: ThemeColour = "lt1" if contrast_ratio(named["own"], "000000") > _MIDDLE else "dk1"
    return _Look(
        texts[0].size_pt, light, "dk1" if light == "lt1" else "lt1", named, is_styled=False
    )


def _charts(look: _Look) -> ChartSettings:
    """Return the settings of charts, without the accents nobody can see on the ground."""
    by_colour: dict[str, ThemeColour] = {}
    for name in _ACCENTS:
        if name in look.colours and look.contrast(name, look.page) >= _VISIBLE:
            by_colour.setdefault(look.colours[name], name)
    series = tuple(by_colour.values()) or _ACCENTS[:1]
    label = _within(look.size_pt * _LABEL_SHARE, _LABEL_PT)
    axis = _within(look.size_pt * _CELL_SHARE, _CELL_PT)
    second: ThemeColour = series[1] if len(series) > 1 else series[0]
    third: ThemeColour = series[2] if len(series) > 2 else second
    return ChartSettings(
        series=series,
        text=look.text,
        page=look.page,
        highlight=second,
        comparison=third,
        label=ChartLabels(font="minor", size_pt=label),
        axis=ChartAxis(size_pt=axis, line=look.text),
        legend=ChartLegend(size_pt=axis),
        min_pt=_LABEL_PT[0],
    )


def _tables(look: _Look) -> TableSettings:
    """Return the settings of tables: in a style of Office, or ruled where the ground is not the theme's."""
    size = _within(look.size_pt * _CELL_SHARE, _CELL_PT)
    on_accent: ThemeColour = "lt1" if look.contrast("accent1", "lt1") >= _LEGIBLE else "dk1"
    text: ThemeColour = "dk1" if look.is_styled else look.text
    height = round(size * _ROW)
    ruled = TableLook(
        header_fill="accent1", header_color=on_accent, header_pt=size, header_height_pt=height,
        size_pt=size, first_pt=size, first_font="minor", min_pt=_CELL_PT[0], max_height_pt=height,
        unit_pt=size, rule="accent1", bottom_rule="accent1", padding_pt=4,
    )  # fmt: skip
    return TableSettings(
        style_id=_TABLE_STYLE,
        header=TableHeader(font="minor", size_pt=size, color=on_accent, height_pt=height),
        row=TableRow(
            font="minor", size_pt=size, color=text, height_pt=height, min_pt=_CELL_PT[0],
            min_height_pt=round(_CELL_PT[0] * 1.7),
        ),
        first_column=TableFirstColumn(font="minor", size_pt=size, color=text),
        emphasis=TableEmphasis(font="minor", size_pt=size, color=text),
        cell_margin_left_pt=7.2,
        looks={} if look.is_styled else {RULED: ruled},
    )  # fmt: skip


def _within(size: float, least_and_most: tuple[float, float]) -> float:
    """Return a size in whole points, between the least and the most."""
    least, most = least_and_most
    return float(round(min(max(size, least), most)))
