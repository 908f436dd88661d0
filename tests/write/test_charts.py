from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, get_args

import pptx
import pytest
from lxml import etree
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.chart import ChartPart

from reportgen.document.nodes import Chart, ChartKind, Series
from reportgen.theme.deck_settings import ChartSettings
from reportgen.theme.deck_template import Faces
from reportgen.write.charts import (
    CHART_CONTENT_TYPE,
    CHART_RELATIONSHIP,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    ChartStyle,
    chart_alt,
    chart_xml,
    with_shares,
)
from reportgen.write.range_chart import drawn
from reportgen.write.workbook import chart_workbook

KINDS: tuple[ChartKind, ...] = get_args(ChartKind)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FACES = Faces(
    {
        "+mj-lt": "Times New Roman",
        "+mj-ea": "方正小标宋简体",
        "+mn-lt": "微软雅黑",
        "+mn-ea": "微软雅黑",
    }
)
SLIDE = ChartStyle.for_deck(ChartSettings(), FACES)

ONE = Chart(
    "column", "竞赛获奖", ("一等奖", "二等奖", "三等奖"), (Series("获奖", (4, 1, 2)),), "项"
)
TWO = Chart(
    "column",
    "两年对比",
    ("一季度", "二季度", "三季度"),
    (Series("2022年", (6, 8, None)), Series("2021年", (5, 9, 7))),
    "次",
)


THREE = replace(TWO, series=(*TWO.series, Series("2020年", (4, 4, 6))))


def tree(chart: Chart, style: ChartStyle = SLIDE) -> Any:
    return etree.fromstring(chart_xml(chart, style, "rId1"))


def values(root: Any, path: str) -> list[str]:
    steps = "/".join(f"{C}{step}" for step in path.split("/"))
    return [element.get("val") for element in root.iterfind(f".//{steps}")]


@pytest.mark.parametrize("kind", KINDS)
def test_python_pptx_reopens_each_kind_with_its_data(kind: ChartKind) -> None:
    chart = replace(ONE if kind in ("pie", "doughnut") else TWO, kind=kind, highlight=1)
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    package = deck.part.package
    book = Part(PackURI("/ppt/embeddings/1.xlsx"), WORKBOOK_CONTENT_TYPE, package)
    book.blob = chart_workbook(chart)
    part = Part(PackURI("/ppt/charts/chart1.xml"), CHART_CONTENT_TYPE, package)
    part.blob = chart_xml(chart, SLIDE, part.relate_to(book, WORKBOOK_RELATIONSHIP))
    slide.part.relate_to(part, CHART_RELATIONSHIP)

    saved = io.BytesIO()
    deck.save(saved)
    again = pptx.Presentation(saved)
    part_again = again.slides[0].part.part_related_by(CHART_RELATIONSHIP)
    assert isinstance(part_again, ChartPart)
    [plot] = part_again.chart.plots
    assert tuple(plot.categories) == chart.categories
    assert [(s.name, tuple(s.values)) for s in plot.series] == [
        (s.name, s.values) for s in drawn(chart).series
    ]
    assert part_again.chart_workbook.xlsx_part.blob == chart_workbook(chart)


@pytest.mark.parametrize("kind", KINDS)
def test_every_axis_is_referenced_and_every_reference_has_its_axis(kind: ChartKind) -> None:
    root = tree(replace(TWO, kind=kind))
    plot, *axes = root.find(f"{C}chart/{C}plotArea")[1:]
    referenced = [e.get("val") for e in plot.iterchildren(f"{C}axId")]
    assert referenced == [axis.find(f"{C}axId").get("val") for axis in axes]
    assert len(referenced) == (0 if kind in ("pie", "doughnut") else 2)
    assert all(0 <= int(number) < 2**32 for number in referenced)
    crossed = [axis.find(f"{C}crossAx").get("val") for axis in axes]
    assert sorted(crossed) == sorted(referenced)


@pytest.mark.parametrize("kind", KINDS)
def test_text_names_both_faces_and_its_language(kind: ChartKind) -> None:
    style = ChartStyle.for_word("Times New Roman", '仿宋"_&<', "Times New Roman")
    root = tree(replace(TWO, kind=kind), style)
    runs = list(root.iter(f"{A}defRPr"))
    assert runs
    for run in runs:
        assert run.get("lang") == "zh-CN"
        assert run.find(f"{A}ea").get("typeface") == '仿宋"_&<'
        assert run.find(f"{A}latin").get("typeface") == "Times New Roman"


