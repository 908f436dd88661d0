"""Runs a night's commands, each as a process of its own, and gathers what they came to.

The build is a process too: one that is killed, or runs out of memory, is still reported.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from reportgen.build.ledger import LedgerFault, diagnostics_of, open_ledger, runs, source_faults_of
from reportgen.build.state_files import check_file
from reportgen.nightly.settings import Nightly
from reportgen.system_errors import meaning

#: so many characters of the error stream of a command stand in a report
_MOST_TEXT = 2_000
#: exit code → what it means, in words that need no list
_CODES = {
    0: "正常",
    1: "有支部的内容或模板有错，其余已生成",
    2: "命令用法不对",
    3: "程序自身出错",
    4: "电脑的原因（磁盘、占用、存储、网络）",
    130: "被中断",
}


@dataclass(frozen=True, slots=True)
class Night:
    """What a night came to; it holds counts, codes and folders, no texts of the content."""

    #: exit code of the build, or 4 where the command before it failed
    code: int
    #: one sentence in Chinese on how it went
    reason: str
    #: seconds since 1970, and how long it took
    started: float
    seconds: float
    #: the commit of the content, "" where it is no git checkout
    commit: str = ""
    #: number of the run in the ledger, 0 where nothing was built
    run: int = 0
    written: int = 0
    fresh: int = 0
    failed: int = 0
    #: code of a fault → on how many places it is an error now, in this run or unchanged since
    faults: dict[str, int] = field(default_factory=dict)
    #: sources of content with errors, such as `branch/hefeng-village`
    sources: tuple[str, ...] = ()
    #: archives that were written
    packed: int = 0
    #: forms of branches that were read this night, and those in which something is to be mended or decided
    returned: int = 0
    waiting: int = 0
    #: the names of those that could not be read
    unreadable: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether nobody needs to look."""
        return self.code == 0


@dataclass(frozen=True, slots=True)
class _Run:
    code: int
    #: the end of what it wrote to its error stream
    text: str
    #: what it wrote, where that was asked for
    output: str = ""


def run(settings: Nightly, folder: Path, ledger_folder: Path) -> Night:
    """Run the command before the build and the build in `folder`; return what they came to.

    `ledger_folder` holds the ledger of the output.
    """
    started = time.time()
    if settings.before:
        before = _run(shlex.split(settings.before), folder, settings.hours)
        if before.code:
            reason = f"生成前的命令没有做成（退出码 {before.code}），没有生成：{before.text or '没有说明'}"
            return Night(4, reason, started, time.time() - started, commit_of(folder))
    program = [sys.executable, "-m", "reportgen"]
    arguments = shlex.split(settings.build)
    read = _Run(0, "")
    if settings.returned:
        own = ["--unread", "--format", "json", *_content_of(arguments)]
        command = [*program, "intake", "read", settings.returned, *own]
        read = _run(command, folder, settings.hours, returns=True)
    commit = commit_of(folder)
    noted = ["--note", commit] if commit else []
    command = [*program, "build", "--quiet", "--wait", *noted, *arguments]
    night = _outcome(_run(command, folder, settings.hours), commit, ledger_folder, started)
    return _with_forms(night, read) if settings.returned else night


