"""Headers and footers of any template stand on the pages of a preview, with the numbers of these pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support import documents, previews

from reportgen.content.loading import load
from reportgen.document.nodes import Report
from reportgen.theme.loading import load_theme
from reportgen.write.preview.fragments import Preview
from reportgen.write.preview.pages import preview_report
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults
from reportgen.write.word import laid_report

TEMPLATES = Path(__file__).parents[1] / "word" / "templates"


@cache
def _report() -> Report:
    (subject,) = load(documents.SUPPLIED, ["hefeng-works"]).select(["hefeng-works"], [2025])
    report = documents.composed("annual-report", subject).document
    assert isinstance(report, Report)
    return report


def preview(template: str = "") -> Preview:
    report = _report()
    theme = load_theme(documents.SUPPLIED, documents.FOLDER).word(report.format, report.palette)
    if template:
        own = (TEMPLATES / template).read_bytes()
        theme = replace(theme, reference=own, own_template=True)
    laid = laid_report(report, theme, documents.SUPPLIED.read)
    return preview_report(laid, PreviewPictures(), Faults.of(()))


def test_each_page_shows_its_number_between_dashes() -> None:
    numbers = [previews.texts(fragment)[-1] for fragment in preview().fragments]
    assert numbers == [f"— {number} —" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("office-red-head.docx", "中共和风街道工作委员会（示例）"),
        ("two-columns.docx", "某某单位党支部"),
    ],
)
def test_a_template_keeps_its_head_and_its_page_numbers(template: str, text: str) -> None:
    fragments = preview(template).fragments
    assert text in previews.texts(fragments[0])
    for fragment in fragments:
        assert previews.texts(fragment)[-1].strip("— ") == str(fragment.number)


def test_a_head_of_the_first_page_stands_on_no_other() -> None:
    heads = [
        "中共和风街道工作委员会（示例）" in previews.texts(fragment)
        for fragment in preview("office-red-head.docx").fragments
    ]
    assert heads == [True] + [False] * (len(heads) - 1)


def test_a_heading_that_numbers_itself_shows_its_number() -> None:
    texts = [
        text for page in preview("school-chapters.docx").fragments for text in previews.texts(page)
    ]
    assert any(text.startswith("第一章") for text in texts)
    assert any(text.startswith("第二章") for text in texts)