@pytest.mark.parametrize("kind", KINDS)
def test_colours_are_theme_colours_only(kind: ChartKind) -> None:
    root = tree(replace(TWO, kind=kind, highlight=0))
    assert not list(root.iter(f"{A}srgbClr"))


def test_content_cannot_break_the_markup() -> None:
    chart = Chart("bar", 'a<b>&"c"', ("<x>", "&y;"), (Series("<s>&", (1, 2)),), '<u>&"')
    root = tree(chart)
    assert [v.text for v in root.iter(f"{C}v")] == ["<s>&", "<x>", "&y;", "1", "2"]
    assert tree(replace(chart, kind="pie")) is not None


def test_horizontal_bars_are_read_from_the_top() -> None:
    root = tree(replace(ONE, kind="bar"))
    assert values(root, "catAx/scaling/orientation") == ["maxMin"]
    assert values(tree(ONE), "catAx/scaling/orientation") == ["minMax"]


def test_only_lines_beside_a_visible_axis_need_not_start_from_zero() -> None:
    assert values(tree(ONE), "valAx/scaling/min") == ["0"]
    assert values(tree(replace(ONE, kind="line")), "valAx/scaling/min") == ["0"]
    assert values(tree(replace(THREE, kind="line")), "valAx/scaling/min") == []


def test_the_axis_leaves_room_for_the_number_of_a_bar_below_zero() -> None:
    below = replace(ONE, series=(Series("增减", (4, -36.8, 2)),))
    (minimum,) = values(tree(below), "valAx/scaling/min")
    assert float(minimum) < -36.8
    # A short bar beside long ones needs as much room: a part of the whole axis, not of its length.
    short = replace(ONE, series=(Series("增减", (50, -3.4, 2)),))
    (minimum,) = values(tree(short), "valAx/scaling/min")
    assert float(minimum) < -10


def test_a_single_series_needs_neither_legend_nor_value_axis() -> None:
    root = tree(ONE)
    assert root.find(f".//{C}legend") is None
    assert values(root, "valAx/delete") == ["1"]
    assert values(root, "dLbls/showVal") == ["1"]
    assert root.find(f".//{C}majorGridlines") is None


def test_two_lines_have_their_key_above_and_numbers_in_place_of_an_axis() -> None:
    root = tree(replace(TWO, kind="line"))
    assert values(root, "legend/legendPos") == ["t"]
    assert values(root, "valAx/delete") == ["1"]


def test_more_lines_keep_legend_and_value_axis() -> None:
    root = tree(replace(THREE, kind="line"))
    assert values(root, "legend/legendPos") == ["b"]
    assert values(root, "valAx/delete") == ["0"]


def test_of_many_points_the_ends_the_highest_and_the_lowest_have_a_number() -> None:
    months = tuple(f"{n}月" for n in range(1, 14))
    counts = (5, 4, 9, 3, 6, 7, 5, 1, 6, 5, 4, 6, 8)
    root = tree(Chart("line", "次数", months, (Series("次", counts),)))
    without = {label.find(f"{C}idx").get("val") for label in root.iter(f"{C}dLbl")}
    assert {str(n) for n in range(13)} - without == {"0", "2", "7", "12"}


def test_a_bar_of_a_tone_has_the_colour_of_the_tone() -> None:
    falling = Series("增减", (4, -3, 2), tones=("highlight", "decline", ""))
    root = tree(replace(ONE, series=(falling,)))
    colours = [point.find(f".//{A}schemeClr").get("val") for point in root.iter(f"{C}dPt")]
    assert colours == ["accent3", "accent4"]


def test_a_range_runs_from_the_smaller_value_to_the_larger() -> None:
    ranges = Chart(
        "range", "两年", ("甲", "乙"), (Series("上年", (57, 46)), Series("本年", (83, 41)))
    )
    change = drawn(ranges).series[2]
    assert change.values == (26, 5)
    lower, upper = drawn(ranges).series[0], drawn(ranges).series[4]
    assert (lower.labels, upper.labels) == (("57", "41"), ("83", "46"))


def test_numbers_of_two_lines_stand_on_their_outer_sides() -> None:
    root = tree(replace(TWO, kind="line"))
    first, second = root.iter(f"{C}ser")
    # 2021 is the higher line in the second quarter only.
    assert values(first, "dLbl/idx") == ["1"]
    assert values(first, "dLbl/dLblPos") == ["b"]
    assert first.find(f"{C}dLbls/{C}dLblPos").get("val") == "t"
    assert values(second, "dLbl/dLblPos") == ["t"]
    assert second.find(f"{C}dLbls/{C}dLblPos").get("val") == "b"


