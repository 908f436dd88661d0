"""The page a build leaves behind, as a browser shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from support import farms
from support.program import run

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.rendering
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_browser_shows_what_was_built_and_loads_nothing_else(tmp_path: Path) -> None:
    farms.plant(tmp_path)
    assert run("build", "--jobs", "0", folder=tmp_path).code == 0
    page = tmp_path / "output" / "build-report.html"

    assert BROWSER is not None
    result = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()],
        check=True, capture_output=True, text=True, timeout=90,
    ).stdout  # fmt: skip

    documents = [p for p in (tmp_path / "output").rglob("*") if p.suffix in (".docx", ".pptx")]
    assert documents
    assert all(document.name in result for document in documents)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", result)
