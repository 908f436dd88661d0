"""Templates copied into a workspace, after the program's own have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.program import Run, run

from reportgen.cli import upgrade_workspace
from reportgen.cli.options import supplied_folder

REPORT, DECK = "juli/documents/annual-report.docx.j2", "juli/documents/annual-deck.pptx.j2"
STORY, THEME = "juli/documents/feature-story.docx.j2", "juli/theme.yaml"


@pytest.fixture(name="home")
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace with a copy of the templates, and a program whose own may be changed."""
    shutil.copytree(supplied_folder("templates"), tmp_path / "own")
    monkeypatch.setattr(upgrade_workspace, "supplied_folder", lambda _: tmp_path / "own")
    home = tmp_path / "home"
    assert run("new", "home", folder=tmp_path).code == 0
    assert run("new", "templates", folder=home).code == 0
    return home


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _upgrade(home: Path, *arguments: str) -> Run:
    return run("upgrade-workspace", *arguments, folder=home)


def test_a_copy_of_this_version_needs_nothing(home: Path) -> None:
    before = _files(home)
    result = _upgrade(home, "--yes")
    assert (result.code, "已经是最新的" in result.out) == (0, True)
    assert _files(home) == before


def test_what_nobody_changed_is_replaced_and_what_was_changed_stays(home: Path) -> None:
    own, mine = home.parent / "own", home / "templates"
    earlier = (mine / REPORT).read_bytes()
    _append(own / REPORT, "{# 新的 #}\n")  # the program's alone
    _append(own / DECK, "{# 新的 #}\n")  # both
    _append(mine / DECK, "{# 本单位 #}\n")
    _append(mine / THEME, "# 本单位\n")  # the unit's alone
    (own / STORY).unlink()  # no longer supplied
    (own / "juli/macros/new.j2").write_text("新", encoding="utf-8")
    changed, themed = (mine / DECK).read_bytes(), (mine / THEME).read_bytes()

    before = _files(home)
    result = _upgrade(home)
    assert _files(home) == before  # it only says what it would do
    for line in (
        f"换成新的　{REPORT}", f"新的放在旁边　{DECK}", f"移走　{STORY}", "新增　juli/macros/new.j2",
        "+{# 新的 #}", "-{# 本单位 #}",
    ):  # fmt: skip
        assert line in result.out
    assert THEME not in result.out

    assert _upgrade(home, "--yes").code == 0
    assert (mine / REPORT).read_bytes() == (own / REPORT).read_bytes()
    assert (mine / DECK).read_bytes() == changed
    assert (mine / f"{DECK}.new").read_bytes() == (own / DECK).read_bytes()
    assert (mine / THEME).read_bytes() == themed
    assert not (mine / STORY).exists()
    assert (mine / "juli/macros/new.j2").exists()
    (old_copy,) = (mine / ".replaced").glob(f"*/{REPORT}")
    assert old_copy.read_bytes() == earlier
    assert run("check", folder=home).code == 0

    again = _upgrade(home, "--yes")
    assert "已经是最新的" in again.out


def test_a_copy_without_an_origin_loses_nothing(home: Path) -> None:
    (home / "templates" / upgrade_workspace.ORIGIN).unlink()
    _append(home.parent / "own" / REPORT, "{# 新的 #}\n")
    before = _files(home)
    assert _upgrade(home, "--yes").code == 0
    after = _files(home)
    assert {name: after[name] for name in before} == before
    assert f"templates/{REPORT}.new" in after
