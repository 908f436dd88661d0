"""`new` and `remove` as somebody meets them who has just installed the program."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from support import program, terminals

CODES_OF_SHAPE = {"yaml-syntax", "yaml-indent", "unknown-key", "missing-key", "wrong-type"}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new workspace without its example."""
    program.run("new", "w", folder=tmp_path)
    program.run("remove", "samples", "--yes", folder=tmp_path / "w")
    return tmp_path / "w"


def run(*arguments: str, folder: Path, code: int = 0) -> program.Run:
    ran = program.run_process(*arguments, folder=folder)
    assert ran.code == code, ran.out + ran.err
    return ran


def faults(folder: Path, *arguments: str) -> list[dict[str, str]]:
    ran = program.run("check", *arguments, "--format", "json", folder=folder)
    result: list[dict[str, str]] = json.loads(ran.out)["diagnostics"]
    return result


# ── A workspace ──


def test_a_new_workspace_has_one_short_example_that_builds_without_a_warning(
    tmp_path: Path,
) -> None:
    ran = run("new", "我的支部", folder=tmp_path)
    place = tmp_path / "我的支部"
    assert "reportgen build" in ran.out
    assert [p.name for p in (place / "content/branches").iterdir()] == ["示例支部"]
    assert not (place / "content/lessons").exists()
    assert not (place / "templates").exists()
    record = (place / "content/branches/示例支部/2025.yaml").read_text("utf-8").splitlines()
    written = [row for row in record if row.strip() and not row.lstrip().startswith("#")]
    assert 15 <= len(written) <= 40
    assert faults(place) == []
    run("build", folder=place)
    result = {path.suffix for path in place.glob("output/2025/*/*")}
    assert {".docx", ".pptx"} <= result


def test_the_samples_come_where_they_are_wanted(tmp_path: Path) -> None:
    run("new", "w", "--samples", folder=tmp_path)
    assert (tmp_path / "w/content/branches/laizhou-archives/2022.yaml").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w/我的文件.txt").write_text("", "utf-8")
    ran = run("new", "w", folder=tmp_path, code=1)
    assert "已有内容" in ran.err
    assert len(list((tmp_path / "w").iterdir())) == 1


@pytest.mark.parametrize("what", ["branch", "type", "year", "kind", "templates"])
def test_outside_a_workspace_it_is_said_how_to_make_one(tmp_path: Path, what: str) -> None:
    ran = run("new", what, "甲", folder=tmp_path, code=2)
    assert "reportgen new 我的支部" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_two_names_for_a_workspace_are_a_slip(tmp_path: Path) -> None:
    assert "不是 branch" in run("new", "brnach", "红星", folder=tmp_path, code=2).err


def test_templates_are_those_of_the_program_until_they_are_copied(empty: Path) -> None:
    run("new", "templates", folder=empty)
    assert (empty / "templates/juli/theme.yaml").is_file()
    assert "已有模板文件夹" in run("new", "templates", folder=empty, code=1).err


def test_a_new_kind_changes_no_template_of_the_program(empty: Path) -> None:
    run("new", "kind", "慰问信", "--from", "annual-report", folder=empty)
    assert (empty / "templates/juli/documents/慰问信.docx.j2").is_file()
    assert "慰问信" in run("kinds", folder=empty).out


# ── A branch ──


def test_a_branch_without_a_frame_has_its_own_chapters(empty: Path) -> None:
    run("new", "branch", "红星", "--name", "红星村党支部", "--chapters", "抓学习", "办实事: 三件",
        "--year", "2023", folder=empty)  # fmt: skip
    branch = (empty / "content/branches/红星/branch.yaml").read_text("utf-8")
    record = (empty / "content/branches/红星/2023.yaml").read_text("utf-8")
    assert branch.startswith(
        "# yaml-language-server: $schema=../../../.schemas/branch.schema.json\n"
    )
    assert re.findall(r"(?m)^[a-z]\w*", branch) == ["name"]
    assert "  - title: 抓学习\n" in record
    assert '  - title: "办实事: 三件"\n' in record
    assert not {f["code"] for f in faults(empty)} & CODES_OF_SHAPE


def test_a_branch_with_types_names_them_and_what_they_ask_for(empty: Path) -> None:
    run("new", "branch", "hongxing", "--name", "红星村党支部", "--types", "学习型，service",
        "--year", "2023", folder=empty)  # fmt: skip
    branch = (empty / "content/branches/hongxing/branch.yaml").read_text("utf-8")
    assert "types:\n  - 学习型\n  - 服务型\n" in branch
    assert not {f["code"] for f in faults(empty)} & CODES_OF_SHAPE


