"""A preview breaks lines, pages and slides where the files do: it is read back and compared by text."""

from __future__ import annotations

from functools import cache

import pytest
from support import documents, previews

from reportgen.content.library import Subject
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Report
from reportgen.theme.loading import Theme, load_theme
from reportgen.write.powerpoint import LoweredDeck
from reportgen.write.powerpoint.fit_text import placed_lines
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import LINE_END, plain_text
from reportgen.write.preview.fragments import Preview
from reportgen.write.preview.pages import preview_report
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults
from reportgen.write.preview.slides import preview_deck
from reportgen.write.word import LaidReport, laid_report, pages_of_blocks
from reportgen.write.word.model import Paragraph

BRANCH, YEAR = "laizhou-archives", 2022


@cache
def _subject() -> Subject:
    (subject,) = load(documents.SUPPLIED, [BRANCH]).select([BRANCH], [YEAR])
    return subject


@cache
def _theme() -> Theme:
    return load_theme(documents.SUPPLIED, documents.FOLDER)


@cache
def _report(kind: str = "annual-report") -> tuple[Report, LaidReport, Preview]:
    report = documents.composed(kind, _subject()).document
    assert isinstance(report, Report)
    theme = _theme().word(report.format, report.palette)
    laid = laid_report(report, theme, documents.SUPPLIED.read)
    return report, laid, preview_report(laid, PreviewPictures(), Faults.of(()))


@cache
def _deck() -> tuple[LoweredDeck, Preview]:
    subject = _subject()
    deck = documents.composed("annual-deck", subject).document
    lowered = documents.lowered("annual-deck", subject)
    assert isinstance(deck, Deck)
    assert lowered is not None
    theme = _theme().deck(deck.palette)
    read, pictures = documents.SUPPLIED.read, PreviewPictures()
    return lowered, preview_deck(lowered, theme, read, pictures, Faults.of(()))


@pytest.mark.parametrize("kind", ["annual-report", "feature-story"])
def test_each_page_shows_the_lines_that_the_layout_puts_on_it(kind: str) -> None:
    _, laid, preview = _report(kind)
    wanted: list[list[str]] = [[] for _ in preview.fragments]
    ruler, width = laid.template.area.ruler, laid.template.area.width
    boxes: list[tuple[Paragraph | None, int]] = []
    for place, block in enumerate(laid.blocks):
        if laid.columns is not None and place == laid.columns.first:
            width = laid.columns.width
        for element in block.elements:
            if isinstance(element, Paragraph):
                boxes.append((element, width))
            else:
                boxes += [(None, width)] * len(list(ruler.rows(element)))
    for some in laid.pages.lines:
        paragraph, room = boxes[some.box]
        if paragraph is None:
            continue
        own = ruler.set_lines(paragraph, room)
        for span in own.spans[some.first : some.first + some.lines]:
            wanted[some.page - 1].append(own.text[span.start : span.end].rstrip("\n "))
    assert len(preview.fragments) == laid.pages.page
    for fragment, lines in zip(preview.fragments, wanted, strict=True):
        result = iter(previews.texts(fragment))
        missing = [line for line in lines if line and line not in result]
        assert missing == [], f"page {fragment.number}"


def test_columns_fill_each_page_and_end_level_on_the_last() -> None:
    _, laid, _ = _report("feature-story")
    assert laid.columns is not None
    assert laid.columns.count == 2
    pitch, last = laid.template.area.pitch, laid.pages.page
    boxes = [box for block in laid.blocks for box in block.boxes]
    feet: dict[tuple[int, int], int] = {}
    for some in laid.pages.lines:
        foot = some.y + some.lines * boxes[some.box].line
        feet[some.page, some.column] = max(feet.get((some.page, some.column), 0), foot)
    for page in range(2, last):
        assert min(feet[page, 0], feet[page, 1]) > laid.pages.height - 4 * pitch
    assert feet[last, 0] < laid.pages.height - 4 * pitch


def test_each_block_begins_on_the_page_on_which_it_begins_in_the_file() -> None:
    report, laid, preview = _report()
    theme = _theme().word(report.format, report.palette)
    pages = pages_of_blocks(report, theme, documents.SUPPLIED.read)
    headings = [b for b in laid.blocks if type(b.node).__name__ == "Heading"]
    assert headings
    for block in headings:
        (paragraph,) = block.elements
        assert isinstance(paragraph, Paragraph)
        first = laid.template.area.ruler.set_lines(paragraph, laid.template.area.width)
        text = first.text[: first.spans[0].end]
        fragment = preview.fragments[pages[block.index] - 1]
        assert text in previews.texts(fragment)


def test_each_slide_shows_the_lines_at_which_its_texts_fit() -> None:
    lowered, preview = _deck()
    assert len(preview.fragments) == len(lowered.slides)
    for slide, fragment in zip(lowered.slides, preview.fragments, strict=True):
        result = previews.texts(fragment)
        for placed in slide.placed:
            if not isinstance(placed, PlacedText):
                continue
            for paragraph, spans in zip(placed.paragraphs, placed_lines(placed), strict=True):
                text = plain_text(paragraph)
                for span in spans:
                    line = text[span.start : span.end].replace(LINE_END, "")
                    assert not line or line in result, f"slide {slide.number}"


@pytest.mark.parametrize("name", ["pages", "slides"])
def test_a_preview_needs_no_style_and_no_script_of_its_own(name: str) -> None:
    preview = _report()[2] if name == "pages" else _deck()[1]
    html = preview.shared + "".join(fragment.html for fragment in preview.fragments)
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert " on" not in {part[:3] for part in html.split('"')[::2]}


def test_every_line_of_a_report_has_its_place_in_the_content_or_in_a_template() -> None:
    _, _, preview = _report()
    without = [
        line.text
        for fragment in preview.fragments
        for line in previews.lines(fragment)[:-1]
        if not line.places
    ]
    assert without == []
