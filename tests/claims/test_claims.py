"""The program says by itself only what the content proves."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import documents
from support import generated_records as generated

from reportgen.content.library import Library, Subject
from reportgen.content.loading import load
from reportgen.document.nodes import Chart, Deck, Document, Number, Report, Slide, Text
from reportgen.document.walk import walk
from reportgen.spans import Span

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import records  # noqa: E402 - the tests lie in no package
from listing import listing, obsolete, unlisted  # noqa: E402
from predicates import PREDICATES  # noqa: E402

#: workspaces of the fast run
FAST = 12


def test_every_literal_is_listed_as_neutral_or_guarded() -> None:
    assert [f"{one.path}:{one.line}: {one.text}" for one in unlisted()] == []


def test_the_list_has_nothing_that_no_longer_occurs_and_nothing_twice() -> None:
    assert obsolete() == []
    assert listing().repeated == ()


def test_every_guard_is_a_predicate_and_every_predicate_guards() -> None:
    assert set(listing().guarded.values()) == set(PREDICATES)


def test_sparse_records_have_all_their_documents() -> None:
    library = load(records.workspace(0))
    assert [d for d in library.diagnostics if d.is_error] == []
    kinds = {kind for kind, subject in document_kinds(library) if document_of(kind, subject)}
    assert kinds >= {
        "annual-deck",
        "annual-report",
        "annual-script",
        "party-lesson",
        "roll-up",
        "roll-up-deck",
    }


@pytest.mark.parametrize("seed", range(FAST))
def test_a_guarded_literal_stands_only_where_its_predicate_holds(seed: int) -> None:
    assert unproven(load(records.workspace(seed))) == []


@pytest.mark.generated
@pytest.mark.parametrize("start", range(FAST, 600 + FAST, 50))
def test_no_sparse_record_gets_a_sentence_without_its_facts(start: int) -> None:
    for seed in range(start, start + 50):
        assert unproven(load(records.workspace(seed))) == [], seed


@pytest.mark.generated
@pytest.mark.parametrize("start", range(0, 200, 25))
def test_no_generated_record_gets_a_sentence_without_its_facts(start: int) -> None:
    for seed in range(start, start + 25):
        files = generated.branch_files(seed) | generated.lesson_files(seed)
        # A script repeats its deck, and the texts it repeats have no places.
        of_decks = [f for f in unproven(load(generated.workspace(files))) if "-script of " not in f]
        assert of_decks == [], seed


def document_kinds(library: Library) -> Iterator[tuple[str, Subject]]:
    """Yield the kinds and subjects of which a library has a document."""
    for kind_id, kind in documents.kinds().items():
        for subject in library.subjects(kind.header.of):
            if documents.applies(kind_id, subject):
                yield kind_id, subject


def unproven(library: Library) -> list[str]:
    """Return each guarded literal in a document whose predicate does not hold, with the document."""
    return [
        f"{kind_id} of {subject.slug}: {text} without {name}"
        for kind_id, subject in document_kinds(library)
        for text in literals_in(document_of(kind_id, subject))
        if (name := listing().guarded.get(text)) and not PREDICATES[name](subject)
    ]


def literals_in(document: Document | None) -> list[str]:
    """Return the listed literals in the own words of a document, each once."""
    texts = own_words(document) if document else ()
    return sorted({match[0] for words in texts for match in _pattern().finditer(words)})


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the listed literals in a text, none of them a part of a longer one."""
    texts = (*listing().guarded, *listing().neutral)
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))))


def document_of(kind_id: str, subject: Subject) -> Report | Deck | None:
    """Return the document of a kind; None for a form, whose text has no places, and where it has faults."""
    composed = documents.composed(kind_id, subject).document
    return composed if isinstance(composed, Report | Deck) else None


def own_words(document: Document) -> Iterator[str]:
    """Yield the texts of a document that were written by a template, a type or the program."""
    for node in walk(document):
        match node:
            case Text(text=text, at=at) if is_own(at):
                yield text
            case Number(unit=unit):
                yield unit
            case Chart(title=title, at=at) if is_own(at):
                yield title
            case Slide(section=section):
                yield section
            case Deck(footer=footer):
                yield footer


def is_own(at: Span | None) -> bool:
    """Return whether a text at `at` is one of the program: not of a branch, a lesson or a committee."""
    return at is None or at.path.startswith(("templates/", "content/types/"))
