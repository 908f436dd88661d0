"""A Word template in; the paper, the margins, and what stands in its headers and footers, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.units import TWIPS_PER_PT
from reportgen.write.preview.svg import of_twips
from reportgen.write.word.layout.pagination import ByPage
from reportgen.write.word.markup import W
from reportgen.write.word.sections import text_width
from reportgen.write.word.style_cascade import EffectiveStyle, effective_styles
from reportgen.write.word.template import WordTemplate

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Element = etree._Element  # noqa: SLF001 - lxml has no public name for it
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WIDE, _HIGH = 11906, 16838
"""A4 in twips."""


@dataclass(frozen=True, slots=True)
class MarginText:
    """A piece of a header's or footer's line; `kind` is text, or which number stands there."""

    text: str
    style: EffectiveStyle
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A line of a header or footer; its texts are set left, or as its style says. Lengths in points."""

    style: EffectiveStyle
    texts: tuple[MarginText, ...]
    height: float
    rule: str
    """The colour of the line below it as RRGGBB, "" where there is none."""


@dataclass(frozen=True, eq=False, slots=True)
class PageFrame:
    """A page of a template; lengths in points.

    `tops` say in twips where text begins. `headers` and `footers` hold the lines by the sort of page: default, even, first.
    """

    width: float
    height: float
    left: float
    tops: ByPage
    header: float
    footer: float
    type_width: float
    headers: Mapping[str, tuple[MarginLine, ...]]
    footers: Mapping[str, tuple[MarginLine, ...]]
    facing: bool
    first_differs: bool
    first_number: int
    has_grid: bool

    def sort_of(self, page: int) -> str:
        """Return which header a page has; pages count from 1."""
        if page == 1 and self.first_differs:
            return "first"
        return "even" if self.facing and self.number_of(page) % 2 == 0 else "default"

    def top_of(self, page: int) -> float:
        """Return where text begins on a page."""
        return of_twips(self.tops.on(page))

    def number_of(self, page: int) -> int:
        """Return the number that a page shows."""
        return page - 1 + self.first_number


@lru_cache(maxsize=16)
def page_frame(template: WordTemplate) -> PageFrame:
    """Return the page of a template."""
    section = etree.fromstring(template.section)
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    parts = {member.name: member for member in template.members}
    styles = effective_styles(etree.fromstring(parts["word/styles.xml"].data))
    targets = {
        rel.id: f"word/{rel.target.removeprefix('/word/')}" for rel in template.relationships
    }
    lines: dict[str, dict[str, tuple[MarginLine, ...]]] = {"header": {}, "footer": {}}
    for reference in section:
        tag = str(reference.tag).removeprefix(_W)
        part = parts.get(targets.get(reference.get(f"{_R}id", ""), ""))
        if tag in ("headerReference", "footerReference") and part is not None:
            own = tuple(_lines(etree.fromstring(part.data), styles))
            lines[tag.removesuffix("Reference")][reference.get(f"{_W}type", "default")] = own
    settings = parts.get("word/settings.xml")
    facing = settings is not None and b"<w:evenAndOddHeaders/>" in settings.data
    numbers, grid = section.find(f"{_W}pgNumType"), section.find(f"{_W}docGrid")
    return PageFrame(
        width=of_twips(_twips(size, "w", _WIDE)),
        height=of_twips(_twips(size, "h", _HIGH)),
        left=of_twips(_twips(margins, "left", 1587)),
        tops=template.tops,
        header=of_twips(_twips(margins, "header", 851)),
        footer=of_twips(_twips(margins, "footer", 851)),
        type_width=of_twips(text_width(template.section)),
        headers=lines["header"],
        footers=lines["footer"],
        facing=facing,
        first_differs=section.find(f"{_W}titlePg") is not None,
        first_number=_twips(numbers, "start", 1),
        has_grid=grid is not None and grid.get(f"{_W}type", "default") != "default",
    )


def _twips(element: Element | None, name: str, default: int) -> int:
    try:
        return int(float(element.get(f"{_W}{name}", default))) if element is not None else default
    except ValueError:
        return default


def _lines(part: Element, styles: Mapping[str, EffectiveStyle]) -> Iterator[MarginLine]:
    """Yield the lines of a header or a footer."""
    for fallback in list(part.iter(f"{_COMPATIBILITY}Fallback")):
        above = fallback.getparent()
        if above is not None:
            above.remove(fallback)  # it says again what the choice beside it says
    for paragraph in part.iter(f"{_W}p"):
        properties = paragraph.find(f"{_W}pPr")
        named = None if properties is None else properties.find(f"{_W}pStyle")
        name = "" if named is None else named.get(f"{_W}val", "")
        style = styles.get(name) or styles.get("Normal", EffectiveStyle())
        if properties is not None:
            style = style.with_paragraph(properties)
        texts = tuple(_texts(paragraph, style))
        border = None if properties is None else properties.find(f"{_W}pBdr/{_W}bottom")
        drawn = border is not None and border.get(f"{_W}val") not in (None, "nil", "none")
        colour = border.get(f"{_W}color", "auto") if border is not None else "auto"
        rule = ("000000" if colour == "auto" else colour) if drawn else ""
        size = max((one.style.size_pt for one in texts), default=style.size_pt)
        height = style.line_height(size * 1.3 * TWIPS_PER_PT) / TWIPS_PER_PT
        yield MarginLine(style, texts, height, rule)


def _texts(paragraph: Element, style: EffectiveStyle) -> Iterator[MarginText]:
    """Yield the texts of a line; a field stands for the number it shows."""
    field, waiting = "", False
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}p"), None) is not paragraph:
            continue  # a run in a box of the paragraph has a paragraph of its own
        own = run.find(f"{_W}rPr")
        look = style if own is None else style.with_run(own)
        simple = run.getparent()
        if simple is not None and simple.tag == f"{_W}fldSimple":
            kind = _kind(simple.get(f"{_W}instr", ""))
            if kind != "text":
                yield MarginText("", look, kind)
                continue
        for child in run:
            tag = str(child.tag).removeprefix(_W)
            if tag == "fldChar":
                state = child.get(f"{_W}fldCharType")
                if state == "end":
                    if _kind(field) != "text":  # a field without a result shows one all the same
                        yield MarginText("", look, _kind(field))
                    field, waiting = "", False
                elif state == "separate":
                    waiting = _kind(field) != "text"
            elif tag == "instrText":
                field += child.text or ""
            elif tag == "t" and waiting:
                if field:  # the number stands once, set as its first characters are
                    yield MarginText("", look, _kind(field))
                field = ""
            elif tag == "t":
                yield MarginText(child.text or "", look)
            elif tag == "tab":
                yield MarginText("\t", look)


def _kind(instruction: str) -> str:
    """Return which number a field shows: the page's, how many pages there are, or none."""
    name = instruction.split(maxsplit=1)[0].upper() if instruction.split() else ""
    return {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages"}.get(name, "text")
