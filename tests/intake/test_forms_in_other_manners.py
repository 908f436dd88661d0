"""Forms and a ledger of three more units are read as their keys say, which were written first."""

from __future__ import annotations

import pytest
from support.form_scores import FormScore, score_of_form, score_of_ledger
from support.ledger_hands import FORMS, LEDGERS


@pytest.mark.parametrize("name", ["g6-health-centre", "g8-college"])
def test_a_form_is_read_as_its_key_says(name: str) -> None:
    _assert_right(score_of_form(FORMS / f"{name}.xlsx"))


def test_a_ledger_with_units_below_its_titles_is_read_as_its_key_says() -> None:
    _assert_right(score_of_ledger(LEDGERS / "g7-power-supply.xlsx"))


def _assert_right(score: FormScore) -> None:
    assert score.missed == []
    assert score.false_faults == []
