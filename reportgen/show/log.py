"""The log file of builds (`--log`): a line with its time for each thing that happens."""

from __future__ import annotations

import errno
import logging
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path

from reportgen.build.messages import Outcome
from reportgen.codes import CODES
from reportgen.diagnostics import Diagnostic
from reportgen.show import excerpts
from reportgen.show.excerpts import DisplayPath
from reportgen.show.reasons import sentences

#: size at which a new file begins, and how many old ones stay
_BYTES, _FILES = 5_000_000, 5
_STATUS_NAMES = {
    "written": "已生成", "fresh": "未变", "stale": "待生成", "failed": "未生成",
    "crashed": "程序出错", "unread": "未生成（内容读不出）",
}  # fmt: skip


class Log:
    """The log of one build; where `path` is empty, nothing is written. Raise OSError on opening.

    A log is copied and mailed, and the messages of faults quote the content, names of people among
    it: so it has codes and places alone, unless `texts` are wanted.
    """

    def __init__(self, path: str, display_path: DisplayPath, *, texts: bool = False) -> None:
        self.display_path, self.texts = display_path, texts
        self.handler: logging.Handler | None = None
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            if Path(path).exists() and not Path(path).is_file():  # nobody may be reading a pipe
                raise OSError(errno.EINVAL, "是管道、设备或文件夹，不是文件")
            self.handler = RotatingFileHandler(
                path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
            )
            self.handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def line(self, text: str) -> None:
        """Write one line."""
        if self.handler:
            record = logging.LogRecord("reportgen", logging.INFO, "", 0, text, None, None)
            self.handler.handle(record)

    def faults(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Write diagnostics, each on one line; what their messages quote only with `texts`."""
        for diagnostic in diagnostics:
            written = diagnostic if self.texts else _without_texts(diagnostic)
            self.line(excerpts.short(written, self.display_path))

    def outcome(self, outcome: Outcome) -> None:
        """Write what became of a document, unless it had not changed: the closing line counts those."""
        if outcome.status == "fresh":
            return
        why = sentences(outcome.reasons, self.display_path)
        text = f"{_STATUS_NAMES[outcome.status]} {self.display_path(outcome.target.output)}"
        self.line(f"{text} {outcome.seconds:.2f}s {why}".rstrip())
        self.faults(outcome.diagnostics)
        for row in outcome.crash.splitlines() if self.texts else ():
            self.line(f"  {row}")

    def close(self) -> None:
        """Close the file."""
        if self.handler:
            self.handler.close()


def _without_texts(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with the title of its code for its message, and no hints."""
    title = CODES[diagnostic.code].title if diagnostic.code in CODES else ""
    return replace(diagnostic, message=title, hints=(), correction=None)