def test_a_missing_value_is_a_gap_not_a_zero() -> None:
    root = tree(replace(TWO, kind="line"))
    cache = root.find(f".//{C}val/{C}numRef/{C}numCache")
    assert cache.find(f"{C}ptCount").get("val") == "3"
    assert [point.get("idx") for point in cache.iter(f"{C}pt")] == ["0", "1"]
    assert values(root, "dispBlanksAs") == ["gap"]


def test_the_highlight_is_one_point_of_the_first_series_in_accent3() -> None:
    root = tree(replace(TWO, highlight=2))
    [point] = root.iter(f"{C}dPt")
    assert point.find(f"{C}idx").get("val") == "2"
    assert point.find(f".//{A}schemeClr").get("val") == "accent3"
    fills = [s.find(f"{C}spPr/{A}solidFill/{A}schemeClr").get("val") for s in root.iter(f"{C}ser")]
    assert fills == ["accent1", "accent4"]


def test_slices_other_than_the_highlight_take_the_palette_from_its_start() -> None:
    root = tree(replace(ONE, kind="pie", highlight=0))
    fills = [p.find(f"{C}spPr/{A}solidFill/{A}schemeClr").get("val") for p in root.iter(f"{C}dPt")]
    assert fills == ["accent3", "accent1", "accent4"]


def test_a_doughnut_never_places_its_labels() -> None:
    root = tree(replace(ONE, kind="doughnut"))
    assert not list(root.iter(f"{C}dLblPos"))
    assert values(root, "legend/legendPos") == ["r"]


def test_labels_say_percent_or_in_a_pie_the_unit() -> None:
    def code(chart: Chart) -> str:
        return str(tree(chart).find(f".//{C}dLbls/{C}numFmt").get("formatCode"))

    assert code(ONE) == "General"
    assert code(replace(ONE, unit="%")) == 'General"%"'
    assert code(replace(ONE, kind="pie")) == 'General"项"'
    assert code(replace(ONE, kind="pie", unit='"')) == "General"


def test_a_layer_too_thin_for_its_number_has_no_label() -> None:
    chart = replace(TWO, kind="stacked", series=(Series("甲", (90, 1)), Series("乙", (10, 40))))
    root = tree(replace(chart, categories=("上半年", "下半年")))
    first, second = root.iter(f"{C}ser")
    assert values(first, "dLbl/idx") == ["1"]
    assert values(first, "dLbl/delete") == ["1"]
    assert values(second, "dLbl/idx") == []


def test_many_marks_get_smaller_text() -> None:
    months = Chart(
        "column",
        "每月活动",
        tuple(f"{i}月" for i in range(1, 13)),
        (Series("次数", tuple(range(12))),),
    )
    root = tree(months)
    assert root.find(f".//{C}dLbls//{A}defRPr").get("sz") == "1800"
    assert root.find(f".//{C}catAx//{A}defRPr").get("sz") == "1400"
    assert tree(ONE).find(f".//{C}dLbls//{A}defRPr").get("sz") == "2400"


def test_a_chart_without_workbook_has_no_external_data() -> None:
    assert b"externalData" not in chart_xml(ONE, SLIDE, None)
    assert b'r:id="rId7"' in chart_xml(ONE, SLIDE, "rId7")


def test_the_title_is_left_to_the_caption() -> None:
    assert values(tree(ONE), "autoTitleDeleted") == ["1"]
    assert tree(ONE).find(f".//{C}title") is None


def test_a_colour_of_the_style_cannot_break_the_markup() -> None:
    root = tree(ONE, replace(SLIDE, palette=('a"&<b',), axis_line='x"&<'))
    assert root.find(f".//{C}ser/{C}spPr//{A}schemeClr").get("val") == 'a"&<b'
    assert root.find(f".//{C}catAx/{C}spPr//{A}schemeClr").get("val") == 'x"&<'


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert chart_xml(TWO, SLIDE, "rId1") == chart_xml(
        TWO, ChartStyle.for_deck(ChartSettings(), FACES), "rId1"
    )


