"""Plain layouts in; the DrawingML and PresentationML of their shapes and placeholders, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportgen.make.expressions import Data, Datum
from reportgen.make.layouts import Layout, Shape, Slot, Text
from reportgen.make.paths import Path2D
from reportgen.write.package import XML_HEAD
from reportgen.write.xml import EMPTY, Value, Xml, element, text

NAMESPACES = {
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
EMU_PER_PX = 9525
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_NUMBER_FIELD = "{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}"
_CHINESE = {"lang": "zh-CN"}


def emu(px: float) -> int:
    """Return px of the 1280 x 720 page as EMU."""
    return round(px * EMU_PER_PX)


def part(root: Xml) -> str:
    """Return the part whose root element is `root`."""
    return XML_HEAD + root


def points(name: str, pt: float) -> Xml:
    """Return the spacing element `name` with an exact height in points."""
    return element(name, None, element("a:spcPts", {"val": round(pt * 100)}))


def solid(colour: Xml) -> Xml:
    """Return the solid fill of a colour element."""
    return element("a:solidFill", None, colour)


class Pen:
    """Writes shapes and placeholders with the colours and vocabulary of the shared data."""

    def __init__(self, common: Data) -> None:
        self.common = common

    def colour(self, name: str, alpha: float = 100) -> Xml:
        """Return a:schemeClr for a named colour, `alpha` in per cent."""
        derived = self.common["derived"].get(name)
        scheme = derived["of"] if derived else self.common["scheme"][name]
        changes = [
            element(f"a:{key}", {"val": derived[key] * 1000})
            for key in ("lumMod", "satMod")
            if derived and key in derived
        ]
        if alpha != 100:
            changes.append(element("a:alpha", {"val": round(alpha * 1000)}))
        return element("a:schemeClr", {"val": scheme}, *changes)

    def named_fill(self, name: str, alpha: float = 100) -> Xml:
        """Return a solid fill, or the gradient of that name."""
        if named := self.common["fills"].get(name):
            return self._gradient(named["stops"], named["angle"])
        return solid(self.colour(name, alpha))

    def background(self, name: str) -> Xml:
        """Return p:bg with a named fill."""
        fill = element("p:bgPr", None, self.named_fill(name), element("a:effectLst"))
        return element("p:bg", None, fill)

    def run(self, font: str, size: float, color: str, tracking: float = 0) -> Xml:
        """Return a:defRPr; `size` and `tracking` in pt, faces by reference to the theme."""
        face = {"major": "+mj", "minor": "+mn"}[font]
        spacing = round(tracking * 100) if tracking else None
        return element(
            "a:defRPr",
            {"sz": round(size * 100), "b": False, "i": False, "spc": spacing},
            solid(self.colour(color)),
            element("a:latin", {"typeface": f"{face}-lt"}),
            element("a:ea", {"typeface": f"{face}-ea"}),
        )

    def levels(self, style: Text) -> list[Xml]:
        """Return the level styles of a slot's text.

        Level 2 is the unit after a numeral, or the second rank of a bullet list.
        """
        align: dict[str, Value] = {
            "algn": _ALIGN[style.align], "eaLnBrk": True, "hangingPunct": False,
        }  # fmt: skip
        run = self.run(style.font, style.size, style.color, style.tracking)
        if style.bullet:
            indent = emu(self.common["bullet"]["indent"])
            second = self.run(style.font, max(18, style.size - 2), "muted")
            return [
                element(
                    "a:lvl1pPr", {"marL": indent, "indent": -indent, **align},
                    *_spacing(style, style.space_before), *self._bullet(), run,
                ),
                element(
                    "a:lvl2pPr", {"marL": 2 * indent, "indent": -indent, **align},
                    *_spacing(style, 4), *self._bullet(), second,
                ),
            ]  # fmt: skip
        runs = [run]
        if style.unit:
            runs.append(self.run("minor", *style.unit))
        spacing = _spacing(style, style.space_before)
        return [
            element(
                f"a:lvl{level}pPr", {"marL": 0, "indent": 0, **align},
                *spacing, element("a:buNone"), level_run,
            )
            for level, level_run in enumerate(runs, 1)
        ]  # fmt: skip

    def decoration(self, shape: Shape, number: int) -> Xml:
        """Return a decoration as p:sp, or p:cxnSp for a straight line."""
        name = element("p:cNvPr", {"id": number, "name": shape.name})
        drawn = element("p:nvPr", {"userDrawn": True})
        if shape.kind == "line":
            return element(
                "p:cxnSp", None,
                element("p:nvCxnSpPr", None, name, element("p:cNvCxnSpPr"), drawn),
                element("p:spPr", None, _frame(shape), _preset("line"), self._line(shape)),
            )  # fmt: skip
        outline = _path(shape.path) if shape.path else _preset(shape.kind)
        return element(
            "p:sp", None,
            element("p:nvSpPr", None, name, element("p:cNvSpPr"), drawn),
            element("p:spPr", None, _frame(shape), outline, self._fill(shape), self._line(shape)),
        )  # fmt: skip

    def placeholder(self, slot: Slot, number: int, sheet: str = "layout") -> Xml:
        """Return a placeholder of a `sheet`: layout or master."""
        insets = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
        return element(
            "p:sp", None,
            element(
                "p:nvSpPr", None,
                element("p:cNvPr", {"id": number, "name": slot.name}),
                element("p:cNvSpPr", None, element("a:spLocks", {"noGrp": True})),
                element("p:nvPr", None, element("p:ph", _ph(slot, sheet))),
            ),
            element("p:spPr", None, _frame(slot), _preset("rect")),
            element(
                "p:txBody", None,
                element(
                    "a:bodyPr",
                    {"vert": "eaVert" if slot.text.vertical else "horz", "wrap": "square", **insets, "rtlCol": False,
                     "anchor": _ANCHOR[slot.text.anchor]},
                    element("a:noAutofit"),
                ),
                element("a:lstStyle", None, *self.levels(slot.text)),
                element("a:p", None, _prompt(slot), element("a:endParaRPr", _CHINESE)),
            ),
        )  # fmt: skip

    def layout(self, layout: Layout) -> Xml:
        """Return a slide layout; its name is the machine id, a space, the Chinese title."""
        shapes = [self.decoration(s, n) for n, s in enumerate(layout.shapes, 2)]
        after = len(shapes) + 2
        shapes += [self.placeholder(s, n) for n, s in enumerate(layout.slots, after)]
        return element(
            "p:sldLayout",
            {
                **NAMESPACES,
                "showMasterSp": None if layout.furniture else False,
                "preserve": True,
                "userDrawn": True,
            },
            element(
                "p:cSld", {"name": f"{layout.name} {layout.title}"},
                self.background(layout.background) if layout.background else EMPTY,
                tree(shapes),
            ),
            element("p:clrMapOvr", None, element("a:masterClrMapping")),
        )  # fmt: skip

    def _bullet(self) -> list[Xml]:
        mark = self.common["bullet"]
        return [
            element("a:buClr", None, self.colour(mark["color"])),
            element("a:buSzPct", {"val": mark["size_pct"] * 1000}),
            element("a:buFont", {"typeface": mark["font"]}),
            element("a:buChar", {"char": mark["char"]}),
        ]

    def _fill(self, shape: Shape) -> Xml:
        """Return the fill of a decoration; `fade` is the alpha at its left and right end."""
        if shape.fill is None:
            return element("a:noFill")
        if shape.fade:
            ends = zip((0, 100), shape.fade, strict=True)
            return self._gradient([(at, shape.fill, alpha) for at, alpha in ends], 0)
        return self.named_fill(shape.fill, shape.alpha)

    def _gradient(self, stops: Iterable[Sequence[Datum]], angle: int) -> Xml:
        """Return a linear gradient; stops are (per cent, colour, alpha), the angle in degrees."""
        marks = [
            element("a:gs", {"pos": at * 1000}, self.colour(name, alpha))
            for at, name, alpha in stops
        ]
        return element(
            "a:gradFill", {"rotWithShape": True},
            element("a:gsLst", None, *marks),
            element("a:lin", {"ang": angle * 60000, "scaled": False}),
        )  # fmt: skip

    def _line(self, shape: Shape) -> Xml:
        if not shape.color:
            return element("a:ln", None, element("a:noFill"))
        head = element("a:tailEnd", {"type": self.common["arrowhead"], "w": "lg", "len": "lg"})
        return element(
            "a:ln", {"w": emu(shape.px)},
            solid(self.colour(shape.color)), head if shape.arrow else EMPTY,
        )  # fmt: skip


def tree(shapes: Iterable[Xml]) -> Xml:
    """Return p:spTree around shapes."""
    place = [
        element("a:off", {"x": 0, "y": 0}), element("a:ext", {"cx": 0, "cy": 0}),
        element("a:chOff", {"x": 0, "y": 0}), element("a:chExt", {"cx": 0, "cy": 0}),
    ]  # fmt: skip
    return element(
        "p:spTree", None,
        element(
            "p:nvGrpSpPr", None,
            element("p:cNvPr", {"id": 1, "name": ""}), element("p:cNvGrpSpPr"), element("p:nvPr"),
        ),
        element("p:grpSpPr", None, element("a:xfrm", None, *place)),
        *shapes,
    )  # fmt: skip


def _spacing(style: Text, before_px: float) -> list[Xml]:
    return [
        points("a:lnSpc", style.line),
        points("a:spcBef", before_px * 0.75),
        points("a:spcAft", 0),
    ]


def _ph(slot: Slot, sheet: str) -> Mapping[str, Value]:
    """Return the attributes of p:ph, which tie a slide's shape to its layout's."""
    if sheet == "master" and slot.type == "body":
        return {"type": "body", "idx": 1}
    idx = None if slot.type == "ctrTitle" else slot.idx
    small = slot.type in ("body", "ftr", "sldNum") and idx is not None
    prompted = sheet == "layout" and slot.type != "sldNum"
    return {
        "type": slot.type,
        "sz": "quarter" if small else None,
        "idx": idx,
        "hasCustomPrompt": True if prompted else None,
    }


def _prompt(slot: Slot) -> Xml:
    run = element("a:rPr", _CHINESE)
    if slot.type != "sldNum":
        return element("a:r", None, run, element("a:t", None, text(slot.prompt)))
    field = {"id": _NUMBER_FIELD, "type": "slidenum"}
    return element("a:fld", field, run, element("a:t", None, text("‹#›")))


def _frame(box: Shape | Slot) -> Xml:
    """Return the place of a box; a line drawn to the left or upwards is turned over in it."""
    flips = {"flipH": box.w < 0 or None, "flipV": box.h < 0 or None}
    return element(
        "a:xfrm", flips,
        element("a:off", {"x": emu(box.x + min(box.w, 0)), "y": emu(box.y + min(box.h, 0))}),
        element("a:ext", {"cx": emu(abs(box.w)), "cy": emu(abs(box.h))}),
    )  # fmt: skip


def _preset(kind: str) -> Xml:
    return element("a:prstGeom", {"prst": kind}, element("a:avLst"))


def _path(path: Path2D) -> Xml:
    left, top, right, bottom = path.box
    tags = {"M": "a:moveTo", "L": "a:lnTo", "C": "a:cubicBezTo", "Z": "a:close"}
    segments = [
        element(
            tags[command], None,
            *(element("a:pt", {"x": emu(x - left), "y": emu(y - top)}) for x, y in group),
        )
        for command, group in path.segments
    ]  # fmt: skip
    return element(
        "a:custGeom", None,
        *(element(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst")),
        element("a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"}),
        element(
            "a:pathLst", None,
            element("a:path", {"w": emu(right - left), "h": emu(bottom - top)}, *segments),
        ),
    )  # fmt: skip
