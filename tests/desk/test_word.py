"""A Word report becomes a draft at the desk, and is looked at piece by piece."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from support.desks import Answer, Desk, visit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder."""
    return tmp_path_factory.mktemp("word")


def report() -> bytes:
    document = Document()
    document.add_heading("2024年度党建工作总结", 0)
    document.add_heading("一、抓学习", 1)
    document.add_heading("（一）学在平常", 2)
    document.add_paragraph("全年集中学习12次，走访群众30户，办成实事一批，群众夜里出门亮堂了。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def send(desk: Desk, data: bytes, name: str = "示例市红星村党支部") -> Answer:
    path = f"/import-word?name={quote(name)}&file=w.docx&year=2024"
    return desk.ask(path, "POST", data, Content_Type="application/octet-stream")


def test_what_is_no_report_leaves_nothing(desk: Desk) -> None:
    assert send(desk, b"no word file").status == 422
    assert send(desk, report(), name="").status == 422
    assert list(desk.folder.rglob("branch.yaml")) == []


def test_a_report_is_read_and_looked_at_until_nothing_is_left(desk: Desk) -> None:
    answer = send(desk, report())
    assert json.loads(answer.body) == {"href": "/b/branch-1/2024/text/head"}
    page = desk.ask("/b/branch-1/2024/review").body.decode()
    waiting = int(re.findall(r"还有 (\d+) 处待核", page)[0])
    figure = re.findall(r'data-figure="(\w+)"', page)[0]
    body = json.dumps({"figures": {figure: "集中学习"}, "parts": [0]}).encode()
    rest = json.loads(desk.ask("/b/branch-1/2024/review", "POST", body).body)["rest"]
    assert rest == waiting - 2
    record = (desk.folder / "content/branches/branch-1/2024.yaml").read_text(encoding="utf-8")
    assert "集中学习: 12次" in record
    everything = json.dumps({"parts": list(range(waiting))}).encode()
    desk.ask("/b/branch-1/2024/review", "POST", everything)
    again = desk.ask("/b/branch-1/2024/review").body.decode()
    assert "data-part" not in again


@pytest.mark.browser
def test_figures_are_taken_in_one_by_one_or_all_that_have_a_name(page: Any, desk: Desk) -> None:
    answer = send(desk, report(), name="示例市青山村党支部")
    base = json.loads(answer.body)["href"].partition("/text")[0]
    visit(page, f"{desk.address}{base}/review")
    assert "没放进" in page.inner_text(".original .hint")
    page.click("[data-figure] .nm >> nth=0")
    page.wait_for_selector(".blk1.cur:has-text('集中学习12次')")
    assert page.inner_text("[data-figure] mark >> nth=0") == "12次"
    page.fill("[data-figure] .nm >> nth=0", "集中学习")
    page.fill("[data-figure] .nm >> nth=1", "走访群众")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-figure] >> nth=1", state="detached")
    record = next((desk.folder / "content").glob(f"branches/{base.split('/')[2]}/2024.yaml"))
    assert "走访群众: 30户" in record.read_text(encoding="utf-8")
    assert page.input_value("[data-figure] .nm") == "集中学习"
    page.click("text=有名称的全收下")
    page.wait_for_selector("[data-figure]", state="detached")
    assert "集中学习: 12次" in record.read_text(encoding="utf-8")
