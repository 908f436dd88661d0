"""`reportgen intake`: the workbook that branches fill in is sent out, read back, and its state listed."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.cli.exit_codes import BUG, FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.cli.reporter import print_json
from reportgen.content.branches import branch_names
from reportgen.content.folders import COMMITTEES
from reportgen.intake.exchange import ReadFile, SentWorkbook, read_all, send
from reportgen.intake.forms_folder import (
    STATUS,
    archive,
    deadline_of,
    note_deadline,
    returned_files,
    unread,
    write_status,
)
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.status import BranchState
from reportgen.show.fault_log import sentence
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace


def intake(options: argparse.Namespace) -> int:
    """Run the action of the command line."""
    workspace = open_workspace(options)
    actions = {"send": _send, "read": _read, "status": _status}
    return actions[options.action](options, workspace)


# ── Sending ──


def _send(options: argparse.Namespace, workspace: Workspace) -> int:
    committee = _committee(options, workspace)
    if not committee:
        return MISUSE
    year = options.year or _year_before(workspace)
    sent = send(workspace, committee, year, options.branch, options.until)
    folder = Path(options.folder) / str(year) / "send"
    written = [book for book in sent if book.data]
    folder.mkdir(parents=True, exist_ok=True)
    for book in written:
        (folder / book.name).write_bytes(book.data)
    if day := deadline_of(options.until, workspace.today()):
        note_deadline(folder.parent, committee, day)
    if options.format == "json":
        print_json([_sent_as_json(book, folder) for book in sent])
    else:
        for book in sent:
            for fault in book.faults:
                sys.stderr.write(f"{book.slug}：没有做填报表，内容有错，先改好：{fault.message}\n")
        sys.stdout.write(f"做好 {len(written)} 份{year}年度填报表，在 {folder}\n")
        if written:
            sys.stdout.write("下一步：发给各支部；交回后运行 reportgen intake read 文件或文件夹\n")
    return FAULTS if len(written) < len(sent) else FINE


def _sent_as_json(book: SentWorkbook, folder: Path) -> dict[str, Any]:
    return {
        "branch": book.slug,
        "file": str(folder / book.name) if book.data else None,
        "faults": [fault.message for fault in book.faults],
    }


def _committee(options: argparse.Namespace, workspace: Workspace) -> str:
    """Return the committee the command line names; "" after saying what is wrong."""
    known = [n.removesuffix(".yaml") for n in workspace.list(COMMITTEES) if n.endswith(".yaml")]
    if len(options.names) != 1:
        example = known[0] if known else "代号"
        sys.stderr.write(
            f"要写一个上级党组织的代号，已有的：{'、'.join(known) or '没有'}。"
            f"例：reportgen intake {options.action} {example} --year 2025\n"
        )
        return ""
    name: str = options.names[0]
    if name not in known:
        hint = "".join(did_you_mean(name, known, listing="已有的上级党组织"))
        sys.stderr.write(f"没有名为 `{name}` 的上级党组织；{hint}\n")
        return ""
    return name


def _year_before(workspace: Workspace) -> int:
    """Return the year that a report is about: until summer that of the year before."""
    today = workspace.today()
    return today.year if today.month >= 7 else today.year - 1


# ── Reading ──


def _read(options: argparse.Namespace, workspace: Workspace) -> int:
    if not options.names:
        sys.stderr.write("要写交回的文件或文件夹。例：reportgen intake read 收到\n")
        return MISUSE
    missing = [name for name in options.names if not Path(name).exists()]
    if missing:
        sys.stderr.write(f"没有这个文件或文件夹：{'、'.join(missing)}\n")
        return MISUSE
    files = [one for name in options.names for one in returned_files(Path(name))]
    if not files and not options.unread:
        sys.stderr.write(f"里面没有填报表（.xlsx）：{'、'.join(options.names)}\n")
        return MISUSE
    if options.unread:
        files = unread(files, Path(options.folder))
    branch = _branch(options, workspace, len(files))
    if branch is None:
        return MISUSE
    results = read_all(
        workspace,
        [replace(one, branch=branch) for one in files],
        options.year or 0,
        options.prefer,
        stores=not options.dry_run,
    )
    if options.format == "json":
        print_json([_as_json(result) for result in results])
    else:
        for result in results:
            sys.stdout.write("\n".join(_lines(result, workspace, options.dry_run)) + "\n\n")
        if len(results) > 1 or options.unread:
            sys.stdout.write(f"{_total(results)}\n")
    for result in results:
        if result.crash:
            sys.stderr.write(f"{result.name}：{sentence('没有读完', result.crash)}\n")
    if not options.dry_run:
        archive(results, Path(options.folder), workspace.today())
        for committee, year in _committees(workspace, results):
            _write_status(workspace, committee, year, options)
    if any(result.crash for result in results):
        return BUG
    return FAULTS if any(_is_open(result) for result in results) else FINE


def _is_open(result: ReadFile) -> bool:
    """Return whether somebody has to mend or to decide something."""
    return any(remark.weight in (Weight.FAULT, Weight.DECISION) for remark in result.remarks)


def _total(results: Sequence[ReadFile]) -> str:
    """Return the line on all files: how many were read, and which not."""
    unread = [result.name for result in results if result.reading is None]
    waiting = sum(_is_open(result) for result in results if result.reading)
    parts = [f"共 {len(results)} 份：读了 {len(results) - len(unread)} 份"]
    parts += [f"其中 {waiting} 份有要改或要定的"] if waiting else []
    parts += [f"读不出 {len(unread)} 份（{'、'.join(unread)}）"] if unread else []
    return "，".join(parts)


def _branch(options: argparse.Namespace, workspace: Workspace, files: int) -> str | None:
    """Return the branch that the command line names, "" where it names none; None after saying what is wrong."""
    if not options.branch:
        return ""
    if len(options.branch) > 1 or files > 1:
        sys.stderr.write("--branch 只能写一个支部，一次读它的一个文件\n")
        return None
    slug: str = options.branch[0]
    known = branch_names(workspace)
    if slug not in known:
        hint = "".join(did_you_mean(slug, known, listing="已有的支部"))
        new = f"新支部先运行 reportgen new branch {slug}"
        sys.stderr.write(f"没有名为 `{slug}` 的支部；{hint}；{new}\n")
        return None
    return slug


def _committees(workspace: Workspace, results: Iterable[ReadFile]) -> list[tuple[str, int]]:
    """Return the committees that sent out what came back, with its year."""
    known = {n.removesuffix(".yaml") for n in workspace.list(COMMITTEES)}
    pairs = ((f.reading.committee, f.reading.year) for f in results if f.reading)
    return [pair for pair in dict.fromkeys(pairs) if pair[0] in known]


# ── State ──


def _status(options: argparse.Namespace, workspace: Workspace) -> int:
    committee = _committee(options, workspace)
    if not committee:
        return MISUSE
    states = _write_status(workspace, committee, options.year or _year_before(workspace), options)
    if options.format == "json":
        print_json(
            [
                {"branch": s.slug, "name": s.name, "state": s.state, "files": [f.file for f in s.submissions],
                 "next": s.next_step}
                for s in states
            ]
        )  # fmt: skip
    return FINE


def _write_status(
    workspace: Workspace, committee: str, year: int, options: argparse.Namespace
) -> tuple[BranchState, ...]:
    """Write 收表情况.xlsx, and say what it comes to."""
    folder = Path(options.folder)
    states = write_status(workspace, committee, year, folder)
    if options.format != "json":
        counts = Counter(state.state for state in states)
        words = "，".join(f"{state} {count} 个" for state, count in counts.items())
        place = folder / str(year) / STATUS
        sys.stdout.write(f"收表情况：{len(states)} 个支部，{words}；见 {place}\n")
    return states


def _lines(result: ReadFile, workspace: Workspace, is_dry: bool) -> Iterator[str]:
    reading = result.reading
    about = (
        f"（{reading.slug}，{reading.year}年，已填 {reading.filled}/{reading.due}）"
        if reading
        else ""
    )
    yield f"{result.name}{about}"
    for remark in _by_weight(result.remarks):
        yield f"  {remark.weight.value}　{remark.message}"
        if remark.advice:
            yield f"  　　可以写成：{remark.advice}"
    if reading and not result.fault:
        places = [workspace.display_path(file.name) for file in result.files.values()]
        count = len(reading.changes)
        verb = "会写进" if is_dry else "写进"
        where = f"{verb} {'、'.join(places)}，{count} 处" if places else "没有要改的"
        more = f"；新照片 {len(reading.pictures)} 张" if reading.pictures else ""
        yield f"  {where}{more}"
        if reading.message:
            yield f"  给上级的话：{reading.message}"


def _by_weight(remarks: Iterable[Remark]) -> list[Remark]:
    order = list(Weight)
    return sorted(remarks, key=lambda remark: order.index(remark.weight))


def _as_json(result: ReadFile) -> dict[str, Any]:
    reading = result.reading
    return {
        "file": result.name,
        "branch": reading.slug if reading else None,
        "year": reading.year if reading else None,
        "filled": reading.filled if reading else 0,
        "due": reading.due if reading else 0,
        "changes": [
            {"file": c.file, "path": list(c.path), "operation": c.operation.value, "value": c.value, "cell": c.place}
            for c in (reading.changes if reading else ())
        ],
        "remarks": [
            {"weight": r.weight.value, "code": r.code, "cell": r.place, "message": r.text, "written": r.written, "advice": r.advice}
            for r in result.remarks
        ],
    }  # fmt: skip
