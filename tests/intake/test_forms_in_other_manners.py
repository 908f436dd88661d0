"""Forms and a ledger of three more units are read as their keys say, which were written first."""

from __future__ import annotations

import pytest
from support.form_manners import COLLEGE, workspace
from support.form_scores import FormScore, score_of_form, score_of_ledger
from support.ledger_hands import FORMS, LEDGERS

from reportgen.intake.exchange import ReturnedFile, read_one


@pytest.mark.parametrize(
    "name", [pytest.param("g6-health-centre", marks=pytest.mark.slow), "g8-college"]
)
def test_a_form_is_read_as_its_key_says(name: str) -> None:
    _assert_right(score_of_form(FORMS / f"{name}.xlsx"))


def test_a_ledger_with_units_below_its_titles_is_read_as_its_key_says() -> None:
    _assert_right(score_of_ledger(LEDGERS / "g7-power-supply.xlsx"))


def test_a_form_of_no_known_branch_is_asked_about_with_the_nearest_name() -> None:
    data = (FORMS / "g8-college.xlsx").read_bytes()
    files = workspace()
    path = f"content/branches/{COLLEGE}/branch.yaml"
    files.write(path, files.read(path).replace("第二党支部".encode(), "第2党支部".encode()))
    question = read_one(files, ReturnedFile("表.xlsx", data), 2025)
    assert question.fault is not None
    assert question.fault.advice == "示例大学土木学院学生第2党支部"
    assert f"--branch {COLLEGE}" in question.fault.text
    answered = read_one(files, ReturnedFile("表.xlsx", data, branch=COLLEGE), 2025)
    assert answered.reading is not None
    assert answered.reading.slug == COLLEGE


def _assert_right(score: FormScore) -> None:
    assert score.missed == []
    assert score.false_faults == []
