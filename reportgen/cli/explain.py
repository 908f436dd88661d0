"""`reportgen explain OUTPUT`: what a document is made from and whether it is as it would be now."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping

from reportgen.build.freshness import Past, recall
from reportgen.build.inputs import ABSENT
from reportgen.build.ledger import LedgerFault, OutputRecord, open_ledger
from reportgen.build.request import Request
from reportgen.build.targets import Target
from reportgen.build.toolchain import option_states, tool_states
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import places, theme_folder
from reportgen.cli.reporter import print_json
from reportgen.show.excerpts import printable
from reportgen.show.reasons import key_name, sentence
from reportgen.show.summary import duration
from reportgen.stores import open_places
from reportgen.workspace import Workspace


def explain(options: argparse.Namespace) -> int:
    """Say of each output of that name what it was made from, and why it is stale if it is."""
    request = Request(places(options), theme_folder(options), options.final)
    workspace = open_places(request.places)
    try:
        ledger = open_ledger(request.ledger, readonly=True)
    except LedgerFault as fault:
        sys.stderr.write(f"{fault}\n")
        return FAULTS
    try:
        toolchain = tool_states() | option_states(request.theme_folder, request.final)
        past = recall(ledger, workspace, toolchain)
    finally:
        ledger.connection.close()
    targets = {t.output: t for plan in past.plans.values() for t in plan.targets}
    outputs = [
        output
        for output in sorted({*past.outputs, *targets})
        if _is_named(output, options.output_file, workspace)
    ]
    if not outputs:
        sys.stderr.write(f"构建记录里没有“{options.output_file}”；可以写文件名、路径或支部代号\n")
        return FAULTS
    if options.format == "json":
        rows = [_row(output, targets, past, workspace) for output in outputs]
        print_json(rows)
        return FINE
    for number, output in enumerate(outputs):
        sys.stdout.write("\n" if number else "")
        for line in _lines(output, targets, past, workspace):
            sys.stdout.write(f"{printable(line)}\n")
    return FINE


def _is_named(output: str, name: str, workspace: Workspace) -> bool:
    """Return whether `name` is the output's path, its file name, or a folder it lies in."""
    name = name.replace("\\", "/").removeprefix("./")
    return name in (output, workspace.display_path(output)) or name in output.split("/")


def _lines(
    output: str, targets: Mapping[str, Target], past: Past, workspace: Workspace
) -> list[str]:
    """Return the explanation of an output for a person."""
    lines = [workspace.display_path(output)]
    target, record = targets.get(output), past.outputs.get(output)
    if target:
        year = f"，{target.year} 年" if target.year else ""
        lines.append(f"  对象：{target.branch}{year}；文种：{target.kind}")
    if record and record.digest:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.written_at))
        lines.append(f"  上次生成：{when}（第 {record.run} 次），用时 {duration(record.seconds)}")
    reasons = past.reasons(output, workspace)
    if target is None:
        lines.append("  状态：没有内容再要生成它，加 --prune 可以删除")
    elif reasons:
        lines.append("  状态：下次要重做，因为")
        lines += [f"    - {sentence(reason, workspace.display_path)}" for reason in reasons]
    elif record and record.status == "failed":
        lines.append("  状态：有错误，没有生成；内容改了才会再做")
    else:
        lines.append("  状态：未变，下次不重做")
    if record and record.inputs:
        lines.append("  由这些做成：")
        lines += [f"    {key_name(key, workspace.display_path)}" for key in _keys(record, past)]
    return lines


def _row(
    output: str, targets: Mapping[str, Target], past: Past, workspace: Workspace
) -> dict[str, object]:
    """Return the explanation of an output for a program."""
    target, record = targets.get(output), past.outputs.get(output)
    reasons = past.reasons(output, workspace)
    return {
        "output": workspace.display_path(output),
        "kind": target.kind if target else None,
        "branch": target.branch if target else None,
        "year": target.year if target else None,
        "run": record.run if record and record.digest else None,
        "fresh": not reasons and target is not None,
        "orphan": target is None,
        "reasons": list(reasons),
        "inputs": _keys(record, past) if record else [],
    }


def _keys(record: OutputRecord, past: Past) -> list[str]:
    """Return what an output was made from; what was looked for in vain is not among it."""
    keys: set[str] = set()
    for digest in record.inputs:
        states = json.loads(past.inputs.get(digest, "{}"))
        keys |= {key for key, state in states.items() if state != ABSENT}
    return sorted(keys)
