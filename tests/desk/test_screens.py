"""Every screen of the desk: labels, contrast, focus, narrow windows, the policy of the page, its weight."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from support.desks import COMMITTEE, LESSON, RECORD, ROOT, Desk, visit

from reportgen.desk.page_code import as_sent, files

STATIC = ROOT / "reportgen/desk/static"
BASE = "/b/hongxing/2025"
SCREENS = (
    "/", "/new-branch", "/new-year/hongxing", f"{BASE}/text/head", f"{BASE}/text/branch", f"{BASE}/figures", f"{BASE}/activities",
    f"{BASE}/plan", f"{BASE}/slides", f"{BASE}/finish", f"{BASE}/people", f"{BASE}/appearance", f"{BASE}/tables/%E8%A1%A8",
    "/new-lesson", "/lesson/lamps/text/head", "/lesson/lamps/text/i2", "/lesson/lamps/text/sources",
    "/committee/street/2025/workbooks", "/committee/street/2025/documents",
)  # fmt: skip
MORE = """\
tables:
  表:
    head: [项目, 数]
    rows: [[甲, 31], [乙, 没统计]]
problems:
  - {name: 年轻党员参与不够, measure: 每月一次}
events:
  - {date: 2025-03-05, kinds: [主题党日], title: 学习, place: 活动室, due: 9, present: 8}
  - {date: 2025-03-06, kinds: [支部党员大会, 支委会, 党小组会, 党课], title: 换届, place: 活动室}
  - {date: 2025-03-07, kinds: [组织生活会, 民主评议党员, 谈心谈话, 志愿服务], title: 评议, place: 活动室}
