from __future__ import annotations

import pytest

from reportgen.measure import LineRules, face, text_width
from reportgen.measure.faces import advances


def test_times_digits_are_half_an_em_and_chinese_is_a_whole_one() -> None:
    times = face("仿宋_GB2312", "Times New Roman")
    assert text_width("2022", times, 16) == pytest.approx(32)
    assert text_width("年度总结", times, 16) == pytest.approx(64)


def test_the_old_windows_faces_set_latin_in_half_an_em() -> None:
    assert text_width("ABC123", face("仿宋"), 10) == pytest.approx(30)


@pytest.mark.parametrize("mark", "“”‘’…—·《》，。×①Ⅱ％～")
def test_chinese_marks_are_full_width_in_chinese_text(mark: str) -> None:
    with_mark = text_width(f"党{mark}", face("宋体", "Times New Roman"), 10, rules=LineRules())
    assert with_mark == pytest.approx(20)


def test_quotes_are_narrow_in_purely_latin_text() -> None:
    assert text_width("“OK”", face("宋体", "Times New Roman"), 10) < 30


def test_combining_marks_and_joiners_take_no_room() -> None:
    table = advances(face("宋体"))
    assert [table[c] for c in "\u0301\u200d\u200b\ufe0f\n"] == [0, 0, 0, 0, 0]


def test_half_width_kana_takes_half_and_an_emoji_more_than_an_em() -> None:
    table = advances(face("宋体"))
    assert table["ｱ"] == 500
    assert table["𠮷"] == 1000
    assert table["😀"] > 1000


def test_accented_pinyin_stays_as_narrow_as_its_letters() -> None:
    table = advances(face("宋体", "Times New Roman"))
    assert table["à"] == table["a"]


def test_an_unlisted_face_is_measured_wide() -> None:
    unknown = text_width("2022年ABC", face("某单位自用字体"), 10)
    assert unknown >= text_width("2022年ABC", face("微软雅黑"), 10)


def test_bold_digits_of_yahei_are_wider() -> None:
    regular, bold = face("微软雅黑"), face("微软雅黑", bold=True)
    assert text_width("12", bold, 10) > text_width("12", regular, 10)


def test_a_face_is_made_once() -> None:
    assert face("宋体", "Arial") is face("宋体", "Arial")
    assert face("宋体", "宋体", bold=False) is face("宋体")
