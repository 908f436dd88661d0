"""No page of a sample document, but the last, is left a third empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import documents

from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import AttachmentPage, Report
from reportgen.theme.loading import load_theme
from reportgen.write.slide_drawing import SlideDrawings
from reportgen.write.word import LaidReport, laid_report

KINDS = tuple(kind for kind, each in documents.kinds().items() if each.root == "report")
_LEAST_SHARE = 2 / 3


@pytest.fixture(scope="module")
def library() -> Library:
    return load(documents.SUPPLIED)


def laid(kind: str, library: Library) -> Iterator[tuple[str, LaidReport]]:
    """Yield the sample documents of a kind on their pages."""
    theme = load_theme(documents.SUPPLIED, documents.FOLDER)
    header = documents.kinds()[kind].header
    for subject in library.subjects(header.of):
        if not documents.applies(kind, subject):
            continue
        report = documents.composed(kind, subject).document
        assert isinstance(report, Report), (kind, subject.slug)
        slides = None
        if header.slides_of:
            deck = documents.lowered(header.slides_of, subject)
            assert deck is not None
            slides = SlideDrawings(deck, theme.deck(report.palette))
        word = theme.word(report.format, report.palette)
        name = f"{subject.slug} {subject.year} {subject.part}"
        yield name, laid_report(report, word, documents.SUPPLIED.read, slides)


def filled(report: LaidReport) -> list[float]:
    """Return how much of each page is used, those aside behind which the report begins a new part."""
    used: dict[int, int] = {}
    boxes = [box for block in report.blocks for box in block.boxes]
    for line in report.pages.lines:
        end = line.y + line.lines * boxes[line.box].line
        used[line.page] = max(used.get(line.page, 0), end)
    ends = {max(used)}
    at = 0
    for block in report.blocks:
        if block.begins_page and isinstance(block.node, AttachmentPage):
            ends.add(report.pages.starts[at][0] - 1)
        at += len(block.boxes)
    return [end / report.pages.height for page, end in used.items() if page not in ends]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_but_the_last_is_left_a_third_empty(kind: str, library: Library) -> None:
    filling = {name: filled(report) for name, report in laid(kind, library) if not report.columns}
    hollow = {name for name, shares in filling.items() if min(shares, default=1) < _LEAST_SHARE}
    assert not hollow
