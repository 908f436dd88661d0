"""A new lesson at the desk: blank, from a Word outline, like another one; nothing before the last button."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from support.desks import Answer, Desk, small_workspace

from reportgen.desk.new_lesson import NewLesson, Row, record_of, rows_of

OTHER = {
    "topic": "把路灯修到家门口",
    "minutes": "20",
    "aims": ["明白小事怎样办成"],
    "figures": {"路灯": {"value": "12盏"}},
    "opening": "同志们好。",
    "parts": [
        {
            "title": "一盏灯",
            "aim": "看清难处",
            "notes": "先说难处。",
            "minutes": "6",
            "pages": [
                {
                    "title": "装上{路灯}",
                    "show": "cards",
                    "points": [{"name": "装上了"}],
                    "pictures": ["lamp"],
                    "notes": "一共{路灯}。",
                }
            ],
        },
        {"title": "一条路", "aim": "学会办法", "notes": "再说办法。", "minutes": "9", "pages": []},
    ],
    "summary": {"points": [{"name": "小事办好"}], "notes": "记住。"},
    "closing": "谢谢。",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workspace(tmp_path_factory.mktemp("new-lesson"))


def like(*, with_speech: bool, minutes: int = 20) -> dict[str, Any]:
    rows = tuple(rows_of(OTHER, minutes))
    return record_of(
        NewLesson("新的题目", minutes=minutes, rows=rows, with_speech=with_speech, source=OTHER)
    )


def test_the_minutes_of_the_rows_add_up_to_the_whole() -> None:
    for total in (6, 20, 33, 40):
        rows = rows_of(OTHER, total)
        assert sum(row.minutes for row in rows) == total
        assert [row.sort for row in rows] == ["opening", "part", "part", "summary"]


def test_parts_aims_and_ways_to_show_come_along_but_no_figures_and_pictures() -> None:
    record = like(with_speech=False)
    assert record["aims"] == OTHER["aims"]
    assert [part["title"] for part in record["parts"]] == ["一盏灯", "一条路"]
    page = record["parts"][0]["pages"][0]
    assert page == {
        "title": "装上【待补充：路灯】",
        "points": [{"name": "【待补充】"}],
        "show": "cards",
        "notes": "【待补充】",
    }
    assert not {"figures", "pictures"} & set(record)


def test_speech_that_comes_along_is_marked_on_every_page() -> None:
    record = like(with_speech=True)
    page = record["parts"][0]["pages"][0]
    assert page["notes"] == "【待补充：要改】一共【待补充：路灯】。"
    assert record["closing"]["notes"] == "【待补充：要改】谢谢。"


def test_the_parts_of_a_short_lesson_become_one() -> None:
    (part,) = like(with_speech=False, minutes=8)["parts"]
    assert [page["title"] for page in part["pages"]] == ["装上【待补充：路灯】", "一条路"]


def outline() -> bytes:
    document = Document()
    document.add_heading("做群众的贴心人", 0)
    document.add_paragraph("听众：支部全体党员　主讲人：支部书记　课时：20分钟")
    document.add_heading("一、为什么要贴心（8分钟）", 1)
    document.add_heading("（一）群众的难处", 2)
    document.add_paragraph("先讲三户人家的事，讲他们怎样过冬。")
    document.add_heading("二、怎样贴心（8分钟）", 1)
    document.add_heading("（一）走一走", 2)
    document.add_paragraph("每月走一遍。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def post(desk: Desk, path: str, **content: Any) -> Answer:
    return desk.ask(path, "POST", json.dumps(content).encode())


def test_nothing_is_written_before_the_last_button_and_then_the_outline_is_a_lesson(
    desk: Desk,
) -> None:
    sent = {"Content_Type": "application/octet-stream"}
    answer = desk.ask("/new-lesson/outline?file=t.docx", "POST", outline(), **sent)
    found = json.loads(answer.body)
    assert found["minutes"] == 20
    assert found["head"]["speaker"] == "支部书记"
    titles = [row["title"] for row in found["rows"] if row["sort"] == "part"]
    assert titles == ["为什么要贴心", "怎样贴心"]
    assert not (desk.folder / "content/lessons").exists()
    texts = {"topic": "做群众的\n贴心人", "speaker": "支部书记", "audience": "支部全体党员"}
    given = {**texts, "rows": found["rows"], "minutes": 20, "outline": found["outline"]}
    made = json.loads(post(desk, "/new-lesson", **given).body)
    assert made == {"href": "/lesson/lesson-1/text/head"}
    file = desk.folder / "content/lessons/lesson-1.yaml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert record["topic"] == "做群众的\n贴心人"
    assert record["parts"][0]["pages"][0]["notes"] == "先讲三户人家的事，讲他们怎样过冬。"
    assert (desk.folder / "content/lessons/import/lesson-1.yaml").exists()
    assert desk.ask(made["href"]).status == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"topic": "题目", "minutes": 0}, "1 到 180"),
        ({"topic": "", "minutes": 20}, "题目要写"),
        ({"topic": "题目", "minutes": 20, "outline": "0"}, "再选一次"),
    ],
)
def test_what_cannot_be_made_is_said_in_words(
    desk: Desk, content: dict[str, Any], words: str
) -> None:
    answer = post(desk, "/new-lesson", **content)
    assert answer.status == 422
    assert words in json.loads(answer.body)["message"]


def test_a_word_file_that_is_none_is_refused(desk: Desk) -> None:
    sent = {"Content_Type": "application/octet-stream"}
    assert desk.ask("/new-lesson/outline?file=t.docx", "POST", b"none", **sent).status == 422


@pytest.mark.slow
def test_the_page_shows_the_cover_and_the_contents_before_anything_is_written(desk: Desk) -> None:
    before = sorted(desk.folder.rglob("*.yaml"))
    rows = [vars_of(row) for row in rows_of(OTHER, 20)]
    shown = post(desk, "/new-lesson/draft", topic="把路修好", minutes=20, rows=rows).body.decode()
    assert "把路修好" in shown
    assert "过渡页＋1 页" in shown
    assert sorted(desk.folder.rglob("*.yaml")) == before


def vars_of(row: Row) -> dict[str, Any]:
    return {"sort": row.sort, "title": row.title, "aim": row.aim, "minutes": row.minutes}
