"""`reportgen build`: bring the output folder up to date and say how it went."""

from __future__ import annotations

import argparse
import contextlib
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from reportgen.build import lock, shards, state_files
from reportgen.build.batch import Batch
from reportgen.build.early_worker import early_worker
from reportgen.build.interrupts import Interrupt, deferred
from reportgen.build.ledger import Ledger, LedgerFault, memory_ledger, open_ledger
from reportgen.build.messages import Outcome
from reportgen.build.pool import JobCrashed, Limits, WorkersCannotStart
from reportgen.build.request import Request, Retention
from reportgen.build.shared_faults import own_faults
from reportgen.build.summary import Summary
from reportgen.build.targets import Selectors
from reportgen.cli.exit_codes import (
    BUG,
    ENVIRONMENT,
    FAULTS,
    FINE,
    INTERRUPTED,
    MISUSE,
    of_faults,
)
from reportgen.cli.options import places, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.show import excerpts, fault_log, json_report
from reportgen.show.log import Log
from reportgen.show.reasons import sentences
from reportgen.show.summary import closing_line, duration, orphan_lines, shard_lines, unplaced_lines
from reportgen.stores import StoreLost, open_places
from reportgen.system_errors import meaning

#: of warnings with one code, so many are written out; a check writes all of them
_MOST_ALIKE = 6
#: with a bar on the terminal, more documents than this are not listed one by one
_LISTED = 30


