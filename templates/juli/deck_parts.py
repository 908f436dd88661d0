"""Shared data and a palette in; theme, masters and the small parts of deck.pptx come out."""

from __future__ import annotations

from html import escape

from deck_grid import Data
from deck_layouts import Expander, Layout
from deck_xml import NAMESPACES, XML, Pen, emu

PAGE_CX, PAGE_CY = 12192000, 6858000
NOTES_CX, NOTES_CY = 6858000, 9144000
_DRAWINGML = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_ORDER = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)
_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    f'<a:fmtScheme name="聚力"><a:fillStyleLst>{_PLAIN * 3}</a:fillStyleLst><a:lnStyleLst>'
    + "".join(f'<a:ln w="{w}">{_PLAIN}</a:ln>' for w in (9525, 12700, 19050))
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


def theme(common: Data, colours: Data, name: str) -> str:
    """Return a theme part; `colours` is a palette's mapping of named colours to #RRGGBB."""
    slots = "".join(
        f'<a:{key}><a:srgbClr val="{colours[common["theme_colours"][key]][1:].upper()}"/></a:{key}>'
        for key in _ORDER
    )
    fonts = "".join(
        f'<a:{key}Font><a:latin typeface="{face["latin"]}"/><a:ea typeface="{face["ea"]}"/>'
        f'<a:cs typeface=""/><a:font script="Hans" typeface="{face["ea"]}"/></a:{key}Font>'
        for key, face in common["fonts"].items()
    )
    return (
        f'{XML}<a:theme {_DRAWINGML} name="{escape(name)}"><a:themeElements>'
        f'<a:clrScheme name="{escape(name)}">{slots}</a:clrScheme>'
        f'<a:fontScheme name="聚力">{fonts}</a:fontScheme>{_FORMATS}</a:themeElements>'
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def slide_master(common: Data, layouts: list[Layout]) -> str:
    """Return the slide master: page colour, head furniture, title, body, footer and number."""
    pen, expander = Pen(common), Expander(common)
    names: Data = {"n": 0}
    given = common["master"]
    shapes = [s for entry in given["shapes"] for s in expander.shapes(entry, names, [])]
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
        f'{XML}<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>{pen.background("page")}'
        f"{pen.tree(''.join(drawn))}</p:cSld>{_COLOUR_MAP}"
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


def notes_master() -> str:
    """Return the notes master: A4-like portrait page, slide above, 12 pt notes below."""
    number = (
        '<a:p><a:fld id="{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E12}" type="slidenum">'
        '<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="zh-CN"/></a:p>'
    )
    words = (
        '<a:p><a:pPr lvl="0"/><a:r><a:rPr lang="zh-CN"/><a:t>备注</a:t></a:r>'
        '<a:endParaRPr lang="zh-CN"/></a:p>'
    )
    run = (
        '<a:defRPr sz="{}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
    )
    shapes = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="685800" y="1143000"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525">'
        '<a:solidFill><a:schemeClr val="accent5"/></a:solidFill></a:ln></p:spPr></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="4000500"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{words}</p:txBody></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="4" name="page"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="4800600" y="8572500"/><a:ext cx="1371600" cy="285750"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" '
        'tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle><a:lvl1pPr algn="r">'
        f"{run.format(1000)}</a:lvl1pPr></a:lstStyle>{number}</p:txBody></p:sp>"
    )
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" algn="l" rtl="0" eaLnBrk="1" hangingPunct="0">'
        '<a:lnSpc><a:spcPts val="1900"/></a:lnSpc><a:spcBef><a:spcPts val="300"/></a:spcBef>'
        f"{run.format(1200)}</a:lvl{n}pPr>"
        for n in range(1, 6)
    )
    background = (
        '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/>'
        "</p:bgPr></p:bg>"
    )
    tree = Pen({}).tree(shapes)
    return (
        f"{XML}<p:notesMaster {NAMESPACES}><p:cSld>{background}{tree}</p:cSld>{_COLOUR_MAP}"
        '<p:hf hdr="0" ftr="0" dt="0"/>'
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def presentation(common: Data) -> str:
    """Return the presentation part: 16:9, one master, a notes master, no slides."""
    run = Pen(common).run("minor", 18, "text")
    levels = "".join(f'<a:lvl{n}pPr marL="0" algn="l">{run}</a:lvl{n}pPr>' for n in range(1, 10))
    return (
        f'{XML}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
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
            f'<a:{side}><a:ln w="{round(pt * 12700)}" cmpd="sng"><a:solidFill>{pen.colour(colour)}'
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
        f'{XML}<a:tblStyleLst {_DRAWINGML} def="{table["style_id"]}">'
        f'<a:tblStyle styleId="{table["style_id"]}" styleName="{drawn["name"]}">'
        f"<a:wholeTbl>{words('minor', table['row']['color'])}<a:tcStyle>{borders}"
        "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f"<a:band2H><a:tcStyle><a:tcBdr/>{filled(drawn['band_fill'])}</a:tcStyle></a:band2H>"
        f"<a:firstRow>{words('major', header['color'])}<a:tcStyle><a:tcBdr/>"
        f"{filled(drawn['header_fill'])}</a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    )
