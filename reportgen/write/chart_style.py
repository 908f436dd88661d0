"""How a chart is set apart from its numbers: faces, sizes and theme colours, as DrawingML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.document.nodes import Tone
from reportgen.theme.deck_settings import ChartLook, ChartSettings, DeckSettings, ToneSettings
from reportgen.theme.deck_template import Faces
from reportgen.units import emu_of_pt
from reportgen.write.xml import EMPTY, Value, Xml, element

#: the colours of text and of the page, by their names in the theme
TEXT, PAGE = "tx1", "bg1"
# Office's own lighter shade of the text colour, for numbers along an axis.
_LIGHTER = (65, 35)
# Lighter shades for marks beyond the palette, as Office varies a theme colour: the luminance is
# multiplied by the first number of per cent, and the second is added.
_WHOLE = 100
_TINTS = (None, (60, 40), (40, 60))


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """How the charts of one document are set; sizes in points, colours by their names in the theme.

    Office draws each bar with a gap of `gap_width` per cent of its width.
    """

    latin: str
    east_asian: str
    numeral: str
    axis_pt: float
    label_pt: float
    legend_pt: float
    crowded_pt: float
    """The size of labels where more than eight categories stand side by side."""
    gap_width: int
    bar_gap_width: int
    line_pt: float
    marker_pt: int
    palette: tuple[str, ...]
    """The colours of the series or slices, in order."""
    highlight: str
    axis_line: str
    tones: tuple[tuple[Tone, str, int], ...]
    """The colour of a point of each tone, "" for none, and its share in per cent."""
    names: bool = True
    """Whether the categories are named."""
    fills_frame: bool = False
    """Whether the bars fill the frame, so that they stand on the rows of a table beside it."""
    from_zero: bool = True
    grid_every: int = 0
    """How far apart the lines across the bars stand, 0 for none."""
    key: bool = True
    """Whether several series have a key; else texts of the slide beside the chart say what they are."""
    text: str = TEXT
    page: str = PAGE
    """The colours of text and of the ground."""
    dark: tuple[str, ...] = ("accent1", "accent2")
    """The colours dark enough to carry text in the colour of the ground."""
    narrow: bool = True
    """Whether few categories make a wider gap, so that a column stays a column."""

    @classmethod
    def for_deck(
        cls, settings: ChartSettings, faces: Faces, tones: Mapping[Tone, ToneSettings] | None = None
    ) -> ChartStyle:
        """Return the style of the charts of a theme with these faces."""
        names = faces.by_token
        latin = names.get("+mn-lt", "") or "Arial"
        label = names.get("+mj-lt" if settings.label.font == "major" else "+mn-lt", "")
        main, *further = settings.series
        return cls(
            latin,
            names.get("+mn-ea", "") or "微软雅黑",
            label or latin,
            axis_pt=settings.axis.size_pt,
            label_pt=settings.label.size_pt,
            legend_pt=settings.legend.size_pt,
            crowded_pt=settings.min_pt,
            gap_width=settings.gap_width_pct.column,
            bar_gap_width=settings.gap_width_pct.bar,
            line_pt=settings.line_pt,
            marker_pt=settings.marker_pt,
            palette=(
                main,
                settings.comparison,
                *(colour for colour in further if colour != settings.comparison),
            ),
            highlight=settings.highlight,
            axis_line=settings.axis.line,
            text=settings.text,
            page=settings.page,
            tones=_point_tones(settings, tones or {}),
        )

    def with_look(self, look: ChartLook) -> ChartStyle:
        """Return the style of charts in the slots of a look."""
        return replace(
            self,
            label_pt=look.label_pt,
            gap_width=look.gap_width_pct,
            bar_gap_width=look.gap_width_pct,
            names=look.names,
            fills_frame=look.fills_frame,
            from_zero=look.from_zero,
            grid_every=look.grid_every,
            key=False,
            narrow=False,
        )

    def point_colour(self, tone: Tone) -> Xml | None:
        """Return the fill of a point of a tone; None where the tone says nothing."""
        for name, colour, share in self.tones:
            if name == tone:
                return fill(theme_colour(colour, share=share)) if colour else element("a:noFill")
        return None

    @classmethod
    def for_word(cls, latin: str, east_asian: str, numeral: str) -> ChartStyle:
        """Return the style of charts in a report: 五号 (10.5 pt) text, as in its captions."""
        return cls(
            latin,
            east_asian,
            numeral,
            axis_pt=10.5,
            label_pt=10.5,
            legend_pt=10.5,
            crowded_pt=9,
            gap_width=144,
            bar_gap_width=96,
            line_pt=2.25,
            marker_pt=6,
            palette=("accent1", "accent4", "accent2", "accent5", "accent6"),
            highlight="accent3",
            axis_line="accent5",
            tones=(("highlight", "accent3", _WHOLE), ("decline", "accent4", _WHOLE)),
        )


def deck_chart_styles(
    settings: DeckSettings, faces: Faces, dark: tuple[str, ...]
) -> Mapping[str, ChartStyle]:
    """Return the styles of the charts of a theme by look; "" is the usual one.

    `dark` are the theme colours that carry text in the colour of the ground.
    """
    usual = replace(ChartStyle.for_deck(settings.charts, faces, settings.tones), dark=dark)
    looks = settings.charts.looks.items()
    return {"": usual, **{name: usual.with_look(look) for name, look in looks}}


def _point_tones(
    settings: ChartSettings, tones: Mapping[Tone, ToneSettings]
) -> tuple[tuple[Tone, str, int], ...]:
    """Return the colours of points by tone; a theme without tones has those of two."""
    own: tuple[tuple[Tone, str, int], ...] = tuple(
        (name, "" if tone.mark == "none" else tone.mark, tone.share)
        for name, tone in tones.items()
        if tone.mark
    )
    if own:
        return own
    return (("highlight", settings.highlight, _WHOLE), ("decline", settings.comparison, _WHOLE))


def mark_colour(style: ChartStyle, index: int) -> Xml:
    """Return the colour of the series or slice `index`, tinted once the palette is spent."""
    tint = min(index // len(style.palette), len(_TINTS) - 1)
    return theme_colour(style.palette[index % len(style.palette)], _TINTS[tint])


def text_on_mark(style: ChartStyle, index: int) -> str:
    """Return the theme colour of text that is legible on `mark_colour(style, index)`."""
    dark = index < len(style.palette) and style.palette[index] in style.dark
    return style.page if dark else style.text


def theme_colour(name: str, tint: tuple[int, int] | None = None, share: int = _WHOLE) -> Xml:
    """Return a theme colour; `tint` is how many per cent of its luminance stay and are added.

    `share` is how many per cent of it cover what lies below.
    """
    if share != _WHOLE:
        return element("a:schemeClr", {"val": name}, element("a:alpha", {"val": share * 1000}))
    if tint is None:
        return element("a:schemeClr", {"val": name})
    keep, add = tint
    return element(
        "a:schemeClr",
        {"val": name},
        element("a:lumMod", {"val": keep * 1000}),
        element("a:lumOff", {"val": add * 1000}),
    )


def fill(colour: Xml) -> Xml:
    """Return the solid fill of a colour."""
    return element("a:solidFill", None, colour)


def line(colour: Xml, width_pt: float, dash: str = "solid") -> Xml:
    """Return a line, broken in one of the ways of Office (ECMA-376 part 1, 20.1.10.48)."""
    broken = EMPTY if dash == "solid" else element("a:prstDash", {"val": dash})
    attributes: dict[str, Value] = {"w": emu_of_pt(width_pt), "cap": "rnd"}
    return element("a:ln", attributes, fill(colour), broken, element("a:round"))


NO_LINE = element("a:ln", None, element("a:noFill"))
NO_FILL_NO_LINE = element("c:spPr", None, element("a:noFill"), NO_LINE)


# All charts of a document are set alike.
@lru_cache(maxsize=256)
def text_properties(
    style: ChartStyle,
    size_pt: float,
    *,
    numeral: bool = False,
    colour: str = "",
    lighter: bool = False,
    level: bool = False,
) -> Xml:
    """Return a `c:txPr` in `colour`, "" for that of text: both faces named, `numeral` sets digits in the numeral face and on one line.

    `level` keeps axis text horizontal: Office turns long category names by 45° otherwise.
    """
    latin = style.numeral if numeral else style.latin
    body: dict[str, Value] = {"rot": 0, "vert": "horz"} if level else {}
    if numeral:
        body["wrap"] = "none"
    run = element(
        "a:defRPr",
        {"lang": "zh-CN", "altLang": "en-US", "sz": round(size_pt * 100), "b": False},
        fill(theme_colour(colour or style.text, _LIGHTER if lighter else None)),
        element("a:latin", {"typeface": latin}),
        element("a:ea", {"typeface": style.east_asian}),
        element("a:cs", {"typeface": latin}),
    )
    return element(
        "c:txPr",
        None,
        element("a:bodyPr", body),
        element("a:lstStyle"),
        element(
            "a:p",
            None,
            element("a:pPr", None, run),
            element("a:endParaRPr", {"lang": "zh-CN"}),
        ),
    )
