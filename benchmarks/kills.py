"""`python -m benchmarks.kills`: builds killed at random moments, then resumed; no byte may differ."""

from __future__ import annotations

import argparse
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
        began = time.monotonic()
        _start(place).wait()
        whole = time.monotonic() - began
        expected = _documents(place)
        shutil.rmtree(place / "output")
        resumed = 0
        for number in range(1, options.kills + 1):
            building = _start(place)
            try:
                building.wait(moments.uniform(0, whole))
            except subprocess.TimeoutExpired:
                os.kill(building.pid, signal.SIGKILL)
                building.wait()
            found = _documents(place)
            torn = [path for path, digest in found.items() if expected.get(path) != digest]
            if torn:
                raise SystemExit(f"kill {number}: {', '.join(torn)} differ")
            if found.keys() == expected.keys() and moments.random() < 0.5:
                # A resumed build must end like an undisturbed one; then begin from nothing again.
                if _start(place).wait() or _documents(place) != expected:
                    raise SystemExit(f"kill {number}: the resumed build ended otherwise")
                if list((place / "output").rglob(".tmp-*")):
                    raise SystemExit(f"kill {number}: temporary files were left")
                shutil.rmtree(place / "output")
                resumed += 1
        if _start(place).wait() or _documents(place) != expected:
            raise SystemExit("the last build ended otherwise")
        print(f"{options.kills} kills, {resumed + 1} resumed to the end: every byte the same")


def _start(place: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "--quiet", "--jobs", "2", *_KINDS],
        cwd=place,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _documents(place: Path) -> dict[str, str]:
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((place / "output").rglob("*"))
        if path.suffix in (".docx", ".pptx")
    }


if __name__ == "__main__":
    main()
