"""What holds for all nodes of a document: their order, and the text a reader sees of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from reportgen.document.nodes import Content, LineBreak, Number, Pending, Text
from reportgen.spans import Span


def walk(node: Any) -> Iterator[Any]:
    """Yield `node` and every node in it, in reading order: that of the fields of each class.

    `node` is a node, a tuple of nodes, or a mapping to nodes as the slots of a slide are.
    """
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif isinstance(node, Mapping):
        for part in node.values():
            yield from walk(part)
    elif is_dataclass(node) and not isinstance(node, Span):
        yield node
        for field in fields(node):
            yield from walk(getattr(node, field.name))


def plain_text(content: Content, *, line_break: str = "\n") -> str:
    """Return the characters a reader sees of some inlines, with `line_break` for a forced line end.

    The number of a reference is left out: it is known only in the finished report.
    """
    text = ""
    for part in content:
        match part:
            case Text():
                text += part.text
            case Number():
                text += part.number + part.unit
            case Pending():
                text += f"【待补充：{part.text}】"
            case LineBreak():
                text += line_break
    return text
