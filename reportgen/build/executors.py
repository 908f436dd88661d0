"""Who does the jobs of a build: this process, a pool of processes, or a cluster."""

from __future__ import annotations

import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from reportgen.build.messages import (
    BuildSettings,
    Job,
    JobResult,
    Outcome,
    PreflightResult,
)
from reportgen.build.pool import (
    JobCrashed,
    Pool,
    TimeLimit,
    Worker,
    WorkerLost,
    WorkersCannotStart,
)
from reportgen.build.request import Request
from reportgen.build.targets import SourceId, Target
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

T = TypeVar("T")

#: seconds after which a build that waits for its workers looks whether it is to stop
_BETWEEN_CHECKS = 0.2

#: what a worker needs for any job
MODULES = ("reportgen.build.worker_modules",)


def cores() -> int:
    """Return how many processor cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Serial(Executor):
    """Does each call at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is done; what the call raised is a JobCrashed, as from the pool."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(JobCrashed(traceback.format_exc()))
        return future


@dataclass(eq=False, slots=True)
class Dispatcher:
    """An executor and the jobs it has under way."""

    executor: Executor
    #: makes the call of a job: function, arguments
    call: Callable[[Job], tuple[Any, ...]]
    #: jobs handed out at a time: enough to keep workers busy, few enough to stop soon
    window: int
    #: splits a job with several documents into one job for each
    split: Callable[[Job], list[Job]]
    workers: int = 1
    #: seconds a document may take, for the message
    seconds: float = 0.0
    #: raises KeyboardInterrupt if the build is to stop
    check: Callable[[], None] = lambda: None
    #: does the preflight, where the executor's workers cannot
    local: Executor | None = None
    _under_way: dict[Future[JobResult], tuple[Job, int]] = field(default_factory=dict)
    _again: deque[tuple[Job, int]] = field(default_factory=deque)

    def submit(self, function: Callable[..., T], *arguments: Any) -> Callable[[], T]:
        """Have a call made beside the jobs; return what waits for its answer.

        The answer raises Faults where the call takes too long or needs too much memory.
        """
        executor = self.local or self.executor
        first = executor.submit(function, *arguments)

        def answer() -> T:
            try:
                return self._answer(first)
            except WorkerLost:  # killed perhaps by chance, so once more
                return self._answer(executor.submit(function, *arguments))

        def answer_or_faults() -> T:
            try:
                return answer()
            except TimeLimit:
                message = f"查看类型、模板和主题超过 {self.seconds:.0f} 秒的时限，已停止"
                raise Faults([Diagnostic("time-limit", message)]) from None
            except WorkerLost:
                message = "查看类型、模板和主题的进程两次意外终止，可能是内存不够"
                raise Faults([Diagnostic("worker-died", message)]) from None

        return answer_or_faults

    def _answer(self, future: Future[T]) -> T:
        while not wait([future], _BETWEEN_CHECKS).done:
            self.check()
        return future.result()

    def results(self, jobs: Iterable[Job]) -> Iterator[JobResult]:
        """Return the result of each job as it comes; a lost job is tried once more.

        The first jobs are handed out at once, before the first result is asked for.
        """
        source = iter(jobs)
        self._hand_out(source)
        return self._each(source)

    def _each(self, source: Iterator[Job]) -> Iterator[JobResult]:
        while self._under_way:
            yield from self._completed(_BETWEEN_CHECKS)
            self.check()
            self._hand_out(source)

    def _hand_out(self, source: Iterator[Job]) -> None:
        while len(self._under_way) < self.window:
            job, tries = self._again.popleft() if self._again else (next(source, None), 0)
            if job is None:
                return
            future = self.executor.submit(*self.call(job))
            self._under_way[future] = (job, tries)

    def finish(self, seconds: float) -> Iterator[JobResult]:
        """Yield the results of what is under way, for at most `seconds`; the rest is given up."""
        for future in self._under_way:
            future.cancel()
        while self._under_way:
            before = len(self._under_way)
            yield from self._completed(seconds)
            if len(self._under_way) == before:
                return

    def _completed(self, seconds: float) -> Iterator[JobResult]:
        """Wait at most `seconds` for a future; yield the results of those that are done."""
        finished, _ = wait(self._under_way, seconds, return_when=FIRST_COMPLETED)
        # In the order they were handed out, so that messages come in the same order every time.
        for future in [future for future in self._under_way if future in finished]:
            job, tries = self._under_way.pop(future)
            result = self._result(future, job, tries)
            if result:
                yield result

    def _result(self, future: Future[JobResult], job: Job, tries: int) -> JobResult | None:
        try:
            return future.result()
        except CancelledError:
            return None
        except WorkersCannotStart:
            raise
        except JobCrashed as crash:
            return _lost(job, "crashed", str(crash))
        except TimeLimit:
            single = self._singly(job)
            if single is None:
                return None
            message = f"超过每份文档 {self.seconds:.0f} 秒的时限，已停止"
            return _lost(single, "failed", diagnostic=Diagnostic("time-limit", message))
        except Exception as error:  # noqa: BLE001 - each executor has its own error for a dead worker
            single = self._singly(job)
            if single is None:
                return None
            if tries == 0:
                self._again.append((single, 1))
                return None
            reason = f"（{error}）" if str(error) else ""
            message = f"做这份文档的进程两次意外终止{reason}，可能是内存不够"
            return _lost(single, "failed", diagnostic=Diagnostic("worker-died", message))

    def _singly(self, job: Job) -> Job | None:
        """Return a lost job that comes to one document; of others hand out each document by itself.

        So only the culprit fails.
        """
        singles = [job] if len(job.only) == 1 else self.split(job)
        if len(singles) < 2:
            return singles[0] if singles else job
        self._again.extend((single, 0) for single in singles)
        return None


