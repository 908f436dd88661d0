"""A check divided among processes tells what one process tells, and remembers it as well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import farms, processes
from support.program import ROOT, Run, run_process

from reportgen import kept
from reportgen.build.checkup import Checkup
from reportgen.build.dividing import _tried_again
from reportgen.build.pool import Pool
from reportgen.build.remembered import Asked
from reportgen.stores import open_places

BRANCHES = 12


@pytest.fixture(name="farm")
def _farm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace of which the checks have much to say, with a cache of its own."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    farm = tmp_path / "farm"
    farms.plant(farm, BRANCHES)
    (farm / "content/checks.yaml").unlink()
    (farm / "content/branches/b7/2022.yaml").write_text("year: 二零二二\n", encoding="utf-8")
    (farm / "content/branches/b9/images/hall-2021.png").write_bytes(b"no picture")
    return farm


def _checked(farm: Path, *options: str) -> Run:
    return run_process("check", *options, folder=farm)


@pytest.mark.parametrize("form", ["human", "json", "sarif"])
@pytest.mark.parametrize("asked", [(), ("b7", "b9", "nobody", "--year", "2021"), ("--final",)])
def test_two_processes_tell_what_one_tells(
    farm: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], form: str
) -> None:
    monkeypatch.setenv(kept.SWITCH, "1")
    one = _checked(farm, "--jobs", "1", "--format", form, *asked)
    assert one.code == 1
    assert "b7" in one.out + one.err
    assert _checked(farm, "--jobs", "2", "--format", form, *asked) == one


def test_what_two_processes_found_is_remembered_as_from_one(
    farm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(kept.SWITCH)
    places = tuple((name, str(farm / name)) for name in ("content", "templates", "output"))

    def examined(jobs: int) -> tuple[int, dict[tuple[str, str], list[object]]]:
        checkup = Checkup(open_places(places), Asked(places, "templates/juli"), jobs)
        assert not checkup.theme_faults()
        checkup.common()
        told = {piece: one.row() for piece, one in checkup.told().items()}
        checkup.close()
        return len(checkup.examined), told

    first = examined(2)
    assert first[0] == BRANCHES
    assert examined(2) == examined(1) == (0, first[1])
    (farm / "templates/juli/parts.j2").write_text(
        "{% macro opening(text) %}{{ text }}{% endmacro %}", encoding="utf-8"
    )
    assert examined(2)[0] == BRANCHES
    assert examined(1)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_worker_killed_costs_nothing(farm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.SWITCH, "1")
    undisturbed = _checked(farm, "--jobs", "1")
    checking = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "check", "--jobs", "2"],
        cwd=farm, env=dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    killed = 0
    while checking.poll() is None and killed < 3:
        for worker in processes.workers(checking.pid)[-1:]:
            os.kill(worker, signal.SIGKILL)
            killed += 1
        time.sleep(0.1)
    out, err = checking.communicate(timeout=60)

    assert killed
    assert (checking.returncode, out.decode(), err.decode()) == (
        undisturbed.code, undisturbed.out, undisturbed.err
    )  # fmt: skip


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_piece_that_ends_two_processes_is_a_fault_of_its_own() -> None:
    with Pool(1) as pool:
        found = _tried_again(pool.submit(_die), "branch/b1")
    assert [fault.code for fault in found.told.read] == ["worker-died"]
    assert found.told.failed
    assert (found.states, found.shared) == (None, {})  # the others are remembered, it is not
