"""Makes reference.docx, the Word file every report starts from: theme colours and styles.

Run it after changing a style or the default profile; the same input gives the same bytes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import yaml

from reportgen.theme.formats import parse_profile
from reportgen.theme.palettes import PaletteFile, complete
from reportgen.write.package import (
    CONTENT_TYPES,
    Member,
    Relationship,
    content_types,
    pack,
    relationships,
)
from reportgen.write.word.markup import R, W
from reportgen.write.word.reference import adjust
from reportgen.write.word.typography import colours_of

HERE = Path(__file__).parent
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLOURS = {
    "dk1": "262626", "lt1": "FFFFFF", "dk2": "5B0F1F", "lt2": "FBF7EF", "accent1": "9E1530",
    "accent2": "C41E3A", "accent3": "D6A84B", "accent4": "9A9188", "accent5": "CFC7BC",
    "accent6": "E6E0D7", "hlink": "9E1530", "folHlink": "9A9188",
}  # fmt: skip
# What a person meets who opens the reference: one paragraph for each style worth a look.
SAMPLES = (
    ("Title", "标题（二号小标宋）"),
    ("Subtitle", "副标题"),
    ("heading 1", "一、一级标题"),
    ("heading 2", "（一）二级标题"),
    ("heading 3", "1.三级标题"),
    ("heading 4", "（1）四级标题"),
    ("Body Text", "正文。本文件提供样式和主题颜色，版面数值由格式方案决定；在这里改动颜色、"
                  "边框后，新生成的报告随之改变。"),
    ("Quote", "引文。"),
    ("caption", "表1　题注"),
    ("表格文字", "表格文字"),
    ("关键数字", "34"),
    ("栏目文字", "栏目文字"),
)  # fmt: skip


def theme_xml() -> bytes:
    """Return the theme part: the 聚力 palette, and fonts no style refers to."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items()
    )
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
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="juli">'
        f'<a:themeElements><a:clrScheme name="juli-red">{colours}</a:clrScheme>'
        f'<a:fontScheme name="juli">{fonts}</a:fontScheme><a:fmtScheme name="juli">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{''.join(line.format(w) for w in (6350, 12700, 19050))}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def bare_package() -> bytes:
    """Return the smallest package python-docx opens: document, styles, settings, fonts, theme."""
    parts = {
        "document": ("document.main", f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
                     "<w:sectPr/></w:body></w:document>"),
        "styles": ("styles", f'<w:styles xmlns:w="{W}"/>'),
        "settings": ("settings", f'<w:settings xmlns:w="{W}"/>'),
        "fontTable": ("fontTable", f'<w:fonts xmlns:w="{W}"/>'),
    }  # fmt: skip
    overrides = [(f"/word/{name}.xml", f"{WML}.{kind}+xml") for name, (kind, _) in parts.items()]
    theme_type = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides.append(("/word/theme/theme1.xml", theme_type))
    defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ]
    inner = [
        Relationship("rId1", f"{OFFICE}/styles", "styles.xml"),
        Relationship("rId2", f"{OFFICE}/settings", "settings.xml"),
        Relationship("rId3", f"{OFFICE}/fontTable", "fontTable.xml"),
        Relationship("rId4", f"{OFFICE}/theme", "theme/theme1.xml"),
    ]
    outer = [Relationship("rId1", f"{OFFICE}/officeDocument", "word/document.xml")]
    return pack(
        [
            Member(CONTENT_TYPES, content_types(overrides, defaults)),
            Member("_rels/.rels", relationships(outer)),
            *(Member(f"word/{name}.xml", xml.encode()) for name, (_, xml) in parts.items()),
            Member("word/_rels/document.xml.rels", relationships(inner)),
            Member("word/theme/theme1.xml", theme_xml()),
        ]
    )


def make_reference(out: Path) -> None:
    """Write the reference document to `out`."""
    source = HERE / "formats" / "gbt9704.yaml"
    profile = parse_profile("gbt9704", yaml.safe_load(source.read_text(encoding="utf-8")))
    document = docx.Document(BytesIO(bare_package()))
    palette = yaml.safe_load((HERE / "palettes" / "juli-red.yaml").read_text(encoding="utf-8"))
    adjust(document, profile, colours_of(complete(PaletteFile.model_validate(palette))))
    names = {style.name.lower(): style for style in document.styles}
    for name, text in SAMPLES:
        # python-docx shows "heading 1" as "Heading 1".
        document.add_paragraph(text, style=names[name.lower()])
    saved = BytesIO()
    document.save(saved)
    out.write_bytes(repacked(saved))


def repacked(saved: BytesIO) -> bytes:
    """Return a package that python-docx saved without the time at which it did so."""
    with ZipFile(saved) as package:
        # "[Content_Types].xml" comes first, as it must: a bracket stands before small letters.
        return pack(Member(name, package.read(name)) for name in sorted(package.namelist()))


if __name__ == "__main__":
    make_reference(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "reference.docx")
