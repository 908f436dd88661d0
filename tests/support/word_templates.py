"""Word files made part by part, with what python-docx never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    XML_HEAD,
    Member,
    Relationship,
    content_types,
    pack,
    relationships,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
R = f"{OFFICE}/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
ROOT = f'{DECLARED} mc:Ignorable="w14 w15"'
A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = (
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851"'
    ' w:footer="992" w:gutter="0"/>'
)


@dataclass
class Template:
    """A Word file as its parts: `section` ends the body, `furniture` are headers and footers by file name.

    `rels` are further relationships of the document part, `media` of every header; `parts` are
    further parts with their content types.
    """

    section: str
    styles: str
    furniture: Mapping[str, str] = field(default_factory=dict)
    body: str = "<w:p><w:r><w:t>样张里的字不进报告</w:t></w:r></w:p>"
    settings: str = ""
    numbering: str = ""
    theme: str = ""
    rels: tuple[Relationship, ...] = ()
    settings_rels: tuple[Relationship, ...] = ()
    furniture_rels: tuple[Relationship, ...] = ()
    parts: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    main: str = "document.xml"
    main_type: str = f"{WORD}.document.main+xml"
    ending: str = "docx"

    def data(self) -> bytes:
        """Return the file."""
        parts: dict[str, tuple[str, bytes]] = {
            f"word/{self.main}": (self.main_type, self._xml("document", self._document())),
            "word/styles.xml": (f"{WORD}.styles+xml", self._xml("styles", self.styles)),
            "word/settings.xml": (f"{WORD}.settings+xml", self._xml("settings", self.settings)),
        }
        rels = [
            Relationship("rId1", f"{R}/styles", "styles.xml"),
            Relationship("rId2", f"{R}/settings", "settings.xml"),
        ]
        if self.numbering:
            xml = self._xml("numbering", self.numbering)
            parts["word/numbering.xml"] = (f"{WORD}.numbering+xml", xml)
            rels.append(Relationship("rId3", f"{R}/numbering", "numbering.xml"))
        if self.theme:
            kind = "application/vnd.openxmlformats-officedocument.theme+xml"
            parts["word/theme/theme1.xml"] = (kind, self.theme.encode())
            rels.append(Relationship("rId4", f"{R}/theme", "theme/theme1.xml"))
        for name, xml in self.furniture.items():
            kind = "header" if name.startswith("header") else "footer"
            root = "hdr" if kind == "header" else "ftr"
            parts[f"word/{name}"] = (f"{WORD}.{kind}+xml", self._xml(root, xml))
            rels.append(Relationship(f"rId{name.partition('.')[0]}", f"{R}/{kind}", name))
        parts |= self.parts
        types = [(f"/{name}", kind) for name, (kind, _) in parts.items() if kind]
        defaults = [("rels", RELATIONSHIPS_TYPE), ("xml", "application/xml"), ("png", "image/png")]
        root = Relationship("rId1", f"{R}/officeDocument", f"word/{self.main}")
        members = [
            Member(CONTENT_TYPES, content_types(types, defaults)),
            Member("_rels/.rels", relationships([root])),
            *(Member(name, data) for name, (_, data) in parts.items()),
            Member(f"word/_rels/{self.main}.rels", relationships([*rels, *self.rels])),
        ]
        if self.settings_rels:
            members.append(
                Member("word/_rels/settings.xml.rels", relationships(self.settings_rels))
            )
        if self.furniture_rels:
            members += [
                Member(f"word/_rels/{name}.rels", relationships(self.furniture_rels))
                for name in self.furniture
            ]
        return pack(members)

    def _document(self) -> str:
        return f"<w:body>{self.body}{self.section}</w:body>"

    @staticmethod
    def _xml(name: str, within: str) -> bytes:
        return f"{XML_HEAD}<w:{name} {ROOT}>{within}</w:{name}>".encode()


def section(
    inner: str, *furniture: str, size: str = A4, margins: str = MARGINS, end: str = ""
) -> str:
    """Return a `w:sectPr`; `furniture` are file names, with their place after a colon."""
    references = ""
    for one in furniture:
        name, _, place = one.partition(":")
        kind = "header" if name.startswith("header") else "footer"
        rid = f"rId{name.partition('.')[0]}"
        references += f'<w:{kind}Reference w:type="{place or "default"}" r:id="{rid}"/>'
    return f"<w:sectPr>{references}{inner}{size}{margins}{end}</w:sectPr>"


def style(
    id_: str, name: str, *, based: str = "", ppr: str = "", rpr: str = "", more: str = ""
) -> str:
    """Return a paragraph style."""
    default = ' w:default="1"' if name == "Normal" else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>'
        f"{more}{base}<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )
