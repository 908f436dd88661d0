"""A job (one piece of content, some of its documents) → its result; the code workers run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial

from reportgen.build.delivery import Delivery
from reportgen.build.freshness import NEW
from reportgen.build.inputs import Inputs, Recorder
from reportgen.build.job import Desk, begin
from reportgen.build.jobs import Job, Order, Result
from reportgen.build.journal import Announce, announcer
from reportgen.build.outcome import Outcome
from reportgen.build.plan import plan
from reportgen.build.workshop import Workshop
from reportgen.content.checks import run as check
from reportgen.content.checks import run_outlines
from reportgen.content.loading import cannot_read
from reportgen.content.subjects import KINDS, sources
from reportgen.stores import open_places
from reportgen.workspace import Workspace

_shops: dict[Order, Workshop] = {}
# Documents are made one after the other in a process: they share parsed parts of their themes.
_bench = threading.Lock()


@lru_cache(maxsize=1)
def _hands(process: int) -> ThreadPoolExecutor:  # noqa: ARG001 - one for each process
    """Return who writes while the next document is made: a disk takes its time to keep a file.

    A forked process would wait for ever for the thread that stayed behind in the first one.
    """
    return ThreadPoolExecutor(1, "writing")


def carry_out(
    order: Order, job: Job, over: Callable[[Workspace], Workspace] | None = None
) -> Result:
    """Do `job` in this process; what the order's jobs share is opened by the first of them.

    `over` lays files that came with the order over the workspace.
    """
    with _bench:
        shop = shop_of(order, over)
        result = work(job, shop, announcer(order.ledger))
        # Only through a pipe of its own does everything that is sent arrive, and in order.
        return result if over else _once(result, shop.sent)


def shop_of(order: Order, over: Callable[[Workspace], Workspace] | None = None) -> Workshop:
    """Return this process's workshop for `order`."""
    if order not in _shops:
        _shops.clear()
        workspace = open_places(order.places)
        if over:
            workspace = over(workspace)
        _shops[order] = Workshop(workspace, order.theme_folder, order.final)
    return _shops[order]


def _once(result: Result, sent: set[str]) -> Result:
    """Return `result` with each set of inputs whole the first time, and by its name from then on.

    All branches share sets that grow with their number: sent with each, they would take most of
    the time of a large build.
    """

    def light(inputs: tuple[Inputs, ...]) -> tuple[Inputs, ...]:
        told = tuple(part.name if part.digest in sent else part for part in inputs)
        sent.update(part.digest for part in inputs)
        return told

    planned = light(result.inputs)
    outcomes = tuple(replace(outcome, inputs=light(outcome.inputs)) for outcome in result.outcomes)
    return replace(result, inputs=planned, outcomes=outcomes)


def close_shops() -> None:
    """Forget every workshop: the next build of this process reads everything anew."""
    _shops.clear()


def work(job: Job, workshop: Workshop, announce: Announce | None = None) -> Result:
    """Read one piece of content, plan its documents, make those that are wanted and not fresh."""
    recorder = Recorder(workshop.workspace)
    source = sources()[job.of]
    try:
        library = source.load(recorder, job.name, workshop.types)
    except OSError as error:
        told = cannot_read(job.name, error)
        return Result(job.of, job.name, broken=True, diagnostics=(told,))
    if library.failed:
        found = library.diagnostics
        return Result(job.of, job.name, broken=True, diagnostics=found, noted=workshop.news())
    kinds = [k for k in workshop.kinds.values() if KINDS[k.header.of].source is source]
    targets, faults = plan(library, kinds, workshop.composer)
    inputs = (workshop.fixed, workshop.content_inputs, workshop.rule_inputs, recorder.inputs())
    checked = {entry.year: check(entry, workshop.rules) for entry in library.years.values()}
    outlined = run_outlines(library, workshop.rules)
    general = (*library.diagnostics, *faults, *outlined)
    found = (*general, *(d for told in checked.values() for d in told))
    blocked = {
        year for year, told in checked.items() if workshop.final and any(d.is_error for d in told)
    }
    stopped = workshop.final and any(d.is_error for d in outlined)
    desk = Desk(workshop, library, recorder)
    delivery = Delivery(job.ours, announce)
    under_way: list[tuple[Callable[[], Outcome], tuple[str, ...]]] = []
    for target in targets:
        if not job.takes(target):
            continue
        if stopped or (target.of == "branch" and target.year in blocked):
            under_way.append((partial(Outcome, target, "failed"), ()))
            continue
        if target.output in job.fresh:
            under_way.append((partial(Outcome, target, "fresh"), ()))
            continue
        reasons = job.reasons.get(target.output, (NEW,))
        if job.dry:
            under_way.append((partial(Outcome, target, "stale"), reasons))
        else:
            under_way.append((begin(target, desk, delivery, _hands(os.getpid())), reasons))
    outcomes = tuple(replace(ended(), reasons=reasons) for ended, reasons in under_way)
    asked = job.selectors.years or checked
    return Result(
        job.of,
        job.name,
        targets,
        inputs=() if any(fault.is_error for fault in found) else inputs,
        diagnostics=(*general, *(d for y, told in checked.items() if y in asked for d in told)),
        outcomes=outcomes,
        noted={**recorder.shelf.noted, **workshop.news()},
    )  # fmt: skip
