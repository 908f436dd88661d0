"""A lesson at the desk: its form, its clock, what is saved, and what is taken away."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from support.desks import LESSON, ROOT, Answer, Desk, small_workspace

PAGE = "/lesson/lamps"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_workspace(tmp_path_factory.mktemp("lesson"))
    lessons = folder / "content/lessons"
    lessons.mkdir()
    (lessons / "lamps.yaml").write_text(LESSON, encoding="utf-8")
    return folder


def lesson(desk: Desk) -> str:
    return (desk.folder / "content/lessons/lamps.yaml").read_text(encoding="utf-8")


def save(desk: Desk, **edit: Any) -> Answer:
    body = {"file": "lamps/lesson", "edits": [edit]}
    return desk.ask("/save", "POST", json.dumps(body).encode())


def page(desk: Desk, item: str = "head") -> str:
    return desk.ask(f"{PAGE}/text/{item}").body.decode()


def test_home_leads_to_each_lesson(desk: Desk) -> None:
    home = desk.ask("/").body.decode()
    assert f'href="{PAGE}"' in home
    assert "把路灯 修到家门口" in home
    assert desk.ask(PAGE).headers["location"] == f"{PAGE}/text/head"


def test_the_clock_shares_the_minutes_out_and_says_how_fast_the_words_are(desk: Desk) -> None:
    shown = page(desk)
    assert "4:00" in shown
    assert shown.count("data-from=") == 4
    assert "每分钟" in shown
    assert "怎样提出来" in shown


def test_a_saved_field_changes_its_own_line_alone(desk: Desk) -> None:
    before = lesson(desk)
    stored = desk.ask(f"{PAGE}/value?path={quote(json.dumps(['topic']))}")
    assert json.loads(stored.body)["value"] == "把路灯\n修到家门口"
    assert save(desk, operation="set", path=["minutes"], value="5", base="4").status == 200
    assert lesson(desk) == before.replace("minutes: 4", "minutes: 5")
    assert save(desk, operation="set", path=["minutes"], value="6", base="4").status == 409
    assert save(desk, operation="set", path=["minutes"], value="4", base="5").status == 200
    assert lesson(desk) == before


def test_the_time_of_an_opening_that_is_one_sentence_makes_it_a_mapping(desk: Desk) -> None:
    before = lesson(desk)
    answer = save(desk, operation="set", path=["opening", "minutes"], value="0.5", base=None)
    inverse = json.loads(answer.body)["inverse"]
    assert "opening: \n" not in lesson(desk)
    assert "  minutes: 0.5" in lesson(desk)
    body = {"file": "lamps/lesson", "edits": inverse}
    assert desk.ask("/save", "POST", json.dumps(body).encode()).status == 200
    assert "minutes: 0.5" not in lesson(desk)
    (desk.folder / "content/lessons/lamps.yaml").write_text(before, encoding="utf-8")


@pytest.mark.slow
def test_the_preview_shows_what_is_typed_with_figures_filled_in(desk: Desk) -> None:
    draft = {"file": "lamps/lesson", "path": ["topic"], "base": "", "value": "路灯{路灯}"}
    body = json.dumps({"show": "deck", "drafts": [draft]}).encode()
    answer = json.loads(desk.ask(f"{PAGE}/preview", "POST", body).body)
    assert "路灯12盏" in answer["fragments"][0]["html"]
    assert "路灯{路灯}" not in lesson(desk)


def test_the_forms_speak_no_english(desk: Desk) -> None:
    for item in ("head", "opening", "i1", "i2", "discussion", "summary", "closing", "sources"):
        form = page(desk, item).partition('<section class="fm"')[2].partition("</section>")[0]
        form = form.partition(">")[2]
        words = re.sub(r"<[^>]*>", " ", form)
        assert re.findall(r"[a-z_]{4,}", words.replace("docx", "").replace("xlsx", "")) == [], item


def test_a_broken_lesson_says_so_and_loses_nothing(desk: Desk) -> None:
    path = desk.folder / "content/lessons/lamps.yaml"
    path.write_text(LESSON.replace("summary:", "summary: ["), encoding="utf-8")
    assert "改坏了" in page(desk)
    path.write_text(LESSON, encoding="utf-8")
    assert "改坏了" not in page(desk)


@pytest.mark.parametrize("name", ["nobody", "..%2Fchecks"])
def test_a_name_that_is_no_lesson_leads_to_nothing(desk: Desk, name: str) -> None:
    assert desk.ask(f"/lesson/{name}/text/head").status == 404
    assert desk.ask(f"/lesson/{name}/preview", "POST", b"{}").status == 404


@pytest.mark.slow
def test_the_files_are_those_of_a_build(desk: Desk) -> None:
    from reportgen.cli.main import main

    answer = desk.ask(f"{PAGE}/download/party-lesson")
    assert answer.status == 200
    copied = desk.folder / "copy"
    shutil.copytree(desk.folder / "content", copied / "content")
    command = ["build", "--jobs", "0", "--quiet", "--kind", "party-lesson"]
    own = ["--content", str(copied / "content"), "--output", str(copied / "output")]
    assert main([*command, *own, "--templates", str(ROOT / "templates")]) == 0
    built = next((copied / "output").rglob("*.pptx"))
    assert answer.body == built.read_bytes()
