"""A text of the content → inlines: 【待补充：…】, 【待核实】 are missing facts, 见表《…》 names a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.content.citations import citations_in
from reportgen.document.nodes import Inline, Pending, Reference, Text
from reportgen.document.walk import citation_name
from reportgen.spans import Span

# How a secretary marks in a text what is still missing. Round brackets are ordinary punctuation,
# so a mark in them has one of the plainest words and nothing else before its colon.
_STILL_TO = "补|核|填|定|确认|查|完善|更新|统计|提供|续|写|审"
_PENDING = re.compile(
    rf"【\s*待(?:{_STILL_TO})[^【】]*】"
    rf"|[\[［〔]\s*待(?:{_STILL_TO})[^\[\]［］〔〕]{{0,60}}[\]］〕]"
    r"|[(（]\s*待(?:补充|补|核实|核|填写|填)(?:[:：][^()（）]{0,60})?\s*[)）]"
)
#: the mark that the program itself writes
_OWN_MARK = re.compile(r"【待补充[:：]?\s*(.*?)\s*】", re.DOTALL)


def inlines_of(text: str, at: Span | None, *, bold: bool = False) -> Iterator[Inline]:
    """Yield the inlines of a text that was written at `at`."""
    if text and "待" not in text and "《" not in text:
        yield Text(text, bold, at)
        return
    position = 0
    for match in _PENDING.finditer(text):
        yield from _with_citations(text[position : match.start()], at, bold=bold)
        yield _pending(match[0], at)
        position = match.end()
    yield from _with_citations(text[position:], at, bold=bold)


def missing_facts(text: str, at: Span | None = None) -> Iterator[Pending]:
    """Yield the missing facts that a text marks."""
    if "待" in text:
        for match in _PENDING.finditer(text):
            yield _pending(match[0], at)


def _pending(mark: str, at: Span | None) -> Pending:
    own = _OWN_MARK.fullmatch(mark)
    return Pending(own[1], at) if own else Pending(mark[1:-1].strip(), at, mark)


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
