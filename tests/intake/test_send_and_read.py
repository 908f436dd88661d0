"""A workbook goes out and comes back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.intake_content import workspace_of

from reportgen.intake.exchange import ReturnedFile, read_one, send, store
from reportgen.workspace import MemoryWorkspace

DATA = Path(__file__).parent / "data"
BRANCHES = ("example-community", "hefeng-school", "hefeng-village", "hefeng-works")
COMMUNITY = "content/branches/example-community/2025.yaml"


@pytest.fixture
def workspace() -> MemoryWorkspace:
    """Return the sample content of a committee and its branches."""
    return workspace_of(BRANCHES)


def test_what_is_sent_and_comes_back_untouched_changes_nothing(workspace: MemoryWorkspace) -> None:
    sent = send(workspace, "hefeng", 2025, ["example-community"])
    for book in sent:
        result = read_one(workspace, ReturnedFile(book.name, book.data))
        assert result.fault is None
        assert result.reading
        assert result.reading.changes == []
        assert result.files == {}
        assert {r.code for r in result.remarks} <= {"intake-empty"}


@pytest.mark.generated
def test_the_same_file_twice_changes_nothing_the_second_time(workspace: MemoryWorkspace) -> None:
    for name in ("e1-by-the-book.xlsx", "e2-usual-dirt.xlsx"):
        file = ReturnedFile(name, (DATA / name).read_bytes())
        first = read_one(workspace, file)
        assert first.files
        store(workspace, first)
        before = dict(workspace.files)
        second = read_one(workspace, file)
        store(workspace, second)
        assert second.reading
        assert second.reading.changes == []
        assert workspace.files == before


def rewritten(data: bytes, sheet: str, rows: list[tuple[int, int]]) -> bytes:
    """Return a form in which the texts of rows of a sheet are exchanged."""
    book = load_workbook(io.BytesIO(data))
    page = book[sheet]
    for one, other in rows:
        for column in range(1, page.max_column + 1):
            first, second = page.cell(one, column), page.cell(other, column)
            first.value, second.value = second.value, first.value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_the_order_of_rows_is_the_order_of_the_record(workspace: MemoryWorkspace) -> None:
    path = "content/branches/hefeng-village/2025.yaml"
    (sent,) = send(workspace, "hefeng", 2025, ["hefeng-village"])
    result = read_one(workspace, ReturnedFile(sent.name, rewritten(sent.data, "8 问题", [(5, 7)])))
    store(workspace, result)
    names = [line for line in workspace.files[path].decode().split("\n") if "  - name: " in line]
    assert names == [
        "  - name: 年轻党员参与不够", "  - name: 土地边界老纠纷调解进展慢", "  - name: 学习时间保证不够",
    ]  # fmt: skip
    assert read_one(workspace, ReturnedFile(sent.name, sent.data)).fault is None
