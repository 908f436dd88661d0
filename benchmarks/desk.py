"""`python -m benchmarks.desk`: how long a user of the desk waits, measured in a real browser.

A desk of its own serves a copy of the samples; Chromium types into the title of a work as somebody does
who thinks between two words, so that saves, searches for faults and drawings of the preview meet.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.content import ROOT, SAMPLE, YEAR

#: a character that no text of the sample has
_MARK = "蘅"
_TITLE = "input[data-path$='\"title\"]']"
#: the page keeps, as window.waited, what resolves once the preview shows the mark or shows it no more
_WATCH = """([mark, shown]) => {
  const pages = document.getElementById("pages");
  window.waited = new Promise((resolve) => {
    let began = 0;
    document.activeElement.addEventListener("input", () => { began = performance.now(); }, {once: true});
    const watcher = new MutationObserver(() => {
      if (began && pages.textContent.includes(mark) === shown) {
        watcher.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began), 0));
      }
    });
    setTimeout(() => resolve(20000), 20000);
    watcher.observe(pages, {childList: true, subtree: true});
  });
}"""


def main() -> None:
    """Measure and print a line for each budget."""
    parser = argparse.ArgumentParser(prog="benchmarks.desk", description=__doc__)
    parser.add_argument("--keys", type=int, default=20, help="changes for each document")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="reportgen-desk-") as name:
        place = Path(name)
        shutil.copytree(ROOT / "content", place / "content", ignore=shutil.ignore_patterns("*.py"))
        (place / "templates").symlink_to(ROOT / "templates")
        with _desk(place) as entrance, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            _measure(browser, entrance, options.keys)
            browser.close()


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """Yield the address at which a desk of `folder` is entered."""
    command = [sys.executable, "-m", "reportgen", "desk", "--no-browser", "--port", "0", "."]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        entrance = ""
        while "/start?k=" not in entrance:
            entrance = running.stdout.readline()
        try:
            yield entrance[entrance.index("http") :].strip()
        finally:
            running.terminate()


def _measure(browser: Any, entrance: str, keys: int) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    _print("first page", [_opened(page, entrance)], 500)
    year = f"{entrance.partition('/start')[0]}/b/{SAMPLE.name}/{YEAR}"
    _print("the editor of a year", [_opened(page, f"{year}/text/head") for _ in range(3)], 500)
    saves: list[float] = []
    faults: list[float] = []
    page.on("requestfinished", lambda request: _note(request, saves, faults))
    page.click("#outline [data-path*=works]")
    page.wait_for_selector("[data-form=work]")
    for document in ("report", "deck"):
        page.click(f"[data-show={document}]")
        page.wait_for_selector(f"#pages[data-medium={'slides' if document == 'deck' else 'pages'}]")
        page.wait_for_timeout(3000)
        _print(f"key -> preview, {document}", [_key(page, turn) for turn in range(keys)], 500)
    page.wait_for_timeout(3000)
    _print("save", saves, 150)
    _print("save -> faults of report and deck", faults, 1000)


def _opened(page: Any, address: str) -> float:
    """Return the milliseconds until a page is there and drawn."""
    page.goto(address)
    return float(
        page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    )


def _key(page: Any, turn: int) -> float:
    """Return the milliseconds from a change of the title until the preview shows it."""
    is_typed = turn % 2 == 0
    page.focus(_TITLE)
    page.keyboard.press("End")
    page.evaluate(_WATCH, [_MARK, is_typed])
    if is_typed:
        page.keyboard.insert_text(_MARK)
    else:
        page.keyboard.press("Backspace")
    waited = float(page.evaluate("window.waited"))
    # Sometimes before the save, sometimes while faults are looked for, sometimes long after.
    page.wait_for_timeout((300, 1300, 2200, 4500)[turn % 4])
    return waited


def _note(request: Any, saves: list[float], faults: list[float]) -> None:
    timing = request.timing
    if request.url.endswith("/save"):
        saves.append(timing["responseEnd"] - timing["requestStart"])
    elif request.url.endswith("/faults"):
        # The page waits a moment after a save, in case another follows.
        faults.append(timing["responseEnd"] - timing["requestStart"] + 200)


def _print(what: str, milliseconds: list[float], goal: int) -> None:
    values = sorted(milliseconds)
    if not values:
        print(f"{what}: not measured", flush=True)
        return
    late = values[min(len(values) - 1, round(0.95 * len(values)))]
    median = statistics.median(values)
    print(
        f"{what}: {median:.0f} ms, p95 {late:.0f}, {len(values)} times  [goal {goal}]", flush=True
    )


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all")
