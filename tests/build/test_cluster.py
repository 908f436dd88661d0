"""A real Dask cluster on loopback: the same bytes, with a worker killed on the way."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import farms
from support.program import ROOT, run, run_process

pytest.importorskip("distributed", reason="needs the extra `cluster`")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by signal"),
]
BRANCHES = 12


@pytest.fixture(name="cluster")
def _cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and two workers; yield its address and the workers' processes."""
    place = tmp_path_factory.mktemp("cluster")
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        with (place / f"{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=place, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        started.append(process)
        return process

    try:
        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
              "--no-dashboard")  # fmt: skip
        address = _wait_for(place / "0.log", r"Scheduler at:\s+(tcp://\S+)")
        for _ in range(2):
            start("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
                  "--no-dashboard", "--host", "127.0.0.1")  # fmt: skip
        for number in (1, 2):
            _wait_for(place / f"{number}.log", r"Registered to:\s+(tcp://\S+)")
        yield address, [process.pid for process in started[1:]]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def test_a_cluster_makes_the_same_bytes_while_a_worker_is_killed(
    cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, workers = cluster
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    for folder in (alone, shared):
        farms.plant(folder, BRANCHES)
    assert run("build", "--jobs", "0", folder=alone).code == 0
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8")
    building = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "--cluster", address],
        cwd=shared, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    while len(farms.documents(shared)) < 10 and building.poll() is None:
        time.sleep(0.01)
    os.kill(workers[0], signal.SIGKILL)
    out, err = building.communicate(timeout=90)

    assert building.returncode == 0, err.decode()
    assert "共 48 份，生成 48 份" in out.decode()
    assert farms.documents(shared) == farms.documents(alone)
    assert "未变 48 份" in run_process("build", folder=shared).out


def test_an_address_where_nobody_listens_is_told(tmp_path: Path) -> None:
    farms.plant(tmp_path, 1)
    result = run_process("build", "--cluster", "tcp://127.0.0.1:9", folder=tmp_path)

    assert result.code == 4
    assert "连不上集群 tcp://127.0.0.1:9" in result.err


def _wait_for(log: Path, pattern: str) -> str:
    for _ in range(300):
        result = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if result:
            return result[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
