from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.measure import (
    PROHIBITED,
    SLIDE,
    WORD,
    Line,
    LineRules,
    MeasuredParagraph,
    StyledRun,
    break_lines,
    face,
    levels,
    measure,
    measure_runs,
    text_width,
)
from reportgen.measure.line_breaks import NO_LINE_END, NO_LINE_START, must_not_part

BODY = face("仿宋_GB2312", "Times New Roman")
TYPE_AREA = 442.2  # 156 mm
HARD_BREAKS = "\n\v\r\u2028\u2029"
PLAIN = LineRules(keep_together=False)
RULES = [PLAIN, SLIDE, WORD, LineRules(hang_punctuation=True, compress_punctuation=True)]

pieces = st.sampled_from(
    ["党", "建设", "支部", "2022年", "95.6%", "1.2万卷", "“五型五力”", "《年鉴》", "——", "……",
     "，", "。", "（试行）", "Word ", "GB/T 9704", "、", "30%～40%", " ", "e\u0301", "😀"]
)  # fmt: skip
sentences = st.lists(pieces, max_size=80).map("".join)
anything = st.text(
    alphabet="党建，。、“”（《》……——2.%A b-/\n\v\u3000\u0301\u200d😀￥’", max_size=120
)
widths = st.floats(min_value=1, max_value=700)
rules_ = st.sampled_from(RULES)


def set_in(
    measured: MeasuredParagraph, em_pt: float, width: float, indent: float = 0
) -> list[Line]:
    """The lines of a paragraph in a column of `width` points."""
    lines = []
    for start, end, inside in break_lines(
        measured, (width - indent) * 1000 / em_pt, width * 1000 / em_pt
    ):
        ink = start + len(measured.text[start:inside].rstrip(f" {HARD_BREAKS}"))
        length = measured.offsets[ink] - measured.offsets[start] - measured.gaps.get(start, 0)
        lines.append(Line(measured.text[start:end], start, end, max(length, 0) * em_pt / 1000))
    return lines


def wrap(
    text: str,
    width: float,
    *,
    indent: float = 0,
    tracking_em: float = 0,
    rules: LineRules = SLIDE,
) -> list[Line]:
    """The lines of plain text at 16 points."""
    return set_in(measure(text, BODY, tracking_em=tracking_em, rules=rules), 16, width, indent)


@given(sentences | anything | st.text(), widths, rules_)
def test_no_character_is_lost_and_lines_follow_on(text: str, width: float, how: LineRules) -> None:
    lines = wrap(text, width, rules=how)
    assert "".join(line.text for line in lines) == text
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]
    assert all(text[line.start : line.end] == line.text for line in lines)


@given(sentences | anything, widths, rules_)
def test_a_line_is_wider_than_its_room_only_when_it_cannot_be_parted(
    text: str, width: float, how: LineRules
) -> None:
    for line in wrap(text, width, rules=how):
        if line.width_pt > width + 1e-6:
            ink = line.text.rstrip()
            assert all(must_not_part(ink, i) for i in range(1, len(ink)))


@given(sentences | anything, widths, rules_)
def test_a_line_ends_where_it_may_unless_nothing_else_is_possible(
    text: str, width: float, how: LineRules
) -> None:
    allowed = levels(text)
    for line in wrap(text, width, rules=how)[:-1]:
        if allowed[line.end] == PROHIBITED and line.text[-1] not in HARD_BREAKS:
            assert not any(allowed[line.start + 1 : line.end])


@given(sentences, st.floats(min_value=200, max_value=700), rules_)
def test_no_ordinary_line_opens_or_ends_with_a_forbidden_mark(
    text: str, width: float, how: LineRules
) -> None:
    lines = wrap("党" + text, width, rules=how)
    for this, following in pairwise(lines):
        if any(levels("党" + text)[this.start + 1 : this.end + 1]):
            assert following.text[0] not in NO_LINE_START
            assert this.text[-1] not in NO_LINE_END


@given(sentences | anything, widths, st.floats(min_value=0, max_value=100), rules_)
def test_more_room_never_takes_more_lines(
    text: str, width: float, more: float, how: LineRules
) -> None:
    narrow = len(wrap(text, width, rules=how))
    assert len(wrap(text, width + more, rules=how)) <= narrow


