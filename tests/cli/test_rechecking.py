"""A check tells the same whether it examined a piece or remembers it, and forgets what changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import program, workspaces

from reportgen import kept
from reportgen.build import examining
from reportgen.build.checkup import Checkup
from reportgen.build.examining import Witness
from reportgen.build.remembered import Asked
from reportgen.diagnostics import Faults
from reportgen.stores import open_places

RED, BLUE = "content/branches/red", "content/branches/blue"
TEMPLATE = "templates/juli/summary.docx.j2"
LESSON = "topic: 学党史\nunit: 红旗村党支部\nminutes: 30\nwrong: 1\n"
_MODULES = "import sys; from reportgen.cli.main import main; main(sys.argv[1:]); print(*sys.modules, sep='\\n')"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(kept.SWITCH)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return Path(kept._place())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace with faults of content, checks and documents in two branches and a lesson."""
    base = workspaces.base()
    year = base[f"{RED}/2022.yaml"].decode()
    pictured = "pictures:\n  hall: {file: images/hall.png, caption: 会场, alt: 会场}\n"
    place = tmp_path / "work"
    workspaces.write(place, {
        f"{RED}/2022.yaml": (year + pictured).encode(),
        f"{RED}/2023.yaml": year.replace("2022", "2023").replace("2023-01", "2024-01").encode(),
        f"{BLUE}/branch.yaml": base[f"{RED}/branch.yaml"].replace("红旗村".encode(), "蓝天村".encode()),
        f"{BLUE}/2022.yaml": year.replace("全年讲授", "2021年度工作总结。全年讲授").encode(),
        "content/lessons/history.yaml": LESSON.encode(),
        "templates/juli/twice.docx.j2": base[TEMPLATE],
        "templates/juli/unknown.docx.j2": base[TEMPLATE]
        .replace('年总结"'.encode(), '年另一份"'.encode())
        .replace(b"{{ record.opening | prose }}", b"{{ nothing.there }}"),
    })  # fmt: skip
    return place


def _fresh(folder: Path, *arguments: str) -> program.Run:
    """Check with nothing remembered."""
    os.environ[kept.SWITCH] = "1"
    try:
        return program.run("check", *arguments, folder=folder)
    finally:
        del os.environ[kept.SWITCH]


def _examined(folder: Path, *branches: str) -> tuple[str, ...]:
    places = tuple((name, str(folder / name)) for name in ("content", "templates", "output"))
    checkup = Checkup(open_places(places), Asked(places, "templates/juli", branches=branches))
    assert not checkup.theme_faults()
    checkup.common()
    checkup.told()
    checkup.close()
    return checkup.examined


@pytest.mark.parametrize("form", ["human", "short", "json", "sarif"])
@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("red",),
        ("blue", "nobody", "--year", "2022", "--kind", "summary"),
        ("--kind", "nothing", "--final"),
        ("red", "--year", "1999"),
        ("--content", "nowhere"),
        ("--theme", "nowhere"),
    ],
)
def test_what_is_remembered_is_told_as_it_was_found(
    folder: Path, form: str, asked: tuple[str, ...]
) -> None:
    plain = _fresh(folder, *asked, "--format", form)
    assert plain.code == 1
    for _ in range(2):
        assert program.run("check", *asked, "--format", form, folder=folder) == plain


def test_the_faults_told_come_from_content_checks_plan_and_templates(folder: Path) -> None:
    told = program.run("check", "--format", "short", folder=folder).err
    for code in ("unknown-key", "other-year", "duplicate-output", "undefined-name"):
        assert f"[{code}]" in told, told


def test_only_the_branch_that_was_edited_is_examined_again(folder: Path) -> None:
    assert _examined(folder) == ("branch/blue", "branch/red", "lesson/history")
    assert _examined(folder) == ()
    record = folder / RED / "2022.yaml"
    record.write_text(record.read_text("utf-8") + "# 记一笔\n", "utf-8")
    assert _examined(folder) == ("branch/red",)
    assert _examined(folder) == ()


