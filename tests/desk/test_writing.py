"""Writing at the desk: Chinese input, sheets and what Excel copies, conflicts, a desk that is killed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.desks import RECORD, Desk, late, visit

pytestmark = pytest.mark.browser
SAVED = "#save-state:has-text('已保存')"
TEXT = "textarea[data-path$='\"text\"]']"


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    desk.record.write_text(RECORD, encoding="utf-8")


@pytest.fixture
def editor(page: Any, desk: Desk) -> Any:
    """The page of the first work."""
    visit(page, f"{desk.address}/b/hongxing/2025/text/head")
    page.click("#outline >> text=学在平常")
    page.wait_for_selector("[data-form=work]")
    return page


def written(desk: Desk) -> str:
    return desk.record.read_text(encoding="utf-8")


def compose(page: Any, *stages: str) -> None:
    """Compose Chinese as an input method does: the letters, then the words in their place."""
    client = page.context.new_cdp_session(page)
    *letters, words = stages
    for stage in letters:
        client.send(
            "Input.imeSetComposition",
            {"text": stage, "selectionStart": len(stage), "selectionEnd": len(stage)},
        )
    client.send("Input.insertText", {"text": words})


def test_a_half_composed_word_is_not_saved(editor: Any, desk: Desk) -> None:
    editor.click(TEXT)
    editor.keyboard.press("Control+End")
    client = editor.context.new_cdp_session(editor)
    client.send(
        "Input.imeSetComposition", {"text": "dang'yuan", "selectionStart": 9, "selectionEnd": 9}
    )
    editor.wait_for_timeout(1600)
    assert written(desk) == RECORD
    client.send("Input.insertText", {"text": "党员"})
    editor.wait_for_selector(SAVED)
    assert "办成实事一批。党员\n" in written(desk)


def test_what_is_typed_changes_the_preview_and_a_click_on_a_word_leads_back(editor: Any) -> None:
    editor.wait_for_selector(".sheet-of-paper")
    editor.fill(TEXT, "支部把路灯修亮了。")
    editor.wait_for_selector("#pages text:has-text('支部把路灯修亮了')")
    editor.click("#outline >> text=标题、主题和开头")
    editor.wait_for_selector("[data-form=head]")
    editor.click("#pages >> text=支部把路灯修亮了")
    editor.wait_for_selector("[data-form=work]")
    assert editor.evaluate_handle("document.activeElement").get_attribute("data-kind") == "text"


def test_what_is_taken_back_while_it_is_being_saved_is_not_in_the_file(
    editor: Any, desk: Desk
) -> None:
    held: list[Any] = []
    editor.route("**/save", lambda route: route.continue_() if held else held.append(route))
    editor.click(TEXT)
    editor.keyboard.press("Control+End")
    editor.keyboard.insert_text("错")
    while not held:
        editor.wait_for_timeout(50)
    editor.keyboard.press("Backspace")
    held[0].continue_()
    editor.wait_for_selector(SAVED)
    editor.wait_for_timeout(1500)
    assert written(desk) == RECORD


def test_one_undo_takes_back_what_was_typed_in_one_go(editor: Any, desk: Desk) -> None:
    editor.fill("input[data-path$='\"title\"]']", "学在经常")
    editor.keyboard.press("Enter")
    editor.wait_for_selector(SAVED)
    editor.click("a[data-tab=figures]")
    editor.wait_for_selector(".grid td")
    editor.click("#undo")
    editor.wait_for_url("**/text/*")
    assert written(desk) == RECORD


def test_a_field_that_changed_elsewhere_is_asked_about_and_others_come_in(
    editor: Any, desk: Desk
) -> None:
    editor.click(TEXT)
    editor.keyboard.type("我写的。")
    changed = RECORD.replace("办成实事一批", "办成实事两批").replace(
        "title: 学以致用", "title: 学用结合"
    )
    desk.record.write_text(changed, encoding="utf-8")
    editor.wait_for_selector("dialog")
    assert "办成实事两批" in editor.inner_text("dialog")
    editor.click("dialog >> text=用我的")
    editor.wait_for_selector(SAVED)
    editor.wait_for_selector("#outline >> text=学用结合")
    assert "我写的。" in written(desk)
    assert "title: 学用结合" in written(desk)
    assert [v.is_lost_side for v in desk.history].count(True) == 1


def test_a_desk_that_is_killed_loses_no_keystroke(editor: Any, desk: Desk) -> None:
    editor.click(TEXT)
    desk.stop()
    editor.keyboard.press("Control+End")
    editor.keyboard.type("停电前写的。")
    editor.wait_for_selector("#gone")
    editor.wait_for_timeout(300)
    desk.start()
    editor.wait_for_selector(SAVED)
    assert "停电前写的。" in written(desk)
    desk.stop()
    editor.keyboard.type("又写一句。")
    editor.wait_for_timeout(400)
    desk.start()
    visit(editor, f"{desk.address}/b/hongxing/2025/text/head")
    if "又写一句。" not in written(desk):
        editor.click("text=接着存")
        editor.wait_for_selector(SAVED)
    assert "停电前写的。又写一句。" in written(desk)


def test_chinese_is_typed_straight_into_a_cell_and_a_row_is_written_when_it_is_left(
    page: Any, desk: Desk
) -> None:
    visit(page, f"{desk.address}/b/hongxing/2025/activities")
    page.wait_for_selector(".cell-editor", state="attached")
    page.click("#new-event")
    page.keyboard.type("8.5")
    page.keyboard.press("Tab")
    compose(page, "zhi", "zhi'wei", "支委会")
    page.keyboard.press("Tab")
    compose(page, "shang'yi", "商议修路灯")
    page.keyboard.press("Enter")
    page.wait_for_selector(SAVED)
    row = "  - date: 2025-08-05\n    kinds:\n      - 支委会\n    title: 商议修路灯\n"
    assert f"events:\n{row}" in written(desk)


@pytest.mark.parametrize(
    "copied",
    [
        '日期\t类别\t主题\t实到\r\n2025/3/5\t主题党日\t"学雷锋\n清扫村道"\t２６\r\n45722\t支委会\t研究预算\t5\r\n',
        "3月5日\t主题党日\t学雷锋 清扫村道\t26人\r\n2025-03-06\t支委会\t研究预算\t5人\r\n",
    ],
)
def test_rows_of_excel_and_wps_are_pasted_with_one_question_and_one_undo(
    page: Any, desk: Desk, copied: str
) -> None:
    visit(page, f"{desk.address}/b/hongxing/2025/activities")
    page.wait_for_selector(".cell-editor", state="attached")
    page.click("#new-event")
    page.evaluate_handle("document.activeElement").as_element().evaluate(
        "(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }",
        copied,
    )
    page.wait_for_selector("dialog .ps")
    page.click("text=记下打勾的")
    page.wait_for_selector(SAVED)
    text = written(desk)
    assert text.count("2025-03-05") == text.count("2025-03-06") == 1
    assert text.count("主题党日") == 1
    assert "26" in text
    page.click("#undo")
    page.wait_for_selector("#undo:disabled")
    assert written(desk) == RECORD


def test_a_broken_file_can_only_be_read_and_an_earlier_version_comes_back(
    editor: Any, desk: Desk
) -> None:
    editor.fill(TEXT, "先改一处。")
    editor.wait_for_selector(SAVED)
    desk.record.write_text("year: 2025\nchapters: [", encoding="utf-8")
    editor.wait_for_selector("body[data-ready] [data-restore]")
    good = next(version for version in desk.history if not version.is_lost_side)
    before = (desk.folder / ".reportgen/history/hongxing/2025" / good.name).read_text(
        encoding="utf-8"
    )
    editor.click("[data-restore]")
    editor.wait_for_selector("#outline")
    assert written(desk) == before


def test_everything_is_reached_at_1024_pixels_and_at_twice_the_size(page: Any, desk: Desk) -> None:
    for width, height in ((1024, 768), (720, 450)):
        page.set_viewport_size({"width": width, "height": height})
        visit(page, f"{desk.address}/b/hongxing/2025/text/head")
        page.wait_for_selector(".sheet-of-paper")
        assert page.evaluate_handle("document.documentElement").evaluate(
            "e => e.scrollWidth <= e.clientWidth"
        )
        for tab in ("figures", "activities", "finish"):
            assert page.is_visible(f"a[data-tab={tab}]")


def test_what_stands_in_no_document_is_listed_and_leads_to_its_field(desk: Desk) -> None:
    text = desk.record.read_text(encoding="utf-8")
    desk.record.write_text(f"{text}texts:\n  给居民的信: 谁也没有用上的话。\n", encoding="utf-8")
    page = desk.ask("/b/hongxing/2025/finish-list").body.decode()
    assert "谁也没有用上的话" in page
    lead = desk.ask(re.findall(r'href="(/b/hongxing/2025/go[^"]+)"', page)[0])
    assert (lead.status, lead.headers["location"].partition("#")[0]) == (
        303,
        "/b/hongxing/2025/text/head",
    )
    desk.record.write_text(text, encoding="utf-8")


@pytest.mark.browser
def test_words_typed_before_the_module_is_there_are_saved(page: Any, desk: Desk) -> None:
    with late(page, f"{desk.address}/b/hongxing/2025/text/head", "year.js"):
        page.focus("textarea >> nth=0")
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("打得太早的一句。")
    page.wait_for_selector(SAVED)
    assert "打得太早的一句。" in written(desk)
