"""Figures as people write them: what they say, how they add up, how they are written back."""

from __future__ import annotations

import pickle
import re
from decimal import Decimal

import cn2an  # type: ignore[import-untyped]  # ships no annotations
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.content import quantities
from reportgen.content.quantities import Approximation, Quantity, Wording, numerals, parse, units
from reportgen.spans import Located, Span

EXACT, OVER, NEAR, ABOUT, AT_LEAST, UNDER = Approximation
# As written, value, unit, approximation.
SINGLE = """
34次            34         次     exact
7968卷          7968       卷     exact
4家             4          家     exact
34              34         -      exact
12,000卷        12000      卷     exact
260，000件      260000     件     exact
１２０人        120        人     exact
95.6%           95.6       %      exact
95.6％          95.6       %      exact
-3.2%           -3.2       %      exact
5‰              5          ‰      exact
2.5个百分点     2.5        个百分点 exact
百分之九十      90         %      exact
百分之九十五点六 95.6      %      exact
百分之百        100        %      exact
三成            30         %      exact
七成五          75         %      exact
近三成          30         %      near
三成以上        30         %      over
1.2万卷         12000      卷     exact
1.2万余卷       12000      卷     over
1万余件         10000      件     over
20多万件        200000     件     over
300万元         3000000    元     exact
1.5亿元         150000000  元     exact
1.2亿余元       120000000  元     over
三点五亿元      350000000  元     exact
3千克           3          千克   exact
130余篇         130        篇     over
20余场次        20         场次   over
110多个单位     110        个单位 over
超130篇         130        篇     over
逾百家          100        家     over
上千人          1000       人     over
100人以上       100        人     over
200人左右       200        人     about
约20人次        20         人次   about
大约30名        30         名     about
十来个          10         个     about
近百家          100        家     near
将近50场        50         场     near
不少于12次      12         次     at-least
至少4次         4          次     at-least
不足5%          5          %      under
不到10人        10         人     under
3天以内         3          天     under
二十余场        20         场     over
一百二十件      120        件     exact
一万二千卷      12000      卷     exact
一万多件        10000      件     over
三十多个        30         个     over
十几名          10         名     over
百余家          100        家     over
两次            2          次     exact
十二期          12         期     exact
3个半小时       3.5        个小时 exact
半天            0.5        天     exact
两个多月        2          个月   over
3年多           3          年     over
两倍多          2          倍     over
1200余人次      1200       人次   over
20人/次         20         人/次  exact
3家书吧         3          家书吧 exact
2个吧台         2          个吧台 exact
12课时          12         课时   exact
3,652m          3652       m      exact
−1,050m         -1050      m      exact
-1,050m         -1050      m      exact
－1,050m        -1050      m      exact
CH₄≤0.8%        0.8        %      under
≥95%            95         %      at-least
＞95％          95         %      over
<0.5%           0.5        %      under
≈200人          200        人     about
24℃             24         ℃      exact
3.2km²          3.2        km²    exact
12.5kW·h        12.5       kW·h   exact
0.5mg/m3        0.5        mg/m3  exact
40km/h          40         km/h   exact
零下3℃          -3         ℃      exact
负3℃            -3         ℃      exact
+10.1%          10.1       %      exact
＋12件          12         件     exact
650斤/亩        650        斤/亩  exact
30余m           30         m      over
"""
RANGES = """
3～5次          3          5        次   exact
3-5次           3          5        次   exact
3次至5次        3          5        次   exact
五至八人        5          8        人   exact
100到200人      100        200      人   exact
30%～40%        30         40       %    exact
30～40%         30         40       %    exact
3—5万元         30000      50000    元   exact
3万～5万元      30000      50000    元   exact
约30～40人      30         40       人   about
三四十人        30         40       人   about
十七八岁的      -          -        -    -
三五个          3          5        个   about
十七八名        17         18       名   about
数十名          20         99       名   about
几百家          200        999      家   about
"""
NO_QUANTITY = """
2022年 2022年度 二〇二二年 3月 3月5日 5日 5号 90后 21世纪 14:30 第一书记 第一时间 一把手 六个一
三会一课 百日提升 万众一心 十足 三分之二 二十大 好 人 ～ 34次，其中 一国两制 全年34次 5～3次
十几来次吧 十几次吧 12次左右吧 34次了 12次的 12吧 十几来次 十几余次 130多余篇
30余来人 Φ22×2400 1:2000 ±5 A4 PM2.5 GB9704 负1层 零下3至5℃
"""


