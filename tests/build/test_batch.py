"""What a build makes again and what it leaves, on real folders."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import farms, xlsx_files
from support.program import Run, run

from reportgen import __version__
from reportgen.build import worker
from reportgen.content.library import Library
from reportgen.content.subjects import Source

EDITS = sorted(farms.readers())


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    farms.plant(tmp_path)
    return tmp_path


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    farms.plant(folder)
    assert build(folder).code == 0
    return folder


def build(folder: Path, *options: str) -> Run:
    return run("build", "--jobs", "0", *options, folder=folder)


def written(folder: Path, *options: str) -> set[str]:
    report = json.loads(build(folder, "--format", "json", *options).out)
    return {row["output"] for row in report["documents"] if row["status"] == "written"}


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_second_build_makes_nothing_and_touches_nothing(farm: Path) -> None:
    assert "共 12 份，生成 12 份" in build(farm).out
    before = {path: path.stat().st_mtime_ns for path in (farm / "output").rglob("*.docx")}

    assert "共 12 份，生成 0 份，未变 12 份" in build(farm).out
    assert before == {path: path.stat().st_mtime_ns for path in (farm / "output").rglob("*.docx")}


@pytest.mark.slow
@given(edit=st.sampled_from(EDITS), data=st.data())
@settings(max_examples=25)
def test_any_single_edit_rebuilds_exactly_the_outputs_that_read_it(
    built: Path, edit: str, data: st.DataObject
) -> None:
    path = built / edit
    text = data.draw(st.sampled_from([b"\n", b"\n\n"]))
    path.write_bytes(path.read_bytes() + text)

    assert written(built) == farms.readers()[edit]
    assert written(built) == set()


def test_an_incremental_build_ends_as_a_clean_one(built: Path, tmp_path: Path) -> None:
    record = built / "content/branches/b1/2021.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("首位", "第一位"), encoding="utf-8"
    )
    assert len(written(built)) == 4
    shutil.copytree(built / "content", tmp_path / "content")
    shutil.copytree(built / "templates", tmp_path / "templates")
    build(tmp_path)

    assert farms.documents(built) == farms.documents(tmp_path)


def test_an_edit_that_keeps_size_and_time_is_still_seen(farm: Path) -> None:
    build(farm)
    record = farm / "content/branches/b1/2022.yaml"
    times = record.stat()
    record.write_bytes(record.read_bytes().replace("首位".encode(), "前列".encode()))
    os.utime(record, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert written(farm) == farms.readers()["content/branches/b1/2022.yaml"]


def test_a_changed_workbook_of_a_table_makes_its_branch_again(farm: Path) -> None:
    folder = farm / "content/branches/b1"
    append(folder / "2021.yaml", "tables:\n  党费: {from: {file: 党费.xlsx}}\n")
    for amount in (80, 90):
        rows = (
            f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>{amount}</v></c></row>'
        )
        (folder / "党费.xlsx").write_bytes(xlsx_files.one_sheet(rows))
        result = written(farm)
        assert result
        assert all("b1" in output for output in result if amount == 90)
        assert written(farm) == set()


def test_a_new_year_and_a_new_branch_are_built_alone(farm: Path) -> None:
    build(farm)
    old = (farm / "content/branches/b2/2022.yaml").read_text(encoding="utf-8")
    place = farm / "content/branches/b2"
    (place / "2024.yaml").write_text(old.replace("2022", "2024"), encoding="utf-8")
    shutil.copy(place / "images/hall-2022.png", place / "images/hall-2024.png")
    assert written(farm) == {farms.output("b2", 2024, kind) for kind in farms.KINDS}

    shutil.copytree(farm / "content/branches/b1", farm / "content/branches/b4")
    branch = farm / "content/branches/b4/branch.yaml"
    branch.write_text(branch.read_text(encoding="utf-8").replace("第1", "第4"), encoding="utf-8")
    assert written(farm) == {farms.output("b4", y, k) for y in farms.YEARS for k in farms.KINDS}


def test_an_option_that_changes_documents_makes_them_again(farm: Path) -> None:
    build(farm)

    assert len(written(farm, "--final")) == 12
    assert len(written(farm, "--final")) == 0
    assert len(written(farm)) == 12


def test_a_build_of_one_kind_leaves_the_others_as_they_were(farm: Path) -> None:
    build(farm, "--kind", "brief")
    assert len(written(farm, "--kind", "brief", "--year", "2022")) == 0
    assert len(written(farm)) == 6
    assert len(written(farm)) == 0


def test_the_other_branches_are_checked_again_only_for_another_name(farm: Path) -> None:
    checks = "off: [presence, frequency, wording, style]\n"
    (farm / "content/checks.yaml").write_text(checks, encoding="utf-8")
    record = farm / "content/branches/b2/2022.yaml"
    text = (
        record.read_text(encoding="utf-8")
        .replace("一年来", "2020年")
        .replace("全年讲授", "第9村党支部全年讲授")
    )
    record.write_text(text, encoding="utf-8")
    err = build(farm).err
    assert "other-year" in err
    assert "other-unit" not in err
    branch = farm / "content/branches/b1/branch.yaml"
    append(branch, "\nupper: 示例镇党委\n")
    # A dry run repeats no warnings: whoever is checked anew speaks of his, the others are silent.
    assert "other-year" not in build(farm, "--dry-run").err
    build(farm)

    branch.write_text(branch.read_text(encoding="utf-8").replace("第1", "第9"), encoding="utf-8")
    assert "other-unit" in build(farm).err


def test_a_missing_output_is_made_again(farm: Path) -> None:
    build(farm)
    removed = farms.output("b1", 2022, "brief")
    (farm / removed).unlink()

    dry = build(farm, "--dry-run")
    assert f"要生成 {removed}：输出不在了" in dry.out
    assert "共 12 份，要生成 1 份，未变 11 份" in dry.out
    assert not (farm / removed).exists()
    assert written(farm) == {removed}


def test_an_edited_output_is_kept_beside_the_one_made_again(farm: Path) -> None:
    build(farm)
    output = farm / farms.output("b1", 2022, "brief")
    result = output.read_bytes()
    output.write_bytes(result + b"by hand")

    ran = build(farm)
    edited_copy = next(output.parent.glob("*手工修改*"))
    assert "另存为" in ran.err
    assert edited_copy.read_bytes() == result + b"by hand"
    assert output.read_bytes() == result
    assert "生成 0 份，未变 12 份" in build(farm).out
    assert edited_copy.exists()


def test_an_edited_output_is_named_as_the_user_knows_it(farm: Path) -> None:
    build(farm, "--output", "papers")
    output = farm / "papers" / Path(farms.output("b1", 2022, "brief")).relative_to("output")
    output.write_bytes(b"by hand")

    err = build(farm, "--output", "papers").err
    assert f"{output.relative_to(farm).as_posix()} 不是上次生成的原样" in err


def test_an_output_of_a_lost_ledger_is_not_taken_for_an_edited_one(farm: Path) -> None:
    build(farm)
    shutil.rmtree(farm / "output/.reportgen")

    assert "共 12 份，生成 12 份" in build(farm).out
    assert not list((farm / "output").rglob("*手工修改*"))


def test_only_success_is_remembered(farm: Path) -> None:
    build(farm)
    record = farm / "content/branches/b1/2022.yaml"
    good = record.read_text(encoding="utf-8")
    record.write_text(good + "titel: 错\n", encoding="utf-8")

    for _ in range(2):  # a fault is told every time, not only the first
        result = build(farm)
        assert result.code == 1
        assert "titel" in result.err
        assert "共 12 份，生成 0 份，未变 8 份，未生成 4 份（内容读不出）；1 个支部" in result.out
        assert "未生成 4" in run("history", "--last", "1", folder=farm).out
        assert run("history", "--failed", folder=farm).out.count("未生成（内容读不出）") == 4
    record.write_text(good, encoding="utf-8")
    assert build(farm).code == 0


def test_outputs_of_a_removed_branch_are_told_and_removed_only_when_asked(farm: Path) -> None:
    build(farm)
    shutil.rmtree(farm / "content/branches/b3")
    edited = farm / farms.output("b3", 2021, "brief")
    edited.write_bytes(b"by hand")

    result = build(farm)
    assert "加 --prune 可以删除" in result.out
    assert farms.output("b3", 2022, "brief") in result.out
    assert (farm / farms.output("b3", 2022, "brief")).exists()

    result = build(farm, "--prune")
    assert not (farm / farms.output("b3", 2022, "brief")).exists()
    assert edited.exists()
    assert "有人改动过，没有删除" in result.err


def test_a_broken_branch_keeps_its_outputs(farm: Path) -> None:
    build(farm)
    (farm / "content/branches/b3/branch.yaml").write_text("name: [\n", encoding="utf-8")

    assert "--prune" not in build(farm, "--prune").out
    assert (farm / farms.output("b3", 2022, "brief")).exists()


def test_a_file_that_cannot_be_replaced_is_a_fault_of_its_document_alone(farm: Path) -> None:
    build(farm)
    output = farm / farms.output("b1", 2022, "brief")
    output.unlink()
    output.mkdir()  # as hard to replace as a file that is open in Word

    result = build(farm)
    assert result.code == 4
    assert "cannot-write" in result.err
    assert "生成 0 份，未变 11 份" in result.out
    assert f"要生成 {output.relative_to(farm)}：上次没有成功" in build(farm, "--dry-run").out


def test_force_makes_everything_again_with_the_same_bytes(farm: Path) -> None:
    build(farm)
    before = farms.documents(farm)

    assert len(written(farm, "--force")) == 12
    assert farms.documents(farm) == before


def test_reports_say_what_was_made_and_why(farm: Path) -> None:
    build(farm)
    append(farm / "content/types/service.yaml", "# 改\n")
    build(farm)

    page = (farm / "output/build-report.html").read_text(encoding="utf-8")
    report = json.loads((farm / "output/build-report.json").read_text(encoding="utf-8"))
    assert "支部类型改了：content/types/service.yaml" in page
    assert 'href="2022/b1/' in page
    assert "http" not in page.replace("http-equiv", "")
    assert report["counts"] == {
        "documents": 12, "written": 8, "fresh": 4, "failed": 0, "broken": 0,
    }  # fmt: skip


def test_explain_names_the_reasons_and_the_inputs(farm: Path) -> None:
    build(farm)
    output = farms.output("b1", 2022, "summary")
    assert "状态：未变" in run("explain", output, folder=farm).out
    append(farm / "templates/juli/parts.j2", "\n")

    out = run("explain", Path(output).name, folder=farm).out
    assert "模板改了：templates/juli/parts.j2" in out
    assert "content/branches/b1/2022.yaml" in out
    assert run("explain", "没有这一份", folder=farm).code == 1


def test_explain_names_only_files_that_are_there(farm: Path) -> None:
    build(farm)
    (row,) = json.loads(
        run("explain", farms.output("b1", 2022, "summary"), "--format", "json", folder=farm).out
    )
    files = [key.partition(":")[2] for key in row["inputs"] if key.startswith("file:")]
    assert len(files) > 5
    assert [file for file in files if not (farm / file).is_file()] == []


def test_an_upgrade_is_said_with_the_versions_before_and_after(farm: Path) -> None:
    build(farm)
    with closing(sqlite3.connect(farm / "output/.reportgen/ledger.sqlite")) as ledger, ledger:
        for digest, text in ledger.execute("SELECT digest, states FROM inputs").fetchall():
            states = json.loads(text)
            if "tool:lxml" in states:
                states |= {"tool:lxml": "4.0", "tool:reportgen": "0.0.1 abc"}
                values = (json.dumps(states), digest)
                ledger.execute("UPDATE inputs SET states = ? WHERE digest = ?", values)
    out = run("build", "--dry-run", "b1", folder=farm).out
    assert f"程序版本变了：0.0.1 → {__version__}" in out
    assert "程序所用的组件变了：lxml 4.0 → " in out


def test_a_log_is_no_pipe(farm: Path) -> None:
    os.mkfifo(farm / "pipe.log")
    result = run("build", "--log", "pipe.log", folder=farm)
    assert (result.code, "是管道、设备或文件夹" in result.err) == (2, True)


def test_history_lists_builds_and_the_failures_of_one(farm: Path) -> None:
    build(farm)
    append(farm / "templates/juli/documents/brief.docx.j2", "{{ nothing }}")
    build(farm)

    assert "第 1 次" in run("history", folder=farm).out
    out = run("history", "2", "--failed", folder=farm).out
    assert out.count("未生成") == 6
    assert "undefined-name" in out


def test_a_ledger_of_a_newer_program_is_left_alone(farm: Path) -> None:
    build(farm)
    ledger = farm / "output/.reportgen/ledger.sqlite"
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")

    result = build(farm)
    assert result.code == 4
    assert "请升级程序" in result.err


def test_a_damaged_ledger_costs_a_full_build(farm: Path) -> None:
    build(farm)
    ledger = farm / "output/.reportgen/ledger.sqlite"
    for rest in ledger.parent.glob("ledger.sqlite-*"):
        rest.unlink()
    ledger.write_bytes(b"not a database, but long enough to be looked at" * 100)

    assert "共 12 份，生成 12 份" in build(farm).out
    assert "未变 12 份" in build(farm).out


def test_a_type_that_is_broken_stops_the_branches_that_chose_it(farm: Path) -> None:
    build(farm)
    (farm / "content/types/service.yaml").write_text("name: 服务型\n", encoding="utf-8")

    result = build(farm)
    assert result.code == 1
    assert "2 个支部的内容有错" in result.out
    assert "未变 4 份" in result.out


def test_the_log_holds_what_was_made(farm: Path) -> None:
    build(farm, "--log", "logs/build.log")

    text = (farm / "logs/build.log").read_text(encoding="utf-8")
    assert text.count("已生成") == 12
    assert "共 12 份，生成 12 份" in text


def test_the_log_quotes_nothing_of_the_content_unless_that_is_wanted(farm: Path) -> None:
    append(farm / "content/branches/b1/2022.yaml", "张三: 1\n")
    build(farm, "--log", "quiet.log")
    build(farm, "--log", "texts.log", "--log-texts")

    quiet = (farm / "quiet.log").read_text(encoding="utf-8")
    assert "content/branches/b1/2022.yaml:" in quiet
    assert "error[unknown-key]" in quiet
    assert "张三" not in quiet
    assert "张三" in (farm / "texts.log").read_text(encoding="utf-8")


def test_only_the_last_runs_are_remembered(farm: Path) -> None:
    for number in range(4):
        build(farm, "--keep-runs", "2", "--note", f"版本{number}")

    out = run("history", folder=farm).out
    assert out.count("第 ") == 2
    assert "（版本3）" in out
    assert "版本1" not in out


def test_a_file_that_cannot_be_read_is_a_fault_of_its_branch_alone(farm: Path) -> None:
    build(farm)
    record = farm / "content/branches/b1/2022.yaml"
    record.unlink()
    record.symlink_to(record)  # a loop: it is there and cannot be opened

    result = build(farm)
    assert result.code == 1
    assert "“content/branches/b1/2022.yaml”不是普通文件" in result.err + result.out
    assert "未变 8 份" in result.out


def test_a_branch_that_became_a_link_out_of_the_content_is_a_fault_of_its_own(farm: Path) -> None:
    build(farm)
    branch = farm / "content/branches/b1"
    branch.rename(farm / "outside")
    branch.symlink_to(farm / "outside")

    for _ in range(2):  # as it is met first, and as it is known to be
        result = build(farm)
        assert result.code == 1
        assert "“content/branches/b1”经过链接通到了 content 文件夹外面" in result.err + result.out
        assert "1 个支部的内容有错，没有生成（b1）" in result.out
        assert "未变 8 份" in result.out


def test_a_folder_of_forms_that_is_a_link_elsewhere_harms_no_template(farm: Path) -> None:
    (farm / "outside").mkdir()
    (farm / "templates/juli/forms").symlink_to(farm / "outside")

    result = build(farm)
    assert result.code == 1
    assert "“templates/juli/forms”经过链接通到了 templates 文件夹外面" in result.err + result.out
    assert "共 12 份，生成 12 份" in result.out


def test_the_error_of_a_draft_is_told_until_it_is_mended(farm: Path) -> None:
    """An unchanged draft is not made again, but nobody may take it for a sound one."""
    checks = farm / "content/checks.yaml"
    checks.write_text("off: [presence, frequency, wording, style]\n", encoding="utf-8")
    record = farm / "content/branches/b1/2022.yaml"
    good = record.read_text(encoding="utf-8")
    record.write_text(good.replace("全年讲授党课3次", "全年讲授党课9次"), encoding="utf-8")
    for count in ("生成 12 份", "生成 0 份，未变 12 份"):
        result = build(farm)
        assert result.code == 1
        assert "错误[fact-disagrees]" in result.err
        assert count in result.out
    record.write_text(good, encoding="utf-8")
    assert build(farm).code == 0


def test_the_error_of_a_written_document_is_told_until_it_is_mended(farm: Path) -> None:
    brief = farm / "templates/juli/documents/brief.docx.j2"
    text = brief.read_text(encoding="utf-8")
    wide = "<table><head><c>项</c></head><row><c>" + "1" * 300 + "</c></row></table></report>"
    brief.write_text(text.replace("</report>", wide), encoding="utf-8")
    first = build(farm, "--kind", "brief")
    again = build(farm, "--kind", "brief")
    assert [line for line in first.err.splitlines() if line.startswith("错误")] == [
        line for line in again.err.splitlines() if line.startswith("错误")
    ]
    assert first.code == again.code


def test_a_document_that_failed_is_told_again_and_not_made_again(farm: Path) -> None:
    build(farm)
    append(farm / "templates/juli/documents/brief.docx.j2", "{{ nothing }}")
    first, again = build(farm), build(farm)
    for text in (first, again):
        assert text.code == 1
        assert text.err.count("错误[undefined-name]") == 1
        assert text.out.count("未生成") == 6
    assert "undefined-name" in build(farm, "--dry-run").err
    history = json.loads(run("history", "3", "--format", "json", folder=farm).out)
    assert [row["status"] for row in history] == ["failed"] * 6
    assert all(row["seconds"] == 0 for row in history)


def test_a_build_that_makes_nothing_still_says_what_is_open(farm: Path) -> None:
    record = farm / "content/branches/b1/2022.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("首位。", "首位【待补充：次数】。"), encoding="utf-8")
    first, again = build(farm), build(farm)
    assert "生成 0 份" in again.out
    for ran in (first, again):
        assert ran.err.count("警告[pending-fact]") == 1
        assert "用在 第1村党支部2022年总结.docx" in ran.err
    assert "警告[pending-fact]" not in build(farm, "--quiet").err


def test_outputs_of_a_source_that_could_not_be_planned_are_no_orphans(
    farm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(farm)
    place, aside = farm / "content/branches/b3", farm / "aside"
    place.rename(aside)
    build(farm)  # the outputs of b3 are told to be left over
    aside.rename(place)

    def plan(library: Any, *_: object) -> Any:
        if library.failed or any(branch == "b3" for branch, _ in library.years):
            raise KeyError("a bug")
        return ((), ())

    with monkeypatch.context() as patch:
        patch.setattr(worker, "plan", plan)
        assert build(farm, "b3", "--prune", "--force").code == 3
    assert (farm / farms.output("b3", 2022, "brief")).exists()


def test_a_source_that_cannot_be_read_never_leaves_with_success(
    farm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: Source, __: object, name: str, ___: object) -> Library:
        return Library(failed={name: ()})  # without a word about the reason

    monkeypatch.setattr(Source, "load", load)
    result = build(farm)
    assert result.code == 1
    assert "3 个支部的内容有错" in result.out


def test_two_sources_that_would_write_one_file_are_told(farm: Path) -> None:
    committee = farm / "content/committees/b1.yaml"
    committee.parent.mkdir(exist_ok=True)
    committee.write_text("name: 示例镇党委\nyears: [2022]\nbranches: [b1, b2]\n", encoding="utf-8")
    brief = (farm / "templates/juli/documents/brief.docx.j2").read_text(encoding="utf-8")
    (farm / "templates/juli/documents/town.docx.j2").write_text(
        brief.replace("purpose: 一页纸", "purpose: 一页纸\nof: committee")
        .replace("{{ branch.name }}{{ year }}年简报", "第1村党支部2022年简报")
        .replace(
            "{% for chapter in chapters %}<p>{{ chapter.name }}：{{ chapter.lead }}</p>{% endfor %}",
            "",
        ),
        encoding="utf-8",
    )
    result = build(farm)
    assert result.code == 1
    assert "duplicate-output" in result.err
