"""A placeholder of a slide layout in, a SlotBox out: its place and type after inheritance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml import etree

from reportgen.theme.deck_settings import SlotSettings
from reportgen.units import EMU_PER_PT

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_NAMES = {"a": A, "p": P}
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("ftr", "sldNum", "dt", "hdr")
_OBJECTS = {"pic": "picture", "chart": "chart", "tbl": "table"}
#: smallest sizes by role for a template that names none: 18 pt body is read from the back row
_LEAST_PT = {"title": 28.0, "body": 18.0}
_LEAST_OTHER_PT = 14.0
#: ECMA-376 part 1, 21.1.2.1.1: insets a text body has when it names none
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
Align = Literal["l", "ctr", "r", "just", "dist"]


@dataclass(frozen=True, slots=True)
class UnitStyle:
    """How the unit behind a numeral is set: level 2 of its slot; `fill` and faces as DrawingML."""

    size_pt: float
    attributes: str
    children: str
    latin: str
    east_asian: str


@dataclass(frozen=True, eq=False, slots=True)
class SlotBox:
    """A placeholder of a layout; the frame in EMU, sizes in points. Compared by identity.

    `line_pt` is an exact pitch at `size_pt`; 0 means `line_ratio` times the face's own height.
    """

    name: str
    kind: str
    idx: int | None
    x: int
    y: int
    w: int
    h: int
    role: str
    min_pt: float
    optional: bool
    insets: tuple[int, int, int, int]
    anchor: str
    align: str
    size_pt: float
    line_pt: float
    line_ratio: float
    space_before_pt: float
    left_indent_pt: float
    first_indent_pt: float
    tracking_pt: float
    latin: str
    east_asian: str
    bold: bool
    hangs: bool
    colour: str
    ph: str
    unit: UnitStyle | None

    @property
    def is_title(self) -> bool:
        """Whether it is the title placeholder of its layout, whatever the slot is called."""
        return self.kind in _TITLES

    @property
    def is_object(self) -> bool:
        """Whether it takes a picture, chart or table in place of text."""
        return self.kind in _OBJECTS

    @property
    def width_pt(self) -> float:
        """Room for text across, insets taken off."""
        return (self.w - self.insets[0] - self.insets[2]) / EMU_PER_PT

    @property
    def height_pt(self) -> float:
        """Room for text down, insets taken off."""
        return (self.h - self.insets[1] - self.insets[3]) / EMU_PER_PT


@dataclass(frozen=True, slots=True)
class Faces:
    """The theme's faces: what +mj-lt, +mj-ea, +mn-lt and +mn-ea stand for."""

    by_token: Mapping[str, str]

    def name(self, typeface: str, fallback: str) -> str:
        """Return the face a `typeface` attribute means."""
        return self.by_token.get(typeface, typeface) or self.by_token.get(fallback, "")


def read_faces(theme: bytes) -> Faces:
    """Return the faces of a theme part."""
    root = etree.fromstring(theme)
    found = {}
    for tag, token in (("majorFont", "mj"), ("minorFont", "mn")):
        for child, script in (("latin", "lt"), ("ea", "ea")):
            element = root.find(f".//a:{tag}/a:{child}", _NAMES)
            found[f"+{token}-{script}"] = "" if element is None else element.get("typeface", "")
    return Faces(found)