#: a number and its unit apart, as units in Latin letters are written
APART = """
3,652 m | 3652 | m
−1,050 m | -1050 | m
CO 24 ppm | 24 | ppm
PM2.5 35 μg/m³ | 35 | μg/m³
110 kV | 110 | kV
12 m2 | 12 | m2
≤24 ppm | 24 | ppm
"""
NOT_ONE_NUMBER = (
    "Φ22×2400 mm|1:2000|±5 mm|2×660 MW|多人|屡有名次|没统计|若干|—|无|不详|几百上千人|三分之二"
)
UNREADABLE = "30余来人|3月5日|12次左右吧|1_000次|GB 9704|Windows 10"


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def known(text: str) -> Quantity:
    quantity = parse(text)
    assert quantity is not None, text
    return quantity


@pytest.mark.parametrize(("text", "value", "unit", "kind"), rows(SINGLE))
def test_a_figure_says_value_unit_and_approximation(
    text: str, value: str, unit: str, kind: str
) -> None:
    result = known(text)
    assert (result.value, result.unit, result.approximation, result.high, result.ordinal) == (
        Decimal(value),
        unit.replace("-", ""),
        kind,
        None,
        False,
    )
    assert result.prefix_text + result.number_text + result.unit_text == result.text == text


@pytest.mark.parametrize(("text", "low", "high", "unit", "kind"), rows(RANGES))
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str, kind: str) -> None:
    result = parse(text)
    if low == "-":
        assert result is None
        return
    assert result is not None
    assert (result.value, result.high, result.unit, result.approximation) == (
        Decimal(low),
        Decimal(high),
        unit,
        kind,
    )
    assert result.prefix_text + result.number_text + result.unit_text == text


@pytest.mark.parametrize(("text", "value"), [("第3次", 3), ("第三批", 3), ("首次", 1), ("首个", 1)])
def test_a_place_in_a_row_is_an_ordinal(text: str, value: int) -> None:
    assert known(text).ordinal
    assert known(text).value == value


@pytest.mark.parametrize("text", NO_QUANTITY.split())
def test_dates_names_and_sentences_are_no_quantities(text: str) -> None:
    assert parse(text) is None


def test_a_slide_gets_number_and_unit_apart() -> None:
    def parts(text: str) -> tuple[str, str, str]:
        result = known(text)
        return result.prefix_text, result.number_text, result.unit_text

    assert parts("1.2万余卷") == ("", "1.2", "万余卷")
    assert parts("近三成") == ("近", "三", "成")
    assert parts("百分之九十") == ("百分之", "九十", "")
    assert parts("3～5次") == ("", "3～5", "次")
    assert parts("第3次") == ("第", "3", "次")
    assert parts("12 000 卷") == ("", "12 000", " 卷")


def test_the_text_keeps_its_place_in_the_file() -> None:
    place = Span("content/branches/x/2022.yaml", 7, 9, 5)
    plain, located = known("130余篇"), known(Located.at("130余篇", place))
    assert isinstance(located.text, Located)
    assert located.text.span == place
    assert type(plain.text) is str
    assert plain == located
    assert pickle.loads(pickle.dumps(located)).text.span == place


@pytest.mark.parametrize(
    ("value", "like", "written"),
    [
        (12000, "1.2万卷", "1.2万卷"),
        (20000, "1.2万卷", "2万卷"),
        (8000, "1.2万卷", "8000卷"),
        (12345, "1.2万卷", "12345卷"),
        (13000, "12,000卷", "13,000卷"),
        (13000, "12 000 卷", "13 000 卷"),
        (13000, "7968卷", "13000卷"),
        (140, "130余篇", "140余篇"),
        (134, "130余篇", "134篇以上"),
        (134, "超130篇", "超134篇"),
        (230000, "20多万件", "23万多件"),
        (200, "上百家", "超二百家"),
        (2, "三次", "两次"),
        (12, "二十场", "十二场"),
        (30, "十几名", "三十名以上"),
        (50, "三四十人", "约五十人"),
        (40, "近三成", "近四成"),
        (75, "三成", "七成五"),
        (33, "近三成", "近33%"),
        (Decimal("95.5"), "百分之九十", "百分之九十五点五"),
        (-3, "百分之五", "-3%"),
        (4, "第3次", "第4次"),
        (3, "首次", "第三次"),
        (4, "3～5次", "4次"),
        (60000, "3—5万元", "6万元"),
        (4, "3个半小时", "4个小时"),
        (7, "3年多", "7年多"),
    ],
)
def test_a_value_is_written_in_the_manner_of_another(
    value: Decimal, like: str, written: str
) -> None:
    assert quantities.format_like(Decimal(value), known(like)) == written


