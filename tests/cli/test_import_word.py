"""`reportgen import`: what it writes, prints and returns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support import program

DATA = Path(__file__).parents[1] / "importing" / "data"
BRANCH = ("--branch", "third")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / "given" / "w5-tables-floats.docx", tmp_path / "总结.docx")
    (tmp_path / "content" / "branches").mkdir(parents=True)
    return tmp_path


def run(folder: Path, *arguments: str) -> program.Run:
    return program.run("import", *arguments, folder=folder)


def test_the_whole_way_from_word_to_a_checked_record(folder: Path) -> None:
    assert run(folder, "总结.docx", *BRANCH).code == 1
    ran = run(folder, "总结.docx", *BRANCH, "--new")
    assert ran.code == 1  # there is something to look at
    assert "草稿写进" in ran.out
    branch = folder / "content" / "branches" / "third"
    assert "示例市人民医院第三党支部" in (branch / "branch.yaml").read_text(encoding="utf-8")
    assert sorted(p.name for p in (branch / "images").iterdir()) == ["2024-01.jpg", "2024-02.jpg"]

    listed = run(folder, "list", *BRANCH)
    assert listed.code == 1
    assert "n1　52名　党员　" in listed.out
    assert "（计划里的）" in listed.out

    assert "核对好 9 处" in run(folder, "accept", "工作", "n6=比上年缩短", *BRANCH).out
    assert (
        run(folder, "accept", "全部", *BRANCH).code == 1
    )  # two of the plan, and those without a name
    ran = run(folder, "drop", "数字", *BRANCH)
    assert ran.code == 0
    assert run(folder, "list", *BRANCH).code == 0
    record = (branch / "2024.yaml").read_text(encoding="utf-8")
    assert "比上年缩短: 11分钟" in record
    assert "年培训:" not in record


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    ran = run(folder, "总结.docx", *BRANCH, "--new", "--dry-run")
    assert "草稿会写进" in ran.out
    assert list((folder / "content" / "branches").iterdir()) == []


def test_json_lists_every_piece_with_its_place(folder: Path) -> None:
    ran = run(folder, "总结.docx", *BRANCH, "--new", "--format", "json")
    result = json.loads(ran.out)
    assert result["year"] == 2024
    assert all(bool(block["to"]) != bool(block["left"]) for block in result["blocks"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("总结.docx",),
        ("没有.docx", *BRANCH),
        ("总结.docx", "多余.docx", *BRANCH),
        ("总结.docx", *BRANCH, "--lesson", "x"),
        ("总结.docx", *BRANCH, "--map", "一"),
        ("list", *BRANCH),
        ("accept", "全部", *BRANCH),
    ],
)
def test_wrong_use_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    ran = run(folder, *arguments)
    assert ran.code == 2
    assert ran.err


def test_a_word_that_means_nothing_is_told(folder: Path) -> None:
    run(folder, "总结.docx", *BRANCH, "--new")
    ran = run(folder, "accept", "不存在", *BRANCH)
    assert ran.code == 2
    assert "不认得：不存在" in ran.err
