"""Several files at once, pictures, other forms, and the list of who has handed in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.intake_content import ROOT, dated, workspace_of

from reportgen.cli.main import main
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.intake.exchange import ReturnedFile, read_all, read_one, send, status, store
from reportgen.intake.status import ABSENT, UNDECIDED
from reportgen.spreadsheets import read_workbook
from reportgen.workspace import MemoryWorkspace

SLUGS = ("example-community", "hefeng-school", "hefeng-village", "hefeng-works")
VILLAGE = "content/branches/hefeng-village"


@pytest.fixture
def workspace() -> MemoryWorkspace:
    return workspace_of(SLUGS)


def form(workspace: MemoryWorkspace, **cells: object) -> bytes:
    """Return the form of the village with other texts: `s3_F5` is cell F5 of sheet 3."""
    (sent,) = send(workspace, "hefeng", 2025, ["hefeng-village"])
    book = load_workbook(io.BytesIO(sent.data))
    for name, value in cells.items():
        sheet, _, place = name.removeprefix("s").partition("_")
        page = next(p for p in book.worksheets if p.title.startswith(f"{sheet} "))
        page[place] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def value(workspace: MemoryWorkspace, name: str) -> str:
    record = load_branch(workspace, "hefeng-village", load_branch_types(workspace)).years
    return str(record["hefeng-village", 2025].record.figures[name].value)


def test_one_broken_file_harms_none_and_the_later_file_wins(workspace: MemoryWorkspace) -> None:
    first = dated(form(workspace, s3_F5=5), "2026-01-04T09:00:00Z")
    later = dated(form(workspace, s3_F5=6), "2026-01-05T09:00:00Z")
    file = [
        ReturnedFile("后.xlsx", later),
        ReturnedFile("坏.xlsx", b"no workbook"),
        ReturnedFile("先.xlsx", first),
    ]
    results = read_all(workspace, file)
    assert [result.name for result in results] == ["坏.xlsx", "先.xlsx", "后.xlsx"]
    assert results[0].fault
    assert "打不开" in results[0].fault.text
    # The second file was sent with the same base, and the record has changed since.
    assert [r.code for r in results[2].remarks if r.place == "3 数字!F5"] == ["intake-conflict"]
    assert value(workspace, "支部党员大会") == "5次"
    settled = read_one(workspace, ReturnedFile("后.xlsx", later), prefer="workbook")
    store(workspace, settled)
    assert value(workspace, "支部党员大会") == "6次"


def test_a_picture_beside_the_form_is_stored_and_put_into_its_work(
    workspace: MemoryWorkspace,
) -> None:
    photo = ROOT / "content/branches/example-community/images/courtyard.png"
    title = "议事在田埂，规矩立在前"
    data = form(workspace, s11_B5="田埂.png", s11_D5="田埂议事（示意图）", s11_F5=title)
    file = ReturnedFile("表.xlsx", data, {"田埂.png": photo})
    result = read_one(workspace, file)
    assert not [r for r in result.remarks if r.code == "intake-picture"]
    store(workspace, result)
    assert workspace.files[f"{VILLAGE}/images/田埂.png"] == photo.read_bytes()
    record = load_branch(workspace, "hefeng-village", load_branch_types(workspace)).years
    work = record["hefeng-village", 2025].record.chapters[0].works[0]
    (key,) = work.pictures
    assert record["hefeng-village", 2025].record.pictures[key].caption == "田埂议事（示意图）"
    again = read_one(workspace, file)
    assert again.reading
    assert again.reading.changes == []
    assert again.reading.pictures == []


def test_a_form_of_another_year_is_read_by_its_codes_and_a_newer_one_is_refused(
    workspace: MemoryWorkspace,
) -> None:
    book = load_workbook(io.BytesIO(form(workspace, s3_F5=5)))
    del book["_底稿"]
    base = book.create_sheet("_底稿")
    for row in (
        ("form", "2024.1"),
        ("branch", "hefeng-village"),
        ("year", "2025"),
        ("3 数字|x|value", ""),
    ):
        base.append(row)
    book["3 数字"].delete_cols(8)
    result = read_one(workspace, ReturnedFile("旧.xlsx", saved(book)))
    (about,) = [r.text for r in result.remarks if r.code == "intake-form"]
    assert about == "表式是 2024.1（现用 2025.1）：按编号对上，缺“重点” 1 列，照原值"
    base["B1"] = "2025.9"
    refused = read_one(workspace, ReturnedFile("新.xlsx", saved(book)))
    assert refused.fault
    assert "请升级" in refused.fault.text


def test_a_branch_without_types_begins_its_own_chapters() -> None:
    last = "year: 2024\nchapters:\n  - title: 抓学习\n    works: [{title: 读书, text: 读。}]\n"
    workspace = MemoryWorkspace(
        {
            "content/branches/red/branch.yaml": "name: 红旗村党支部\n".encode(),
            "content/branches/red/2024.yaml": last.encode(),
            "content/committees/x.yaml": "name: 示例街道\nyears: [2025]\nbranches: [red]\n".encode(),
        }
    )
    (sent,) = send(workspace, "x", 2025)
    book = load_workbook(io.BytesIO(sent.data))
    assert book["_选项"]["A2"].value == "抓学习"
    works = (("抓学习", "夜校"), ("修路", "铺了三里路"), ("抓学习", "读书会"))
    for row, (chapter, title) in enumerate(works, 5):
        book["5 工作"].cell(row, 2).value = chapter
        book["5 工作"].cell(row, 3).value = title
    result = read_one(workspace, ReturnedFile("表.xlsx", saved(book)))
    store(workspace, result)
    entry = load_branch(workspace, "red", load_branch_types(workspace)).years["red", 2025]
    assert [(c.title, [w.title for w in c.works]) for c in entry.record.chapters] == [
        ("抓学习", ["夜校", "读书会"]), ("修路", ["铺了三里路"]),
    ]  # fmt: skip


def test_the_list_says_who_has_handed_in(workspace: MemoryWorkspace) -> None:
    renamed = form(workspace, s8_B5="学习时间不够")
    files = [read_one(workspace, ReturnedFile("和风村.xlsx", renamed))]
    book, states = status(workspace, "hefeng", 2025, files)
    by_slug = {state.slug: state.state for state in states}
    assert by_slug == {**dict.fromkeys(SLUGS, ABSENT), "hefeng-village": UNDECIDED}
    read = read_workbook(book)
    assert [sheet.name for sheet in read.sheets] == ["收表情况", "逐条清单", "数字汇总"]  # type: ignore[union-attr]


def test_the_commands_send_read_and_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, data in workspace_of(SLUGS).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert main(["intake", "send", "hefeng", "--year", "2025", "--branch", "hefeng-village"]) == 0
    (sent,) = (tmp_path / "intake/2025/send").iterdir()
    before = (tmp_path / VILLAGE / "2025.yaml").read_bytes()
    assert main(["intake", "read", str(sent)]) == 0
    assert (tmp_path / VILLAGE / "2025.yaml").read_bytes() == before
    assert (tmp_path / "intake/2025/back" / sent.name).exists()
    assert (tmp_path / "intake/2025/收表情况.xlsx").exists()
    assert main(["intake", "status", "hefeng", "--year", "2025"]) == 0
    assert "可以成文 1 个" in capsys.readouterr().out
    assert main(["intake", "read", "没有的文件.xlsx"]) == 2
    assert main(["intake", "send", "和风"]) == 2