LIKES = st.sampled_from([r[0] for r in rows(SINGLE) + rows(RANGES) if r[1] != "-"])
VALUES = st.decimals(0, 10**9, places=2) | st.integers(0, 10**11).map(Decimal)


@given(VALUES, LIKES)
@example(Decimal(0), "近三成")
@example(Decimal("0.5"), "二十余场")
def test_what_is_written_back_reads_as_the_same(value: Decimal, like: str) -> None:
    pattern = known(like)
    again = known(quantities.format_like(value, pattern))
    assert again.value == value
    assert again.unit == pattern.unit
    assert again.approximation is pattern.approximation


@given(
    st.text(max_size=30)
    | st.text("0123.,万亿千百十余多近约成几数两第～至%次篇个半零一二年月", max_size=9)
)
def test_any_text_is_read_without_a_fault_and_survives(text: str) -> None:
    result = parse(text)
    if result is not None:
        assert result.prefix_text + result.number_text + result.unit_text == text
        assert result.text == text
    for start, end, quantity in quantities.find_all(text):
        assert text[start:end] == quantity.text


@given(st.integers(0, 10**12 - 1))
def test_numerals_are_read_as_the_reference_library_writes_them(value: int) -> None:
    expected = (Decimal(value), None)
    assert numerals.read(cn2an.an2cn(value)) == expected
    assert numerals.read(numerals.write(value)) == expected


@given(st.integers(0, 10**8 - 1))
def test_numerals_are_written_as_the_reference_library_writes_them(value: int) -> None:
    # Ours drops the 一 of 一十二; above 亿 the library forgets the 零 of 九亿零八千.
    expected = cn2an.an2cn(value)
    assert numerals.write(value) == (expected[1:] if expected.startswith("一十") else expected)


@pytest.mark.parametrize(
    ("a", "b", "added"),
    [
        ("34次", "12次", "46次"),
        ("34次", "12", "46次"),
        ("12", "34次", "46次"),
        ("130余篇", "20篇", "150余篇"),
        ("130余篇", "34篇", "164篇以上"),
        ("1.2万卷", "7968卷", "19968卷"),
        ("1.2万卷", "8000卷", "2万卷"),
        ("约20人", "近30名", "约50人"),
        ("90分钟", "1.5小时", "180分钟"),
        ("1.5小时", "90分钟", "3小时"),
        ("3～5次", "2次", "5～7次"),
        ("3—5万元", "2万元", "5万～7万元"),
        ("30%～40%", "5%", "35%～45%"),
        ("不少于3次", "4次", "不少于7次"),
    ],
)
def test_figures_of_one_unit_add_up(a: str, b: str, added: str) -> None:
    assert quantities.add(known(a), known(b)).text == added


def test_a_total_carries_value_and_text() -> None:
    whole = quantities.total(known(text) for text in ("12次", "4次", "十次"))
    assert whole.value == 26
    assert whole.text == "26次"


@pytest.mark.parametrize(
    ("a", "b"), [("34次", "12篇"), ("12人", "30人次"), ("5%", "12"), ("3万元", "3万卷")]
)
def test_different_units_are_refused(a: str, b: str) -> None:
    for calculate in (quantities.add, quantities.difference, quantities.compare, quantities.ratio):
        with pytest.raises(ValueError, match="单位不同"):
            calculate(known(a), known(b))
    assert not quantities.same_value(known(a), known(b))
    assert not quantities.agrees(known(a), known(b))


def test_ordinals_nothing_and_zero_do_not_calculate() -> None:
    with pytest.raises(ValueError, match="次序"):
        quantities.add(known("第3次"), known("2次"))
    with pytest.raises(ValueError, match="没有"):
        quantities.total([])
    with pytest.raises(ValueError, match="为零"):
        quantities.ratio(known("3次"), known("0次"))


