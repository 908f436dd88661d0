"""A whole first report: from an empty folder to two files, and nothing but the browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.desks import Desk

from reportgen.cli.main import main

pytestmark = pytest.mark.browser

#: title of a chapter → title and text of its work
WORKS = (
    ("抓学习，思想上不掉队", "学习在平常", "支部每月集中学习一次，党员轮流讲，全年学习12次。"),
    ("抓队伍，关键时顶得上", "防汛冲在前", "7月连续降雨，支部组织党员18人次巡堤，没有一人受伤。"),
    ("办实事，群众看得见", "把路灯修好", "支部牵头修好了村口的路灯46盏，群众夜里出门亮堂了。"),
)
PROBLEMS = (
    ("年轻党员参与不够", "35岁以下的4名，参加活动少。", "活动多在白天。", "改在节假日，线上线下一起开。", "组织委员", "2026年3月"),
    ("议事会开得少", "全年只开了2次。", "没有定下日子。", "每季度第一个周五开。", "支部书记", "每季度"),
)  # fmt: skip
EVENTS = (
    ("1.15", "支部党员大会", "通过年度计划", "村部", "28", "26"), ("2.10", "主题党日", "打扫敬老院", "敬老院", "28", "25"),
    ("3月5日", "支委会", "研究路灯", "村部", "3", "3"), ("3.20", "党课", "讲防汛", "村部", "28", "24"),
    ("4.15", "支部党员大会", "发展党员", "村部", "28", "27"), ("5.10", "主题党日", "插秧帮扶", "二组", "28", "22"),
    ("6.5", "支委会", "研究防汛", "村部", "3", "3"), ("7/2", "党员大会", "七一表彰", "村部", "28", "28"),
    ("8.9", "志愿服务", "巡堤", "大堤", "28", "18"), ("10.12", "支部党员大会", "收尾工作", "村部", "28", "26"),
)  # fmt: skip
#: seconds that somebody who has never seen the desk takes to read a screen and to act, and for a character
SECONDS_OF_ACTION, SECONDS_OF_CHARACTER, MINUTES = 4, 1, 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder."""
    return tmp_path_factory.mktemp("empty")


@dataclass
class NewUser:
    """Somebody who sees nothing but the browser: clicks on words that are shown, and types where the caret is.

    With DESK_TRIAL in the environment, a picture of what is seen after each action goes into that folder.
    """

    page: Any
    actions: int = 0
    characters: int = 0
    pictures: Path | None = field(
        default_factory=lambda: (
            Path(os.environ["DESK_TRIAL"]) if "DESK_TRIAL" in os.environ else None
        )
    )

    def click(self, role: str, words: str) -> None:
        self.page.get_by_role(role, name=words).first.click()
        self._acted()

    def type(self, text: str) -> None:
        """Type where the caret is; the end of a line is the Enter key."""
        is_in_field = "document.activeElement.matches('input, textarea')"
        assert self.page.evaluate(is_in_field), f"the caret is nowhere for {text}"
        for row, line in enumerate(text.split("\n")):
            if row:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(line)
        self.characters += len(text)
        self._acted()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self._acted()

    @contextmanager
    def caret_comes_to(self, selector: str) -> Iterator[None]:
        """Wait until what was done has brought the caret to a field."""
        yield
        self.page.wait_for_selector(f"{selector}:focus")

    @property
    def minutes(self) -> float:
        seconds = self.actions * SECONDS_OF_ACTION + self.characters * SECONDS_OF_CHARACTER
        return seconds / 60

    def _acted(self) -> None:
        self.actions += 1
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.wait_for_timeout(500)
            self.page.screenshot(path=self.pictures / f"{self.actions:03}.png")


def begin_branch(user: NewUser) -> None:
    with user.caret_comes_to("#name"):
        user.click("link", "新建支部")
    user.type("示例市红星村党支部")
    user.press("Enter")
    user.press("Control+A")
    user.type("2025")
    user.press("Enter")
    assert user.page.is_disabled("#next")
    with user.caret_comes_to("#chapters"):
        user.page.get_by_text("自己写章节标题").click()
        user.actions += 1
    user.type("\n".join(chapter for chapter, _, _ in WORKS))
    user.click("button", "下一步")
    with user.caret_comes_to("[data-path='[\"headline\"]']"):
        user.click("button", "建好")


def write_text(user: NewUser) -> None:
    user.type("学在平常\n办在实处")
    user.press("Tab")
    user.type("2025年，支部有党员28名。")
    user.press("Tab")
    user.type("2025年12月30日")
    user.click("link", "接着写")
    for chapter, title, text in WORKS:
        user.page.wait_for_selector(f"h1:has-text('{chapter}')")
        user.click("textbox", "写一项工作")
        user.type(title)
        with user.caret_comes_to("[data-path$='\"text\"]']"):
            user.press("Enter")
        user.type(text)
        user.click("link", "接着写")
    user.page.wait_for_selector("#new-problem")


def write_plan(user: NewUser) -> None:
    for title, *rest in PROBLEMS:
        user.click("textbox", "添一个问题")
        user.type(title)
        with user.caret_comes_to("[data-path$='\"text\"]']"):
            user.press("Enter")
        for text in rest:
            user.type(text)
            user.press("Tab")
    user.click("textbox", "添一项任务")
    user.type("修好二组的路灯")
    with user.caret_comes_to("[data-path$='\"due\"]']"):
        user.press("Enter")
    user.click("link", "接着写")
    user.page.wait_for_url("**/text/closing")


def write_events(user: NewUser) -> None:
    user.click("link", "活动")
    user.page.wait_for_selector("body[data-ready]")
    with user.caret_comes_to(".cell-editor"):
        user.click("button", "记一次活动")
    for number, event in enumerate(EVENTS):
        for cell in event:
            user.type(cell)
            user.press("Tab")
        user.press("Enter")
        user.page.wait_for_selector(f".grid tbody tr:nth-child({number + 2})")
        user.page.wait_for_selector(".cell-editor:focus")


@pytest.mark.timeout(600)  # a picture of each action takes half a second
def test_a_first_report_comes_from_nothing_to_two_files(
    page: Any, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = NewUser(page)
    begin_branch(user)
    write_text(user)
    write_plan(user)
    write_events(user)
    user.click("link", "定稿")
    page.wait_for_selector(".sum")
    assert page.inner_text(".sum .r") == "0"
    files = []
    for kind in ("annual-report", "annual-deck"):
        with page.expect_download() as download:
            page.click(f"a[href$='{kind}']")
            user.actions += 1
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    assert user.minutes < MINUTES, f"{user.actions} actions, {user.characters} characters"
    monkeypatch.chdir(desk.folder)
    command = "build --jobs 0 --quiet --kind annual-report --kind annual-deck"
    assert main(command.split()) == 0
    built = {path.name: path.read_bytes() for path in (desk.folder / "output").rglob("*.*x")}
    assert {file.name: file.read_bytes() for file in files} == built
    record = next(desk.folder.glob("content/branches/*/2025.yaml")).read_text(encoding="utf-8")
    for text in (WORKS[2][2], PROBLEMS[1][1], "date: 2025-07-02"):
        assert text in record