def _lost(
    job: Job,
    status: Literal["failed", "crashed"],
    crash: str = "",
    diagnostic: Diagnostic | None = None,
) -> JobResult:
    """Return the result of a job that no worker brought to an end."""
    known = [output for output in job.reasons if not job.only or output not in job.fresh]
    year, kind = job.only[0] if job.only else (0, "")
    output = known[0] if len(known) == 1 else f"output/{year or ''}/{job.source.name}/{kind}"
    output = output.replace("//", "/").rstrip("/")
    target = Target(job.source.name, year, kind, output, job.source.kind)
    diagnostics = (
        (replace(diagnostic, message=f"{output}：{diagnostic.message}"),) if diagnostic else ()
    )
    return JobResult(job.source, outcomes=(Outcome(target, status, diagnostics, crash=crash),))


def carry_out(settings: BuildSettings, job: Job) -> JobResult:
    """Do `job` in whichever process this is; only there the readers and writers are imported."""
    from reportgen.build import worker

    return worker.carry_out(settings, job)


def preflight(settings: BuildSettings, source: SourceId, kinds: tuple[str, ...]) -> PreflightResult:
    """Look at what all documents share, in whichever process this is."""
    from reportgen.build import worker

    return worker.preflight(settings, source, kinds)


@contextmanager
def dispatcher(
    request: Request,
    workspace: Workspace,
    settings: BuildSettings,
    workers: int,
    split: Callable[[Job], list[Job]],
    check: Callable[[], None],
    first: Worker | None = None,
) -> Iterator[Dispatcher]:
    """Yield what does the jobs of `request`: a cluster, this process, or `workers` processes.

    `first` is a worker that has been started before.
    """
    seconds = request.limits.seconds

    def call(job: Job) -> tuple[Any, ...]:
        return carry_out, settings, job

    if request.cluster and request.mode == "build":
        from reportgen.build.cluster import carry_out_with, connect

        cluster = connect(request.cluster, workspace, settings)
        try:
            with _shutting_down(cluster.executor) as executor:
                yield Dispatcher(
                    executor, lambda job: (carry_out_with, cluster.files, settings, job),
                    4 * cluster.workers, split, cluster.workers, check=check, local=Serial(),
                )  # fmt: skip
        finally:
            cluster.close()
    elif workers == 0:
        try:
            yield Dispatcher(Serial(), call, 1, split, check=check)
        finally:
            from reportgen.build.worker import forget_state

            forget_state()
    else:

        def limit(*arguments: Any) -> float:
            job = arguments[-1]
            return seconds * job.expected if isinstance(job, Job) else seconds

        pool = Pool(workers, request.limits, limit, MODULES, first)
        with _shutting_down(pool) as executor:
            yield Dispatcher(executor, call, 2 * workers, split, workers, seconds, check)


@contextmanager
def _shutting_down(executor: Executor) -> Iterator[Executor]:
    """Shut `executor` down at the end; after an exception without waiting for what it does."""
    try:
        yield executor
    except BaseException:
        _shut_down(executor, wait=False)
        kill = getattr(executor, "kill", None)
        if kill:
            kill()
        raise
    else:
        _shut_down(executor, wait=True)


def _shut_down(executor: Executor, *, wait: bool) -> None:
    try:
        executor.shutdown(wait=wait, cancel_futures=True)
    except TypeError:  # Dask's executor does not know the second
        executor.shutdown(wait=wait)