"""
#: compressed bytes: all JavaScript in one, all stylesheets, the JavaScript that one page loads
MOST_SCRIPT, MOST_STYLE, MOST_SCRIPT_OF_PAGE = 60_000, 30_000, 40_000

FAULTS = """() => {
  const said = [];
  const shown = (one) => { const box = one.getBoundingClientRect(); return box.width > 0 && box.height > 0 && getComputedStyle(one).visibility !== "hidden" && !one.closest("[hidden], [inert], .sr, .skip, .shared"); };
  const name = (one) => (one.getAttribute("aria-label") || (one.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("")
    || [...(one.labels ?? [])].map((label) => label.textContent).join("") || (one.matches("input, select, textarea") ? "" : one.textContent) || one.title || "").trim();
  const what = (one) => `${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""}.${[...one.classList].join(".")} “${(one.textContent || one.value || "").trim().slice(0, 20)}”`;
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=radio], [role=tab]")) {
    if (shown(one) && !name(one)) said.push("没有名称：" + what(one));
  }
  const ids = [...document.querySelectorAll("[id]")].filter((one) => !one.closest("svg, .sheet-of-paper, .paper")).map((one) => one.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) said.push("同一个 id：" + id);
  if (document.documentElement.lang !== "zh-CN") said.push("没有写语言");
  if (document.querySelectorAll("main").length !== 1) said.push("main 不是一个");
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => { for (let at = one; at; at = at.parentElement) { const {backgroundColor, backgroundImage} = getComputedStyle(at); if (backgroundImage !== "none") return null; const own = channels(backgroundColor); if (own.length === 3 || own[3] === 1) return own; if (own[3] > 0) return null; } return [255, 255, 255]; };
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg, .sheet-of-paper, .paper, :disabled, [aria-disabled=true]") || !shown(one)) continue;
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    const look = getComputedStyle(one), ground = behind(one), ink = channels(look.color);
    if (!ground || ink[3] === 0 || Number(look.opacity) < 1) continue;
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    const size = parseFloat(look.fontSize), least = size >= 24 || (size >= 18.66 && Number(look.fontWeight) >= 700) ? 3 : 4.5;
    if ((a + 0.05) / (b + 0.05) < least - 0.01) said.push(`对比度 ${((a + 0.05) / (b + 0.05)).toFixed(2)}：` + what(one));
    if (size < 11.9) said.push(`字太小 ${size}：` + what(one));
  }
  return [...new Set(said)];
}"""

CLIPPED = """() => {
  const said = [];
  const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  if (document.documentElement.scrollWidth > width + 1) said.push(`整页横着滚：${document.documentElement.scrollWidth} > ${width}`);
  const scrolls = (one, axis) => ["auto", "scroll"].includes(getComputedStyle(one)[axis === "x" ? "overflowX" : "overflowY"]);
  for (const one of document.querySelectorAll("a[href], button, input:not([type=file]), select, textarea, summary")) {
    if (one.closest("[hidden], [inert], .sr, .skip, .shared, #outline, svg, .cell-editor, details:not([open]) > :not(summary)") || one.matches(".cell-editor")) continue;
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(one).visibility === "hidden") continue;
    let cut = "";
    for (let at = one.parentElement, x = false, y = false; at && !cut; at = at.parentElement) {
      x ||= scrolls(at, "x"); y ||= scrolls(at, "y");
      const look = getComputedStyle(at), frame = at.getBoundingClientRect();
      if (at === document.body || at === document.documentElement) {
        if (!x && (box.left < -1 || box.right > width + 1)) cut = "窗口";
        if (!y && (box.top < -1 || box.bottom > height + 1) && look.overflowY === "hidden") cut = "窗口";
        continue;
      }
      if (!x && look.overflowX === "hidden" && (box.left < frame.left - 1 || box.right > frame.right + 1)) cut = at.className || at.tagName;
      if (!y && look.overflowY === "hidden" && (box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) cut = at.className || at.tagName;
    }
    if (!cut && !one.matches("[type=checkbox], [type=radio]")) {
      one.scrollIntoView({block: "center", inline: "nearest"});
      const now = one.getBoundingClientRect(), [x, y] = [now.left + now.width / 2, now.top + Math.min(now.height, height) / 2];
      const top = document.elementFromPoint(x, y);
      if (top && !one.contains(top) && !top.contains(one) && !top.closest("label")?.contains(one) && !top.matches(".cell-editor")) cut = `被 ${top.tagName.toLowerCase()}.${top.className} 盖住`;
      if (!top) cut = "滚不到";
    }
    if (cut) said.push(`够不着（${cut}）：${one.tagName.toLowerCase()}#${one.id}.${one.className} “${(one.textContent || one.value || "").trim().slice(0, 16)}”`);
  }
  return said;
}"""


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    desk.record.write_text(RECORD + MORE, encoding="utf-8")
    for folder, name, text in (("lessons", "lamps", LESSON), ("committees", "street", COMMITTEE)):
        place = desk.folder / "content" / folder
        place.mkdir(exist_ok=True)
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")


def opened(page: Any, desk: Desk, path: str) -> None:
    visit(page, f"{desk.address}{path}")
    page.wait_for_load_state("networkidle")


@pytest.mark.browser
@pytest.mark.parametrize("path", SCREENS)
def test_all_that_can_be_used_has_a_name_and_all_that_is_read_has_contrast(
    page: Any, desk: Desk, path: str
) -> None:
    opened(page, desk, path)
    assert page.evaluate(FAULTS) == []


@pytest.mark.browser
@pytest.mark.parametrize("path", SCREENS)
def test_nothing_is_out_of_reach_in_a_small_window_and_at_twice_the_size(
    page: Any, desk: Desk, path: str
) -> None:
    for width, height in ((1024, 768), (720, 450), (800, 600)):  # 720 × 450 is 1440 × 900 at 200 %
        page.set_viewport_size({"width": width, "height": height})
        opened(page, desk, path)
        assert page.evaluate(CLIPPED) == [], f"{width} × {height}"


@pytest.mark.browser
@pytest.mark.parametrize("path", SCREENS)
def test_the_tab_key_goes_through_every_screen_and_the_focus_is_seen(
    page: Any, desk: Desk, path: str
) -> None:
    opened(page, desk, path)
    seen: set[str] = set()
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        mark, is_seen = page.evaluate(
            """() => {const one = document.activeElement; if (!one || one === document.body) return ["", true];
            const look = getComputedStyle(one), box = one.getBoundingClientRect();
            const around = look.outlineStyle !== "none" || look.boxShadow !== "none" || one.matches(".cell-editor");
            return [`${one.tagName}#${one.id} ${(one.textContent ?? "").trim().slice(0, 12)} ${Math.round(box.left)},${Math.round(box.top)}`, around];}"""
        )
        seen.add(mark)
        if not is_seen:
            unseen.append(mark)
    assert unseen == []
    assert len(seen) > 4


def sent(desk: Desk, name: str) -> int:
    answer = desk.ask(f"/static/{name}", Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body)
    return len(answer.body)


def modules_of(name: str) -> set[str]:
    """Return a module with those that it imports at once, and theirs."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            text = (STATIC / name).read_text(encoding="utf-8")
            waiting += re.findall(r'^import [^;]*"\./([\w-]+\.js)"', text, re.MULTILINE)
    return found


