"""`python -m benchmarks.cluster`: a Dask cluster that loses a worker half-way makes the same bytes."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.content import ROOT, generate
from benchmarks.kills import count, documents, start

_SCHEDULER = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
              "--no-dashboard")  # fmt: skip
_WORKER = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard",
           "--host", "127.0.0.1")  # fmt: skip
#: seconds a scheduler or a worker may take to say that it is there
_PATIENCE = 60


def main() -> None:
    """Build alone and on a cluster of two workers; leave with exit code 1 where bytes differ."""
    parser = argparse.ArgumentParser(prog="benchmarks.cluster", description=__doc__)
    parser.add_argument("--branches", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reportgen-cluster-") as name:
        alone, shared, logs = (Path(name) / part for part in ("alone", "shared", "logs"))
        logs.mkdir()
        for place in (alone, shared):
            generate(place / "content", options.branches)
            (place / "templates").symlink_to(ROOT / "templates")
        if start(alone, "--jobs", "1").wait():
            raise SystemExit("the build in one process failed")
        expected = documents(alone)
        started: list[subprocess.Popen[bytes]] = []
        try:
            started.append(_start(logs / "0", *_SCHEDULER))
            address = _wait_for(logs / "0", r"Scheduler at:\s+(tcp://\S+)")
            for number in "12":
                started.append(_start(logs / number, *_WORKER, address))
                _wait_for(logs / number, r"Registered to:\s+(tcp://\S+)")
            building = start(shared, "--cluster", address)
            while count(shared) < len(expected) // 2 and building.poll() is None:
                time.sleep(0.05)
            before = count(shared)
            os.kill(started[1].pid, signal.SIGKILL)
            if building.wait():
                raise SystemExit("the build on the cluster failed")
        finally:
            for process in reversed(started):
                process.kill()
                process.wait()
        if documents(shared) != expected:
            raise SystemExit("the cluster made other bytes")
        print(
            f"{options.branches} branches, {len(expected)} documents,"
            f" a worker killed after {before}: every byte the same"
        )


def _start(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=log.parent, env=dict(os.environ, PYTHONPATH=str(ROOT)), stdout=file, stderr=file,
        )  # fmt: skip


def _wait_for(log: Path, pattern: str) -> str:
    for _ in range(_PATIENCE * 10):
        match = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if match:
            return match[1]
        time.sleep(0.1)
    raise SystemExit(log.read_text(encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    main()
