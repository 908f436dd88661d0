"""The workbooks of a committee at the desk: sent, taken back, decided, put into the records."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from support.desks import COMMITTEE, Answer, Desk, small_workspace, visit

from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returning import paragraph, return_form
from reportgen.spreadsheets import read_workbook

PAGE = "/committee/street/2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = small_workspace(tmp_path)
    (folder / "content/committees").mkdir()
    (folder / "content/committees/street.yaml").write_text(COMMITTEE, encoding="utf-8")
    return folder


@pytest.fixture
def desk(folder: Path) -> Any:
    running = Desk(folder)
    running.start()
    yield running
    running.stop()


def post(desk: Desk, path: str, **content: Any) -> Answer:
    return desk.ask(f"{PAGE}/{path}", "POST", json.dumps(content).encode())


def sent(desk: Desk) -> bytes:
    assert post(desk, "send", branches=["hongxing"], until="2026-01-05").status == 200
    (file,) = (desk.folder / "intake/2025/send").iterdir()
    return file.read_bytes()


def changed(data: bytes, row: str, value: object) -> bytes:
    """Return a form with another value in the row of a figure."""
    book = load_workbook(io.BytesIO(data))
    page = next(p for p in book.worksheets if p.title.startswith("3 "))
    place = next(c.row for c in page["C"] if c.value == row)
    page[f"F{place}"] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def hand_in(desk: Desk, data: bytes, name: str = "红星村.xlsx") -> dict[str, Any]:
    path = f"{PAGE}/back?file={quote(name)}"
    answer = desk.ask(path, "POST", data, Content_Type="application/octet-stream")
    content: dict[str, Any] = json.loads(answer.body)
    return content


def page(desk: Desk) -> str:
    return desk.ask(f"{PAGE}/workbooks?branch=hongxing").body.decode()


def test_home_leads_to_the_committee_and_who_has_not_handed_in_is_said(desk: Desk) -> None:
    assert f'href="{PAGE}/workbooks"' in desk.ask("/").body.decode()
    shown = page(desk)
    assert "没有交" in shown
    assert "下辖 1 个支部，交回 0 个" in shown
    assert desk.ask("/committee/nobody/2025/workbooks").status == 404


@pytest.mark.parametrize("name", ["a.exe", "a.html", "xlsx", "../a.yaml"])
def test_what_is_no_workbook_is_not_taken(desk: Desk, name: str) -> None:
    assert "没有收" in hand_in(desk, b"x", name)["message"]
    assert not (desk.folder / "intake").exists()


def test_a_name_with_folders_stays_in_the_folder(desk: Desk) -> None:
    hand_in(desk, b"no workbook", "..\\..\\a<b>.xlsx")
    (file,) = (desk.folder / "intake/2025/back").iterdir()
    assert file.name == "a_b_.xlsx"
    assert "没有读" in page(desk)


@pytest.mark.slow
def test_a_fault_is_filled_in_for_the_branch_and_put_into_its_record(desk: Desk) -> None:
    before = desk.record.read_text(encoding="utf-8")
    data = changed(sent(desk), "走访群众", "好几十户")
    said = hand_in(desk, data)
    assert "1 处错" in said["message"]
    assert "没有新东西" in hand_in(desk, data)["message"]
    shown = page(desk)
    place = shown.split("data-fill>填上")[0].rpartition('data-place="')[2].partition('"')[0]
    file = shown.split('id="one" data-file="')[1].partition('"')[0]
    assert post(desk, "answer", file=file, place=place, way="text", text="").status == 422
    assert post(desk, "answer", file=file, place=place, way="text", text="36户").status == 200
    assert desk.record.read_text(encoding="utf-8") == before
    assert post(desk, "store", branch="hongxing").status == 200
    assert desk.record.read_text(encoding="utf-8") == before.replace(
        "走访群众: 30户", "走访群众: 36户"
    )
    origins = (desk.record.parent / "2025.intake.yaml").read_text(encoding="utf-8")
    assert "by: 街道代填" in origins
    assert "data-store" not in page(desk)


@pytest.mark.slow
def test_a_conflict_waits_until_it_is_decided_and_is_not_asked_again(desk: Desk) -> None:
    data = changed(sent(desk), "走访群众", 40)
    text = desk.record.read_text(encoding="utf-8").replace("30户", "35户")
    desk.record.write_text(text, encoding="utf-8")
    assert "1 处要定" in hand_in(desk, data)["message"]
    shown = page(desk)
    assert all(words in shown for words in ("30户", "35户", "40户", "留 35户", "用 40户"))
    file = shown.split('id="one" data-file="')[1].partition('"')[0]
    place = shown.split('data-way="workbook" data-place="')[1].partition('"')[0]
    assert post(desk, "answer", file=file, place=place, way="workbook").status == 200
    assert "没有要定的" in page(desk)
    post(desk, "store", branch="hongxing")
    assert "走访群众: 40户" in desk.record.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_list_and_the_form_to_mend_can_be_taken_away(desk: Desk) -> None:
    hand_in(desk, changed(sent(desk), "走访群众", "好几十户"))
    states = desk.ask(f"{PAGE}/states.xlsx")
    assert load_workbook(io.BytesIO(states.body)).sheetnames[0] == "收表情况"
    mended = load_workbook(io.BytesIO(desk.ask(f"{PAGE}/return/hongxing.xlsx").body))
    noted = [c for p in mended.worksheets for row in p.iter_rows() for c in row if c.comment]
    assert "好几十户" in [cell.value for cell in noted]


@pytest.mark.slow
def test_a_form_to_mend_is_the_same_file_with_colours_and_notes(desk: Desk) -> None:
    data = sent(desk)
    remarks = [
        Remark("intake-value", Weight.FAULT, "3 数字!F5", "看不出是多少"),
        Remark("intake-empty", Weight.MISSING, "3 数字!H60", "还没有填"),
        Remark("intake-much", Weight.REMINDER, "3 数字!F6", "请核对"),
        Remark("intake-left", Weight.REMINDER, "", "没有读"),
    ]
    marked = return_form(data, remarks)
    before, after = (load_workbook(io.BytesIO(one)) for one in (data, marked))
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert [[c.value for c in row] for row in old.iter_rows()] == [
            [c.value for c in row][: old.max_column] for row in list(new.iter_rows())[: old.max_row]
        ]
    page = next(p for p in after.worksheets if p.title == "3 数字")
    assert page["F5"].comment.text == "看不出是多少"
    assert page["F5"].fill.fgColor.rgb == "FFFBD5D5"
    assert page["H60"].comment.text == "还没有填"
    assert page["F6"].comment is None
    assert not hasattr(read_workbook(marked, "表"), "message")
    assert paragraph("红星村", remarks) == (
        "红星村，填报表还有 2 处请补正：\n1. 3 数字!F5：看不出是多少\n2. 3 数字!H60：还没有填"
    )
    with pytest.raises(ValueError, match="zip"):
        return_form(b"no workbook", remarks)


@pytest.mark.slow
def test_a_file_that_does_not_say_whose_it_is_can_be_given_to_a_branch(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(sent(desk)))
    for sheet in book.worksheets:
        if sheet.title.startswith("1 "):
            for cell in [c for row in sheet.iter_rows() for c in row]:
                if cell.value == "示例市红星村党支部":
                    cell.value = "别的支部"
        if sheet.sheet_state != "visible" and sheet["A1"].value == "form":
            sheet["B2"].value = "nobody"
    target = io.BytesIO()
    book.save(target)
    assert "哪个支部" in hand_in(desk, target.getvalue())["message"]
    assert "data-assign" in page(desk)
    assert post(desk, "assign", file="红星村.xlsx", branch="hongxing").status == 200
    assert "交回 1 个" in page(desk)


def test_the_documents_of_a_committee_are_listed(desk: Desk) -> None:
    shown = desk.ask(f"{PAGE}/documents").body.decode()
    assert f'href="{PAGE}/download/' in shown


@pytest.mark.browser
def test_a_choice_is_taken_back_by_ctrl_z(page: Any, desk: Desk) -> None:
    hand_in(desk, changed(sent(desk), "走访群众", "一百来次"))
    visit(page, f"{desk.address}{PAGE}/workbooks?branch=hongxing")
    page.wait_for_selector("[data-fill]")
    waiting = page.locator("#one [data-fill]").count()
    page.fill("#one .fl input >> nth=0", "120户")
    page.keyboard.press("Enter")
    page.wait_for_selector(".undo-bar:has-text('已记下')")
    page.click("h1")
    page.keyboard.press("Control+z")
    page.wait_for_selector(".undo-bar:has-text('又待定了')")
    assert page.locator("#one [data-fill]").count() == waiting
