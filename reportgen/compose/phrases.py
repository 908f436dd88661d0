"""A text of the content → inlines: 【待补充：…】, 【待核实】 are missing facts, 见表《…》 names a table."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.content.citations import citations_in
from reportgen.document.marks import MARK, fact_of
from reportgen.document.nodes import Inline, Reference, Text
from reportgen.document.walk import citation_name
from reportgen.spans import Span


def inlines_of(text: str, at: Span | None, *, bold: bool = False) -> Iterator[Inline]:
    """Yield the inlines of a text that was written at `at`."""
    if text and "待" not in text and "《" not in text:
        yield Text(text, bold, at)
        return
    position = 0
    for match in MARK.finditer(text):
        yield from _with_citations(text[position : match.start()], at, bold=bold)
        yield fact_of(match[0], at)
        position = match.end()
    yield from _with_citations(text[position:], at, bold=bold)


def _with_citations(text: str, at: Span | None, *, bold: bool) -> Iterator[Inline]:
    position = 0
    for citation in citations_in(text):
        if citation.start > position:
            yield Text(text[position : citation.start], bold, at)
        name = citation_name(citation.label, citation.title)
        yield Reference(name, at, text[citation.start : citation.end])
        position = citation.end
    if position < len(text):
        yield Text(text[position:], bold, at)
