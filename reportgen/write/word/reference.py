"""A Word theme in, a `Reading` out: the reference document set to its profile and compressed once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from lxml import etree

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file
from reportgen.theme.formats import FormatProfile
from reportgen.theme.word import WordTheme
from reportgen.units import EMU_PER_TWIP, twips_of_mm
from reportgen.write.package import Member, Relationship, prepare
from reportgen.write.package import relationships as rels_part
from reportgen.write.word.adoption import (
    adopted,
    gridded,
    numbered_levels,
    unknown_styles,
)
from reportgen.write.word.base import Reading
from reportgen.write.word.emit import Emitter
from reportgen.write.word.footers import footer, footer_distance
from reportgen.write.word.markup import NAMESPACES, W
from reportgen.write.word.merging import merge_styles
from reportgen.write.word.settings import font_table, settings
from reportgen.write.word.style_cascade import effective_styles as looks_of
from reportgen.write.word.styles import definitions
from reportgen.write.xml import element

_ACCENT = re.compile(
    rb"<a:accent1>\s*<a:srgbClr val=\"([0-9A-Fa-f]{6})\"|<a:accent1>\s*<a:sysClr[^>]*"
    rb"lastClr=\"([0-9A-Fa-f]{6})\""
)
_DEFAULT_ACCENT = "9E1530"
_XML_TYPE = "application/xml"
_FOOTER_TYPE = CONTENT_TYPE.WML_FOOTER
# Told anew in each file; a thumbnail would show another document.
_PROPERTIES = (
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
)


def read(theme: WordTheme) -> Reading:
    """Return the reference document set to the profile; raise Faults for a file without sense."""
    document = opened(theme.reference)
    with _unreadable():
        return _reading(document, theme.profile, keep=False)


def adopt(
    theme: WordTheme,
) -> tuple[Reading, FormatProfile, frozenset[int], tuple[Diagnostic, ...]]:
    """Return a unit's own template as it is, the profile it makes, the heading levels it numbers.

    Raise Faults for a file without sense; the last value is what is to be told of it.
    """
    document = opened(theme.reference)
    with _unreadable():
        findings = tuple(unknown_styles(document, theme.profile))
        profile = adopted(theme.profile, document, looks_of(document.styles.element))
        reading = _reading(document, profile, keep=True)
        reading = reading._replace(looks=gridded(reading.looks, document))
        return reading, profile, numbered_levels(document, reading.styles), findings


@contextlib.contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except Exception as fault:  # whatever a foreign file lacks surfaces as nearly anything
        message = "Word 模板里的样式或页面设置读不懂，文件可能已损坏"
        hint = "请在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”后再用"
        raise Faults([Diagnostic("word-template-unreadable", message, hints=(hint,))]) from fault


def _reading(document: Document, profile: FormatProfile, *, keep: bool) -> Reading:
    styles = adjust(document, profile, keep=keep)
    # A template of several parts ends in the section that stands for the whole report.
    section = document.sections[-1]
    sect = etree.tostring(document.element.body.sectPr, encoding="unicode")
    parts = _parts(document)
    members = [
        Member(part.partname.lstrip("/"), part.blob) for part in parts if part is not document.part
    ]
    for part in parts:
        if part is not document.part and part.rels:
            folder, _, name = part.partname.lstrip("/").rpartition("/")
            members.append(Member(f"{folder}/_rels/{name}.rels", rels_part(_listed(part))))
    width = _length(section.page_width, 210) - _length(section.left_margin, 28)
    width -= _length(section.right_margin, 26)
    height = _length(section.page_height, 297) - _length(section.top_margin, 37)
    height -= _length(section.bottom_margin, 35)
    return Reading(
        styles=styles,
        prepared=tuple(prepare(member) for member in members),
        overrides=tuple((str(part.partname), part.content_type) for part in parts),
        rels=tuple(_listed(document.part)),
        section=re.sub(r' xmlns:\w+="[^"]*"', "", sect),
        text_width=width,
        text_height=height,
        accent=_accent(parts),
        looks=looks_of(document.styles.element),
    )


def opened(reference: bytes) -> Document:
    """Return a reference document; Faults when the bytes are no Word file."""
    check_office_file(reference, "docx")
    try:
        document = docx.Document(BytesIO(reference))
        if document.element.body.sectPr is None:
            document.element.body.get_or_add_sectPr()
    except Exception as fault:  # the library raises nearly anything on a damaged file
        message = "Word 模板打不开：不是 .docx 文件，或文件已损坏"
        hint = "请在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”后再用"
        raise Faults([Diagnostic("word-template-unreadable", message, hints=(hint,))]) from fault
    return document


def _length(emu: int | None, mm: float) -> int:
    """Return a length of the section in twips, `mm` where a template leaves it to Word."""
    return emu // EMU_PER_TWIP if emu is not None else twips_of_mm(mm)


def adjust(document: Document, profile: FormatProfile, *, keep: bool = False) -> dict[str, str]:
    """Set styles, settings, page and footers to the profile; return style ids by our ids.

    With `keep` nothing that is there is changed, and only missing styles are added.
    """
    parts = _parts(document)
    ids = merge_styles(document, definitions(profile, _accent(parts)), profile, keep=keep)
    if not keep:
        _refill(document.settings.element, parse_xml(settings(profile)))
        for part in parts:
            if part.content_type == CONTENT_TYPE.WML_FONT_TABLE:
                part._blob = font_table(profile)  # noqa: SLF001 - python-docx has no setter
        _adjust_page(document.element.body.sectPr, profile)
        _adjust_footers(document.sections[-1], profile, ids["Footer"])
    for prompt in document.settings.element.findall(qn("w:updateFields")):
        document.settings.element.remove(prompt)  # every field already holds its result
    return ids


def _adjust_page(sect: BaseOxmlElement, profile: FormatProfile) -> None:
    page = profile.page
    for name in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid", "w:titlePg"):
        for old in sect.findall(qn(name)):
            sect.remove(old)
    distance = footer_distance(profile)
    for xml in (
        f'<w:pgSz xmlns:w="{W}" w:w="{twips_of_mm(page.width_mm)}"'
        f' w:h="{twips_of_mm(page.height_mm)}"/>',
        f'<w:pgMar xmlns:w="{W}" w:top="{twips_of_mm(page.top_mm)}"'
        f' w:right="{twips_of_mm(page.right_mm)}" w:bottom="{twips_of_mm(page.bottom_mm)}"'
        f' w:left="{twips_of_mm(page.left_mm)}" w:header="{twips_of_mm(15)}"'
        f' w:footer="{distance}" w:gutter="0"/>',
        f'<w:cols xmlns:w="{W}" w:space="425"/>',
        f'<w:docGrid xmlns:w="{W}" w:type="lines" w:linePitch="{profile.pitch_twips}"/>',
    ):
        sect.append(parse_xml(xml))


def _adjust_footers(section: Section, profile: FormatProfile, style: str) -> None:
    facing = profile.page_number.place == "outside"
    for part, even in ((section.footer, False), (section.even_page_footer, True)):
        if even and not facing:
            part.is_linked_to_previous = True
            continue
        part.is_linked_to_previous = False
        shown = Emitter({"Footer": style}).paragraph(footer(profile, even=even))
        _refill(part.part.element, parse_xml(element("w:ftr", NAMESPACES, shown)))


def _refill(element: BaseOxmlElement, new: BaseOxmlElement) -> None:
    element[:] = list(new)


def _parts(document: Document) -> list[Part]:
    # What only the body of the reference uses (its pictures, charts, comments) stays behind.
    keep = {
        RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.WEB_SETTINGS,
        RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.ENDNOTES,
    }  # fmt: skip
    main = document.part
    for rid in [r.rId for r in main.rels.values() if r.reltype not in keep]:
        del main.rels[rid]
    seen: dict[str, Part] = {}
    waiting: list[Part] = [main]
    while waiting:
        part = waiting.pop()
        if str(part.partname) not in seen:
            seen[str(part.partname)] = part
            waiting += [r.target_part for r in part.rels.values() if not r.is_external]
    return [seen[name] for name in sorted(seen)]


def _listed(part: Part) -> list[Relationship]:
    return [
        Relationship(r.rId, r.reltype, r.target_ref, r.is_external)
        for r in sorted(part.rels.values(), key=lambda r: (len(r.rId), r.rId))
    ]


def _accent(parts: Iterable[Part]) -> str:
    for part in parts:
        if part.content_type == CONTENT_TYPE.OFC_THEME and (met := _ACCENT.search(part.blob)):
            return (met[1] or met[2]).decode()
    return _DEFAULT_ACCENT
