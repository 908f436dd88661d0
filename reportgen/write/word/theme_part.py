"""The theme part of a Word file: what colours and faces are called there."""

from __future__ import annotations

from html import escape

from reportgen.write.package import XML_HEAD


def bare_theme(title: str) -> bytes:
    """Return the theme part without its colours, and with fonts that no style refers to."""
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface="{east}"/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
        for kind, latin, east in (
            ("major", "黑体", "黑体"),
            ("minor", "仿宋_GB2312", "仿宋_GB2312"),
        )
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="{{}}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    name = escape(title)
    return (
        f'{XML_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}"></a:clrScheme>'
        f'<a:fontScheme name="{name}">{fonts}</a:fontScheme><a:fmtScheme name="{name}">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{''.join(line.format(w) for w in (6350, 12700, 19050))}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()