def test_differences_and_shares() -> None:
    assert quantities.difference(known("34次"), known("12次")).text == "22次"
    assert quantities.difference(known("95.6%"), known("93%")).text == "2.6个百分点"
    assert quantities.ratio(known("1小时"), known("30分钟")) == 2
    assert quantities.percentage(Decimal("0.9555")).text == "95.6%"
    assert quantities.growth(known("34次"), known("30次")).text == "13.3%"
    assert quantities.growth(known("15次"), known("30次")).text == "-50%"


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [("34次", "12次", 1), ("1.2万卷", "12000卷", 0), ("三成", "30%", 0), ("59分钟", "1小时", -1)],
)
def test_figures_compare_by_value(a: str, b: str, order: int) -> None:
    assert quantities.compare(known(a), known(b)) == order
    assert quantities.same_value(known(a), known(b)) == (order == 0)


@pytest.mark.parametrize(
    ("stated", "true", "agrees"),
    [
        ("130余篇", "134篇", True),
        ("130余篇", "140篇", False),
        ("130余篇", "129篇", False),
        ("1.2万余卷", "12968卷", True),
        ("百余家", "110家", True),
        ("近三成", "28.6%", True),
        ("近三成", "31%", False),
        ("约200人", "190人", True),
        ("100人以上", "260人", True),
        ("不少于12次", "11次", False),
        ("不足5%", "4.2%", True),
        ("数十名", "45人", True),
        ("3～5次", "4次", True),
        ("34次", "35次", False),
    ],
)
def test_a_stated_figure_agrees_with_a_true_one(stated: str, true: str, agrees: bool) -> None:
    assert quantities.agrees(known(stated), known(true)) is agrees


PROSE = [
    ("开展主题党日12次，参学1200余人次，刊发130余篇。", "12次 1200余人次 130余篇"),
    ("同比增长15.3%，近三成党员获评，百分之九十五满意。", "15.3% 近三成 百分之九十五"),
    ("接收档案26万件、1.2万卷，服务110多家单位。", "26万件 1.2万卷 110多家"),
    ("由34次增加到56次，从3家到5家，每月3～5次。", "34次 56次 3家 5家 3～5次"),
    ("举办三期，二十余场次，两年半，三个半小时。", "三期 二十余场次 两年半 三个半小时"),
    ("党员人数三十名，总数百家，节约100元，最近3年。", "三十名 100元 3年"),
    ("整理12,000卷、5000 余件，下降-3.2%。", "12,000卷 5000 余件 -3.2%"),
    ("建成4个专题数据库，在建2个；第二批启动。", "4个 2个 第二批"),
    ("2022年3月5日，1—6月，3月至5月8日，2021—2023年，上午9时30分，14:30。", ""),
    ("二〇二二年三月五日，90后党员，2022届，第一季度，21世纪，十四五期间。", ""),
    ("鲁档发〔2022〕3号，GB/T 9704-2012，A4纸，《十件实事》《三年行动》。", ""),
    ("党的二十大、十九届六中全会、第二十次全国代表大会、两个一百年、八项规定。", ""),
    ("“三会一课”“四个意识”，三会一课、六个一、两个维护、四个自信、四个方面。", ""),
    ("四套班子，四部门联合，十分重视，三支一扶，五位一体，三分之二，第一书记。", ""),
    ("一个支部，一名党员，几次，一把手，一站式，三成员，十佳标兵，四面八方。", ""),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose_gives_its_figures_and_nothing_else(text: str, expected: str) -> None:
    result = quantities.find_all(text)
    assert " ".join(q.text.replace(" ", "") for *_, q in result) == expected.replace(
        "5000 余", "5000余"
    )
    assert all(text[start:end] == quantity.text for start, end, quantity in result)


@pytest.mark.parametrize(
    "text", ["全年开展活动34次", "媒体发稿130余篇", "办结诉求305件", "服务单位110余家"]
)
def test_a_figure_may_end_a_text(text: str) -> None:
    assert [end for _, end, _ in quantities.find_all(text)] == [len(text)]


@pytest.mark.parametrize("line", APART.strip().splitlines())
def test_a_number_may_stand_apart_from_its_unit_and_behind_what_is_measured(line: str) -> None:
    text, value, unit = line.split(" | ")
    assert (known(text).value, known(text).unit, known(text).text) == (Decimal(value), unit, text)


@pytest.mark.parametrize("text", NOT_ONE_NUMBER.split("|"))
def test_what_is_not_one_number_is_a_value_in_words(text: str) -> None:
    assert quantities.read_value(text) == Wording(text)
    assert quantities.number_of(quantities.read_value(text)) is None


@pytest.mark.parametrize("text", UNREADABLE.split("|"))
def test_a_number_that_cannot_be_read_is_no_value(text: str) -> None:
    assert quantities.read_value(text) is None


MEASURE = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "CO ", "CH₄≤", "≥", "<", "约", "−", "-"]),
    st.decimals(0, 99999, places=2, allow_nan=False),
    st.sampled_from(["", " ", "\u00a0"]),
    st.sampled_from("m km² m³/h ppm kV kW·h ℃ % mg/m3 t".split()),  # noqa: SIM905
    st.sampled_from(["", "以上", "以下"]),
)


