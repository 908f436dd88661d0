"""The first worker, started before it is known what there is to do: a copy of the command's process.

It imports what a job needs while the command looks for what has changed. docs/performance.md says what
that saves. Further workers come from the fork server.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator

from reportgen.build.executors import MODULES, cores
from reportgen.build.pool import Worker, serve
from reportgen.build.request import Request


@contextlib.contextmanager
def early_worker(request: Request) -> Iterator[Worker | None]:
    """Start the first worker of a request, and end it with the context if it still runs.

    Yield None where there is none: the request wants no worker, no core is idle, or the process cannot be
    copied. Windows cannot, the libraries of macOS may not survive it, and of a process with several threads
    a copy may hold a lock for ever.

    Call it before the output folder is locked: a copy would hold the lock too.
    """
    is_wanted = request.jobs != 0 and not request.cluster and cores() > 1
    if not is_wanted or sys.platform != "linux" or threading.active_count() > 1:
        yield None
        return
    worker = _start(request.limits.megabytes)
    try:
        yield worker
    finally:
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join()


def _start(megabytes: int) -> Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, MODULES, megabytes, ours), daemon=True)
    # The terminal sends Ctrl-C to the copy too. Python would print a traceback there.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return Worker(process, ours)
