"""Which executor a build gets: this process, processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reportgen.build.execute import Crew, Serial, ended
from reportgen.build.jobs import Job, Look, Order, Result
from reportgen.build.pool import Pool
from reportgen.build.request import Request
from reportgen.workspace import Workspace

#: imported once by the fork server: nearly all of a worker's start-up time
PRELOAD = ("reportgen.build.preload",)


def work(order: Order, job: Job) -> Result:
    """Do `job` in whichever process this is; only there all it takes is imported."""
    from reportgen.build.work import carry_out

    return carry_out(order, job)


def look(order: Order, piece: str, kinds: tuple[str, ...]) -> Look:
    """Look at what all documents share, in whichever process this is."""
    from reportgen.build import shared

    return shared.look(order, piece, kinds)


@contextmanager
def crew(
    request: Request,
    workspace: Workspace,
    order: Order,
    workers: int,
    split: Callable[[Job], list[Job]],
) -> Iterator[Crew]:
    """Yield the crew that does the jobs of `request`."""
    seconds = request.limits.seconds
    if request.cluster and not request.dry:
        from reportgen.build.cluster import carry_out_with, connect

        cluster = connect(request.cluster, workspace, order)
        try:
            with ended(cluster.executor) as executor:
                yield Crew(
                    executor, lambda job: (carry_out_with, cluster.kit, order, job),
                    4 * cluster.workers, split, cluster.workers, near=Serial(),
                )  # fmt: skip
        finally:
            cluster.close()
    elif workers == 1:
        try:
            yield Crew(Serial(), lambda job: (work, order, job), 1, split)
        finally:
            from reportgen.build.work import close_shops

            close_shops()
    else:
        limit = lambda *given: seconds * getattr(given[-1], "expected", 0)  # noqa: E731 - as below
        pool = Pool(workers, request.limits, limit, PRELOAD)
        with ended(pool) as executor:
            call = lambda job: (work, order, job)  # noqa: E731 - as above
            yield Crew(executor, call, 2 * workers, split, workers, seconds)
