"""Bytes → a file in its place; a file there that somebody changed by hand is saved beside it."""

from __future__ import annotations

import errno
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reportgen.build.inputs import digest_of
from reportgen.build.journal import Announce
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.system_errors import meaning
from reportgen.workspace import Workspace

#: the end of a copy's name, with the first characters of its digest
COPY = re.compile(r"（手工修改 ([0-9a-f]{6})）\.\w+\Z")


@dataclass(eq=False, slots=True)
class Delivery:
    """How the documents of a job reach their places."""

    #: digests of the files that the program itself wrote, by output
    earlier_digests: Mapping[str, Collection[str]] = field(default_factory=dict)
    #: the journal that hears of each output before it is written
    announce: Announce | None = None


def deliver(
    output: str, data: bytes, digest: str, workspace: Workspace, delivery: Delivery
) -> tuple[Diagnostic, ...]:
    """Write `data`, whose digest is `digest`, to `output`.

    Return a warning if the file there was changed by hand and has been saved beside it.
    """
    try:
        present: bytes | None = workspace.read(output)
    except FileNotFoundError:
        present = None
    if present == data:
        return ()
    warnings: tuple[Diagnostic, ...] = ()
    if delivery.announce:
        delivery.announce(output, digest)
    if present is not None:
        present_digest = digest_of(present)
        if present_digest not in delivery.earlier_digests.get(output, ()):
            copy = _copy_name(output, present_digest)
            workspace.write(copy, present)
            path = workspace.display_path(output)
            message = f"{path} 不是上次生成的原样，改动过的文件另存为“{copy.rpartition('/')[2]}”"
            warnings = (Diagnostic("edited-output", message, severity=Severity.WARNING),)
    workspace.write(output, data)
    return warnings


def _copy_name(output: str, digest: str) -> str:
    """Return the path under which a changed output is saved."""
    stem, _, ending = output.rpartition(".")
    return f"{stem}（手工修改 {digest[:6]}）.{ending}"


def disk_fault(error: OSError, output: str) -> Diagnostic:
    """Return the fault of a disk that did not take `output`."""
    if isinstance(error, PermissionError):
        return Diagnostic(
            "cannot-write",
            f"写不了 {output}；原有文件未动",
            hints=("如果它正在 Word、WPS 或 PowerPoint 里打开，请先关闭",),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Diagnostic("disk-full", f"磁盘已满，没有写成 {output}；原有文件未动")
    message = f"写不了 {output}：{meaning(error)}；原有文件未动"
    return Diagnostic("cannot-write", message)
