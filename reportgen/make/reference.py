"""A format profile and a palette in; reference.docx, the Word file every report starts from, out."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document

from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette
from reportgen.write.package import (
    CONTENT_TYPES,
    Member,
    Relationship,
    content_types,
    members_of,
    pack,
    relationships,
)
from reportgen.write.word.markup import R, W
from reportgen.write.word.reference import adjust
from reportgen.write.word.theme_part import bare_theme
from reportgen.write.word.typography import colours_of, recoloured_theme

WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What a person meets who opens the reference: one paragraph for each style worth a look.
SAMPLES = (
    ("Title", "标题（二号小标宋）"),
    ("Subtitle", "副标题"),
    ("heading 1", "一、一级标题"),
    ("heading 2", "（一）二级标题"),
    ("heading 3", "1.三级标题"),
    ("heading 4", "（1）四级标题"),
    ("Body Text", "正文。本文件提供样式，版面数值由格式方案决定，颜色由配色决定；在这里改动"
                  "边框、底纹等，新生成的报告随之改变。"),
    ("Quote", "引文。"),
    ("caption", "表1　题注"),
    ("表格文字", "表格文字"),
    ("关键数字", "34"),
    ("栏目文字", "栏目文字"),
)  # fmt: skip


def reference_document(profile: FormatProfile, palette: Palette, title: str) -> bytes:
    """Return the reference document of a theme called `title`, its styles set to a profile."""
    document = docx.Document(BytesIO(_bare_package(recoloured_theme(bare_theme(title), palette))))
    adjust(document, profile, colours_of(palette, profile))
    names = {style.name.lower(): style for style in document.styles}
    for name, text in SAMPLES:
        # python-docx shows "heading 1" as "Heading 1".
        document.add_paragraph(text, style=names[name.lower()])
    return saved(document)


def saved(document: Document) -> bytes:
    """Return a document as a package without the time at which it was saved."""
    out = BytesIO()
    document.save(out)
    members = members_of(out.getvalue())
    # "[Content_Types].xml" comes first, as it must: a bracket stands before small letters.
    return pack(members[name] for name in sorted(members))


def _bare_package(theme: bytes) -> bytes:
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
            Member("word/theme/theme1.xml", theme),
        ]
    )
