"""What the checks say of a record as it is, and of the record with one number changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from benchmarks.checks import numbers
from benchmarks.checks.corpus import FOLDER, Place, Record
from reportgen.content import checks
from reportgen.content.checks.registry import CHECKS, Family
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span
from reportgen.workspace import MemoryWorkspace

_SEED = 16
_LEXICON = sorted(FOLDER.parents[3].glob("content/lexicon/*.yaml"))


@dataclass(frozen=True, slots=True)
class Change:
    """What the checks find in a record after one of its numbers was changed.

    `has_witness`: another place of the record, or what is computed from others, contradicts it.
    """

    record: str
    place: Place
    old: str
    new: str
    words: str
    has_witness: bool
    detected: bool
    findings: tuple[Diagnostic, ...]


@cache
def _rules() -> checks.Rules:
    lexicon = {f"content/lexicon/{path.name}": path.read_bytes() for path in _LEXICON}
    workspace = MemoryWorkspace(lexicon)
    return checks.load_rules(workspace, Library({}))


def findings(record: Record, file: str = "", text: str = "") -> list[Diagnostic]:
    """Return all that loading and checking say of a record; `text` stands for its `file`."""
    texts = {**record.files, file: text} if file else record.files
    folder = f"content/branches/{record.name}"
    workspace = MemoryWorkspace({f"{folder}/{name}": t.encode() for name, t in texts.items()})
    library = load(workspace)
    result = list(library.diagnostics)
    for entry in library.years.values():
        result += checks.check_year(entry, _rules())
    return result


def about_numbers(finding: Diagnostic) -> bool:
    """Return whether a finding is of the checks that compare what a record states twice."""
    check = CHECKS.get(finding.code)
    return check is not None and check.family is Family.CONSISTENCY


def changes(record: Record, share: float = 1.0) -> Iterator[Change]:
    """Yield a share of the changes of one number in a record, the same ones each time."""
    random = Random(f"{_SEED} {record.name}")  # the changes of a record are its own
    before = {(d.code, d.message) for d in findings(record)}
    facts = {place: name for name, places in record.facts.items() for place in places}
    for place in numbers.of(record):
        for new in numbers.changes(record.written(place), random):
            if random.random() < share:
                yield _change(record, place, new, facts.get(place, ""), before)


def _change(
    record: Record, place: Place, new: str, fact: str, before: set[tuple[str, str]]
) -> Change:
    text = record.files[place.file]
    new_findings = tuple(
        finding
        for finding in findings(record, place.file, text[: place.start] + new + text[place.end :])
        if (finding.code, finding.message) not in before
    )
    return Change(
        record.name,
        place,
        record.written(place),
        new,
        text[max(0, place.start - 16) : place.end + 10].replace("\n", " "),
        bool(fact) and _contradicted(record, fact, new),
        any(_points_at(record, finding, place, new, fact) for finding in new_findings),
        new_findings,
    )


def _contradicted(record: Record, fact: str, new: str) -> bool:
    if len(record.facts[fact]) > 1:
        return True
    values, functions = record.values() | {fact: new}, record.functions()
    return any(
        fact in formula.names() and not formula.may_hold(values, functions)
        for formula in record.formulas
    )


def _points_at(record: Record, finding: Diagnostic, place: Place, new: str, fact: str) -> bool:
    """Return whether a finding shows the changed number, or its witness and the number in words."""
    text = record.files[place.file]
    line = text.count("\n", 0, place.start) + 1
    column = place.start - text.rfind("\n", 0, place.start)
    spans = [span for span in (finding.span, *(note.span for note in finding.notes)) if span]
    if any(
        span.path.endswith(place.file)
        and span.line == line
        and span.column < column + len(new)
        and column < span.column + span.length
        for span in spans
    ):
        return True
    words = "\n".join((finding.message, *finding.hints, *(note.message for note in finding.notes)))
    if not re.search(rf"(?<![\d.,]){re.escape(new)}(?![\d.]|,\d)", words):
        return False
    return any(
        _covers(span, record, witness) for span in spans for witness in _witnesses(record, fact)
    )


def _witnesses(record: Record, fact: str) -> Iterator[Place]:
    """Yield the places that state a fact or one that a formula computes it with."""
    if not fact:
        return
    yield from record.facts[fact]
    for formula in record.formulas:
        names = formula.names()
        if fact in names:
            for name in names & set(record.facts):
                yield from record.facts[name]


def _covers(span: Span, record: Record, place: Place) -> bool:
    """Return whether a finding stands in the line of a place: a row, an entry, a paragraph."""
    text = record.files[place.file]
    return span.path.endswith(place.file) and span.line == text.count("\n", 0, place.start) + 1
