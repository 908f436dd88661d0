"""The report of a province's build, 50,000 branches, as a browser opens it."""

from __future__ import annotations

import json
import random
import shutil
import time
from pathlib import Path

import pytest

from reportgen.build.messages import Outcome
from reportgen.build.summary import Summary
from reportgen.build.targets import SourceId, Target
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.show import json_report
from reportgen.show.html_report import MOST_BYTES, page
from reportgen.spans import Span

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
BRANCHES, TOWNS = 50_000, 100
_SAID = "学习安排避开了农忙，党员活动室上墙的制度与记录里写的不一致"
_CODES = ("unknown-key", "wrong-value", "too-few", "fact-conflict", "typography", "date-unplaced")


def _province(seed: int = 1) -> Summary:
    """Return a build of all branches: a third have warnings, one in twenty errors."""
    dice = random.Random(seed)
    summary = Summary(run=8, earlier_run=7, started=time.time(), seconds=14_000, workers=16)
    summary.runs = [
        {"id": n, "started": 1.8e9, "status": "done", "written": n, "fresh": 1, "failed": 0,
         "errors": n, "warnings": n} for n in range(8, 0, -1)
    ]  # fmt: skip
    earlier: dict[tuple[str, str, str], int] = {}
    for number in range(BRANCHES):
        source = SourceId("branch", f"town-{number % TOWNS:03}-branch-{number:05}")
        folder = f"output/2025/{source.name}"
        for kind, ending in (("report", "docx"), ("deck", "pptx")):
            target = Target(
                source.name, 2025, kind, f"{folder}/第{number}村党支部2025年度.{ending}"
            )
            status = "written" if number % 10 == 0 else "fresh"
            summary.outcomes.append(
                Outcome(target, status, seconds=0.2, size=90_000, reasons=("new",))
            )
            summary.sources[target.output] = source
        faults = []
        for severity, share in ((Severity.ERROR, 0.05), (Severity.WARNING, 0.33)):
            while dice.random() < share:
                code = dice.choice(_CODES)
                span = Span(f"content/branches/{source.name}/2025.yaml", dice.randrange(300), 5)
                faults.append(
                    Diagnostic(code, f"{_SAID}（{dice.randrange(10**6)}）", span, severity)
                )
                if dice.random() < 0.8:
                    key = (str(source), str(severity), code)
                    earlier[key] = earlier.get(key, 0) + 1
        if faults:
            summary.note(source, faults)
    summary.earlier_faults = earlier
    towns: dict[str, list[str]] = {f"town-{n:03}": [] for n in range(TOWNS)}
    for number in range(BRANCHES):
        town = f"town-{number % TOWNS:03}"
        towns[town].append(f"{town}-branch-{number:05}")
    summary.below = {
        "province": Below("示例省委", (), tuple(towns)),
        **{t: Below(f"示例第{t[5:]}镇党委", tuple(own), ()) for t, own in towns.items()},
    }
    return summary


@pytest.fixture(name="province", scope="module")
def _the_province() -> Summary:
    return _province()


@pytest.fixture(name="file", scope="module")
def _file(province: Summary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "build-report.html"
    file.write_text(page(province, lambda _: None, lambda path: path), encoding="utf-8")
    return file


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_report_of_fifty_thousand_branches_opens_at_once_and_is_filtered(
    province: Summary, file: Path
) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    assert file.stat().st_size <= MOST_BYTES
    errors = province.places(Severity.ERROR)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page()
        requests: list[str] = []
        view.on("request", lambda request: requests.append(request.url))
        troubles: list[str] = []
        view.on("pageerror", lambda error: troubles.append(str(error)))
        began = time.monotonic()
        view.goto(file.as_uri())
        view.wait_for_selector("#list pre")
        seconds = time.monotonic() - began
        assert seconds < 3, f"{seconds:.1f} s"
        assert view.locator("#list pre").count() == 100

        view.uncheck("#warning")
        view.wait_for_function("document.querySelectorAll('#list pre.warning').length === 0")
        assert f"符合的共 {errors} 条" in view.inner_text("#shown")
        view.check("#new")
        view.wait_for_function(
            f"!document.querySelector('#shown').textContent.includes('共 {errors} 条')"
        )
        new = int(view.inner_text("#shown").split("共 ")[1].split(" ")[0])
        assert 0 < new < errors
        assert view.locator("#list pre b.new").count() == min(100, new)

        view.uncheck("#new")
        view.wait_for_function(
            f"document.querySelector('#shown').textContent.includes('共 {errors} 条')"
        )
        view.locator("#committees tr", has_text="示例第007镇党委").click()
        heads = view.locator("#list h3").all_inner_texts()
        assert heads
        assert all("town-007-" in head for head in heads)
        view.select_option("#committee", "0")
        view.wait_for_function(
            f"document.querySelector('#shown').textContent.includes('符合的共 {errors} 条')"
        )

        some = next(iter(province.faults)).name
        view.check("#warning")
        view.fill("#words", some)
        view.wait_for_function(f"document.querySelector('#list h3').textContent.includes('{some}')")
        assert view.locator("#list h3").count() == 1
        assert requests == [file.as_uri()]
        assert troubles == []
        browser.close()


@pytest.mark.generated
def test_the_report_for_programs_has_every_branch_and_every_fault(province: Summary) -> None:
    report = json.loads(json.dumps(json_report.report(province, lambda path: path)))
    assert len(report["documents"]) == 2 * BRANCHES
    assert len(report["diagnostics"]) == sum(map(len, province.faults.values()))
    whole = report["committees"][0]
    assert whole["branches"] == BRANCHES
    assert whole["errors"] == province.places(Severity.ERROR)
    assert whole["written"] == BRANCHES // 10 * 2
