"""Find the figures in texts, each with the words around it that say what it counts, and its scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportgen.content import quantities
from reportgen.content.checks.scopes import Place, Scope, Setting, scope_at
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.quantities import Quantity
from reportgen.spans import Span

#: a row of more figures without a stop is no sentence: no words say what each of them counts
_MOST_IN_A_SENTENCE = 100
_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_MARK = re.compile("[，,、：:（）()—|｜/]")
_CLAUSE = re.compile("[，,：:（）()—]")
#: where a figure begins that is no year
_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)[0-9０-９]")
_DIGIT = re.compile("[0-9０-９]")


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure in a text and the words around it."""

    quantity: Quantity
    block: TextBlock
    start: int
    end: int
    #: the words of its clause before and after it
    before: str
    after: str
    #: its sentence up to it, and the clauses before its own
    lead: str
    opening: str
    scope: Scope
    #: whether its paragraph so far or its heading names a part of the unit
    of_part: bool
    #: where its sentence begins in the text
    sentence: int
    #: the words of its clause before it, from before the figures before it, and those of the last clause
    clause: str = ""
    previous: str = ""
    #: the words of its sentence up to the first figure
    beginning: str = ""
    #: the words that open the sentence before its own, up to their first figure
    sentence_before: str = ""
    #: the words beside the figure of the same unit that stands before it in its sentence
    alike_before: str = ""

    @property
    def is_in_digits(self) -> bool:
        """Whether it is written in digits, as counted figures are (GB/T 15835-2011, 4.1)."""
        return bool(_DIGIT.search(self.quantity.text))

    @property
    def span(self) -> Span | None:
        """The place of the figure."""
        return self.block.inside(self.start, self.end)


def mentions_in(blocks: Iterable[TextBlock], setting: Setting) -> tuple[FigureMention, ...]:
    """Return the figures in `blocks`, in order, without ordinals and without cells of a figure alone."""
    mentions: list[FigureMention] = []
    for block in blocks:
        # A cell that holds only a figure is stated by its row and column.
        if block.role is Role.CELL and quantities.parse(block.text.strip()) is not None:
            continue
        mentions += _in_block(block, setting)
    return tuple(mentions)


def _in_block(block: TextBlock, setting: Setting) -> Iterator[FigureMention]:
    text = block.text
    figures = quantities.find_all(text)
    if not figures:
        return
    for sentence in _SENTENCE.finditer(text):
        begin, finish = sentence.span()
        inside = [f for f in figures if begin <= f[0] and f[1] <= finish]
        if not inside or len(inside) > _MOST_IN_A_SENTENCE:
            continue
        before: list[FigureMention] = []
        for number, figure in enumerate(inside):
            if not figure[2].ordinal:
                following = inside[number + 1][0] if number + 1 < len(inside) else finish
                around = _Around(
                    begin, inside[number - 1][1] if number else begin, following, finish
                )
                mention = _mention(block, around, figure, number, setting)
                alike = [m for m in before if quantities.same_unit(m.quantity, mention.quantity)]
                if alike and mention.quantity.unit:
                    words = f"{alike[-1].before}，{alike[-1].after}"
                    mention = replace(mention, alike_before=words)
                before.append(mention)
                yield mention


class _Around(NamedTuple):
    """Where the sentence of a figure begins, the figure before it ends, the next one begins, all ends."""

    begin: int
    previous: int
    following: int
    finish: int


def _mention(
    block: TextBlock,
    around: _Around,
    figure: tuple[int, int, Quantity],
    number: int,
    setting: Setting,
) -> FigureMention:
    start, end, quantity = figure
    text = block.text
    lead = text[around.begin : start]
    clauses = [m.end() for m in _CLAUSE.finditer(lead)]
    clause_at = clauses[-1] if clauses else 0
    since = text[around.previous : start]
    marks = [m.end() for m in _MARK.finditer(since)]
    before = since[marks[-1] :] if marks else since
    after = text[end : around.following]
    if cut := _MARK.search(after):
        after = after[: cut.start()]
    opening = lead[:clause_at]
    dated = f"{block.day}，{lead}" if block.day else lead
    place = Place(
        dated,
        lead[clause_at:],
        before,
        after,
        number,
        _is_quoted(text, start),
        quantity.unit == "%",
        frozenset({block.day} - {""}),
        text[: around.begin].rpartition("\n")[2],
    )
    scope = scope_at(
        place,
        setting,
        aim=block.role is Role.PLAN,
        speaker=block.role is Role.STORY,
    )
    paragraph = text[:start].rpartition("\n")[2]
    of_part = setting.names_part(f"{block.subject}，{paragraph}")
    return FigureMention(
        quantity, block, start, end, before, after, lead, opening, scope, of_part, around.begin,
        _without_figures(lead[clause_at:]), _without_figures(_last_clause(lead[:clause_at])),
        _without_figures(lead),
        _without_figures(_last_sentence(text[: around.begin])),
    )  # fmt: skip


def _without_figures(text: str) -> str:
    """Return the words before the first figure of a clause: 乘客投诉由 of 乘客投诉由29件降到."""
    digit = _FIGURE.search(text)
    return text[: digit.start()] if digit else text


def _last_clause(text: str) -> str:
    parts = [part for part in _CLAUSE.split(text) if part.strip()]
    return parts[-1] if parts else ""


def _last_sentence(text: str) -> str:
    parts = _SENTENCE.findall(text.rpartition("\n\n")[2])
    return str(parts[-1]) if parts else ""


def _is_quoted(text: str, at: int) -> bool:
    """Return whether a place stands inside “” or 《》."""
    return text.count("“", 0, at) > text.count("”", 0, at) or text.count("《", 0, at) > text.count(
        "》", 0, at
    )
