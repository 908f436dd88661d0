"""A deck theme in; what its layouts draw below the texts of a slide out, in colours of their own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

from lxml import etree

from reportgen.theme.deck import DeckTheme
from reportgen.theme.deck_template import read_colours
from reportgen.write.package import Prepared, members_of
from reportgen.write.slide_drawing.arrow_heads import arrow_heads
from reportgen.write.slide_drawing.shapes import Box, polyline, shape, transform
from reportgen.write.xml import Xml, joined

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NAMES = {"p": _P[1:-1], "a": _A[1:-1]}
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
#: children of shape properties that a small drawing leaves out
_LEFT_OUT = frozenset(
    f"{_A}{name}" for name in ("effectLst", "effectDag", "scene3d", "sp3d", "extLst")
)
_MASTER_COLOURS = ("bg1", "tx1", "bg2", "tx2")
_WHITE, _BLACK = "FFFFFF", "000000"
Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


@dataclass(frozen=True, slots=True)
class Bullet:
    """The mark before a paragraph, and its colour as RRGGBB."""

    mark: str
    colour: str


@dataclass(frozen=True, eq=False, slots=True)
class LayoutLook:
    """What a layout or a master draws: its ground, its shapes and those of its placeholders; colours by their names."""

    colours: Mapping[str, str]
    ground: Element | None
    shapes: tuple[Element, ...]
    #: the look of the master whose shapes a layout shows below its own
    below: LayoutLook | None = None
    #: the properties of a placeholder that is filled or edged, and its bullet, by the index of the placeholder
    frames: Mapping[int | None, Element] = field(default_factory=dict)
    bullets: Mapping[int | None, Bullet] = field(default_factory=dict)

    def colour(self, name: str) -> str:
        """Return a colour of the theme as RRGGBB; black for one that it lacks."""
        return self.colours.get(name, _BLACK)

    def fill(self) -> Xml:
        """Return the fill of the ground."""
        if self.ground is None:
            return Xml(
                f'<a:solidFill><a:srgbClr val="{self.colours.get("bg1", _WHITE)}"/></a:solidFill>'
            )
        return self.coloured(self.ground, 1.0)

    def coloured(self, own: Element, scale: float) -> Xml:
        """Return an element of DrawingML with its lines scaled and its theme colours as RRGGBB."""
        copy = deepcopy(own)
        for colour in list(copy.iter(f"{_A}schemeClr")):
            colour.tag = f"{_A}srgbClr"
            colour.set("val", self.colour(str(colour.get("val"))))
        for edge in copy.iter(f"{_A}ln"):
            for end in edge.findall(f"{_A}headEnd") + edge.findall(f"{_A}tailEnd"):
                edge.remove(end)
            if edge.get("w"):
                edge.set("w", str(max(1, round(int(edge.get("w", "0")) * scale))))
        return Xml(_DECLARED.sub("", etree.tostring(copy, encoding="unicode")))

    def own(self, number: int, scale: float) -> Iterator[Xml]:
        """Yield its own shapes and the heads of their arrows, numbered from `number` on."""
        following = count(number)
        for properties in self.shapes:
            frame = properties.find("a:xfrm", _NAMES)
            if frame is None:
                continue
            box = box_of(frame, scale)
            yield self.framed(next(following), properties, box, scale)
            line = properties.find("a:ln", _NAMES)
            if line is None:
                continue
            for points in arrow_heads(properties, line, box, scale):
                yield polyline(next(following), points, self.coloured(line, scale))

    def framed(self, number: int, properties: Element, box: Box, scale: float) -> Xml:
        """Return a shape with these properties in a box."""
        frame = properties.find("a:xfrm", _NAMES)
        turned = {} if frame is None else {str(k): str(v) for k, v in frame.attrib.items()}
        inner = [
            self.coloured(child, scale)
            for child in properties
            if child.tag != f"{_A}xfrm" and child.tag not in _LEFT_OUT
        ]
        return shape(number, joined([transform(box, {**turned}), *inner]))


# A script shows many slides of one master, several of one layout, all of one width.
@lru_cache(maxsize=256)
def drawn(look: LayoutLook, number: int, scale: float) -> tuple[Xml, ...]:
    """Return the shapes below a slide, numbered from `number` on: those of the master, then those of the layout."""
    below = drawn(look.below, number, scale) if look.below else ()
    return (*below, *look.own(number + len(below), scale))


def box_of(frame: Element, scale: float) -> Box:
    """Return the box of an `a:xfrm`, scaled."""
    off, ext = frame.find("a:off", _NAMES), frame.find("a:ext", _NAMES)
    values = [
        *((0, 0) if off is None else (int(off.get("x", "0")), int(off.get("y", "0")))),
        *((0, 0) if ext is None else (int(ext.get("cx", "0")), int(ext.get("cy", "0")))),
    ]
    return Box(*(round(value * scale) for value in values))


@lru_cache(maxsize=8)
def _members(theme: DeckTheme) -> Mapping[str, Prepared]:
    """Return the members of a theme's package, which is read once for all its layouts."""
    return members_of(theme.package)


