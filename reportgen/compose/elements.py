"""Checks every element of a document against the vocabulary, gathering faults as it goes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.compose.inlines import Reader, is_mark
from reportgen.compose.markup import stamp_of
from reportgen.compose.tags import BY_NAME, INLINE
from reportgen.content.model_faults import did_you_mean
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span


class Elements(Reader):
    """The reading of one document: what it holds by reference, and the faults found so far."""

    def __init__(self, folder: str, handles: list[object]) -> None:
        super().__init__(folder)
        self.handles = handles
        self.faults: list[Diagnostic] = []

    def at(self, element: etree._Element) -> Span | None:
        """Return the template line of `element`."""
        return stamp_of(element, self.folder)

    def fault(self, code: str, message: str, element: etree._Element, *hints: str) -> None:
        """Note a fault at the template line of `element`."""
        self.faults.append(Diagnostic(code, message, self.at(element), hints=hints))

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield the child elements; place marks between them are followed, stray text is told."""
        for child in element:
            if is_mark(child):
                self.follow(child)
            elif isinstance(child.tag, str):
                yield child
            if child.tail and child.tail.strip():
                self._stray(child.tail, element)
        if element.text and element.text.strip():
            self._stray(element.text, element)

    def _stray(self, text: str, element: etree._Element) -> None:
        flat = " ".join(text.split())[:20]
        self.fault(
            "stray-text",
            f"<{element.tag}> 里不能直接写文字“{flat}”",
            element,
            "文字要放进 <p> 之类的标签里",
        )

    def check(self, element: etree._Element, allowed: tuple[str, ...]) -> bool:
        """Return whether `element` may stand here; note a fault if not, or if it is misused."""
        name = str(element.tag)
        if name not in allowed:
            known = name in BY_NAME
            message = f"<{name}> 不能放在这里" if known else f"不认识的标签 <{name}>"
            self.fault("unknown-tag", message, element, *did_you_mean(name, allowed))
            return False
        tag = BY_NAME.get(name)
        if tag:
            self._check_attributes(element, name)
            if tag.holds == "inline":
                self._check_inlines(element, (*INLINE, *tag.children))
        return True

    def _check_attributes(self, element: etree._Element, name: str) -> None:
        known = {attribute.name: attribute for attribute in BY_NAME[name].attributes}
        for key, value in _attributes(element):
            if key == "at":
                continue
            attribute = known.get(key)
            if attribute is None:
                message = f"<{name}> 没有属性 `{key}`"
                self.fault("unknown-attribute", message, element, *did_you_mean(key, known))
            elif attribute.choices and value not in attribute.choices:
                choices = "、".join(attribute.choices)
                message = f"<{name}> 的 {key} 只能是 {choices}，这里是“{value}”"
                self.fault("wrong-attribute", message, element)
        for key, attribute in known.items():
            if attribute.required and key not in element.attrib:
                self.fault("missing-attribute", f"<{name}> 缺少属性 `{key}`", element)

    def _check_inlines(self, element: etree._Element, allowed: tuple[str, ...]) -> None:
        for child in element.iter():
            if child is element or is_mark(child):
                continue
            if child.tag not in allowed:
                self.fault(
                    "unknown-tag",
                    f"<{element.tag}> 里不能放 <{child.tag}>",
                    child,
                    *did_you_mean(str(child.tag), allowed),
                )

    def handle(self, element: etree._Element) -> object | None:
        """Return the object `element` refers to by its `ref`."""
        reference = element.get("ref", "")
        if reference.isdecimal() and int(reference) < len(self.handles):
            return self.handles[int(reference)]
        if "ref" in element.attrib:
            message = f"<{element.tag}> 的 ref 不对：要写 {{{{ chart('代号') }}}} 这样的取数函数"
            self.fault("wrong-attribute", message, element)
        return None


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(key), str(value)) for key, value in element.attrib.items()]
