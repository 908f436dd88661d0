"""The account of facts of a build: it is right whatever part of the documents is made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import workspaces
from support.program import Run, run

RECORD = """\
year: 2022
opening: 一年来，支部把学习放在首位。
figures: {讲授党课: 12次, 走访: 30户}
signed: 2023-01-05
"""
HEADER = "{{#\nname: {0}\npurpose: {0}\noutput: {0}\n#}}\n"
REPORT = HEADER.format("总结") + (
    "<report><title>{{ branch.name }}</title>{{ record.opening | prose }}"
    "<p>{{ record.signed | date }}</p></report>"
)
LETTER = HEADER.format("一封信") + (
    "<report><title>{{ branch.name }}</title><p>{{ figure('讲授党课') }}</p></report>"
)
LETTER_FILE = "templates/juli/documents/letter.docx.j2"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    overlay = {
        "content/branches/red/branch.yaml": "name: 红旗村党支部\n",
        "content/branches/red/2022.yaml": RECORD,
        "templates/juli/documents/summary.docx.j2": REPORT,
        LETTER_FILE: LETTER,
        "content/checks.yaml": "off: [no-problems, no-plan, type-empty, indicator-missing]\n",
    }

    workspaces.write(tmp_path, {name: text.encode() for name, text in overlay.items()})
    return tmp_path


def build(folder: Path, *options: str) -> dict[str, Any]:
    ran = run("build", "--jobs", "0", "--format", "json", *options, folder=folder)
    assert ran.code == 0, ran.console
    result: dict[str, Any] = json.loads(ran.out)
    return result


def unplaced(built: dict[str, Any]) -> list[str]:
    """Return the names of the unplaced facts of a build, which are those of its one warning."""
    (warning,) = [d for d in built["diagnostics"] if d["code"] == "unplaced"] or [None]
    names = [fact["name"] for account in built["unplaced"] for fact in account["facts"]]
    assert bool(warning) == bool(names)
    return names


def show_visits(folder: Path) -> None:
    path = folder / LETTER_FILE
    path.write_text(LETTER.replace("</p>", "，{{ figure('走访') }}</p>"), "utf-8")


def test_a_fact_in_no_document_is_told_again_until_one_has_it(folder: Path) -> None:
    assert unplaced(build(folder)) == ["数字《走访》 › 数值"]
    again = build(folder)
    assert again["counts"]["fresh"] == 2
    assert unplaced(again) == ["数字《走访》 › 数值"]

    show_visits(folder)
    mended = build(folder)
    assert mended["counts"]["written"] == 1
    assert unplaced(mended) == []
    assert unplaced(build(folder)) == []


def test_nothing_is_said_before_all_kinds_were_looked_at(folder: Path) -> None:
    assert unplaced(build(folder, "--kind", "summary")) == []
    assert unplaced(build(folder, "--kind", "letter")) == []
    whole = build(folder)
    assert whole["counts"]["fresh"] == 2
    assert unplaced(whole) == ["数字《走访》 › 数值"]
    assert unplaced(build(folder, "--kind", "summary")) == []


def test_a_document_made_alone_changes_the_account_of_all(folder: Path) -> None:
    build(folder)
    show_visits(folder)
    assert unplaced(build(folder, "--kind", "letter")) == []
    assert unplaced(build(folder)) == []


def test_nothing_is_said_while_a_document_cannot_be_made(folder: Path) -> None:
    path = folder / LETTER_FILE
    path.write_text(LETTER.replace("figure(", "figures("), "utf-8")
    ran = run("build", "--jobs", "0", folder=folder)
    assert ran.code == 1
    assert "unplaced" not in ran.console
    path.write_text(LETTER, "utf-8")
    assert unplaced(build(folder)) == ["数字《走访》 › 数值"]


def test_an_unplaced_fact_blocks_no_final_document(folder: Path) -> None:
    assert build(folder, "--final")["counts"]["written"] == 2


def test_the_check_can_be_off_and_a_check_tells_it_too(folder: Path) -> None:
    checked = run("check", folder=folder)
    assert "[unplaced]" in checked.console
    assert "有 1 项没有写进任何文档" in checked.console
    settings = folder / "content/checks.yaml"
    settings.write_text("off: [no-problems, no-plan, unplaced]\n", "utf-8")
    assert "unplaced" not in run("check", folder=folder).console
    assert "没有写进" not in run("build", folder=folder).console


def test_what_is_not_to_be_used_this_year_is_not_asked_about(folder: Path) -> None:
    record = folder / "content/branches/red/2022.yaml"
    record.write_text(f"{RECORD}exceptions:\n  - {{fact: 30户}}\n", "utf-8")
    assert unplaced(build(folder)) == []
    assert "exception-unused" not in run("check", folder=folder).console


def test_the_closing_lines_and_the_page_name_the_facts(folder: Path) -> None:
    closing: Run = run("build", folder=folder)
    assert "没有写进任何文档：1 项，“数字《走访》 › 数值”" in closing.out
    assert "30户" in (folder / "output/build-report.html").read_text("utf-8")


def test_a_branch_that_only_gives_figures_has_no_account(folder: Path) -> None:
    branch = folder / "content/branches/red/branch.yaml"
    branch.write_text("name: 红旗村党支部\ndocuments: 否\n", "utf-8")
    assert unplaced(build(folder)) == []
