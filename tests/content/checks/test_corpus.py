"""The corpus of faithful records is faithful, and what is measured on it is what it says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[3]))

from benchmarks.checks import corpus, measure, numbers

NAMES = corpus.names()


@pytest.mark.parametrize("name", NAMES)
def test_a_record_states_each_fact_the_same_way_everywhere_and_computes_rightly(name: str) -> None:
    assert list(corpus.read(name).faults()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_rich_in_numbers_and_repeats_them(name: str) -> None:
    record = corpus.read(name)
    result = list(numbers.of(record))
    stated = {place for places in record.facts.values() for place in places}
    assert len(result) >= 40
    assert stated <= set(result)
    assert len(stated) * 2 >= len(result)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_says_that_it_is_a_sample(name: str) -> None:
    for text in corpus.read(name).files.values():
        assert "示例" in text


def test_a_false_fact_and_a_false_formula_are_noticed() -> None:
    formula = corpus.Formula("甲 / 乙 * 100 = 占比")
    facts = {"甲": "1,286", "乙": "2,064", "占比": "62.3"}
    assert formula.holds(facts, {})
    assert not formula.holds(facts | {"占比": "62.4"}, {})
    assert not formula.holds(facts | {"甲": "1,296"}, {})


def test_a_growth_of_rounded_numbers_has_room() -> None:
    formula = corpus.Formula("(甲 - 乙) / 乙 * 100 = 增幅")
    facts = {"甲": "2.4", "乙": "1.9", "增幅": "26.2"}
    assert not formula.holds(facts, {})
    assert formula.may_hold(facts, {})
    assert not formula.may_hold(facts | {"增幅": "36.2"}, {})


def test_days_and_names_are_no_numbers_to_change() -> None:
    text = "a: 2025年3月5日在Q1区救起57人，两艘船，“五型五力”，占62.3%\nfile: 3.xlsx\n"
    result = [text[place.start : place.end] for place in numbers.places("x", text)]
    assert result == ["57", "两", "62.3"]


def test_a_change_of_a_figure_that_a_text_repeats_is_caught() -> None:
    changes = measure.changes(corpus.read("post-office"), share=0.05)
    assert any(change.detected and change.has_witness for change in changes)
