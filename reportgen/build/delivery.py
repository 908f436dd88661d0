"""Bytes → a file in its place; what somebody else changed there is kept beside it."""

from __future__ import annotations

import errno
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.build.inputs import digest_of
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.build.journal import Announce


@dataclass(eq=False, slots=True)
class Delivery:
    """How a document is put in its place: whose the file there may be, whom to tell."""

    #: digests of files that the program itself wrote at an output
    ours: Mapping[str, Collection[str]] = field(default_factory=dict)
    announce: Announce | None = None


def deliver(
    output: str, data: bytes, digest: str, workspace: Workspace, delivery: Delivery
) -> tuple[Diagnostic, ...]:
    """Write `data` of that digest; a file in its place that somebody else changed is kept beside it."""
    try:
        present: bytes | None = workspace.read(output)
    except FileNotFoundError:
        present = None
    if present == data:
        return ()
    told: tuple[Diagnostic, ...] = ()
    if delivery.announce:
        delivery.announce(output, digest)
    if present is not None:
        found = digest_of(present)
        if found not in delivery.ours.get(output, ()):
            kept = kept_name(output, found)
            workspace.write(kept, present)
            shown = workspace.shown(output)
            message = f"{shown} 不是上次生成的原样，改动过的文件另存为“{kept.rpartition('/')[2]}”"
            told = (Diagnostic("edited-output", message, severity=Severity.WARNING),)
    workspace.write(output, data)
    return told


def kept_name(output: str, digest: str) -> str:
    """Return the name under which a changed output is kept."""
    stem, _, ending = output.rpartition(".")
    return f"{stem}（手工修改 {digest[:6]}）.{ending}"


def disk_fault(error: OSError, output: str) -> Diagnostic:
    """Return what the disk did to `output`, as a fault."""
    if isinstance(error, PermissionError):
        return Diagnostic(
            "cannot-write",
            f"写不了 {output}；原有文件未动",
            hints=("如果它正在 Word、WPS 或 PowerPoint 里打开，请先关闭",),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Diagnostic("disk-full", f"磁盘已满，没有写成 {output}；原有文件未动")
    message = f"写不了 {output}：{error.strerror or error}；原有文件未动"
    return Diagnostic("cannot-write", message)
