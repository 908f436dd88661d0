"""What a slide or the deck says stands there once: figures, leads, names; a further slide has its own title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import documents, measured
from support.topics import Part, named, pictures, points, prose, topic

from reportgen.choose.division import next_part, with_own_title
from reportgen.choose.facts import with_own_figures
from reportgen.choose.flat_lines import with_columns
from reportgen.choose.points import with_opening_names
from reportgen.choose.repeats import (
    is_shown,
    without_said_clauses,
    without_said_figures,
    without_said_lead,
    without_shown_slides,
)
from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    LineBreak,
    Number,
    Properties,
    Prose,
    Series,
    Table,
    Text,
    Topic,
)
from reportgen.document.walk import plain_text
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import load_theme
from reportgen.write.powerpoint import lower


def figure(label: str, number: str, unit: str) -> Part:
    return {"figure": Prose(((Number(number, unit),),)), "label": prose(label)}


def text(part: Part, name: str) -> str:
    value = part[name]
    assert isinstance(value, Prose)
    return "".join(map(plain_text, value.paragraphs))


PATROLS, MENDED = figure("平安巡查", "104", "次"), figure("整改隐患", "83", "处")


def test_a_figure_that_a_point_says_with_more_words_is_left_out() -> None:
    said = points("带队巡查，推动83处隐患销号", "主持商议")
    one = without_said_figures(topic(figure=(PATROLS, MENDED), point=said))
    assert one.groups["figure"] == (PATROLS,)
    alone = topic(figure=(MENDED,), point=said)
    assert without_said_figures(alone) is alone
    pictured = replace(alone, groups={**alone.groups, "picture": pictures(1)})
    assert "figure" not in without_said_figures(pictured).groups
    spare = replace(topic(figure=(PATROLS, MENDED), point=said), spare=frozenset({"point"}))
    assert without_said_figures(spare) is spare


def test_a_point_from_the_text_begins_behind_the_clauses_that_say_a_figure() -> None:
    words = "党员带队巡查104次，麦收防火、冬季防煤烟，各有各的点位"
    slots = {"text": prose(f"{words}；上门讲反诈，电话都存上了。")}
    both = topic(
        "", slots, figure=(PATROLS, MENDED), point=points(words, "上门讲反诈，电话都存上了")
    )
    first, second = without_said_clauses(both).groups["point"]
    assert text(first, "text") == "麦收防火、冬季防煤烟，各有各的点位"
    assert text(second, "text") == "上门讲反诈，电话都存上了"
    own = replace(both, slots={**both.slots, "text": prose("别的话。")})
    assert without_said_clauses(own) is own
    behind = "老党员带着年轻党员一起上门，全年巡查104次"
    both = topic("", {"text": prose(f"{behind}。")}, figure=(PATROLS, MENDED), point=points(behind))
    (only,) = without_said_clauses(both).groups["point"]
    assert text(only, "text") == "老党员带着年轻党员一起上门"


def test_a_point_from_the_text_that_only_says_figures_leaves_the_others() -> None:
    words, other = "党员带队巡查104次，推动83处隐患销号", "老旧线路年内没有改完"
    both = topic(
        "",
        {"text": prose(f"{words}。{other}。")},
        figure=(PATROLS, MENDED),
        point=points(words, other),
    )
    assert [text(p, "text") for p in without_said_clauses(both).groups["point"]] == [other]
    alone = topic("", {"text": prose(f"{words}。")}, figure=(PATROLS, MENDED), point=points(words))
    assert [text(p, "text") for p in without_said_clauses(alone).groups["point"]] == [words]


def test_a_single_figure_that_a_whole_point_says_is_left_out() -> None:
    words = "全年巡查104次，其中两次在夜里"
    slots = {"text": prose(f"{words}；上门讲反诈。")}
    both = topic("", slots, figure=(PATROLS,), point=points(words, "上门讲反诈"))
    assert without_said_clauses(both).groups == {"point": both.groups["point"]}


def test_spare_figures_that_go_on_with_those_before_stand_there() -> None:
    found = figure("排查隐患", "52", "处")
    work = topic(figure=(PATROLS, MENDED), point=points("各有各的点位", "件件登记"))
    work = replace(work, section="平安型")
    chain = topic(figure=(PATROLS, found, MENDED))
    chain = replace(chain, section="平安型", spare=frozenset({"figure"}))
    (one,) = without_shown_slides([work, chain])
    assert isinstance(one, Topic)
    assert one.groups == {"figure": (PATROLS, found, MENDED), "point": work.groups["point"]}


def test_a_further_slide_of_a_chart_says_what_it_shows() -> None:
    chart = Chart("column", "活动次数", ("一季度", "二季度"), (Series("", (16.0, 17.0)),))
    caption = Prose(((Text("活动季季均衡。"), Text("　"), Text("据活动记录统计。")),))
    titled = with_own_title(topic(chart=({"chart": chart, "caption": caption},)))
    (part,) = titled.groups["chart"]
    assert (text(titled.slots, "title"), text(part, "caption")) == (
        "活动季季均衡",
        "据活动记录统计。",
    )
    plain = with_own_title(topic(chart=({"chart": chart},)))
    assert text(plain.slots, "title") == "活动次数"


def test_a_further_slide_of_a_picture_has_the_lead_as_its_title() -> None:
    picture = {**pictures(1)[0], "caption": prose("接待大厅")}
    titled = with_own_title(topic("", {"lead": prose("件件有回音")}, picture=(picture,)))
    assert text(titled.slots, "title") == "件件有回音"
    assert "lead" not in titled.slots
    assert titled.groups["picture"] == (picture,)


def test_a_figure_goes_to_the_point_of_its_name() -> None:
    both = topic(figure=(PATROLS, MENDED), point=named("平安巡查", "调解"))
    assert without_said_figures(both).groups["figure"] == (MENDED,)


def test_a_lead_that_its_title_says_is_left_out() -> None:
    lead = Prose(((Text("先讲一课"), LineBreak(), Text("先改一条")),))
    titled = topic("", {"title": prose("抓学习，我先讲一课、先改一条"), "lead": lead})
    assert "lead" not in without_said_lead(titled).slots
    other = topic("", {"title": prose("抓学习"), "lead": lead})
    assert without_said_lead(other) is other


def test_a_lead_that_a_point_says_with_more_words_is_left_out() -> None:
    lead = Prose(((Text("难办的"), LineBreak(), Text("书记领办")),))
    slots = {"title": prose("抓诉求办理"), "lead": lead}
    repeated = topic("", slots, point=points("两个支委办不下来的由书记领办", "件件回访"))
    assert "lead" not in without_said_lead(repeated).slots
    assert len(repeated.groups["point"]) == len(without_said_lead(repeated).groups["point"])
    other = topic("", slots, point=points("两个支委轮流接待", "件件回访"))
    assert without_said_lead(other) is other


def test_a_point_that_is_a_name_and_a_number_stands_first_among_the_figures() -> None:
    both = topic(figure=(PATROLS,), point=points("全年领办19件", "两个支委办不下来的由书记领办"))
    first, second = with_own_figures(both).groups["figure"]
    assert (text(first, "label"), text(first, "figure")) == ("全年领办", "19件")
    assert second is PATROLS
    assert len(with_own_figures(both).groups["point"]) == 1
    assert with_own_figures(topic(point=points("全年领办19件"))).groups.keys() == {"point"}
    known = topic(figure=(PATROLS,), point=points("党员带队巡查104次"))
    assert with_own_figures(known) is known


def test_ten_thousands_stand_with_the_unit_of_a_figure() -> None:
    both = topic(figure=(PATROLS,), point=points("安全行驶218万公里"))
    value = with_own_figures(both).groups["figure"][0]["figure"]
    assert value == Prose(((Number("218", "万公里"),),))


def test_a_slide_of_figures_that_others_show_is_left_out_and_its_notes_are_spoken() -> None:
    work = topic(figure=(PATROLS,), point=points("排查隐患52处、整改50处，各有各的点位"))
    work = replace(work, section="平安型")
    shown = (PATROLS, figure("排查隐患", "52", "处"), figure("整改隐患", "50", "处"))
    counted = replace(topic(figure=shown), section="平安型", notes=prose("巡查104次").paragraphs)
    assert without_shown_slides([work, counted]) == [work, counted]
    counted = replace(counted, spare=frozenset({"figure"}))
    (one,) = without_shown_slides([work, counted])
    assert isinstance(one, Topic)
    assert "".join(map(plain_text, one.notes)) == "巡查104次"
    more = replace(counted, slots={**counted.slots, "takeaway": prose("都比上年多。")})
    assert without_shown_slides([work, more]) == [work, more]
    elsewhere = replace(counted, section="服务型")
    assert without_shown_slides([work, elsewhere]) == [work, elsewhere]
    new = replace(counted, groups={"figure": (*shown, MENDED)})
    assert without_shown_slides([work, new]) == [work, new]


def test_a_figure_is_shown_by_a_row_of_a_table_with_its_name_and_number() -> None:
    row = tuple(Cell((Text(words),)) for words in ("民主评议党员", "1", "1"))
    table = topic(months=({"table": Table((Column(),) * 3, (row,))},))
    assert is_shown(figure("民主评议", "1", "次"), [table])
    assert not is_shown(figure("民主评议", "2", "次"), [table])
    assert not is_shown(figure("谈心谈话", "1", "次"), [table])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("5月一个雨夜，厂区双回路同时停电", "事后写成一张图，人人演过一遍"), "5月一个雨夜"),
        (("5月一个雨夜，厂区双回路同时停电", "人人演过一遍"), ""),
        (("为了省时间，资料先发给支委看", "事后写成一张图，人人演过一遍"), ""),
    ],
)
def test_points_that_open_with_a_short_clause_have_it_as_their_name(
    words: tuple[str, ...], name: str
) -> None:
    first = with_opening_names(topic(point=points(*words))).groups["point"][0]
    assert (text(first, "name") if "name" in first else "") == name


def test_a_line_that_is_nearly_level_stands_as_columns() -> None:
    def kind(*values: float) -> str:
        chart = Chart("line", "次数", ("一", "二", "三")[: len(values)], (Series("", values),))
        part = with_columns(topic(chart=({"chart": chart},))).groups["chart"][0]
        assert isinstance(part["chart"], Chart)
        return part["chart"].kind

    assert kind(17.0, 16.0, 18.0) == "column"
    assert kind(3.0, 9.0, 18.0) == "line"
    assert kind(0.0, 0.0) == "line"


def test_what_stands_on_a_further_slide_has_a_title_of_its_own() -> None:
    chart = Chart("column", "支部活动次数", ("一",), (Series("", (17.0,)),))
    photo = ({**pictures(1)[0], "caption": prose("接待大厅（示意图）")},)
    for groups, title in (
        ({"chart": ({"chart": chart},)}, "支部活动次数"),
        ({"figure": (PATROLS, MENDED)}, "平安巡查、整改隐患"),
        ({"picture": photo}, "接待大厅（示意图）"),
        ({"picture": pictures(1)}, "把诉求办到家门口"),
    ):
        assert text(with_own_title(topic("", **groups)).slots, "title") == title


def test_figures_stand_beside_steps_a_picture_with_points_and_a_table(theme: DeckTheme) -> None:
    steps = topic(step=named("巡在前", "议在先", "办在快", "评在后"), figure=(PATROLS, MENDED))
    assert next_part(steps, theme) == (steps, None)
    shown = topic(picture=pictures(1), point=points("选址共商", "价格共议"), figure=(PATROLS,))
    assert next_part(shown, theme) == (shown, None)
    row = (Cell((Text("浊度"),)), Cell((Text("0.12"),)))
    listed = topic(table=({"table": Table((Column(),) * 2, (row, row))},), figure=(PATROLS, MENDED))
    assert next_part(listed, theme) == (listed, None)


@pytest.mark.parametrize("style", ["templates/juli", "templates/editorial"])
def test_figures_beside_other_content_stand_well_in_both_styles(style: str) -> None:
    theme = load_theme(documents.SUPPLIED, style).deck()
    mended = figure("化解矛盾纠纷", "41", "件")
    steps = {"step": named("巡在前", "议在先", "办在快", "评在后")}
    rows = tuple(
        tuple(Cell((Text(words),)) for words in row)
        for row in (
            ("指标", "2024年", "2025年"),
            ("浊度", "0.19", "0.12"),
            ("余氯", "0.52", "0.50"),
        )
    )
    said = points("选址、收费由居民、物业、网格员一起商量", "自家的车先进棚，自家的线先下楼")
    topics = (
        topic("", **steps, figure=(PATROLS, MENDED)),
        topic("", **steps, figure=(PATROLS, MENDED, mended)),
        topic(table=({"table": Table((Column(),) * 3, rows)},), figure=(PATROLS, MENDED)),
        topic(picture=pictures(1), point=said, figure=(PATROLS, mended)),
    )
    lowered = lower(Deck(Properties("试"), topics), theme)
    assert [slide.layout.family for slide in lowered.slides] == [
        "steps-two-figures",
        "steps-three-figures",
        "table-figures",
        "bullets-picture-figures",
    ]
    assert list(measured.faults_of(lowered.slides, theme)) == []
