"""Two versions of a record, compared field by field in the words of the desk."""

from __future__ import annotations

from reportgen.desk.differences import differences, in_short, stretches

THEN = {
    "figures": {"走访群众": "30户"},
    "chapters": [{"title": "抓学习", "works": [{"title": "学在平常", "text": "一。"}, {"title": "学以致用"}, {"title": "学有所成"}]}],
    "opening": "开头。",
}  # fmt: skip


def changed(**keys: object) -> dict[str, object]:
    return {**THEN, **keys}


def works(*items: dict[str, str]) -> dict[str, object]:
    return changed(chapters=[{"title": "抓学习", "works": list(items)}])


FIRST, SECOND, THIRD = THEN["chapters"][0]["works"]  # type: ignore[index]


def said(now: object) -> list[tuple[str, str]]:
    return [(one.sort, one.where) for one in differences(THEN, now)]


def test_a_changed_field_is_named_as_the_desk_names_it() -> None:
    assert said(changed(figures={"走访群众": "31户"})) == [("改", "数字 · 走访群众")]
    now = works({"title": "学在平常", "text": "二。"}, SECOND, THIRD)
    assert said(now) == [("改", "“抓学习” · “学在平常” · 正文")]


def test_items_that_come_go_and_move_are_told_apart() -> None:
    assert said(works(FIRST, SECOND, THIRD, {"title": "新的"})) == [("添", "“抓学习” · “新的”")]
    assert said(works(FIRST, THIRD)) == [("删", "“抓学习” · “学以致用”")]
    assert said(works(SECOND, THIRD, FIRST)) == [("移", "“抓学习” · “学在平常”从第 1 移到第 3")]


def test_one_line_says_what_a_version_changed() -> None:
    now = changed(opening="", figures={"走访群众": "30户", "调解纠纷": "5件"})
    assert in_short(differences(THEN, now)) == "改了 1 处，添了 1 项：数字 · 调解纠纷；开头"
    assert in_short(differences(THEN, THEN)) == "没有改动"


def test_two_texts_are_one_with_what_went_and_what_came() -> None:
    found = [(part.text, part.look) for part in stretches("新增端口48个，", "新增端口46个。")]
    assert found == [
        ("新增端口", ""),
        ("48", "then"),
        ("46", "now"),
        ("个", ""),
        ("，", "then"),
        ("。", "now"),
    ]


def test_the_parts_of_a_lesson_are_called_what_its_page_calls_them() -> None:
    then = {"topic": "修路", "parts": [{"title": "一", "pages": [{"title": "甲", "notes": "早"}]}]}
    now = {"topic": "修灯", "parts": [{"title": "一", "pages": [{"title": "甲", "notes": "晚"}]}]}
    places = [one.where for one in differences(then, now)]
    assert places[0] == "题目"
    assert places[1].endswith("讲稿")
    assert not any(char.isascii() and char.isalpha() for place in places for char in place)
