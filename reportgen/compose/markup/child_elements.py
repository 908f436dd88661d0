"""An element in, its children by tag out, those that may not stand there told."""

from __future__ import annotations

from reportgen.compose.markup import inlines
from reportgen.compose.markup.elements import Elements
from reportgen.compose.markup.tree import Element
from reportgen.compose.markup.vocabulary import BY_NAME
from reportgen.document.nodes import Content


def children(element: Element, elements: Elements) -> dict[str, list[Element]]:
    """Return the children of an element that may stand in it, by tag."""
    allowed = BY_NAME[element.tag].children
    found: dict[str, list[Element]] = {name: [] for name in allowed}
    for child in elements.children(element):
        if elements.check(child, allowed):
            found[child.tag].append(child)
    return found


def first_content(found: dict[str, list[Element]], name: str) -> Content:
    """Return the inlines of the first child `name`, () where there is none."""
    return inlines.content_of(found[name][0]) if found.get(name) else ()
