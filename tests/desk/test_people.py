"""Quotations and people, the search over a year, and the menu of the bar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.desks import RECORD, Desk, late, small_workspace, visit

BASE = "/b/hongxing/2025"
SAID = """\
        quotations:
          - {text: 路灯亮了，心也亮了。, speaker: 张大爷}
          - text: 书记讲得好，但记不住。
        people:
          - {name: 周和, role: 书记, text: 带队巡查26次}
"""
SAVED = "#save-state:has-text('已保存')"


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    text = RECORD.replace("      - title: 学以致用\n", f"{SAID}      - title: 学以致用\n")
    desk.record.write_text(text, encoding="utf-8")


def works(desk: Desk) -> list[dict[str, Any]]:
    read = yaml.safe_load(desk.record.read_text(encoding="utf-8"))
    return read["chapters"][0]["works"]  # type: ignore[no-any-return]


def test_each_quotation_stands_with_its_work_and_who_has_no_name_is_marked(desk: Desk) -> None:
    markup = desk.ask(f"{BASE}/people").body.decode()
    assert "一（一）学在平常" in markup
    assert markup.count('class="pill w">没有姓名') == 1
    used = json.loads(desk.ask(f"{BASE}/people-used").body)
    assert len(used) == 3
    assert all(set(places) == {"report", "deck"} for places in used.values())
    assert any(places["report"] for places in used.values())


def test_committee_members_are_listed_and_not_repeated(desk: Desk, folder: Path) -> None:
    branch = folder / "content/branches/hongxing/branch.yaml"
    before = branch.read_text(encoding="utf-8")
    branch.write_text(
        f"{before}committee:\n  - {{name: 周和, role: 书记}}\n  - {{name: 吴平, role: 副书记}}\n",
        encoding="utf-8",
    )
    markup = desk.ask(f"{BASE}/people").body.decode()
    branch.write_text(before, encoding="utf-8")
    assert markup.count("只在班子名单里") == 1
    assert "吴平" in markup


def test_the_search_finds_words_in_texts_and_figures_and_leads_to_their_page(desk: Desk) -> None:
    found = json.loads(desk.ask(f"{BASE}/search?words=30%E6%88%B7").body)
    assert [(hit["where"], hit["value"]) for hit in found["hits"]] == [
        ("各章", "30户"),
        ("数字", "30户"),
    ]
    assert found["hits"][1]["href"] == f"{BASE}/figures"
    assert json.loads(desk.ask(f"{BASE}/search?words=").body) == {"hits": [], "all": 0}


def test_the_desk_ends_when_its_page_says_so(tmp_path: Path) -> None:
    running = Desk(small_workspace(tmp_path))
    running.start()
    assert running.ask("/stop", "POST", b"{}").status == 200
    assert running.thread
    running.thread.join(10)
    assert not running.thread.is_alive()


@pytest.mark.browser
def test_a_quotation_is_added_signed_moved_and_deleted(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/people")
    page.click("text=添一句")
    page.keyboard.type("一楼一院皆是家。")
    page.click("dialog >> text=添上")
    assert "选一项工作" in page.inner_text("dialog .problem")
    page.select_option("#asked-1", label="一（二）学以致用")
    page.click("dialog >> text=添上")
    page.wait_for_selector("#drawer [data-form=quotations]")
    page.wait_for_timeout(200)
    page.keyboard.type("王大妈")
    page.keyboard.press("Enter")
    page.wait_for_selector(".q.on:has-text('王大妈')")
    assert works(desk)[1]["quotations"] == [{"text": "一楼一院皆是家。", "speaker": "王大妈"}]
    page.select_option("#in-work", label="一（一）学在平常")
    page.wait_for_selector(".q.on:has-text('一（一）学在平常')")
    assert len(works(desk)[0]["quotations"]) == 3
    assert "quotations" not in works(desk)[1]
    page.click("#drawer >> text=删去")
    page.wait_for_selector(".undo-bar >> text=撤销")
    assert len(works(desk)[0]["quotations"]) == 2
    page.click(".undo-bar >> text=撤销")
    page.wait_for_selector(".q:has-text('一楼一院')")
    assert len(works(desk)[0]["quotations"]) == 3


@pytest.mark.browser
def test_a_quotation_is_put_away_and_taken_up_again(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/people")
    page.click(".q:has-text('路灯亮了')")
    page.click("#drawer >> text=收起来不用")
    page.wait_for_selector(".q.away:has-text('路灯亮了') >> text=收起来了")
    assert works(desk)[0]["quotations"][0]["hidden"] == "是"
    page.wait_for_selector("#drawer >> text=用起来")
    page.click("[data-only='收起来了']")
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(".q:visible")).to_have_count(1)
    page.keyboard.press("Control+z")
    page.wait_for_selector(".q:not(.away):has-text('路灯亮了')", state="attached")
    assert "hidden" not in works(desk)[0]["quotations"][0]


@pytest.mark.browser
def test_a_quotation_becomes_a_gist_and_has_no_slide(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/people")
    page.wait_for_selector(".q:has-text('路灯亮了') >> text=课件 第", timeout=60000)
    page.click(".q:has-text('路灯亮了')")
    page.select_option("#drawer [data-path$='\"gist\"]']", "是")
    page.wait_for_selector(".q:has-text('路灯亮了') >> text=大意")
    page.wait_for_selector(".q:has-text('路灯亮了') >> text=报告 第", timeout=60000)
    page.wait_for_selector(
        ".q:has-text('路灯亮了') >> text=课件 第", state="detached", timeout=60000
    )
    assert works(desk)[0]["quotations"][0]["gist"] == "是"


@pytest.mark.browser
def test_the_lists_are_searched_filtered_and_walked_by_keys(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/people")
    page.wait_for_load_state("networkidle")
    page.fill("#find", "张大爷")
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(".q:visible")).to_have_count(1)
    page.fill("#find", "")
    page.click("[data-only='没有姓名']")
    expect(page.locator(".q:visible")).to_have_count(1)
    page.click("[data-only='']")
    page.focus(".q >> nth=0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer textarea")
    assert page.input_value("#drawer textarea") == "书记讲得好，但记不住。"


@pytest.mark.browser
def test_the_search_leads_to_the_field(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/figures")
    page.wait_for_selector(".grid td")
    page.keyboard.press("Control+f")
    page.wait_for_selector("dialog[open] input:focus")
    page.keyboard.type("为民办事")
    page.click(".hits button")
    page.wait_for_url("**/text/*")
    page.wait_for_selector("textarea:focus")
    assert page.input_value("textarea:focus") == "把学到的用到为民办事上。"
    page.click("summary[title='更多']")
    page.click(".more >> text=引语和人物")
    page.wait_for_selector(".q")


@pytest.mark.browser
def test_a_search_typed_before_the_module_is_there_counts(page: Any, desk: Desk) -> None:
    with late(page, f"{desk.address}{BASE}/people", "people.js"):
        page.fill("#find", "张大爷")
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(".q:visible")).to_have_count(1)
    assert page.input_value("#find") == "张大爷"
