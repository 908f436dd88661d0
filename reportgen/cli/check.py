"""`reportgen check`: every fault of content and templates; a build that delivers nothing."""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen import user_cache
from reportgen.build import lock
from reportgen.build.batch import Batch
from reportgen.build.early_worker import early_worker
from reportgen.build.interrupts import deferred
from reportgen.build.ledger import Ledger, LedgerFault, memory_ledger, open_ledger
from reportgen.build.messages import Outcome
from reportgen.build.pool import JobCrashed, Limits, WorkersCannotStart
from reportgen.build.request import Request
from reportgen.build.shared_faults import own_faults
from reportgen.build.summary import Summary
from reportgen.build.targets import Selectors
from reportgen.cli.build import report_end
from reportgen.cli.exit_codes import BUG, INTERRUPTED, of_faults
from reportgen.cli.options import places, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.show import excerpts, fault_log
from reportgen.stores import open_places
from reportgen.workspace import Workspace


@dataclass(eq=False, slots=True)
class Findings:
    """A listener that gathers everything, to be reported in one order by however many processes."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def began(self, summary: Summary) -> None:
        """Hear that it is known what there is to do."""

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Hear of faults that belong to no single document."""
        self.diagnostics += diagnostics

    def ended(self, outcome: Outcome, summary: Summary) -> None:
        """Hear what became of a document."""
        del summary
        if outcome.status != "unread":
            self.outcomes.append(outcome)

    def ordered(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the content, by file and line, then with each document."""
        yield from in_order(self.diagnostics)
        for outcome in sorted(self.outcomes, key=lambda outcome: outcome.target.output):
            yield from own_faults(outcome)


def check(options: argparse.Namespace) -> int:
    """Find every fault of content and templates; nothing is written beside the user's cache."""
    if options.explain:
        from reportgen.cli.explain_code import explain_code

        return explain_code(options.explain)
    request = Request(
        places(options),
        theme_folder(options),
        options.final,
        Selectors(tuple(options.branches), tuple(options.year), tuple(options.kind)),
        jobs=options.jobs,
        mode="check",
        limits=Limits(options.time_limit, megabytes=options.memory_limit),
    )
    workspace = open_places(request.places)
    reporter = Reporter(options.format, workspace)
    try:
        findings, interrupted = _run(request, workspace)
    except (JobCrashed, WorkersCannotStart) as error:
        return report_end(error)
    reporter.report(findings.ordered())
    crashed = [outcome for outcome in findings.outcomes if outcome.status == "crashed"]
    for outcome in crashed:
        what = f"没有检查完 {outcome.target.label}"
        sys.stderr.write(f"{fault_log.sentence(what, outcome.crash)}\n")
    words = [excerpts.closing(reporter.diagnostics)]
    if crashed:
        words.append(f"{len(crashed)} 份没有检查完")
    if interrupted:
        words.append("没有检查完就中断了")
    result = "；".join(filter(None, words)) or "没有发现问题"
    reporter.line(f"检查了 {len(findings.outcomes)} 份文档：{result}")
    reporter.json({"diagnostics": reporter.rows()})
    reporter.sarif()
    if interrupted:
        sys.stderr.write("已中断；没有检查完。\n")
        return INTERRUPTED
    if crashed:
        return BUG
    return of_faults(reporter.diagnostics)


def _run(request: Request, workspace: Workspace) -> tuple[Findings, bool]:
    """Return what a check finds, and whether it was interrupted."""
    findings = Findings()
    try:
        with (
            early_worker(request) as first,
            deferred() as interrupt,
            _ledger(request) as ledger,
        ):
            summary = Batch(request, workspace, ledger, findings, interrupt, first).run()
    except sqlite3.Error:  # the disk of the cache is full or broken: check without it
        findings = Findings()
        summary = Batch(request, workspace, memory_ledger(), findings).run()
    except Faults as faults:  # the theme cannot be opened, but the content can be read
        from reportgen.content.loading import load

        content = load(workspace, request.selectors.branches)
        return Findings([*content.diagnostics, *faults.diagnostics]), False
    return findings, summary.interrupted


@contextlib.contextmanager
def _ledger(request: Request) -> Iterator[Ledger]:
    """Yield the ledger of earlier checks of the same folders.

    Where the user's cache cannot be used, or another check is using it, the ledger is empty and
    forgotten at the end.
    """
    cache = user_cache.folder()
    with contextlib.ExitStack() as stack:
        try:
            if cache is None:
                raise LedgerFault
            folder = cache / "checks" / request.check_key
            stack.callback(lock.acquire(folder).release)
            ledger = stack.enter_context(contextlib.closing(open_ledger(folder)))
            user_cache.remove_unused(folder.parent)
        except (LedgerFault, lock.FolderLocked, OSError):
            ledger = memory_ledger()  # no cache, one that another check uses, or a disk that fails
        yield ledger
