"""A speech beside its slide is divided at a page end only where it must be, and where a sentence ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from reportgen.document.nodes import Cell, Column, Table, Text
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Element, Row, plain_text
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of

Elements = Callable[..., tuple[Element, ...]]
SENTENCE = "居民的事一件一件地问，一件一件地办，办完还要回头看一看。"


@pytest.fixture(scope="module")
def script(theme_of: Callable[[str], WordTheme]) -> WordTheme:
    return theme_of("script")


def table(*speeches: Sequence[str]) -> Table:
    """Return a script with one speech, in paragraphs, a slide."""
    rows = tuple(
        (
            Cell((Text(f"第{number}页", bold=True), Text(" 2分钟")), slides=(number,)),
            Cell((Text(speech[0]),), further=tuple((Text(t),) for t in speech[1:]), prose=True),
        )
        for number, speech in enumerate(speeches, 1)
    )
    return Table((Column("left", 72), Column("left", 96)), rows, 0, form=True, open=True)


def rows_of(elements: Sequence[Element]) -> tuple[Row, ...]:
    (only,) = (e for e in elements if isinstance(e, LoweredTable))
    return only.rows


def words(row: Row) -> list[str]:
    """Return the text below the slide of a row, and the speech."""
    return ["".join(plain_text(p.inlines) for p in cell.paragraphs) for cell in row.cells]


def test_a_speech_goes_on_on_the_next_page_from_the_end_of_a_sentence(
    elements: Elements, script: WordTheme
) -> None:
    whole = SENTENCE * 30
    area = template_of(script).area
    result = elements(table([whole], [whole]), use=script)
    texts = [words(row) for row in rows_of(result)]
    labels = [label for label, _ in texts]
    assert "接第1页" in labels
    assert "接第2页" in labels
    for number in (1, 2):
        parts = [text for label, text in texts if f"第{number}页" in label]
        assert "".join(parts) == whole
        assert all(part.endswith("。") for part in parts)
    boxes = area.ruler.boxes(result, area.width)
    pages = paginate(boxes, area.heights)
    assert pages.page == -(-sum(box.height for box in boxes) // area.height)


def test_a_part_of_a_speech_has_three_lines_at_least(elements: Elements, script: WordTheme) -> None:
    area = template_of(script).area
    for length in range(20, 28):
        rows = rows_of(elements(table(*[[SENTENCE * length]] * 4), use=script))
        assert len(rows) > 4
        for row in rows:
            width = row.cells[-1].width
            lines = sum(area.ruler.box(p, width).lines for p in row.cells[-1].paragraphs)
            assert lines >= 3


def test_the_rest_of_a_paragraph_is_not_set_in_but_a_new_paragraph_is(
    elements: Elements, script: WordTheme
) -> None:
    rows = rows_of(elements(table([SENTENCE * 24], [SENTENCE * 9, SENTENCE * 9]), use=script))
    rests = [row for row in rows if words(row)[0].startswith("接")]
    assert rests
    for row in rests:
        first = row.cells[-1].paragraphs[0]
        begins = words(row)[1] == SENTENCE * 9
        assert (first.properties.first_line == 0) is not begins


def test_a_speech_without_the_end_of_a_sentence_stays_whole(
    elements: Elements, script: WordTheme
) -> None:
    result = elements(table([SENTENCE * 18], ["办" * 300]), use=script)
    assert [words(row)[0] for row in rows_of(result)][-1] == "第2页 2分钟"


@pytest.mark.parametrize("length", [6, 10, 14])
def test_a_speech_that_a_page_holds_is_not_divided(
    length: int, elements: Elements, script: WordTheme
) -> None:
    rows = rows_of(elements(table(*[[SENTENCE * length]] * 7), use=script))
    assert len(rows) == 7


def test_the_paragraphs_of_a_speech_stand_in_one_row(elements: Elements, script: WordTheme) -> None:
    rows = rows_of(
        elements(table([SENTENCE * 10, SENTENCE * 4, "【备查】名单。"], ["再讲。"]), use=script)
    )
    assert [words(row) for row in rows] == [
        ["第1页 2分钟", SENTENCE * 14 + "【备查】名单。"],
        ["第2页 2分钟", "再讲。"],
    ]
    assert [cell.borders for row in rows for cell in row.cells] == [None] * 4


def test_a_speech_says_where_it_comes_from_only_at_the_top_of_a_page(
    elements: Elements, script: WordTheme
) -> None:
    area = template_of(script).area
    for length in range(16, 26):
        result = elements(table(*[[SENTENCE * length]] * 6), use=script)
        boxes = area.ruler.boxes(result, area.width)
        starts = paginate(boxes, area.heights).starts
        rows = rows_of(result)
        first = [isinstance(e, LoweredTable) for e in result].index(True)
        pages = [starts[first + at][0] for at in range(len(rows))]
        rests = [at for at, row in enumerate(rows) if words(row)[0].startswith("接")]
        assert all(pages[at] > pages[at - 1] for at in rests)


def pages_of_rows(result: Sequence[Element], use: WordTheme) -> list[list[int]]:
    """Return the heights of the rows of each page."""
    area = template_of(use).area
    boxes = area.ruler.boxes(result, area.width)
    pages: dict[int, list[int]] = {}
    for box, (page, _) in zip(boxes, paginate(boxes, area.heights).starts, strict=True):
        if box.height > area.pitch:
            pages.setdefault(page, []).append(box.height)
    return list(pages.values())


def test_the_row_of_a_slide_is_less_than_two_lines_higher_than_its_speech(
    elements: Elements, script: WordTheme
) -> None:
    area = template_of(script).area
    result = elements(table(*[[SENTENCE * 8]] * 10), use=script)
    (slides,) = (e for e in result if isinstance(e, LoweredTable))
    bare = replace(slides, rows=tuple(row._replace(least_height=0) for row in slides.rows))
    higher = [
        box.height - own.height
        for box, own in zip(area.ruler.rows(slides), area.ruler.rows(bare), strict=True)
    ]
    assert 0 < max(higher) < 2 * area.pitch


def test_the_title_of_a_part_stands_on_the_page_of_its_first_slide(
    elements: Elements, script: WordTheme
) -> None:
    for length in range(4, 12):
        plain = table(*[[SENTENCE * length]] * 6)
        title = (Cell((Text("平安型", bold=True),), header=True, colspan=2),)
        rows = tuple(row for slide in plain.rows for row in (title, slide))
        area = template_of(script).area
        result = elements(replace(plain, rows=rows), use=script)
        boxes = area.ruler.boxes(result, area.width)
        starts = paginate(boxes, area.heights).starts
        ends = [at for at, box in enumerate(boxes[:-1]) if box.height < 2 * area.pitch]
        titles = [at for at in ends if boxes[at].keep_next]
        assert len(titles) >= 6
        assert all(starts[at][0] == starts[at + 1][0] for at in titles)


def test_pages_of_slides_are_full_to_the_foot_but_the_last(
    elements: Elements, script: WordTheme
) -> None:
    area = template_of(script).area
    *full, _ = pages_of_rows(elements(table(*[[SENTENCE * 3]] * 20), use=script), script)
    assert len(full) > 2
    assert all(sum(heights) > area.height * 0.93 for heights in full[1:])


def test_the_last_page_does_not_hold_one_slide_alone(elements: Elements, script: WordTheme) -> None:
    area = template_of(script).area
    for count in range(5, 20):
        pages = pages_of_rows(elements(table(*[[SENTENCE * 3]] * count), use=script), script)
        assert len(pages[-1]) > 1
        # The head, and a line on each page, take room that the rows do not have.
        assert len(pages) == -(-sum(map(len, pages)) // max(map(len, pages)))
        assert all(sum(heights) <= area.height for heights in pages)


def test_no_slide_has_room_on_the_page_before_its_own(
    elements: Elements, script: WordTheme
) -> None:
    area = template_of(script).area
    for count in range(5, 16):
        result = elements(table(*[[SENTENCE * 3]] * count), use=script)
        boxes = area.ruler.boxes(result, area.width)
        starts = paginate(boxes, area.heights).starts
        for at in range(1, len(boxes)):
            if starts[at][0] == starts[at - 1][0]:
                continue
            together = boxes[at].height
            further = at
            while boxes[further].keep_next:
                further += 1
                together += boxes[further].height
            assert starts[at - 1][1] + boxes[at - 1].height + together > area.height


def test_a_slide_with_a_speech_that_is_not_long_is_not_divided(
    elements: Elements, script: WordTheme
) -> None:
    speeches = [[SENTENCE * 2, SENTENCE * 2]] * 12
    rows = rows_of(elements(table(*speeches), use=script))
    assert [words(row)[1] for row in rows] == [SENTENCE * 4] * 12
