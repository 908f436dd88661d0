"""Half of a branch's documents is judged in a copy of the process; nobody can tell from what is told."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from support import farms

from reportgen import kept
from reportgen.build import beside as module
from reportgen.build import examining
from reportgen.build.beside import beside, can_be_copied
from reportgen.build.checkup import Checkup
from reportgen.build.examining import Examiner, Found
from reportgen.build.remembered import Asked
from reportgen.stores import open_places

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux copies processes safely"
)


def _children() -> list[str]:
    return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()


def test_the_copy_works_meanwhile_and_is_gone_afterwards() -> None:
    with beside(os.getpid) as answer:
        mine = os.getpid()
        other = answer()
    assert other not in (None, mine)
    assert str(other) not in _children()


def test_much_can_be_answered() -> None:
    with beside(lambda: ["结论" * 100_000] * 3) as answer:
        assert answer() == ["结论" * 100_000] * 3


@pytest.mark.parametrize(
    "work",
    [
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: int("一百"),
        lambda: sys.exit(3),
        lambda: lambda: "no such thing travels",
    ],
)
def test_a_copy_that_ends_early_answers_nothing(work: object) -> None:
    with beside(work) as answer:  # type: ignore[arg-type]  # returns what it likes
        assert answer() is None
    assert not _children()


def test_nobody_waits_for_a_copy_once_something_has_gone_wrong() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), beside(lambda: time.sleep(30)):
        raise KeyboardInterrupt
    assert time.monotonic() - began < 5
    assert not _children()


def test_a_process_with_threads_is_not_copied() -> None:
    ends = threading.Event()
    other = threading.Thread(target=ends.wait)
    other.start()
    try:
        assert not can_be_copied()
    finally:
        ends.set()
        other.join()


@pytest.fixture(name="asked")
def _asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(kept.SWITCH)
    farms.plant(tmp_path / "farm", 1)
    brief = tmp_path / "farm/templates/juli/brief.docx.j2"
    text = brief.read_text("utf-8").replace("</report>", "<p>{{ no.thing }}</p></report>")
    brief.write_text(text, "utf-8")
    names = ("content", "templates", "output")
    return Asked(tuple((name, str(tmp_path / "farm" / name)) for name in names), "templates/juli")


def _found(asked: Asked, *, copied: bool) -> Found:
    return Examiner(open_places(asked.places), asked).examine("branch/b1", copied=copied)


@pytest.mark.parametrize("lost", [False, True])
def test_a_copy_finds_what_this_process_would(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    here = _found(asked, copied=False)
    monkeypatch.setattr(examining, "can_be_copied", lambda: True)
    copies = []
    if lost:
        monkeypatch.setattr(module, "_work", lambda *_: os._exit(1))
    monkeypatch.setattr(os, "fork", lambda fork=os.fork: copies.append(1) or fork())
    there = _found(asked, copied=True)
    assert copies == [1]
    assert len(here.told.judged) == 4
    assert any(here.told.judged.values())
    assert there.told.row() == here.told.row()
    assert (there.crashes, there.states, there.shared) == (here.crashes, here.states, here.shared)
    assert there.noted.keys() == here.noted.keys()


def test_what_a_copy_found_is_remembered(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "can_be_copied", lambda: True)

    def examined() -> tuple[str, ...]:
        checkup = Checkup(open_places(asked.places), asked)
        assert not checkup.theme_faults()
        checkup.common()
        checkup.told()
        checkup.close()
        return checkup.examined

    assert (examined(), examined()) == (("branch/b1",), ())
    brief = Path(dict(asked.places)["templates"]) / "juli/brief.docx.j2"
    brief.write_text(brief.read_text("utf-8").replace("简报", "通报"), "utf-8")
    assert (examined(), examined()) == (("branch/b1",), ())


def test_a_bug_of_ours_in_a_copy_is_told_as_anywhere(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "can_be_copied", lambda: True)

    def broken(*_: object) -> object:
        raise KeyError("a bug")

    monkeypatch.setattr(examining, "judge", broken)
    found = _found(asked, copied=True)
    assert set(found.crashes.values()) == {"KeyError('a bug')"}
    assert len(found.crashes) == 4
    assert found.states is None
