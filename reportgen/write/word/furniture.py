"""What the headers and footers of a template say: their words, page numbers, pictures, watermark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from reportgen.measure.faces import face as measured_face
from reportgen.units import EMU_PER_TWIP, TWIPS_PER_PT
from reportgen.write.word.markup import COMPATIBILITY, WP
from reportgen.write.word.style_cascade import EffectiveStyle, is_on
from reportgen.write.word.template_parts import root_of

_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
_VML = "urn:schemas-microsoft-com:vml"
_PAGE_FIELD = re.compile(r"^\s*PAGE\b", re.IGNORECASE)
_PICTURES = (qn("w:drawing"), qn("w:pict"))


@dataclass(frozen=True, slots=True)
class Furniture:
    """A header or a footer that pages show; `place` is `default`, `first` or `even`.

    `text` is what stands in it, in content controls and text boxes too; `watermark` the words
    drawn behind the page.
    """

    is_header: bool
    place: str
    text: str
    has_page_number: bool
    pictures: int
    watermark: str


def furniture_of(document: Document) -> tuple[Furniture, ...]:
    """Return the headers and footers that the pages of the last section of a document show."""
    return tuple(_furniture(document))


def furniture_heights(
    document: Document, styles: Mapping[str, EffectiveStyle], place: str = "default"
) -> tuple[int, int]:
    """Return the heights of header and footer on the pages of a place (`default`, `first`, `even`), in twips.

    `styles` are how its styles set text, by id. Lines are not broken: a header has short ones.
    """
    shown = place if place in _places(document) else "default"
    heights = [0, 0]
    default = next(
        (
            str(style.get(qn("w:styleId")))
            for style in document.styles.element.iter(qn("w:style"))
            if style.get(qn("w:default")) in ("1", "true", "on")
            and style.get(qn("w:type"), "paragraph") == "paragraph"
        ),
        "",
    )
    for reference in document.element.body.sectPr:
        relationship = document.part.rels.get(str(reference.get(qn("r:id"))))
        if relationship is None or str(reference.get(qn("w:type"), "default")) != shown:
            continue
        root = root_of(relationship.target_part)
        if root is not None:
            side = 0 if relationship.reltype == RELATIONSHIP_TYPE.HEADER else 1
            heights[side] = _height(root, styles, default)
    return heights[0], heights[1]


def _height(node: etree._Element, styles: Mapping[str, EffectiveStyle], default: str) -> int:
    """Return the height of what stands in an element: paragraphs below one another, cells beside."""
    total = 0
    for child in node:
        if child.tag == qn("w:p"):
            total += _paragraph_height(child, styles, default)
        elif child.tag == qn("w:tbl"):
            rows = child.iter(qn("w:tr"))
            cells = ([_height(c, styles, default) for c in row.iter(qn("w:tc"))] for row in rows)
            total += sum(max(row, default=0) for row in cells)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            total += _height(child, styles, default)
    return total


def _paragraph_height(
    paragraph: etree._Element, styles: Mapping[str, EffectiveStyle], default: str
) -> int:
    style_element = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style_id = str(style_element.get(qn("w:val"))) if style_element is not None else default
    style = styles.get(style_id, EffectiveStyle())
    if (own := paragraph.find(qn("w:pPr"))) is not None:
        style = style.with_paragraph(own)
    line = style.line
    if not style.exact:
        runs = [p for run in paragraph.iter(qn("w:r")) if (p := run.find(qn("w:rPr"))) is not None]
        sizes = [style.with_run(run).size_pt for run in runs] or [style.size_pt]
        em = measured_face(style.font, style.latin, bold=style.bold).line_em
        line = style.line_height(max(sizes) * em * TWIPS_PER_PT)
        pictures = [
            int(extent.get("cy", "0")) // EMU_PER_TWIP
            for inline in paragraph.iter(f"{{{WP}}}inline")
            for extent in inline.iter(f"{{{WP}}}extent")
        ]
        line = max([line, *pictures])
    breaks = sum(1 for _ in paragraph.iter(qn("w:br")))
    return style.before + line * (1 + breaks) + style.after + style.rules


def _furniture(document: Document) -> Iterator[Furniture]:
    shown = _places(document)
    for reference in document.element.body.sectPr:
        relationship = document.part.rels.get(str(reference.get(qn("r:id"))))
        place = str(reference.get(qn("w:type"), "default"))
        if relationship is None or relationship.is_external or place not in shown:
            continue
        root = root_of(relationship.target_part)
        if root is not None:
            yield _furniture_of(
                root, place, is_header=relationship.reltype == RELATIONSHIP_TYPE.HEADER
            )


def _places(document: Document) -> frozenset[str]:
    """Return the sorts of pages that have headers of their own in the last section of a document."""
    first = document.element.body.sectPr.find(qn("w:titlePg"))
    even = document.settings.element.find(qn("w:evenAndOddHeaders"))
    differing = {"first": first, "even": even}
    shown = {name for name, switch in differing.items() if switch is not None and is_on(switch)}
    return frozenset({"default", *shown})


def _furniture_of(root: etree._Element, place: str, *, is_header: bool) -> Furniture:
    nodes = [node for node in root.iter(etree.Element) if not _is_fallback(node)]
    paragraphs = [
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")) if not _is_fallback(node))
        for paragraph in nodes
        if paragraph.tag == qn("w:p") and next(paragraph.iterancestors(qn("w:p")), None) is None
    ]
    fields = [node.get(qn("w:instr"), "") for node in nodes if node.tag == qn("w:fldSimple")]
    # Word divides an instruction among runs as it likes.
    fields += "".join(
        "\n" if node.tag == qn("w:fldChar") else node.text or ""
        for node in nodes
        if node.tag in (qn("w:fldChar"), qn("w:instrText"))
    ).split("\n")
    with_page_number = any(_PAGE_FIELD.match(field) for field in fields)
    words = (node.get("string", "") for node in nodes if node.tag == f"{{{_VML}}}textpath")
    return Furniture(
        is_header,
        place,
        " ".join(filter(None, (text.strip() for text in paragraphs))),
        with_page_number or any(node.tag == qn("w:pgNum") for node in nodes),
        sum(1 for node in nodes if node.tag in _PICTURES),
        "".join(words),
    )


def _is_fallback(node: etree._Element) -> bool:
    """Return whether an element stands only for programs that do not know the one beside it."""
    return next(node.iterancestors(_FALLBACK), None) is not None