class BuildListener:
    """Writes what happens to the streams, the log and the progress bar as it happens."""

    def __init__(self, reporter: Reporter, log: Log, bar: Any = None) -> None:
        self.reporter, self.log, self.bar = reporter, log, bar

    def began(self, summary: Summary) -> None:
        """Hear that it is known what there is to do."""
        self._update_bar(summary)

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Hear of faults that belong to no single document."""
        self.reporter.report(diagnostics)
        self.log.faults(diagnostics)

    def ended(self, outcome: Outcome, summary: Summary) -> None:
        """Hear what became of a document."""
        own = own_faults(outcome)
        self.reporter.report(own)
        self.log.outcome(outcome)
        path = self.reporter.workspace.display_path(outcome.target.output)
        match outcome.status:
            case "written" if not self.bar or summary.expected <= _LISTED:
                self.reporter.line(f"已生成 {path}")
            case "stale":
                why = sentences(outcome.reasons, self.reporter.workspace.display_path)
                self.reporter.line(f"要生成 {path}：{why}")
            case "crashed":
                sys.stderr.write(f"{fault_log.sentence(f'没有生成 {path}', outcome.crash)}\n")
            case "failed":
                errors = [fault for fault in outcome.diagnostics if fault.is_error]
                only_open = errors and not set(errors) & set(own)
                why = "还有待补充的内容，见下" if only_open else "有错误，见上"
                self.reporter.line(f"未生成 {path}：{why}")
        self._update_bar(summary)

    def _update_bar(self, summary: Summary) -> None:
        if self.bar:
            self.bar.update(summary)


def build(options: argparse.Namespace) -> int:
    """Make every document that is not as it would be made now; return the exit code."""
    request = _request(options)
    if request.shard and request.prune:
        sys.stderr.write("一片看不全哪些文件不再生成，--prune 不能和 --shard 一起用\n")
        return MISUSE
    workspace = open_places(request.places)
    reporter = Reporter(options.format, workspace, quiet=options.quiet, most_alike=_MOST_ALIKE)
    try:
        log = Log(options.log, workspace.display_path, texts=options.log_texts)
    except OSError as error:
        sys.stderr.write(f"写不了 --log 的文件 {options.log}：{meaning(error)}\n")
        return MISUSE
    try:
        with early_worker(request) as first, deferred() as interrupt:
            # What the end needs is imported while the early worker imports what it needs.
            import_module("reportgen.show.html_report")
            with _opened(request, options, interrupt) as ledger, _bar(options) as bar:
                listener = BuildListener(reporter, log, bar)
                batch = Batch(request, workspace, ledger, listener, interrupt, first)
                try:
                    batch.run()
                except Faults as faults:
                    listener.faults(faults.diagnostics)
            return _close(request, reporter, log, batch.summary)
    except lock.FolderLocked as locked:
        sys.stderr.write(f"{_locked_text(locked.holder)}\n")
        return ENVIRONMENT
    except LedgerFault as fault:
        sys.stderr.write(f"{fault}\n")
        return ENVIRONMENT
    except sqlite3.Error as error:
        sys.stderr.write(
            f"构建记录写不下去了：{meaning(error)}；已生成的文档都在，没记下的下次重做\n"
        )
        return ENVIRONMENT
    except (JobCrashed, WorkersCannotStart) as error:
        return report_end(error)
    finally:
        log.close()


def report_end(error: JobCrashed | WorkersCannotStart) -> int:
    """Say what ended a command, and return its exit code."""
    if isinstance(error.__cause__, OSError):  # too many open files, no memory for a process
        why = meaning(error.__cause__)
        sys.stderr.write(f"电脑没有让工作进程启动：{why}；可以加 --jobs 0 再试\n")
        return ENVIRONMENT
    if isinstance(error, WorkersCannotStart):
        why = f"工作进程启动不了（{error}）；请重新安装程序，或加 --jobs 0 再试"
        sys.stderr.write(f"程序出错：{why}\n")
        return BUG
    sys.stderr.write(f"{fault_log.sentence('什么也没有做', str(error))}\n")
    return BUG


def _request(options: argparse.Namespace) -> Request:
    return Request(
        places(options),
        theme_folder(options),
        options.final,
        Selectors(tuple(options.branches), tuple(options.year), tuple(options.kind)),
        jobs=options.jobs,
        mode="plan" if options.dry_run else "build",
        force=options.force,
        prune=options.prune or options.prune_most is not None,
        prune_most=options.prune_most,
        pdf=options.pdf,
        limits=Limits(seconds=options.time_limit, megabytes=options.memory_limit),
        cluster=options.cluster,
        shard=options.shard,
        note=options.note,
        retention=Retention(options.keep_runs, options.keep_trash, options.keep_edited),
    )


@contextlib.contextmanager
def _opened(
    request: Request, options: argparse.Namespace, interrupt: Interrupt
) -> Iterator[Ledger]:
    """Lock the output folder and open its ledger; a dry run reads the ledger without a lock."""
    if request.mode == "plan":
        ledger = _read_ledger(request)
        try:
            yield ledger
        finally:
            ledger.connection.close()
        return
    announced = False

    def waits(holder: dict[str, Any]) -> bool:
        nonlocal announced
        interrupt.check()
        if options.wait and not announced:
            announced = True
            sys.stderr.write(f"{_locked_text(holder)}；等它结束……\n")
        return bool(options.wait)

    with contextlib.ExitStack() as locks:
        try:
            if request.shard:  # shards run beside each other, and none beside a build of everything
                locks.callback(lock.acquire(request.whole_ledger, waits, shared=True).release)
                state_files.make_folder(request.whole_ledger / shards.FOLDER)
            locks.callback(lock.acquire(request.ledger, waits).release)
            if request.shard:
                shards.begin(request.whole_ledger, request.shard)
        except OSError as error:
            raise LedgerFault(f"不能在 {request.ledger} 里写：{meaning(error)}") from error
        ledger = open_ledger(request.ledger)
        try:
            yield ledger
        finally:
            with contextlib.suppress(sqlite3.Error):  # it was reported where it first happened
                ledger.close()


def _read_ledger(request: Request) -> Ledger:
    try:
        return open_ledger(request.ledger, readonly=True)
    except LedgerFault:
        return memory_ledger()


def _locked_text(holder: dict[str, Any]) -> str:
    since = time.strftime("%m月%d日 %H:%M:%S", time.localtime(holder.get("since", 0)))
    who = f"进程 {holder['pid']}，主机 {holder['host']}，始于 {since}" if holder else "刚刚开始"
    return f"另一次生成正在写这个输出文件夹（{who}）；加 --wait 可以等它结束"


@contextlib.contextmanager
def _bar(options: argparse.Namespace) -> Iterator[Any]:
    """Show a progress bar to a person at a terminal."""
    if options.format != "human" or options.quiet or options.dry_run or not sys.stderr.isatty():
        yield None
        return
    from reportgen.show.progress import bar

    with bar() as progress:
        yield progress


def _close(request: Request, reporter: Reporter, log: Log, summary: Summary) -> int:
    display_path = reporter.workspace.display_path
    lines = (
        *shard_lines(summary),
        *reporter.lines_of_alike(),
        *unplaced_lines(summary),
        *orphan_lines(summary, display_path),
    )
    for line in lines:
        reporter.line(line)
    text = closing_line(summary, excerpts.closing(reporter.diagnostics))
    reporter.line(text)
    log.line(f"{text}；用时 {duration(summary.seconds)}")
    if reporter.form == "json":
        reporter.json(json_report.build(summary, display_path, reporter.diagnostics))
    if request.mode == "build":
        _write_report(request, reporter, summary)
    if summary.interrupted:
        sys.stderr.write("已中断；做完的文档都在，没做完的没有留下半个文件。\n")
        return INTERRUPTED
    if summary.count("crashed"):
        return BUG
    code = of_faults(reporter.diagnostics)
    return FAULTS if code == FINE and summary.broken else code


def _write_report(request: Request, reporter: Reporter, summary: Summary) -> None:
    """Write the report of the build beside the documents."""
    from reportgen.show.html_report import page

    display_path = reporter.workspace.display_path
    report = json_report.report(summary, display_path)
    name = f"build-report-{request.shard.name}" if request.shard else "build-report"
    files = {
        f"output/{name}.json": json.dumps(report, ensure_ascii=False).encode(),
        f"output/{name}.html": page(summary, reporter.source, display_path).encode(),
    }
    for path, data in files.items():
        try:
            reporter.workspace.write(path, data)
        except StoreLost:  # which has been said
            return
        except OSError as error:
            sys.stderr.write(f"写不了 {display_path(path)}：{meaning(error)}\n")
