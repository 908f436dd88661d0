from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure import (
    Box,
    BoxLayout,
    Cut,
    MeasuredParagraph,
    StyledRun,
    TextStyle,
    excess_chars,
    face,
    find_cut,
    lay_out,
    measure,
    measure_runs,
    sizes,
    text_height,
)

YAHEI = face("微软雅黑")
BODY = TextStyle(YAHEI, 20, line_pt=32, space_before_pt=6)
SENTENCE = "党支部坚持把学习摆在首位，全年组织集中学习36次。"

pieces = st.sampled_from(["党支部", "36次", "，", "。", "；", "“学习”", "Word"])
paragraphs = st.lists(st.lists(pieces, max_size=40).map("".join), min_size=1, max_size=6)
boxes = st.builds(
    Box, st.floats(min_value=60, max_value=900), st.floats(min_value=33, max_value=500)
)


def measured(texts: list[str]) -> list[MeasuredParagraph]:
    return [measure(text, YAHEI) for text in texts]


def stands(texts: list[str], box: Box, style: TextStyle = BODY, size_pt: float = 20) -> BoxLayout:
    return lay_out(measured(texts), box, style, size_pt)


def cut(texts: list[str], box: Box) -> tuple[list[str], list[str]]:
    """What one box holds at 20 points, and the rest."""
    place = find_cut(measured(texts), box, BODY, 20)
    if place is None:
        return texts, []
    first, rest = texts[: place.paragraph], texts[place.paragraph :]
    if place.offset:
        first = [*first, rest[0][: place.offset].rstrip()]
        rest = [rest[0][place.offset :].lstrip(), *rest[1:]]
    return first, rest


def test_a_line_of_text_takes_one_line() -> None:
    layout = stands([SENTENCE], Box(600, 100))
    assert (layout.line_pt, layout.lines, layout.height_pt, layout.fits) == (32, 1, 32, True)


def test_the_line_pitch_shrinks_with_the_size() -> None:
    assert stands([SENTENCE], Box(600, 100), size_pt=15).line_pt == pytest.approx(24)


def test_sizes_go_down_to_the_least_by_steps() -> None:
    assert list(sizes(20, 17.5)) == [20, 19, 18, 17.5]
    assert list(sizes(20, 20)) == [20]


def test_text_that_cannot_fit_says_how_much_to_cut() -> None:
    box = Box(300, 70)
    text = SENTENCE * 4
    assert not stands([text], box, size_pt=18).fits
    excess = excess_chars(measured([text]), box, BODY, 18)
    assert 0 < excess < len(text)
    assert stands([text[:-excess]], box, size_pt=18).fits


def test_a_line_ratio_uses_the_height_of_the_face() -> None:
    assert TextStyle(YAHEI, 20, line_ratio=1.0).line_pitch(20) == pytest.approx(26.4)


def test_space_stands_between_paragraphs_only() -> None:
    assert text_height(["党", "建"], 200, BODY) == pytest.approx(32 * 2 + 6)


def test_bold_runs_are_measured_in_their_own_face() -> None:
    bold = measure_runs([StyledRun("12" * 20, face("微软雅黑", bold=True), 20)], 20)
    plain = measure_runs([StyledRun("12" * 20, YAHEI, 20)], 20)
    box = Box(455, 32)
    assert lay_out([plain], box, BODY, 20).fits
    assert not lay_out([bold], box, BODY, 20).fits


def test_a_bullet_takes_room_from_every_line() -> None:
    bullet = TextStyle(YAHEI, 20, line_pt=32, left_indent_pt=100)
    assert stands(["党" * 10], Box(210, 32)).fits
    assert not stands(["党" * 10], Box(210, 32), bullet).fits


def test_a_last_line_of_two_characters_is_an_orphan() -> None:
    assert stands(["党" * 12], Box(202, 100)).orphans == 1
    assert stands(["党" * 13], Box(202, 100)).orphans == 0


@given(
    paragraphs, boxes, st.floats(min_value=0, max_value=200), st.floats(min_value=0, max_value=99)
)
def test_what_fits_a_box_fits_a_larger_one(
    texts: list[str], box: Box, wider: float, higher: float
) -> None:
    small = stands(texts, box)
    large = stands(texts, Box(box.width_pt + wider, box.height_pt + higher))
    assert large.lines <= small.lines
    assert large.fits >= small.fits


@given(paragraphs, boxes)
def test_what_fits_is_no_higher_than_the_box(texts: list[str], box: Box) -> None:
    layout = stands(texts, box)
    assert layout.fits == (layout.height_pt <= box.height_pt + 0.05)


@given(paragraphs, boxes)
def test_cutting_loses_nothing_and_the_first_part_fits(texts: list[str], box: Box) -> None:
    first, rest = cut(texts, box)
    assert "".join(first + rest) == "".join(texts)
    assert first
    assert len(rest) < len(texts) or len("".join(rest)) < len("".join(texts))
    assert stands(first, box).fits


def test_whole_paragraphs_are_taken_while_they_fit() -> None:
    texts = [SENTENCE] * 5
    assert cut(texts, Box(600, 32 * 3 + 12)) == (texts[:3], texts[3:])


def test_a_paragraph_longer_than_the_box_ends_at_a_sentence() -> None:
    first, rest = cut([SENTENCE * 6], Box(600, 110))
    assert first[0].endswith("。")
    assert rest[0].startswith("党支部")


def test_else_it_ends_after_a_comma_else_anywhere() -> None:
    assert cut(["党" * 20 + "，" + "建" * 60], Box(600, 60))[0][0].endswith("，")
    assert find_cut(measured(["党" * 80]), Box(600, 60), BODY, 20) == Cut(0, 29)


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = "他说：“学习是头等大事。”" + "建" * 60
    assert cut([text], Box(600, 60))[0] == ["他说：“学习是头等大事。”"]


def test_an_address_that_breaks_over_lines_gets_a_line_more() -> None:
    words, address = (
        "a very long address with a page, edition 7",
        "a/very/long/address/with/a/page?edition=7/",
    )
    assert len(words) == len(address)
    spaced, whole = (text_height([text], 250, BODY) for text in (words, address))
    assert whole >= spaced + 32
