from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support import program

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REPORT = "和风社区党支部2025年度党建工作总结.docx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("trace")
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("*.py"))
    return place


def figures(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    ran = program.run("trace", *arguments, "--format", "json", folder=folder)
    assert ran.code == 0, ran.console
    return [f for d in json.loads(ran.out)["documents"] for f in d["figures"]]


def test_a_count_names_the_rows_of_the_ledger_that_add_up_to_it(folder: Path) -> None:
    traced = figures(folder, REPORT)
    (count,) = (
        f
        for f in traced
        if f["origin"] == "活动记录里的支部党员大会" and "支部党员大会4次" in f["context"]
    )
    assert count["text"] == "4次"
    assert len(count["events"]) == 4
    assert all(e["path"].endswith("2025台账.xlsx") and e["line"] > 2 for e in count["events"])


def test_a_figure_in_prose_names_its_line(folder: Path) -> None:
    path = folder / "content/branches/example-community/2025.yaml"
    lines = path.read_text("utf-8").splitlines()
    prose = [f for f in figures(folder, REPORT) if f["origin"].endswith("正文")]
    assert len(prose) >= 10
    for figure in prose:
        if figure["path"] and figure["path"].endswith("2025.yaml"):
            line = lines[figure["line"] - 1]
            assert line[figure["column"] - 1 :].startswith(figure["text"]), figure


def test_a_key_figure_names_its_key(folder: Path) -> None:
    origins = {f["origin"] for f in figures(folder, REPORT)}
    assert "figures 的“平安巡查”" in origins


def test_every_figure_of_a_document_has_a_source(folder: Path) -> None:
    traced = figures(folder, REPORT)
    assert len(traced) >= 60
    # A chart the template draws from worked-out numbers stands on no line of its own.
    assert {f["origin"] for f in traced if f["path"] is None} <= {"模板作的图"}


def test_one_figure_is_found_in_every_document(folder: Path) -> None:
    ran = program.run("trace", "130余篇", folder=folder)
    assert ran.code == 0
    assert "莱州市档案馆党支部2022年度党建工作总结.docx" in ran.out
    assert "figures 的“媒体发稿”" in ran.out


def test_what_is_nowhere_is_said(folder: Path) -> None:
    ran = program.run("trace", "没有的.docx", "--branch", "laizhou-archives", folder=folder)
    assert ran.code == 1
    assert "没有叫“没有的.docx”的文档" in ran.err


def test_each_fact_names_the_pages_and_slides_on_which_it_stands(folder: Path) -> None:
    arguments = ("--branch", "example-bus-team", "--format", "json")
    (year,) = json.loads(program.run("trace", "--facts", *arguments, folder=folder).out)["years"]
    facts = {fact["name"]: fact["places"] for fact in year["facts"]}
    opening = [(place["medium"], place["number"]) for place in facts["开头"]]
    assert ("report", 1) in opening
    assert {medium for medium, _ in opening} == {"report", "notes"}
    places = [place for places in facts.values() for place in places]
    assert max(place["number"] for place in places if place["medium"] == "report") >= 3
    assert max(place["number"] for place in places if place["medium"] == "slide") >= 10


def test_trace_without_anything_to_trace_says_what_it_can_do(folder: Path) -> None:
    ran = program.run("trace", folder=folder)
    assert ran.code == 2
    assert "--unplaced" in ran.err
