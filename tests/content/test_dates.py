"""Dates as people write them: what they mean, how they print, how they sort and count."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content.dates import (
    Precision,
    WrittenDate,
    code,
    in_order,
    month_label,
    months_of,
    parse,
    touches_year,
)
from reportgen.spans import Located, Span

# As written, in full, in a list, first day, last day, precision, month.
DATES = """
2025-05-12          2025年5月12日       5月12日         05-12 05-12 day    5
2025.5.12           2025年5月12日       5月12日         05-12 05-12 day    5
2025/5/12           2025年5月12日       5月12日         05-12 05-12 day    5
2025年5月12日       2025年5月12日       5月12日         05-12 05-12 day    5
２０２５年５月１２日 2025年5月12日      5月12日         05-12 05-12 day    5
20250512            2025年5月12日       5月12日         05-12 05-12 day    5
5月12日             2025年5月12日       5月12日         05-12 05-12 day    5
5月12号             2025年5月12日       5月12日         05-12 05-12 day    5
5.12                2025年5月12日       5月12日         05-12 05-12 day    5
12·4                2025年12月4日       12月4日         12-04 12-04 day    12
二〇二五年五月十二日 二〇二五年五月十二日 二〇二五年五月十二日 05-12 05-12 day 5
五月二十日          五月二十日          五月二十日      05-20 05-20 day    5
5月12日_14:30       2025年5月12日_14:30 5月12日         05-12 05-12 day    5
2025/5/12_0:00      2025年5月12日       5月12日         05-12 05-12 day    5
5月12日（周一）     2025年5月12日（周一） 5月12日       05-12 05-12 day    5
5月12日上午9时      2025年5月12日上午9时 5月12日        05-12 05-12 day    5
七一                七一                七一            07-01 07-01 day    7
五四青年节          五四青年节          五四青年节      05-04 05-04 day    5
国庆节              国庆节              国庆节          10-01 10-01 day    10
国庆期间            国庆期间            国庆期间        10-01 10-07 month  10
七一前后            七一前后            七一前后        07-01 07-01 month  7
“七一”前后          “七一”前后          “七一”前后      07-01 07-01 month  7
5月                 5月                 5月             05-01 05-31 month  5
5月份               5月份               5月份           05-01 05-31 month  5
五月                五月                五月            05-01 05-31 month  5
2025年5月           2025年5月           5月             05-01 05-31 month  5
2025.5              2025年5月           5月             05-01 05-31 month  5
5月上旬             5月上旬             5月上旬         05-01 05-10 month  5
5月中旬             5月中旬             5月中旬         05-11 05-20 month  5
5月下旬             5月下旬             5月下旬         05-21 05-31 month  5
5月初               5月初               5月初           05-01 05-10 month  5
2月底               2月底               2月底           02-21 02-28 month  2
5月月底             5月月底             5月月底         05-21 05-31 month  5
4—7月               4—7月               4—7月           04-01 07-31 month  4
4-7月               4-7月               4-7月           04-01 07-31 month  4
4月至7月            4月至7月            4月至7月        04-01 07-31 month  4
四至七月            四至七月            四至七月        04-01 07-31 month  4
2025年4—7月         2025年4—7月         4—7月           04-01 07-31 month  4
5月上旬至中旬       5月上旬至中旬       5月上旬至中旬   05-01 05-20 month  5
5月12日—14日        5月12日—14日        5月12日—14日    05-12 05-14 day    5
5月12—14日          5月12—14日          5月12—14日      05-12 05-14 day    5
5.12-5.14           5.12-5.14           5.12-5.14       05-12 05-14 day    5
5月12日至6月3日     5月12日至6月3日     5月12日至6月3日 05-12 06-03 day    5
2025-05-12至2025-05-14 2025-05-12至2025-05-14 2025-05-12至2025-05-14 05-12 05-14 day 5
3月5日、4月8日      3月5日、4月8日      3月5日、4月8日  03-05 04-08 day    3
1、3、5月           1、3、5月           1、3、5月       01-01 05-31 month  1
上半年              上半年              上半年          01-01 06-30 period -
2025年下半年        2025年下半年        2025年下半年    07-01 12-31 period -
一季度              一季度              一季度          01-01 03-31 period -
第三季度            第三季度            第三季度        07-01 09-30 period -
一至三季度          一至三季度          一至三季度      01-01 09-30 period -
前三季度            前三季度            前三季度        01-01 09-30 period -
年初                年初                年初            01-01 02-28 period -
年中                年中                年中            06-01 07-31 period -
年底                年底                年底            12-01 12-31 month  12
2025年底            2025年底            2025年底        12-01 12-31 month  12
今年5月             今年5月             今年5月         05-01 05-31 month  5
全年                全年                全年            01-01 12-31 period -
每月5日             每月5日             每月5日         01-01 12-31 period -
"""
UNPLACED = "正月初八 农历八月十五 八月十五 春节前后 清明 近期 昨天 说不清 abc 12:30 5月以前"
IMPOSSIBLE = "2025年13月 2月30日 2月29日 2025-13-01 20250230 5月32日 13.5 0月 5月14日—12日"


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_a_date_is_placed_and_printed(line: str) -> None:
    text, full, short, first, last, precision, month = (
        part.replace("_", " ") for part in line.split()
    )
    date = parse(text, 2025)
    assert date is not None
    assert (date.text, date.full, date.short) == (text, full, short)
    assert (f"{date.first:%m-%d}", f"{date.last:%m-%d}") == (first, last)
    assert date.first is not None
    assert date.first.year == 2025
    assert (str(date.precision.value), str(date.month or "-")) == (precision, month)


@pytest.mark.parametrize("text", UNPLACED.split())
def test_what_the_calendar_does_not_tell_stands_as_it_was_written(text: str) -> None:
    date = parse(text, 2025)
    assert date is not None
    assert (date.full, date.short, date.stretches) == (text, text, ())
    assert date.precision is Precision.UNKNOWN


@pytest.mark.parametrize("text", IMPOSSIBLE.split())
def test_a_day_that_no_calendar_has_is_none(text: str) -> None:
    assert parse(text, 2025) is None


def test_a_leap_day_is_a_day_of_its_year() -> None:
    assert parse("2月29日", 2024) is not None
    assert parse("2月29日") is not None  # the year is not known


def test_without_a_year_a_day_has_no_place_and_no_year_is_added() -> None:
    date = parse("1月5日")
    assert date is not None
    assert (date.full, date.stretches) == ("1月5日", ())
    named = parse("2026-01-05")
    assert named is not None
    assert (named.full, named.day) == ("2026年1月5日", datetime.date(2026, 1, 5))


def test_another_year_is_printed_and_counts_for_no_month() -> None:
    date = placed("2024-12-30")
    assert (date.short, date.month, touches_year(date, 2025)) == ("2024年12月30日", None, False)
    over = placed("2024年12月—2025年2月")
    assert (over.short, over.month, touches_year(over, 2025)) == (over.text, None, True)
    assert months_of(over, 2025) == {1, 2}


def test_a_range_that_passes_the_new_year_ends_in_the_next() -> None:
    date = placed("12月—2月")
    assert (date.first, date.last) == (datetime.date(2025, 12, 1), datetime.date(2026, 2, 28))


def test_a_range_covers_each_of_its_months_and_a_list_only_those_it_names() -> None:
    assert months_of(placed("4—7月"), 2025) == {4, 5, 6, 7}
    assert months_of(placed("5月28日至6月3日"), 2025) == {5, 6}
    assert months_of(placed("1、3、5月"), 2025) == {1, 3, 5}
    assert months_of(placed("一季度"), 2025) == {1, 2, 3}
    assert months_of(placed("近期"), 2025) == frozenset()


def test_a_date_keeps_its_place_also_in_pickle() -> None:
    span = Span("2025.yaml", 3, 9, 2)
    date = parse(Located.at("5月", span), 2025)
    assert date is not None
    again = pickle.loads(pickle.dumps(date))
    assert again == date
    assert again.text.span == span


@pytest.mark.parametrize(
    ("text", "name"),
    [("5.12", "0512"), ("5月12日—14日", "0512"), ("5月", "05"), ("七一", "0701"), ("4—7月", "04"),
     ("上半年", "上半年"), ("正月初八", "正月初八")],
)  # fmt: skip
def test_a_file_name_begins_with_what_is_known_of_the_day(text: str, name: str) -> None:
    assert code(placed(text)) == name


@pytest.mark.parametrize(
    ("text", "label"),
    [("2025-05-12", ("5", "月")), ("5月上旬", ("5", "月")), ("五月", ("5", "月")),
     ("4月至7月", ("4—7", "月")), ("5月28日至6月3日", ("5—6", "月")), ("七一前后", ("七一前后", "")),
     ("正月初八", ("正月初八", "")), ("上半年", ("上半年", ""))],
)  # fmt: skip
def test_a_timeline_names_the_unit_only_of_a_month(text: str, label: tuple[str, str]) -> None:
    assert month_label(placed(text)) == label


def placed(text: str) -> WrittenDate:
    date = parse(text, 2025)
    assert date is not None
    return date


def ordered(*texts: str) -> list[str]:
    return [str(d.text) for d in in_order(lambda date: date, [placed(text) for text in texts])]


def test_a_month_comes_behind_its_days_and_a_year_behind_its_months() -> None:
    assert ordered("全年", "5月", "5月20日", "6月1日", "5月上旬", "上半年", "4—7月") == [
        "4—7月", "5月上旬", "5月20日", "5月", "6月1日", "上半年", "全年",
    ]  # fmt: skip


def test_a_date_without_a_place_stays_behind_the_one_before_it() -> None:
    assert ordered("近期", "5月", "正月初八", "3月", "一天") == [
        "近期", "3月", "一天", "5月", "正月初八",
    ]  # fmt: skip


def test_the_second_list_begins_anew() -> None:
    lists = [[placed("5月")], [placed("近期"), placed("3月")]]
    assert [d.text for d in in_order(lambda date: date, *lists)] == ["近期", "3月", "5月"]


#: texts that look like dates, and any other
DATE_LIKE = st.text(
    "0123456789〇一二三十年月日号上中下旬初底末季度半全每春节国庆七至—-~/.、 :（周）"
)
YEARS = st.none() | st.integers(1, 9999)


@given(st.text() | DATE_LIKE, YEARS)
def test_every_text_is_a_date_or_none(text: str, year: int | None) -> None:
    date = parse(text, year)
    if date is not None:
        assert date.text == text
        assert bool(date.stretches) == (date.position is not None) == (date.first is not None)
        assert month_label(date).number == date.short or date.month
        assert isinstance(code(date), str)


@given(st.text("春夏秋冬节清明端午中秋重阳腊正月初除夕近日前不久", min_size=1), YEARS)
def test_what_has_no_place_prints_as_it_was_written(text: str, year: int | None) -> None:
    date = parse(text, year)
    assert date is not None
    assert (date.full, date.short, date.stretches) == (text, text, ())


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9998, 12, 31)))
def test_every_way_to_write_a_day_is_that_day(day: datetime.date) -> None:
    written = f"{day.year}年{day.month}月{day.day}日"
    for text in (
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}", written, f"{day.month}月{day.day}日",
        f"{day.month}.{day.day}",
    ):  # fmt: skip
        date = parse(text, day.year)
        assert date is not None
        assert (date.day, date.full, date.short) == (day, written, written.partition("年")[2])


SPANS = st.one_of(
    st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)).map(
        lambda day: f"{day.month}月{day.day}日"
    ),
    st.integers(1, 12).map("{}月".format),
    st.tuples(st.integers(1, 12), st.sampled_from(["上旬", "中旬", "下旬"])).map(
        lambda part: f"{part[0]}月{part[1]}"
    ),
    st.tuples(st.integers(1, 11), st.integers(1, 11)).map(
        lambda ends: f"{ends[0]}—{min(12, ends[0] + ends[1])}月"
    ),
    st.sampled_from(["上半年", "下半年", "一季度", "四季度", "全年", "七一", "国庆期间"]),
)


@given(st.lists(SPANS), st.lists(SPANS | st.just("近期")))
def test_dates_that_do_not_meet_stand_in_the_order_of_the_calendar(
    texts: list[str], mixed: list[str]
) -> None:
    dates = in_order(lambda date: date, [placed(text) for text in texts])
    for index, date in enumerate(dates):
        for later in dates[index + 1 :]:
            assert date.first is not None
            assert later.last is not None
            assert date.first <= later.last
    once = ordered(*mixed)
    assert sorted(once) == sorted(mixed)
    assert ordered(*once) == once


@pytest.mark.parametrize(
    "text", ["5月12日 25:00", "5月12日 9:75", "5月12日 14:30-26:00", "5月12日24时30分"]
)
def test_there_is_no_such_time_of_day(text: str) -> None:
    assert parse(text, 2025) is None


@pytest.mark.parametrize(
    "text", ["5月12日 0:00", "5月12日 24:00", "5月12日下午2点半", "5月12日9时"]
)
def test_a_time_of_day_is_part_of_its_day(text: str) -> None:
    date = parse(text, 2025)
    assert date
    assert date.day == datetime.date(2025, 5, 12)
