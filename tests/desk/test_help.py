"""What helps to begin and to end: last year's titles, events that become works, what is not used, printing."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from support.desks import RECORD, Desk, visit

BASE = "/b/hongxing/2025"
LAST = """\
year: 2024
chapters:
  - title: 办实事
    works:
      - {title: 修好路灯, text: 修好了村口的路灯。}
      - {title: 走访老人}
"""


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    events = "events:\n  - {date: 3月5日, kinds: [志愿服务], title: 清理河道}\n  - {date: 5月1日, kinds: [主题党日], title: 五四座谈}\n"
    desk.record.write_text(RECORD + events, encoding="utf-8")
    (desk.record.parent / "2024.yaml").write_text(LAST, encoding="utf-8")


def chapters(desk: Desk) -> list[dict[str, Any]]:
    read = yaml.safe_load(desk.record.read_text(encoding="utf-8"))
    return read["chapters"]  # type: ignore[no-any-return]


def test_the_pages_are_printed_as_they_are_shown(desk: Desk) -> None:
    for show, medium in (("report", "pages"), ("deck", "slides")):
        markup = desk.ask(f"{BASE}/print/{show}").body.decode()
        assert f'<body class="{medium}">' in markup
        assert markup.count('<div class="sheet">') >= 1
        assert "学在平常" in markup
    assert desk.ask(f"{BASE}/print/none").status == 404


def test_a_new_branch_may_have_the_chapters_of_a_record(desk: Desk) -> None:
    markup = desk.ask("/new-branch").body.decode()
    assert "红星村党支部 2025 年" in markup
    assert "[&#34;抓学习&#34;, &#34;办实事&#34;]" in markup


@pytest.mark.browser
def test_an_empty_chapter_takes_last_years_titles_or_events_of_the_log(
    page: Any, desk: Desk
) -> None:
    visit(page, f"{desk.address}{BASE}/text/head")
    page.click("#outline >> text=办实事")
    page.wait_for_selector("[data-form=chapter]")
    page.click("text=照去年的写")
    page.wait_for_selector(".work:has-text('走访老人')")
    assert chapters(desk)[1]["works"] == [{"title": "修好路灯"}, {"title": "走访老人"}]
    page.click("text=从活动记录里挑")
    page.fill("dialog input[type=search]", "河道")
    page.check("dialog li:visible input")
    page.click("dialog >> text=添上")
    page.wait_for_selector(".work:has-text('清理河道')")
    assert chapters(desk)[1]["works"][-1] == {"title": "清理河道"}


@pytest.mark.browser
def test_a_new_branch_is_made_like_last_years(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}/new-branch")
    page.fill("#name", "示例市红光村党支部")
    page.click("#next")
    page.fill("#year", "2026")
    page.click("#next")
    page.click("#way-last")
    assert page.is_disabled("#next")
    page.select_option("#last", index=1)
    page.click("#next")
    page.click("#next")
    page.wait_for_url("**/text/head*")
    record = next(desk.folder.glob("content/branches/branch-*/2026.yaml"))
    assert [c["title"] for c in yaml.safe_load(record.read_text(encoding="utf-8"))["chapters"]] == [
        "抓学习",
        "办实事",
    ]


def test_the_rows_of_a_ledger_are_taken_into_the_record_in_one_step(desk: Desk) -> None:
    ledger = "日期,类别,主题,应到,实到\n3月5日,主题党日,学习,9,8\n4月6日,支委会,研究工作,3,3\n"
    (desk.record.parent / "台账.csv").write_text(ledger, encoding="utf-8")
    text = (
        RECORD
        + "events:\n  - {date: 5月1日, kinds: [主题党日], title: 五四座谈}\nledger: {file: 台账.csv}\n"
    )
    desk.record.write_text(text, encoding="utf-8")
    before = json.loads(desk.ask(f"{BASE}/activities-rows").body)["rows"]
    edits = json.loads(desk.ask(f"{BASE}/ledger-edits").body)["edits"]
    content = {"file": "hongxing/2025", "edits": edits}
    saved = desk.ask("/save", "POST", json.dumps(content).encode())
    assert saved.status == 200
    after = json.loads(desk.ask(f"{BASE}/activities-rows").body)["rows"]
    assert [row["cells"] for row in after] == [row["cells"] for row in before]
    assert [row["locked"] for row in after] == [False] * 3
    assert "ledger" not in yaml.safe_load(desk.record.read_text(encoding="utf-8"))
    undo = {"file": "hongxing/2025", "edits": json.loads(saved.body)["inverse"]}
    assert desk.ask("/save", "POST", json.dumps(undo).encode()).status == 200
    assert yaml.safe_load(desk.record.read_text(encoding="utf-8")) == yaml.safe_load(text)


@pytest.mark.browser
def test_the_counts_in_the_foot_list_what_is_doubted_and_a_doubt_is_accepted(
    page: Any, desk: Desk
) -> None:
    visit(page, f"{desk.address}/b/hongxing/2025/text/head")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    page.click("#count-warning")
    page.click("dialog >> text=没有写存在的问题")
    page.wait_for_url("**/plan*")
    page.click(".fault:has-text('没有写存在的问题') >> text=确实如此")
    page.wait_for_selector(".fault:has-text('没有写存在的问题')", state="detached", timeout=60000)
    assert "finding: 没有写存在的问题" in desk.record.read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_preview_is_made_wider_by_keys_and_stays_so(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}/b/hongxing/2025/text/head")
    page.focus("#preview-width")
    page.keyboard.press("ArrowLeft")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.get_attribute("#preview-width", "aria-valuenow") == "504"
    assert page.locator("#preview").bounding_box()["width"] == 504
