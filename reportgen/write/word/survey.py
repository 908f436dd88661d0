"""A survey says what a build with a unit's own .docx takes over, adds and cannot use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.formats import FormatProfile
from reportgen.units import MM_PER_INCH, TWIPS_PER_INCH, TWIPS_PER_PT
from reportgen.write.word.furniture import Furniture, furniture_of
from reportgen.write.word.numbering import Counter, HeadingList
from reportgen.write.word.own_template import (
    adopt,
    headings_of,
    named_styles,
    on_grid,
    style_for,
    style_name,
    unknown_styles,
)
from reportgen.write.word.page_setup import PageSetup
from reportgen.write.word.reference import (
    findings_of_opening,
    open_reference,
    page_of,
    page_with_furniture,
    readable,
    styles_of,
)
from reportgen.write.word.style_cascade import EffectiveStyle, is_on
from reportgen.write.word.styles import Style, definitions
from reportgen.write.word.typography import Colours

_THEME_FONT = re.compile(r"(?:ascii|hAnsi|eastAsia|cs)Theme")


#: what a style of the writer is called to the person who made the template; others go by their name
_TITLES = {
    "BodyText": "正文", "Title": "标题", "Subtitle": "副标题", "Quote": "引文",
    "Salutation": "主送机关、称呼", "Signature": "署名", "Date": "成文日期", "Caption": "图表题注",
    "Footer": "页脚", "TOCHeading": "目录标题", "TableGrid": "表格框线",
} | {f"Heading{n}": f"{'一二三四'[n - 1]}级标题" for n in range(1, 5)} | {
    f"TOC{n}": f"目录{'一二三四'[n - 1]}级" for n in range(1, 5)
}  # fmt: skip
_BLACK = Colours(*["000000"] * 5)
#: what Word gives every document; nobody misses it in a template
_SILENT = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "Strong", "Hyperlink"})


@dataclass(frozen=True, slots=True)
class StyleUse:
    """A style a report names; `template_id` is its id in the template, "" when it will be added.

    `title` is what it is for, `template_name` its name in the template, `face` how it is set there.
    """

    name: str
    kind: str
    template_id: str
    title: str = ""
    template_name: str = ""
    face: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a template holds; lengths in millimetres, margins top, right, bottom, left.

    `gutter_mm` is among the margins. `grid` is lines a page and characters a line of its own running
    text, `first_lines` the lines of the first page; `numbers` the first number of each heading level that
    numbers itself; `settings` what else
    the pages have; `others` its styles that no part of a report uses.
    """

    styles: tuple[StyleUse, ...]
    page_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    gutter_mm: float
    settings: tuple[str, ...]
    grid: tuple[int, int]
    first_lines: int
    numbered_pages: bool
    columns: int
    furniture: tuple[Furniture, ...]
    numbers: Mapping[int, str]
    others: tuple[str, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def header(self) -> str:
        """What stands in the headers, in their order."""
        texts = dict.fromkeys(one.text for one in self.furniture if one.is_header and one.text)
        return "　".join(texts)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the styles a build adds in the faces of the format profile."""
        return tuple(style.name for style in self.styles if not style.template_id)


def survey(reference: bytes, profile: FormatProfile) -> Survey:
    """Return what a build with a unit's own template will use; raise Faults for an unsound one."""
    document = open_reference(reference)
    with readable():
        return _survey(document, reference, profile)


def _survey(document: Document, reference: bytes, profile: FormatProfile) -> Survey:
    opening = findings_of_opening(document, reference, profile)
    there, page = named_styles(document), page_of(document)
    effective = on_grid(styles_of(document), page)
    uses = []
    for style in definitions(profile, _BLACK):
        if style.id in _SILENT:
            continue
        element = style_for(style, there, profile)
        title = _TITLES.get(style.id, style.name)
        if element is None:
            uses.append(StyleUse(style.name, style.kind, "", title))
            continue
        style_id = element.get(qn("w:styleId")) or ""
        face = _face(effective.get(style_id)) if style.kind == "paragraph" else ""
        name = style_name(element)
        uses.append(StyleUse(style.name, style.kind, style_id, title, name, face))
    furniture = furniture_of(document)
    with_page_number = any(one.has_page_number for one in furniture)
    used_ids = {use.template_id for use in uses}
    ids = {style.id: use.template_id for style, use in _pairs(profile, uses)}
    page_shown = page_with_furniture(document, page, effective)
    first = page_with_furniture(document, page, effective, "first")
    own_profile = adopt(profile, document, page_shown, effective)
    pitch = own_profile.pitch_twips or 1
    character = (
        own_profile.faces.body.size_pt
        + page.tracking_pt
        + own_profile.tracking_twips / TWIPS_PER_PT
    )
    # Word counts a character that lacks a few hundredths of its room.
    wide = own_profile.text_width_twips / TWIPS_PER_PT / character + 0.05
    return Survey(
        styles=tuple(uses),
        page_mm=(_mm(page.width), _mm(page.height)),
        margins_mm=(_mm(page.top), _mm(page.right), _mm(page.bottom), _mm(page.left)),
        gutter_mm=_mm(page.gutter),
        settings=tuple(_page_settings(document)),
        columns=len(page.columns),
        grid=(own_profile.text_height_twips // pitch, int(wide)),
        first_lines=first.text_height // pitch,
        numbered_pages=with_page_number,
        furniture=furniture,
        numbers=_first_numbers(headings_of(document, ids)),
        others=tuple(
            dict.fromkeys(
                style_name(element)
                for (kind, _), element in there.items()
                if kind == "paragraph"
                and element.get(qn("w:customStyle")) == "1"
                and element.get(qn("w:styleId")) not in used_ids
            )
        ),
        findings=(
            *opening,
            *unknown_styles(document, profile),
            *_findings(document, there, page, with_page_number=with_page_number),
        ),
    )


def _first_numbers(lists: Mapping[int, HeadingList]) -> dict[int, str]:
    """Return the number of the first heading of each level, each under one of the level above."""
    counter = Counter(lists)
    return {level: counter.next(level).strip() for level in sorted(lists)}


def _page_settings(document: Document) -> Iterator[str]:
    """Yield a phrase for each other setting of the pages: mirrored margins, borders, line numbers."""
    section, settings = document.element.body.sectPr, document.settings.element
    for root, name, title in (
        (settings, "mirrorMargins", "单双页边距对称"),
        (section, "pgBorders", "页面边框"),
        (section, "lnNumType", "行号"),
        (section, "vAlign", "垂直对齐"),
        (section, "textDirection", "文字方向"),
    ):
        node = root.find(qn(f"w:{name}"))
        if node is not None and is_on(node):
            yield title


def _pairs(profile: FormatProfile, uses: Sequence[StyleUse]) -> Iterator[tuple[Style, StyleUse]]:
    by_name = {(use.kind, use.name): use for use in uses}
    for style in definitions(profile, _BLACK):
        if (style.kind, style.name) in by_name:
            yield style, by_name[style.kind, style.name]


def _face(style: EffectiveStyle | None) -> str:
    if style is None:
        return ""
    rule = "至少" if style.least else ""
    pitch = f"，行距{rule}{style.line / TWIPS_PER_PT:g}磅" if style.exact or style.least else ""
    return f"{style.font} {style.size_pt:g}磅{'加粗' if style.bold else ''}{pitch}"


def _findings(
    document: Document,
    there: dict[tuple[str, str], BaseOxmlElement],
    page: PageSetup,
    *,
    with_page_number: bool,
) -> list[Diagnostic]:
    findings = []
    if not page.has_size:
        size = f"{_mm(page.width):g}×{_mm(page.height):g} 毫米"
        message = f"模板没有写纸张大小，Word 按 {size} 排，报告照此"
        hint = "要用 A4，在“布局—纸张大小”里选好再保存"
        findings.append(_warning("word-template-paper", message, hint))
    for level in range(1, 5):
        element = there.get(("paragraph", f"heading {level}"))
        if element is not None and element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None:
            message = f"样式“标题 {level}”没有大纲级别，目录和导航窗格里不会出现这一级标题"
            findings.append(_warning("word-template-outline", message))
    theme_uses = [
        style_name(element)
        for (kind, _), element in there.items()
        if kind == "paragraph" and _THEME_FONT.search(etree.tostring(element).decode())
    ]
    if theme_uses:
        names = "、".join(sorted(theme_uses)[:5])
        message = f"样式 {names} 的字体取自主题，换一台电脑或改主题后字体会变"
        hint = "在 Word 里为这些样式指定具体的中文和西文字体"
        findings.append(_warning("word-template-theme-font", message, hint))
    if not page.pitch:
        message = "模板没有文档网格，每页行数只取决于行距"
        findings.append(_warning("word-template-grid", message))
    if len(document.sections) > 1:
        message = "模板分成几节，只用最后一节的页面和页眉页脚"
        findings.append(_warning("word-template-sections", message))
    if not with_page_number:
        findings.append(_warning("word-template-page-number", "模板的页眉、页脚里没有页码"))
    return findings


def _warning(code: str, message: str, hint: str = "") -> Diagnostic:
    hints = (hint,) if hint else ()
    return Diagnostic(code, message, severity=Severity.WARNING, hints=hints)


def _mm(twips: int) -> float:
    return round(twips * MM_PER_INCH / TWIPS_PER_INCH, 1)
