"""A build as lines with their time in a file that is turned over when it grows."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from reportgen.build.outcome import Outcome
from reportgen.diagnostics import Diagnostic
from reportgen.show import excerpts
from reportgen.show.excerpts import Shown
from reportgen.show.reasons import sentences

_BYTES = 5_000_000
_FILES = 5
_NAMES = {
    "written": "已生成", "fresh": "未变", "stale": "待生成", "failed": "未生成",
    "crashed": "程序出错",
}  # fmt: skip


class Log:
    """The log of one build; with no path, nothing is written."""

    def __init__(self, path: str, shown: Shown) -> None:
        self.shown = shown
        self.handler: logging.Handler | None = None
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
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
        """Write diagnostics, each on one line."""
        for diagnostic in diagnostics:
            self.line(excerpts.short(diagnostic, self.shown))

    def outcome(self, outcome: Outcome) -> None:
        """Write what became of a document; one that had not changed is only counted."""
        if outcome.status == "fresh":
            return
        why = sentences(outcome.reasons, self.shown)
        text = f"{_NAMES[outcome.status]} {self.shown(outcome.target.output)}"
        self.line(f"{text} {outcome.seconds:.2f}s {why}".rstrip())
        self.faults(outcome.diagnostics)
        for row in outcome.crash.splitlines():
            self.line(f"  {row}")

    def close(self) -> None:
        """Close the file."""
        if self.handler:
            self.handler.close()
