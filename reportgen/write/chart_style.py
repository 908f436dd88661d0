"""How a chart looks, apart from its numbers: faces, sizes, theme colours as DrawingML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportgen.units import emu_of_pt
from reportgen.write.escaping import quoted

# Office's own lighter shade of the text colour, for numbers along an axis.
_LIGHTER_TEXT = '<a:lumMod val="65000"/><a:lumOff val="35000"/>'
# Lighter shades for marks beyond the palette, as Office varies a theme colour.
_TINTS = (
    "",
    '<a:lumMod val="60000"/><a:lumOff val="40000"/>',
    '<a:lumMod val="40000"/><a:lumOff val="60000"/>',
)


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The look of charts in one document; sizes in points, colours by their names in the theme.

    `title_pt` 0 leaves the title to the caption or to the slot above; `crowded_pt` is for more than
    eight categories side by side; `light_text_on` names the colours dark enough to carry text in
    the colour of the page.
    """

    latin: str
    east_asian: str
    numeral: str
    axis_pt: float
    label_pt: float
    legend_pt: float
    crowded_pt: float
    title_pt: float = 0
    gap_width: int = 144
    bar_gap_width: int = 96
    line_pt: float = 2.25
    marker_pt: int = 9
    text: str = "tx1"
    page: str = "bg1"
    main: str = "accent1"
    comparison: str = "accent4"
    further: tuple[str, ...] = ("accent2", "accent5", "accent6")
    highlight: str = "accent3"
    axis_line: str = "accent5"
    light_text_on: tuple[str, ...] = ("accent1", "accent2")

    @classmethod
    def for_word(
        cls,
        latin: str = "Times New Roman",
        east_asian: str = "仿宋_GB2312",
        numeral: str = "Times New Roman",
    ) -> ChartStyle:
        """Return the style of charts in a report: 五号 (10.5 pt) text under a caption."""
        return cls(latin, east_asian, numeral, 10.5, 10.5, 10.5, 9, marker_pt=6)

    @classmethod
    def for_slide(
        cls,
        latin: str = "微软雅黑",
        east_asian: str = "微软雅黑",
        numeral: str = "Times New Roman",
    ) -> ChartStyle:
        """Return the style of charts on a slide: 18 pt text, 24 pt numerals as direct labels."""
        return cls(latin, east_asian, numeral, 18, 24, 18, 14)


def mark_colour(style: ChartStyle, index: int) -> str:
    """Return the colour of the series or slice `index`, tinted once the palette is spent."""
    palette = (style.main, style.comparison, *style.further)
    tint = min(index // len(palette), len(_TINTS) - 1)
    return scheme(palette[index % len(palette)], _TINTS[tint])


def mark_text(style: ChartStyle, index: int) -> str:
    """Return the theme colour of text that is legible on `mark_colour(style, index)`."""
    palette = (style.main, style.comparison, *style.further)
    dark = index < len(palette) and palette[index] in style.light_text_on
    return style.page if dark else style.text


def scheme(name: str, change: str = "") -> str:
    """Return a theme colour element, changed by `change` (`a:lumMod` …)."""
    return (
        f'<a:schemeClr val="{name}">{change}</a:schemeClr>'
        if change
        else (f'<a:schemeClr val="{name}"/>')
    )


def fill(colour: str) -> str:
    """Return the solid fill of a colour element."""
    return f"<a:solidFill>{colour}</a:solidFill>"


def line(colour: str, width_pt: float) -> str:
    """Return a solid line; 12,700 EMU make a point."""
    return f'<a:ln w="{emu_of_pt(width_pt)}" cap="rnd">{fill(colour)}<a:round/></a:ln>'


NO_LINE = "<a:ln><a:noFill/></a:ln>"


@lru_cache(maxsize=256)
def text_properties(
    style: ChartStyle,
    size_pt: float,
    *,
    numeral: bool = False,
    colour: str = "",
    lighter: bool = False,
    level: bool = False,
) -> str:
    """Return a `c:txPr`: both faces named, `numeral` sets digits in the numeral face.

    `level` keeps axis text horizontal: Office turns long category names by 45° otherwise.
    """
    latin = style.numeral if numeral else style.latin
    rotation = ' rot="0" vert="horz"' if level else ""
    paint = fill(scheme(colour or style.text, _LIGHTER_TEXT if lighter else ""))
    return (
        f"<c:txPr><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr>"
        f"{_run_properties('a:defRPr', size_pt, paint, latin, style.east_asian)}"
        '</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def title_text(style: ChartStyle, text: str) -> str:
    """Return the `c:tx` of a chart title, `text` escaped already."""
    paint = fill(scheme(style.text))
    faces = (style.title_pt, paint, style.latin, style.east_asian)
    return (
        "<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>"
        f"<a:pPr>{_run_properties('a:defRPr', *faces)}</a:pPr>"
        f"<a:r>{_run_properties('a:rPr', *faces)}<a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _run_properties(tag: str, size_pt: float, paint: str, latin: str, east_asian: str) -> str:
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{round(size_pt * 100)}" b="0">{paint}'
        f"<a:latin typeface={quoted(latin)}/><a:ea typeface={quoted(east_asian)}/>"
        f"<a:cs typeface={quoted(latin)}/></{tag}>"
    )
