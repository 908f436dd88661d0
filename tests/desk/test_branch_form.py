"""The Excel form of a branch that the folder has not yet: taken away empty, brought back filled in."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from support.desks import Answer, Desk

NAME = "示例市红星村党支部"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder."""
    return tmp_path_factory.mktemp("form")


@pytest.fixture(scope="module")
def form(desk: Desk) -> bytes:
    answer = desk.ask(f"/branch-form?name={quote(NAME)}")
    assert answer.status == 200
    return answer.body


def filled_in(form: bytes, cells: dict[str, Any]) -> bytes:
    """Return the form with values in cells, named as the form names them: 3 数字!F5."""
    book = load_workbook(io.BytesIO(form))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bring(desk: Desk, data: bytes, name: str = "填好.xlsx") -> Answer:
    return desk.ask(
        f"/branch-form?file={quote(name)}", "POST", data, Content_Type="application/octet-stream"
    )


def test_taking_the_form_away_writes_nothing(desk: Desk, form: bytes) -> None:
    assert load_workbook(io.BytesIO(form)).worksheets[0]["B2"].value.startswith(NAME)
    assert desk.ask("/branch-form?name=").status == 422
    assert list(desk.folder.rglob("*.*")) == []


def test_what_is_no_form_leaves_nothing(desk: Desk, form: bytes) -> None:
    assert bring(desk, b"no workbook").status == 422
    nameless = bring(desk, filled_in(form, {"1 基本情况!C5": None}))
    assert "看不出是哪个支部" in json.loads(nameless.body)["message"]
    assert list(desk.folder.rglob("branch.yaml")) == []


def test_a_form_that_comes_back_makes_the_branch_and_a_second_one_adds_to_it(
    desk: Desk, form: bytes
) -> None:
    cells = {
        "1 基本情况!C9": "李某",
        "3 数字!C5": "走访群众",
        "3 数字!D5": "户",
        "3 数字!F5": 30,
        "5 工作!B5": "主要工作",
        "5 工作!C5": "修好一盏灯",
        "5 工作!D5": "村口的路灯修好了。",
        "10 计划!B5": "讲安全",
        "10 计划!C5": "第三章",
    }
    answer = json.loads(bring(desk, filled_in(form, cells)).body)
    assert answer["href"].startswith("/b/branch-1/")
    assert any("10 计划!C5" in remark for remark in answer["remarks"])
    (record,) = desk.folder.glob("content/branches/branch-1/20??.yaml")
    text = record.read_text(encoding="utf-8")
    assert "30户" in text
    assert "修好一盏灯" in text
    branch = (record.parent / "branch.yaml").read_text(encoding="utf-8")
    assert NAME in branch
    assert "李某" in branch
    assert desk.ask(answer["href"]).status == 200
    again = json.loads(bring(desk, filled_in(form, cells | {"10 计划!C5": "主要工作"})).body)
    assert again["href"] == answer["href"]
    assert again["remarks"] == []
    assert "讲安全" in record.read_text(encoding="utf-8")
    assert len(list(desk.folder.glob("intake/*/back/branch-1/*.xlsx"))) == 2
