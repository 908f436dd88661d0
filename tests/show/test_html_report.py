"""The page a build leaves beside its documents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

from reportgen.build.messages import Outcome, Status
from reportgen.build.summary import Summary
from reportgen.build.targets import SourceId, Target
from reportgen.content.below import Below
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.show.html_report import MOST_BYTES, page
from reportgen.spans import Span

ODD = "文<b>&\"'{{ 1 }}"


def outcome(number: int, status: Status, *diagnostics: Diagnostic, crash: str = "") -> Outcome:
    target = Target("red", 2022, "summary", f"output/2022/red/{number}{ODD}.docx")
    return Outcome(target, status, diagnostics, seconds=number, size=2048, crash=crash)


def fault(code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, f"信息{ODD}", Span("content/a.yaml", 2, 3, 2), severity)


def noted(*faults: Diagnostic) -> dict[SourceId, dict[Diagnostic, None]]:
    return {SourceId("branch", "red"): dict.fromkeys(faults)}


def data_of(text: str) -> dict[str, Any]:
    """Return what the script of the page reads."""
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text)
    return json.loads(data)


def page_of(summary: Summary) -> str:
    return page(summary, lambda _: "一\n  二<三>&四\n", lambda path: path)


def headings(text: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", text)


def test_nothing_of_the_content_becomes_markup() -> None:
    summary = Summary(
        outcomes=[outcome(1, "written"), outcome(2, "failed", fault("a"))],
        faults=noted(fault("b"), fault("c", Severity.ADVICE)),
        orphans=[f"output/2022/red/{ODD}.docx"],
    )
    text = page_of(summary)
    assert "<b>&" not in text
    assert "<三>" not in text
    assert unescape(text).count(ODD) >= 3
    assert [row[3] for row in data_of(text)["faults"]] == [f"信息{ODD}"] * 2


def test_an_empty_build_says_that_nothing_had_to_be_made() -> None:
    text = page_of(Summary(run=3, workers=1))
    assert headings(text) == ["生成的"]
    assert "没有需要生成的" in text
    assert "已完成" in text


def test_each_sort_of_result_has_its_section() -> None:
    summary = Summary(
        run=3,
        workers=2,
        interrupted=True,
        outcomes=[
            *(outcome(number, "written") for number in range(21)),
            outcome(22, "crashed", crash="Traceback <x>"),
        ],
        faults=noted(fault("b"), fault("b"), fault("c", Severity.WARNING)),
        orphans=["output/a.docx", "output/b.docx"],
        removed=["output/b.docx"],
        broken=["red"],
    )
    text = page_of(summary)
    assert headings(text) == [
        "内容和模板里的问题",
        "没有生成的",
        "生成的",
        "最慢的",
        "已删除",
        "不再生成、仍在的文件",
    ]
    assert "2 个进程，被中断" in text
    assert "Traceback &lt;x&gt;" in text
    assert "1 个错误，1 个警告" in text
    assert text.count('href="') == 21 + 20


def test_a_link_leads_from_the_output_folder_to_the_document() -> None:
    text = page_of(Summary(outcomes=[outcome(1, "written")]))
    (link,) = re.findall(r'href="(.*?)"', text)
    assert link == "2022/red/1%E6%96%87%3Cb%3E%26%22%27%7B%7B%201%20%7D%7D.docx"


def test_the_gravest_faults_are_listed_where_there_is_no_room_for_all() -> None:
    faults = [
        replace(fault(f"code-{n}", Severity.WARNING), message="长" * 500) for n in range(4000)
    ]
    text = page_of(Summary(faults=noted(*faults, fault("grave"))))
    data = data_of(text)
    assert len(text.encode()) <= MOST_BYTES
    assert data["codes"][data["faults"][0][2]][0] == "grave"
    assert data["left"] == 4001 - len(data["faults"]) > 0


def test_faults_that_were_there_before_are_not_new() -> None:
    summary = Summary(
        run=2, earlier_run=1, faults=noted(fault("old"), fault("new")),
        earlier_faults={("branch/red", "error", "old"): 1, ("branch/gone", "error", "x"): 3},
    )  # fmt: skip
    text = page_of(summary)
    assert "与第 1 次相比，新出现 1 个错误，消除 3 个错误" in text
    assert sorted(row[5] for row in data_of(text)["faults"]) == [0, 1]


def test_a_committee_sums_up_all_branches_below_it() -> None:
    below = {
        "county": Below("示例县委", (), ("town", "lost")),
        "town": Below("示例镇党委", ("red", "blue"), ("county",)),
    }
    summary = Summary(
        run=2, earlier_run=1, below=below, faults=noted(fault("x"), fault("y")),
        outcomes=[outcome(1, "written"), outcome(2, "failed")],
        earlier_faults={("branch/blue", "error", "x"): 1},
    )  # fmt: skip
    rows = re.findall(r"<tr data-row=\d>(.*?)</tr>", page_of(summary))
    messages = [re.sub(r"<[^>]*>", " ", row).split() for row in rows]
    counts = ["2", "1", "0", "1", "2", "+1", "0"]
    assert messages == [["示例县委", *counts], ["示例镇党委", *counts]]
