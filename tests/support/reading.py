"""Documents and Office files → their text, so that tests can ask what a reader reads."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from lxml import etree

from reportgen.document.nodes import Chart, Document, LineBreak, Number, Pending, Picture, Text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def document_text(document: Document) -> str:
    """Return the text of every node, in reading order."""
    return "".join(_texts(document))


def _texts(document: Document) -> Iterator[str]:
    for node in _walk(document):
        match node:
            case Text():
                yield node.text
            case Number():
                yield node.number + node.unit
            case Pending():
                yield f"【待补充：{node.text}】"
            case LineBreak():
                yield "\n"
            case Chart():
                yield from (node.title, *node.categories, *(s.name for s in node.series))
            case Picture():
                yield from (node.alt, node.credit)


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        for part in node:
            yield from _walk(part)
    elif isinstance(node, dict):
        yield from _walk(tuple(node.values()))
    elif is_dataclass(node):
        yield node
        yield from _walk(tuple(getattr(node, part.name) for part in fields(node)))


def word_text(data: bytes) -> str:
    """Return the text of a Word file's body, footers and headers, charts left out."""
    return _office_text(data, r"word/(document|footer\d*|header\d*)\.xml", f"{_W}t")


def slides_text(data: bytes) -> str:
    """Return the text of a deck's slides and notes."""
    return _office_text(data, r"ppt/(slides|notesSlides)/\w+\.xml", f"{_A}t")


def bare(text: str) -> str:
    """Return `text` without what setting it may change: white space, marks of emphasis."""
    text = re.sub(r"【待补充[:：]?\s*(.*?)\s*】", r"【待补充：\1】", text)
    return re.sub(r"[\s*]+", "", text)


def _office_text(data: bytes, parts: str, tag: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(parts, name))
        trees = [etree.fromstring(package.read(name)) for name in names]
    return "".join(element.text or "" for tree in trees for element in tree.iter(tag))
