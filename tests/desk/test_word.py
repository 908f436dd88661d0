"""A Word report becomes a draft at the desk, and is looked at piece by piece."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from support.desks import Answer, Desk


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
