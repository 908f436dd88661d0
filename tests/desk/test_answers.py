"""What a page is told of faults and of room, and how a doubt is answered."""

from __future__ import annotations

import io
import json
import re
from typing import Any

from PIL import Image
from support.desks import RECORD, Desk

from reportgen.desk.records import FileName

BASE = "/b/hongxing/2025"


def posted(desk: Desk, path: str, content: Any) -> Any:
    answer = desk.ask(path, "POST", json.dumps(content).encode())
    assert answer.status == 200, answer.body.decode()
    return json.loads(answer.body)


def faults(desk: Desk) -> list[Any]:
    found: list[Any] = json.loads(desk.ask(f"{BASE}/faults").body)["faults"]
    return found


def test_a_doubt_that_is_accepted_is_not_told_again(desk: Desk) -> None:
    doubt = next(one for one in faults(desk) if one["code"] == "no-problems")
    assert doubt["tab"] == "plan"
    edit = {"operation": "add", "path": ["exceptions"], "value": {"finding": doubt["doubt"]}}
    posted(desk, "/save", {"file": "hongxing/2025", "edits": [edit]})
    assert "no-problems" not in {one["code"] for one in faults(desk)}
    assert "exception-unused" not in {one["code"] for one in faults(desk)}


def test_a_title_has_its_room_on_the_slide_and_the_text_of_a_report_has_none(desk: Desk) -> None:
    assert desk.server
    ids = desk.server.session.records.open(FileName("hongxing", 2025)).ids
    item = ids.identities(("chapters", 0, "works", 0))
    asked = {"file": "hongxing/2025", "paths": [[*item, "title"], ["opening"]], "drafts": []}
    title, opening = posted(desk, f"{BASE}/room", asked)["rooms"]
    assert title["share"] > 0
    assert opening is None


def test_a_computer_without_windows_cannot_show_a_folder(desk: Desk, monkeypatch: Any) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert posted(desk, "/open-folder", {}) == {"opened": False}


def test_a_picture_of_the_record_is_shown_whole_to_put_its_focus(desk: Desk) -> None:
    desk.record.write_text(
        RECORD + "pictures:\n  灯: {file: images/lamp.png, caption: 路灯}\n", encoding="utf-8"
    )
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#998877").save(picture, "PNG")
    place = desk.record.parent / "images"
    place.mkdir()
    (place / "lamp.png").write_bytes(picture.getvalue())
    answer = desk.ask(f"{BASE}/picture-of/%E7%81%AF")
    assert (answer.headers["content-type"], answer.body) == ("image/png", picture.getvalue())
    assert desk.ask(f"{BASE}/picture-of/%E6%B2%A1%E6%9C%89").status == 404
    focus = {"operation": "set", "path": ["pictures", "灯", "focus"], "value": [0.4, 0.6]}
    posted(desk, "/save", {"file": "hongxing/2025", "edits": [focus | {"forced": True}]})
    assert "focus: [0.4, 0.6]" in desk.record.read_text(encoding="utf-8")
    assert not [one for one in faults(desk) if one["weight"] == "error"]


def test_what_a_type_writes_by_itself_stands_in_the_outline_and_can_only_be_read(
    desk: Desk,
) -> None:
    figures = "figures:\n  平安巡查: 104次\n  排查隐患: 86处\n  整改隐患: 83处\n"
    typed = RECORD.replace("figures:\n", figures, 1).replace("title: 办实事", "type: 平安型")
    desk.record.write_text(typed, encoding="utf-8")
    markup = desk.ask(f"{BASE}/text/head").body.decode()
    (identity,) = re.findall(r'href="[^"]*/text/([^"]*-measure-0)"', markup)
    form = desk.ask(f"{BASE}/text/{identity}").body.decode()
    assert "平安巡查、排查隐患、整改隐患" in form
    section = form[form.index('id="form"') :]
    assert "data-remove" not in section
    desk.record.write_text(typed.replace("  整改隐患: 83处\n", ""), encoding="utf-8")
    assert "-measure-0" not in desk.ask(f"{BASE}/text/head").body.decode()
    desk.record.write_text(RECORD, encoding="utf-8")
