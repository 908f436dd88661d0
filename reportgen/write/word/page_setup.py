"""The `w:sectPr` of a template in; the page that it means, and its own element written anew, out.

The element is never copied as text: whatever prefixes and whatever extensions a program wrote, what
comes out has the names of the standard, in the order of its schema.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.write.word.lengths import twips
from reportgen.write.word.markup import R, W
from reportgen.write.xml import Value, Xml, element

_W, _R = f"{{{W}}}", f"{{{R}}}"
#: the children of `w:sectPr` that a report takes over (ECMA-376 part 1, 17.6.17), in their order
_CHILDREN = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "pgSz", "pgMar", "paperSrc",
    "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "noEndnote", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip
_REFERENCES = ("headerReference", "footerReference")
# What Word assumes of a section that does not say ([MS-DOC] 2.6.4: sprmSXaPage, sprmSYaPage,
# sprmSDxaLeft, sprmSDyaTop, sprmSDyaHdrTop and their like): Letter paper.
_PAPER = {"w": 12240, "h": 15840}
_MARGINS = {
    "top": 1440, "right": 1800, "bottom": 1440, "left": 1800, "header": 720, "footer": 720,
    "gutter": 0,
}  # fmt: skip
#: the attributes that hold lengths
_LENGTHS = {
    "pgSz": ("w", "h"), "pgMar": tuple(_MARGINS), "cols": ("space",), "col": ("w", "space"),
    "docGrid": ("linePitch",), "lnNumType": ("distance",),
}  # fmt: skip
_COLUMN_GAP = 720
"""ECMA-376 part 1, 17.6.4: the space between columns that do not say."""
_CHARACTER_SPACE = 4096
"""ECMA-376 part 1, 17.6.5: `w:charSpace` counts 4096ths of a point."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The page of a section; lengths in twips, the gutter among the margins.

    `columns` are the widths of its columns, one where text runs across the page. `pitch` is the
    distance of the lines of its grid and `tracking_pt` what its grid adds to each character, 0
    where it has none. `has_size` says whether the section itself gives the size of its paper.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    gutter: int
    columns: tuple[int, ...]
    pitch: int
    tracking_pt: float
    has_size: bool

    @property
    def text_width(self) -> int:
        """Width that lines and objects have: of the narrowest column."""
        return min(self.columns)

    @property
    def text_height(self) -> int:
        """Height of the type area."""
        return self.height - self.top - self.bottom


def page_setup(section: etree._Element, *, gutter_at_top: bool = False) -> PageSetup:
    """Return the page that a `w:sectPr` means; raise ValueError for a length that is none."""
    paper, margins = _lengths(section, "pgSz", _PAPER), _lengths(section, "pgMar", _MARGINS)
    gutter = margins["gutter"]
    # A negative margin at the top or the bottom is one that a high header does not move (17.6.11).
    top, left = abs(margins["top"]), margins["left"]
    top, left = (top + gutter, left) if gutter_at_top else (top, left + gutter)
    across = paper["w"] - left - margins["right"]
    pitch, tracking = _grid(section)
    size = section.find(f"{_W}pgSz")
    return PageSetup(
        width=paper["w"],
        height=paper["h"],
        top=top,
        right=margins["right"],
        bottom=abs(margins["bottom"]),
        left=left,
        gutter=gutter,
        columns=_columns(section, across),
        pitch=pitch,
        tracking_pt=tracking,
        has_size=size is not None and all(size.get(f"{_W}{name}") for name in _PAPER),
    )


def push_text(page: PageSetup, section: etree._Element, header: int, footer: int) -> PageSetup:
    """Return a page whose text begins below a header and ends above a footer of these heights.

    A negative margin lets text run over them (17.6.11).
    """
    node = section.find(f"{_W}pgMar")
    margins = _lengths(section, "pgMar", _MARGINS)
    top, bottom = page.top, page.bottom
    if node is None or margins["top"] >= 0:
        top = max(top, margins["header"] + header if header else 0)
    if node is None or margins["bottom"] >= 0:
        bottom = max(bottom, margins["footer"] + footer if footer else 0)
    return replace(page, top=top, bottom=bottom)


