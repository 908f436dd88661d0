"""Checks every element of a document against the vocabulary, gathering faults as it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.compose.markup.tree import Element, Words
from reportgen.compose.markup.vocabulary import BY_NAME, INLINE, TAGS
from reportgen.diagnostics import Diagnostic
from reportgen.suggestions import did_you_mean, nearest

_WHOLE_NUMBERS = {
    "colspan": "[1-9][0-9]?", "rowspan": "[1-9][0-9]{0,2}", "header": "[0-9]{1,2}",
}  # fmt: skip
#: what people used to HTML write → the tag here
_HTML = {
    "strong": "b", "em": "b", "i": "b", "u": "b", "para": "p", "div": "p", "ul": "list",
    "ol": "list", "tr": "row", "td": "cell", "th": "cell", "img": "picture", "a": "ref",
    **{f"h{level}": "h" for level in range(1, 7)},
}  # fmt: skip


#: of each tag: its attributes, those it must have, the tags its text may hold
_ATTRIBUTES = {t.name: {attribute.name: attribute for attribute in t.attributes} for t in TAGS}
_REQUIRED = {t.name: tuple(a.name for a in t.attributes if a.required) for t in TAGS}
_INSIDE = {t.name: (*INLINE, *t.children) for t in TAGS if t.holds == "inline"}


def _instead(name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if _HTML.get(name) in allowed:
        return (f"HTML 的 <{name}> 在这里写成 <{_HTML[name]}>",)
    return did_you_mean(name, allowed)


class Elements:
    """The reading of one document: what it holds by reference, and the faults found so far."""

    def __init__(self, folder: str, handles: list[object]) -> None:
        self.folder = folder
        self.handles = handles
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, message: str, element: Element, *hints: str) -> None:
        """Note a fault at the template line of `element`."""
        self.faults.append(Diagnostic(code, message, element.at, hints=hints))

    def children(self, element: Element) -> Iterable[Element]:
        """Return the child elements; stray text between them is told when they are gone through."""
        found = element.children()
        return found if len(found) == len(element.parts) else self._among_words(element)

    def _among_words(self, element: Element) -> Iterator[Element]:
        before, leading = element, True
        for part in element.parts:
            if isinstance(part, Element):
                before, leading = part, False
                yield part
                continue
            if not leading or not isinstance(part, str):
                self._stray(part, element, before)
            before, leading = element, False
        if element.parts and isinstance(first := element.parts[0], str):
            self._stray(first, element, element)

    def _stray(self, words: Words, element: Element, near: Element) -> None:
        # What a value brought is shown where it was written; the template's own, at the tag before.
        text, at = (words, near.at) if isinstance(words, str) else words
        if text.isspace():
            return
        flat = " ".join(text.split())
        shown = f"{flat[:20]}…" if len(flat) > 20 else flat
        message = f"<{element.tag}> 里不能直接写文字“{shown}”"
        hints = ("文字要放进 <p> 之类的标签里，成段的文字用 | prose",)
        self.faults.append(Diagnostic("stray-text", message, at, hints=hints))

    def check(self, element: Element, allowed: tuple[str, ...]) -> bool:
        """Return whether `element` may stand here; note a fault if not, or if it is misused."""
        name = element.tag
        if name not in allowed:
            known = name in BY_NAME
            message = f"<{name}> 不能放在这里" if known else f"不认识的标签 <{name}>"
            self.fault("unknown-tag", message, element, *_instead(name, allowed))
            return False
        if name in BY_NAME:
            if element.attrib or _REQUIRED[name]:
                self._check_attributes(element, name)
            if name in _INSIDE:
                self._check_inlines(element, _INSIDE[name])
        return True

    def _check_attributes(self, element: Element, name: str) -> None:
        """Note faulty attributes and take them off, so that the reader goes on without them."""
        known = _ATTRIBUTES[name]
        meant = set()
        for key, value in element.attrib.items():
            attribute = known.get(key)
            if attribute is None:
                message = f"<{name}> 没有属性 `{key}`"
                self.fault("unknown-attribute", message, element, *did_you_mean(key, known))
                meant.add(nearest(key, known))
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
            meant.add(key)
        for key in _REQUIRED[name]:
            if key not in element.attrib and key not in meant:
                self.fault("missing-attribute", f"<{name}> 缺少属性 `{key}`", element)

    def _check_inlines(self, element: Element, allowed: tuple[str, ...], name: str = "") -> None:
        name = name or element.tag
        for child in element.parts:
            if not isinstance(child, Element):
                continue
            if child.tag in allowed:
                self._check_inlines(child, allowed, name)
            else:
                message = f"<{name}> 里不能放 <{child.tag}>"
                self.fault("unknown-tag", message, child, *_instead(child.tag, allowed))

    def handle(self, element: Element) -> object | None:
        """Return the object `element` refers to by its `ref`."""
        reference = element.get("ref")
        if reference.isdecimal() and int(reference) < len(self.handles):
            return self.handles[int(reference)]
        if "ref" in element.attrib:
            message = f"<{element.tag}> 的 ref 不能手写"
            self.fault("wrong-attribute", message, element, f"写成 {{{{ {element.tag}('代号') }}}}")
        return None
