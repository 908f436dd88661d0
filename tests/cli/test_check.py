"""A check is a build that delivers nothing: what it remembers, what it forgets, what it tells."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import farms, processes, program, workspaces

from reportgen import user_cache
from reportgen.build import lock, produce, worker
from reportgen.build.request import Request
from reportgen.build.targets import Selectors
from reportgen.cli import check
from reportgen.content.subjects import Source
from reportgen.stores import open_places

RED, BLUE = "content/branches/red", "content/branches/blue"
TEMPLATE = "templates/juli/documents/summary.docx.j2"
LESSON = "topic: 学党史\nunit: 红旗村党支部\nminutes: 30\nwrong: 1\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(user_cache.SWITCH)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    return tmp_path / "cache"


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
        "templates/juli/documents/twice.docx.j2": base[TEMPLATE],
        "templates/juli/documents/unknown.docx.j2": base[TEMPLATE]
        .replace('年总结"'.encode(), '年另一份"'.encode())
        .replace(b"{{ record.opening | prose }}", b"{{ nothing.there }}"),
    })  # fmt: skip
    return place


def _without_cache(folder: Path, *arguments: str) -> program.Run:
    os.environ[user_cache.SWITCH] = "1"
    try:
        return program.run("check", *arguments, folder=folder)
    finally:
        del os.environ[user_cache.SWITCH]


def _made(folder: Path, *branches: str) -> set[str]:
    """Check the workspace; return "year/branch" of the documents that were made for it."""
    places = tuple((name, str(folder / name)) for name in ("content", "templates", "output"))
    request = Request(places, "templates/juli", selectors=Selectors(branches), mode="check")
    findings, _ = check._run(request, open_places(places))
    result = [outcome.target for outcome in findings.outcomes if outcome.seconds]
    return {f"{target.year}/{target.branch}" for target in result}


@pytest.mark.parametrize("form", ["human", "short", "json", "sarif"])
@pytest.mark.parametrize(
    "options",
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
def test_what_is_remembered_is_told_as_it_was_at_first(
    folder: Path, form: str, options: tuple[str, ...]
) -> None:
    plain = _without_cache(folder, *options, "--format", form)
    assert plain.code == 1
    for _ in range(2):
        assert program.run("check", *options, "--format", form, folder=folder) == plain


def test_the_faults_come_from_content_checks_plan_and_templates(folder: Path) -> None:
    err = program.run("check", "--format", "short", folder=folder).err
    for code in ("unknown-key", "other-year", "duplicate-output", "undefined-name"):
        assert f"[{code}]" in err, err


def test_only_the_year_that_was_edited_is_made_again(folder: Path) -> None:
    assert _made(folder) == {"2022/red", "2023/red", "2022/blue"}
    assert _made(folder) == set()
    record = folder / RED / "2023.yaml"
    record.write_text(record.read_text("utf-8") + "# 记一笔\n", "utf-8")
    assert _made(folder) == {"2023/red"}
    assert _made(folder) == set()


def test_a_check_of_one_branch_is_of_use_to_a_check_of_all(folder: Path) -> None:
    assert _made(folder, "red") == {"2022/red", "2023/red"}
    assert _made(folder) == {"2022/blue"}


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
    "the lexicon": _edit(
        "content/lexicon/words.yaml", "updated: 2022-01-01", "updated: 2022-13-01"
    ),
    "checks.yaml": _edit("content/checks.yaml", "off: [", "off: [other-year, "),
    "another branch's name": _edit(f"{BLUE}/branch.yaml", "蓝天村党支部", "支部把学习"),
    "a branch more": lambda folder: shutil.copytree(folder / BLUE, folder / "content/branches/new"),
    "a branch less": lambda folder: shutil.rmtree(folder / BLUE),
    "a year more": lambda folder: shutil.copy(
        folder / RED / "2022.yaml", folder / RED / "2021.yaml"
    ),
    "the theme": lambda folder: (folder / "templates/juli/theme.yaml").write_text("wrong"),
    "a template less": lambda folder: (folder / "templates/juli/documents/twice.docx.j2").unlink(),
    "a fault mended": _edit("templates/juli/documents/unknown.docx.j2", "nothing.there", "year"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_told_anew(folder: Path, change: str) -> None:
    before = program.run("check", folder=folder)
    CHANGES[change](folder)
    after = _without_cache(folder)
    assert after != before
    assert program.run("check", folder=folder) == after
    assert program.run("check", folder=folder) == after


def test_a_check_writes_nothing_in_the_workspace(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    program.run("check", folder=folder)
    program.run("check", folder=folder)
    assert sorted(folder.rglob("*")) == before


def test_without_the_cache_everything_is_made_each_time(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(user_cache.SWITCH, "1")
    assert len(_made(folder)) == len(_made(folder)) == 3
    assert not cache.exists()


def test_another_check_under_way_changes_nothing_in_what_is_told(folder: Path, cache: Path) -> None:
    first = program.run("check", folder=folder)
    (ledger,) = cache.glob("**/checks/*")
    other = lock.acquire(ledger)
    try:
        assert program.run("check", folder=folder) == first
    finally:
        other.release()


def test_a_damaged_ledger_of_checks_is_made_anew(folder: Path, cache: Path) -> None:
    first = program.run("check", folder=folder)
    for file in cache.glob("**/ledger.sqlite*"):
        file.write_bytes(b"not a database, but long enough to be looked at" * 100)
    assert program.run("check", folder=folder) == first


def test_a_file_that_cannot_be_read_is_told_until_it_can(folder: Path, tmp_path: Path) -> None:
    picture = folder / RED / "images/hall.png"
    outside = tmp_path / "outside.png"
    picture.rename(outside)
    picture.symlink_to(outside)
    for _ in range(2):
        assert "outside-workspace" in program.run("check", folder=folder).err
    picture.unlink()
    outside.rename(picture)
    assert "outside-workspace" not in program.run("check", folder=folder).err


def _broken(*_: object, **__: object) -> None:
    raise KeyError("a bug")


@pytest.mark.parametrize(
    ("where", "name"), [(produce, "_make"), (worker, "plan"), (Source, "load")]
)
def test_a_bug_of_ours_is_told_and_never_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, name, _broken)
        for _ in range(2):
            ran = program.run("check", "--jobs", "0", "blue", "--kind", "summary", folder=folder)
            assert ran.code == 3
            assert ran.err.count("程序出错") == 1
            assert "KeyError: 'a bug'" in ran.err
    assert (
        "程序出错"
        not in program.run("check", "--jobs", "0", "blue", "--kind", "summary", folder=folder).err
    )
    assert _made(folder, "blue") == {"2022/blue"}


@pytest.fixture
def farm(tmp_path: Path) -> Path:
    """Return a workspace of twelve branches of which the checks have much to say."""
    farm = tmp_path / "farm"
    farms.plant(farm, 12)
    (farm / "content/checks.yaml").unlink()
    (farm / "content/branches/b7/2022.yaml").write_text("year: 二零二二\n", encoding="utf-8")
    (farm / "content/branches/b9/images/hall-2021.png").write_bytes(b"no picture")
    return farm


def _process(farm: Path, *options: str) -> program.Run:
    return program.run_process("check", *options, folder=farm)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["human", "json", "sarif"])
@pytest.mark.parametrize("options", [(), ("b7", "b9", "nobody", "--year", "2021"), ("--final",)])
def test_two_processes_tell_what_one_tells(
    farm: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], form: str
) -> None:
    monkeypatch.setenv(user_cache.SWITCH, "1")
    one = _process(farm, "--jobs", "0", "--format", form, *options)
    assert one.code == 1
    assert "b7" in one.out + one.err
    assert _process(farm, "--jobs", "2", "--format", form, *options) == one


def test_what_two_processes_made_is_remembered_for_one(farm: Path) -> None:
    first = _process(farm, "--jobs", "2")
    assert _made_in(farm) == set()
    assert _process(farm, "--jobs", "0") == first


def _made_in(farm: Path) -> set[str]:
    here = Path.cwd()
    os.chdir(farm)  # messages, and so the ledger of checks, belong to the current folder
    try:
        places = (("content", "content"), ("templates", "templates"), ("output", "output"))
        request = Request(places, "templates/juli", mode="check")
        findings, _ = check._run(request, open_places(places))
    finally:
        os.chdir(here)
    return {outcome.target.output for outcome in findings.outcomes if outcome.seconds}


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_worker_killed_costs_nothing(farm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(user_cache.SWITCH, "1")
    undisturbed = _process(farm, "--jobs", "0")
    checking = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "check", "--jobs", "2"],
        cwd=farm, env=dict(os.environ, PYTHONPATH=str(program.ROOT), PYTHONIOENCODING="utf-8"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    killed = 0
    while checking.poll() is None and killed < 3:
        for process in processes.workers(checking.pid)[-1:]:
            with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(process, signal.SIGKILL)
                killed += 1
        time.sleep(0.1)
    out, err = checking.communicate(timeout=60)

    assert killed
    assert (checking.returncode, out.decode(), err.decode()) == (
        undisturbed.code, undisturbed.out, undisturbed.err
    )  # fmt: skip
