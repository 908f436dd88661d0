"""The notes master: a portrait page with the slide above, the notes of 12 pt below, and a number.

deck.pptx has it, and a template without a notes master is given it: PowerPoint asks for one in
every deck with notes (ECMA-376 part 1, 13.3.4).
"""

from __future__ import annotations

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)
_TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_RUN = (
    '<a:defRPr sz="{}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
)
_SLIDE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr>'
    '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
    '<a:off x="685800" y="1143000"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525">'
    '<a:solidFill><a:schemeClr val="accent5"/></a:solidFill></a:ln></p:spPr></p:sp>'
)
_NOTES = (
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
    '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>'
    '<a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="4000500"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
    '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0">'
    "<a:noAutofit/></a:bodyPr><a:lstStyle/>"
    '<a:p><a:pPr lvl="0"/><a:r><a:rPr lang="zh-CN"/><a:t>备注</a:t></a:r>'
    '<a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
)
_NUMBER = (
    '<p:sp><p:nvSpPr><p:cNvPr id="4" name="page"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
    '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="4800600" y="8572500"/><a:ext cx="1371600" cy="285750"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" '
    'tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle><a:lvl1pPr algn="r">'
    f"{_RUN.format(1000)}</a:lvl1pPr></a:lstStyle>"
    '<a:p><a:fld id="{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E12}" type="slidenum">'
    '<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="zh-CN"/></a:p>'
    "</p:txBody></p:sp>"
)
_LEVELS = "".join(
    f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" algn="l" rtl="0" eaLnBrk="1" hangingPunct="0">'
    '<a:lnSpc><a:spcPts val="1900"/></a:lnSpc><a:spcBef><a:spcPts val="300"/></a:spcBef>'
    f"{_RUN.format(1200)}</a:lvl{n}pPr>"
    for n in range(1, 6)
)

NOTES_MASTER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f"<p:notesMaster {_NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
    '<a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    f"<p:spTree>{_TREE_HEAD}{_SLIDE}{_NOTES}{_NUMBER}</p:spTree></p:cSld>{COLOUR_MAP}"
    f'<p:hf hdr="0" ftr="0" dt="0"/><p:notesStyle>{_LEVELS}</p:notesStyle></p:notesMaster>'
)
