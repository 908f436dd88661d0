"""The small native drawing of a slide in a script (`wpg:wgp`) as SVG."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.units import TWIPS_PER_PT
from reportgen.write.preview.drawingml import Canvas, R, box_of, cropped, turned
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.svg import group, number, of_emu
from reportgen.write.preview.text import Look, Stretch, look_attributes, text_line
from reportgen.write.theme_colours import A, Element, Scheme
from reportgen.write.word.markup import NAMESPACES, W
from reportgen.write.xml import EMPTY, Xml, joined

_W = f"{{{W}}}"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_DRAWN_IN = {"wps": _SHAPE, "wpg": _GROUP, "pic": _PICTURE}
_BASELINE = 0.8
"""The share of an exact line above its base line, off the grid of the page."""
_WHOLE = 100_000
_ANCHORS = {"center": "middle", "right": "end"}
Box = tuple[float, float, float, float]


@dataclass(eq=False, slots=True)
class GroupDrawing:
    """Draws groups of shapes; `picture` gives the address of the picture of a relationship."""

    picture: Callable[[str], str]
    faces: set[FacePair] = field(default_factory=set)

    def drawn(self, written: Xml, x: float, y: float) -> Xml:
        """Return a group whose upper left corner is at a point."""
        names = {**NAMESPACES, **{f"xmlns:{k}": v[1:-1] for k, v in _DRAWN_IN.items()}}
        opening = "".join(f' {name}="{value}"' for name, value in names.items())
        root = etree.fromstring(f"<group{opening}>{written}</group>")
        digest = hashlib.blake2s(written.encode(), digest_size=4).hexdigest()
        canvas = Canvas(Scheme({}), f"w{digest}", self.picture)
        shapes = [
            self._shape(child, canvas) for child in root.iter(f"{_SHAPE}wsp", f"{_PICTURE}pic")
        ]
        inner = joined([*canvas.definitions, *shapes])
        return group(inner, transform=f"translate({number(x)} {number(y)})")

    def _shape(self, shape: Element, canvas: Canvas) -> Xml:
        prefix = _PICTURE if shape.tag == f"{_PICTURE}pic" else _SHAPE
        properties = shape.find(f"{prefix}spPr")
        frame = None if properties is None else properties.find(f"{A}xfrm")
        if properties is None or frame is None:
            return EMPTY
        box = box_of(frame)
        if prefix == _PICTURE:
            return self._picture(shape, box)
        move = turned(frame, *box)
        outline = canvas.outlined(properties, None, box)
        drawn = joined([outline, *self._text(shape, box)])
        return group(drawn, transform=move) if move else drawn

    def _picture(self, shape: Element, box: Box) -> Xml:
        blip = shape.find(f"{_PICTURE}blipFill/{A}blip")
        crop = shape.find(f"{_PICTURE}blipFill/{A}srcRect")
        if blip is None:
            return EMPTY
        sides = [0.0] * 4
        if crop is not None:
            sides = [int(crop.get(side, "0")) / _WHOLE for side in ("l", "t", "r", "b")]
        return cropped(self.picture(blip.get(f"{R}embed", "")), box, sides)

    def _text(self, shape: Element, box: Box) -> Iterator[Xml]:
        """Yield the lines of a text box; each of its paragraphs is one line."""
        paragraphs = shape.findall(f"{_SHAPE}txbx/{_W}txbxContent/{_W}p")
        body = shape.find(f"{_SHAPE}bodyPr")
        if not paragraphs or body is None:
            return
        left, up, right, down = (
            of_emu(int(body.get(k, "0"))) for k in ("lIns", "tIns", "rIns", "bIns")
        )
        x, y, w, h = box[0] + left, box[1] + up, box[2] - left - right, box[3] - up - down
        upright = body.get("vert") == "eaVert"
        lines = [self._line(paragraph) for paragraph in paragraphs]
        height = sum(line.before + line.pitch for line in lines)
        if upright:
            x, y, w, h = 0.0, 0.0, h, w
            yield group(
                *self._lines(lines, (x, y, w, h), height, body.get("anchor", "t")),
                transform=f"translate({number(box[0] + box[2] - right)} {number(box[1] + up)}) rotate(90)",
            )
            return
        yield from self._lines(lines, (x, y, w, h), height, body.get("anchor", "t"))

    def _lines(self, lines: list[_Line], box: Box, height: float, anchor: str) -> Iterator[Xml]:
        x, y, w, h = box
        y += {"ctr": (h - height) / 2, "b": h - height}.get(anchor, 0.0)
        for line in lines:
            y += line.before
            if line.stretches:
                base = line.stretches[0].look
                begins, room = x + line.indent, w - line.indent
                at = begins + {"center": room / 2, "right": room}.get(line.align, 0.0)
                text = text_line(
                    at, y + line.pitch * _BASELINE, line.stretches, base,
                    anchor=_ANCHORS.get(line.align, ""),
                )  # fmt: skip
                yield group(text, **look_attributes(base))
            y += line.pitch

    def _line(self, paragraph: Element) -> _Line:
        properties = paragraph.find(f"{_W}pPr")
        spacing, indent, align = (
            None if properties is None else properties.find(f"{_W}{name}")
            for name in ("spacing", "ind", "jc")
        )
        stretches = [self._stretch(run) for run in paragraph.iterfind(f"{_W}r")]
        return _Line(
            [stretch for stretch in stretches if stretch.text],
            "left" if align is None else align.get(f"{_W}val", "left"),
            _points(spacing, "line"),
            _points(spacing, "before"),
            _points(indent, "left"),
        )

    def _stretch(self, run: Element) -> Stretch:
        own = run.find(f"{_W}rPr")
        assert own is not None
        faces, colour, size, bold = (own.find(f"{_W}{n}") for n in ("rFonts", "color", "sz", "b"))
        latin = "" if faces is None else faces.get(f"{_W}ascii", "")
        east_asian = "" if faces is None else faces.get(f"{_W}eastAsia", "")
        heavy = bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false")
        pair = FacePair(latin, east_asian or latin, heavy)
        self.faces.add(pair)
        value = "000000" if colour is None else colour.get(f"{_W}val", "000000")
        points = 10.0 if size is None else int(size.get(f"{_W}val", "20")) / 2
        return Stretch(run.findtext(f"{_W}t") or "", Look(pair, points, f"#{value.lower()}"))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text box; lengths in points."""

    stretches: list[Stretch]
    align: str
    pitch: float
    before: float
    indent: float


def _points(element: Element | None, name: str) -> float:
    """Return an attribute in twips as points, 0 where there is none."""
    return 0.0 if element is None else float(element.get(f"{_W}{name}", "0")) / TWIPS_PER_PT