@given(MEASURE)
@example("CO 24.00 ppm以下")
def test_every_measure_is_read_with_its_number_and_kept_as_written(text: str) -> None:
    quantity = known(text)
    assert quantity.prefix_text + quantity.number_text + quantity.unit_text == quantity.text == text
    number = re.search(r"[0-9]+\.[0-9]+", text.replace("CH₄", ""))
    assert number
    assert abs(quantity.value) == Decimal(number[0])
    read_back = known(quantities.format_like(quantity.value, quantity))
    assert (read_back.value, read_back.unit) == (quantity.value, quantity.unit)


@given(st.text(alphabet="0123456789.,−-－≤≥<>×Φ±:/ CHOm²km³ppVkW·℃%余多约来次人篇万", max_size=14))
@example("Φ22×2400 mm")
@example("CH₄≤0.8%")
def test_reading_a_value_never_fails_and_keeps_the_text(text: str) -> None:
    value = quantities.read_value(text)
    assert value is None or value.text == text
    for start, end, quantity in quantities.find_all(text):
        assert quantity.text == text[start:end]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("掘进3,652 m，最深−1,050 m，CO浓度24 ppm", ["3,652 m", "−1,050 m", "24 ppm"]),
        ("CH₄≤0.8%，锚杆Φ22×2400 mm，比例1:2000", ["≤0.8%"]),
        ("酒12桌，猪肉30斤，党课8讲，5升油，3封信", ["12桌", "30斤", "8讲", "5升", "3封"]),
        ("铁塔12基，手套20副，电话5通，挖机8台班", ["12基", "20副", "5通", "8台班"]),
        ("4A级景区，5G网络，3升级，8讲话，MH370", []),
        ("养猪120头，鸡3000羽，鱼苗5万尾，桃120株", ["120头", "3000羽", "5万尾", "120株"]),
        ("门12樘，桩36根，井3眼，孔12孔，供电24千伏", ["12樘", "36根", "3眼", "12孔", "24千伏"]),
        ("手术36台次，飞行120架次，判3案，稿件8则", ["36台次", "120架次", "3案", "8则"]),
        ("亩产650斤/亩，浊度0.12 NTU，含氟3.5 mg/L", ["650斤/亩", "0.12 NTU", "3.5 mg/L"]),
        ("最低−3 ℃，零下12℃，同比+10.1%，增减−5件", ["−3 ℃", "零下12℃", "+10.1%", "−5件"]),
        ("贷款800万，存栏1.2万头，亏损0.3亿。", ["800万", "1.2万头", "0.3亿"]),
        ("Q1区29，A3，2号线，3号楼，12栋301室，B2层，负1层，T3，7×24小时，3头部", []),
        ("60岁以上老人，35至45岁党员，平均48岁", ["48岁"]),
        ("由上年的34次到56次，自3家至5家", ["34次", "56次", "3家", "5家"]),
    ],
)
def test_measures_of_every_trade_are_found_in_prose(text: str, measures: list[str]) -> None:
    assert [quantity.text for _, _, quantity in quantities.find_all(text)] == measures


COUNTED = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "近", "约", "超", "不少于", "−", "+"]),
    st.decimals(1, 99999, places=1, allow_nan=False).map(lambda number: f"{number:,}"),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["", "万"]),
    st.sampled_from([name for name in units.MEASURES if name not in ("分", "度", "成", "年")]),
)


@given(
    st.sampled_from(["", "全年共", "其中", "（"]),
    COUNTED,
    st.sampled_from(["", "。", "，", "、", "）"]),
)
@example("全年共", "−1,050.5万kW·h", "。")
def test_a_number_with_any_measure_is_found_in_prose(before: str, figure: str, after: str) -> None:
    (result,) = quantities.find_all(f"{before}{figure}{after}")
    assert result[2].text == figure
    assert result[2].unit.strip() in units.MEASURES
