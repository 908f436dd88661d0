"""A whole first report: from an empty folder to two files, and nothing but the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.desks import Desk

from reportgen.cli.main import main

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder."""
    return tmp_path_factory.mktemp("empty")


def write_work(page: Any, title: str, text: str) -> None:
    page.fill("#new-work", title)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-form=work]")
    page.fill("textarea[data-path$='\"text\"]']", text)


def test_a_first_report_comes_from_nothing_to_two_files(
    page: Any, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.click("text=新建支部")
    page.fill("#name", "示例市红星村党支部")
    page.click("#next")
    page.fill("#year", "2025")
    page.click("#next")
    assert page.is_disabled("#next")
    page.click("#way-own")
    page.fill("#chapters", "抓学习\n办实事")
    page.click("#next")
    assert list(desk.folder.rglob("*.yaml")) == []
    page.click("#next")
    page.wait_for_url("**/text/head")
    page.fill("textarea[data-path='[\"headline\"]']", "学在平常\n办在实处")
    for chapter, title, text in (
        ("抓学习", "学在平常", "支部每月集中学习一次，党员轮流讲。"),
        ("办实事", "把路灯修好", "支部牵头修好了村口的路灯，群众夜里出门亮堂了。"),
    ):
        page.click(f"#outline >> text={chapter}")
        page.wait_for_selector("[data-form=chapter]")
        write_work(page, title, text)
    page.keyboard.press("Control+s")
    page.wait_for_selector("#save-state:has-text('已保存')")
    page.click("text=定稿")
    page.wait_for_selector(".sum")
    assert "成文日期" in page.inner_text(".finish")
    files = []
    for kind in ("annual-report", "annual-deck"):
        with page.expect_download() as download:
            page.click(f"a[href$='{kind}']")
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    monkeypatch.chdir(desk.folder)
    assert (
        main(
            ["build", "--jobs", "0", "--quiet", "--kind", "annual-report", "--kind", "annual-deck"]
        )
        == 0
    )
    built = {path.name: path.read_bytes() for path in (desk.folder / "output").rglob("*.*x")}
    assert {file.name: file.read_bytes() for file in files} == built
    record = next(desk.folder.glob("content/branches/*/2025.yaml")).read_text(encoding="utf-8")
    assert "text: 支部牵头修好了村口的路灯，群众夜里出门亮堂了。" in record
