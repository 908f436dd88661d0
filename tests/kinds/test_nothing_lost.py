"""Nothing a secretary writes is lost without a word: it stands in a document, or the account names it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from support import documents, generated_records, program

from reportgen.chinese import HAN
from reportgen.compose.balance import balance
from reportgen.compose.placement import FactIndex, placement_of, texts_of, words_of
from reportgen.content.account import Account, Loss
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import facts_of
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import (
    Chart,
    Deck,
    Document,
    Form,
    Number,
    Pending,
    Picture,
    Reference,
    Text,
)
from reportgen.document.walk import walk

_CLAUSE = re.compile(r"[，。；：！？\n]")
_HAN = re.compile(f"[{HAN}]")
#: a clause of fewer Chinese characters may stand somewhere by chance
LEAST_WORDS = 6
#: texts that follow each other may make the words of a shorter fact by chance
LONG = 20


def documents_of(library: Library, entry: BranchYear) -> list[tuple[Document, bool]]:
    """Return the documents of a branch's year, and whether each is a script."""
    result = []
    for subject in (entry, *library.subjects("event", [entry.slug], [entry.year])):
        for kind_id, kind in documents.kinds().items():
            if documents.applies(kind_id, subject):
                composed = documents.composed(kind_id, subject)
                assert composed.document, composed.diagnostics
                result.append((composed.document, kind.is_script))
    return result


def account_of(entry: BranchYear, made: list[tuple[Document, bool]]) -> Account:
    index = FactIndex(facts_of(entry))
    placements = [placement_of(texts_of(d, is_script=script), index) for d, script in made]
    return balance(entry, index, placements)


def words_in(document: Document) -> str:
    """Return the words of a document as they follow each other, without regard to places."""
    if isinstance(document, Form):
        return "".join(document.written)
    nodes = document.slides if isinstance(document, Deck) else document
    return "".join(part for node in walk(nodes) for part in _strings(node))


def _strings(node: object) -> tuple[str, ...]:
    match node:
        case Text() | Reference():
            return (node.text,)
        case Number():
            return (node.number, node.unit)
        case Pending():
            return (f"待补充{node.text}",)
        case Picture():
            return (node.alt, node.credit)
        case Chart():
            return node.written
    return ()


def _check(seed: int, fullness: float | None = None) -> int:
    """Compare the account of a generated year with the words of its documents; return the facts seen."""
    workspace = generated_records.workspace(generated_records.branch_files(seed, fullness))
    library = load(workspace)
    (entry,) = library.select()
    result = documents_of(library, entry)
    account = account_of(entry, result)
    everything = words_of("".join(words_in(document) for document, _ in result))
    lost = {entry.span: entry.loss for entry in account.entries if entry.loss is not Loss.SPOKEN}
    facts = facts_of(entry)
    words = [words_of(fact.text) for fact in facts]
    count = 0
    for fact, own in zip(facts, words, strict=True):
        clauses = [c for c in _CLAUSE.split(fact.text) if len(_HAN.findall(c)) >= LEAST_WORDS]
        # A fact stands alone where its words are those of no other, and no part of another's.
        if not clauses or sum(own in other for other in words) > 1:
            continue
        count += 1
        if fact.span not in lost:
            missing = [clause for clause in clauses if words_of(clause) not in everything]
            assert not missing, (fact.path, missing)
        elif lost[fact.span] is Loss.WHOLE and len(own) >= LONG:
            assert own not in everything, fact.path
    return count


def test_what_the_account_does_not_name_stands_in_a_document() -> None:
    assert _check(9, 0.6) > 20


#: facts of the samples that stand in no document: (branch, year, name) → the reason; at most five
LISTED: Mapping[tuple[str, int, str], str] = {}


@pytest.mark.slow
def test_every_fact_of_every_sample_stands_in_a_document() -> None:
    ran = program.run("trace", "--unplaced", "--format", "json", folder=program.ROOT)
    assert ran.code == 0, ran.console
    years = json.loads(ran.out)["years"]
    assert len(years) >= 9
    lost = {
        (year["branch"], year["year"], fact["name"])
        for year in years
        for fact in year["facts"]
        if fact["loss"] != "spoken"
    }
    assert lost == set(LISTED)
    assert len(LISTED) <= 5


@pytest.mark.generated
@pytest.mark.parametrize("seed", range(60))
def test_the_account_of_any_year_is_true(seed: int) -> None:
    _check(seed)
