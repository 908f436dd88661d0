"""build-report.json: every key in it is documented, and a second build says what is new."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import farms
from support.program import ROOT, run

COMMITTEE = "name: 第一镇党委\nyears: [2022]\nbranches: [b1, b2]\n"


@pytest.fixture(name="farm", scope="module")
def _farm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("farm")
    farms.plant(folder)
    (folder / "content/committees").mkdir()
    (folder / "content/committees/town.yaml").write_text(COMMITTEE, encoding="utf-8")
    return folder


@pytest.fixture(name="reports", scope="module")
def _reports(farm: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build twice, the second time with an unknown key in one record."""

    def build() -> dict[str, Any]:
        run("build", "--jobs", "0", "--quiet", folder=farm)
        report: dict[str, Any] = json.loads(
            (farm / "output/build-report.json").read_text(encoding="utf-8")
        )
        return report

    first = build()
    with (farm / "content/branches/b1/2022.yaml").open("a", encoding="utf-8") as record:
        record.write("unknown: 1\n")
    return first, build()


def test_every_key_is_documented(reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    page = (ROOT / "docs/build-report.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([a-z_]+)`", page.partition("## build-report.json")[2]))

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    inner = {"line", "column", "length", "path", "message", "words", "loss", "replaced", "rows"}
    assert keys(list(reports)) - inner <= documented


def test_a_second_build_says_what_is_new_by_branch_and_by_committee(
    reports: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    first, second = reports
    assert (first["earlier_run"], second["earlier_run"]) == (0, 1)
    (town,) = second["committees"]
    assert (town["name"], town["branches"], town["errors"], town["earlier_errors"]) == (
        "第一镇党委", 2, 1, 0,
    )  # fmt: skip
    (new,) = [fault for fault in second["diagnostics"] if fault["new"]]
    assert (new["source"], new["code"]) == ("branch/b1", "unknown-key")
    (branch,) = [row for row in second["sources"] if row["name"] == "b1"]
    assert (branch["committee"], branch["failed"], branch["errors"]) == ("town", 4, 1)
