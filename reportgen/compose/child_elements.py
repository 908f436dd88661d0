"""An element in, its children by tag out, those that may not stand there told."""

from __future__ import annotations

from lxml import etree

from reportgen.compose.elements import Elements
from reportgen.compose.tags import BY_NAME
from reportgen.document.nodes import Content


def children(element: etree._Element, elements: Elements) -> dict[str, list[etree._Element]]:
    """Return the children of an element that may stand in it, by tag."""
    allowed = BY_NAME[str(element.tag)].children
    found: dict[str, list[etree._Element]] = {name: [] for name in allowed}
    for child in elements.children(element):
        if elements.check(child, allowed):
            found[str(child.tag)].append(child)
    return found


def content_of(found: dict[str, list[etree._Element]], name: str, elements: Elements) -> Content:
    """Return the inlines of the first child `name`, () where there is none."""
    return elements.content(found[name][0]) if found.get(name) else ()
