"""The reference document of a theme becomes a template when it is set to the format profile.

python-docx opens the document and gives access to its styles, sections and parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from lxml import etree

from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.document.marks import facts_marked_in
from reportgen.office_files import BROKEN_ARCHIVE, as_document, check_office_file, has_macros
from reportgen.theme.formats import FormatProfile
from reportgen.theme.word import WordTheme
from reportgen.units import TWIPS_PER_PT, twips_of_mm
from reportgen.write.package import Member, prepare
from reportgen.write.package import relationships as relationships_part
from reportgen.write.word.acting_settings import drop_acting
from reportgen.write.word.document_parts import font_table, footer, footer_distance, settings
from reportgen.write.word.emit import Emitter
from reportgen.write.word.furniture import furniture_heights
from reportgen.write.word.layout import TypeArea
from reportgen.write.word.layout.measuring import Ruler
from reportgen.write.word.layout.pagination import ByPage
from reportgen.write.word.markup import PARAGRAPH_ORDER, RUN_ORDER, W
from reportgen.write.word.numbering import add_restarts
from reportgen.write.word.own_template import (
    adopt,
    has_tabs,
    headings_of,
    named_styles,
    numbering_of,
    on_grid,
    style_for,
    unknown_styles,
)
from reportgen.write.word.page_setup import PageSetup, page_setup, push_text, section_xml
from reportgen.write.word.style_cascade import SINGLE_LINE, EffectiveStyle, effective_styles, is_on
from reportgen.write.word.styles import Style, definitions, document_defaults, style_element
from reportgen.write.word.template import WordTemplate
from reportgen.write.word.template_parts import (
    add_missing,
    inherit_furniture,
    leave_text_behind,
    parts_of,
    relationships_of_part,
)
from reportgen.write.word.theme_faces import theme_faces
from reportgen.write.word.theme_part import bare_theme
from reportgen.write.word.typography import Colours, colours_of, recoloured_theme
from reportgen.write.xml import Value, Xml, element

_ACCENT = re.compile(
    rb"<a:accent1>\s*<a:srgbClr val=\"([0-9A-Fa-f]{6})\"|<a:accent1>\s*<a:sysClr[^>]*"
    rb"lastClr=\"([0-9A-Fa-f]{6})\""
)
# The profile and the palette decide these properties of a style; the others stay as in reference.docx.
_RUN_OWNED = ("rFonts", "b", "bCs", "color", "spacing", "sz", "szCs")
_PARAGRAPH_OWNED = (
    "keepNext", "keepLines", "widowControl", "kinsoku", "overflowPunct", "autoSpaceDE",
    "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "tabs",
)  # fmt: skip
_MOST_ATTACHMENTS = 20
"""Attachments of one report whose headings count from 1 again."""
#: What python-docx raises over a value that is not of the type that the standard asks for.
_UNREADABLE = (PythonDocxError, XmlchemyError, etree.LxmlError, LookupError, ValueError)
#: What it raises over a file that is no sound document: it uses parts, relationships and elements without
#: asking whether they are there, so a missing one is None where something else is expected.
_DAMAGE = (*BROKEN_ARCHIVE, *_UNREADABLE, OpcError, AttributeError, TypeError)


@lru_cache(maxsize=8)
def template_of(theme: WordTheme) -> WordTemplate:
    """Return the template of a theme, made once a process; raise Faults for a file without sense.

    A unit's own template keeps its page, its headers and footers, its styles and its numbering, and
    the profile takes their measures over.
    """
    document = open_reference(theme.reference)
    with readable():
        return _own(document, theme) if theme.own_template else _set_up(document, theme)


def open_reference(reference: bytes) -> Document:
    """Return a reference document; raise Faults when the bytes are no sound Word file.

    Its last section has what it takes from those before it, and its parts hold nothing of its text.
    """
    check_office_file(reference, "docx")
    try:
        document = docx.Document(BytesIO(as_document(reference, "docx")))
        document.element.body.get_or_add_sectPr()
        _visit(document)
    except _DAMAGE as fault:
        raise _faults("Word 模板打不开：不是 .docx 文件，或文件已损坏") from fault
    return document


def _visit(document: Document) -> None:
    """Look at all that is asked of python-docx later, so that it raises here what it will raise."""
    inherit_furniture(document)
    page_of(document)
    numbering_of(document)
    assert document.styles.element is not None
    section = document.sections[-1]
    for side in (
        section.header,
        section.even_page_header,
        section.footer,
        section.even_page_footer,
    ):
        assert side.is_linked_to_previous or side.part.element is not None
    for part in parts_of(document):
        rels = relationships_of_part(part)
        if not all(rel.id and rel.type and rel.target for rel in rels):
            raise ValueError("a relationship lacks its id, its type or its target")


def page_of(document: Document) -> PageSetup:
    """Return the page of the last section of a document; raise ValueError for a length that is none."""
    at_top = document.settings.element.find(qn("w:gutterAtTop"))
    return page_setup(
        document.element.body.sectPr, gutter_at_top=at_top is not None and is_on(at_top)
    )


def page_with_furniture(
    document: Document,
    page: PageSetup,
    styles: Mapping[str, EffectiveStyle],
    place: str = "default",
) -> PageSetup:
    """Return the pages of a place with what high headers and footers leave of them to text."""
    heights = furniture_heights(document, styles, place)
    return push_text(page, document.element.body.sectPr, *heights)


def styles_of(document: Document) -> Mapping[str, EffectiveStyle]:
    """Return how text of each style of a document is set, by its id."""
    language = document.settings.element.find(qn("w:themeFontLang"))
    language_tag = str(language.get(qn("w:eastAsia"), "")) if language is not None else ""
    faces: Mapping[str, str] = {}
    for part in _theme_parts(document):
        faces = theme_faces(part.blob, language_tag)
    pitch = page_of(document).pitch
    return effective_styles(document.styles.element, faces, pitch or SINGLE_LINE)


@contextmanager
def readable() -> Iterator[None]:
    """Raise Faults where a value in a document is not of the type that the standard asks for."""
    try:
        yield
    except _UNREADABLE as fault:
        raise _faults("Word 模板里的样式或页面设置读不懂，文件可能已损坏") from fault


def _faults(message: str) -> Faults:
    hint = "请在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”后再用"
    return Faults([Diagnostic("word-template-unreadable", message, hints=(hint,))])


def _set_up(document: Document, theme: WordTheme) -> WordTemplate:
    """Return the supplied reference document set to the profile."""
    findings = tuple(leave_text_behind(document))
    for part in _theme_parts(document):
        part._blob = recoloured_theme(part.blob, theme.palette)  # noqa: SLF001 - python-docx has no setter
    colours = colours_of(theme.palette, theme.profile)
    style_ids = adjust(document, theme.profile, colours)
    return _template(document, theme.profile, style_ids, colours, findings=findings)


def _own(document: Document, theme: WordTheme) -> WordTemplate:
    """Return a unit's own template as it is, with the styles it lacks added."""
    findings = (
        *findings_of_opening(document, theme.reference, theme.profile),
        *unknown_styles(document, theme.profile),
    )
    styles = styles_of(document)
    page = page_with_furniture(document, page_of(document), styles)
    profile = adopt(theme.profile, document, page, styles)
    colours = colours_of(theme.palette, theme.profile)
    colours = replace(colours, accent=_accent(document) or colours.accent)
    # Charts name the colours of the theme, and WPS writes files without one.
    theme_part = recoloured_theme(bare_theme(profile.title), theme.palette)
    for kind, name, content_type, data in (
        (RELATIONSHIP_TYPE.THEME, "theme/theme1", CONTENT_TYPE.OFC_THEME, theme_part),
        (
            RELATIONSHIP_TYPE.FONT_TABLE,
            "fontTable",
            CONTENT_TYPE.WML_FONT_TABLE,
            font_table(profile),
        ),
    ):
        add_missing(document, kind, f"/word/{name}.xml", content_type, data)
    style_ids = adjust(document, profile, colours, keep=True)
    return _template(document, profile, style_ids, colours, own=True, findings=findings)


