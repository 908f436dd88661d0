"""Lessons and workbooks in the browser: figures as chips, the rehearsal, a new lesson, a file that is dropped."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.desks import ROOT, Desk, small_workspace, visit

pytestmark = pytest.mark.browser
PAGE = "/lesson/small-things"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_workspace(tmp_path_factory.mktemp("pages"))
    for name in ("lessons", "committees", "branches"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name, dirs_exist_ok=True)
    return folder


def lesson(desk: Desk) -> str:
    return (desk.folder / "content/lessons/small-things.yaml").read_text(encoding="utf-8")


def at_page(page: Any, desk: Desk, title: str) -> None:
    visit(page, f"{desk.address}{PAGE}/text/head")
    page.wait_for_selector("#pages .sheet-of-paper", timeout=60000)
    page.click(f"#outline >> text={title}")
    page.wait_for_selector("[data-form=page]")


def test_a_figure_is_a_chip_that_is_passed_and_deleted_in_one_step(page: Any, desk: Desk) -> None:
    before = lesson(desk)
    at_page(page, desk, "公开在前")
    speech = page.locator("figure-text[data-kind=text]")
    assert speech.locator(".fig").all_inner_texts() == ["24期", "15人次"]
    speech.click()
    page.keyboard.press("Control+End")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "zai", "selectionStart": 3, "selectionEnd": 3})
    client.send("Input.insertText", {"text": "再看"})
    page.click("[data-figure-for$=notes]")
    page.wait_for_selector("dialog")
    page.keyboard.press("Enter")
    page.wait_for_selector("#save-state:has-text('已保存')")
    assert "图是示意图。再看{居务公开}\n" in lesson(desk)
    speech.click()
    page.keyboard.press("Control+End")
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.press("Control+s")
    page.wait_for_function(
        "() => !document.querySelector('#save-state').textContent.includes('停笔')"
    )
    page.wait_for_timeout(300)
    assert lesson(desk) == before


def test_a_point_is_added_with_the_keys_alone(page: Any, desk: Desk) -> None:
    before = lesson(desk)
    at_page(page, desk, "三件小事")
    page.click("[data-add-point]")
    page.keyboard.type("一盏路灯")
    page.keyboard.press("Tab")
    page.keyboard.type("修在谁家门口")
    page.keyboard.press("Control+s")
    page.focus("figure-text[data-kind=text]")
    page.wait_for_selector("#save-state:has-text('已保存')")
    assert "- name: 一盏路灯\n            text: 修在谁家门口\n" in lesson(desk)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "() => !document.querySelector('#form').textContent.includes('修在谁家门口')"
    )
    assert lesson(desk) == before


def test_a_rehearsal_runs_with_the_space_bar_and_the_next_page_with_an_arrow(
    page: Any, desk: Desk
) -> None:
    at_page(page, desk, "三件小事")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.wait_for_selector("#clock :text('试讲中')")
    page.wait_for_url("**/text/opening")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("h1:has-text('一枝一叶总关情')")
    page.wait_for_function(
        "() => document.querySelector('#clock [data-left]').textContent.startsWith('这一页还有')"
    )
    page.keyboard.press("Space")
    page.wait_for_selector("#clock :text('停着')")
    page.reload()
    page.wait_for_selector("#clock :text('上次试讲')")


def test_a_quotation_is_added_and_put_on_a_page(page: Any, desk: Desk) -> None:
    at_page(page, desk, "三件小事")
    page.click("#outline >> text=引文和数字")
    form = page.locator("form[data-put-into=quotations]")
    form.locator("[name=name]").fill("楼长的话")
    form.locator("[name=text]").fill("门敲开一次，第二次就不用敲了。")
    form.locator("[name=author]").fill("示例甲")
    form.locator("button").click()
    page.wait_for_selector("summary:has-text('楼长的话')")
    page.select_option("#from-record", "example-community/2025")
    page.click("#citable [data-put] >> nth=0")
    page.wait_for_selector(".ck:has-text('2025 年的记录') >> nth=2")
    assert "楼长的话:" in lesson(desk)
    page.keyboard.press("Control+z")


def test_a_new_lesson_begins_blank_and_opens_at_its_form(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}/")
    page.click("text=新建党课")
    page.wait_for_selector("#topic:focus")
    assert page.is_disabled("#create")
    page.fill("#topic", "把路灯修到家门口")
    page.click("label[for=way-blank]")
    page.wait_for_selector(".lr")
    page.click("[data-minutes='20']")
    page.click("#add-row")
    page.keyboard.type("怎样办成")
    assert "多 2 分" in page.inner_text("#sum")
    page.click(".lr:nth-child(2) [data-by='-1']")
    page.click(".lr:nth-child(2) [data-by='-1']")
    assert "正好" in page.inner_text("#sum")
    page.wait_for_selector(".toc :text('怎样办成')", timeout=60000)
    assert not list((desk.folder / "content/lessons").glob("lesson-*.yaml"))
    page.click("#create")
    page.wait_for_url("**/text/head*")
    page.wait_for_selector("#outline >> text=怎样办成")
    assert page.input_value("textarea[data-path='[\"topic\"]']") == "把路灯修到家门口"


def test_a_workbook_is_taken_back_and_a_fault_filled_in(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}/committee/hefeng/2025/workbooks")
    page.click("#all")
    page.click("#send .btn.pri")
    page.wait_for_selector(".undo-bar:has-text('做好 4 份')", timeout=60000)
    page.wait_for_selector("#list em:has-text('发过') >> nth=3")
    (form,) = (desk.folder / "intake/2025/send").glob("和风村*.xlsx")
    book = load_workbook(io.BytesIO(form.read_bytes()))
    next(p for p in book.worksheets if p.title.startswith("3 "))["F5"] = "好几次"
    returned = desk.folder / "和风村.xlsx"
    book.save(returned)
    page.set_input_files("#back", str(returned))
    page.wait_for_selector(".undo-bar:has-text('1 处错')", timeout=60000)
    assert "1 处错" in page.inner_text("#tally")
    page.fill(".rm.e .fl input", "7次")
    page.keyboard.press("Enter")
    page.wait_for_selector(".undo-bar:has-text('已记下')")
    page.wait_for_selector(".done:has-text('已定的 1 处')")
    assert "0 处错" in page.inner_text("#tally")
    page.click("#one [data-store]")
    page.wait_for_selector(".undo-bar:has-text('放进记录 1 处')")
    record = desk.folder / "content/branches/hefeng-village/2025.yaml"
    assert "支部党员大会: {value: 7次" in record.read_text(encoding="utf-8")
