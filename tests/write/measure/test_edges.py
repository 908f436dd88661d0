from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.write.measure.edges import HAN, edges, edges_in_impress, holds_wide

_LATIN, _WEAK = "[!-~\u00a1-\u024f]", "[\\s\u2010-\u2027\u2030-\u205e]"
_CHINESE = f"[{HAN}\u3000-\u303f\uff01-\uffef\uac00-\ud7a3]"
#: the same told as one pattern, which takes long to compile
_MEETING = re.compile(
    f"{_LATIN}{_WEAK}*(?={_CHINESE})|{_CHINESE}{_WEAK}*(?={_LATIN})|\\A{_WEAK}+(?={_CHINESE})"
)
_HAN = re.compile(f"[{HAN}]")


@given(st.text("中文，。（Aa1b %—…“”\n\vé가", max_size=12))
@example("“中”a、b")
def test_impress_keeps_latin_and_the_marks_beside_it_from_chinese(text: str) -> None:
    assert edges_in_impress(text) == [match.end() for match in _MEETING.finditer(text)]


def test_spaces_as_wide_as_a_character_are_chinese_but_where_they_open_a_paragraph() -> None:
    assert edges_in_impress("A\u3000B") == [1, 2]
    assert edges_in_impress("\u3000\u3000中文") == [2]


@given(st.text("中々。A9%é ，", max_size=12))
def test_word_keeps_letters_and_figures_from_chinese_alone(text: str) -> None:
    for place in edges(text):
        pair = text[place - 1 : place + 1]
        assert _HAN.search(pair)
        assert re.search("[A-Za-z0-9%]", pair)


def test_a_character_is_wide_as_unicode_has_it() -> None:
    for first, last in ((0x1100, 0x115F), (0x3041, 0x3096), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)):
        for code in (first, (first + last) // 2, last):
            assert unicodedata.east_asian_width(chr(code)) == "W"
            assert holds_wide(f"a {chr(code)}")
    assert not holds_wide("Word 2016, é, π")
