"""Forms that others filled in and saved their way; the expectations were written before they were read."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.intake_content import workspace_of
from support.ledger_hands import SLUGS

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.intake.exchange import ReadFile, ReturnedFile, read_one, store
from reportgen.intake.remarks import Weight
from reportgen.workspace import MemoryWorkspace

DATA = Path(__file__).parent / "data"
VILLAGE = "hefeng-village"


def read(name: str) -> tuple[MemoryWorkspace, ReadFile]:
    workspace = workspace_of(SLUGS)
    result = read_one(workspace, ReturnedFile(name, (DATA / name).read_bytes()), 2025)
    assert result.fault is None
    store(workspace, result)
    return workspace, result


def figures(workspace: MemoryWorkspace) -> dict[str, str]:
    record = load_branch(workspace, VILLAGE, load_branch_types(workspace)).years[VILLAGE, 2025]
    return {str(f.label): str(f.value) for f in record.record.figures.values()}


@pytest.fixture(scope="module")
def careful() -> tuple[MemoryWorkspace, ReadFile]:
    return read("g4-careful.xlsx")


def test_units_wide_digits_and_chinese_numerals_are_read(
    careful: tuple[MemoryWorkspace, ReadFile],
) -> None:
    workspace, _ = careful
    result = figures(workspace)
    assert result["主题党日"].translate(str.maketrans("１２", "12")) == "12次"
    assert result["志愿服务"] == "约400小时"
    assert result["排查隐患"] in ("五十余处", "50余处")


def test_what_means_the_same_changes_nothing(careful: tuple[MemoryWorkspace, ReadFile]) -> None:
    workspace, result = careful
    assert figures(workspace)["支部党员大会"] == "4次"
    assert result.reading is not None
    changed = {change.path[1] for change in result.reading.changes if change.path[0] == "figures"}
    assert changed == {"主题党日", "志愿服务时长", "排查隐患"}
    assert not [r for r in result.remarks if r.weight in (Weight.FAULT, Weight.DECISION)]


def test_sheets_copied_to_a_new_file_are_matched_by_names() -> None:
    workspace, result = read("g5-careless.xlsx")
    codes = {r.code for r in result.remarks}
    assert "intake-no-base" in codes
    assert "intake-conflict" in codes  # without what was sent, 95次 and 88次 are two opinions
    assert figures(workspace)["平安巡查"] == "88次"
    places = {
        r.place: r.code for r in result.remarks if r.weight in (Weight.FAULT, Weight.DECISION)
    }
    assert any(place.startswith("3 数字!E") for place in places)
