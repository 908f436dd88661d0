"""What the headers and footers of a template say: their words, page numbers, pictures, watermark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from reportgen.write.word.markup import COMPATIBILITY
from reportgen.write.word.style_cascade import is_on
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


def _furniture(document: Document) -> Iterator[Furniture]:
    section = document.element.body.sectPr
    shown = {"default"}
    first, even = (
        section.find(qn("w:titlePg")),
        document.settings.element.find(qn("w:evenAndOddHeaders")),
    )
    shown |= {"first"} if first is not None and is_on(first) else set()
    shown |= {"even"} if even is not None and is_on(even) else set()
    for reference in section:
        relationship = document.part.rels.get(str(reference.get(qn("r:id"))))
        place = str(reference.get(qn("w:type"), "default"))
        if relationship is None or relationship.is_external or place not in shown:
            continue
        root = root_of(relationship.target_part)
        if root is not None:
            yield _read(root, place, is_header=relationship.reltype == RELATIONSHIP_TYPE.HEADER)


def _read(root: etree._Element, place: str, *, is_header: bool) -> Furniture:
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
    numbered = any(_PAGE_FIELD.match(field) for field in fields)
    words = (node.get("string", "") for node in nodes if node.tag == f"{{{_VML}}}textpath")
    return Furniture(
        is_header,
        place,
        " ".join(filter(None, (text.strip() for text in paragraphs))),
        numbered or any(node.tag == qn("w:pgNum") for node in nodes),
        sum(1 for node in nodes if node.tag in _PICTURES),
        "".join(words),
    )


def _is_fallback(node: etree._Element) -> bool:
    """Return whether an element stands only for programs that do not know the one beside it."""
    return next(node.iterancestors(_FALLBACK), None) is not None
