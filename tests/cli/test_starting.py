"""What a check of an edited branch loads once the theme is known: nothing that only a new file needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import program

_LOADED = "import sys; from reportgen.cli.main import main; code = main(sys.argv[1:]); print(*sys.modules, sep='\\n'); sys.exit(code)"


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    for name in ("types", "branches/laizhou-archives"):
        shutil.copytree(program.ROOT / "content" / name, tmp_path / "content" / name)
    return tmp_path


def _checked(folder: Path) -> tuple[int, list[str], str]:
    """Check the workspace in a process of its own; return its code, modules and what it tells."""
    environment = {
        name: value for name, value in os.environ.items() if name != "REPORTGEN_NO_CACHE"
    } | dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), str(folder / "kept"))
    ended = subprocess.run(
        [sys.executable, "-c", _LOADED, "check", "--jobs", "1", "--kind", "annual-report", "--kind", "annual-deck",
         "--templates", str(program.ROOT / "templates")],
        cwd=folder, env={**environment, "PYTHONPATH": str(program.ROOT), "PYTHONIOENCODING": "utf-8", "PYDANTIC_DISABLE_PLUGINS": "__all__"},
        capture_output=True, check=False,
    )  # fmt: skip
    modules = ended.stdout.decode().splitlines()
    return ended.returncode, modules, ended.stderr.decode()


def _edit(folder: Path) -> None:
    """Change the record, so that it is examined again, but nothing it says."""
    record = folder / "content/branches/laizhou-archives/2022.yaml"
    record.write_text(record.read_text("utf-8") + "# 记一笔\n", "utf-8")


def test_the_second_check_loads_no_office_library_and_no_network(branch: Path) -> None:
    first = _checked(branch)
    _edit(branch)
    again = _checked(branch)
    assert "pydantic" in again[1]
    assert {"docx", "pptx"} <= set(first[1])
    assert not {"docx", "pptx", "openpyxl", "ssl", "urllib.request", "email"} & set(again[1])


def test_the_second_check_tells_what_the_first_told(branch: Path) -> None:
    first = _checked(branch)
    _edit(branch)
    again = _checked(branch)
    assert (first[0], first[2]) == (again[0], again[2])
    assert "程序出错" not in first[2]
