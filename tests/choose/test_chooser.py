"""Which layout each content of a slide asks for, and that nothing of it is lost by the choice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.topics import CHART, Part, figures, named, pictures, points, prose, topic

from reportgen.choose import choose
from reportgen.document.nodes import (
    Cell,
    Column,
    Deck,
    Picture,
    Properties,
    Slide,
    Table,
    Text,
    Topic,
)
from reportgen.document.walk import plain_text, walk
from reportgen.theme.deck import DeckTheme


class OneSlide:
    count = 1
    fill = 0.5


def layouts(theme: DeckTheme, *topics: Topic) -> list[str]:
    chosen = choose(Deck(Properties("试"), topics), theme, lambda _: OneSlide())
    return [each.slide.layout for each in chosen]


def changes(count: int) -> tuple[Part, ...]:
    part = {name: prose("12件") for name in ("label", "last", "this", "gap")}
    return (part,) * count


YEARS: dict[str, tuple[Part, ...]] = {
    "years": ({"table": Table((Column(),), ((Cell(()),), (Cell(()),))), **CHART},),
    "year-table": ({"table": Table((Column(),), ((Cell(()),), (Cell(()),)))},),
    "range": ({**CHART, "gap-head": prose("增减")},),
    "slope": (CHART,),
}


@pytest.mark.parametrize(
    ("expected", "traits", "names", "count"),
    [
        ("year-slope", {"rates"}, ("year-table", "slope"), 2),
        ("year-dumbbell", {"one-scale", "growths"}, ("years", "range"), 4),
        ("year-compare-short", {"growths"}, ("years",), 4),
        ("comparison", set(), (), 4),
        ("table", set(), ("year-table",), 9),
    ],
)
def test_two_years_are_shown_once_in_the_form_that_their_figures_allow(
    theme: DeckTheme, expected: str, traits: set[str], names: tuple[str, ...], count: int
) -> None:
    groups = {name: YEARS[name] for name in names} | {"change": changes(count)}
    if expected == "year-slope":
        groups["rate"] = ({"name": prose("办结率"), "figure": prose("+5.9")},) * count
    slots = {
        "takeaway": prose("四项都增长。"),
        "head-last": prose("上年"),
        "head-this": prose("本年"),
    }
    (layout,) = layouts(theme, replace(topic("", slots, **groups), traits=frozenset(traits)))
    assert layout == expected


CHART_OF_LOG = {**CHART, "caption": prose("分类各计一次")}
TABLE = {"table": Table((Column(),), ((Cell(()),), (Cell(()),)))}


def elements(names: str, count: int = 1) -> tuple[Part, ...]:
    return ({name: prose("周和") for name in names.split()},) * count


COMMITTEE = {"chief": elements("name role"), "officer": elements("name role", 4)}


@pytest.mark.parametrize(
    ("expected", "groups"),
    [
        ("plan-gantt", {"schedule": (TABLE,), "task": elements("task owner due", 4)}),
        ("plan-list", {"task": elements("task owner due", 4)}),
        ("plan-list", {"task": elements("task due", 4)}),
        ("figures-picture", {"picture": pictures(1), "figure": figures("受理", "办结", "回访")}),
        ("heatmap-month", {"months": (TABLE,), "chart": ({**CHART_OF_LOG},)}),
        ("rollup-heat", {"branches": (TABLE,)}),
        ("honours-list", {"honour-list": (TABLE,), "honour": elements("honour level", 13)}),
        ("honours-wall", {"honour": elements("honour level", 12)}),
        ("org-chart", COMMITTEE),
        (
            "org-chart-teams",
            {**COMMITTEE, "teams": (TABLE,), "strength": elements("figure label note")},
        ),
        ("org-chart-figure", {**COMMITTEE, "strength": elements("figure label note")}),
        ("discussion", {"question": elements("num question", 3)}),
    ],
)
def test_a_kind_of_content_has_the_layout_made_for_it(
    theme: DeckTheme, expected: str, groups: dict[str, tuple[Part, ...]]
) -> None:
    assert layouts(theme, topic(**groups)) == [expected]


@pytest.mark.parametrize(
    ("expected", "names"),
    [("quote-source", "quote attribution post signature"), ("quote", "quote signature")],
)
def test_a_quotation_has_as_many_lines_of_source_as_it_needs(
    theme: DeckTheme, expected: str, names: str
) -> None:
    assert layouts(theme, Topic({}, {"quotation": elements(names)})) == [expected]


def test_a_person_without_a_picture_has_the_surname_on_a_plate(theme: DeckTheme) -> None:
    words, text = "name role initial quote attribution", points(*SHORT)
    bare = "name role initial"
    assert layouts(theme, topic(person=elements(bare), point=text)) == ["person-deeds-plain"]
    assert layouts(theme, topic(person=elements(f"{bare} text", 2))) == ["people-plain"]
    picture = {"picture": Picture("1.jpg", "照片")}
    with_picture = ({**elements(words)[0], **picture},)
    assert layouts(theme, topic(person=with_picture, point=text)) == ["person"]
    assert layouts(theme, topic(person=elements(words), point=text)) == ["person-plain"]


def test_a_code_stands_beside_what_it_leads_to(theme: DeckTheme) -> None:
    code = ({"picture": Picture("qr.png", "二维码"), "caption": prose("扫码看居务公开")},)
    assert layouts(theme, topic(code=code, point=points(*SHORT))) == ["qr"]


SHORT = ("登记诉求十二件", "当天办结九件", "三件请街道协调")


@pytest.mark.parametrize(
    ("expected", "groups"),
    [
        ("statement", {"point": points("全年接件十二件，件件有回音")}),
        ("points-large", {"point": points(*SHORT)}),
        ("steps", {"step": named("听", "记", "办", "回")}),
        ("key-figures", {"figure": figures("受理诉求", "办结诉求", "回访")}),
        ("chart", {"chart": (CHART,)}),
        ("chart-pair", {"chart": (CHART, CHART)}),
        ("pictures", {"picture": pictures(3)}),
        ("bullets-picture", {"picture": pictures(1), "point": points(*SHORT)}),
        ("points-right-figure", {"figure": figures("受理诉求"), "point": points(*SHORT)}),
    ],
)
def test_content_asks_for_a_layout(
    theme: DeckTheme, expected: str, groups: dict[str, tuple[Part, ...]]
) -> None:
    assert layouts(theme, topic(**groups)) == [expected]


def test_requests_with_a_head_are_numbered_rows(theme: DeckTheme) -> None:
    heads = {"head-measure": prose("要求"), "head-due": prose("时限")}
    assert layouts(theme, topic(slots=heads, task=elements("task due", 3))) == ["requests"]
    assert "num-1" in theme.layouts["requests-3"].slots


def test_a_lead_stands_above_figures_beside_a_picture(theme: DeckTheme) -> None:
    slots = {"lead": prose("件件有回音")}
    one = topic(slots=slots, picture=pictures(1), figure=figures("受理", "办结", "回访"))
    assert layouts(theme, one) == ["figures-picture-lead"]


def test_layouts_of_one_figure_take_turns(theme: DeckTheme) -> None:
    one = topic(figure=figures("受理诉求"), point=points(*SHORT))
    assert layouts(theme, *[one] * 4) == [
        "points-right-figure",
        "bullets-figure",
        "figures-three-texts",
        "points-right-figure",
    ]


def test_a_plan_has_a_panel_only_for_its_lead(theme: DeckTheme) -> None:
    slots = {"year": prose("2026"), "lead": prose("更实举措")}
    for parts, layout in (("task due", "plan"), ("task owner due", "plan-owner")):
        assert layouts(theme, topic(slots=slots, task=elements(parts, 4))) == [layout]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_short_points_without_names_are_numbered(theme: DeckTheme, count: int) -> None:
    short = ("讲党课四次，从身边小事讲起", "自己的问题先列先改", "逐条定人定期限", "每季度对账一次")
    assert layouts(theme, topic(point=points(*short[:count]))) == ["points-large"]
    for layout in (theme.families["points-large"][count], theme.families["points-top"].get(count)):
        assert layout is None or "num-1" in theme.layouts[layout].slots


@pytest.mark.parametrize(
    ("relation", "groups", "expected"),
    [
        ("ring", {"step": named("听", "记", "办", "回")}, "ring"),
        ("ring", {"step": named("听", "记", "回")}, "steps"),
        ("ranks", {"step": named("党员", "小组", "支部")}, "pyramid"),
        ("order", {"step": named("听", "记", "办", "回")}, "steps"),
        ("order", {"figure": figures("受理", "办结", "回访")}, "figures-flow"),
        ("pair", {"picture": pictures(2)}, "before-after"),
        ("", {"picture": pictures(2)}, "pictures"),
    ],
)
def test_the_author_says_how_the_parts_belong_together(
    theme: DeckTheme, relation: str, groups: dict[str, tuple[Part, ...]], expected: str
) -> None:
    one = replace(topic(**groups), traits=frozenset(filter(None, [relation])))
    assert layouts(theme, one) == [expected]


def test_what_no_layout_holds_whole_stands_on_several_slides(theme: DeckTheme) -> None:
    many = topic(chart=(CHART,), picture=pictures(2), point=points(*SHORT))
    assert layouts(theme, many) == ["chart", "pictures", "points-large"]


def test_the_same_layout_does_not_stand_twice_running(theme: DeckTheme) -> None:
    one = topic(point=points(*SHORT, "回访满意"))
    first, second = layouts(theme, one, one)
    assert first != second


def test_the_author_has_the_first_word(theme: DeckTheme) -> None:
    one = topic("cards", point=named("听", "记", "办", "回"))
    assert layouts(theme, one, one) == ["cards", "cards"]


def test_the_divider_of_a_thin_chapter_joins_its_first_content(theme: DeckTheme) -> None:
    divider = Slide(
        "section", {"numeral": prose("1"), "title": prose("把诉求办到家门口")}, section="一"
    )
    thin, thick = topic(point=points(*SHORT)), topic(point=points(*SHORT, "回访满意"))
    once = replace(thin, section="一")
    assert layouts(theme, divider, once) == ["section-points-plain"]
    assert layouts(theme, divider, *[replace(thick, section="一")] * 3)[0] == "section"


def test_points_that_only_say_a_number_become_figures(theme: DeckTheme) -> None:
    counted = tuple(
        {"name": prose(name), "text": prose(text)}
        for name, text in (("登记", "86处"), ("整改", "83处"))
    )
    assert layouts(theme, topic(point=counted)) == ["facts"]


def test_a_layout_in_which_the_text_does_not_stand_gives_way(theme: DeckTheme) -> None:
    class Laid:
        def __init__(self, slide: Slide) -> None:
            self.count = 2 if slide.layout == "points-large" else 1
            self.fill = 0.5

    deck = Deck(Properties("试"), (topic(point=points(*SHORT)),))
    (chosen,) = choose(deck, theme, Laid)
    assert chosen.slide.layout == "bullets-plain"
    assert chosen.choice is not None
    assert ("points-large", "排不下") in [
        (row.layout, why) for row, why in chosen.choice.rejections
    ]


def test_what_no_slide_has_room_for_is_spoken(theme: DeckTheme) -> None:
    beside = topic(slots={"lead": prose("件件有回音")}, picture=pictures(3))
    (chosen,) = choose(Deck(Properties("试"), (beside,)), theme, lambda _: OneSlide())
    assert chosen.slide.layout == "pictures"
    assert "件件有回音" in "".join(map(plain_text, chosen.slide.notes))


_WORDS = st.text("党支部群众办事结果公开", min_size=1, max_size=60)
_PART = {
    "point": st.fixed_dictionaries({"text": _WORDS}, optional={"name": _WORDS}),
    "step": st.fixed_dictionaries({"name": _WORDS}, optional={"text": _WORDS}),
    "figure": st.fixed_dictionaries({"figure": _WORDS, "label": _WORDS}, optional={"note": _WORDS}),
    "brand": st.fixed_dictionaries({"name": _WORDS}, optional={"label": _WORDS}),
}


@given(
    st.dictionaries(st.sampled_from(["lead", "brief", "takeaway"]), _WORDS, max_size=2),
    st.fixed_dictionaries(
        {}, optional={n: st.lists(part, min_size=1, max_size=9) for n, part in _PART.items()}
    ),
    st.sets(st.sampled_from(["ring", "ranks", "order", "pair"]), max_size=1),
    st.sampled_from(["", "bullets", "cards", "figures", "text", "columns", "statement"]),
)
def test_every_word_of_a_topic_stands_on_a_slide_or_in_its_notes(
    theme: DeckTheme,
    slots: dict[str, str],
    groups: dict[str, list[dict[str, str]]],
    traits: set[str],
    form: str,
) -> None:
    numbered = {name: f"〔{number}〕{words}" for number, (name, words) in enumerate(slots.items())}
    tagged = {
        group: tuple(
            {part: prose(f"〔{group}{n}{part}〕{words}") for part, words in one.items()}
            for n, one in enumerate(parts)
        )
        for group, parts in groups.items()
    }
    whole = Topic(
        {"title": prose("题目"), **{n: prose(w) for n, w in numbered.items()}},
        tagged,
        form,
        frozenset(traits),
    )
    chosen = choose(Deck(Properties("试"), (whole,)), theme, lambda _: OneSlide())
    text = "".join(n.text for each in chosen for n in walk(each.slide) if isinstance(n, Text))
    for words in (
        *numbered.values(),
        *(plain_text(v.paragraphs[0]) for p in tagged.values() for one in p for v in one.values()),
    ):
        assert words in text


def test_a_clause_stands_below_a_chart_and_a_sentence_in_a_panel_beside_it(
    theme: DeckTheme,
) -> None:
    chart = (dict(CHART),)
    short, long = (
        prose("堡垒型最多，4个。"),
        prose("业务竞赛获一等奖四项，学术成果获省级奖励九项，练兵与研究相得益彰。"),
    )
    assert layouts(theme, topic("", {"takeaway": short}, chart=chart)) == ["chart"]
    assert layouts(theme, topic("", {"takeaway": long}, chart=chart)) == ["chart-note"]


def test_figures_with_a_sentence_have_it_in_a_band_below_them(theme: DeckTheme) -> None:
    messages = {"takeaway": prose("两项可比数字全部增长。")}
    assert layouts(theme, topic("", messages, figure=figures("巡查", "整改"))) == ["facts-lead"]
    three = topic("", messages, figure=figures("巡查", "排查", "整改"))
    assert layouts(theme, three) == ["figures-lead"]
    assert layouts(theme, replace(three, traits=frozenset({"order"}))) == ["figures-flow"]


def test_the_note_of_a_point_stands_below_its_number_and_nowhere_else(theme: DeckTheme) -> None:
    counted = tuple(
        {"name": prose(name), "text": prose(text), "note": prose("上年88次")}
        for name, text in (("巡查", "104次"), ("整改", "83处"))
    )
    result = tuple({**point, "text": prose("每周两次，逢雨天必到")} for point in counted)
    (figure,) = choose(Deck(Properties("试"), (topic(point=counted),)), theme, lambda _: OneSlide())
    (words,) = choose(Deck(Properties("试"), (topic(point=result),)), theme, lambda _: OneSlide())
    assert "上年88次" in str(figure.slide)
    assert "上年88次" not in str(words.slide)
