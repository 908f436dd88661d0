"""The parts of a unit's Word file that a report takes over, with their relationships.

What belongs to the text of the file itself stays behind: its pictures, comments, notes and data, the
headers of its other sections, and relationships that no part uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from posixpath import basename, dirname

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.write.package import Relationship
from reportgen.write.word.markup import COMPATIBILITY, R
from reportgen.write.word.sources import fix_words

#: what a document takes over of a template; pictures, charts and comments of its body stay behind
_PARTS = frozenset(
    {
        RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.WEB_SETTINGS,
        RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.ENDNOTES,
    }
)  # fmt: skip
_FURNITURE = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_MAIN = PackURI("/word/document.xml")
#: folders in which a report has parts of its own
_OWN_FOLDERS = ("/word/media", "/word/charts", "/word/embeddings")
#: an object that shows nothing without its relationship, the outermost first
_OBJECTS = (
    f"{{{COMPATIBILITY}}}AlternateContent", qn("w:drawing"), qn("w:pict"), qn("w:object"),
    qn("w:control"),
)  # fmt: skip
#: namespaces of properties that Word has had since 2010
_LATER = "http://schemas.microsoft.com/office/word/20"
#: a note of one of these types is a rule between text and notes (ECMA-376 part 1, 17.18.33)
_RULES = ("separator", "continuationSeparator", "continuationNotice")


def inherit_furniture(document: Document) -> None:
    """Give the last section the headers and footers that it takes from the sections before it.

    A section without a header of a type has that of the section before (ECMA-376 part 1, 17.10.5).
    """
    body = document.element.body
    last = body.get_or_add_sectPr()
    before = body.xpath("./w:p/w:pPr/w:sectPr")
    own = {_place(reference) for reference in _references(last)}
    for section in reversed(before):
        for reference in _references(section):
            if _place(reference) not in own:
                own.add(_place(reference))
                last.insert(0, deepcopy(reference))


def leave_text_behind(document: Document) -> Iterator[Diagnostic]:
    """Take out of a document's parts what belongs to its own text; yield what they lack.

    Relationships that no part uses go too, and objects whose part is not in the file.
    """
    main = document.part
    section = document.element.body.sectPr
    for reference in _references(section):
        relationship = main.rels.get(str(reference.get(qn("r:id"))))
        if relationship is None or relationship.is_external:
            section.remove(reference)
            yield _loss("页眉" if reference.tag == qn("w:headerReference") else "页脚")
    used_ids = {str(one.get(qn("r:id"))) for one in _references(section)}
    for rid, relationship in list(main.rels.items()):
        kind = relationship.reltype
        if (
            kind not in _PARTS
            or relationship.is_external
            or (kind in _FURNITURE and rid not in used_ids)
        ):
            del main.rels[rid]
    for relationship in main.rels.values():
        if relationship.reltype in _NOTES:
            _keep_rules(relationship.target_part)
    for part in parts_of(document):
        if part is not main:
            yield from _settle(part)
    for part in parts_of(document):
        folder = dirname(part.partname)
        if folder in _OWN_FOLDERS:
            part.partname = PackURI(f"{folder}/template-{basename(part.partname)}")
    # Some programs call the main part otherwise (/word/document2.xml); a report never does.
    main.partname = _MAIN


def add_missing(document: Document, kind: str, name: str, content_type: str, data: bytes) -> None:
    """Give a document the part `name` (`/word/…`), related by `kind`, where it has none of the kind."""
    main = document.part
    if any(relationship.reltype == kind for relationship in main.rels.values()):
        return
    main.relate_to(Part(PackURI(name), content_type, data, main.package), kind)


def parts_of(document: Document) -> list[Part]:
    """Return the parts of a document that its relationships reach, by name."""
    main = document.part
    visits: dict[str, Part] = {}
    waiting: list[Part] = [main]
    while waiting:
        part = waiting.pop()
        if str(part.partname) not in visits:
            visits[str(part.partname)] = part
            waiting += [r.target_part for r in part.rels.values() if not r.is_external]
    return [visits[name] for name in sorted(visits)]


def relationships_of_part(part: Part) -> list[Relationship]:
    """Return the relationships of a part, in the order of their ids."""
    return [
        Relationship(r.rId, r.reltype, r.target_ref, r.is_external)
        for r in sorted(part.rels.values(), key=lambda r: (len(r.rId), r.rId))
    ]


def root_of(part: Part) -> etree._Element | None:
    """Return the root of an XML part, None for any other part."""
    if isinstance(part, XmlPart):
        element: etree._Element = part.element
        return element
    if not part.content_type.endswith("xml"):
        return None
    return etree.fromstring(part.blob)


def store(part: Part, root: etree._Element) -> None:
    """Write a root that `root_of` gave back to its part."""
    if not isinstance(part, XmlPart):
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part._blob = data  # noqa: SLF001 - python-docx has no setter


def _references(section: etree._Element) -> list[etree._Element]:
    """Return the references of a section to headers and footers."""
    names = (qn("w:headerReference"), qn("w:footerReference"))
    return [child for child in section if child.tag in names]


def _place(reference: etree._Element) -> tuple[str, str]:
    return (str(reference.tag), str(reference.get(qn("w:type"), "default")))


def _keep_rules(part: Part) -> None:
    """Leave in a part of notes only the rules between text and notes."""
    root = root_of(part)
    if root is None:
        return
    for note in [child for child in root if child.get(qn("w:type")) not in _RULES]:
        root.remove(note)
    store(part, root)


def _settle(part: Part) -> Iterator[Diagnostic]:
    """Leave in a part what its relationships carry, and of those the ones it uses."""
    root = root_of(part)
    if root is None:
        return
    names = {"header": "页眉", "footer": "页脚"}
    losses = [
        node
        for node in root.iter(etree.Element)
        if any(
            str(key).startswith(f"{{{R}}}") and value and value not in part.rels
            for key, value in node.attrib.items()
        )
    ]
    for node in losses:
        if node.getroottree().getroot() is root:
            _take_out(node)
    if losses:
        store(part, root)
        yield _loss(next((n for word, n in names.items() if word in part.content_type), "设置"))
    if any(word in part.content_type for word in names):
        fix_words(root)
    _make_ignorable(root)
    if part.rels and not part.partname.startswith("/word/theme/"):
        values = {value for node in root.iter(etree.Element) for value in node.attrib.values()}
        for rid in [rid for rid in part.rels if rid not in values]:
            del part.rels[rid]


def _take_out(node: etree._Element) -> None:
    """Take an element out with the object that shows nothing without it."""
    above = [one for one in node.iterancestors() if one.tag in _OBJECTS]
    outermost = above[-1] if above else node
    parent = outermost.getparent()
    if parent is None:
        return
    if outermost.tag == qn("w:hyperlink"):
        for key in [key for key in node.attrib if str(key).startswith(f"{{{R}}}")]:
            del node.attrib[key]
        return
    parent.remove(outermost)


def _make_ignorable(root: etree._Element) -> None:
    """Let programs pass over what later programs than theirs wrote in a part (mc:Ignorable)."""
    key = f"{{{COMPATIBILITY}}}Ignorable"
    there = (root.get(key) or "").split()
    later = [
        prefix
        for prefix, uri in root.nsmap.items()
        if prefix and uri.startswith(_LATER) and prefix not in there
    ]
    if later:
        root.set(key, " ".join([*there, *later]))


def _loss(place: str) -> Diagnostic:
    message = f"Word 模板的{place}里有东西不在文件里，报告里没有它"
    hints = ("在 Word 或 WPS 里打开模板，删去显示不出的图片，重新插入后保存",)
    return Diagnostic("word-template-lost-object", message, None, Severity.WARNING, hints=hints)