def _edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), "utf-8")

    return edit


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": _edit(f"{RED}/2022.yaml", "opening:", "closing:"),
    "a template": _edit(TEMPLATE, "record.opening", "record.nothing"),
    "a type": _edit("content/types/learning.yaml", "role:", "rule:"),
    "a picture": lambda folder: (folder / RED / "images/hall.png").write_bytes(b"no picture"),
    "no picture": lambda folder: (folder / RED / "images/hall.png").unlink(),
    "the lexicon": _edit("content/lexicon/words.yaml", "updated: 2022-01-01", "updated: soon"),
    "checks.yaml": _edit("content/checks.yaml", "off: [", "off: [other-year, "),
    "another branch's name": _edit(f"{BLUE}/branch.yaml", "蓝天村党支部", "支部把学习"),
    "a branch more": lambda folder: shutil.copytree(folder / BLUE, folder / "content/branches/new"),
    "a branch less": lambda folder: shutil.rmtree(folder / BLUE),
    "a year more": lambda folder: shutil.copy(
        folder / RED / "2022.yaml", folder / RED / "2021.yaml"
    ),
    "the theme": lambda folder: (folder / "templates/juli/theme.yaml").write_text("wrong"),
    "a template less": lambda folder: (folder / "templates/juli/twice.docx.j2").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_told_anew(folder: Path, change: str) -> None:
    before = program.run("check", folder=folder)
    CHANGES[change](folder)
    after = _fresh(folder)
    assert after != before
    assert program.run("check", folder=folder) == after
    assert program.run("check", folder=folder) == after


def test_a_check_in_which_nothing_changed_imports_no_reader_and_no_writer(folder: Path) -> None:
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", _MODULES, "check"], cwd=folder, check=True, text=True,
            capture_output=True, env={**os.environ, "PYTHONPATH": str(program.ROOT), "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )  # fmt: skip
    modules = set(ended.stdout.splitlines())
    assert "reportgen.build.remembered" in modules
    heavy = {"pydantic", "jinja2", "yaml", "lxml", "docx", "pptx", "importlib.metadata"}
    ours = {"reportgen.content.library", "reportgen.compose.composer", "reportgen.write.word"}
    assert not (heavy | ours) & modules


def test_a_check_writes_nothing_in_the_workspace(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    program.run("check", folder=folder)
    program.run("check", folder=folder)
    assert sorted(folder.rglob("*")) == before


def test_without_the_cache_everything_is_examined(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.SWITCH, "1")
    assert len(_examined(folder)) == len(_examined(folder)) == 3
    assert not cache.exists()


def test_a_piece_with_a_file_that_cannot_be_read_is_not_remembered(
    folder: Path, tmp_path: Path
) -> None:
    picture = folder / RED / "images/hall.png"
    outside = tmp_path / "outside.png"
    picture.rename(outside)
    picture.symlink_to(outside)
    assert "branch/red" in _examined(folder)
    assert _examined(folder) == ("branch/red",)


def test_what_depends_on_the_day_is_remembered_for_the_day(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = tuple((name, str(folder / name)) for name in ("content", "templates", "output"))
    asked = Asked(places, "templates/juli")
    workspace = open_places(places)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    witness = Witness(workspace)
    witness.today()
    Checkup(workspace, asked)._memory.keep((), {}, {"branch/red": (witness.states, [])}, {})
    assert Checkup(workspace, asked)._memory.row("branch/red") == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    assert Checkup(workspace, asked)._memory.row("branch/red") is None


@pytest.mark.parametrize("where", ["judge", "run"])
def test_a_bug_of_ours_is_told_once_and_never_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    sound = getattr(examining, where)

    def broken(subject: object, *rest: object) -> object:
        if "蓝天村" in repr(subject) or getattr(subject, "branch", "") == "blue":
            raise KeyError("a bug")
        return sound(subject, *rest)

    monkeypatch.setattr(examining, where, broken)
    for _ in range(2):
        run = program.run("check", "--kind", "summary", folder=folder)
        assert run.code == 3
        assert run.err.count("程序出错") == 1
        assert "KeyError('a bug')" in run.err
        assert "red" in run.err
    monkeypatch.setattr(examining, where, sound)
    assert "程序出错" not in program.run("check", "--kind", "summary", folder=folder).err
    assert _examined(folder, "blue") == ("branch/blue",)


def test_a_witness_knows_what_it_could_not_see(folder: Path, tmp_path: Path) -> None:
    witness = Witness(open_places((("content", str(folder / "content")),)))
    (tmp_path / "outside.yaml").write_text("a: 1")
    (folder / "content/link.yaml").symlink_to(tmp_path / "outside.yaml")
    for look in (witness.read, witness.exists):
        witness.blind = False
        with pytest.raises(Faults):
            look("content/link.yaml")
        assert witness.blind