def findings_of_opening(
    document: Document, reference: bytes, profile: FormatProfile
) -> tuple[Diagnostic, ...]:
    """Leave out of a unit's document what a report must not take over; return what that means."""
    findings = [
        *drop_acting(document.settings.element, profile.keep),
        *leave_text_behind(document),
    ]
    if has_macros(reference):
        message = "Word 模板里有宏；报告里不带宏"
        findings.append(Diagnostic("word-template-acts", message, None, Severity.WARNING))
    return tuple(findings)


def _template(
    document: Document,
    profile: FormatProfile,
    style_ids: dict[str, str],
    colours: Colours,
    *,
    own: bool = False,
    findings: tuple[Diagnostic, ...] = (),
) -> WordTemplate:
    lists = headings_of(document, style_ids) if own else {}
    numbering = numbering_of(document)
    restarts = add_restarts(numbering, lists, _MOST_ATTACHMENTS) if numbering is not None else ()
    parts = parts_of(document)
    members = []
    for part in parts:
        if part is document.part:
            continue
        name = part.partname.lstrip("/")
        members.append(Member(name, part.blob))
        if part.rels:
            folder, _, file = name.rpartition("/")
            data = relationships_part(relationships_of_part(part))
            members.append(Member(f"{folder}/_rels/{file}.rels", data))
    # The parts come first, and then their relationships.
    members.sort(key=lambda member: member.name.endswith(".rels"))
    page, styles = page_of(document), styles_of(document)
    pages = [page, page, page]
    if own:
        places = ("first", "default", "even")
        pages = [page_with_furniture(document, page, styles, place) for place in places]
        styles = on_grid(styles, page)
    ours = {ours: styles[theirs] for ours, theirs in style_ids.items() if theirs in styles}
    section = section_xml(document.element.body.sectPr, document.part.rels.keys())
    return WordTemplate(
        profile=profile,
        style_ids=style_ids,
        members=tuple(map(prepare, members)),
        overrides=tuple((str(part.partname), part.content_type) for part in parts),
        relationships=tuple(relationships_of_part(document.part)),
        section=section,
        area=TypeArea(
            Ruler(ours),
            page.text_width,
            ByPage(*(one.text_height for one in pages)),
            profile.pitch_twips,
            len(page.columns),
            round(profile.body.most_tracking_pt * TWIPS_PER_PT),
            round(profile.title_block.most_lines_more * profile.pitch_twips),
        ),
        tops=ByPage(*(one.top for one in pages)),
        colours=colours,
        headings=lists,
        restarts=restarts,
        run_in_pt=profile.faces.body.size_pt if own else None,
        loose_headings=frozenset(
            level
            for level in range(1, 5)
            if (style := ours.get(f"Heading{level}")) is not None and not style.keep_next
        ),
        untabbed_contents=frozenset(
            level
            for level in range(1, 5)
            if own and not has_tabs(document, style_ids[f"TOC{level}"])
        ),
        justifies_captions=ours["Caption"].align == "both",
        findings=(*findings, *_marks(document)),
    )


