"""`python -m benchmarks.kills`: builds killed at random moments, then resumed; no byte may differ."""

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
from pathlib import Path

from benchmarks.content import ROOT, generate

#: documents after which a build is killed at most, counted from where it began
_MORE = 8
#: seconds within which it is killed then: about what a document takes
_MOMENT = 0.1
#: how often a killed build is resumed to its end before the next kill
_RESUMED = 0.15
_KINDS = ("--kind", "annual-report", "--kind", "annual-deck")


def main() -> None:
    """Kill as many builds as asked for; leave with exit code 1 at the first torn or other byte."""
    parser = argparse.ArgumentParser(prog="benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--branches", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="reportgen-kills-") as name:
        place = Path(name)
        generate(place / "content", options.branches)
        (place / "templates").symlink_to(ROOT / "templates")
        if start(place, "--jobs", "2").wait():
            raise SystemExit("the undisturbed build failed")
        expected = documents(place)
        shutil.rmtree(place / "output")
        killed: list[int] = []
        resumed = 0
        while len(killed) < options.kills:
            building = start(place, "--jobs", "2")
            # After so many more documents, and then at any moment of the next one.
            until = count(place) + moments.randint(0, _MORE)
            while count(place) < until and building.poll() is None:
                time.sleep(0.005)
            with contextlib.suppress(subprocess.TimeoutExpired):
                building.wait(moments.uniform(0, _MOMENT))
            if building.poll() is None:
                os.kill(building.pid, signal.SIGKILL)
                building.wait()
                killed.append(count(place))
            torn = [path for path, digest in documents(place).items() if expected[path] != digest]
            if torn:
                raise SystemExit(f"kill {len(killed)}: {', '.join(torn)} differ")
            if building.returncode == 0 or moments.random() < _RESUMED:
                # A resumed build must end like an undisturbed one; then begin from nothing again.
                if start(place, "--jobs", "2").wait() or documents(place) != expected:
                    raise SystemExit(f"kill {len(killed)}: the resumed build ended otherwise")
                if left := list((place / "output").rglob(".tmp-*")):
                    raise SystemExit(f"kill {len(killed)}: temporary files were left: {left}")
                shutil.rmtree(place / "output")
                resumed += 1
        part = max(1, len(expected) // 4)
        there = [sum(n // part == quarter for n in killed) for quarter in range(5)]
        print(f"{len(killed)} kills, with none to all documents there: {there}")
        print(f"{resumed} times resumed to the end: every byte the same")


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
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((place / "output").rglob("*"))
        if path.suffix in (".docx", ".pptx")
    }


def count(place: Path) -> int:
    """Return how many documents are in `place`."""
    return sum(path.suffix in (".docx", ".pptx") for path in (place / "output").rglob("*"))


if __name__ == "__main__":
    main()
