"""A number and a format → what Excel shows. The expected texts are those of Excel."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.spreadsheets import number_formats as formats

AFTERNOON = datetime.datetime.fromisoformat("2025-01-10T14:30")
MIDNIGHT = datetime.datetime.fromisoformat("2025-01-10T00:00")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5, "General", "5"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (1234567.891, "General", "1234567.891"),
        (320102197001011234, "General", "3.20102E+17"),
        (0.00001234, "General", "1.234E-05"),
        (5, "G/通用格式", "5"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (-0.3, "0", "0"),
        (99.995, "0.00", "100.00"),
        (0.005, "0.00", "0.01"),
        (1234567, "#,##0", "1,234,567"),
        (0, "#,##0.00", "0.00"),
        (0.8333, "0%", "83%"),
        (0.8333, "0.0%", "83.3%"),
        (3, "000", "003"),
        (1.5, "0.##", "1.5"),
        (1234567, "#,##0,", "1,235"),
        (12, '"第"0"次"', "第12次"),
        (12, '0"名"', "12名"),
        (12, "0\\人", "12人"),
        (-3, "0;(0)", "(3)"),
        (-3, "#,##0_ ;[Red]-#,##0\\ ", "-3 "),
        (0, '0;-0;"零"', "零"),
        (0, "0;-0;;@", ""),
        (120, '[>=100]0"多";0"个"', "120多"),
        (12, '[>=100]0"多";0"个"', "12个"),
        (1180, "[$¥-804]#,##0", "¥1,180"),
        (12345, "0.00E+00", "1.23E+04"),
        (12345, "##0.0E+0", "12.3E+3"),
        (5, "@", "5"),
        (5, "#,##0;@", "5"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(value: float, code: str, shown: str) -> None:
    assert formats.text_of_number(value, code) == shown


@pytest.mark.parametrize(
    ("serial", "code", "value", "shown"),
    [
        (45667, "yyyy/m/d", datetime.date(2025, 1, 10), "2025/1/10"),
        (45667, 'yyyy"年"m"月"d"日";@', datetime.date(2025, 1, 10), "2025年1月10日"),
        (45667, "yyyy年m月d日", datetime.date(2025, 1, 10), "2025年1月10日"),
        (
            45667,
            '[DBNum1][$-804]yyyy"年"m"月"d"日"',
            datetime.date(2025, 1, 10),
            "二〇二五年一月十日",
        ),
        (45649, '[DBNum1][$-804]m"月"d"日"', datetime.date(2024, 12, 23), "十二月二十三日"),
        (45667, "[$-804]aaaa;@", datetime.date(2025, 1, 10), "星期五"),
        (45667, "[$-804]dddd", datetime.date(2025, 1, 10), "星期五"),
        (45667, "[$-F800]dddd, mmmm dd, yyyy", datetime.date(2025, 1, 10), "2025年1月10日"),
        (45667, "d-mmm-yy", datetime.date(2025, 1, 10), "10-Jan-25"),
        (
            45667.604166666664,
            "yyyy/m/d h:mm",
            AFTERNOON,
            "2025/1/10 14:30",
        ),
        (45667.604166666664, "yyyy/m/d", AFTERNOON, "2025/1/10"),
        (45667, "yyyy/m/d h:mm", MIDNIGHT, "2025/1/10 0:00"),
        (0.361111111, "h:mm:ss", datetime.time(8, 40), "8:40:00"),
        (0.604166667, '上午/下午h"时"mm"分"', datetime.time(14, 30), "下午2时30分"),
        (0.5, "h:mm AM/PM", datetime.time(12), "12:00 PM"),
        (1.5, "[h]:mm", datetime.timedelta(hours=36), "36:00"),
        (0.0625, "[mm]", datetime.timedelta(minutes=90), "90"),
        (0.0000173611, "ss.0", datetime.time(0, 0, 1, 500000), "01.5"),
        (59, "yyyy-mm-dd", datetime.date(1900, 2, 28), "1900-02-28"),
        (61, "yyyy-mm-dd", datetime.date(1900, 3, 1), "1900-03-01"),
    ],
)
def test_a_date_is_read_and_shown(
    serial: float, code: str, value: formats.Moment, shown: str
) -> None:
    moment = formats.moment_of(serial, code, from_1904=False)
    assert moment == value
    assert type(moment) is type(value)
    assert formats.text_of_moment(value, code) == shown


@pytest.mark.parametrize("number", [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 14, 22])
def test_built_in_dates_of_chinese_excel_are_dates(number: int) -> None:
    moment = formats.moment_of(45667, formats.BUILT_IN[number], from_1904=False)
    assert isinstance(moment, datetime.date)
    assert (moment.year, moment.month, moment.day) == (2025, 1, 10)


@pytest.mark.parametrize("number", [32, 33, 34, 35, 55, 56, 18, 19, 20, 21])
def test_built_in_times_of_chinese_excel_are_times(number: int) -> None:
    assert formats.moment_of(0.375, formats.BUILT_IN[number], from_1904=False) == datetime.time(9)


@pytest.mark.parametrize(
    "code", ['0"d"', '"年"0', "0.00", "General", "@", "[Red]0", "0\\y", "#,##0;[Red]-0"]
)
def test_letters_in_quotes_colours_and_numbers_make_no_date(code: str) -> None:
    assert not formats.is_moment(code)


def test_the_calendar_of_1904_counts_from_its_first_day() -> None:
    assert formats.moment_of(44205, "yyyy/m/d", from_1904=True) == datetime.date(2025, 1, 10)


@pytest.mark.parametrize("serial", [-1, 2_958_466, 1e300])
def test_a_number_outside_the_calendar_is_no_date(serial: float) -> None:
    assert formats.moment_of(serial, "yyyy/m/d", from_1904=False) is None
    assert formats.text_of_number(serial, "yyyy/m/d") == "######"


def test_day_zero_is_shown_as_excel_shows_it() -> None:
    assert formats.text_of_number(0, "yyyy/m/d") == "1900/1/0"


@pytest.mark.parametrize(
    ("code", "shown"),
    [("@", "王安"), ('@"同志"', "王安同志"), ("0.00", "王安"), ('0;-0;;"*"@', "*王安")],
)
def test_a_text_is_shown_in_the_section_for_texts(code: str, shown: str) -> None:
    assert formats.text_of_text("王安", code) == shown


@given(
    st.text(alphabet='0#?.,%@yYmMdDhHsSaAeEgG"\\[]$-804年月日;:/ _*+<>=1TBNR上午/下', max_size=24),
    st.one_of(
        st.integers(-(10**16), 10**16),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
)
def test_no_format_stops_the_reader(code: str, value: float) -> None:
    moment = formats.moment_of(value, code, from_1904=False) if formats.is_moment(code) else None
    text = (
        formats.text_of_number(value, code)
        if moment is None
        else formats.text_of_moment(moment, code)
    )
    assert isinstance(text, str)
    assert isinstance(formats.text_of_text("文", code), str)
