"""A branch's record in YAML → the words of its documents."""

from __future__ import annotations

from support import documents

from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Document, LineBreak, Number, Paragraph, Text
from reportgen.document.walk import walk
from reportgen.workspace import MemoryWorkspace

YEAR = """\
year: 2025
opening: 一年来，我支部做了两件事。
"""


def library(text: str, branch: str = "") -> Library:
    """Return a library of one branch with the record `text`; `branch` goes into branch.yaml."""
    files = {
        "content/branches/green/branch.yaml": f"name: 青山村党支部\n{branch}".encode(),
        "content/branches/green/2025.yaml": (YEAR + text).encode(),
    }
    return load(MemoryWorkspace(files))


def document(kind: str, text: str, branch: str = "") -> Document:
    """Return the document of a kind about the year `text`."""
    year = library(text, branch).years["green", 2025]
    result = documents.composed(kind, year).document
    assert result
    return result


def words(node: object) -> str:
    """Return the characters of `node` in reading order, a run-in heading before its paragraph."""
    parts = []
    for part in walk(node):
        match part:
            case Paragraph(lead=lead) if lead:
                parts.append(words(lead))
            case Text():
                parts.append(part.text)
            case Number():
                parts.append(part.number + part.unit)
            case LineBreak():
                parts.append("\n")
    return "".join(parts)


def report(text: str, kind: str = "annual-report", branch: str = "") -> str:
    """Return the words of a report."""
    return words(document(kind, text, branch))


def slides(
    text: str, layout: str, kind: str = "annual-deck", branch: str = ""
) -> list[tuple[str, str]]:
    """Return what the slides of a layout say, and their notes."""
    deck = document(kind, text, branch)
    assert isinstance(deck, Deck)
    return [
        (words((*slide.slots.values(), *slide.items)), words(slide.notes))
        for slide in documents.slides_of(deck)
        if slide.layout == layout
    ]
