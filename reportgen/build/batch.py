"""A request → documents on disk, their record and a summary: a whole build or check, in order.

The readers, templates and writers are imported only once there is work for them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from reportgen.build import executors, journal, libreoffice, orphans, pdf, shards
from reportgen.build.delivery import Delivery
from reportgen.build.freshness import FORCED, Past, recall
from reportgen.build.interrupts import Interrupt
from reportgen.build.ledger import (
    Ledger,
    RunCounts,
    accounts_of,
    diagnostics_of,
    runs,
    source_faults_of,
)
from reportgen.build.libreoffice import LibreOffice
from reportgen.build.messages import BuildSettings, Job, JobResult, Outcome, PreflightResult
from reportgen.build.pool import Worker
from reportgen.build.request import Request
from reportgen.build.shared_faults import own_faults, shared_faults
from reportgen.build.summary import SHARED, THIS_RUN, Summary
from reportgen.build.targets import (
    SourceId,
    Sources,
    Target,
    same_output,
    sources_in,
    unknown_years,
    years_of,
)
from reportgen.build.toolchain import option_states, tool_states
from reportgen.content.account import Account
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.stores import StoreLost, absolute, is_in_memory
from reportgen.workspace import Workspace

#: with no more documents than this, one process has made them before a second has started
_WORTH_PROCESSES = 4
#: so many runs stand in the report, the present one among them
_LISTED_RUNS = 10
#: seconds an interrupted build gives the documents under way
_GRACE = 20.0
#: the source of faults that are of no source of content
_THIS_RUN = SourceId(THIS_RUN, "")


class Listener(Protocol):
    """Whoever wants to hear how a build goes."""

    def began(self, summary: Summary) -> None:
        """Hear that it is known what there is to do."""

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Hear of faults that belong to no single document."""

    def ended(self, outcome: Outcome, summary: Summary) -> None:
        """Hear what became of a document."""


