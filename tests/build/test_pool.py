"""Workers that die, hang, grow or raise, as real processes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from reportgen.build.early_worker import early_worker
from reportgen.build.pool import JobCrashed, Limits, Pool, TimeLimit, WorkerLost
from reportgen.build.request import Request

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


def _seconds(*arguments: object) -> float:
    return 1.0 if arguments and arguments[-1] == "hang" else 0.0


@pytest.fixture(name="pool", params=["fork server", "early worker"])
def _pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    with contextlib.ExitStack() as stack:
        early = request.param == "early worker"
        first = stack.enter_context(early_worker(_request())) if early else None
        yield stack.enter_context(Pool(2, Limits(jobs=20), _seconds, first=first))


def _request() -> Request:
    return Request((("output", "output"),), "templates/juli")


def identity() -> int:
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(_: str) -> None:
    time.sleep(60)


def fail(text: str) -> None:
    raise ValueError(text)


def grow(megabytes: int) -> int:
    grown.append(bytearray(megabytes << 20))
    return os.getpid()


grown: list[bytearray] = []


def test_calls_come_back_with_their_own_results(pool: Pool) -> None:
    futures = [pool.submit(double, n) for n in range(100)]

    assert [future.result() for future in futures] == [2 * n for n in range(100)]


def test_a_killed_worker_costs_only_its_own_call(pool: Pool) -> None:
    before = [pool.submit(double, n) for n in range(20)]
    killed = pool.submit(die, "now")
    after = [pool.submit(double, n) for n in range(20)]

    assert isinstance(killed.exception(), WorkerLost)
    assert [future.result() for future in (*before, *after)] == [2 * n for n in range(20)] * 2


def test_a_call_over_its_time_is_ended_and_the_others_go_on(pool: Pool) -> None:
    began = time.monotonic()
    slow = pool.submit(hang, "hang")
    quick = [pool.submit(double, n) for n in range(20)]

    assert isinstance(slow.exception(), TimeLimit)
    assert time.monotonic() - began < 10
    assert all(future.result() is not None for future in quick)


def test_an_exception_comes_back_as_its_traceback(pool: Pool) -> None:
    crashed = pool.submit(fail, "the reason").exception()

    assert isinstance(crashed, JobCrashed)
    assert "ValueError: the reason" in str(crashed)


def test_what_cannot_be_sent_fails_alone(pool: Pool) -> None:
    refused = pool.submit(lambda: None)

    assert refused.exception() is not None
    assert pool.submit(double, 4).result() == 8


def test_workers_make_way_after_so_many_jobs() -> None:
    with Pool(1, Limits(jobs=3)) as pool:
        values = [pool.submit(identity).result() for _ in range(9)]

    assert len(set(values)) == 3


def test_a_worker_that_grew_makes_way() -> None:
    with Pool(1, Limits(megabytes=300)) as pool:
        first = pool.submit(grow, 400).result()

        assert pool.submit(identity).result() != first


@pytest.mark.skipif(
    sys.platform != "linux", reason="early workers are copies, which are made on Linux"
)
def test_an_early_worker_ends_when_the_process_that_made_it_is_killed() -> None:
    code = """
import sys
from reportgen.build.early_worker import early_worker
from reportgen.build.request import Request
with early_worker(Request((("output", "output"),), "templates/juli")) as worker:
    print(worker.process.pid, flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.kill()

    until = time.monotonic() + 10
    while _is_running(pid):
        assert time.monotonic() < until
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    """Return whether a process runs; one that nobody waits for has ended all the same."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_has_not_begun_can_be_cancelled() -> None:
    pool = Pool(1)
    futures = [pool.submit(double, n) for n in range(50)]
    pool.shutdown(cancel_futures=True)
    finished, waiting = wait(futures, timeout=10)

    assert not waiting
    assert any(future.cancelled() for future in finished)
    with pytest.raises(RuntimeError):
        pool.submit(double, 1)
