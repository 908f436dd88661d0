"""A unit's own .docx in, what a build with it keeps, adds and would trip over out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.formats import FormatProfile
from reportgen.write.word.reference import opened
from reportgen.write.word.styles import definitions

_EMU_PER_MM = 36000
_THEME_FONT = re.compile(r"(?:ascii|hAnsi|eastAsia|cs)Theme")


@dataclass(frozen=True, slots=True)
class StyleUse:
    """A style a report names: `found` is its id in the template, "" when it will be added."""

    name: str
    kind: str
    found: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a template holds; lengths in millimetres, margins top, right, bottom, left."""

    styles: tuple[StyleUse, ...]
    page_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    numbered_pages: bool
    findings: tuple[Diagnostic, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the styles a build adds in the faces of the format profile."""
        return tuple(style.name for style in self.styles if not style.found)


def survey(reference: bytes, profile: FormatProfile) -> Survey:
    """Return what a build with a unit's own template will use; Faults when it cannot be opened."""
    document = opened(reference)
    there = {
        (element.get(qn("w:type")) or "paragraph", _name(element).lower()): element
        for element in document.styles.element.findall(qn("w:style"))
    }
    uses = []
    for style in definitions(profile, "000000"):
        element = there.get((style.kind, style.name.lower()))
        found = (element.get(qn("w:styleId")) or "") if element is not None else ""
        uses.append(StyleUse(style.name, style.kind, found))
    section = document.sections[-1]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    top, right, bottom, left = (round((side or 0) / _EMU_PER_MM, 1) for side in sides)
    footers = [section.footer, section.even_page_footer, section.first_page_footer]
    numbered = any(
        not footer.is_linked_to_previous and "PAGE" in etree.tostring(footer._element).decode()  # noqa: SLF001 - python-docx has no reader of fields
        for footer in footers
    )
    return Survey(
        styles=tuple(uses),
        page_mm=(_mm(section.page_width), _mm(section.page_height)),
        margins_mm=(top, right, bottom, left),
        numbered_pages=numbered,
        findings=tuple(_findings(document, there, numbered=numbered)),
    )


def _findings(
    document: Document, there: dict[tuple[str, str], BaseOxmlElement], *, numbered: bool
) -> list[Diagnostic]:
    found = []
    for level in range(1, 5):
        element = there.get(("paragraph", f"heading {level}"))
        if element is not None and element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None:
            message = f"样式“标题 {level}”没有大纲级别，目录和导航窗格里不会出现这一级标题"
            found.append(_warning("word-template-outline", message))
    themed = [
        _name(element)
        for (kind, _), element in there.items()
        if kind == "paragraph" and _THEME_FONT.search(etree.tostring(element).decode())
    ]
    if themed:
        names = "、".join(sorted(themed)[:5])
        message = f"样式 {names} 的字体取自主题，换一台电脑或改主题后字体会变"
        hint = "在 Word 里为这些样式指定具体的中文和西文字体"
        found.append(_warning("word-template-theme-font", message, hint))
    if document.element.body.sectPr.find(qn("w:docGrid")) is None:
        message = "模板没有文档网格，每页行数只取决于行距"
        found.append(_warning("word-template-grid", message))
    if not numbered:
        found.append(_warning("word-template-page-number", "模板的页脚里没有页码"))
    return found


def _warning(code: str, message: str, hint: str = "") -> Diagnostic:
    hints = (hint,) if hint else ()
    return Diagnostic(code, message, severity=Severity.WARNING, hints=hints)


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return (name.get(qn("w:val")) or "") if name is not None else ""


def _mm(emu: int | None) -> float:
    return round((emu or 0) / _EMU_PER_MM, 1)