def test_what_stands_ready_in_comments_is_right_when_it_is_used(empty: Path) -> None:
    run(
        "new",
        "branch",
        "红星",
        "--name",
        "红星村党支部",
        "--types",
        "学习型",
        "--year",
        "2023",
        folder=empty,
    )
    for name in ("branch", "2023"):
        path = empty / f"content/branches/红星/{name}.yaml"
        text = re.sub(r"(?m)^# +(?:ledger|file|frame):.*\n", "", path.read_text("utf-8"))
        used = re.sub(r"(?m)^( *)# (?=  +|(?:- )?\w+:)", r"\1", text)
        assert used.count("#") < text.count("#") - 5
        path.write_text(used, "utf-8")
    assert [f for f in faults(empty, "红星") if f["severity"] == "error"] == []


def test_no_word_of_a_trade_stands_in_a_type_or_a_new_branch(empty: Path) -> None:
    types = ",".join(path.stem for path in (empty / "content/types").iterdir())
    run("new", "branch", "红星", "--name", "红星村党支部", "--types", types, folder=empty)
    texts = [
        p.read_text("utf-8")
        for f in ("types", "branches")
        for p in (empty / "content" / f).rglob("*.yaml")
    ]
    assert not re.findall("档案|机关|媒体发稿|兰台|馆藏", "".join(texts))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "例：\n    reportgen new branch 红星"),
        (("红星",), 2, "用 --name 写支部的全称"),
        (("甲/乙", "--name", "红星村党支部"), 2, "里不能有“/”"),
        (("..", "--name", "红星村党支部"), 2, "不能以“.”"),
        (("红" * 300, "--name", "红星村党支部"), 2, "太长了（300 个字）"),
        (("con", "--name", "红星村党支部"), 2, "系统保留"),
        (("红星", "--name", "红星村党支部", "--types", "学系型"), 2, "是不是 `学习型`"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said_and_nothing_hangs(
    empty: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ran = run("new", "branch", *arguments, folder=empty, code=code)
    assert message in ran.err
    assert not (empty / "content/branches").exists()


def test_options_may_stand_before_the_name(empty: Path) -> None:
    run("new", "branch", "--name", "红星村党支部", "红星", folder=empty)
    assert (empty / "content/branches/红星/branch.yaml").is_file()
    assert "多写了：二" in run("new", "type", "一", "二", folder=empty, code=2).err


def test_a_branch_that_exists_is_left_alone(empty: Path) -> None:
    run("new", "branch", "红星", "--name", "红星村党支部", folder=empty)
    before = (empty / "content/branches/红星/branch.yaml").read_bytes()
    assert (
        "已有支部 `红星`"
        in run("new", "branch", "红星", "--name", "别的", folder=empty, code=1).err
    )
    assert (empty / "content/branches/红星/branch.yaml").read_bytes() == before


def test_at_a_terminal_a_branch_is_asked_for_step_by_step(empty: Path) -> None:
    ran = terminals.converse(
        "new", "branch",
        answers=["红星村党支部", "", "红星村", "2024", "", "抓学习", "办实事", ""], folder=empty,
    )  # fmt: skip
    assert ran.code == 0, ran.console
    branch = (empty / "content/branches/红星村/branch.yaml").read_text("utf-8")
    record = (empty / "content/branches/红星村/2024.yaml").read_text("utf-8")
    assert "name: 红星村党支部\n" in branch
    assert "unit: 红星村\n" in branch
    assert "  - title: 抓学习\n" in record
    assert "  - title: 办实事\n" in record


def test_at_a_terminal_the_end_of_input_ends_the_questions(empty: Path) -> None:
    ran = terminals.converse("new", "branch", answers=["\x04"], folder=empty)
    assert ran.code == 130
    assert "Traceback" not in ran.console
    assert not (empty / "content/branches").exists()


# ── A type, a year ──


def test_a_new_type_needs_only_its_name(empty: Path) -> None:
    run("new", "type", "攻坚型", folder=empty)
    run("new", "branch", "红星", "--name", "红星村党支部", "--types", "攻坚型", folder=empty)
    assert not {f["code"] for f in faults(empty)} & CODES_OF_SHAPE
    assert "已有支部类型" in run("new", "type", "攻坚型", folder=empty, code=1).err
    assert not (empty / "type").exists()


def test_a_new_year_keeps_what_lasts_and_asks_after_the_problems(tmp_path: Path) -> None:
    run("new", "w", folder=tmp_path)
    place = tmp_path / "w"
    text = run("new", "year", "示例支部", folder=place).out
    assert "2026.yaml" in text
    record = (place / "content/branches/示例支部/2026.yaml").read_text("utf-8")
    assert "year: 2026\n" in record
    assert "走访居民: {value: 今年的数, last_year: 186户, highlight: true}" in record
    assert "followups:\n  - name: 年轻居民参加议事会少\n" in record
    assert not re.search(r"(?m)^\s*status:", record)
    assert "#   - title: 走到居民家里去\n" in record
    assert not re.search(r"(?m)^headline:", record)
    codes = {f["code"] for f in faults(place) if f["severity"] == "error"}
    assert codes == set()
    assert "已有" in run("new", "year", "示例支部", "2026", folder=place, code=1).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "例：reportgen new year"),
        (("红心",), "没有名为 `红心`"),
        (("示例支部", "明年"), "四位数字"),
    ],
)
def test_a_year_that_cannot_be_made_is_said(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    run("new", "w", folder=tmp_path)
    assert message in run("new", "year", *arguments, folder=tmp_path / "w", code=2).err


# ── Removing ──


@pytest.mark.slow
def test_after_the_samples_are_removed_nothing_complains(tmp_path: Path) -> None:
    run("new", "w", "--samples", folder=tmp_path)
    place = tmp_path / "w"
    assert "加上 --yes" in run("remove", "samples", folder=place, code=2).err
    assert (place / "content/lessons").is_dir()
    run("remove", "samples", "--yes", folder=place)
    assert not list(place.glob("content/branches/*")) + list(place.glob("content/lessons/*.yaml"))
    (only,) = faults(place)
    assert (only["code"], only["severity"]) == ("no-content", "warning")
    run("check", folder=place)
    run("build", folder=place)
    assert "reportgen new branch" in "".join(only["hints"])
    run("new", "branch", "红星", "--name", "红星村党支部", folder=place)
    assert [f for f in faults(place) if f["severity"] == "error"] == []


def test_a_branch_goes_with_what_refers_to_it_and_every_other_byte_stays(tmp_path: Path) -> None:
    run("new", "w", "--samples", folder=tmp_path)
    place = tmp_path / "w"
    committee = place / "content/committees/hefeng.yaml"
    before = committee.read_bytes()
    ran = run("remove", "branch", "example-community", "laizhou-archives", "--yes", folder=place)
    assert committee.read_bytes() == before.replace(b"  - example-community\n", b"")
    assert "注意 党课 content/lessons/five-types.yaml 引用了" in ran.out
    assert "laizhou-archives:" not in (place / "content/checks.yaml").read_text("utf-8")
    (trash,) = (place / "content/回收站").iterdir()
    assert (trash / "branches/laizhou-archives/2022.yaml").is_file()
    assert not (place / "content/branches/laizhou-archives").exists()


def test_a_person_is_asked_before_anything_goes(tmp_path: Path) -> None:
    run("new", "w", folder=tmp_path)
    place = tmp_path / "w"
    after_no = terminals.converse("remove", "branch", "示例支部", answers=["n"], folder=place)
    assert (after_no.code, "没有改动" in after_no.console) == (0, True)
    assert (place / "content/branches/示例支部").is_dir()
    after_yes = terminals.converse("remove", "branch", "示例支部", answers=["y"], folder=place)
    assert after_yes.code == 0
    assert not (place / "content/branches/示例支部").exists()


@pytest.mark.slow
def test_what_was_removed_twice_lies_in_two_folders(tmp_path: Path) -> None:
    run("new", "w", folder=tmp_path)
    place = tmp_path / "w"
    for _ in range(2):
        run("new", "branch", "红星", "--name", "红星村党支部", folder=place)
        run("remove", "branch", "红星", "--yes", folder=place)
    assert len(list((place / "content/回收站").glob("*/branches/红星/branch.yaml"))) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_said(empty: Path) -> None:
    (empty / "content").chmod(0o555)
    try:
        ran = run("new", "branch", "红星", "--name", "红星村党支部", folder=empty, code=1)
    finally:
        (empty / "content").chmod(0o755)
    assert "写不了" in ran.err


def test_a_committee_is_removed_from_the_list_of_the_one_above_it(tmp_path: Path) -> None:
    place = tmp_path / "w"
    run("new", str(place), "--samples", folder=tmp_path)
    run("remove", "committee", "example-education", "--yes", folder=place)
    above = (place / "content/committees/example-city.yaml").read_text("utf-8")
    assert "committees: [hefeng]\n" in above
    last = run("remove", "committee", "hefeng", "--yes", folder=place)
    assert "的 committees 只剩要移走的" in last.out
