"""Where the lines of cards, panels and lists end: behind a comma, before a number with its unit, not inside a word."""

from __future__ import annotations

import pytest

from reportgen.measure.titles import parts_words
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint.fit_text import (
    common_size,
    measure_for,
    place,
    placed_lines,
    with_names_above,
)
from reportgen.write.powerpoint.text_runs import LINE_END, TextRun, plain_text


def placed(theme: DeckTheme, layout: str, slot: str, words: str) -> list[str]:
    """Return the lines of a text that the program ends itself in a slot."""
    text = measure_for(theme.layouts[layout].slots[slot], ((TextRun(words),),))
    (paragraph,) = place(text, common_size([text])).paragraphs
    return plain_text(paragraph).split(LINE_END)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("认养绿地，补种花木", ["认养绿地，", "补种花木"]),
        ("平安课堂，学消防会自救", ["平安课堂，", "学消防会自救"]),
        ("充电棚里说安全", ["充电棚里", "说安全"]),
    ],
)
def test_a_short_text_in_a_narrow_column_breaks_at_its_comma_and_between_words(
    theme: DeckTheme, words: str, lines: list[str]
) -> None:
    assert placed(theme, "timeline-12", "event-1", words) == lines


def test_a_text_in_short_lines_is_a_little_smaller_where_that_keeps_its_words_whole(
    theme: DeckTheme,
) -> None:
    slot = theme.layouts["steps-4"].slots["text-1"]
    text = measure_for(slot, ((TextRun("先补短板，理论业务一起学"),),))
    assert 0.85 * slot.size_pt < common_size([text]) < slot.size_pt
    lines = placed_lines(place(text, common_size([text])))
    assert not parts_words("先补短板，理论业务一起学", [line.end for line in lines[0][:-1]])


def test_lines_that_an_author_ended_stand_whole_or_end_between_words(theme: DeckTheme) -> None:
    honour = placed(theme, "honours-wall-3", "honour-3", f"优秀志愿服务项目{LINE_END}二等奖")
    assert honour == ["优秀", "志愿服务项目", "二等奖"]
    assert placed(theme, "honours-wall-2", "honour-2", f"优秀志愿服务项目{LINE_END}二等奖") == [
        "优秀志愿服务项目",
        "二等奖",
    ]


def test_a_number_goes_to_the_next_line_with_its_unit(theme: DeckTheme) -> None:
    texts = [
        "新" * n + "设岗不少于8个，按专长派单，每季度公布一次参与情况。" for n in range(10, 30)
    ]
    broken = [placed(theme, "plan-list-4", "task-1", text) for text in texts]
    assert any(line.startswith("8个") for lines in broken for line in lines)
    assert not any(line.endswith("8") for lines in broken for line in lines)


def test_a_point_of_a_list_ends_its_lines_behind_a_comma_and_not_inside_a_number(
    theme: DeckTheme,
) -> None:
    text = "7月12日下午，城西积水过膝，3路、5路停在半途"
    assert placed(theme, "bullets-figure", "body", text) == [
        "7月12日下午，城西积水过膝，",
        "3路、5路停在半途",
    ]


def test_a_line_that_a_program_may_fill_further_ends_where_the_sense_does(
    theme: DeckTheme,
) -> None:
    text = "每天收车，当班党员看行车日志，急刹三次以上的第二天早上谈一次"
    assert placed(theme, "points-right-figure-2", "text-1", text) == [
        "每天收车，当班党员看行车日志，",
        "急刹三次以上的第二天早上谈一次",
    ]


def test_no_character_stands_alone_where_a_program_fills_its_lines_to_the_edge(
    theme: DeckTheme,
) -> None:
    text = "过后我把那天先派谁、后派谁写成一页，发到各班，下次照着办，也照着改"
    assert placed(theme, "points-right-figure-2", "text-2", text) == [
        "过后我把那天先派谁、",
        "后派谁写成一页，发到各班，",
        "下次照着办，也照着改",
    ]


def test_a_long_sentence_in_large_type_is_set_in_whole_clauses(theme: DeckTheme) -> None:
    text = "全年拾金不昧的有多人，钱包、手机、一袋刚抓的中药，都登记在调度室的本子上，当天能找到失主的当天还"
    lines = placed(theme, "statement", "statement", text)
    assert all(line.endswith(("，", "、")) for line in lines[:-1])


def test_names_stand_above_texts_that_would_run_on_beside_them(theme: DeckTheme) -> None:
    slot = theme.layouts["bullets-picture"].slots["body"]
    long = [
        ("选址共商", "居民、物业、网格员同桌商量"),
        ("党员先行", "自家的车先进棚，自家的线先下楼"),
    ]
    short = [("挖", "挖廉洁内容"), ("讲", "讲廉政党课")]
    for points, above in ((long, True), (short, False)):
        paragraphs = tuple((TextRun(n, bold=True), TextRun(f"\u3000{t}")) for n, t in points)
        text = with_names_above({"body": measure_for(slot, paragraphs)})["body"]
        assert [LINE_END in plain_text(p) for p in text.paragraphs] == [above, above]