def placeholders(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each placeholder shape of a layout or master with its `p:ph`, in reading order."""
    for shape in root.iterfind(".//p:spTree//p:sp", _NAMES):
        ph = shape.find("p:nvSpPr/p:nvPr/p:ph", _NAMES)
        if ph is not None:
            yield shape, ph


def kind_of(ph: Element) -> str:
    """Return the placeholder type; ECMA-376 part 1, 19.3.1.36: `obj` when it names none."""
    return str(ph.get("type", "obj"))


def shape_name(shape: Element) -> str:
    """Return the name a designer sees in the selection pane."""
    named = shape.find("p:nvSpPr/p:cNvPr", _NAMES)
    return "" if named is None else str(named.get("name", ""))


def read_slot(
    name: str, shape: Element, ph: Element, master: Element, faces: Faces, settings: SlotSettings
) -> SlotBox:
    """Return the slot, what the layout leaves out taken from the master."""
    kind = kind_of(ph)
    above = _master_shape(kind, master)
    shapes = [shape] if above is None else [shape, above]
    first = _levels(shapes, kind, master, 1)
    frame = next(
        (f for s in shapes if (f := s.find("p:spPr/a:xfrm", _NAMES)) is not None),
        None,
    )
    x, y, w, h = _frame(frame)
    bodies = [b for s in shapes if (b := s.find("p:txBody/a:bodyPr", _NAMES)) is not None]
    insets = [int(_attribute(bodies, key) or default) for key, default in _INSETS.items()]
    runs = [r for level in first if (r := level.find("a:defRPr", _NAMES)) is not None]
    size = int(_attribute(runs, "sz") or 1800) / 100
    line_pt, line_ratio = _line(first)
    token = "+mj" if kind in _TITLES else "+mn"
    role = settings.role or _role(kind)
    idx = ph.get("idx")
    colour = _child(runs, "a:solidFill")
    scheme = None if colour is None else colour.find("a:schemeClr", _NAMES)
    kept = {key: ph.get(key) for key in ("type", "orient", "sz", "idx") if ph.get(key)}
    return SlotBox(
        name=name,
        kind=kind,
        idx=int(idx) if idx else None,
        x=x, y=y, w=w, h=h,
        role=role,
        min_pt=min(settings.min_pt or _LEAST_PT.get(role, _LEAST_OTHER_PT), size),
        optional=settings.optional,
        insets=(insets[0], insets[1], insets[2], insets[3]),
        anchor=_attribute(bodies, "anchor") or "t",
        align=_attribute(first, "algn") or "l",
        size_pt=size,
        line_pt=line_pt,
        line_ratio=line_ratio,
        space_before_pt=_space(first, "a:spcBef", size),
        left_indent_pt=int(_attribute(first, "marL") or 0) / EMU_PER_PT,
        first_indent_pt=int(_attribute(first, "indent") or 0) / EMU_PER_PT,
        tracking_pt=int(_attribute(runs, "spc") or 0) / 100,
        latin=_face(runs, "a:latin", faces, f"{token}-lt"),
        east_asian=_face(runs, "a:ea", faces, f"{token}-ea"),
        bold=_attribute(runs, "b") in ("1", "true"),
        hangs=_attribute(first, "hangingPunct") in ("1", "true"),
        colour="" if scheme is None else str(scheme.get("val", "")),
        ph="<p:ph " + " ".join(f'{key}="{value}"' for key, value in kept.items()) + "/>",
        unit=_unit(shape, faces) if role == "numeral" else None,
    )  # fmt: skip


def _unit(shape: Element, faces: Faces) -> UnitStyle | None:
    run = shape.find("p:txBody/a:lstStyle/a:lvl2pPr/a:defRPr", _NAMES)
    if run is None:
        return None
    attributes = {str(key): str(value) for key, value in run.attrib.items() if key != "sz"}
    children = "".join(etree.tostring(child, encoding="unicode") for child in run)
    return UnitStyle(
        int(run.get("sz", "1800")) / 100,
        "".join(f' {key}="{value}"' for key, value in sorted(attributes.items())),
        re.sub(r' xmlns:\w+="[^"]*"', "", children),
        _face([run], "a:latin", faces, "+mn-lt"),
        _face([run], "a:ea", faces, "+mn-ea"),
    )


@lru_cache(maxsize=64)
def _master_shape(kind: str, master: Element) -> Element | None:
    # A layout's ctrTitle stands under the master's title, its other texts under the body.
    wanted = "title" if kind in _TITLES else kind if kind in _FURNITURE else "body"
    return next((s for s, ph in placeholders(master) if kind_of(ph) == wanted), None)


def _levels(shapes: Sequence[Element], kind: str, master: Element, level: int) -> list[Element]:
    style = "titleStyle" if kind in _TITLES else "otherStyle" if kind in _FURNITURE else "bodyStyle"
    lists = [s.find("p:txBody/a:lstStyle", _NAMES) for s in shapes]
    lists.append(master.find(f"p:txStyles/p:{style}", _NAMES))
    found = [x.find(f"a:lvl{level}pPr", _NAMES) for x in lists if x is not None]
    return [element for element in found if element is not None]


def _frame(frame: Element | None) -> tuple[int, int, int, int]:
    if frame is None:
        return 0, 0, 0, 0
    off, ext = frame.find("a:off", _NAMES), frame.find("a:ext", _NAMES)
    if off is None or ext is None:
        return 0, 0, 0, 0
    return (
        int(off.get("x", "0")), int(off.get("y", "0")),
        int(ext.get("cx", "0")), int(ext.get("cy", "0")),
    )  # fmt: skip


def _attribute(elements: Sequence[Element], key: str) -> str:
    return next((str(v) for e in elements if (v := e.get(key)) is not None), "")


def _child(elements: Sequence[Element], path: str) -> Element | None:
    return next((c for e in elements if (c := e.find(path, _NAMES)) is not None), None)


def _line(levels: Sequence[Element]) -> tuple[float, float]:
    spacing = _child(levels, "a:lnSpc")
    if spacing is not None and (points := spacing.find("a:spcPts", _NAMES)) is not None:
        return int(points.get("val", "0")) / 100, 1.0
    if spacing is not None and (share := spacing.find("a:spcPct", _NAMES)) is not None:
        return 0.0, int(share.get("val", "100000")) / 100_000
    return 0.0, 1.0


def _space(levels: Sequence[Element], path: str, size_pt: float) -> float:
    spacing = _child(levels, path)
    if spacing is not None and (points := spacing.find("a:spcPts", _NAMES)) is not None:
        return int(points.get("val", "0")) / 100
    if spacing is not None and (share := spacing.find("a:spcPct", _NAMES)) is not None:
        return int(share.get("val", "0")) / 100_000 * size_pt
    return 0.0


def _face(runs: Sequence[Element], path: str, faces: Faces, fallback: str) -> str:
    named = _child(runs, path)
    return faces.name("" if named is None else str(named.get("typeface", "")), fallback)


def _role(kind: str) -> str:
    if kind in _TITLES:
        return "title"
    if kind in _FURNITURE:
        return "furniture"
    return "object" if kind in _OBJECTS else "body"
