from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.write.measure import Box, Cut, Run, TextStyle, cut, face, fit, split, text_height

YAHEI = face("微软雅黑")
BODY = TextStyle(YAHEI, 20, line_pt=32, space_before_pt=6)
SENTENCE = "党支部坚持把学习摆在首位，全年组织集中学习36次。"

pieces = st.sampled_from(["党支部", "36次", "，", "。", "；", "“学习”", "Word"])
paragraphs = st.lists(st.lists(pieces, max_size=40).map("".join), min_size=1, max_size=6)
boxes = st.builds(
    Box, st.floats(min_value=60, max_value=900), st.floats(min_value=33, max_value=500)
)


def test_text_that_fits_keeps_its_size() -> None:
    found = fit([SENTENCE], Box(600, 100), BODY, 18)
    assert (found.size_pt, found.line_pt, found.lines, found.fits) == (20, 32, 1, True)


def test_the_line_pitch_shrinks_with_the_size() -> None:
    found = fit([SENTENCE * 3] * 2, Box(600, 186), BODY, 14)
    assert found.fits
    assert found.size_pt < 20
    assert found.line_pt == pytest.approx(32 * found.size_pt / 20, abs=0.01)


def test_text_that_cannot_fit_says_how_much_to_cut() -> None:
    box = Box(300, 70)
    text = SENTENCE * 4
    found = fit([text], box, BODY, 18)
    assert not found.fits
    assert found.size_pt == 18
    assert 0 < found.overflow_chars < len(text)
    assert fit([text[: -found.overflow_chars]], box, BODY, 18).fits


def test_a_line_ratio_uses_the_height_of_the_face() -> None:
    found = fit(["党"], Box(100, 100), TextStyle(YAHEI, 20, line_ratio=1.0), 18)
    assert found.line_pt == pytest.approx(26.4)


def test_space_stands_between_paragraphs_only() -> None:
    assert text_height(["党", "建"], 200, BODY) == pytest.approx(32 * 2 + 6)


def test_bold_runs_are_measured_in_their_own_face() -> None:
    bold = Run("12" * 20, face("微软雅黑", bold=True), 20)
    plain = Run("12" * 20, YAHEI, 20)
    box = Box(455, 32)
    assert fit([[plain]], box, BODY, 20).fits
    assert not fit([[bold]], box, BODY, 20).fits


def test_a_bullet_takes_room_from_every_line() -> None:
    bullet = TextStyle(YAHEI, 20, line_pt=32, left_indent_pt=100)
    assert fit(["党" * 10], Box(210, 32), BODY, 20).fits
    assert not fit(["党" * 10], Box(210, 32), bullet, 20).fits


@given(
    paragraphs, boxes, st.floats(min_value=0, max_value=200), st.floats(min_value=0, max_value=99)
)
def test_a_larger_box_never_needs_a_smaller_size(
    texts: list[str], box: Box, wider: float, higher: float
) -> None:
    small = fit(texts, box, BODY, 14)
    large = fit(texts, Box(box.width_pt + wider, box.height_pt + higher), BODY, 14)
    assert large.size_pt >= small.size_pt
    assert large.fits >= small.fits
    assert large.overflow_chars <= small.overflow_chars


@given(paragraphs, boxes)
def test_what_fits_is_no_higher_than_the_box(texts: list[str], box: Box) -> None:
    found = fit(texts, box, BODY, 14)
    assert found.fits == (found.height_pt <= box.height_pt + 0.05)
    assert (found.overflow_chars == 0) == found.fits


@given(paragraphs, boxes)
def test_splitting_loses_nothing_and_the_first_part_fits(texts: list[str], box: Box) -> None:
    first, rest = split(texts, box, BODY, 20)
    assert "".join(first + rest) == "".join(texts)
    assert first
    assert len(rest) < len(texts) or len("".join(rest)) < len("".join(texts))
    assert fit(first, box, BODY, 20).fits


def test_whole_paragraphs_are_taken_while_they_fit() -> None:
    texts = [SENTENCE] * 5
    assert split(texts, Box(600, 32 * 3 + 12), BODY, 20) == (texts[:3], texts[3:])


def test_a_paragraph_longer_than_the_box_ends_at_a_sentence() -> None:
    first, rest = split([SENTENCE * 6], Box(600, 110), BODY, 20)
    assert first[0].endswith("。")
    assert rest[0].startswith("党支部")


def test_else_it_ends_after_a_comma_else_anywhere() -> None:
    assert split(["党" * 20 + "，" + "建" * 60], Box(600, 60), BODY, 20)[0][0].endswith("，")
    assert cut(["党" * 80], Box(600, 60), BODY, 20) == Cut(0, 29)


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = "他说：“学习是头等大事。”" + "建" * 60
    assert split([text], Box(600, 60), BODY, 20)[0] == ["他说：“学习是头等大事。”"]


def test_an_address_that_breaks_over_lines_gets_a_line_more() -> None:
    words, address = (
        "a very long address with a page, edition 7",
        "a/very/long/address/with/a/page?edition=7/",
    )
    assert len(words) == len(address)
    spaced, whole = (text_height([text], 250, BODY) for text in (words, address))
    assert whole >= spaced + 32