def test_alternative_text_tells_every_value_in_one_sentence() -> None:
    assert chart_alt(ONE) == "柱形图：竞赛获奖，一等奖4项、二等奖1项、三等奖2项。"
    assert chart_alt(replace(TWO, kind="line")) == (
        "折线图：两年对比。2022年：一季度6次、二季度8次；2021年：一季度5次、二季度9次、三季度7次。"
    )
    assert chart_alt(replace(ONE, series=(Series("无", (None,) * 3),))) == "柱形图：竞赛获奖。"


def test_alternative_text_of_the_author_stands() -> None:
    assert chart_alt(replace(ONE, alt="一等奖过半。")) == "一等奖过半。"


def formats(chart: Chart) -> list[tuple[str, str]]:
    """Return category and number format of each label that differs from the others."""
    labels = tree(chart).iter(f"{C}dLbl")
    return [(e.find(f"{C}idx").get("val"), e.find(f"{C}numFmt").get("formatCode")) for e in labels]


APPROXIMATE = replace(
    ONE,
    series=(
        Series("获奖", (390, 120_000_000, -3), ("390余", "1.2亿", "约-3"), ("390余项", "", "")),
    ),
)


def test_a_value_is_labelled_as_it_was_written() -> None:
    expected = [("0", 'General"余"'), ("1", '"1.2亿"'), ("2", '"约-3";"约-3"')]
    assert formats(APPROXIMATE) == expected
    assert formats(replace(APPROXIMATE, kind="line")) == expected
    assert formats(ONE) == []


def test_a_slice_has_its_value_with_the_unit() -> None:
    slices = Series("获奖", (390, 120_000_000), ("390余", "1.2亿"), ("390余项", ""))
    pie = Chart("pie", "获奖", ("一等奖", "二等奖"), (slices,), "项")
    assert formats(pie)[0] == ("0", 'General"余项"')


def test_the_newest_of_several_years_has_the_main_colour() -> None:
    years = replace(TWO, newest_last=True)
    colours = [
        series.find(f"{C}spPr//{A}schemeClr").get("val") for series in tree(years).iter(f"{C}ser")
    ]
    assert colours[1] == SLIDE.palette[0]
    assert colours[0] == SLIDE.palette[1]


def test_the_alternative_text_tells_values_as_they_were_written() -> None:
    text = replace(
        ONE, series=(Series("", (390, 3, None), ("390余", "3", ""), ("390余项", "3项", "")),)
    )
    assert chart_alt(text) == "柱形图：竞赛获奖，一等奖390余项、二等奖3项。"


@pytest.mark.parametrize(
    ("title", "unit", "heading"),
    [
        ("党费收支", "万元", "党费收支（单位：万元）"),
        ("隐患（按类别）", "处", "隐患（按类别，单位：处）"),
        ("党费收支（万元）", "万元", "党费收支（万元）"),
        ("各项工作", "", "各项工作"),
        ("", "次", ""),
    ],
)
def test_the_heading_of_a_chart_states_its_unit_once(title: str, unit: str, heading: str) -> None:
    assert replace(ONE, title=title, unit=unit).heading == heading


def test_a_pie_without_shares_of_a_whole_becomes_columns() -> None:
    for values in ((0.0, 0.0), (-5.0, 10.0)):
        pie = Chart("pie", "占比", ("甲", "乙"), (Series("", values),))
        assert with_shares(pie).kind == "column"
        assert "柱形图" in chart_alt(pie)
    assert with_shares(Chart("pie", "占比", ("甲", "乙"), (Series("", (0.0, 3.0)),))).kind == "pie"


def test_of_many_names_below_columns_some_are_written() -> None:
    names = tuple(f"第{n}村" for n in range(60))
    many = Chart("column", "各村", names, (Series("", tuple(map(float, range(60)))),))
    assert b'<c:tickLblSkip val="4"/>' in chart_xml(many, SLIDE, None)


def test_lines_beyond_the_colours_of_the_palette_are_broken() -> None:
    ten = tuple(Series(f"组{n}", (1.0, float(n))) for n in range(10))
    data = chart_xml(Chart("line", "十组", ("一", "二"), ten), SLIDE, None)
    assert data.count(b'<a:prstDash val="sysDash"/>') == 5


def test_labels_of_tiny_slices_are_moved_apart() -> None:
    crumbs = Chart("pie", "碎饼", tuple("甲乙丙丁"), (Series("", (1000.0, 1.0, 2.0, 1.0)),))
    assert b'<c:dLblPos val="bestFit"/>' in chart_xml(crumbs, SLIDE, None)
