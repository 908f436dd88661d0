"""Who may speak to the desk: each refusal of `desk.guard`."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path

import pytest
from PIL import Image
from starlette.routing import Route
from support.desks import SECRET, Desk

from reportgen.desk.server import application
from reportgen.desk.state_file import (
    DeskState,
    entrance_of_running,
    read_state,
    secret_after,
    write_state,
)


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/", "GET", {}, 200),
        ("/", "GET", {"Host": "evil.example"}, 421),
        ("/", "GET", {"Host": "127.0.0.1:1"}, 421),
        ("/", "GET", {"Cookie": ""}, 403),
        ("/", "GET", {"Cookie": "desk=wrong"}, 403),
        ("/static/desk.css", "GET", {"Cookie": ""}, 403),
        ("/start?k=wrong", "GET", {}, 403),
        ("/save", "POST", {"Origin": ""}, 403),
        ("/save", "POST", {"Origin": "http://evil.example"}, 403),
        ("/save", "POST", {"Origin": "http://127.0.0.1:1"}, 403),
        ("/save", "POST", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("/save", "POST", {"Content_Type": "text/plain"}, 415),
        ("/save", "POST", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ("/save", "POST", {"Content_Length": "99999999"}, 413),
        ("/save", "POST", {}, 400),
    ],
)
def test_each_request_that_is_not_of_the_desk_is_refused(
    desk: Desk, path: str, method: str, headers: dict[str, str], status: int
) -> None:
    body = b"{}" if method == "POST" and "Content_Length" not in headers else b""
    assert desk.ask(path, method, body, **headers).status == status


def test_a_start_key_opens_the_desk_once(desk: Desk) -> None:
    path = desk.entrance.removeprefix(desk.address)
    first = desk.ask(path, Cookie="")
    cookie = first.headers["set-cookie"]
    assert (first.status, first.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert desk.ask(path, Cookie="").status == 403


def test_no_page_may_load_or_be_loaded_from_elsewhere(desk: Desk) -> None:
    headers = desk.ask("/").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/b/..%2F..%2Fetc/2025/text/head", "/b/nobody/2025/text/head", "/b/hongxing/1999/text/head", "/static/../guard.py", "/download/nobody/2025/annual-report"]
)  # fmt: skip
def test_a_name_from_the_browser_leads_to_nothing_but_its_own(desk: Desk, path: str) -> None:
    assert desk.ask(path).status == 404


def test_a_second_start_of_the_same_user_finds_the_desk_that_runs(desk: Desk) -> None:
    entrance = entrance_of_running(DeskState(desk.port, SECRET, 0.0, 0))
    assert desk.ask(entrance.removeprefix(desk.address), Cookie="").status == 303
    assert entrance_of_running(DeskState(desk.port, "another", 0.0, 0)) == ""
    assert entrance_of_running(None) == ""


def test_the_state_is_read_by_its_user_alone_and_lasts_half_a_day(tmp_path: Path) -> None:
    state = DeskState(8617, secret_after(None), time.time(), 1)
    write_state(tmp_path / "desk", state)
    assert (tmp_path / "desk/desk.json").stat().st_mode & 0o777 == 0o600
    assert read_state(tmp_path / "desk") == state
    assert secret_after(state) == state.secret
    assert secret_after(DeskState(8617, state.secret, state.since - 13 * 3600, 1)) != state.secret
    (tmp_path / "desk/desk.json").write_text("{", encoding="utf-8")
    assert read_state(tmp_path / "desk") is None


def test_a_picture_is_stored_as_it_came_under_a_name_of_the_desk(desk: Desk) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 200), "#9E1530").save(buffer, "PNG")
    sent = {"Content_Type": "application/octet-stream"}
    answer = desk.ask("/b/hongxing/2025/picture", "POST", buffer.getvalue(), **sent)
    stored = json.loads(answer.body)
    assert re.fullmatch(r"images/[0-9a-f]{12}\.png", stored["file"])
    assert "320 像素宽" in stored["warning"]
    assert (desk.record.parent / stored["file"]).read_bytes() == buffer.getvalue()
    assert desk.ask("/b/hongxing/2025/picture", "POST", b"<svg/>", **sent).status == 422


def test_a_further_year_has_the_chapters_of_the_last_and_its_problems_to_answer(desk: Desk) -> None:
    text = desk.record.read_text(encoding="utf-8")
    desk.record.write_text(f"{text}problems:\n  - name: 年轻党员参与不够\n", encoding="utf-8")
    answer = desk.ask("/new-year/hongxing", "POST", json.dumps({"year": 2026}).encode())
    address, _, field = json.loads(answer.body)["href"].partition("#")
    assert address == "/b/hongxing/2026/text/head"
    assert "headline" in field
    outline = desk.ask("/b/hongxing/2026/text/head").body.decode()
    assert all(title in outline for title in ("抓学习", "办实事"))
    assert "年轻党员参与不够" in desk.ask("/b/hongxing/2026/plan").body.decode()
    assert desk.ask("/new-year/hongxing", "POST", json.dumps({"year": 2026}).encode()).status == 422
    (desk.record.parent / "2026.yaml").unlink()
    desk.record.write_text(text, encoding="utf-8")


def test_every_address_of_the_desk_is_behind_the_guard(desk: Desk) -> None:
    assert desk.server
    routes = application(desk.server.session).app.routes  # type: ignore[attr-defined]  # Starlette's
    seen = 0
    for route in (route for route in routes if isinstance(route, Route)):
        path = re.sub(r"\{\w+:int\}", "2025", route.path)
        path = re.sub(r"\{\w+(:path)?\}", "x", path)
        assert desk.ask(path, Cookie="").status == 403, path
        if "POST" in (route.methods or ()):
            assert desk.ask(path, "POST", b"{}", Origin="").status == 403, path
            assert desk.ask(path, "POST", b"{}", Sec_Fetch_Site="cross-site").status == 403, path
        seen += 1
    assert seen > 60