def test_the_page_code_weighs_little_and_is_sent_compressed(desk: Desk) -> None:
    code = b"".join(files()[path.name].plain for path in sorted(STATIC.glob("*.js")))
    assert len(gzip.compress(code)) <= MOST_SCRIPT
    assert sum(sent(desk, path.name) for path in STATIC.glob("*.css")) <= MOST_STYLE
    templates = ROOT / "reportgen/desk/templates"
    tabs = {
        match[1]
        for path in templates.glob("*.j2")
        if (match := re.search(r"block module %}(\w+)", path.read_text(encoding="utf-8")))
    }
    assert {"tables", "people", "activities"} <= tabs
    always = modules_of("year.js") | modules_of("menu.js") | modules_of("history.js")
    for tab in tabs:
        weight = sum(sent(desk, name) for name in always | modules_of(f"{tab}.js"))
        assert weight <= MOST_SCRIPT_OF_PAGE, f"{tab}: {weight} bytes"


def test_a_page_loads_only_the_modules_of_its_own() -> None:
    """Modules of one tab are loaded by that tab alone: year.js imports them when they are wanted."""
    at_once = modules_of("year.js")
    own = {
        "tables.js",
        "people.js",
        "appearance.js",
        "figures.js",
        "activities.js",
        "grid.js",
        "slides.js",
        "finish.js",
        "history.js",
        "menu.js",
        "views.js",
    }
    assert not at_once & own
    assert sum(len(files()[name].compressed) for name in at_once) < 25_000


def test_a_module_is_sent_without_its_comments() -> None:
    text = '// One.\n\n/** @type {string} */\nconst a = /** @type {any} */ ("http://b");\n  // two\n  go(a); // kept\n'
    assert as_sent(text) == 'const a = ("http://b");\ngo(a); // kept\n'
    for path in STATIC.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not [line for line in source.splitlines() if line.count("`") % 2], path.name


def test_no_page_has_script_or_style_in_it() -> None:
    """The policy of the pages forbids both; a template that had one would show it in one browser only."""
    for path in Path(ROOT / "reportgen/desk/templates").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'\sstyle="|<style|\son[a-z]+="|<script(?![^>]*src=)', text), path.name


@pytest.mark.browser
def test_a_thousand_activities_are_scrolled_and_pasted_without_a_stall(
    page: Any, desk: Desk
) -> None:
    lines = "".join(
        f"  - {{date: 2025-{n % 12 + 1:02}-{n % 28 + 1:02}, kinds: [志愿服务], title: 第{n}次, place: 广场, present: {n % 30}}}\n"
        for n in range(1000)
    )
    desk.record.write_text(f"{RECORD}events:\n{lines}", encoding="utf-8")
    visit(page, f"{desk.address}{BASE}/activities")
    page.wait_for_selector(".grid tr:nth-child(1000)", timeout=60000)
    page.wait_for_selector("body[data-faults]", timeout=120000)
    stalls = page.evaluate(
        """async () => {
        const place = document.querySelector("#grid"), frames = [];
        let last = performance.now();
        for (let i = 0; i < 60; i++) {
          place.scrollTop += 400;
          await new Promise(requestAnimationFrame);
          const now = performance.now(); frames.push(now - last); last = now;
        }
        frames.sort((a, b) => a - b);
        return [frames[30], frames[57]];}"""
    )
    assert stalls[0] < 60
    assert stalls[1] < 250
    page.evaluate("document.querySelector('#grid').scrollTop = 0")
    page.click(".grid td[data-column=place] >> nth=3")
    took = page.evaluate(
        """async () => {
        const editor = document.activeElement, start = performance.now();
        for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]) editor.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        return (performance.now() - start) / 5;}"""
    )
    assert took < 50
    rows = "\n".join(f"2025-06-{n % 28 + 1:02}\t志愿服务\t新的{n}\t广场" for n in range(50))
    page.evaluate("text => navigator.clipboard.writeText(text)", rows)
    page.keyboard.press("Control+v")
    page.wait_for_selector("dialog .ps", timeout=30000)
    assert page.locator("dialog .ps tr").count() > 50
