"""Ledgers that other people keep, saved by LibreOffice; the expectations were written before they were read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen.content.log.ledger import read_ledger
from reportgen.content.model import Event, Ledger
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import MemoryWorkspace

LEDGERS = Path(__file__).parent / "ledgers"
FOLDER = "content/branches/red"


def read(name: str) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    workspace = MemoryWorkspace({f"{FOLDER}/{name}": (LEDGERS / name).read_bytes()})
    return read_ledger(workspace, FOLDER, Ledger.model_validate({"file": name}), 2025)


def rows(events: tuple[Event, ...]) -> list[tuple[Any, ...]]:
    return [(e.date.short, *e.kinds, e.title, e.due, e.present) for e in events]


def test_a_register_with_titles_above_and_remarks_below() -> None:
    events, diagnostics = read("g1-register.xlsx")
    assert rows(events) == [
        ("1月8日", "支部党员大会", "总结上年工作，通过今年计划", 19, 19),
        ("2月19日", "主题党日", "看望退休老党员", 19, 17),
        ("3月5日", "党课", "一粒粮食里的责任", 19, 18),
    ]
    assert [e.hours for e in events] == [2, 1.5, 1]
    assert events[2].speaker == "周正"
    assert not [d for d in diagnostics if d.severity is Severity.ERROR]


def test_a_sheet_a_half_year_with_sums_and_a_hidden_list() -> None:
    events, diagnostics = read("g2-halves.xlsx")
    assert rows(events) == [
        ("1月15日", "支委会", "讨论春节慰问", 5, 5),
        ("4月22日", "支部党员大会", "接收预备党员", 31, 29),
        ("7月1日", "主题党日", "重温入党誓词", 31, 31),
        ("10月16日", "党小组会", "讨论学习计划", 9, 8),
    ]
    assert [str(a) for a in events[1].absent] == ["王立：住院", "赵青：外出培训"]
    assert {d.code for d in diagnostics} == {"ledger-left"}


def test_a_ledger_in_the_format_of_libreoffice() -> None:
    pytest.importorskip("python_calamine")
    events, diagnostics = read("g3-open-document.ods")
    assert rows(events) == [
        ("3月", "志愿服务", "清理河道", 24, 21),
        ("5月12日", "党课", "讲防汛", 24, 23),
        ("七一前后", "主题党日", "走访老党员", None, None),
    ]
    assert not [d for d in diagnostics if d.severity is Severity.ERROR]
