"""The cascade resolves the inheritance of styles in word/styles.xml.

It tells how text of each style is set, whichever of the styles it is based on says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lxml import etree

from reportgen.units import TWIPS_PER_PT
from reportgen.write.word.lengths import twips
from reportgen.write.word.markup import W

_W = f"{{{W}}}"
_TWIPS_PER_EIGHTH_PT = 2.5
_NO_THEME: Mapping[str, str] = MappingProxyType({})
#: attributes that count in hundredths of a character or of a line (17.3.1.12, 17.3.1.33), and their fields
_CHARACTER_UNITS = {
    "firstLineChars": "first", "leftChars": "left", "startChars": "left", "rightChars": "right",
    "endChars": "right", "beforeLines": "before", "afterLines": "after",
}  # fmt: skip
SINGLE_LINE = 240
"""`w:line` counts 240ths of a line where the line is not exact (ECMA-376 part 1, 17.3.1.33)."""


@dataclass(frozen=True, slots=True)
class EffectiveStyle:
    """How text of a style is set; sizes and tracking in points, all other lengths in twips.

    `line` is twips where `exact`, at least so many twips where `least`, else 240ths of a line. What Word
    counts in characters and lines (`counted`: the field, and hundredths) goes before what it counts in
    points, and `settled` makes lengths of it. `snap` says whether lines keep to the grid
    of a page that has one, `hangs` whether a stop may hang past the margin, `rules` is the height
    of the borders above and below a paragraph. What moves nothing comes last: `colour` and `fill` are
    RRGGBB, "" where no style says so. `own` are the fields of characters that the style or one it is
    based on sets itself.
    """

    font: str = "宋体"
    latin: str = "宋体"
    size_pt: float = 10.0
    bold: bool = False
    tracking_pt: float = 0.0
    line: int = SINGLE_LINE
    exact: bool = False
    least: bool = False
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    first: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    widow: bool = True
    break_before: bool = False
    snap: bool = True
    hangs: bool = True
    rules: int = 0
    align: str = "left"
    italic: bool = False
    colour: str = ""
    fill: str = ""
    own: frozenset[str] = frozenset()
    counted: tuple[tuple[str, int], ...] = ()

    def line_height(self, single: float) -> int:
        """Return the height of a line in twips; `single` is that of one line in its face and size."""
        if self.exact:
            return self.line
        return round(max(self.line, single) if self.least else single * self.line / SINGLE_LINE)

    def settle(self, line: int = SINGLE_LINE) -> EffectiveStyle:
        """Return the style with lengths for what it counts in characters, and in lines of `line` twips."""
        units = {"before": line, "after": line}
        character = self.size_pt * TWIPS_PER_PT
        lengths = {
            name: round(count / 100 * units.get(name, character))
            for name, count in self.counted
            if count
        }
        return replace(self, **lengths) if lengths else self  # type: ignore[arg-type]  # by field name

    def with_paragraph(self, properties: etree._Element) -> EffectiveStyle:
        """Return the style with those of a `w:pPr` over it."""
        return _with_paragraph(self, properties).settle()

    def with_run(self, properties: etree._Element) -> EffectiveStyle:
        """Return the style with those of a `w:rPr` over it."""
        return _with_run(self, properties, _NO_THEME)


def effective_styles(
    styles: etree._Element,
    theme_faces: Mapping[str, str] = _NO_THEME,
    line: int = SINGLE_LINE,
) -> Mapping[str, EffectiveStyle]:
    """Return how text of every paragraph and character style of a `w:styles` is set, by its id.

    `theme_faces` are the faces that its attributes of a theme stand for, `line` is the height in twips
    of what it counts in lines.
    """
    start = EffectiveStyle()
    defaults = styles.find(f"{_W}docDefaults")
    if defaults is not None:
        for ppr in defaults.iter(f"{_W}pPr"):
            start = _with_paragraph(start, ppr)
        for rpr in defaults.iter(f"{_W}rPr"):
            start = replace(_with_run(start, rpr, theme_faces), own=frozenset())
    elements = {e.get(f"{_W}styleId", ""): e for e in styles.iter(f"{_W}style")}
    effective: dict[str, EffectiveStyle] = {}

    def resolve(style_id: str, above: frozenset[str]) -> EffectiveStyle:
        if style_id in effective:
            return effective[style_id]
        element = elements.get(style_id)
        if element is None or style_id in above:
            return start
        base = element.find(f"{_W}basedOn")
        parent = _value(base) if base is not None else ""
        style = resolve(parent, above | {style_id}) if parent else start
        if (ppr := element.find(f"{_W}pPr")) is not None:
            style = _with_paragraph(style, ppr)
        if (rpr := element.find(f"{_W}rPr")) is not None:
            style = _with_run(style, rpr, theme_faces)
        effective[style_id] = style
        return style

    for style_id in elements:
        resolve(style_id, frozenset())
    return {style_id: style.settle(line) for style_id, style in effective.items()}


def border_height(eighths: float, space_pt: float = 0) -> int:
    """Return the room of a border in twips: its weight in eighths of a point, and its distance."""
    return round(eighths * _TWIPS_PER_EIGHTH_PT + space_pt * TWIPS_PER_PT)


def _with_paragraph(style: EffectiveStyle, ppr: etree._Element) -> EffectiveStyle:
    """Return `style` with the properties of a `w:pPr`."""
    changes: dict[str, int | bool | str] = {}
    counted: dict[str, int] = {}
    for child in ppr:
        name = _local(child)
        if name == "spacing":
            changes.update(_numbers(child, {"before": "before", "after": "after", "line": "line"}))
            if (rule := child.get(f"{_W}lineRule")) is not None:
                changes |= {"exact": rule == "exact", "least": rule == "atLeast"}
            counted |= _numbers(child, _CHARACTER_UNITS)
        elif name == "ind":
            changes.update(
                _numbers(child, {"left": "left", "right": "right", "firstLine": "first"})
            )
            if (hanging := child.get(f"{_W}hanging")) is not None:
                changes["first"] = -twips(hanging)
            counted |= _numbers(child, _CHARACTER_UNITS)
            if (hanging := child.get(f"{_W}hangingChars")) is not None:
                counted["first"] = -twips(hanging)
        elif name == "jc":
            changes["align"] = _ALIGNS.get(_value(child), "left")
        elif name == "pBdr":
            edges = (child.find(f"{_W}{side}") for side in ("top", "bottom"))
            changes["rules"] = sum(_height_of(edge) for edge in edges if edge is not None)
        elif name in _SWITCHES:
            changes[_SWITCHES[name]] = is_on(child)
    if counted:
        style = replace(style, counted=tuple({**dict(style.counted), **counted}.items()))
    return replace(style, **changes) if changes else style  # type: ignore[arg-type]  # by field name


def _with_run(
    style: EffectiveStyle, rpr: etree._Element, theme_faces: Mapping[str, str]
) -> EffectiveStyle:
    """Return `style` with the properties of a `w:rPr`."""
    changes: dict[str, str | float | bool] = {}
    for child in rpr:
        name = _local(child)
        if name == "rFonts":
            # An attribute of the theme goes before the name beside it (17.3.2.26).
            east = theme_faces.get(child.get(f"{_W}eastAsiaTheme", ""))
            ascii_ = theme_faces.get(child.get(f"{_W}asciiTheme", ""))
            if font := east or child.get(f"{_W}eastAsia"):
                changes["font"] = font
            if latin := ascii_ or child.get(f"{_W}ascii"):
                changes["latin"] = latin
        elif name == "sz":
            changes["size_pt"] = _half_points(_value(child))
        elif name == "spacing":
            changes["tracking_pt"] = twips(_value(child)) / TWIPS_PER_PT
        elif name == "b":
            changes["bold"] = is_on(child)
        elif name == "i":
            changes["italic"] = is_on(child)
        elif name == "color":
            changes["colour"] = _colour(_value(child))
        elif name == "shd":
            changes["fill"] = _colour(child.get(f"{_W}fill") or "")
    if not changes:
        return style
    return replace(style, **changes, own=style.own | changes.keys())  # type: ignore[arg-type]  # by field name


_ALIGNS = {
    "center": "center", "right": "right", "end": "right", "both": "both", "distribute": "both",
    "thaiDistribute": "both",
}  # fmt: skip
_SWITCHES = {
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "widowControl": "widow",
    "pageBreakBefore": "break_before",
    "snapToGrid": "snap",
    "overflowPunct": "hangs",
}


def is_on(element: etree._Element) -> bool:
    """Return the value of an on-off property, on when none is written."""
    return element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _local(element: etree._Element) -> str:
    """Return the name of an element of WordprocessingML, "" for one of another namespace."""
    tag = str(element.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else ""


def _half_points(written: str) -> float:
    """Return a size of type in points: a number counts half points (ECMA-376 part 1, 17.18.42)."""
    if written.replace(".", "", 1).isdigit():
        return float(written) / 2
    return twips(written) / TWIPS_PER_PT


def _colour(value: str) -> str:
    """Return a colour as RRGGBB, "" where it is left to the program."""
    return value.upper() if len(value) == 6 and value != "000000" else ""


def _height_of(edge: etree._Element) -> int:
    """Return the height of a border: `w:sz` counts eighths of a point, `w:space` points."""
    if edge.get(f"{_W}val") in ("nil", "none"):
        return 0
    return border_height(*(float(edge.get(f"{_W}{name}") or 0) for name in ("sz", "space")))


def _value(element: etree._Element) -> str:
    return element.get(f"{_W}val") or "0"


def _numbers(element: etree._Element, names: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for attribute, field in names.items():
        if (value := element.get(f"{_W}{attribute}")) is not None:
            yield field, twips(value)
