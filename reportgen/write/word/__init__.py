"""The writer of reports turns a report and a Word theme into the bytes of a .docx.

The blocks of a report are lowered to paragraphs and tables as plain data, the layout sets what pages
ask of them, and the emitter writes each element once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, in_order
from reportgen.document.nodes import Report
from reportgen.theme.word import WordTheme
from reportgen.units import twips_of_mm
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    XML_HEAD,
    Member,
    Prepared,
    Relationship,
    content_types,
    relationships,
)
from reportgen.write.properties import property_parts
from reportgen.write.word.document_parts import footer
from reportgen.write.word.emit import Emitter
from reportgen.write.word.layout import Columns, MeasuredBlock, block_pages, laid_pages, lay_out
from reportgen.write.word.layout.pagination import Pages, paginate
from reportgen.write.word.lowering import WriterState, lower, targets_of
from reportgen.write.word.lowering.cover import cover
from reportgen.write.word.lowering.press import end_of_columns
from reportgen.write.word.model import Element, Inline
from reportgen.write.word.reference import template_of
from reportgen.write.word.sections import bare, continuous_section, from_one, text_width
from reportgen.write.word.template import WordTemplate
from reportgen.write.written import Written

if TYPE_CHECKING:
    from reportgen.write.slide_drawing import SlideDrawings

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def write_report(
    report: Report,
    theme: WordTheme,
    picture: Callable[[str], bytes],
    slides: SlideDrawings | None = None,
) -> Written:
    """Return the Word file of a report; `picture` gives the bytes of a workspace path.

    `slides` are those of the deck that the report is about.

    Raises Faults for a template that cannot be read; what is wrong with the report itself is among
    the diagnostics of the result.
    """
    template = template_of(theme)
    state = WriterState(template, picture, targets_of(report), slides)
    elements = laid_out(state, report)
    area = template.area
    section = template.section
    if _may_be_bare(report, theme):
        one_page = paginate(area.ruler.boxes(elements, area.width), area.heights).page == 1
        section = bare(section) if one_page else section
    if report.cover:
        elements = (*cover(state, report.cover), *elements)
        section = from_one(section)
    if state.in_columns:
        elements = (*elements, *end_of_columns(state))
        section = continuous_section(section, template.profile, columns=False)
    emitter = Emitter(template.style_ids)
    document = emitter.document(elements, section)
    template_members: tuple[Member | Prepared, ...] = template.members
    if report.footer and not theme.own_template:
        template_members = _with_words_in_footers(template, emitter, state.runs(report.footer))
    properties, types, rels = property_parts(report.properties)
    extensions = {"rels": RELATIONSHIPS_TYPE, "xml": "application/xml", **state.extensions}
    part_types = content_types((*template.overrides, *state.overrides, *types), extensions.items())
    root = [Relationship("rId1", _DOCUMENT, "word/document.xml"), *rels]
    inner = relationships((*template.relationships, *state.relationships))
    members: list[Member | Prepared] = [
        Member(CONTENT_TYPES, part_types),
        Member("_rels/.rels", relationships(root)),
        Member("word/document.xml", f"{XML_HEAD}{document}".encode()),
        Member("word/_rels/document.xml.rels", inner),
        *template_members,
        *state.members,
        *properties,
    ]
    return Written(members, in_order((*template.findings, *state.diagnostics)))


def _with_words_in_footers(
    template: WordTemplate, emitter: Emitter, words: tuple[Inline, ...]
) -> tuple[Member | Prepared, ...]:
    """Return the parts of a template after writing `words` at the left edge of each footer."""
    names = {f"word/{r.target}" for r in template.relationships if r.type.endswith("/footer")}
    line = footer(template.profile, emitter, even=False, words=words)
    data = f"{XML_HEAD}{line}".encode()
    return tuple(
        Member(part.name, data) if part.name in names else part for part in template.members
    )


def _may_be_bare(report: Report, theme: WordTheme) -> bool:
    """Return whether a report has no page number where it has one page.

    The headers and footers of a unit's own template say more than the number.
    """
    return not report.numbers_one_page and not theme.own_template


def pages_of_blocks(
    report: Report, theme: WordTheme, picture: Callable[[str], bytes]
) -> Mapping[int, int]:
    """Return the page, from 1, on which each block of a report begins; -1 is its head and title.

    Raises Faults for a template that cannot be read.
    """
    template = template_of(theme)
    state = WriterState(template, picture, targets_of(report))
    pages = dict(block_pages(lower(state, report), template.area, floats=template.profile.floats))
    for index in range(len(report.blocks)):
        pages.setdefault(index, pages.get(index - 1, 1))  # a chart beside the one before it
    return pages


@dataclass(frozen=True, eq=False, slots=True)
class LaidReport:
    """A report on its pages: what a picture of it is drawn from.

    `blocks` stand in the order of the file, `pages` says where the lines of their boxes are, and
    `columns` which of them stand in columns. `cover` is what stands on a page before them. `parts` and `relationships` hold the pictures and charts.
    """

    template: WordTemplate
    blocks: tuple[MeasuredBlock, ...]
    pages: Pages
    columns: Columns | None
    cover: tuple[Element, ...]
    parts: Mapping[str, bytes]
    relationships: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]

    def part(self, relationship: str) -> bytes:
        """Return the part of a relationship of the document."""
        return self.parts[f"word/{self.relationships[relationship]}"]


def laid_report(
    report: Report,
    theme: WordTheme,
    picture: Callable[[str], bytes],
    slides: SlideDrawings | None = None,
) -> LaidReport:
    """Return a report on its pages, as `write_report` takes it; raise Faults as that does."""
    template = template_of(theme)
    state = WriterState(template, picture, targets_of(report), slides)
    floats = template.profile.floats
    text_columns, profile = None, template.profile
    if profile.columns.count > 1:
        gap = twips_of_mm(profile.columns.gap_mm)
        text_columns = Columns(0, profile.columns.count, profile.column_width_twips, gap)
    elif (count := template.area.columns) > 1:
        width = template.area.width
        text_columns = Columns(
            0, count, width, (text_width(template.section) - count * width) // (count - 1)
        )
    body = lower(state, report)
    blocks, pages, columns = laid_pages(body, template.area, text_columns, floats=floats)
    if _may_be_bare(report, theme) and pages.page == 1:
        template = replace(template, section=bare(template.section))
    front = cover(state, report.cover) if report.cover else ()
    return LaidReport(
        template,
        blocks,
        pages,
        columns,
        front,
        {member.name: member.data for member in state.members},
        {relationship.id: relationship.target for relationship in state.relationships},
        in_order((*template.findings, *state.diagnostics)),
    )


def laid_out(state: WriterState, report: Report) -> tuple[Element, ...]:
    """Return the elements of a report as they will stand in the file."""
    template = state.template
    return lay_out(lower(state, report), template.area, floats=template.profile.floats)
