"""`reportgen build`: bring the output folder up to date and say how it went."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from typing import Any

from reportgen.build import lock
from reportgen.build.batch import Batch
from reportgen.build.ledger import Ledger, LedgerFault, open_ledger
from reportgen.build.outcome import Outcome
from reportgen.build.pool import Limits
from reportgen.build.request import Request
from reportgen.build.summary import Summary
from reportgen.build.targets import Selectors
from reportgen.cli.exit_codes import BUG, FAULTS, FINE, INTERRUPTED, MISUSE
from reportgen.cli.options import places, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.show import excerpts, json_report
from reportgen.show.log import Log
from reportgen.show.reasons import sentences
from reportgen.show.summary import closing_line, duration, orphan_lines
from reportgen.stores import open_places

#: with a bar on the terminal, more documents than this are not listed one by one
_LISTED = 30


class Telling:
    """A listener that tells a person, a log and, at the end, a json_report."""

    def __init__(self, reporter: Reporter, log: Log, bar: Any = None) -> None:
        self.reporter, self.log, self.bar = reporter, log, bar

    def began(self, summary: Summary) -> None:
        """Hear that it is known what there is to do."""
        self._show(summary)

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Hear of faults that belong to no single document."""
        self.reporter.report(diagnostics)
        self.log.faults(diagnostics)

    def ended(self, outcome: Outcome, summary: Summary) -> None:
        """Hear what became of a document."""
        self.reporter.report(outcome.diagnostics)
        self.log.outcome(outcome)
        shown = self.reporter.workspace.shown(outcome.target.output)
        match outcome.status:
            case "written" if not self.bar or summary.expected <= _LISTED:
                self.reporter.line(f"已生成 {shown}")
            case "stale":
                why = sentences(outcome.reasons, self.reporter.workspace.shown)
                self.reporter.line(f"要生成 {shown}：{why}")
            case "crashed":
                sys.stderr.write(
                    f"程序出错，没有生成 {shown}；请把下面的内容告诉开发者：\n{outcome.crash}\n"
                )
            case "failed":
                self.reporter.line(f"未生成 {shown}：有错误，见上")
        self._show(summary)

    def _show(self, summary: Summary) -> None:
        if self.bar:
            self.bar.update(summary)


def build(options: argparse.Namespace) -> int:
    """Make every document that is not as it would be made now; return the exit code."""
    request = _request(options)
    workspace = open_places(request.places)
    reporter = Reporter(options.format, workspace, quiet=options.quiet)
    try:
        log = Log(options.log, workspace.shown)
    except OSError as error:
        sys.stderr.write(f"写不了 --log 的文件 {options.log}：{error.strerror or error}\n")
        return MISUSE
    try:
        with _terminated(), _opened(request, options) as ledger, _bar(options) as bar:
            telling = Telling(reporter, log, bar)
            batch = Batch(request, workspace, ledger, telling)
            with contextlib.suppress(Faults):
                try:
                    batch.build()
                except Faults as faults:
                    telling.faults(faults.diagnostics)
    except (lock.Held, LedgerFault) as held:
        sys.stderr.write(f"{_held(held) if isinstance(held, lock.Held) else held}\n")
        return FAULTS
    except sqlite3.Error as error:
        sys.stderr.write(f"构建记录写不下去了：{error}；已生成的文档都在，没记下的下次重做\n")
        return FAULTS
    try:
        return _close(request, reporter, log, batch.summary)
    finally:
        log.close()


def _request(options: argparse.Namespace) -> Request:
    return Request(
        places(options),
        theme_folder(options),
        options.final,
        Selectors(tuple(options.branches), tuple(options.year), tuple(options.kind)),
        jobs=options.jobs,
        force=options.force,
        dry=options.dry_run,
        prune=options.prune,
        limits=Limits(seconds=options.time_limit, megabytes=options.memory_limit),
        cluster=options.cluster,
    )


@contextlib.contextmanager
def _opened(request: Request, options: argparse.Namespace) -> Iterator[Ledger]:
    """Hold the output folder and its ledger; a dry run only looks."""
    if request.dry:
        ledger = _for_looking(request)
        try:
            yield ledger
        finally:
            ledger.connection.close()
        return
    told: list[float] = []

    def waited(holder: dict[str, Any]) -> bool:
        if options.wait and not told:
            told.append(time.monotonic())
            sys.stderr.write(f"{_held(lock.Held(holder))}；等它结束……\n")
        return bool(options.wait)

    with _folder_fault(request):
        held = lock.take(request.ledger, waited)
    try:
        ledger = open_ledger(request.ledger)
        try:
            yield ledger
        finally:
            with contextlib.suppress(sqlite3.Error):  # told already, where it first happened
                ledger.close()
    finally:
        held.release()


def _for_looking(request: Request) -> Ledger:
    from sqlite3 import connect

    from reportgen.build.ledger_schema import migrate

    with contextlib.suppress(LedgerFault):
        return open_ledger(request.ledger, readonly=True)
    empty = connect(":memory:")
    migrate(empty)
    return Ledger(empty)


@contextlib.contextmanager
def _folder_fault(request: Request) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerFault(f"不能在 {request.ledger} 里写：{error.strerror or error}") from error


def _held(held: lock.Held) -> str:
    holder = held.holder
    since = time.strftime("%m月%d日 %H:%M:%S", time.localtime(holder.get("since", 0)))
    who = f"进程 {holder['pid']}，主机 {holder['host']}，始于 {since}" if holder else "刚刚开始"
    return f"另一次生成正在写这个输出文件夹（{who}）；加 --wait 可以等它结束"


@contextlib.contextmanager
def _bar(options: argparse.Namespace) -> Iterator[Any]:
    if options.format != "human" or options.quiet or options.dry_run or not sys.stderr.isatty():
        yield None
        return
    from reportgen.show.progress import bar

    with bar() as shown:
        yield shown


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """Let a service manager's SIGTERM end a build as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not the main thread: whoever runs us looks after signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _close(request: Request, reporter: Reporter, log: Log, summary: Summary) -> int:
    shown = reporter.workspace.shown
    for line in orphan_lines(summary, shown):
        reporter.line(line)
    text = closing_line(summary, excerpts.closing(reporter.diagnostics))
    reporter.line(text)
    log.line(f"{text}；用时 {duration(summary.seconds)}")
    if reporter.form == "json":
        reporter.json(json_report.build(summary, shown, reporter.diagnostics))
    if not request.dry:
        _report(reporter, summary)
    if summary.interrupted:
        sys.stderr.write("已中断；做完的文档都在，没做完的没有留下半个文件。\n")
        return INTERRUPTED
    if summary.count("crashed"):
        return BUG
    return FAULTS if any(d.is_error for d in reporter.diagnostics) or summary.broken else FINE


def _report(reporter: Reporter, summary: Summary) -> None:
    """Write the report of the build beside the documents."""
    import json

    from reportgen.show.html_report import page

    told = json_report.report(summary, reporter.workspace.shown, reporter.diagnostics)
    files = {
        "output/build-report.json": json.dumps(told, ensure_ascii=False).encode(),
        "output/build-report.html": page(
            summary, reporter.source, reporter.workspace.shown
        ).encode(),
    }
    for path, data in files.items():
        try:
            reporter.workspace.write(path, data)
        except OSError as error:
            sys.stderr.write(
                f"写不了 {reporter.workspace.shown(path)}：{error.strerror or error}\n"
            )
