"""Faults of the content that every document using it has: they are reported once, for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.build.messages import Outcome
from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic, Note

#: a fact is missing in each document that would state it
_PENDING = "pending-fact"
#: a slide that the record leaves out need not be in every deck, but in one of them
_HIDDEN = "hidden-slide-unknown"
_SHARED = frozenset({_PENDING, _HIDDEN})
#: documents that are named with a fault
_MOST_NAMED = 4


def own_faults(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """Return the faults of one document that no other one can have as well."""
    return tuple(fault for fault in outcome.diagnostics if fault.code not in _SHARED)


def shared_faults(
    outcomes: Iterable[Outcome], planned: Iterable[Target]
) -> Iterator[tuple[Diagnostic, str]]:
    """Yield the faults that documents share, each once, and the output of the first document.

    A note names the documents. `planned` are all documents of the sources, made or not.
    """
    members: dict[Diagnostic, list[tuple[Diagnostic, Target]]] = {}
    for outcome in outcomes:
        for fault in outcome.diagnostics:
            if fault.code in _SHARED:
                same = replace(fault, hints=())
                members.setdefault(same, []).append((fault, outcome.target))
    decks = [_subject(target) for target in planned if _is_deck(target)] if members else []
    for same, rows in members.items():
        targets = [target for _, target in rows]
        if same.code == _HIDDEN and len(targets) < decks.count(_subject(targets[0])):
            continue
        hints = tuple(dict.fromkeys(hint for fault, _ in rows for hint in fault.hints))
        notes = (Note(_users(targets)),) if same.code == _PENDING else ()
        yield replace(same, hints=hints, notes=notes), targets[0].output


def _subject(target: Target) -> tuple[str, str, int]:
    return (target.subject_kind, target.branch, target.year)


def _is_deck(target: Target) -> bool:
    return target.output.endswith(".pptx")


def _users(targets: list[Target]) -> str:
    names = "、".join(target.label for target in targets[:_MOST_NAMED])
    if len(targets) > _MOST_NAMED:
        names += " 等"
    return f"用在 {names}" + (f"，共 {len(targets)} 份文档" if len(targets) > 1 else "")
