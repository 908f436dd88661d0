"""A job (one piece of content, some of its documents) → its result; the code workers run."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.build.freshness import NEW
from reportgen.build.inputs import Inputs, Noted, Recorder
from reportgen.build.job import Announce, Delivery, Desk, Outcome, run
from reportgen.build.plan import plan
from reportgen.build.targets import Selectors, Target
from reportgen.build.workshop import Workshop
from reportgen.content.library import SOURCES
from reportgen.diagnostics import Diagnostic
from reportgen.stores import Places, open_places


@dataclass(frozen=True, slots=True)
class Order:
    """What all jobs of a build share, sent once to each worker."""

    places: Places
    theme_folder: str
    final: bool = False
    #: the folder of the ledger on this machine; "" where workers cannot reach it
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of content and which of its documents to make."""

    of: str
    name: str
    selectors: Selectors = field(default_factory=Selectors)
    #: (year, kind) of the only documents to make; () for all that the selectors take
    only: tuple[tuple[int, str], ...] = ()
    #: outputs known to be fresh
    fresh: frozenset[str] = frozenset()
    #: why the documents that are not fresh are made, by output
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: digests of what the program wrote before, by output
    ours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: how many documents it may come to, for time limits and progress
    expected: int = 1
    dry: bool = False

    def takes(self, target: Target) -> bool:
        """Return whether `target` is one to be made or found fresh."""
        wanted = not self.only or (target.year, target.kind) in self.only
        return wanted and self.selectors.take(target)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job; `targets` is None where the content could not be read."""

    of: str
    name: str
    targets: tuple[Target, ...] | None
    #: what the plan rests on
    inputs: tuple[Inputs, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    noted: Mapping[str, Noted] = field(default_factory=dict)


_shops: dict[Order, Workshop] = {}
# Documents are made one after the other in a process: they share parsed parts of their themes.
_bench = threading.Lock()


def carry_out(order: Order, job: Job) -> Result:
    """Do `job` in this process; what the order's jobs share is opened by the first of them."""
    with _bench:
        return work(job, shop_of(order), _journal(order.ledger))


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


def _journal(ledger: str) -> Announce | None:
    """Return what notes outputs before they are written.

    A build killed between writing a file and recording it must not take its own file for one
    that somebody edited.
    """
    folder = Path(ledger) / "written"
    if not ledger or not folder.is_dir():
        return None

    def announce(output: str, digest: str) -> None:
        with (folder / f"{os.getpid()}.log").open("a", encoding="utf-8") as file:
            file.write(f"{digest} {output}\n")

    return announce
