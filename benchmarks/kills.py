"""`python -m benchmarks.kills`: builds killed at chosen and at random moments, then resumed.

No file may be torn and no byte may differ from those of an undisturbed build. A kill comes at any
moment of a build with two processes, while a file is renamed, while the ledger is committed, or
while outputs are moved to the trash.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.content import ROOT, generate

#: documents after which a build is killed at most, counted from where it began
_MORE = 8
#: commits of the ledger after which a build is killed at most; a short one makes few
_MOST_COMMITS = 4
#: seconds within which it is killed then: about what a document takes
_MOMENT = 0.1
#: how often a killed build is resumed to its end before the next kill
_RESUMED = 0.15
#: branches whose outputs are moved to the trash
_PRUNED_BRANCHES = 3
_KINDS = ("--kind", "annual-report", "--kind", "annual-deck")
_PRUNE = ("--prune", "--prune-most", "1000")
#: the kinds of kills in the order in which they take turns
_TURNS = ("any", "rename", "any", "commit", "prune")
#: run in a process of its own: it kills itself at, or shortly after, so many events of one kind
_DYING = """
import os, signal, sqlite3, sys, threading, time
what, number, delay = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
del sys.argv[1:4]
def die():
    time.sleep(delay)
    os.kill(os.getpid(), signal.SIGKILL)
def happened(*_):
    global number
    number -= 1
    if number == 0:
        threading.Thread(target=die).start() if delay else die()
def trace(statement):
    if statement.startswith("COMMIT"):
        happened()
def hook(event, arguments):
    if event == "os.rename" and what in ("rename", "prune"):
        happened()
    elif event == "os.remove" and what == "prune":
        happened()
def connect(*arguments, **named):
    connection = opened(*arguments, **named)
    if what == "commit":
        connection.set_trace_callback(trace)
    return connection
