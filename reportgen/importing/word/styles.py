"""The styles of a document: how the paragraphs and characters look that name them (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.importing.word.model import Look
from reportgen.office_package import local_name

#: a chain of styles that is longer goes round in a circle
_MOST_PARENTS = 20
_OFF = frozenset({"0", "false", "off", "none"})


def value_of(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute by its name without the namespace; "" where there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of that name."""
    if element is None:
        return None
    return next((each for each in element if local_name(each) == name), None)


def is_on(element: etree._Element) -> bool:
    """Return whether a property that is on or off is on."""
    return value_of(element) not in _OFF


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph says of itself, or its style does."""

    alignment: str = ""
    #: from 0; -1 for running text
    outline: int = -1
    list_number: str = ""
    list_level: int = -1
    #: the style that its list comes from
    list_style: str = ""


@dataclass(slots=True)
class Style:
    """A style: its name, its parent, and its own properties."""

    id: str
    name: str
    kind: str
    parent: str
    element: etree._Element


@dataclass(slots=True)
class Styles:
    """All styles of a document, by id."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    #: how characters look that say nothing of themselves
    base: Look = field(default_factory=Look)
    default_paragraph: str = ""
    _looks: dict[str, tuple[Look, ParagraphLook]] = field(default_factory=dict)

    def name(self, style: str) -> str:
        """Return the name of a style in small letters; the ids differ between languages."""
        known = self.styles.get(style or self.default_paragraph)
        return known.name.lower() if known else ""

    def of_paragraph(self, style: str) -> tuple[Look, ParagraphLook]:
        """Return how a paragraph of a style looks, and its characters."""
        style = style or self.default_paragraph
        if style not in self._looks:
            look, own = self.base, ParagraphLook()
            for each in self.chain(style):
                look = characters(child(each.element, "rPr"), look)
                own = paragraph(child(each.element, "pPr"), own, each.id)
            self._looks[style] = look, own
        return self._looks[style]

    def of_characters(self, style: str, look: Look) -> Look:
        """Return how characters look that have a style of their own."""
        for each in self.chain(style):
            look = characters(child(each.element, "rPr"), look)
        return look

    def chain(self, style: str) -> list[Style]:
        """Return a style and those it is based on, the farthest first."""
        chain: list[Style] = []
        while (known := self.styles.get(style)) and len(chain) < _MOST_PARENTS:
            chain.insert(0, known)
            style = known.parent
        return chain


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of styles.xml."""
    if root is None:
        return Styles()
    styles, default = {}, ""
    for element in root:
        if local_name(element) != "style":
            continue
        kind = value_of(element, "type")
        style = Style(
            value_of(element, "styleId"),
            value_of(child(element, "name")),
            kind,
            value_of(child(element, "basedOn")),
            element,
        )
        styles[style.id] = style
        if kind == "paragraph" and value_of(element, "default") in ("1", "true", "on"):
            default = style.id
    defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    return Styles(styles, characters(defaults, Look()), default)


def characters(properties: etree._Element | None, look: Look) -> Look:
    """Return a look with what the properties of a run change in it."""
    if properties is None:
        return look
    for element in properties:
        match local_name(element):
            case "b":
                look = replace(look, bold=is_on(element))
            case "u":
                look = replace(look, underlined=is_on(element))
            case "vanish":
                look = replace(look, hidden=is_on(element))
            case "sz" if value_of(element).isdigit():
                look = replace(look, size=int(value_of(element)) / 2)
            case "color":
                color = value_of(element)
                look = replace(look, color="" if color == "auto" else color.upper())
            case "rFonts":
                font = value_of(element, "eastAsia") or value_of(element, "eastAsiaTheme")
                look = replace(look, font=font or look.font)
    return look


def paragraph(
    properties: etree._Element | None, own: ParagraphLook, style: str = ""
) -> ParagraphLook:
    """Return the look of a paragraph with what its properties change in it."""
    if properties is None:
        return own
    for element in properties:
        match local_name(element):
            case "jc":
                own = replace(own, alignment=value_of(element))
            case "outlineLvl" if value_of(element).isdigit():
                level = int(value_of(element))
                own = replace(own, outline=level if level < 9 else -1)
            case "numPr":
                number, level_ = (
                    value_of(child(element, "numId")),
                    value_of(child(element, "ilvl")),
                )
                own = replace(
                    own,
                    list_number=number or own.list_number,
                    list_level=int(level_) if level_.isdigit() else own.list_level,
                    list_style=style,
                )
    return own
