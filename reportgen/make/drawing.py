"""Plain layouts in; the DrawingML and PresentationML of their shapes and placeholders comes out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reportgen.make.expressions import Data, Datum
from reportgen.make.layouts import Layout, Shape, Slot, Text
from reportgen.make.paths import Path2D
from reportgen.write.package import XML_HEAD

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
EMU_PER_PX = 9525
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}


def emu(px: float) -> int:
    """Return px of the 1280 x 720 page as EMU."""
    return round(px * EMU_PER_PX)


class Pen:
    """Writes shapes and placeholders with the colours and vocabulary of the shared data."""

    def __init__(self, common: Data) -> None:
        self.common = common

    def colour(self, name: str, alpha: float = 100) -> str:
        """Return a:schemeClr for a named colour, `alpha` in per cent."""
        derived = self.common["derived"].get(name)
        scheme = derived["of"] if derived else self.common["scheme"][name]
        inner = "".join(
            f'<a:{key} val="{derived[key] * 1000}"/>'
            for key in ("lumMod", "satMod")
            if derived and key in derived
        )
        if alpha != 100:
            inner += f'<a:alpha val="{round(alpha * 1000)}"/>'
        return f'<a:schemeClr val="{scheme}">{inner}</a:schemeClr>'

    def fill(self, shape: Shape) -> str:
        """Return the fill of a decoration; `fade` is the alpha at its left and right end."""
        if shape.fill is None:
            return "<a:noFill/>"
        if shape.fade:
            ends = zip((0, 100), shape.fade, strict=True)
            return self.gradient([(at, shape.fill, alpha) for at, alpha in ends], 0)
        return self.named_fill(shape.fill, shape.alpha)

    def named_fill(self, name: str, alpha: float = 100) -> str:
        """Return a solid fill, or the gradient of that name."""
        if named := self.common["fills"].get(name):
            return self.gradient(named["stops"], named["angle"])
        return f"<a:solidFill>{self.colour(name, alpha)}</a:solidFill>"

    def gradient(self, stops: Sequence[Sequence[Datum]], angle: int) -> str:
        """Return a linear gradient; stops are (per cent, colour, alpha), the angle in degrees."""
        inner = "".join(
            f'<a:gs pos="{at * 1000}">{self.colour(name, alpha)}</a:gs>'
            for at, name, alpha in stops
        )
        return (
            f'<a:gradFill rotWithShape="1"><a:gsLst>{inner}</a:gsLst>'
            f'<a:lin ang="{angle * 60000}" scaled="0"/></a:gradFill>'
        )

    def decoration(self, shape: Shape, number: int) -> str:
        """Return a decoration as p:sp, or p:cxnSp for a straight line."""
        line = "<a:ln><a:noFill/></a:ln>"
        if shape.color:
            head = '<a:tailEnd type="arrow" w="lg" len="lg"/>' if shape.arrow else ""
            line = (
                f'<a:ln w="{emu(shape.px)}"><a:solidFill>{self.colour(shape.color)}</a:solidFill>'
                f"{head}</a:ln>"
            )
        name = f'<p:cNvPr id="{number}" name="{shape.name}"/>'
        if shape.kind == "line":
            return (
                f'<p:cxnSp><p:nvCxnSpPr>{name}<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
                f"</p:nvCxnSpPr><p:spPr>{_frame(shape)}{_preset('line')}{line}</p:spPr></p:cxnSp>"
            )
        outline = _path(shape.path) if shape.path else _preset(shape.kind)
        return (
            f'<p:sp><p:nvSpPr>{name}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f"<p:spPr>{_frame(shape)}{outline}{self.fill(shape)}{line}</p:spPr></p:sp>"
        )

    def run(self, font: str, size: float, color: str, tracking: float = 0) -> str:
        """Return a:defRPr; `size` and `tracking` in pt, faces by reference to the theme."""
        face = {"major": "+mj", "minor": "+mn"}[font]
        spacing = f' spc="{round(tracking * 100)}"' if tracking else ""
        return (
            f'<a:defRPr sz="{round(size * 100)}" b="0" i="0"{spacing}>'
            f"<a:solidFill>{self.colour(color)}</a:solidFill>"
            f'<a:latin typeface="{face}-lt"/><a:ea typeface="{face}-ea"/></a:defRPr>'
        )

    def levels(self, text: Text) -> str:
        """Return the level styles of a slot's text.

        Level 2 is the unit after a numeral, or the second rank of a bullet list.
        """
        spacing = (
            f'<a:lnSpc><a:spcPts val="{round(text.line * 100)}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{round(text.space_before * 75)}"/></a:spcBef>'
            '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        )
        align = f'algn="{_ALIGN[text.align]}" eaLnBrk="1" hangingPunct="0"'
        run = self.run(text.font, text.size, text.color, text.tracking)
        if text.bullet:
            mark = self.common["bullet"]
            indent = emu(mark["indent"])
            bullet = (
                f"<a:buClr>{self.colour(mark['color'])}</a:buClr>"
                f'<a:buSzPct val="{mark["size_pct"] * 1000}"/>'
                f'<a:buFont typeface="{mark["font"]}"/><a:buChar char="{mark["char"]}"/>'
            )
            second = self.run(text.font, max(18, text.size - 2), "muted")
            return (
                f'<a:lvl1pPr marL="{indent}" indent="-{indent}" {align}>{spacing}{bullet}{run}'
                f'</a:lvl1pPr><a:lvl2pPr marL="{2 * indent}" indent="-{indent}" {align}>'
                f"{spacing.replace(_before(text), _before(text, 4))}{bullet}{second}</a:lvl2pPr>"
            )
        levels = f'<a:lvl1pPr marL="0" indent="0" {align}>{spacing}<a:buNone/>{run}</a:lvl1pPr>'
        if text.unit:
            unit = self.run("minor", text.unit[0], text.unit[1])
            levels += (
                f'<a:lvl2pPr marL="0" indent="0" {align}>{spacing}<a:buNone/>{unit}</a:lvl2pPr>'
            )
        return levels

    def placeholder(self, slot: Slot, number: int, kind: str = "layout") -> str:
        """Return a placeholder; `kind` is layout or master."""
        text = slot.text
        custom = ' hasCustomPrompt="1"' if kind == "layout" and slot.type != "sldNum" else ""
        idx = "" if slot.idx is None or slot.type == "ctrTitle" else f' idx="{slot.idx}"'
        sort = f' type="{slot.type}"'
        size = ' sz="quarter"' if slot.type in ("body", "ftr", "sldNum") and idx else ""
        if kind == "master" and slot.type == "body":
            idx, size = ' idx="1"', ""
        body = f'<a:r><a:rPr lang="zh-CN"/><a:t>{escape(slot.prompt)}</a:t></a:r>'
        if slot.type == "sldNum":
            body = (
                '<a:fld id="{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}" type="slidenum">'
                '<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'
            )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{slot.name}"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph{sort}{size}{idx}{custom}/></p:nvPr></p:nvSpPr>"
            f"<p:spPr>{_frame(slot)}{_preset('rect')}</p:spPr><p:txBody>"
            '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
            f'anchor="{_ANCHOR[text.anchor]}"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle>{self.levels(text)}</a:lstStyle>"
            f'<a:p>{body}<a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
        )

    def tree(self, shapes: str) -> str:
        """Return p:spTree around shapes already written."""
        return (
            '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
            '</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
            '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
            f"{shapes}</p:spTree>"
        )

    def background(self, name: str) -> str:
        """Return p:bg with a named fill."""
        return f"<p:bg><p:bgPr>{self.named_fill(name)}<a:effectLst/></p:bgPr></p:bg>"

    def layout(self, layout: Layout) -> str:
        """Return a slide layout part; its name is the machine id, a space, the Chinese title."""
        drawn = [self.decoration(s, n) for n, s in enumerate(layout.shapes, 2)]
        after = len(drawn) + 2
        drawn += [self.placeholder(s, n) for n, s in enumerate(layout.slots, after)]
        own = self.background(layout.background) if layout.background else ""
        master = "" if layout.furniture else ' showMasterSp="0"'
        return (
            f'{XML_HEAD}<p:sldLayout {NAMESPACES}{master} preserve="1" userDrawn="1">'
            f'<p:cSld name="{escape(layout.name)} {escape(layout.title)}">{own}'
            f"{self.tree(''.join(drawn))}</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )


def _before(text: Text, px: float | None = None) -> str:
    space = text.space_before if px is None else px
    return f'<a:spcBef><a:spcPts val="{round(space * 75)}"/></a:spcBef>'


def _frame(box: Shape | Slot) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'
    )


def _preset(kind: str) -> str:
    return f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'


def _path(path: Path2D) -> str:
    left, top, right, bottom = path.box
    tags = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}
    inner = ""
    for command, points in path.segments:
        if command == "Z":
            inner += "<a:close/>"
            continue
        marks = "".join(f'<a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>' for x, y in points)
        inner += f"<a:{tags[command]}>{marks}</a:{tags[command]}>"
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(right - left)}" h="{emu(bottom - top)}">{inner}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
