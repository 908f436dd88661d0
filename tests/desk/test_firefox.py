"""The desk in Firefox: every screen opens without a complaint, and what is typed is saved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.desks import RECORD, Desk
from support.firefox import FIREFOX, Firefox

pytestmark = pytest.mark.browser
BASE = "/b/hongxing/2025"
SCREENS = (
    "/", "/new-branch", f"{BASE}/figures", f"{BASE}/activities", f"{BASE}/plan", f"{BASE}/slides", f"{BASE}/finish", f"{BASE}/people",
    f"{BASE}/appearance", f"{BASE}/tables/%E8%A1%A8", f"{BASE}/text/head",
)  # fmt: skip
TABLE = "tables:\n  表:\n    head: [项目, 数]\n    rows: [[甲, 31], [乙, 19]]\n"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("Firefox is not installed")
    with Firefox(tmp_path_factory.mktemp("profile")) as started:
        yield started


def written(record: Path, words: str) -> bool:
    """Wait until a file has some words."""
    end = time.monotonic() + 20
    while words not in record.read_text(encoding="utf-8") and time.monotonic() < end:
        time.sleep(0.1)
    return words in record.read_text(encoding="utf-8")


def test_the_desk_works_in_firefox(firefox: Firefox, desk: Desk) -> None:
    desk.record.write_text(RECORD + TABLE, encoding="utf-8")
    firefox.open(desk.entrance)
    for path in SCREENS:
        firefox.open(f"{desk.address}{path}")
        firefox.wait("!document.body.dataset.base || document.body.dataset.faults")
    firefox.wait("document.querySelector('.sheet-of-paper')")
    firefox.ask("document.querySelector(`textarea[data-path='[\"opening\"]']`).focus()")
    firefox.type("一年来，支部把学习放在首位。")
    assert written(desk.record, "opening: 一年来，支部把学习放在首位。")
    firefox.open(f"{desk.address}{BASE}/tables/%E8%A1%A8")
    firefox.wait("document.activeElement.matches('.cell-editor')")
    firefox.type("丙", "Enter")
    assert written(desk.record, "[丙, 31]")
    assert firefox.complaints == []
