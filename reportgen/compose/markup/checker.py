"""The elements of one document are checked against the vocabulary; faults are collected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.compose.markup.reader import Characters, Element
from reportgen.compose.markup.vocabulary import BY_NAME, INLINE, TAGS
from reportgen.diagnostics import Diagnostic
from reportgen.suggestions import did_you_mean, nearest

#: attributes that hold whole numbers, and the pattern of these
_WHOLE_NUMBERS = {
    "colspan": "[1-9][0-9]?", "rowspan": "[1-9][0-9]{0,2}", "header": "[0-9]{1,2}",
    "height": "[1-9][0-9]{0,2}", "blank": "[0-9]{1,2}", "slide": "[1-9][0-9]{0,3}( [1-9][0-9]{0,3})*",
}  # fmt: skip
#: what people used to HTML write → the tag here
_HTML = {
    "strong": "b", "em": "b", "i": "b", "u": "b", "para": "p", "div": "p", "ul": "list",
    "ol": "list", "tr": "row", "td": "cell", "th": "cell", "img": "picture", "a": "ref",
    **{f"h{level}": "h" for level in range(1, 7)},
}  # fmt: skip
#: tag → the tags that may stand in its text, for tags that hold text
_IN_TEXT = {tag.name: (*INLINE, *tag.children) for tag in TAGS if tag.holds == "inline"}
#: tag → its attributes by name
_ATTRIBUTES = {tag.name: {each.name: each for each in tag.attributes} for tag in TAGS}
#: characters of a stray text that its fault quotes
_MOST_QUOTED = 20


class Checker:
    """The check of one document.

    `folder` is the workspace folder of its templates; `exhibits` are the tables, charts and pictures
    that its markup refers to by number; `faults` are those found so far.
    """

    def __init__(self, folder: str, exhibits: Sequence[object]) -> None:
        self.folder = folder
        self.exhibits = exhibits
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, message: str, element: Element, *hints: str) -> None:
        """Add a fault at the template line of `element`."""
        self.faults.append(Diagnostic(code, message, element.at, hints=hints))

    def children(self, element: Element) -> list[Element]:
        """Return the child elements of an element that may hold no text of its own."""
        children: list[Element] = []
        has_text = False
        for part in element.parts:
            if isinstance(part, Element):
                children.append(part)
            elif not part.text.isspace():
                has_text = True
        if has_text:
            for text, neighbour in _texts_between(element):
                self._check_stray(text, element, neighbour)
        return children

    def children_by_tag(self, element: Element) -> dict[str, list[Element]]:
        """Return the children that the vocabulary allows in `element`, by tag; fault the others."""
        allowed = BY_NAME[element.tag].children
        children: dict[str, list[Element]] = {name: [] for name in allowed}
        for child in self.children(element):
            if self.check(child, allowed):
                children[child.tag].append(child)
        return children

    def check(self, element: Element, allowed: tuple[str, ...]) -> bool:
        """Return whether `element` may stand here; add its faults and those of its attributes."""
        name = element.tag
        tag = BY_NAME.get(name)
        if name not in allowed:
            message = f"<{name}> 不能放在这里" if tag else f"不认识的标签 <{name}>"
            self.fault("unknown-tag", message, element, *_instead(name, allowed))
            return False
        if tag:
            self._check_attributes(element, name)
            if name in _IN_TEXT:
                self._check_inlines(element, _IN_TEXT[name], name)
        return True

    def exhibit(self, element: Element) -> object | None:
        """Return the table, chart or picture that `element` refers to by its `ref`."""
        reference = element.get("ref")
        if reference.isdecimal() and int(reference) < len(self.exhibits):
            return self.exhibits[int(reference)]
        if "ref" in element.attrib:
            message = f"<{element.tag}> 的 ref 不能手写"
            self.fault("wrong-attribute", message, element, f"写成 {{{{ {element.tag}('名称') }}}}")
        return None

    def _check_stray(self, text: Characters, element: Element, neighbour: Element) -> None:
        """Fault a text where none may stand, at its own place or else at that of its neighbour."""
        if text.text.isspace():
            return
        flat = " ".join(text.text.split())
        quoted = f"{flat[:_MOST_QUOTED]}…" if len(flat) > _MOST_QUOTED else flat
        message = f"<{element.tag}> 里不能直接写文字“{quoted}”"
        hints = ("文字要放进 <p> 之类的标签里，成段的文字用 | prose",)
        at = text.at or neighbour.at
        self.faults.append(Diagnostic("stray-text", message, at, hints=hints))

    def _check_attributes(self, element: Element, name: str) -> None:
        """Fault wrong attributes and remove them, so that the document is read on without them."""
        known = _ATTRIBUTES[name]
        suggestions = set()
        for key, value in element.attrib.items():
            attribute = known.get(key)
            if attribute is None:
                message = f"<{name}> 没有属性 `{key}`"
                self.fault("unknown-attribute", message, element, *did_you_mean(key, known))
                suggestions.add(nearest(key, known))
            elif attribute.choices and value not in attribute.choices:
                choices = "、".join(attribute.choices)
                message = f"<{name}> 的 {key} 只能是 {choices}，这里是“{value}”"
                near = nearest(value, attribute.choices)
                hints = [f"是不是 `{near}`？"] if near else []
                self.fault("wrong-attribute", message, element, *hints)
            elif key in _WHOLE_NUMBERS and not re.fullmatch(_WHOLE_NUMBERS[key], value):
                message = f"<{name}> 的 {key} 应为整数，这里是“{value}”"
                self.fault("wrong-attribute", message, element)
            else:
                continue
            element.drop(key)
            suggestions.add(key)
        for key, attribute in known.items():
            if attribute.required and key not in element.attrib and key not in suggestions:
                self.fault("missing-attribute", f"<{name}> 缺少属性 `{key}`", element)

    def _check_inlines(self, element: Element, allowed: tuple[str, ...], name: str) -> None:
        """Fault the tags that may not stand in the text of the element called `name`."""
        for child in element.children:
            if child.tag in allowed:
                self._check_inlines(child, allowed, name)
            else:
                message = f"<{name}> 里不能放 <{child.tag}>"
                self.fault("unknown-tag", message, child, *_instead(child.tag, allowed))


def _texts_between(element: Element) -> Iterator[tuple[Characters, Element]]:
    """Yield the texts directly in `element`, each with the element before it, or `element` itself.

    The template's own text before the first child comes last, as its fault stands at the tag around.
    """
    first: Characters | None = None
    before = element
    for index, part in enumerate(element.parts):
        if isinstance(part, Element):
            before = part
            continue
        if index == 0 and part.at is None:
            first = part
        else:
            yield part, before
        before = element
    if first:
        yield first, element


def _instead(name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hint of what to write instead of the tag `name`."""
    if _HTML.get(name) in allowed:
        return (f"HTML 的 <{name}> 在这里写成 <{_HTML[name]}>",)
    return did_you_mean(name, allowed)
