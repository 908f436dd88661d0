from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.chinese import EAST_ASIAN_LETTERS
from reportgen.measure.latin_gaps import gaps_in_impress, gaps_in_word

_LATIN, _WEAK = "[!-~\u00a1-\u024f]", "[\\s\u2010-\u2027\u2030-\u205e]"
_CHINESE = f"[{EAST_ASIAN_LETTERS}\u3000-\u303f\uff01-\uffef\uac00-\ud7a3]"
_MEETING = re.compile(
    f"{_LATIN}{_WEAK}*(?={_CHINESE})|{_CHINESE}{_WEAK}*(?={_LATIN})|\\A{_WEAK}+(?={_CHINESE})"
)
_HAN = re.compile(f"[{EAST_ASIAN_LETTERS}]")


@given(st.text("中文，。（Aa1b %—…“”\n\vé가", max_size=12))
@example("“中”a、b")
def test_impress_keeps_latin_and_the_marks_beside_it_from_chinese(text: str) -> None:
    assert gaps_in_impress(text) == [match.end() for match in _MEETING.finditer(text)]


def test_spaces_as_wide_as_a_character_are_chinese_but_where_they_open_a_paragraph() -> None:
    assert gaps_in_impress("A\u3000B") == [1, 2]
    assert gaps_in_impress("\u3000\u3000中文") == [2]


@given(st.text("中々。A9%é ，", max_size=12))
def test_word_keeps_letters_and_figures_from_chinese_alone(text: str) -> None:
    for place in gaps_in_word(text):
        pair = text[place - 1 : place + 1]
        assert _HAN.search(pair)
        assert re.search("[A-Za-z0-9%]", pair)
