"""The desk shows and changes how a figure gets its value: typed, counted in the log, or added up."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from support.desks import RECORD, Desk, visit

BASE = "/b/hongxing/2025"
EVENTS = """\
events:
  - {date: 2025-03-05, kinds: [主题党日], title: 学习, due: 9, present: 8}
  - {date: 2025-04-05, kinds: [主题党日], title: 植树, due: 9, present: 9}
"""
FIGURES = """\
figures:
  主题党日: {value: 3次, log: {of: count, kind: 主题党日}}
  参加人次: {log: {of: participants}}
  上门: 12户
  接待: 18户
"""


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    desk.record.write_text(RECORD.replace("figures:\n", FIGURES) + EVENTS, encoding="utf-8")


def rows(desk: Desk) -> dict[str, dict[str, Any]]:
    listing = json.loads(desk.ask(f"{BASE}/figures-rows").body)
    return {row["id"]: row for row in listing["rows"]}


def stored(desk: Desk, name: str) -> Any:
    return yaml.safe_load(desk.record.read_text(encoding="utf-8"))["figures"].get(name)


def test_a_figure_of_the_log_shows_what_the_log_comes_to(desk: Desk) -> None:
    known = rows(desk)
    assert known["参加人次"]["cells"]["value"] == "17人次"
    assert (known["主题党日"]["cells"]["value"], known["主题党日"]["computed"]) == ("3次", "2次")
    assert known["主题党日"]["differs"]
    assert not known["上门"]["computed"]
    panel = desk.ask(f"{BASE}/figures/{quote('上门')}").body.decode()
    assert 'aria-checked="true" data-source="手填"' in panel


@pytest.fixture
def sheet(page: Any, desk: Desk) -> Any:
    visit(page, f"{desk.address}{BASE}/figures")
    page.wait_for_selector(".grid td")
    return page


def chosen(sheet: Any, name: str) -> None:
    sheet.click(f"td.c-label:has-text('{name}')")
    sheet.wait_for_selector(f"#drawer h2:has-text('{name}')")


@pytest.mark.browser
def test_a_typed_number_gives_way_to_that_of_the_log(sheet: Any, desk: Desk) -> None:
    chosen(sheet, "主题党日")
    sheet.wait_for_selector("#computed:has-text('算出来是2次，写的是3次')")
    sheet.click("text=用算出来的")
    sheet.wait_for_selector("#figure-value:has-text('2次')")
    assert stored(desk, "主题党日") == {"log": {"of": "count", "kind": "主题党日"}}
    sheet.click("#undo")
    sheet.wait_for_selector("td.c-value:has-text('3次')")


@pytest.mark.browser
def test_a_number_is_counted_in_the_log_and_typed_again(sheet: Any, desk: Desk) -> None:
    chosen(sheet, "接待")
    sheet.focus("[data-source=手填]")
    sheet.keyboard.press("ArrowRight")
    sheet.keyboard.press("Enter")
    sheet.wait_for_selector("[data-source=活动记录算][aria-checked=true]:focus")
    assert stored(desk, "接待") == {"value": "18户", "log": {"of": "count"}}
    sheet.select_option("#drawer [data-path$='\"kind\"]']", "主题党日")
    sheet.wait_for_selector("#computed:has-text('算出来是2次')")
    sheet.click("text=用算出来的")
    sheet.wait_for_selector("#figure-value:has-text('2次')")
    sheet.click("[data-source=手填]")
    sheet.wait_for_selector("[data-source=手填][aria-checked=true]")
    assert stored(desk, "接待") in ("2次", {"value": "2次"})


@pytest.mark.browser
def test_a_number_is_the_sum_of_others(sheet: Any, desk: Desk) -> None:
    chosen(sheet, "走访群众")
    sheet.click("[data-source=几项相加]")
    for name in ("上门", "接待"):
        sheet.select_option("[data-of=几项相加] select", name)
        sheet.wait_for_selector(f"[data-of=几项相加] .chip:has-text('{name}')")
    sheet.wait_for_selector("#computed:has-text('算出来是30户')")
    sheet.wait_for_selector("td.c-source:has-text('几项相加')")
    assert stored(desk, "走访群众") == {"value": "30户", "parts": ["上门", "接待"]}
