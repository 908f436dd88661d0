"""What layouts share and a palette in; the theme, the master and the small parts of deck.pptx out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reportgen.make.drawing import NAMESPACES, Pen, emu
from reportgen.make.expressions import Data
from reportgen.make.layouts import Expander, Layout, master_shapes
from reportgen.theme.notes_master import COLOUR_MAP
from reportgen.theme.palettes import Palette, SchemeColours
from reportgen.units import emu_of_pt
from reportgen.write.package import XML_HEAD

PAGE_CX, PAGE_CY = 12192000, 6858000
NOTES_CX, NOTES_CY = 6858000, 9144000
_DRAWINGML = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    f"<a:fillStyleLst>{_PLAIN * 3}</a:fillStyleLst><a:lnStyleLst>"
    + "".join(f'<a:ln w="{w}">{_PLAIN}</a:ln>' for w in (9525, 12700, 19050))
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst>"
)


def theme(common: Data, palette: Palette, title: str, name: str) -> str:
    """Return a theme part called `name`; `title` is that of the theme folder."""
    scheme = SchemeColours.model_validate(common["theme_colours"])
    slots = "".join(
        f'<a:{slot}><a:srgbClr val="{palette.colours[colour]}"/></a:{slot}>'
        for slot, colour in scheme
    )
    fonts = "".join(
        f'<a:{key}Font><a:latin typeface="{escape(face["latin"])}"/>'
        f'<a:ea typeface="{escape(face["ea"])}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{escape(face["ea"])}"/></a:{key}Font>'
        for key, face in common["fonts"].items()
    )
    return (
        f'{XML_HEAD}<a:theme {_DRAWINGML} name="{escape(name)}"><a:themeElements>'
        f'<a:clrScheme name="{escape(name)}">{slots}</a:clrScheme>'
        f'<a:fontScheme name="{escape(title)}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{escape(title)}">{_FORMATS}</a:fmtScheme></a:themeElements>'
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def slide_master(common: Data, layouts: Sequence[Layout]) -> str:
    """Return the slide master: page colour, head furniture, title, body, footer and number."""
    pen, expander = Pen(common), Expander(common)
    names: Data = {"n": 0}
    given = common["master"]
    shapes = master_shapes(common)
    slots = [expander.slot(entry, names) for entry in given["slots"]]
    drawn = [pen.decoration(s, n) for n, s in enumerate(shapes, 2)]
    drawn += [pen.placeholder(s, n, "master") for n, s in enumerate(slots, len(drawn) + 2)]
    ids = "".join(
        f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 2}"/>' for n in range(len(layouts))
    )
    title, body = (pen.levels(slot.text) for slot in slots[:2])
    lower = "".join(_body_level(pen, level) for level in range(2, 10))
    other = pen.run("minor", 18, "text")
    return (
        f'{XML_HEAD}<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>{pen.background("page")}'
        f"{pen.tree(''.join(drawn))}</p:cSld>{COLOUR_MAP}"
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0" dt="0"/>'
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}{lower}</p:bodyStyle>"
        f'<p:otherStyle><a:lvl1pPr marL="0" algn="l">{other}</a:lvl1pPr></p:otherStyle>'
        "</p:txStyles></p:sldMaster>"
    )


def _body_level(pen: Pen, level: int) -> str:
    margin = emu(28) * (level - 1)
    return (
        f'<a:lvl{level}pPr marL="{margin}" indent="-{emu(20)}" algn="l">'
        '<a:lnSpc><a:spcPts val="2800"/></a:lnSpc><a:spcBef><a:spcPts val="400"/></a:spcBef>'
        f"<a:buClr>{pen.colour('accent')}</a:buClr>"
        f'<a:buFont typeface="Arial"/><a:buChar char="▪"/>{pen.run("minor", 18, "text")}'
        f"</a:lvl{level}pPr>"
    )


def presentation(common: Data) -> str:
    """Return the presentation part: 16:9, one master, a notes master, no slides."""
    run = Pen(common).run("minor", 18, "text")
    levels = "".join(f'<a:lvl{n}pPr marL="0" algn="l">{run}</a:lvl{n}pPr>' for n in range(1, 10))
    return (
        f'{XML_HEAD}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{PAGE_CX}" cy="{PAGE_CY}"/><p:notesSz cx="{NOTES_CX}" cy="{NOTES_CY}"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="zh-CN"/></a:defPPr>{levels}'
        "</p:defaultTextStyle></p:presentation>"
    )


def table_styles(common: Data) -> str:
    """Return the table styles part: dark header, washed even rows, hairlines, a closing rule."""
    pen, table, drawn = Pen(common), common["tables"], common["table_style"]

    def rule(side: str, pt: float, colour: str) -> str:
        return (
            f'<a:{side}><a:ln w="{emu_of_pt(pt)}" cmpd="sng"><a:solidFill>{pen.colour(colour)}'
            f"</a:solidFill></a:ln></a:{side}>"
        )

    def none(side: str) -> str:
        return f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>"

    def words(font: str, scheme: str) -> str:
        return (
            f'<a:tcTxStyle b="off"><a:fontRef idx="{font}"><a:prstClr val="black"/></a:fontRef>'
            f'<a:schemeClr val="{scheme}"/></a:tcTxStyle>'
        )

    def filled(scheme: str) -> str:
        return f'<a:fill><a:solidFill><a:schemeClr val="{scheme}"/></a:solidFill></a:fill>'

    borders = (
        f"<a:tcBdr>{none('left')}{none('right')}{none('top')}"
        f"{rule('bottom', drawn['bottom_rule_pt'], 'structure')}"
        f"{rule('insideH', drawn['rule_pt'], 'hairline')}{none('insideV')}</a:tcBdr>"
    )
    header = table["header"]
    return (
        f'{XML_HEAD}<a:tblStyleLst {_DRAWINGML} def="{table["style_id"]}">'
        f'<a:tblStyle styleId="{table["style_id"]}" styleName="{escape(drawn["name"])}">'
        f"<a:wholeTbl>{words('minor', table['row']['color'])}<a:tcStyle>{borders}"
        "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f"<a:band2H><a:tcStyle><a:tcBdr/>{filled(drawn['band_fill'])}</a:tcStyle></a:band2H>"
        f"<a:firstRow>{words('major', header['color'])}<a:tcStyle><a:tcBdr/>"
        f"{filled(drawn['header_fill'])}</a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    )
