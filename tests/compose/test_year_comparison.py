"""What a deck says of two years: how many rose and fell, the largest change, no word of good or bad."""

from __future__ import annotations

from reportgen.compose.templates.year_comparison import (
    YearComparison,
    changes_chart,
    figures_takeaway,
    year_comparison,
)
from reportgen.content.quantities import parse
from reportgen.content.trends import Trend


def trend(label: str, last: str, this: str, better: str = "") -> Trend:
    before, now = parse(last), parse(this)
    assert before
    assert now
    return Trend(label, before, now, highlight=False, earlier={}, better=better)


def compared(*trends: Trend) -> YearComparison:
    years = year_comparison(trends)
    assert years
    return years


HAZARDS, PATROLS = trend("整改隐患", "57处", "83处"), trend("平安巡查", "88次", "104次")
DISPUTES, NOTICES = trend("化解矛盾", "46件", "41件"), trend("居务公开", "24期", "24期")


def test_the_title_counts_what_rose_stayed_and_fell() -> None:
    years = compared(DISPUTES, NOTICES, PATROLS, HAZARDS)
    assert years.title == "4项可比数字2升1平1降，整改隐患增幅最大"
    assert years.counted == "4项可比数字中2项增长、1项持平、1项下降"


def test_the_sentence_has_the_largest_change_and_then_the_fall_with_both_values() -> None:
    assert compared(DISPUTES, PATROLS, HAZARDS).takeaway == (
        "整改隐患由57处到83处，增长45.6%，增幅最大；化解矛盾由46件到41件，下降10.9%。"
    )


def test_the_rows_stand_by_their_change() -> None:
    years = compared(DISPUTES, NOTICES, PATROLS, HAZARDS)
    assert [row.label for row in years.rows] == ["整改隐患", "平安巡查", "居务公开", "化解矛盾"]


def test_a_change_of_a_small_number_is_told_in_numbers() -> None:
    lectures = trend("党课", "4次", "5次")
    assert (lectures.signed, lectures.growth, lectures.change) == ("+1次", None, "增加1次")


def test_shares_differ_by_points() -> None:
    assert trend("办结率", "91.9%", "97.8%").signed == "+5.9个百分点"
    assert trend("漏损率", "11.4%", "8.7%").gap == ("\u22122.7", "个百分点")


def test_a_difference_has_its_unit_apart_with_the_ten_thousands() -> None:
    assert trend("供水", "1,240万立方米", "1,286万立方米").gap == ("+46", "万立方米")


def test_a_bar_says_the_change_with_one_decimal_and_a_fall_has_its_own_tone() -> None:
    (series,) = changes_chart(compared(DISPUTES, PATROLS, HAZARDS).rows, "增减").series
    assert series.labels == ("+45.6%", "+18.2%", "\u221210.9%")
    assert series.tones == ("highlight", "", "decline")


def test_a_slide_holds_the_largest_changes() -> None:
    many = [trend(f"数字{n}", "100次", f"{100 + n}次") for n in range(1, 15)]
    years = compared(*many)
    assert (len(years.rows), years.others) == (11, 3)
    assert years.rows[0].label == "数字14"


def test_good_and_bad_is_said_only_where_the_author_says_which_way_is_better() -> None:
    letters = trend("重复来信", "20件", "36件", "less")
    visits, calls = trend("走访", "88次", "104次", "more"), trend("来电", "90次", "95次")
    assert "变" not in compared(visits, calls).takeaway.replace("走访变好。", "")
    years = compared(letters, visits, calls)
    assert years.takeaway.endswith("写明怎样算好的2项中1项变好、1项变差。")
    (series,) = changes_chart(years.rows, "变化").series
    tones = dict(zip((row.label for row in years.rows), series.tones, strict=True))
    assert tones == {"重复来信": "", "走访": "highlight", "来电": ""}


def test_the_title_says_that_all_became_better_where_the_author_says_it_of_each() -> None:
    faults, visits = trend("投诉", "29件", "17件", "less"), trend("走访", "88次", "104次", "more")
    calls = trend("来电", "90次", "95次", "more")
    years = compared(faults, visits, calls)
    assert years.title == "3项可比数字全部变好"
    assert "变好" not in years.takeaway
    assert (
        compared(faults, visits, trend("来电", "90次", "95次")).title
        == "3项可比数字2升1降，走访增幅最大"
    )


def test_figures_of_a_slide_are_summed_up_beside_last_year() -> None:
    assert figures_takeaway([PATROLS, HAZARDS]) == (
        "平安巡查同比增长18.2%，整改隐患同比增长45.6%。"
    )
    assert figures_takeaway([PATROLS]) == "平安巡查同比增长18.2%。"
    assert figures_takeaway([DISPUTES, NOTICES]) == "化解矛盾同比下降10.9%，居务公开与上年持平。"
    assert figures_takeaway([PATROLS, HAZARDS, DISPUTES]) == (
        "3项可比数字中2项增长、1项下降，整改隐患增幅最大，增长45.6%。"
    )
    assert figures_takeaway([]) == ""