def section_xml(section: etree._Element, references: Collection[str]) -> Xml:
    """Return a `w:sectPr` written anew, with the namespaces it needs to stand alone.

    `references` are the ids of the headers and footers that there are; references to others, what a
    printer or a later program added, and how the section begins are left out.
    """
    children: dict[str, list[Xml]] = {name: [] for name in _CHILDREN}
    for child in section:
        name = _name(child)
        if name in _REFERENCES:
            rid = child.get(f"{_R}id", "")
            if rid in references:
                kind = child.get(f"{_W}type", "default")
                children[name].append(element(f"w:{name}", {"w:type": kind, "r:id": rid}))
        elif name in children and not children[name]:
            children[name].append(_element_xml(child, name))
    children["pgSz"] = children["pgSz"] or [_size_element("pgSz", {}, _PAPER)]
    children["pgMar"] = children["pgMar"] or [_size_element("pgMar", {}, _MARGINS)]
    return element(
        "w:sectPr",
        {"xmlns:w": W, "xmlns:r": R},
        *(xml for name in _CHILDREN for xml in children[name]),
    )


def _element_xml(node: etree._Element, name: str) -> Xml:
    """Return an element of WordprocessingML written anew, without names of other vocabularies.

    Lengths become twips: not every program reads those with a unit.
    """
    attributes: dict[str, Value] = {}
    for key, value in node.attrib.items():
        own = str(key).removeprefix(_W)
        if str(key).startswith(_W):
            is_length = own in _LENGTHS.get(name, ())
            attributes[f"w:{own}"] = twips(str(value)) if is_length else str(value)
    if name == "docGrid" and "w:charSpace" in attributes:
        attributes["w:charSpace"] = _integer(str(attributes["w:charSpace"]))
    if name in ("pgSz", "pgMar"):
        return _size_element(name, attributes, _PAPER if name == "pgSz" else _MARGINS)
    within = [_element_xml(child, own) for child in node if (own := _name(child))]
    return element(f"w:{name}", attributes, *within)


def _size_element(name: str, attributes: dict[str, Value], defaults: dict[str, int]) -> Xml:
    """Return `w:pgSz` or `w:pgMar` with the values that Word would assume written out."""
    rest: dict[str, Value] = {f"w:{key}": value for key, value in defaults.items()}
    return element(
        f"w:{name}", {**attributes, **{k: v for k, v in rest.items() if k not in attributes}}
    )


def _name(node: etree._Element) -> str:
    """Return the name of an element of WordprocessingML, "" for one of another namespace."""
    tag = str(node.tag)
    return tag.removeprefix(_W) if tag.startswith(_W) else ""


def _lengths(section: etree._Element, name: str, defaults: dict[str, int]) -> dict[str, int]:
    """Return the lengths that an element of a section gives, in twips, each with its default."""
    node = section.find(f"{_W}{name}")
    if node is None:
        return dict(defaults)
    return {
        key: twips(str(node.get(f"{_W}{key}"))) if node.get(f"{_W}{key}") else default
        for key, default in defaults.items()
    }


def _columns(section: etree._Element, across: int) -> tuple[int, ...]:
    """Return the widths of the columns in which the text of a section stands (17.6.4)."""
    node = section.find(f"{_W}cols")
    if node is None:
        return (across,)
    own = node.findall(f"{_W}col")
    if own and node.get(f"{_W}equalWidth", "1") in ("0", "false", "off"):
        widths = tuple(twips(str(one.get(f"{_W}w", "0"))) for one in own)
        return tuple(width for width in widths if width > 0) or (across,)
    count = max(1, int(node.get(f"{_W}num", "1")))
    gap = twips(str(node.get(f"{_W}space", str(_COLUMN_GAP))))
    width = (across - (count - 1) * gap) // count
    return (width,) * count


def _grid(section: etree._Element) -> tuple[int, float]:
    """Return the pitch of the lines of the grid in twips, and its tracking in points."""
    node = section.find(f"{_W}docGrid")
    kind = node.get(f"{_W}type", "default") if node is not None else "default"
    # Type "default", or none, is a grid Word does not use.
    if node is None or kind == "default":
        return 0, 0.0
    pitch = twips(str(node.get(f"{_W}linePitch", "0")))
    space = _integer(str(node.get(f"{_W}charSpace", "0"))) if kind != "lines" else 0
    return pitch, space / _CHARACTER_SPACE


def _integer(number: str) -> int:
    """Return a number of 32 bits with its sign: LibreOffice writes a negative one without it."""
    value = int(number)
    return value - 2**32 if value >= 2**31 else value