opened, sqlite3.connect = sqlite3.connect, connect
sys.addaudithook(hook)
from reportgen.__main__ import run
run()
"""


@dataclass(slots=True)
class Trial:
    """A workspace in `place`, what an undisturbed build makes of it, and the kills so far."""

    place: Path
    expected: dict[str, str]
    dice: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    resumed: int = 0

    @property
    def label(self) -> str:
        """The number of the last kill."""
        return f"kill {self.kills.total()}"

    def check(self) -> None:
        """Leave with exit code 1 where a document is torn or not as it should be."""
        torn = [p for p, digest in documents(self.place).items() if self.expected[p] != digest]
        if torn:
            raise SystemExit(f"{self.label}: {', '.join(torn)} differ")

    def resume(self, *options: str) -> None:
        """Build to the end; leave with exit code 1 where that fails or leaves something behind."""
        if start(self.place, "--jobs", "2", *options).wait():
            raise SystemExit(f"{self.label}: the resumed build failed")
        self.check()
        output = self.place / "output"
        left = [*output.rglob(".tmp-*"), *output.rglob("*手工修改*")]
        if left:
            raise SystemExit(f"{self.label}: files were left: {left}")
        self.resumed += 1


def main() -> None:
    """Kill as many builds as asked for; leave with exit code 1 at the first torn or other byte."""
    parser = argparse.ArgumentParser(prog="benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--branches", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(set(_TURNS)), help="only this kind of kill")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reportgen-kills-") as name:
        place = Path(name)
        generate(place / "content", options.branches)
        (place / "templates").symlink_to(ROOT / "templates")
        if start(place, "--jobs", "2").wait():
            raise SystemExit("the undisturbed build failed")
        trial = Trial(place, documents(place), random.Random(options.seed))
        shutil.rmtree(place / "output")
        turn = 0
        while trial.kills.total() < options.kills:
            kind = options.only or _TURNS[turn % len(_TURNS)]
            turn += 1
            if kind == "prune":
                _killed_prune(trial)
            else:
                _killed_build(trial, kind)
            if trial.kills.total() % 50 == 0:
                print(f"{dict(trial.kills)}, {trial.resumed} resumed", flush=True)
        print(f"{trial.kills.total()} kills: {dict(trial.kills)}")
        print(f"{trial.resumed} times resumed to the end: every byte the same")


def _killed_build(trial: Trial, kind: str) -> None:
    """Kill a build; resume it to its end now and then, and begin from nothing again."""
    dice, place = trial.dice, trial.place
    if kind == "any":
        building = start(place, "--jobs", "2")
        # After so many more documents, and then at any moment of the next one.
        until = count(place) + dice.randint(0, _MORE)
        while count(place) < until and building.poll() is None:
            time.sleep(0.005)
        with contextlib.suppress(subprocess.TimeoutExpired):
            building.wait(dice.uniform(0, _MOMENT))
        if building.poll() is None:
            os.kill(building.pid, signal.SIGKILL)
            building.wait()
    else:
        most = _MOST_COMMITS if kind == "commit" else _MORE
        building = _dying(trial, kind, dice.randint(1, most), "--jobs", "0")
    if building.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"{trial.label}: a build ended by itself with {building.returncode}")
    if building.returncode == -signal.SIGKILL:
        trial.kills[kind] += 1
    trial.check()
    if building.returncode == 0 or dice.random() < _RESUMED:
        trial.resume()
        if documents(place) != trial.expected:
            raise SystemExit(f"{trial.label}: the resumed build ended otherwise")
        shutil.rmtree(place / "output")


def _killed_prune(trial: Trial) -> None:
    """Kill a build that moves outputs to the trash; afterwards each is in one place or both, whole."""
    place = trial.place
    trial.resume()
    branches = sorted((place / "content/branches").iterdir())[-_PRUNED_BRANCHES:]
    aside = place / "aside"
    aside.mkdir()
    for branch in branches:
        branch.rename(aside / branch.name)
    names = {branch.name for branch in branches}
    pruned = {p: d for p, d in trial.expected.items() if names & set(Path(p).parts)}
    building = _dying(
        trial, "prune", trial.dice.randint(1, 3 * len(pruned)), *_PRUNE, "--jobs", "0"
    )
    if building.returncode == -signal.SIGKILL:
        trial.kills["prune"] += 1
    elif building.returncode:
        raise SystemExit(f"{trial.label}: a build ended by itself with {building.returncode}")
    trial.check()
    lost = pruned.keys() - documents(place).keys() - _trash(place).keys()
    if lost:
        raise SystemExit(f"{trial.label}: {sorted(lost)} are in no place")
    trial.resume(*_PRUNE)
    if _trash(place) != pruned or pruned.keys() & documents(place).keys():
        raise SystemExit(f"{trial.label}: the trash is not what was removed")
    shutil.rmtree(place / "output/.reportgen/trash")
    for branch in branches:
        (aside / branch.name).rename(branch)
    aside.rmdir()


def _dying(trial: Trial, kind: str, number: int, *options: str) -> subprocess.Popen[bytes]:
    """Run a build that kills itself; return it when it has ended."""
    delay = trial.dice.choice((0.0, trial.dice.uniform(0, 0.003)))
    building = subprocess.Popen(
        [sys.executable, "-c", _DYING, kind, str(number), str(delay),
         "build", "--quiet", *_KINDS, *options],
        cwd=trial.place,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    building.wait()
    return building


def start(place: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a build of the workspace in `place`; nothing of what it says is shown."""
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "--quiet", *_KINDS, *options],
        cwd=place,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def documents(place: Path) -> dict[str, str]:
    """Return the digest of every document in `place`, by path."""
    return _digests(place, sorted((place / "output").glob("[0-9]*/**/*")))


def _trash(place: Path) -> dict[str, str]:
    """Return the digest of every document in the trash, by the path it had."""
    trash = place / "output/.reportgen/trash"
    days = _digests(place, sorted(trash.rglob("*")))
    return {f"output/{'/'.join(Path(path).parts[4:])}": digest for path, digest in days.items()}


def _digests(place: Path, paths: list[Path]) -> dict[str, str]:
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.suffix in (".docx", ".pptx") and not path.name.startswith(".tmp-")
    }


def count(place: Path) -> int:
    """Return how many documents are in `place`."""
    return sum(path.suffix in (".docx", ".pptx") for path in (place / "output").rglob("*"))


if __name__ == "__main__":
    main()
