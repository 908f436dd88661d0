"""Who may speak to the desk: each refusal of `desk.guard`."""

from __future__ import annotations

import pytest
from support.desks import Desk


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
