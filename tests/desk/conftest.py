"""A running desk, and a browser that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.desks import Desk, small_workspace

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workspace(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    running = Desk(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        shown = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield shown
        shown.close()


@pytest.fixture
def page(browser: Any, desk: Desk) -> Iterator[Any]:
    """A page of the desk; what its console complains of, and every request that leaves, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda r: (
            complaints.append(r.url)
            if not r.url.startswith((desk.address, "blob:", "about:", "data:"))
            else None
        ),
    )
    page.goto(desk.entrance)
    yield page
    context.close()
    # A conflict, and a desk that is stopped on purpose, are errors of the network to a browser.
    expected = ["409 (Conflict)", *(["ERR_", "500 (Internal"] if desk.stops else [])]
    assert [text for text in complaints if not any(word in text for word in expected)] == []
