"""Draw the pictures of `docs/desk.md`: the pages of the desk in Chromium, on a copy of the sample branch.

    python tools/make_desk_pictures.py

Needs Playwright and Debian's Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import sync_playwright
from pptx import Presentation

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.desks import Desk  # noqa: E402 - the path comes first

OUT = ROOT / "docs" / "desk"
#: name of a branch → what it wrote into its sheet of figures
RETURNED: dict[str, dict[str, object]] = {
    "和风社区": {},
    "和风中学": {"F6": 13},
    "和风村": {"F5": "一百来次", "F8": None, "F10": None, "C9": "党员人均集中学时", "F13": 96},
}
YEAR = "/b/example-community/2025"
TABLE = """\
  隐患:
    title: 隐患和矛盾分类处理情况
    head:
      - [类别, <, 2024年, <, 2025年, <, <]
      - [^, <, 发现, 办结, 发现, 办结, 结转]
    row_heads: 2
    sum_rows: [5, 9]
    rows:
      - [安全隐患（处）, 消防通道占用, 没统计, <, 31, 31, 0]
      - [^, 电动自行车违规充电, ^, <, 24, 24, 0]
      - [^, 楼道堆物, ^, <, 19, 19, 0]
      - [^, 用电线路老化, ^, <, 12, 9, 3]
      - [^, 小计, 64, 57, 86, 83, 3]
      - [矛盾纠纷（件）, 邻里, —, 没统计, —, 18, —]
      - [^, 物业, —, 没统计, —, 13, —]
      - [^, 家庭, —, 没统计, —, 10, —]
      - [^, 小计, —, 46, —, 41, —]
    note: 2024年没有分类登记；矛盾纠纷只登记化解数。
