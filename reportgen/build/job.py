"""One target → one file on disk, or the faults that kept it from being made."""

from __future__ import annotations

import errno
import time
import traceback
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from reportgen.build.targets import Target
from reportgen.compose.composer import Composer
from reportgen.compose.kinds import Kind
from reportgen.content.library import Library
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.document.nodes import Deck, Document, Report
from reportgen.theme.loading import Theme, load_theme
from reportgen.workspace import Workspace
from reportgen.write.written import Written

Status = Literal["written", "failed", "crashed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target: plain data. `crash` is the traceback of a bug of ours."""

    target: Target
    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    size: int = 0
    crash: str = ""


@dataclass
class Workshop:
    """What jobs share within a process: content, templates and themes, each opened once."""

    workspace: Workspace
    library: Library
    kinds: dict[str, Kind]
    theme_folder: str
    final: bool = False
    _pictures: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def composer(self) -> Composer:
        """The theme's templates."""
        return Composer(self.theme_folder, self.workspace.read, self.final)

    @cached_property
    def theme(self) -> Theme:
        """The theme's formats, palettes and Office files."""
        return load_theme(self.workspace, self.theme_folder)

    def picture(self, path: str) -> bytes:
        """Return the bytes of a picture; raise Faults where it has gone since it was checked."""
        if path not in self._pictures:
            try:
                self._pictures[path] = self.workspace.read(path)
            except FileNotFoundError:
                raise Faults([Diagnostic("missing-picture", f"找不到图片“{path}”")]) from None
        return self._pictures[path]


def run(target: Target, workshop: Workshop) -> Outcome:
    """Make and write one document; never raises for what content, template or disk did."""
    started = time.perf_counter()
    diagnostics: tuple[Diagnostic, ...] = ()
    crash, size = "", 0
    status: Status = "failed"
    try:
        diagnostics, data = make(target, workshop)
        if data is not None:
            workshop.workspace.write(target.output, data)
            status, size = "written", len(data)
    except Faults as faults:
        diagnostics = (*diagnostics, *faults.diagnostics)
    except OSError as error:
        diagnostics = (*diagnostics, _disk_fault(error, target))
    except Exception:  # noqa: BLE001 - a bug of ours: told once for this job, the batch goes on
        status, crash = "crashed", traceback.format_exc()
    seconds = time.perf_counter() - started
    return Outcome(target, status, in_order(diagnostics), seconds, size, crash)


def make(target: Target, workshop: Workshop) -> tuple[tuple[Diagnostic, ...], bytes | None]:
    """Return what there is to say about a document, and its bytes if it can be written."""
    subject = workshop.library.subject(target.of, target.branch, target.year, target.part)
    composed = workshop.composer.compose(workshop.kinds[target.kind], subject)
    if composed.document is None:
        return composed.diagnostics, None
    written = write(composed.document, workshop)
    diagnostics = (*composed.diagnostics, *written.diagnostics)
    # A text that does not fit is an error of its document; only a draft may leave with it.
    blocked = workshop.final and any(d.is_error for d in written.diagnostics)
    return diagnostics, None if blocked else written.data


def write(document: Document, workshop: Workshop) -> Written:
    """Return `document` as a file."""
    match document:
        case Report():
            from reportgen.write.word import write_report  # each writer only where it is needed

            word = workshop.theme.word(document.format, document.at)
            return write_report(document, word, workshop.picture)
        case Deck():
            from reportgen.write.powerpoint import write_deck

            deck = workshop.theme.deck(document.palette, document.at)
            return write_deck(document, deck, workshop.picture)


def _disk_fault(error: OSError, target: Target) -> Diagnostic:
    if isinstance(error, PermissionError):
        return Diagnostic(
            "cannot-write",
            f"写不了 {target.output}",
            hints=("如果它正在 Word、WPS 或 PowerPoint 里打开，请先关闭",),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Diagnostic("disk-full", f"磁盘已满，没有写成 {target.output}；原有文件未动")
    return Diagnostic("cannot-write", f"写不了 {target.output}：{error.strerror or error}")
