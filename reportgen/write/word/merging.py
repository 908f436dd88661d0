"""The writer's styles and a reference document in, one set of styles out."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from reportgen.theme.formats import FormatProfile
from reportgen.write.word.adoption import chosen, named_styles
from reportgen.write.word.markup import PARAGRAPH_ORDER, RUN_ORDER
from reportgen.write.word.styles import Style, document_defaults, style_element

# What a profile decides; everything else in a style of the reference stays as it was drawn.
_RUN_OWNED = ("rFonts", "b", "bCs", "spacing", "sz", "szCs")
_PARAGRAPH_OWNED = (
    "keepNext", "keepLines", "widowControl", "kinsoku", "overflowPunct", "autoSpaceDE",
    "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "tabs",
)  # fmt: skip


def merge_styles(
    document: Document, wanted: Iterable[Style], profile: FormatProfile, *, keep: bool
) -> dict[str, str]:
    """Bring `wanted` into a document and return the ids they have there by our ids.

    With `keep` what is there stays as it is; else it is set to what the profile owns.
    """
    root = document.styles.element
    there = named_styles(document)
    used = {element.get(qn("w:styleId")) for element in there.values()}
    ids: dict[str, str] = {}
    added: list[BaseOxmlElement] = []
    for style in wanted:
        ours = parse_xml(style_element(style))
        own = there.get((style.kind, style.name.lower()))
        found = chosen(style, there, profile) if keep else own
        if found is not None:
            ids[style.id] = found.get(qn("w:styleId")) or style.id
            if not keep:
                _take(found, ours)
            continue
        # Another style may sit under our id, as "a3" or "1" do in files of Chinese Word.
        ids[style.id] = f"{style.id}Report" if style.id in used else style.id
        ours.set(qn("w:styleId"), ids[style.id])
        if there:
            ours.attrib.pop(qn("w:default"), "")
        if keep and style.kind == "character":
            for link in ours.findall(qn("w:link")):
                ours.remove(link)  # the heading is linked elsewhere, or not at all
        added.append(ours)
    for element in added:
        for tag in ("basedOn", "next", "link"):
            pointer = element.find(qn(f"w:{tag}"))
            if pointer is not None:
                aim = pointer.get(qn("w:val")) or ""
                pointer.set(qn("w:val"), ids.get(aim, aim))
        root.append(element)
    if not keep:
        old = root.find(qn("w:docDefaults"))
        if old is not None:
            root.remove(old)
        root.insert(0, parse_xml(document_defaults(profile)))
    return ids


def _take(style: BaseOxmlElement, ours: BaseOxmlElement) -> None:
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
        kept = [c for c in old if c.tag not in tags and _local(c) not in owned]
        old[:] = sorted((*kept, *mine), key=lambda c: order.index(_local(c)))


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
