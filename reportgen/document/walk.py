"""What holds for all nodes of a document: their order, and the text a reader sees of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from reportgen.document.nodes import Content, LineBreak, Number, Pending, Reference, Text


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
        elif node is not None:
            yield node
            for name in _fields_with_nodes(node.__class__):
                waiting.append(getattr(node, name))


@cache
def _fields_with_nodes(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class that may hold nodes, the last first."""
    hints = get_type_hints(kind)
    return tuple(name for name in reversed(hints) if _has_node_class(hints[name]))


def _has_node_class(hint: Any) -> bool:
    """Return whether a type is that of a node, or has one in it: Content, Table | None."""
    return is_dataclass(hint) or any(_has_node_class(part) for part in get_args(hint))


def plain_text(content: Content, *, line_break: str = "\n") -> str:
    """Return the characters a reader sees of some inlines, with `line_break` for a forced line end.

    The number of a reference is left out: it is known only in the finished report. One that names a
    title is shown as it was written.
    """
    text = ""
    for part in content:
        match part:
            case Text():
                text += part.text
            case Number():
                text += part.number + part.unit
            case Pending():
                text += part.mark
            case Reference():
                text += part.text
            case LineBreak():
                text += line_break
    return text


def citation_name(label: str, title: str) -> str:
    """Return the name by which texts cite a block with a title: 表《党费收支》; `label` is 表 or 图."""
    return f"{label}《{''.join(title.split())}》"