"""
COPIED = (
    "日期\t类别\t主题\t地点\t应到\t实到\r\n8.6\t支委会\t研究充电棚二期选址\t党员活动室\t5\t5\r\n"
    "2025年8月8日\t主题党日、志愿服务\t高温送清凉，慰问户外劳动者\t社区各楼院\t28\t25\r\n"
)


def shoot(page: Any, name: str) -> None:
    """Take a picture of a page."""
    page.wait_for_timeout(700)
    for place in page.query_selector_all(".bot .r span, .rt .sv"):
        # The folder is that of whoever draws the pictures.
        place.evaluate(
            "e => { e.lastChild.textContent = e.lastChild.textContent.replace(/\\/.*党建材料/, 'D:\\\\党建材料'); }"
        )
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").save(path, optimize=True)


def draw(page: Any, desk: Desk) -> None:
    """Go through the desk as `docs/desk.md` does, and take a picture at each stop."""

    def shot(name: str) -> None:
        shoot(page, name)

    def at(path: str, wait: str) -> None:
        page.goto(f"{desk.address}{path}")
        page.wait_for_selector(wait, timeout=60000)

    page.goto(desk.entrance)
    shot("first-run")
    at("/new-branch", "#name")
    page.fill("#name", "示例市红星村党支部")
    page.click("#next")
    page.fill("#year", "2025")
    page.click("#next")
    page.click("#way-own")
    page.fill("#chapters", "抓学习，思想上不掉队\n抓队伍，关键时顶得上\n办实事，群众看得见")
    shot("new-branch")
    at("/", "#open-sample")
    page.click("#open-sample")
    page.wait_for_url("**/text/head*")
    page.click("#outline >> text=充电进棚线下楼")
    page.wait_for_selector(".band", timeout=60000)
    text = page.locator("textarea[data-path$='\"text\"]']")
    text.fill(text.input_value().replace("充电端口48个", "充电端口46个"))
    page.keyboard.press("Control+s")
    page.wait_for_selector(".fault", timeout=60000)
    page.wait_for_selector("#pages text:has-text('46')", timeout=60000)
    page.wait_for_selector("#preview-state:has-text('随改随看')", timeout=60000)
    shot("editor")
    page.click("[data-show=deck]")
    page.wait_for_selector(".cur", timeout=60000)
    page.wait_for_selector("meter", timeout=60000)
    shot("editor-slides")
    page.click("#open-history")
    page.click(".ver >> nth=0")
    page.wait_for_selector(".card")
    shot("history")
    page.click("text=只换回这一处")
    page.wait_for_timeout(800)
    at(f"{YEAR}/figures", ".grid td")
    page.locator("tr", has=page.locator("td.c-label", has_text="整改隐患")).locator(
        "td.c-value"
    ).click()
    page.wait_for_selector(".wh li")
    shot("figures")
    page.keyboard.type("84处")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog")
    shot("figure-changed")
    page.click("text=不改了")
    at(f"{YEAR}/activities", ".grid td")
    page.click("td.c-title >> nth=3")
    shot("activities")
    page.evaluate_handle("document.activeElement").as_element().evaluate(
        "(field, text) => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }",
        COPIED,
    )
    page.wait_for_selector("dialog .ps")
    shot("paste")
    at(f"{YEAR}/plan", ".sheet-of-paper")
    page.click("[data-show=deck]")
    page.click("[data-path$='\"measure\"]'] >> nth=0")
    page.wait_for_selector(".cur", timeout=60000)
    shot("plan")
    at(f"{YEAR}/slides", ".thumb")
    page.click(".thumb:has-text('充电进棚线下楼')")
    page.wait_for_selector(".shows")
    page.click("#big >> text=自家的车先进棚")
    page.wait_for_selector("#slide-field input, #slide-field textarea")
    shot("slides")
    record = desk.folder / "content/branches/example-community/2025.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("signed: 2025-12-30", ""), encoding="utf-8"
    )
    at(f"{YEAR}/finish", ".sum")
    shot("finish")
    at("/", ".f1 .dot")
    page.wait_for_timeout(4000)
    shot("home")


def draw_lessons(page: Any, desk: Desk) -> None:
    """Take the pictures of a lesson and of a new one."""
    for name in ("lessons", "branches"):
        place = desk.folder / "content" / name
        shutil.copytree(ROOT / "content" / name, place, dirs_exist_ok=True)
    page.goto(f"{desk.address}/lesson/small-things/text/head")
    page.wait_for_selector("#pages .sheet-of-paper", timeout=60000)
    page.click("#outline >> text=公开在前")
    page.wait_for_selector("#pages .cur", timeout=60000)
    page.wait_for_selector("meter", timeout=60000)
    shoot(page, "lesson")
    page.goto(f"{desk.address}/new-lesson")
    page.fill("#topic", "建强“五型”支部\n凝聚“五力”合力")
    page.click("#ways >> text=五型")
    page.wait_for_selector(".toc", timeout=60000)
    page.click("[data-minutes='30']")
    page.wait_for_selector(".strip:has-text('30 分钟')", timeout=60000)
    page.wait_for_timeout(2000)
    shoot(page, "new-lesson")


def draw_parts(page: Any, desk: Desk) -> None:
    """Take the pictures of a table, of quotations and people, and of the styles."""
    shutil.copytree(ROOT / "content/branches", desk.folder / "content/branches", dirs_exist_ok=True)
    record = desk.folder / "content/branches/example-community/2025.yaml"
    text = record.read_text(encoding="utf-8").replace("\ntables:\n", f"\ntables:\n{TABLE}", 1)
    record.write_text(text.replace("tables: [overview]", "tables: [隐患]"), encoding="utf-8")
    page.goto(f"{desk.address}{YEAR}/tables/%E9%9A%90%E6%82%A3")
    page.click("td:has-text('没统计') >> nth=0")
    page.wait_for_selector("#deck-place .sheet-of-paper", timeout=60000)
    shoot(page, "table")
    page.goto(f"{desk.address}/b/example-waterworks/2025/people")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    page.click(".q")
    page.wait_for_selector("#deck-place .sheet-of-paper", timeout=60000)
    shoot(page, "people")
    template = desk.folder / "街道统一模板.pptx"
    Presentation().save(str(template))
    page.goto(f"{desk.address}{YEAR}/appearance")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    page.set_input_files("#unit-file", str(template))
    page.wait_for_selector(".tile", timeout=60000)
    page.wait_for_timeout(20000)
    shoot(page, "appearance")


def draw_workbooks(page: Any, desk: Desk) -> None:
    """Take the picture of a committee's workbooks, of which three came back."""
    content = desk.folder / "content"
    shutil.copytree(ROOT / "content/committees", content / "committees")
    page.goto(f"{desk.address}/committee/hefeng/2025/workbooks")
    page.fill("#until", "2026-01-05")
    page.click("#send .btn.pri")
    page.wait_for_selector(".undo-bar", timeout=60000)
    place = desk.folder / "returned"
    place.mkdir()
    for name, cells in RETURNED.items():
        (form,) = (desk.folder / "intake/2025/send").glob(f"{name}*.xlsx")
        book = load_workbook(form)
        sheet = next(page for page in book.worksheets if page.title.startswith("3 "))
        for cell, value in cells.items():
            sheet[cell] = value
        book.save(place / f"{name}2025填报.xlsx")
    record = content / "branches/hefeng-village/2025.yaml"
    text = record.read_text(encoding="utf-8").replace("value: 88次", "value: 90次")
    record.write_text(text, encoding="utf-8")
    page.set_input_files("#back", [str(path) for path in sorted(place.iterdir())])
    page.wait_for_selector("#one", timeout=60000)
    page.click(".st-t a:has-text('和风村')")
    page.wait_for_selector("#one h2:has-text('和风村')")
    page.evaluate("document.querySelectorAll('.undo-bar').forEach((bar) => bar.remove())")
    shoot(page, "workbooks")


def main() -> None:
    """Draw all pictures."""
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp()) / "党建材料"
    folder.mkdir()
    desk = Desk(folder)
    desk.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            draw(page, desk)
            draw_lessons(page, desk)
            draw_parts(page, desk)
            draw_workbooks(page, desk)
            browser.close()
    finally:
        desk.stop()
        shutil.rmtree(folder.parent, ignore_errors=True)


if __name__ == "__main__":
    main()