@given(st.integers(min_value=1, max_value=3000))
def test_plain_chinese_fills_lines_of_27(count: int) -> None:
    lines = wrap("党" * count, TYPE_AREA)
    assert len(lines) == -(-count // 27)


def test_28_characters_fit_with_a_quarter_point_taken_off() -> None:
    lines = wrap("党" * 56, TYPE_AREA, tracking_em=-0.25 / 16)
    assert [len(line.text) for line in lines] == [28, 28]


def test_an_empty_paragraph_takes_a_line_and_hard_breaks_make_lines() -> None:
    assert len(wrap("", 100)) == 1
    assert [line.text for line in wrap("党\n\n建", 100)] == ["党\n", "\n", "建"]


def test_a_first_indent_takes_from_the_first_line_only() -> None:
    lines = wrap("党" * 20, 160, indent=32)
    assert [len(line.text) for line in lines] == [8, 10, 2]


def test_the_line_after_a_hard_break_has_no_first_indent() -> None:
    lines = wrap("党员\n支部建设", 64, indent=32)
    assert [line.text for line in lines] == ["党员\n", "支部建设"]


def test_a_long_address_breaks_anywhere_but_starts_on_its_own_line() -> None:
    lines = wrap("见" + "abcdefghij" * 3, 80)
    assert lines[0].text == "见"
    assert len(lines) > 2


def test_a_number_stays_with_its_unit_on_slides_and_may_part_in_word() -> None:
    text = "党建党建党建党2022年"
    assert [line.text for line in wrap(text, 9 * 16)] == ["党建党建党建党", "2022年"]
    assert [line.text for line in wrap(text, 9.3 * 16, rules=WORD)][1] == "年"


def test_a_stop_hangs_where_the_program_lets_it() -> None:
    text = "党" * 10 + "。" + "建" * 5
    hung = wrap(text, 160, rules=PLAIN._replace(hang_punctuation=True))
    assert [line.text for line in hung] == ["党" * 10 + "。", "建" * 5]
    assert hung[0].width_pt == pytest.approx(160)
    assert len(wrap(text, 160, rules=PLAIN)[0].text) == 9


def test_marks_side_by_side_are_compressed_on_request() -> None:
    squeezed = LineRules(compress_punctuation=True)
    text = "《党》（建）。"
    assert len(wrap(text, 16 * 5.5, rules=squeezed)) == 1
    assert len(wrap(text, 16 * 5.5)) == 2


def test_word_leaves_a_quarter_em_between_chinese_and_latin() -> None:
    line = wrap("共12次", 400, rules=WORD)[0]
    assert line.width_pt == pytest.approx(text_width("共12次", BODY, 16, rules=PLAIN) + 8)


def test_the_gap_is_dropped_where_it_would_open_a_line() -> None:
    lines = wrap("党建12", 33, rules=WORD)
    assert [line.text for line in lines] == ["党建", "12"]
    assert lines[1].width_pt == pytest.approx(16)


def test_trailing_spaces_do_not_count() -> None:
    assert len(wrap("党建 ", 32)) == 1


def test_runs_of_several_sizes_share_a_line() -> None:
    numeral = StyledRun("130", face("方正小标宋简体", "Times New Roman"), 64)
    unit = StyledRun("余篇", face("微软雅黑"), 22)
    line = set_in(measure_runs([numeral, unit], 64, rules=PLAIN), 64, 300)[0]
    assert line.width_pt == pytest.approx(3 * 32 + 2 * 22)
    assert len(set_in(measure_runs([numeral, unit], 64), 64, 100)) == 2


@given(st.text(alphabet="党建，。“a\v\n", max_size=12), st.sampled_from([SLIDE, WORD]))
def test_lines_ended_by_hand_measure_the_same_as_plain_text_and_as_runs(
    text: str, how: LineRules
) -> None:
    plain, runs = (
        measure(text, BODY, rules=how),
        measure_runs([StyledRun(text, BODY, 16)], 16, rules=how),
    )
    assert list(plain.offsets) == list(runs.offsets)
    assert (list(plain.segments), plain.gaps, plain.gap_total) == (
        list(runs.segments),
        runs.gaps,
        runs.gap_total,
    )
