"""Whether two facts surely mean one thing: only then is a contradiction an error and no doubt."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.content import quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.likeness import words_in
from reportgen.content.checks.scopes import Match, Setting
from reportgen.content.checks.stated_facts import Source, StatedFact
from reportgen.content.checks.text_blocks import Role

#: words beside the name of an entry that say nothing else than the name does
_NEUTRAL = re.compile(
    r"(?:全年|一年来|今年|本年度?|年内|年度|(?:19|20)\d\d年|我支部|本支部|支部|我们|"
    r"共计?|累计|总计|合计|总共|一共|先后|已|了|达到?|为|是|有|在|[，。、：])*"
)
#: what surely counts for the whole year may stand in the opening, in a lead, in a work that lists it
_WHOLE = frozenset({Role.PROSE, Role.SLIDE, Role.SPEECH})
#: words by which a sentence counts all members or groups of the branch
_MEMBERS = re.compile("现有|共有|在册|总数|编[为成]|分[为成在]|分(?=[0-9])|下设|设有")


def is_certain(fact: StatedFact, other: StatedFact, scopes: Match, setting: Setting) -> bool:
    """Return whether a figure of a text, cell, point or honour surely is that of an entry.

    It stands right beside the name of the entry, word for word, in the same scope, and nothing else
    in its sentence, its place or the note of the entry could make it another figure.
    """
    if scopes is not Match.SAME:
        return False
    if fact.mention is None:
        return _is_one_entry(fact, other, setting) or _is_one_entry(other, fact, setting)
    if other.source is Source.MEMBERS:
        return _counts_members(fact.mention, other)
    return other.source is Source.FIGURE and _states_entry(fact.mention, other)


def _is_one_entry(fact: StatedFact, figure: StatedFact, setting: Setting) -> bool:
    """Return whether a cell, a point or an honour has the name of a figure, and no other has it."""
    if fact.source not in (Source.TABLE, Source.CHART, Source.HONOUR):
        return False
    named = figure.source is Source.FIGURE and fact.labels[:1] in {(n,) for n in figure.labels}
    return named and fact.is_only and not figure.wide and not setting.names_part(fact.title)


def _states_entry(mention: FigureMention, figure: StatedFact) -> bool:
    block = mention.block
    listed = block.subject in figure.subjects
    if block.role not in _WHOLE or block.day or block.heading or not mention.scope.plain:
        return False
    if not listed and (block.subject or figure.wide):
        return False
    if mention.of_part:
        return False
    return any(_stands_beside(mention, label) for label in figure.labels)


def _stands_beside(mention: FigureMention, label: str) -> bool:
    """Return whether a figure stands right beside the whole of `label`, and nothing else does."""
    if not _is_neutral(mention.opening):
        return False
    if label in mention.before:
        begin, _, end = mention.before.partition(label)
        return not mention.after and bool(_NEUTRAL.fullmatch(f"{begin}，{end}"))
    return mention.after == label and bool(_NEUTRAL.fullmatch(mention.before))


def _is_neutral(opening: str) -> bool:
    """Return whether the clauses before that of a figure are figures themselves, or say only 全年."""
    clauses = re.split("[，,：:；]", opening)
    return all(_NEUTRAL.fullmatch(clause) or quantities.find_all(clause) for clause in clauses)


def _counts_members(mention: FigureMention, other: StatedFact) -> bool:
    every = (
        _MEMBERS.search(f"{mention.clause}{mention.before}")
        and mention.block.role is not Role.STORY
    )
    return (
        bool(every) and replace(mention.scope, among=False).plain and names_members(mention, other)
    )


def names_members(mention: FigureMention, other: StatedFact) -> bool:
    """Return whether a figure counts the members or groups of the branch: 党员28名, 34名党员."""
    before, after = "".join(words_in(mention.before).parts), mention.after
    if before in other.labels or (len(other.labels) == 1 and before.endswith(other.labels)):
        return not after
    return len(before) < 3 and after.startswith(other.labels[0])
