"""The file on the desktop that opens the desk."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest

from reportgen.cli.shortcut import _script, shortcut

PYTHON = Path("/opt/py thon/bin/python")
FOLDER = Path("/home/张三/党建 材料/100%")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


def test_it_lies_on_the_desktop_that_the_system_names(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".config").mkdir()
    line = 'XDG_DESKTOP_DIR="$HOME/我的桌面"\n'
    (home / ".config/user-dirs.dirs").write_text(line, encoding="utf-8")
    (home / "Desktop").mkdir()
    (home / "我的桌面").mkdir()
    assert shortcut(home) == 0
    (file,) = (home / "我的桌面").iterdir()
    assert file.stat().st_mode & 0o100
    assert "双击就打开" in capsys.readouterr().out


def test_without_a_desktop_it_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shortcut(home) != 0
    assert "找不到桌面" in capsys.readouterr().err


def test_names_with_blanks_and_per_cent_signs_stay_what_they_are() -> None:
    _, windows = _script(FOLDER, PYTHON, "win32")
    assert f'"{PYTHON}" -m reportgen desk "{FOLDER}"'.replace("%", "%%") in windows
    _, mac = _script(FOLDER, PYTHON, "darwin")
    words = [str(PYTHON), "-m", "reportgen", "desk", str(FOLDER)]
    assert shlex.split(mac.splitlines()[1].removeprefix("exec ")) == words
    _, linux = _script(FOLDER, PYTHON, "linux")
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(linux)
    assert shlex.split(entry["Desktop Entry"]["Exec"].replace("%%", "%")) == words
