"""A request → documents on disk, their record and a summary: a whole build, in order.

What is heavy to import (readers, templates, writers) is imported once there is work for it.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from reportgen.build import journal, orphans
from reportgen.build.cores import cores
from reportgen.build.freshness import FORCED, Past, recall
from reportgen.build.jobs import Job, Look, Order, Result
from reportgen.build.ledger import Ledger
from reportgen.build.outcome import Outcome
from reportgen.build.pieces import pieces, years
from reportgen.build.request import Request
from reportgen.build.summary import Summary
from reportgen.build.targets import Target
from reportgen.build.tool import option_states, tool_states
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.stores import absolute, is_in_memory
from reportgen.workspace import Workspace

#: with fewer documents than this, starting processes takes longer than the documents
WORTH_PROCESSES = 8
#: seconds an interrupted build gives the documents under way
_GRACE = 20.0
#: the piece under whose name the faults of shared content are remembered to be absent
_SHARED = "shared/"


class Listener(Protocol):
    """Whoever wants to be told how a build goes."""

    def began(self, summary: Summary) -> None:
        """Hear that it is known what there is to do."""

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Hear of faults that belong to no single document."""

    def ended(self, outcome: Outcome, summary: Summary) -> None:
        """Hear what became of a document."""


@dataclass(eq=False, slots=True)
class Batch:
    """One build under way."""

    request: Request
    workspace: Workspace
    ledger: Ledger
    listener: Listener
    summary: Summary = field(default_factory=Summary)
    _years: set[int] = field(default_factory=set)
    _guesses: dict[tuple[str, str], int] = field(default_factory=dict)
    _fresh: list[Target] = field(default_factory=list)

    def build(self) -> Summary:
        """Bring the output folder up to date; raise Faults where nothing can be built at all."""
        request, summary = self.request, self.summary
        began = time.monotonic()
        summary.started, summary.dry = time.time(), request.dry
        if not request.dry:
            journal.open_journals(request.ledger)
            disturbed = journal.absorb(self.ledger, request.ledger)
            orphans.sweep_temporary(Path(request.output), deep=disturbed)
            summary.run = self.ledger.begin(request.asked())
        given = tool_states() | option_states(request.theme_folder, request.final)
        past = recall(self.ledger, self.workspace, given)
        order = Order(
            absolute(request.places), request.theme_folder, request.final, _absolute_ledger(request),
            f"{os.getpid()}-{time.time_ns()}",
        )  # fmt: skip
        status = "done"
        try:
            self._perform(past, order)
            self._close()
        except KeyboardInterrupt:
            summary.interrupted, status = True, "interrupted"
        except Faults:
            status = "failed"
            raise
        finally:
            summary.seconds = time.monotonic() - began
            if not request.dry:
                self._record_end(past, status)
        return summary

    def _look(self, past: Past, order: Order) -> tuple[Any, ...] | None:
        """Return the call that looks at types, templates and theme; None if they still stand."""
        kinds = self.request.selectors.kinds
        known = {target.kind for plan in past.plans.values() for target in plan.targets}
        piece = _SHARED + self.request.theme_folder
        if not past.plan_reasons(piece) and known.issuperset(kinds):
            return None
        from reportgen.build.crews import look

        return look, order, piece, kinds

    def _begin(self, seen: Look | None, found: list[tuple[str, str]]) -> None:
        """Tell what concerns no single document, and what is fresh; raise Faults."""
        if seen:
            if seen.result is None:
                raise Faults(seen.faults)
            self._tell(seen.faults)
            if not self.request.dry:
                self.ledger.record(self.summary.run, seen.result)
        unknown = set(self.request.selectors.branches) - {name for _, name in found}
        if unknown or not any(of == "branch" for of, _ in found):
            from reportgen.build.shared import missing_pieces

            self._tell(missing_pieces(self.workspace, unknown, found))
        for target in self._fresh:
            self._ended(Outcome(target, "fresh"))
        self.listener.began(self.summary)

    def _jobs(self, found: list[tuple[str, str]], past: Past) -> list[Job]:
        """Return what there is to do."""
        wanted = set(self.request.selectors.branches)
        return [
            job
            for of, name in found
            if not wanted or name in wanted
            if (job := self._job(of, name, past)) is not None
        ]

    def _job(self, of: str, name: str, past: Past) -> Job | None:
        request, piece = self.request, f"{of}/{name}"
        stale = (FORCED,) if request.force else past.plan_reasons(piece)
        plan = past.plans.get(piece)
        targets = plan.targets if plan else ()
        reasons: dict[str, tuple[str, ...]] = {}
        for target in targets:
            if request.selectors.take(target):
                found = (FORCED,) if request.force else past.reasons(target.output, self.workspace)
                reasons[target.output] = found
        fresh = frozenset(output for output, why in reasons.items() if not why)
        self._note_targets(targets)
        if not stale and len(fresh) == len(reasons):
            self.summary.expected += len(fresh)
            self._fresh += (target for target in targets if target.output in fresh)
            return None
        guess = len(reasons) if plan else self._guess(of, name)
        self.summary.expected += guess
        self._guesses[of, name] = guess
        return Job(
            of, name, request.selectors, fresh=fresh,
            reasons={output: why for output, why in reasons.items() if why},
            ours=past.ours(piece), expected=max(1, guess), dry=request.dry,
        )  # fmt: skip

    def _guess(self, of: str, name: str) -> int:
        """Return how many documents a piece that was never read may come to."""
        spans = set(years(self.workspace, of, name))
        if self.request.selectors.years:
            spans &= set(self.request.selectors.years)
        return len(spans) * max(1, len(self.request.selectors.kinds) or 2)

    def _perform(self, past: Past, order: Order) -> None:
        """Look at what documents share, tell what is fresh, have the others made."""
        look = self._look(past, order)
        found = pieces(self.workspace)
        jobs = self._jobs(found, past)
        if not jobs:
            self._begin(look[0](*look[1:]) if look else None, found)
            return
        from reportgen.build.crews import crew

        with crew(self.request, self.workspace, order, self._workers(jobs), self._split) as team:
            self.summary.workers = team.workers
            try:
                # Whoever looks keeps what it opened for its jobs; the others begin theirs meanwhile.
                seen = team.ask(*look) if look else None
                results = team.results(jobs)
                self._begin(seen() if seen else None, found)
                for result in results:
                    self._take(result)
            except KeyboardInterrupt:
                # What is under way is nearly done: take it, then stop.
                for result in team.finish(_GRACE):
                    self._take(result)
                raise

    def _workers(self, jobs: list[Job]) -> int:
        """Return how many processes are worth starting."""
        wanted = self.request.jobs or cores()
        enough = sum(job.expected for job in jobs) > WORTH_PROCESSES or self.request.jobs > 1
        alone = self.request.dry or is_in_memory(self.request.places) or not enough
        return 1 if alone else min(wanted, len(jobs))

    def _take(self, result: Result) -> None:
        self._tell(result.diagnostics)
        if result.broken:
            self.summary.broken.append(result.name)
        self._note_targets(result.targets or ())
        guess = self._guesses.pop((result.of, result.name), len(result.outcomes))
        self.summary.expected += len(result.outcomes) - guess
        if not self.request.dry:
            self.ledger.record(self.summary.run, result)
        for outcome in result.outcomes:
            self._ended(outcome)

    def _ended(self, outcome: Outcome) -> None:
        # What it was made from is recorded by now; a long build must not hold it.
        light = replace(outcome, inputs=()) if outcome.inputs else outcome
        self.summary.outcomes.append(light)
        self.listener.ended(light, self.summary)

    def _tell(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if diagnostics:
            self.summary.diagnostics += diagnostics
            self.listener.faults(diagnostics)

    def _note_targets(self, targets: tuple[Target, ...]) -> None:
        self._years.update(target.year for target in targets)

    def _split(self, job: Job) -> list[Job]:
        """Return one job for each document that `job` may come to."""
        from reportgen.build.work import shop_of  # a worker was lost: rare, and worth the import

        order = Order(absolute(self.request.places), self.request.theme_folder, self.request.final)
        kinds = list(shop_of(order).kinds)
        found = years(self.workspace, job.of, job.name)
        pairs = [(year, kind) for year in found for kind in kinds]
        chosen = job.only or tuple(
            (year, kind)
            for year, kind in pairs
            if job.selectors.take(Target(job.name, year, kind, ""))
        )
        return [replace(job, only=(pair,), expected=1) for pair in chosen]

    def _close(self) -> None:
        """Tell what was asked for in vain and what is left over from content that has gone."""
        summary, selectors = self.summary, self.request.selectors
        unknown = [year for year in selectors.years if year not in self._years]
        if unknown and not summary.broken:
            from reportgen.build.plan import unknown_years

            self._tell(tuple(unknown_years(unknown, self._years - {0})))
        if self.request.dry:
            return
        found = orphans.find(self.ledger, self.workspace, set(summary.broken), selectors)
        summary.orphans = list(found)
        if self.request.prune:
            removed, kept = orphans.remove(found, self.ledger, self.workspace)
            summary.removed = list(removed)
            self._tell(kept)

    def _record_end(self, past: Past, status: str) -> None:
        for output, mark in past.remarked.items():
            self.ledger.remark(output, mark)
        self.ledger.note(past.present.renewed)
        summary = self.summary
        self.ledger.end(
            summary.run, status, written=summary.written, fresh=summary.fresh,
            failed=summary.failed,
        )  # fmt: skip
        journal.clear(self.request.ledger)


def _absolute_ledger(request: Request) -> str:
    return "" if request.dry else str(request.ledger.absolute())
