"""The page a build leaves beside its documents."""

from __future__ import annotations

import re
from html import unescape

from reportgen.build.messages import Outcome, Status
from reportgen.build.summary import Summary
from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.show.html_report import page
from reportgen.spans import Span

ODD = "文<b>&\"'{{ 1 }}"


def outcome(number: int, status: Status, *diagnostics: Diagnostic, crash: str = "") -> Outcome:
    target = Target("red", 2022, "summary", f"output/2022/red/{number}{ODD}.docx")
    return Outcome(target, status, diagnostics, seconds=number, size=2048, crash=crash)


def fault(code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, f"信息{ODD}", Span("content/a.yaml", 2, 3, 2), severity)


def page_of(summary: Summary) -> str:
    return page(summary, lambda _: "一\n  二<三>&四\n", lambda path: path)


def headings(text: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", text)


def test_nothing_of_the_content_becomes_markup() -> None:
    summary = Summary(
        outcomes=[outcome(1, "written"), outcome(2, "failed", fault("a"))],
        diagnostics=[fault("b"), fault("c", Severity.ADVICE)],
        orphans=[f"output/2022/red/{ODD}.docx"],
    )
    text = page_of(summary)
    assert "<b>&" not in text
    assert "<三>" not in text
    assert unescape(text).count(ODD) >= 5


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
        diagnostics=[fault("b"), fault("b"), fault("c", Severity.WARNING)],
        orphans=["output/a.docx", "output/b.docx"],
        removed=["output/b.docx"],
        broken=["red"],
    )
    text = page_of(summary)
    assert headings(text) == [
        "没有生成的",
        "内容和模板里的问题",
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


def test_a_page_with_very_many_faults_refers_to_the_full_report() -> None:
    text = page_of(Summary(diagnostics=[fault(f"code-{number}") for number in range(301)]))
    assert "共 301 条，其余见 build-report.json" in text
    assert "code-299" in text
    assert "code-300" not in text
