"""Processes that survive their jobs: a `concurrent.futures.Executor` with limits per job.

Each worker has a pipe of its own and no lock is shared, so a worker may be killed at any moment
and costs only the job it had. The standard pool gives up all its jobs when one worker dies.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from reportgen import startup

Call = tuple[Callable[..., Any], tuple[Any, ...]]


class WorkerLost(Exception):  # noqa: N818 - what happened to a job, not an error of ours
    """The worker that had a job died: killed, out of memory, or crashed in a library."""


class TimeLimit(Exception):  # noqa: N818 - what happened to a job, not an error of ours
    """A job took longer than it may; its worker has been stopped."""


class JobCrashed(Exception):  # noqa: N818 - carries a traceback as text, from any process
    """A job raised; the message is the traceback."""


class WorkersCannotStart(Exception):  # noqa: N818 - what happened to all jobs
    """No worker can start, as with a damaged installation; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take; 0 means no limit."""

    #: seconds for each document of a job
    seconds: float = 120.0
    #: jobs after which a worker makes way for a new one, which reads the names of all branches again
    jobs: int = 10_000
    #: memory, in MB, above which it does so
    megabytes: int = 1024


@dataclass(eq=False, slots=True)
class Worker:
    """A process that does the calls of a pool, with its pipe and the result its present call will have."""

    process: Any
    pipe: Connection
    future: Future[Any] | None = None
    deadline: float = 0.0
    jobs: int = 0


@dataclass(eq=False, slots=True)
class _Task:
    future: Future[Any]
    call: Call
    seconds: float


@dataclass
class Pool(Executor):
    """Runs calls in `workers` processes; `seconds_of` gives the time a call may take (0: any)."""

    workers: int
    limits: Limits = field(default_factory=Limits)
    seconds_of: Callable[..., float] = lambda *_: 0.0
    #: modules a worker imports before its first job; forked workers share them in memory
    modules: tuple[str, ...] = ()
    #: a worker that has been started before (`early_worker`)
    first: Worker | None = None

    def __post_init__(self) -> None:
        # Forking a process that has threads may leave locks held for ever; a fork server has
        # none, and what it has imported need not be imported again by each worker.
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if self.modules and "forkserver" in methods:
            self._context.set_forkserver_preload(list(self.modules))
        self._waiting: deque[_Task] = deque()
        self._workers: list[Worker] = [self.first] if self.first else []
        self._lock = threading.Lock()
        self._closing = False
        self._failure: BaseException | None = None
        self._wake_reader, self._wake_writer = multiprocessing.Pipe(duplex=False)
        self._overseer = threading.Thread(target=self._oversee, name="overseer", daemon=True)
        self._overseer.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Schedule `fn(*args)`; both travel by pickle.

        Raise TypeError for keyword arguments, and RuntimeError after a shutdown.
        """
        if kwargs:
            raise TypeError("a call of this pool takes positional arguments only")
        future: Future[Any] = Future()
        with self._lock:
            if self._failure:
                raise self._failure
            if self._closing:
                raise RuntimeError("the pool has been shut down")
            self._waiting.append(_Task(future, (fn, args), self.seconds_of(*args)))
        self._wake()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; finish or cancel those not begun; those begun are finished."""
        with self._lock:
            self._closing = True
            if cancel_futures:
                while self._waiting:
                    future = self._waiting.popleft().future
                    future.cancel()
                    future.set_running_or_notify_cancel()  # wakes whoever waits for it
        self._wake()
        if wait:
            self._overseer.join()

    def kill(self) -> None:
        """End every worker at once; calls under way fail with WorkerLost."""
        for worker in list(self._workers):
            worker.process.kill()

    def _wake(self) -> None:
        """Have the overseer look at the queue again."""
        with contextlib.suppress(OSError):
            self._wake_writer.send_bytes(b"!")

    def _oversee(self) -> None:
        try:
            self._serve_all()
        except BaseException as error:  # noqa: BLE001 - a call that nobody will do must not be waited for
            with self._lock:
                self._closing, self._failure = True, error
                futures = [task.future for task in self._waiting]
                futures += [worker.future for worker in self._workers if worker.future]
                self._waiting.clear()
            for future in futures:
                if not future.done():
                    future.set_exception(error)
            self.kill()

    def _serve_all(self) -> None:
        while True:
            self._hand_out()
            with self._lock:
                idle = not self._waiting and not any(w.future for w in self._workers)
                if self._closing and idle:
                    break
            by_pipe = {w.pipe: w for w in self._workers}
            for ready in wait([self._wake_reader, *by_pipe], self._patience()):
                if ready is self._wake_reader:
                    self._wake_reader.recv_bytes()
                else:
                    self._receive(by_pipe[ready])  # type: ignore[index]  # pipes went in, pipes come out
            now = time.monotonic()
            for worker in list(self._workers):
                if worker.future and 0 < worker.deadline <= now:
                    worker.process.kill()
                    self._fail(worker, TimeLimit())
        for worker in self._workers:  # all are told before the first is waited for
            _tell_to_stop(worker)
        for worker in list(self._workers):
            self._dismiss(worker)

    def _patience(self) -> float | None:
        """Return the seconds until the next deadline; None where there is none."""
        deadlines = [w.deadline for w in self._workers if w.future and w.deadline]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _hand_out(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    return
                idle = next((w for w in self._workers if w.future is None), None)
            if idle is None:
                if len(self._workers) >= self.workers:
                    return
                # While the task still waits: if no worker can start, it fails with the others.
                _block_interrupts()
                idle = self._start_worker()
            with self._lock:
                if not self._waiting:
                    return
                task = self._waiting.popleft()
            if not task.future.set_running_or_notify_cancel():
                continue
            idle.future = task.future
            idle.deadline = time.monotonic() + task.seconds if task.seconds else 0.0
            try:
                idle.pipe.send(task.call)
            except OSError:
                self._fail(idle, WorkerLost())
            except Exception as error:  # noqa: BLE001 - whatever pickling raised belongs to the call
                idle.future = None
                task.future.set_exception(error)

    def _start_worker(self) -> Worker:
        """Start a worker and return it; raise WorkersCannotStart if the fork server no longer runs."""
        ours, theirs = self._context.Pipe()
        arguments = theirs, self.modules, self.limits.megabytes
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        try:
            process.start()
        except (EOFError, OSError) as error:  # the fork server is gone
            raise WorkersCannotStart(str(error) or type(error).__name__) from error
        theirs.close()
        worker = Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _receive(self, worker: Worker) -> None:
        try:
            good, value, megabytes = worker.pipe.recv()
        except (EOFError, OSError):
            self._fail(worker, WorkerLost())
            return
        if megabytes is None:
            raise WorkersCannotStart(value)
        future, worker.future = worker.future, None
        worker.jobs += 1
        if future:
            future.set_result(value) if good else future.set_exception(JobCrashed(value))
        many = 0 < self.limits.jobs <= worker.jobs
        if many or 0 < self.limits.megabytes < megabytes:
            self._dismiss(worker)

    def _fail(self, worker: Worker, reason: Exception) -> None:
        """Forget a dead worker and fail the call it had."""
        future, worker.future = worker.future, None
        self._dismiss(worker)
        if future:
            future.set_exception(reason)

    def _dismiss(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
        _tell_to_stop(worker)
        worker.pipe.close()
        worker.process.join(5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _tell_to_stop(worker: Worker) -> None:
    with contextlib.suppress(OSError):
        worker.pipe.send(None)


def _block_interrupts() -> None:
    """Block Ctrl-C in this thread and in the processes it starts: each would print a traceback."""
    if hasattr(signal, "pthread_sigmask"):
        # Starting the tracker takes SIGINT out of the mask, so it must run before.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def serve(
    pipe: Connection,
    modules: tuple[str, ...],
    megabytes: int,
    other_end: Connection | None = None,
) -> None:
    """Import `modules`, then do calls from `pipe` until told to stop or the other end has gone.

    A forked process inherits both ends of its pipe. It closes `other_end`; else it would never learn that
    its parent has gone.
    The worker never takes more than twice `megabytes` beyond what it needs itself (0: no limit).

    An answer is (whether the call returned, its value or traceback, the memory in MB); a worker
    that cannot start answers once, with None for the memory.
    """
    # Ctrl-C reaches the whole group; the parent decides what still is to be finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if other_end:
        other_end.close()
    startup.collect_rarely()
    try:
        startup.import_for_good(modules)
    except BaseException as error:  # noqa: BLE001 - whatever a module does when it is imported
        with contextlib.suppress(OSError):
            pipe.send((False, f"{type(error).__name__}: {error}", None))
        return
    _limit_memory(megabytes)
    while True:
        try:
            call = pipe.recv()
        except (EOFError, OSError):
            return
        if call is None:
            return
        function, arguments = call
        try:
            answer = (True, function(*arguments), memory_mb())
        except MemoryError:  # a worker that could not get what it needed is of no further use
            return
        except BaseException:  # noqa: BLE001 - sent to the parent as text: not every error pickles
            answer = (False, traceback.format_exc(), memory_mb())
        try:
            pipe.send(answer)
        except OSError:
            return


def _limit_memory(megabytes: int) -> None:
    """Let this process have at most twice so much more memory; then Python raises MemoryError.

    Above `megabytes` a worker makes way after its job, so that memory which many documents left
    behind is freed; only a single document that needs twice as much fails.

    Only Linux says how much address space a process has; elsewhere workers just make way.
    """
    with contextlib.suppress(OSError, ValueError, ImportError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + (megabytes << 21)
        if megabytes:
            resource.setrlimit(
                resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1])
            )


def memory_mb() -> int:
    """Return the memory of this process, in MB: now, or its peak where only that is known."""
    try:
        # statm counts pages: size, resident, …
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        try:
            import resource
        except ImportError:
            return 0  # Windows: workers make way by their number of jobs alone
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)
    import resource

    return pages * resource.getpagesize() >> 20
