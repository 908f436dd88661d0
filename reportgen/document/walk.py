"""What holds for all nodes of a document: their order, and the text a reader sees of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from reportgen.document.nodes import Content, LineBreak, Number, Pending, Text
from reportgen.spans import Span


def walk(node: Any) -> Iterator[Any]:
    """Yield `node` and every node in it, in reading order: that of the fields of each class.

    `node` is a node, a tuple of nodes, or a dict with nodes as its values like the slots of a slide.
    """
    waiting = [node]  # the next one is the last
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif isinstance(node, dict):
            waiting += reversed(node.values())
        elif (names := _field_names(node.__class__)) is not None:
            yield node
            waiting += [getattr(node, name) for name in names]


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """Return the names of a node's fields, the last first; None for a class that is no node's."""
    if not is_dataclass(kind) or kind is Span:
        return None
    return tuple(field.name for field in reversed(fields(kind)))


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
