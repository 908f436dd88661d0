"""A size and a relationship in, an inline drawing out; sizes in EMU."""

from __future__ import annotations

from reportgen.write.escaping import escaped
from reportgen.write.word.draft import Draft
from reportgen.write.word.markup import PIC, C

_LOCKED = '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'


def _inline(draft: Draft, width: int, height: int, name: str, alt: str, graphic: str) -> str:
    number = draft.next_drawing()
    lock = _LOCKED if name == "图片" else "<wp:cNvGraphicFramePr/>"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{name} {number}" descr="{escaped(alt)}"/>'
        f"{lock}<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(draft: Draft, rid: str, width: int, height: int, alt: str) -> str:
    """Return the run of a picture."""
    number = draft.drawings + 1
    graphic = (
        f'<a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="图片 {number}" descr="{escaped(alt)}"/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )
    return _inline(draft, width, height, "图片", alt, graphic)


def chart_frame(draft: Draft, rid: str, width: int, height: int, alt: str) -> str:
    """Return the run of a native chart."""
    graphic = f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{rid}"/></a:graphicData>'
    return _inline(draft, width, height, "图表", alt, graphic)
