"""Widths of the columns of random tables: what they add up to, and how the cells end at them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.measure.faces import Face, face
from reportgen.measure.paragraphs import WORD_INSIDE, measure
from reportgen.write.column_widths import CellText, ColumnTexts, mended

FACE: Face = face("仿宋_GB2312", "仿宋_GB2312")
EM, MARGINS, STEP = 240, 170, 60
LETTERS = "党员支部会议服务群众安全学习，、"
TABLES = st.lists(
    st.lists(st.text(LETTERS, min_size=1, max_size=24), min_size=1, max_size=5),
    min_size=2,
    max_size=3,
)


def columns(texts: Sequence[Sequence[str]]) -> list[ColumnTexts]:
    return [
        ColumnTexts(
            [CellText(measure(text, FACE, rules=WORD_INSIDE), EM) for text in some], MARGINS
        )
        for some in texts
    ]


@settings(deadline=None, max_examples=60)
@given(TABLES, st.integers(16, 40))
@example([["水质综合合格率", "合计"], ["提高0.3个百分点", "—"]], 14)
def test_no_cell_ends_in_a_lone_character_where_other_widths_avoid_it(
    texts: list[list[str]], characters: int
) -> None:
    some = columns(texts)
    wide = characters * EM // STEP * STEP
    wished = [wide // len(some) // STEP * STEP] * len(some)
    wished[-1] += wide - sum(wished)
    result = mended(some, wished, STEP)
    assert sum(result) == sum(wished)
    if any(c.lone_ends(w) for c, w in zip(some, result, strict=True)):
        narrowest = MARGINS + EM
        clean = [
            [w for w in range(w0 % STEP, wide, STEP) if w >= narrowest and not c.lone_ends(w)]
            for c, w0 in zip(some, wished, strict=True)
        ]
        assert not any(sum(widths) == wide for widths in product(*clean))


def test_widths_that_break_well_stay_as_they_were_wished_for() -> None:
    some = columns([["党支部"], ["学习贯彻会议精神"]])
    assert mended(some, [2000, 3000], STEP) == [2000, 3000]


def test_a_name_in_a_list_stays_whole_where_another_width_keeps_it_so() -> None:
    some = columns([["张守正、李敬业、王为民"], ["会议"]])
    tight = MARGINS + 5 * EM
    result = mended(some, [tight, 3000], STEP)
    assert not some[0].lone_ends(result[0])
