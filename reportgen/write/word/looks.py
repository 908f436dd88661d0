"""word/styles.xml in, what each style sets out, inheritance resolved; lengths in twips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.write.word.markup import W

_W = f"{{{W}}}"


@dataclass(frozen=True, slots=True)
class Look:
    """How text of a style is set; sizes and tracking in points, all other lengths in twips."""

    font: str = "宋体"
    latin: str = "宋体"
    size_pt: float = 10.0
    bold: bool = False
    tracking_pt: float = 0.0
    line: int = 240
    exact: bool = False
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
    """Whether lines keep to the grid of the page, where it has one."""
    hangs: bool = True
    """Whether a stop may hang past the margin."""
    rules: int = 0
    """Height of the borders above and below a paragraph."""


def looks_of(styles: etree._Element) -> Mapping[str, Look]:
    """Return the look of every paragraph and character style by its id."""
    start = Look()
    defaults = styles.find(f"{_W}docDefaults")
    if defaults is not None:
        for ppr in defaults.iter(f"{_W}pPr"):
            start = with_paragraph(start, ppr)
        for rpr in defaults.iter(f"{_W}rPr"):
            start = with_run(start, rpr)
    elements = {e.get(f"{_W}styleId", ""): e for e in styles.iter(f"{_W}style")}
    found: dict[str, Look] = {}

    def look(style_id: str, above: frozenset[str]) -> Look:
        if style_id in found:
            return found[style_id]
        element = elements.get(style_id)
        if element is None or style_id in above:
            return start
        based = element.find(f"{_W}basedOn")
        parent = _value(based) if based is not None else ""
        result = look(parent, above | {style_id}) if parent else start
        if (ppr := element.find(f"{_W}pPr")) is not None:
            result = with_paragraph(result, ppr)
        if (rpr := element.find(f"{_W}rPr")) is not None:
            result = with_run(result, rpr)
        found[style_id] = result
        return result

    for style_id in elements:
        look(style_id, frozenset())
    return found


def with_paragraph(look: Look, ppr: etree._Element) -> Look:
    """Return `look` with the properties of a `w:pPr`."""
    changes: dict[str, int | bool] = {}
    for child in ppr:
        name = str(child.tag)[len(_W) :]
        if name == "spacing":
            changes.update(_numbers(child, {"before": "before", "after": "after", "line": "line"}))
            if (rule := child.get(f"{_W}lineRule")) is not None:
                changes["exact"] = rule == "exact"
        elif name == "ind":
            changes.update(
                _numbers(child, {"left": "left", "right": "right", "firstLine": "first"})
            )
            if (hanging := child.get(f"{_W}hanging")) is not None:
                changes["first"] = -int(hanging)
        elif name == "pBdr":
            edges = (child.find(f"{_W}{side}") for side in ("top", "bottom"))
            changes["rules"] = sum(_rule(edge) for edge in edges if edge is not None)
        elif name in _TOGGLES:
            changes[_TOGGLES[name]] = is_on(child)
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]  # by field name


def with_run(look: Look, rpr: etree._Element) -> Look:
    """Return `look` with the properties of a `w:rPr`."""
    changes: dict[str, str | float | bool] = {}
    for child in rpr:
        name = str(child.tag)[len(_W) :]
        if name == "rFonts":
            if font := child.get(f"{_W}eastAsia"):
                changes["font"] = font
            if latin := child.get(f"{_W}ascii"):
                changes["latin"] = latin
        elif name == "sz":
            changes["size_pt"] = int(_value(child)) / 2
        elif name == "spacing":
            changes["tracking_pt"] = int(_value(child)) / 20
        elif name == "b":
            changes["bold"] = is_on(child)
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]  # by field name


_TOGGLES = {
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "widowControl": "widow",
    "pageBreakBefore": "break_before",
    "snapToGrid": "snap",
    "overflowPunct": "hangs",
}


def _rule(edge: etree._Element) -> int:
    """Return the height of a border: `w:sz` counts eighths of a point, `w:space` points."""
    if edge.get(f"{_W}val") in ("nil", "none"):
        return 0
    eighths, points = (float(edge.get(f"{_W}{name}") or 0) for name in ("sz", "space"))
    return round(eighths * 2.5 + points * 20)


def is_on(element: etree._Element) -> bool:
    """Return the value of an on-off property, on when none is written."""
    return element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _value(element: etree._Element) -> str:
    return element.get(f"{_W}val") or "0"


def _numbers(element: etree._Element, names: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for attribute, field in names.items():
        if (value := element.get(f"{_W}{attribute}")) is not None:
            yield field, round(float(value))