@dataclass(eq=False, slots=True)
class Batch:
    """One build, or one check, under way."""

    request: Request
    workspace: Workspace
    ledger: Ledger
    listener: Listener
    interrupt: Interrupt = field(default_factory=Interrupt)
    #: a worker that has been started before
    first_worker: Worker | None = None
    summary: Summary = field(default_factory=Summary)
    #: what the content folder holds
    _sources: Sources = field(default_factory=lambda: Sources((), {}))
    #: outputs that were planned, in lower case → source and target
    _planned: dict[str, tuple[SourceId, Target]] = field(default_factory=dict)
    #: jobs that had to be divided, and the placements of their outputs that are known
    _divided: dict[SourceId, tuple[Job, dict[str, str]]] = field(default_factory=dict)
    #: how many documents each job may come to
    _expected: dict[SourceId, int] = field(default_factory=dict)

    @property
    def _records(self) -> bool:
        return self.request.mode != "plan"

    def run(self) -> Summary:
        """Bring the output folder up to date; raise Faults where nothing can be made at all."""
        request, summary = self.request, self.summary
        began = time.monotonic()
        summary.started, summary.dry = time.time(), request.mode == "plan"
        if request.mode == "build":
            journal.open_journals(request.ledger)
            disturbed = journal.absorb(self.ledger, request.ledger)
            disturbed |= self.ledger.has_killed_run()
            if request.shard is None:  # beside a shard others may be writing
                summary.shards = shards.join(self.ledger, request.ledger)
                disturbed |= any(joined.status != "done" for joined in summary.shards)
                orphans.sweep_temporary(Path(request.output), deep=disturbed)
        if self._records:
            summary.run = self.ledger.begin(request.history())
        toolchain = tool_states() | option_states(request.theme_folder, request.final)
        office = libreoffice.find_libreoffice(request.limits.seconds) if request.pdf else None
        if office:
            toolchain |= {pdf.TOOL: office.state}
        past = recall(self.ledger, self.workspace, toolchain)
        status = "done"
        try:
            self._perform(past)
            if request.mode == "build":
                self._make_pdfs(office, past)
            self._report_shared_faults()
            self._report_vain_requests()
            if (request.mode == "build" or request.prune) and not request.shard:
                self._find_orphans()
                if request.mode == "build":
                    self._tidy()
        except KeyboardInterrupt:
            summary.interrupted, status = True, "interrupted"
            self._report_shared_faults()
        except StoreLost as store:
            summary.note(_THIS_RUN, [store.diagnostic])
            summary.cut_short, status = True, "interrupted"
            raise Faults([store.diagnostic]) from store
        except Faults as raised:
            summary.note(_THIS_RUN, raised.diagnostics)
            summary.cut_short = bool(summary.outcomes)
            status = "interrupted" if summary.cut_short else "failed"
            raise
        except BaseException:
            status = "failed"
            raise
        finally:
            summary.seconds = time.monotonic() - began
            if self._records:
                self._record_end(past, status)
        return summary

    def _perform(self, past: Past) -> None:
        """Look at what all documents share, report what is unchanged, have the rest made."""
        wanted = set(self.request.selectors.branches)
        self._sources = sources_in(self.workspace)
        self._report(tuple(self._sources.unlisted.values()))
        present = self._sources.present
        shard = self.request.shard
        chosen = [
            source
            for source in present
            if (not wanted or source.name in wanted) and (not shard or shard.has(str(source)))
        ]
        jobs = [job for source in chosen if (job := self._job(source, past)) is not None]
        stale = {job.source for job in jobs}
        unchanged = [source for source in chosen if source not in stale]
        settings = self._settings()
        shared = SourceId(SHARED, self.request.theme_folder)
        preflight = (settings, shared, self.request.selectors.kinds)
        needed = self._preflight_needed(past, shared)
        if not jobs and not needed:
            self._start(None, past, unchanged)
            return
        workers = self._workers(jobs)

        def split(job: Job) -> list[Job]:
            return self._split(job, settings)

        with executors.dispatcher(
            self.request,
            self.workspace,
            settings,
            workers,
            split,
            self.interrupt.check,
            self.first_worker,
        ) as team:
            self.summary.workers = team.workers
            try:
                # One worker looks at what is shared, and the others begin their jobs meanwhile.
                answer = team.submit(executors.preflight, *preflight) if needed else None
                results = team.results(jobs)
                self._start(answer() if answer else None, past, unchanged)
                for result in results:
                    self._take(result, past)
                for result in team.results(self._balancing_jobs()):
                    self._take_accounts(result)
            except KeyboardInterrupt:
                for result in team.finish(_GRACE):
                    self._take(result, past)
                raise

    def _make_pdfs(self, office: LibreOffice | None, past: Past) -> None:
        """Bring the PDFs of Word files up to date, or say that those there are are old."""
        summary = self.summary
        if not self.request.pdf:
            self._report(pdf.outdated(summary.outcomes, past.outputs, self.workspace))
            return
        targets = [
            self._planned[outcome.target.output.casefold()]
            for outcome in summary.outcomes
            if outcome.status in ("written", "fresh") and pdf.pdf_of(outcome.target.output)
        ]
        if not targets:
            return
        if office is None:
            self._report((pdf.absent(),))
            return
        earlier = {
            output: digests
            for source in {source for source, _ in targets}
            for output, digests in past.written_digests(source).items()
        }
        delivery = Delivery(earlier, journal.announcer(self._settings().journals))
        maker = pdf.PdfMaker(
            office, self.workspace, past, delivery,
            force=self.request.force, workers=self.request.jobs or executors.cores(),
        )  # fmt: skip
        summary.expected += len(targets)
        for source, outcome in maker.outcomes(targets):
            self.interrupt.check()
            if outcome.status == "fresh":
                self._end(source, outcome)
                continue
            self.ledger.record_outcome(summary.run, source, outcome)
            self._end(source, replace(outcome, inputs=()))

    def _settings(self) -> BuildSettings:
        request = self.request
        return BuildSettings(
            absolute(request.places),
            request.theme_folder,
            request.final,
            request.mode,
            str(request.ledger.absolute()) if request.mode == "build" else "",
            f"{os.getpid()}-{time.time_ns()}",
            tuple(tool_states().items()),
        )

    def _preflight_needed(self, past: Past, shared: SourceId) -> bool:
        """Return whether types, templates or theme have changed, or unknown kinds are wanted."""
        known = {target.kind for plan in past.plans.values() for target in plan.targets}
        return bool(past.plan_reasons(str(shared))) or not known.issuperset(
            self.request.selectors.kinds
        )

    def _start(
        self,
        preflight: PreflightResult | None,
        past: Past,
        unchanged: list[SourceId],
    ) -> None:
        """Report what concerns no single document, and what is unchanged; raise Faults."""
        shared = SourceId(SHARED, self.request.theme_folder)
        if preflight is None:
            self._report(self._unchanged_faults(past, shared), shared)
        elif preflight.row is None:
            raise Faults(preflight.faults)
        else:
            self._report(preflight.row.faults.of(), shared)
            self._report(preflight.faults)
            if self._records:
                self.ledger.record(self.summary.run, preflight.row)
        present, unlisted = self._sources
        unknown = set(self.request.selectors.branches) - {source.name for source in present}
        branches = [source.name for source in present if source.kind == "branch"]
        if unknown or not (branches or unlisted):
            from reportgen.content.loading import no_content, unknown_branches

            faults = unknown_branches(unknown, branches)
            self._report(tuple(faults) or (no_content(self.workspace),))
        for source in unchanged:
            self._repeat(source, past)
        self.listener.began(self.summary)

    def _job(self, source: SourceId, past: Past) -> Job | None:
        """Return what there is to do for a source; None if nothing it rests on has changed."""
        self.interrupt.check()
        request = self.request
        forced = (FORCED,) if request.force else ()
        stale = forced or past.plan_reasons(str(source))
        plan = past.plans.get(str(source))
        if plan and plan.broken and not stale:
            return None
        reasons = {
            target.output: forced or past.reasons(target.output, self.workspace)
            for target in (plan.targets if plan else ())
            if request.selectors.take(target)
        }
        fresh = frozenset(output for output, why in reasons.items() if not why)
        expected = len(reasons) if plan else self._guess(source)
        self.summary.expected += expected
        if not stale and len(fresh) == len(reasons) and not self._unbalanced(source, past):
            return None
        self._expected[source] = expected
        return Job(
            source,
            request.selectors,
            fresh=fresh,
            placements={output: past.outputs[output].placement for output in fresh},
            reasons={output: why for output, why in reasons.items() if why},
            earlier_digests=past.written_digests(source),
            expected=max(1, expected),
        )

    def _unbalanced(self, source: SourceId, past: Past) -> bool:
        """Return whether the account of a year can be drawn up that was not when it was last planned."""
        if self.request.mode == "plan":
            return False
        plan = past.plans[str(source)]
        known = {account.year for account in accounts_of(plan.accounts)}
        return any(
            year not in known and all(past.outputs[t.output].placement for t in targets)
            for year, targets in self._whole_years(plan.targets)
        )

    def _whole_years(self, targets: Iterable[Target]) -> Iterator[tuple[int, list[Target]]]:
        """Yield the years of a branch of which every document is asked for."""
        years: dict[int, list[Target]] = {}
        for target in targets:
            if target.subject_kind in ("branch", "event"):
                years.setdefault(target.year, []).append(target)
        for year, own in years.items():
            if all(map(self.request.selectors.take, own)):
                yield year, own

    def _guess(self, source: SourceId) -> int:
        """Return how many documents a source that was never planned may come to."""
        selectors = self.request.selectors
        spans = set(years_of(self.workspace, source))
        if selectors.years:
            spans &= set(selectors.years)
        return len(spans) * max(1, len(selectors.kinds) or 2)

    def _workers(self, jobs: list[Job]) -> int:
        """Return how many processes do the jobs; 0 where this one does them."""
        request = self.request
        if is_in_memory(request.places) or request.jobs == 0:
            return 0
        if request.jobs is None and sum(job.expected for job in jobs) <= _WORTH_PROCESSES:
            return 1
        return max(1, min(request.jobs or executors.cores(), len(jobs)))

    def _repeat(self, source: SourceId, past: Past) -> None:
        """Report what the ledger knows of a source that is unchanged."""
        plan = past.plans[str(source)]
        self._report(self._unchanged_faults(past, source), source)
        if plan.broken:
            self._end_unread(source, past)
            return
        whole = {year for year, _ in self._whole_years(plan.targets)}
        self._report_accounts(source, (a for a in accounts_of(plan.accounts) if a.year in whole))
        self._note_targets(source, plan.targets)
        for target in plan.targets:
            if self.request.selectors.take(target):
                outcome = self._unchanged_outcome(target, past)
                if outcome.status == "failed" and self._records:
                    self.ledger.log(self.summary.run, outcome)
                self._end(source, outcome)

    def _unchanged_faults(self, past: Past, source: SourceId) -> tuple[Diagnostic, ...]:
        """Return the faults of a source as the ledger knows them."""
        faults = source_faults_of(past.plans[str(source)].faults)
        return self._worth_repeating(faults.of(self.request.selectors.years))

    def _unchanged_outcome(self, target: Target, past: Past) -> Outcome:
        """Return what became of a document, and its faults, as the ledger knows them."""
        record = past.outputs[target.output]
        faults = self._worth_repeating(diagnostics_of(record.diagnostics))
        return Outcome(target, "failed" if record.status == "failed" else "fresh", faults)

    def _worth_repeating(self, faults: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return the faults of something unchanged that are reported again.

        A build and a check report all there are until they are mended; a list of what is to be made
        has the errors alone.
        """
        if self.request.mode != "plan":
            return faults
        return tuple(fault for fault in faults if fault.is_error)

    def _take(self, result: JobResult, past: Past) -> None:
        """Record and report the result of a job; raise Faults where a store has gone."""
        if result.lost:
            raise Faults([result.lost])
        self._report(result.faults.of(self.request.selectors.years), result.source)
        self._report_accounts(result.source, result.accounts)
        if result.source in self._divided:
            known = self._divided[result.source][1]
            known |= {outcome.target.output: outcome.placement for outcome in result.outcomes}
        self._note_targets(result.source, result.targets or ())
        expected = self._expected.pop(result.source, len(result.outcomes))
        self.summary.expected += len(result.outcomes) - expected
        if result.broken:
            self.summary.expected += self._end_unread(result.source, past)
        if self._records:
            self.ledger.record(self.summary.run, result)
        for outcome in result.outcomes:
            if outcome.status == "fresh":
                self._end(result.source, self._unchanged_outcome(outcome.target, past))
            else:
                # The inputs are recorded by now; a large build must not hold them in memory.
                self._end(result.source, replace(outcome, inputs=()))

    def _end_unread(self, source: SourceId, past: Past) -> int:
        """Report that the documents of a source are not made, and return how many they are.

        They are those of its last plan; a source that never had one counts as one document.
        """
        self.summary.broken.append(source.name)
        plan = past.plans.get(str(source))
        known = [t for t in (plan.targets if plan else ()) if self.request.selectors.take(t)]
        nameless = Target(source.name, 0, "", f"output/{source.name}", source.kind)
        for target in known or [nameless]:
            outcome = Outcome(target, "unread")
            if self._records:
                self.ledger.log(self.summary.run, outcome)
            self._end(source, outcome)
        return len(known or [nameless])

    def _end(self, source: SourceId, outcome: Outcome) -> None:
        self.summary.outcomes.append(outcome)
        self.summary.sources[outcome.target.output] = source
        if own := own_faults(outcome):
            self.summary.note(source, own)
        self.listener.ended(outcome, self.summary)

    def _report(self, faults: tuple[Diagnostic, ...], source: SourceId = _THIS_RUN) -> None:
        if faults:
            self.summary.note(source, faults)
            self.listener.faults(faults)

    def _balancing_jobs(self) -> Iterator[Job]:
        """Yield a job for each source whose job was divided: it makes nothing but the accounts."""
        for job, placements in self._divided.values():
            yield replace(job, fresh=frozenset(placements), placements=placements, expected=1)

    def _take_accounts(self, result: JobResult) -> None:
        """Record and report the accounts of a source of which nothing else is new."""
        if result.accounts:
            self._report_accounts(result.source, result.accounts)
            if self._records:
                self.ledger.record(self.summary.run, result)

    def _report_accounts(self, source: SourceId, accounts: Iterable[Account]) -> None:
        """Report which facts of branches' years stand in none of their documents."""
        for account in accounts:
            self.summary.accounts.append(account)
            if account.finding:
                self._report((account.finding,), source)

    def _note_targets(self, source: SourceId, targets: Iterable[Target]) -> None:
        """Note what a source was planned to become; two sources may not write one file."""
        for target in targets:
            key = target.output.casefold()
            first, earlier = self._planned.setdefault(key, (source, target))
            if first != source:
                fault = same_output(earlier.kind, target.kind, target.output)
                self._report((fault,), source)

    def _split(self, job: Job, settings: BuildSettings) -> list[Job]:
        """Return one job for each document that a lost job may come to."""
        from reportgen.build.worker import state_for

        self._divided[job.source] = (job, dict(job.placements))
        kinds = list(state_for(settings).kinds)
        pairs = [(year, kind) for year in years_of(self.workspace, job.source) for kind in kinds]
        chosen = job.only or tuple(
            (year, kind)
            for year, kind in pairs
            if job.selectors.take(Target(job.source.name, year, kind, ""))
        )
        return [replace(job, only=(pair,), expected=1) for pair in chosen]

    def _report_shared_faults(self) -> None:
        """Report the faults that several documents have, each once."""
        summary = self.summary
        planned = (target for _, target in self._planned.values())
        for fault, output in shared_faults(summary.outcomes, planned):
            self._report((fault,), summary.sources[output])

    def _report_vain_requests(self) -> None:
        """Report wanted years that no source has."""
        summary = self.summary
        known = {target.year for _, target in self._planned.values()}
        unknown = [year for year in self.request.selectors.years if year not in known]
        if unknown and not summary.broken:
            self._report(tuple(unknown_years(unknown, known - {0})))

    def _find_orphans(self) -> None:
        """Report outputs whose content or kind is gone; move them to the trash if that was asked for."""
        summary, request = self.summary, self.request
        summary.orphans = list(
            orphans.find(self.ledger, self._sources, set(summary.broken), request.selectors)
        )
        if not request.prune:
            return
        if refusal := orphans.refusal(
            summary.orphans, self.ledger, self._sources, request.prune_most
        ):
            self._report((refusal,))
        elif request.mode == "build":
            removed, warnings = orphans.remove(summary.orphans, self.ledger, self.workspace)
            summary.removed = list(removed)
            self._report(warnings)
            orphans.forget_sources(self.ledger, self._sources)

    def _tidy(self) -> None:
        """Move old copies of edited files to the trash, and remove what has lain there long enough."""
        retention = self.request.retention
        if retention.edited_days is not None:
            orphans.put_aside_copies(self.workspace, retention.edited_days)
        orphans.empty_trash(self.workspace, retention.trash_days)

    def _record_end(self, past: Past, status: str) -> None:
        for output, mark in past.new_marks.items():
            self.ledger.remark(output, mark)
        self.ledger.record_stamps(past.present.renewed)
        summary, request = self.summary, self.request
        summary.below = self.ledger.below()
        selectors = request.selectors
        whole = not (selectors.years or selectors.kinds or selectors.branches or request.shard)
        if request.mode == "build" and status == "done" and whole:
            summary.earlier_run, summary.earlier_faults = self.ledger.faults()
            self.ledger.record_faults(summary.run, summary.fault_counts())
        counts = RunCounts(
            summary.count("written", "checked"), summary.fresh, summary.failed,
            summary.places(Severity.ERROR), summary.places(Severity.WARNING),
        )  # fmt: skip
        self.ledger.end(summary.run, status, counts, request.retention.runs)
        summary.runs = list(runs(self.ledger, _LISTED_RUNS))
        if self.request.mode == "build" and status == "done":
            journal.clear(self.request.ledger)
