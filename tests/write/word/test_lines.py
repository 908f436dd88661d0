from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.measure.faces import Face, advances, face
from reportgen.measure.line_breaks import BREAK, levels
from reportgen.measure.lines import break_lines
from reportgen.measure.paragraphs import WORD, StyledRun, measure_runs
from reportgen.write.word.lines import FULL, line_count

BODY, LEAD = face("仿宋_GB2312", "Times New Roman"), face("楷体_GB2312")
PIECES = st.lists(
    st.sampled_from(["党", "支部建设", "工作〇", "，", "。”", "“", "《", "》、", "—", "——", "……", "·", "％", "　"])
    | st.sampled_from(["5", "2022", "1.2", "95%", "%", " ", "(a)", "A4", "C/D", "-", "?", "A B", "\n"])
    | st.text(alphabet="学习，。、（）“”0123abc.,% ", max_size=9),
    max_size=30,
)  # fmt: skip


@given(
    st.lists(st.tuples(PIECES.map("".join), st.sampled_from([BODY, LEAD])), min_size=1, max_size=3),
    st.sampled_from([0.0, -0.25, 1.1]),
    st.floats(1.0, 30.0),
    st.floats(0.0, 1.0),
    st.booleans(),
)
# A first line that ends where the stretch beyond it would begin.
@example([("30%《型结展习力6 26?记\n我了々会干我干馆9aY", BODY)], 0.0, 27.0, 1.0, True)
@example([("5党\n5党", BODY)], 0.0, 1.8, 1.0, True)
def test_a_paragraph_takes_as_many_lines_as_where_every_place_to_divide_it_is_known(
    pieces: list[tuple[str, Face]], tracking: float, rest: float, share: float, hangs: bool
) -> None:
    first, rest = rest * share * 1000, rest * 1000
    count = line_count(pieces, tracking / 16, first, rest, hangs=hangs)
    runs = [StyledRun(text, own, 16.0, tracking) for text, own in pieces]
    setting = replace(WORD, hang_punctuation=hangs)
    if count is not None:
        assert count == len(break_lines(measure_runs(runs, 16.0, rules=setting), first, rest))


@pytest.mark.parametrize("text", ["党员12人，5%，A4纸", "第一行\n第二行", "“五型五力”——2022年"])
def test_usual_text_is_never_left_to_the_longer_way(text: str) -> None:
    assert line_count([(text, BODY)], 0.0, 9000, 9000, hangs=True) is not None


@pytest.mark.parametrize(
    "text", ["e\u0301", "党\u0301员", "👍🏽", "“2022”", "一\t二", "ｱｲ", "党员abcdefghijklmn"]
)
def test_unusual_characters_and_words_longer_than_a_line_are_left_to_the_longer_way(
    text: str,
) -> None:
    assert line_count([(text, BODY)], 0.0, 2000, 2000, hangs=True) is None


@pytest.mark.parametrize("own", [BODY, LEAD, face("微软雅黑"), face("no such face")])
def test_every_full_character_is_an_em_wide_and_none_combines(own: Face) -> None:
    full = [chr(c) for c in range(0xA0, 0x10000) if FULL.fullmatch(chr(c))]
    assert len(full) > 27_000
    assert {advances(own)[char] for char in full} == {1000}
    assert not [char for char in full if unicodedata.category(char)[0] == "M"]
    ideographs = [char for char in full if "\u4e00" <= char <= "\u9fff"]
    assert {levels(f"{char}{char}")[1] for char in ideographs} == {BREAK}
