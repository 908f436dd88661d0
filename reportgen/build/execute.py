"""Jobs → results, through any `concurrent.futures.Executor`; a lost worker costs one retry."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from reportgen.build.jobs import Job, Result
from reportgen.build.outcome import Outcome
from reportgen.build.pool import JobCrashed, TimeLimit, WorkerLost
from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic

T = TypeVar("T")


class Serial(Executor):
    """Does each call at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(error)
        return future


@dataclass(eq=False, slots=True)
class Crew:
    """An executor and the jobs it has under way."""

    executor: Executor
    #: makes the call of a job: function, arguments
    call: Callable[[Job], tuple[Any, ...]]
    #: jobs handed out at a time: enough to keep workers busy, few enough to stop soon
    window: int
    #: makes of a job with several documents one job for each
    split: Callable[[Job], list[Job]]
    workers: int = 1
    #: seconds a document may take, for the message
    seconds: float = 0.0
    #: makes calls that are no jobs, where the executor's workers cannot
    near: Executor | None = None
    _under_way: dict[Future[Result], tuple[Job, int]] = field(default_factory=dict)
    _again: deque[tuple[Job, int]] = field(default_factory=deque)

    def ask(self, function: Callable[..., T], *arguments: Any) -> Callable[[], T]:
        """Have a call made beside the jobs; return what waits for its answer."""
        future = (self.near or self.executor).submit(function, *arguments)

        def answer() -> T:
            try:
                return future.result()
            except WorkerLost:
                return function(*arguments)

        return answer

    def results(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Return the result of each job as it comes; what is lost on the way is tried once more.

        The first jobs are handed out at once, before the first result is asked for.
        """
        source = iter(jobs)
        self._hand_out(source)
        return self._each(source)

    def _each(self, source: Iterator[Job]) -> Iterator[Result]:
        while self._under_way:
            yield from self._settled(None)
            self._hand_out(source)

    def _hand_out(self, source: Iterator[Job]) -> None:
        while len(self._under_way) < self.window:
            job, tries = self._again.popleft() if self._again else (next(source, None), 0)
            if job is None:
                return
            future = self.executor.submit(*self.call(job))
            self._under_way[future] = (job, tries)

    def finish(self, seconds: float) -> Iterator[Result]:
        """Yield the results of what is under way, for at most `seconds`; the rest is given up."""
        for future in self._under_way:
            future.cancel()
        while self._under_way:
            before = len(self._under_way)
            yield from self._settled(seconds)
            if len(self._under_way) == before:
                return

    def _settled(self, seconds: float | None) -> Iterator[Result]:
        done, _ = wait(self._under_way, seconds, return_when=FIRST_COMPLETED)
        # In the order they were handed out, so that one worker tells the same tale every time.
        for future in [future for future in self._under_way if future in done]:
            job, tries = self._under_way.pop(future)
            result = self._result(future, job, tries)
            if result:
                yield result

    def _result(self, future: Future[Result], job: Job, tries: int) -> Result | None:
        try:
            return future.result()
        except CancelledError:
            return None
        except JobCrashed as crash:
            return _lost(job, "crashed", str(crash))
        except TimeLimit:
            if self._singly(job):
                return None
            message = f"超过每份文档 {self.seconds:.0f} 秒的时限，已停止"
            return _lost(job, "failed", diagnostic=Diagnostic("time-limit", message))
        except Exception as error:  # noqa: BLE001 - each executor has its own words for a dead worker
            if self._singly(job):
                return None
            if tries == 0:
                self._again.append((job, 1))
                return None
            reason = f"（{error}）" if str(error) else ""
            message = f"做这份文档的进程两次意外终止{reason}，可能是内存不够"
            return _lost(job, "failed", diagnostic=Diagnostic("worker-died", message))

    def _singly(self, job: Job) -> bool:
        """Hand out the documents of a lost job one by one, so that only the culprit fails."""
        if len(job.only) == 1:
            return False
        singles = self.split(job)
        if len(singles) < 2:
            return False
        self._again.extend((single, 0) for single in singles)
        return True


def _lost(job: Job, status: Any, crash: str = "", diagnostic: Diagnostic | None = None) -> Result:
    """Return the result of a job that no worker brought to an end."""
    known = [output for output in job.reasons if not job.only or output not in job.fresh]
    year, kind = job.only[0] if job.only else (0, "")
    output = known[0] if len(known) == 1 else f"output/{year or ''}/{job.name}/{kind}"
    target = Target(job.name, year, kind, output.replace("//", "/").rstrip("/"), job.of)
    told = (
        (replace(diagnostic, message=f"{target.output}：{diagnostic.message}"),)
        if diagnostic
        else ()
    )
    outcome = Outcome(target, status, told, crash=crash)
    return Result(job.of, job.name, outcomes=(outcome,))


@contextlib.contextmanager
def ended(executor: Executor) -> Iterator[Executor]:
    """Shut `executor` down on the way out, however that is reached, leaving nothing running."""
    try:
        yield executor
    except BaseException:
        kill = getattr(executor, "kill", None)
        _shut_down(executor, wait=False)
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
