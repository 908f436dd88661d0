"""A report that the program wrote is read as the record it was written from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import documents

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.document.nodes import Report
from reportgen.importing.importer import read_report, store
from reportgen.theme.loading import load_theme
from reportgen.workspace import MemoryWorkspace
from reportgen.write.word import write_report

DATA = Path(__file__).parent / "data"
NAMES = (
    "given/w1-styles",
    "given/w4-bold-runin",
    "hands/h09-police-station",
    "hands/h13-college",
)
BRANCH = {"content/branches/x/branch.yaml": "name: 示例支部\n".encode()}


def record_of(data: bytes) -> tuple[MemoryWorkspace, dict[str, Any]]:
    files = MemoryWorkspace(dict(BRANCH))
    result = read_report(files, "x.docx", data, "x", 2024)
    assert result.draft is not None, result.remarks
    store(files, result)
    return files, result.draft.record


def written(files: MemoryWorkspace) -> bytes:
    """Return the yearly report of the branch."""
    year = load_branch(files, "x", load_branch_types(files)).years["x", 2024]
    report = documents.composed("annual-report", year).document
    assert isinstance(report, Report)
    theme = load_theme(documents.SUPPLIED, documents.FOLDER)
    return write_report(report, theme.word(), files.read).data


def works(record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for chapter in record["chapters"]:
        for work in chapter["works"]:
            text = re.sub(r"\s", "", work.get("text", ""))
            yield chapter["title"], work["title"], text


@pytest.mark.parametrize("name", NAMES)
def test_a_report_made_of_a_draft_is_read_as_that_draft(name: str) -> None:
    files, first = record_of((DATA / f"{name}.docx").read_bytes())
    _, second = record_of(written(files))
    assert list(works(second))[: len(list(works(first)))] == list(works(first))
    for part in ("problems", "plan"):
        assert [_first(item) for item in _items(second, part)] == [
            _first(item) for item in _items(first, part)
        ]


def _items(record: dict[str, Any], part: str) -> list[dict[str, str]]:
    result = record.get(part, [])
    items: list[dict[str, str]] = result.get("items", []) if isinstance(result, dict) else result
    return items


def _first(item: dict[str, str]) -> str:
    return next(iter(item.values()))
