"""`reportgen history [RUN]`: the builds of an output folder, or the documents of one."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from reportgen.build import lock
from reportgen.build.ledger import (
    Ledger,
    LedgerFault,
    diagnostics_of,
    open_ledger,
    outcomes,
    runs,
)
from reportgen.build.request import Request
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import places
from reportgen.cli.reporter import print_json
from reportgen.show import excerpts, json_report
from reportgen.show.excerpts import DisplayPath
from reportgen.show.reasons import sentences
from reportgen.show.summary import RUN_STATUS, duration
from reportgen.stores import open_places

_OUTCOME = {
    "written": "已生成",
    "failed": "未生成",
    "crashed": "程序出错",
    "unread": "未生成（内容读不出）",
}


def history(options: argparse.Namespace) -> int:
    """List the last builds, or what became of the documents of one."""
    request = Request(places(options), "")
    display_path = open_places(request.places).display_path
    try:
        ledger = open_ledger(request.ledger, readonly=True)
    except LedgerFault as fault:
        sys.stderr.write(f"{fault}\n")
        return FAULTS
    try:
        if options.run or options.failed:
            return _one(options, ledger, display_path)
        return _all(options, ledger, is_killed=not lock.is_locked(request.ledger))
    finally:
        ledger.connection.close()


def _all(options: argparse.Namespace, ledger: Ledger, *, is_killed: bool) -> int:
    """List the runs; with `is_killed` one that did not end is not under way any more."""
    rows = list(runs(ledger, options.last))
    for row in rows:
        if row["status"] == "running" and is_killed:
            row["status"] = "killed"
    if options.format == "json":
        print_json([{**row, "request": json.loads(row["request"])} for row in rows])
        return FINE
    for row in rows:
        took = duration(row["ended"] - row["started"]) if row["ended"] else "没有结束"
        failed = f"，未生成 {row['failed']}" if row["failed"] else ""
        options_text = _options(json.loads(row["request"]))
        sys.stdout.write(
            f"第 {row['id']} 次　{_when(row['started'])}　{RUN_STATUS.get(row['status'], '')}　"
            f"生成 {row['written']}，未变 {row['fresh']}{failed}　{took}{options_text}\n"
        )
    return FINE


def _one(options: argparse.Namespace, ledger: Ledger, display_path: DisplayPath) -> int:
    known = {row["id"]: row for row in runs(ledger, 1_000_000)}
    number = options.run or max(known, default=0)
    if number not in known:
        sys.stderr.write(f"没有第 {number} 次；reportgen history 列出各次\n")
        return FAULTS
    rows = list(outcomes(ledger, number, failed=options.failed))
    if options.format == "json":
        print_json([_row(row, display_path) for row in rows])
        return FINE
    for row in rows:
        name = display_path(row["output"])
        why = sentences(row["reasons"].split("\n"), display_path) if row["reasons"] else ""
        took = duration(row["seconds"])
        text = f"{_OUTCOME[row['status']]} {name}　{took}　{why}".rstrip("　")
        sys.stdout.write(f"{excerpts.printable(text)}\n")
        if row["status"] != "written":
            for diagnostic in diagnostics_of(row["diagnostics"]):
                sys.stdout.write(f"    {excerpts.short(diagnostic, display_path)}\n")
            for line in row["crash"].splitlines():
                sys.stdout.write(f"    {excerpts.printable(line)}\n")
    if not rows:
        sys.stdout.write("没有未生成的\n" if options.failed else "这一次没有要生成的\n")
    return FINE


def _row(row: dict[str, Any], display_path: DisplayPath) -> dict[str, Any]:
    return {
        "output": display_path(row["output"]),
        "branch": row["branch"],
        "status": row["status"],
        "seconds": row["seconds"],
        "size": row["size"],
        "reasons": row["reasons"].split("\n") if row["reasons"] else [],
        "diagnostics": [
            json_report.diagnostic(d, display_path) for d in diagnostics_of(row["diagnostics"])
        ],
        "crash": row["crash"],
    }


def _options(request: dict[str, Any]) -> str:
    """Return what distinguished a build, in brackets; "" for a build of everything."""
    words = {"final": "定稿", "force": "全部重做", "prune": "清理", "cluster": "集群"}
    options = [word for key, word in words.items() if request.get(key)]
    if request.get("shard"):
        options.append(f"分片 {request['shard']}")
    options += [request["note"]] if request.get("note") else []
    for key in ("branches", "years", "kinds"):
        options += [str(value) for value in request.get(key, ())]
    return f"　（{'、'.join(options)}）" if options else ""


def _when(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