@lru_cache(maxsize=256)
def look_of(theme: DeckTheme, part: str) -> LayoutLook:
    """Return what the layout of a theme with the part `part` draws."""
    members = _members(theme)
    layout = etree.fromstring(members[part].data)
    master = _master_look(theme, _related(members, part, "/slideMaster"))
    ground = _ground(layout)
    placeholders = list(_placeholders(layout))
    frames = {
        i: p
        for i, s in placeholders
        if (p := s.find("p:spPr", _NAMES)) is not None and _is_filled(p)
    }
    bullets = {i: bullet for i, s in placeholders if (bullet := _bullet(s, master))}
    return LayoutLook(
        master.colours,
        master.ground if ground is None else ground,
        _drawn(layout),
        None if layout.get("showMasterSp") == "0" else master,
        frames,
        bullets,
    )


@lru_cache(maxsize=32)
def _master_look(theme: DeckTheme, part: str) -> LayoutLook:
    """Return what the master of a theme with the part `part` draws, in the colours of the theme."""
    members = _members(theme)
    master = etree.fromstring(members[part].data)
    colours = dict(read_colours(theme.styled(members[_related(members, part, "/theme")].data)))
    names = master.find("p:clrMap", _NAMES)
    mapped = {} if names is None else {str(k): str(v) for k, v in names.attrib.items()}
    colours |= {n: colours.get(mapped[n], _BLACK) for n in _MASTER_COLOURS if n in mapped}
    return LayoutLook(colours, _ground(master), _drawn(master))


def _related(members: Mapping[str, Prepared], part: str, kind: str) -> str:
    """Return the name of the part of a kind that a part refers to."""
    folder, name = posixpath.split(part)
    for rel in etree.fromstring(members[f"{folder}/_rels/{name}.rels"].data):
        if str(rel.get("Type")).endswith(kind):
            target = str(rel.get("Target"))
            return posixpath.normpath(posixpath.join(folder, target)).removeprefix("/")
    raise KeyError(kind)


def _ground(root: Element) -> Element | None:
    """Return the fill of the background, None where it is that of the master or of the theme."""
    own = root.find("p:cSld/p:bg/p:bgPr", _NAMES)
    fill = None if own is None else next((c for c in own if str(c.tag).endswith("Fill")), None)
    return None if fill is None or str(fill.tag).endswith("blipFill") else fill


def _drawn(root: Element) -> tuple[Element, ...]:
    """Return the properties of the shapes of a part that are no placeholders."""
    shapes = root.iterfind("p:cSld/p:spTree/*", _NAMES)
    kinds = (f"{_P}sp", f"{_P}cxnSp")
    return tuple(
        properties
        for one in shapes
        if one.tag in kinds and one.find(".//p:ph", _NAMES) is None
        if (properties := one.find("p:spPr", _NAMES)) is not None
    )


def _placeholders(root: Element) -> Iterator[tuple[int | None, Element]]:
    for one in root.iterfind("p:cSld/p:spTree/p:sp", _NAMES):
        ph = one.find("p:nvSpPr/p:nvPr/p:ph", _NAMES)
        if ph is not None:
            yield (int(ph.get("idx", "0")) if ph.get("idx") else None), one


def _is_filled(properties: Element) -> bool:
    """Return whether shape properties have a fill or an edge of their own."""
    paths = ("a:solidFill", "a:gradFill", "a:ln/a:solidFill")
    return any(properties.find(path, _NAMES) is not None for path in paths)


def _bullet(placeholder: Element, look: LayoutLook) -> Bullet | None:
    level = placeholder.find("p:txBody/a:lstStyle/a:lvl1pPr", _NAMES)
    mark = None if level is None else level.find("a:buChar", _NAMES)
    if level is None or mark is None:
        return None
    colour = level.find("a:buClr/a:schemeClr", _NAMES)
    named = "tx1" if colour is None else str(colour.get("val"))
    return Bullet(str(mark.get("char")), look.colour(named))