def _marks(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each mark of something missing in the headers and footers of a report."""
    section = document.element.body.sectPr
    ids = {reference.get(qn("r:id")) for reference in section if reference.get(qn("r:id"))}
    for rid, relationship in document.part.rels.items():
        if rid not in ids:
            continue
        part = relationship.target_part
        where = "页眉" if relationship.reltype == RELATIONSHIP_TYPE.HEADER else "页脚"
        for paragraph in etree.fromstring(part.blob).iter(qn("w:p")):
            for fact in facts_marked_in(
                "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
            ):
                message = f"Word 模板的{where}里还有待补充的内容：{fact.text or fact.written}"
                hints = ("在 Word 或 WPS 里打开模板改好", "定稿（--final）前要补上")
                yield Diagnostic("pending-fact", message, None, Severity.WARNING, hints=hints)


def adjust(
    document: Document, profile: FormatProfile, colours: Colours, *, keep: bool = False
) -> dict[str, str]:
    """Set styles, settings, page and footers to the profile; return style ids by the writer's ids.

    With `keep` nothing that is there is changed, and only missing styles are added.
    """
    style_ids = merge_styles(document, definitions(profile, colours), profile, keep=keep)
    if not keep:
        _refill(document.settings.element, settings(profile))
        for part in parts_of(document):
            if part.content_type == CONTENT_TYPE.WML_FONT_TABLE:
                part._blob = font_table(profile)  # noqa: SLF001 - python-docx has no setter
        _adjust_page(document.element.body.sectPr, profile)
        _adjust_footers(document.sections[-1], profile, Emitter(style_ids))
    for prompt in document.settings.element.findall(qn("w:updateFields")):
        document.settings.element.remove(prompt)  # every field already holds its result
    return style_ids


def _adjust_page(section: BaseOxmlElement, profile: FormatProfile) -> None:
    page = profile.page
    for name in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid", "w:titlePg"):
        for old in section.findall(qn(name)):
            section.remove(old)
    size: dict[str, Value] = {
        "w:w": twips_of_mm(page.width_mm),
        "w:h": twips_of_mm(page.height_mm),
        # Printers turn the sheet by this word, not by the two lengths.
        "w:orient": "landscape" if page.width_mm > page.height_mm else None,
    }
    margins = {
        "w:top": twips_of_mm(page.top_mm),
        "w:right": profile.right_twips,
        "w:bottom": twips_of_mm(page.bottom_mm),
        "w:left": twips_of_mm(page.left_mm),
        "w:header": twips_of_mm(15),
        "w:footer": footer_distance(profile),
        "w:gutter": 0,
    }
    grid: dict[str, Value] = {"w:type": "lines", "w:linePitch": profile.pitch_twips}
    for name, attributes in (
        ("w:pgSz", size),
        ("w:pgMar", margins),
        ("w:cols", {"w:space": 425}),
        ("w:docGrid", grid),
    ):
        section.append(parse_xml(element(name, {"xmlns:w": W, **attributes})))


def _adjust_footers(section: Section, profile: FormatProfile, emitter: Emitter) -> None:
    facing = profile.page_number.place == "outside"
    for part, even in ((section.footer, False), (section.even_page_footer, True)):
        if even and not facing:
            part.is_linked_to_previous = True
            continue
        part.is_linked_to_previous = False
        _refill(part.part.element, footer(profile, emitter, even=even))


def _refill(old: BaseOxmlElement, new: Xml) -> None:
    """Give an element the children of another."""
    old[:] = list(parse_xml(new))


def merge_styles(
    document: Document, styles: Iterable[Style], profile: FormatProfile, *, keep: bool
) -> dict[str, str]:
    """Bring `styles` into a document and return the ids they have there by the writer's ids.

    With `keep` what is there stays as it is; else it is set to what the profile owns.
    """
    root = document.styles.element
    there = named_styles(document)
    used = {style.get(qn("w:styleId")) for style in there.values()}
    style_ids: dict[str, str] = {}
    added: list[BaseOxmlElement] = []
    for style in styles:
        ours = parse_xml(style_element(style))
        match = style_for(style, there, profile) if keep else there.get(_key(style))
        if match is not None:
            style_ids[style.id] = match.get(qn("w:styleId")) or style.id
            if not keep:
                _take_over(match, ours)
            continue
        # Another style may sit under our id, as "a3" or "1" do in files of Chinese Word.
        style_ids[style.id] = f"{style.id}Report" if style.id in used else style.id
        ours.set(qn("w:styleId"), style_ids[style.id])
        if there:
            ours.attrib.pop(qn("w:default"), "")
        if keep and style.kind == "character":
            for link in ours.findall(qn("w:link")):
                ours.remove(link)  # the heading is linked elsewhere, or not at all
        added.append(ours)
    for ours in added:
        for tag in ("basedOn", "next", "link"):
            pointer = ours.find(qn(f"w:{tag}"))
            if pointer is not None:
                aim = pointer.get(qn("w:val")) or ""
                pointer.set(qn("w:val"), style_ids.get(aim, aim))
        root.append(ours)
    if not keep:
        old = root.find(qn("w:docDefaults"))
        if old is not None:
            root.remove(old)
        root.insert(0, parse_xml(document_defaults(profile)))
    return style_ids


def _key(style: Style) -> tuple[str, str]:
    return (style.kind, style.name.lower())


def _take_over(style: BaseOxmlElement, ours: BaseOxmlElement) -> None:
    """Replace in `style` what the profile owns, leaving its other properties in schema order."""
    for tag, owned, order in (
        ("pPr", _PARAGRAPH_OWNED, PARAGRAPH_ORDER),
        ("rPr", _RUN_OWNED, RUN_ORDER),
    ):
        new = ours.find(qn(f"w:{tag}"))
        old = style.find(qn(f"w:{tag}"))
        if new is None:
            continue
        if old is None:
            # pPr and rPr precede the table properties only.
            before = style.find(qn("w:rPr")) if tag == "pPr" else None
            table = style.find(qn("w:tblPr"))
            at = before if before is not None else table
            if at is not None:
                at.addprevious(new)
            else:
                style.append(new)
            continue
        mine = [c for c in new if _local(c) in owned or old.find(c.tag) is None]
        tags = {c.tag for c in mine}
        others = [c for c in old if c.tag not in tags and _local(c) not in owned]
        places = {name: place for place, name in enumerate(order)}
        # Word writes its later properties (w14:ligatures …) behind those of the standard.
        old[:] = sorted((*others, *mine), key=lambda c: places.get(_local(c), len(places)))


def _local(element: etree._Element) -> str:
    """Return the name of an element of WordprocessingML, "" for one of another namespace."""
    name = etree.QName(element)
    return str(name.localname) if name.namespace == W else ""


def _theme_parts(document: Document) -> list[Part]:
    return [part for part in parts_of(document) if part.content_type == CONTENT_TYPE.OFC_THEME]


def _accent(document: Document) -> str:
    """Return the first accent of a document's theme, "" where it has none."""
    for part in _theme_parts(document):
        if match := _ACCENT.search(part.blob):
            return (match[1] or match[2]).decode()
    return ""
