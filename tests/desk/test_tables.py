"""The page of a table: joined cells, rows and columns, and what Excel and WPS copy."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from support.desks import RECORD, Desk, visit

from reportgen.desk.copied_tables import copied_table

TABLE = """\
tables:
  隐患:
    head:
      - [类别, 2024年, <]
      - [^, 发现, 办结]
    rows:
      - [消防通道, 31, "30"]   # 一季度补过
      - [楼道堆物, 19, 19]
      - [小计, 50, 49]
"""
PAGE = "/b/hongxing/2025/tables/%E9%9A%90%E6%82%A3"
SAVED = "#save-state:has-text('已保存')"
COPIED = """<html><head><style>.xl65{font-weight:700;background:#eee}.xl66{mso-number-format:0}</style></head><body><table>
<tr><td rowspan=2 class=xl65>类别</td><td colspan=2 class=xl65>2025年</td></tr><tr><td class=xl65>发现</td><td class=xl65>办结</td></tr>
<tr><td class=xl66>消防<br>通道</td><td colspan=2 class=xl66>没统计</td></tr><tr><td>小计</td><td>31</td><td>&nbsp;31 </td></tr></table></body></html>"""


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    text = RECORD.replace(
        "      - title: 学以致用\n", "      - title: 学以致用\n        tables: [隐患]\n"
    )
    desk.record.write_text(text + TABLE, encoding="utf-8")


def rows(desk: Desk) -> dict[str, Any]:
    return json.loads(desk.ask(f"{PAGE}/rows").body)  # type: ignore[no-any-return]


def save(desk: Desk, *edits: dict[str, Any]) -> int:
    content = {"file": "hongxing/2025", "edits": list(edits)}
    return desk.ask("/save", "POST", json.dumps(content).encode()).status


def table(desk: Desk, name: str = "隐患") -> dict[str, Any]:
    read = yaml.safe_load(desk.record.read_text(encoding="utf-8"))
    return read["tables"][name]  # type: ignore[no-any-return]


def test_each_cell_has_its_place_and_sums_that_agree_are_told(desk: Desk) -> None:
    known = rows(desk)
    assert [line["cells"] for line in known["head"]] == [
        ["类别", "2024年", "<"],
        ["^", "发现", "办结"],
    ]
    assert known["sums"] == ["31+19=50", "30+19=49"]
    assert known["aligns"] == ["左", "右", "右"]
    assert "回到这项工作" in desk.ask(PAGE).body.decode()
    assert desk.ask("/b/hongxing/2025/tables/none").status == 404


def test_a_cell_may_be_emptied_and_the_others_stay_where_they_are(desk: Desk) -> None:
    path = rows(desk)["rows"][1]["paths"][1]
    assert save(desk, {"operation": "set", "path": path, "base": "19", "value": ""}) == 200
    assert table(desk)["rows"][1] == ["楼道堆物", "", 19]
    assert rows(desk)["rows"][1]["paths"][1] == path
    assert "# 一季度补过" in desk.record.read_text(encoding="utf-8")


def test_two_cells_of_a_row_become_alike_and_are_still_told_apart(desk: Desk) -> None:
    first, second = rows(desk)["rows"][0]["paths"][1:]
    save(desk, {"operation": "set", "path": first, "base": "31", "value": "30"})
    save(desk, {"operation": "set", "path": second, "base": "30", "value": "29"})
    assert table(desk)["rows"][0] == ["消防通道", 30, "29"]


def test_what_excel_copies_is_read_with_joined_cells_heads_and_lines_of_a_cell() -> None:
    found = copied_table(COPIED)
    assert found
    assert found.rows == (
        ("类别", "2025年", "<"),
        ("^", "发现", "办结"),
        ("消防\n通道", "没统计", "<"),
        ("小计", "31", "31"),
    )
    assert (found.heads, found.merges) == (2, 3)


@pytest.mark.parametrize(
    ("html", "heads"),
    [
        ("<tr><th>甲<th>乙<tr><td>1<td>2", 1),
        ("<tr><td><b>甲</b></td><td><b>乙</b></td></tr><tr><td>1</td><td>2</td></tr>", 1),
        ("<tr><td style='background:#FFFFFF'>甲</td></tr><tr><td>1</td></tr>", 0),
        ("<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td>1<td>2<td>3", 2),
        ("<tr><th>甲</th></tr>", 0),
    ],
)
def test_heads_are_bold_filled_or_joined(html: str, heads: int) -> None:
    found = copied_table(f"<table>{html}</table>")
    assert found
    assert found.heads == heads
    assert copied_table("没有表") is None


@pytest.fixture
def sheet(page: Any, desk: Desk) -> Any:
    visit(page, f"{desk.address}{PAGE}")
    page.wait_for_selector(".joined td")
    return page


def counted(page: Any, selector: str, number: int) -> None:
    """Wait until so many elements are there."""
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(page.locator(selector)).to_have_count(number)


def copied(page: Any, html: str, text: str = "") -> None:
    """Paste as the browser does with what Excel has put on the clipboard."""
    page.evaluate(
        """([html, text]) => {const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));}""",
        [html, text],
    )


@pytest.mark.browser
def test_cells_are_joined_and_parted_and_no_word_is_dropped(sheet: Any, desk: Desk) -> None:
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.keyboard.press("Alt+m")
    sheet.click("text=都放进去")
    sheet.wait_for_selector("td[rowspan='2']:has-text('消防通道楼道堆物')")
    assert [row[0] for row in table(desk)["rows"]] == ["消防通道楼道堆物", "^", "小计"]
    sheet.keyboard.press("Alt+Shift+m")
    counted(sheet, ".joined tbody tr:nth-child(4) td", 3)
    assert [row[0] for row in table(desk)["rows"]] == ["消防通道楼道堆物", "", "小计"]
    sheet.click("td:has-text('类别')")
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.keyboard.press("Alt+m")
    assert "表头和下面的格不能合并" in sheet.inner_text(".undo-bar")


@pytest.mark.browser
def test_rows_and_columns_come_and_go_through_joined_cells(sheet: Any, desk: Desk) -> None:
    sheet.click("td:has-text('发现')")
    sheet.click("text=右加列")
    counted(sheet, ".joined thead th", 5)
    assert table(desk)["head"] == [["类别", "2024年", "<", "<"], ["^", "发现", "", "办结"]]
    sheet.click("text=删列")
    counted(sheet, ".joined thead th", 4)
    sheet.click("td:has-text('楼道堆物')")
    sheet.click("text=上加行")
    counted(sheet, ".joined tbody tr", 6)
    sheet.keyboard.type("用电线路")
    sheet.keyboard.press("Tab")
    sheet.wait_for_selector("td:has-text('用电线路')")
    sheet.wait_for_timeout(400)
    assert [row[0] for row in table(desk)["rows"]] == ["消防通道", "用电线路", "楼道堆物", "小计"]
    sheet.click("text=1 行")
    assert "从表头合并到了下面" in sheet.inner_text(".undo-bar")
    sheet.click("#undo")
    sheet.click("#undo")
    counted(sheet, ".joined tbody tr", 5)
    assert [row[0] for row in table(desk)["rows"]] == ["消防通道", "楼道堆物", "小计"]


@pytest.mark.browser
def test_a_row_is_marked_as_a_sum_and_stays_so_where_rows_come_and_go(
    sheet: Any, desk: Desk
) -> None:
    sheet.click("td:has-text('小计')")
    sheet.keyboard.press("Alt+=")
    sheet.wait_for_selector("tr.total td:has-text('小计')")
    sheet.wait_for_selector("#sum-row[aria-pressed=true]")
    assert table(desk)["sum_rows"] == [3]
    sheet.click("td:has-text('楼道堆物')")
    sheet.click("text=上加行")
    counted(sheet, ".joined tbody tr", 6)
    assert table(desk)["sum_rows"] == [4]
    sheet.click("text=删行")
    counted(sheet, ".joined tbody tr", 5)
    assert table(desk)["sum_rows"] == [3]
    sheet.click("td:has-text('小计')")
    sheet.click("#sum-row")
    counted(sheet, "tr.total", 0)
    assert "sum_rows" not in table(desk)
    sheet.click("#undo")
    sheet.wait_for_selector("tr.total")


@pytest.mark.browser
def test_a_marked_sum_that_is_none_is_a_fault_with_both_values(sheet: Any) -> None:
    sheet.click("td:has-text('小计')")
    sheet.click("#sum-row")
    sheet.wait_for_selector("tr.total")
    sheet.keyboard.press("Tab")
    sheet.keyboard.type("51")
    sheet.keyboard.press("Enter")
    fault = sheet.wait_for_selector("#table-faults >> text=各项相加是 50")
    assert "“51”" in fault.inner_text()
    sheet.wait_for_selector("td.bad:has-text('51')")


@pytest.mark.browser
def test_columns_that_name_the_rows_follow_their_columns(sheet: Any, desk: Desk) -> None:
    sheet.click("#row-heads >> text=1 列")
    sheet.wait_for_selector("td.name:has-text('消防通道')")
    assert table(desk)["row_heads"] == 1
    sheet.click("text=删列")
    sheet.wait_for_selector("#row-heads [data-row-heads='0'][aria-checked=true]")
    assert "row_heads" not in table(desk)


@pytest.mark.browser
def test_a_new_table_takes_what_excel_copied_whole(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}/b/hongxing/2025/text/head")
    page.click("#outline >> text=学在平常")
    page.wait_for_selector("[data-form=work]")
    page.click("[data-unfold$='\"tables\"]']")
    page.click("text=新建表格")
    page.keyboard.type("分类情况")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tables/*")
    page.wait_for_selector(".joined td.act")
    copied(page, COPIED)
    page.wait_for_selector(".took:has-text('认出 2 行表头、3 处合并、1 行小计')")
    made = table(desk, "分类情况")
    assert made["sum_rows"] == [2]
    assert made["head"] == [["类别", "2025年", "<"], ["^", "发现", "办结"]]
    assert made["rows"] == [["消防\n通道", "没统计", "<"], ["小计", 31, 31]]
    assert page.locator("td.none:has-text('没统计')").get_attribute("colspan") == "2"
    page.click("text=不要合并，只要字")
    counted(page, ".joined [colspan], .joined [rowspan]", 0)
    page.click("td:has-text('小计')")
    copied(page, "", "甲\t乙\r\n丙\t丁\r\n")
    page.click("dialog button:has-text('添 1 行')")
    page.wait_for_selector("td:has-text('丁')")
    assert table(desk, "分类情况")["rows"][1:] == [["甲", "乙", 31], ["丙", "丁", ""]]
    page.keyboard.press("Escape")
    page.wait_for_url("**/text/*")
    page.wait_for_selector("text=打开这张表")


@pytest.mark.browser
def test_the_pages_and_slides_of_a_table_follow_what_is_written(sheet: Any) -> None:
    sheet.wait_for_selector("#deck-place .sheet-of-paper", timeout=60000)
    sheet.click("td:has-text('楼道堆物')")
    sheet.keyboard.type("飞线充电")
    sheet.keyboard.press("Enter")
    sheet.wait_for_selector(SAVED)
    sheet.wait_for_selector("#report-place >> text=飞线充电")


def test_a_unit_of_the_head_that_stands_in_a_cell_too_is_told(desk: Desk) -> None:
    text = desk.record.read_text(encoding="utf-8").replace("发现, 办结]", "发现（处）, 办结]")
    desk.record.write_text(
        text.replace("[楼道堆物, 19, 19]", "[楼道堆物, 19处, 19处]"), encoding="utf-8"
    )
    assert rows(desk)["twice"] == ["19处"]
