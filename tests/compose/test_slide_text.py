"""The slide of a work says whole sentences of its text, unless its author writes otherwise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.templates.slide_text import (
    LONGEST_POINT,
    MOST_POINTS,
    derived_points,
    slide_text,
)
from reportgen.content.model import Work, YearRecord
from reportgen.spans import Located, Span, span_of

RECORD = YearRecord.model_validate({
    "year": 2025,
    "figures": {"更换公交": "22辆", "线路": "3条"},
    "methods": {
        "三步": {"count": 2, "items": [{"name": "先看", "text": "看一遍"}, {"name": "再办"}]},
        "六步": {"count": 6},
    },
})  # fmt: skip
SENTENCES = "更换公交22辆。党员先学先开，再一人带两人。充电排在夜里，早班车出场前逐辆看电量。"


def slide(**work: Any) -> Any:
    return slide_text(Work.model_validate({"title": "换车不停线", **work}), RECORD)


def texts(text: str) -> list[str]:
    return [f"{point.name}：{point.text}" if point.name else point.text for point in
            derived_points(text)]  # fmt: skip


def test_each_sentence_of_a_text_is_a_point() -> None:
    assert texts(SENTENCES) == [
        "更换公交22辆", "党员先学先开，再一人带两人", "充电排在夜里，早班车出场前逐辆看电量",
    ]  # fmt: skip


def test_a_long_sentence_is_parted_at_its_semicolons_and_nowhere_else() -> None:
    long = (
        "支委会先学一步，把问题摆到桌面上来；党小组分头讨论，结合楼院的实际；党员大会听取整改情况。"
    )
    assert texts(long) == [
        "支委会先学一步，把问题摆到桌面上来", "党小组分头讨论，结合楼院的实际", "党员大会听取整改情况",
    ]  # fmt: skip
    assert texts("先看；再办。办完回访。") == ["先看；再办", "办完回访"]


def test_a_sentence_that_opens_with_a_name_and_a_colon_shows_the_name() -> None:
    point = derived_points("启动预案：车停高处，灯给人照路。绕行接人。")[0]
    assert (point.name, point.text) == ("启动预案", "车停高处，灯给人照路")


def test_a_mark_inside_quotes_or_brackets_ends_no_sentence() -> None:
    assert texts("她说“灯亮着。别怕。”然后下车。全车安全。") == [
        "她说“灯亮着。别怕。”然后下车", "全车安全",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "一句。" * 7, "很" * (LONGEST_POINT + 1) + "。一句。"])
def test_a_text_that_makes_no_points_has_none(text: str) -> None:
    assert derived_points(text) == ()


def test_what_the_author_writes_takes_the_place_of_what_the_rules_give() -> None:
    own = {"title": "换车", "points": [{"name": "先学"}], "notes": "慢慢说。", "brief": "一天没停"}
    result = slide(text=SENTENCES, slide=own)
    assert (result.title, result.notes, result.brief) == ("换车", "慢慢说。", "一天没停")
    assert [point.name for point in result.points] == ["先学"]
    assert slide(text=SENTENCES).notes == SENTENCES


def test_the_form_is_the_author_s_or_left_to_the_contents() -> None:
    assert slide(text=SENTENCES).show == ""
    assert slide(text=SENTENCES, slide={"show": "none"}).show == "none"


def test_points_of_the_text_may_give_way_to_what_the_work_shows_besides() -> None:
    assert not slide(text=SENTENCES).points_are_spare
    assert slide(text=SENTENCES, method="三步").points_are_spare
    assert not slide(
        text=SENTENCES, method="三步", slide={"points": [{"name": "先学"}]}
    ).points_are_spare


@given(st.text(st.sampled_from("一二三，。；：！？“”（）\n 1a"), max_size=120))
def test_derived_points_are_words_of_the_text_in_order_and_know_their_place(text: str) -> None:
    points = derived_points(Located.at(text, Span("x.yaml", 3, 5, len(text.partition("\n")[0]))))
    assert len(points) <= MOST_POINTS
    position = 0
    for part in (part for point in points for part in (point.name, point.text) if part):
        position = text.index(part, position) + len(part)
        place = span_of(part)
        assert place
        assert place.line == 3 + text.count("\n", 0, position - len(part))
    if points:
        words = "".join(point.name + point.text for point in points)
        assert re.sub(r"[\s。；：]", "", words) == re.sub(r"[\s。；：]", "", text)
