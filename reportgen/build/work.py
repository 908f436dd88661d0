"""A job (one piece of content, some of its documents) → its result; the code workers run."""

from __future__ import annotations

import threading
from dataclasses import replace

from reportgen.build.freshness import NEW
from reportgen.build.inputs import Recorder
from reportgen.build.job import Delivery, Desk, run
from reportgen.build.jobs import Job, Order, Result
from reportgen.build.journal import Announce, announcer
from reportgen.build.outcome import Outcome
from reportgen.build.plan import plan
from reportgen.build.workshop import Workshop
from reportgen.content.library import SOURCES
from reportgen.stores import open_places

_shops: dict[Order, Workshop] = {}
# Documents are made one after the other in a process: they share parsed parts of their themes.
_bench = threading.Lock()


def carry_out(order: Order, job: Job) -> Result:
    """Do `job` in this process; what the order's jobs share is opened by the first of them."""
    with _bench:
        return work(job, shop_of(order), announcer(order.ledger))


def shop_of(order: Order) -> Workshop:
    """Return this process's workshop for `order`."""
    if order not in _shops:
        _shops.clear()
        _shops[order] = Workshop(open_places(order.places), order.theme_folder, order.final)
    return _shops[order]


def close_shops() -> None:
    """Forget every workshop: the next build of this process reads everything anew."""
    _shops.clear()


def work(job: Job, workshop: Workshop, announce: Announce | None = None) -> Result:
    """Read one piece of content, plan its documents, make those that are wanted and not fresh."""
    recorder = Recorder(workshop.workspace)
    source = next(source for source in SOURCES if job.of in source.of)
    library = source.load(recorder, job.name, workshop.types)
    kinds = [kind for kind in workshop.kinds.values() if kind.header.of in source.of]
    result = Result(job.of, job.name, None, diagnostics=library.diagnostics)
    if library.failed:
        return replace(result, noted=workshop.news())
    targets, faults = plan(library, kinds, workshop.composer)
    inputs = (workshop.fixed, workshop.content_inputs, recorder.inputs())
    desk = Desk(workshop, library, recorder)
    delivery = Delivery(job.ours, announce)
    outcomes = []
    for target in targets:
        if not job.takes(target):
            continue
        if target.output in job.fresh:
            outcomes.append(Outcome(target, "fresh"))
            continue
        reasons = job.reasons.get(target.output, (NEW,))
        made = Outcome(target, "stale") if job.dry else run(target, desk, delivery)
        outcomes.append(replace(made, reasons=reasons))
    return replace(
        result,
        targets=targets,
        # A plan with a fault in it is made again, so that the fault is told again.
        inputs=() if any(fault.is_error for fault in faults) else inputs,
        diagnostics=(*library.diagnostics, *faults),
        outcomes=tuple(outcomes),
        noted={**recorder.shelf.noted, **workshop.news()},
    )
