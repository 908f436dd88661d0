"""A cover stands before the first page; a summary in colour opens its report."""

from __future__ import annotations

from lxml import etree
from support import composing, documents
from support.branch_documents import library

from reportgen.document.nodes import Report
from reportgen.write.package import members_of
from reportgen.write.word.markup import W

RECORD = """\
figures: {走访: {value: 12户, highlight: true}, 修路: {value: 3公里, highlight: true}}
problems: [{name: 缺人手}]
"""


def body(branch: str) -> etree._Element:
    """Return the body of the annual report of a branch."""
    year = library(RECORD, branch).years["green", 2025]
    report = documents.composed("annual-report", year).document
    assert isinstance(report, Report)
    data = {m.name: m.data for m in members_of(composing.written(report)).values()}
    return etree.fromstring(data["word/document.xml"])[0]


def texts(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{{{W}}}t"))


def test_a_cover_is_a_section_without_a_page_number() -> None:
    first, *_ = body("cover: true\n")
    assert "青山村党支部" in texts(first)
    assert first.find(f".//{{{W}}}sectPr") is not None
    assert first.find(f".//{{{W}}}footerReference") is None


def test_only_who_asks_for_a_cover_has_one() -> None:
    assert body("").find(f".//{{{W}}}pPr/{{{W}}}sectPr") is None


def test_a_summary_opens_a_report_in_colour_and_an_official_one_has_its_figures_alone() -> None:
    coloured, official = texts(body("")), texts(body("format: gbt9704\n"))
    assert coloured.index("一图读懂") < coloured.index("一年来，")
    assert "1项：缺人手" in coloured
    assert "一图读懂" not in official
    assert official.index("一年来，") < official.index("走访")