def _content_of(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of the build that name the folder of the content."""
    for number, argument in enumerate(arguments):
        if argument == "--content":
            return list(arguments[number : number + 2])
        if argument.startswith("--content="):
            return [argument]
    return []


def _with_forms(night: Night, read: _Run) -> Night:
    """Return a night with what the reading of the forms came to; a form that cannot be read is a fault."""
    code, why = read.code, read.text or _CODES.get(read.code, f"退出码 {read.code}")
    try:
        forms = json.loads(read.output) if code in (0, 1, 3) else []
        unreadable = tuple(str(form["file"]) for form in forms if form["branch"] is None)
        open_weights = [
            {remark["weight"] for remark in form["remarks"]} & {"错", "要定"}
            for form in forms
            if form["branch"] is not None
        ]
    except (ValueError, KeyError, TypeError) as error:  # no JSON, or not the list of forms
        return replace(night, code=3, reason=f"填报表没有读完：{error}")
    waiting = sum(map(bool, open_weights))
    night = replace(night, returned=len(open_weights), waiting=waiting, unreadable=unreadable)
    if code not in (0, 1) and night.code in (0, 1):
        return replace(night, code=code, reason=f"填报表没有读完：{why}")
    if unreadable and night.code == 0:
        reason = f"有 {len(unreadable)} 份填报表读不出，其余的已经读了"
        return replace(night, code=1, reason=reason)
    return night


def _run(command: Sequence[str], folder: Path, hours: int, *, returns: bool = False) -> _Run:
    """Run a command; return its exit code and the end of its error stream.

    Its output goes to ours; with `returns` it is returned.
    """
    try:
        process = subprocess.run(  # noqa: S603 - the operator's own command
            command, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
            stdout=subprocess.PIPE if returns else None, timeout=hours * 3600, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _Run(4, f"超过 {hours} 小时，已停止")
    except OSError as error:
        return _Run(4, f"{command[0]}：{meaning(error)}")
    text = process.stderr.decode("utf-8", "replace")
    sys.stderr.write(text)
    output = (process.stdout or b"").decode("utf-8", "replace")
    return _Run(process.returncode, text.strip()[-_MOST_TEXT:], output)


def _outcome(build: _Run, commit: str, ledger_folder: Path, started: float) -> Night:
    reason = _CODES.get(build.code, f"被系统结束（退出码 {build.code}），可能是内存不够")
    seconds = time.time() - started
    night = Night(build.code, reason, started, seconds, commit)
    try:
        ledger = open_ledger(ledger_folder, readonly=True)
    except LedgerFault:
        return night
    try:
        row = next(iter(runs(ledger, 1)), None)
        if row is None or row["started"] < started:  # the build did not come to begin
            return night
        faults: Counter[str] = Counter()
        sources: set[str] = set()
        for source, plan in ledger.plans().items():
            errors = [f for f in source_faults_of(plan.faults).of() if f.is_error]
            faults.update(fault.code for fault in errors)
            sources |= {source} if errors else set()
        for output in ledger.outputs().values():
            errors = [f for f in diagnostics_of(output.diagnostics) if f.is_error]
            faults.update(fault.code for fault in errors)
            sources |= {output.source} if errors else set()
    finally:
        ledger.connection.close()
    return Night(
        build.code, reason, started, seconds, commit, row["id"],
        row["written"], row["fresh"], row["failed"],
        dict(sorted(faults.items())), tuple(sorted(sources)),
    )  # fmt: skip


def commit_of(folder: Path) -> str:
    """Return the commit of the content in `folder`, "" where it is no git checkout."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own command
            ["git", "-C", str(folder / "content"), "rev-parse", "HEAD"],  # noqa: S607 - git of the PATH
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.strip() if ended.returncode == 0 else ""


def read_night(file: Path) -> Night | None:
    """Return the night that was written to `file`, None where there is none that can be read."""
    names = {one.name for one in fields(Night)}
    try:
        check_file(file)
        values = json.loads(file.read_text(encoding="utf-8"))
        values = {name: value for name, value in values.items() if name in names}
        lists = {name: tuple(values.get(name, ())) for name in ("sources", "unreadable")}
        return Night(**{**values, **lists})
    except (OSError, ValueError, TypeError, AttributeError):
        return (
            None  # no such file, no JSON, or not the fields of a night: a person may have edited it
        )


def write_night(file: Path, night: Night) -> None:
    """Write `night` to `file`, whole or not at all; raise OSError."""
    write_whole(file, json.dumps(asdict(night), ensure_ascii=False, indent=1))


def write_whole(file: Path, text: str) -> None:
    """Write a text file whole or not at all; raise OSError."""
    check_file(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".tmp-{os.urandom(8).hex()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
