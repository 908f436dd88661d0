"""The marks in a text that something is still missing: 【待补充：…】, 【待核实】, （待填写）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.document.nodes import Pending
from reportgen.spans import Span

# How a secretary marks in a text what is still missing. Round brackets are ordinary punctuation,
# so a mark in them has one of the plainest words and nothing else before its colon.
_STILL_TO = "补|核|填|定|确认|查|完善|更新|统计|提供|续|写|审"
MARK = re.compile(
    rf"【\s*待(?:{_STILL_TO})[^【】]*】"
    rf"|[\[［〔]\s*待(?:{_STILL_TO})[^\[\]［］〔〕]{{0,60}}[\]］〕]"
    r"|[(（]\s*待(?:补充|补|核实|核|填写|填)(?:[:：][^()（）]{0,60})?\s*[)）]"
)
#: the mark that the program itself writes
_OWN_MARK = re.compile(r"【待补充[:：]?\s*(.*?)\s*】", re.DOTALL)


def facts_marked_in(text: str, at: Span | None = None) -> Iterator[Pending]:
    """Yield the missing facts that a text marks."""
    if "待" in text:
        for match in MARK.finditer(text):
            yield fact_of(match[0], at)


def fact_of(mark: str, at: Span | None) -> Pending:
    """Return the missing fact that a mark stands for."""
    own = _OWN_MARK.fullmatch(mark)
    return Pending(own[1], at) if own else Pending(mark[1:-1].strip(), at, mark)
