"""What a command reports: diagnostics and lines in the form that `--format` names."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from reportgen.codes import CODES
from reportgen.content.yaml.encoding import guess_encoding
from reportgen.diagnostics import Diagnostic
from reportgen.show import excerpts, json_report
from reportgen.workspace import Workspace

#: how many source files stay in memory for the excerpts
_SOURCES = 8


def print_json(value: object) -> None:
    """Write `value` to the output stream as JSON, indented, with Chinese characters as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


class Reporter:
    """Writes diagnostics to the error stream and results to the output stream.

    `form` is one of human, short, json and sarif. The last two are one value, printed at the end.
    """

    def __init__(
        self, form: str, workspace: Workspace, *, quiet: bool = False, most_alike: int = 0
    ) -> None:
        """Open the reporter.

        Of warnings with one code, a person reads the first `most_alike`; 0 is for all of them.
        """
        self.form = form
        self.workspace = workspace
        self.quiet = quiet
        self.most_alike = most_alike
        #: how many warnings of each code have been reported
        self._alike: Counter[str] = Counter()
        #: what has been reported, in order; a dictionary because each is reported once
        self.diagnostics: dict[Diagnostic, None] = {}
        self._sources: dict[str, str | None] = {}

    def source(self, path: str) -> str | None:
        """Return the text of a source file, or None where it cannot be read."""
        if path not in self._sources:
            if len(self._sources) >= _SOURCES:
                # A build over many branches must not end with all their texts in memory.
                del self._sources[next(iter(self._sources))]
            self._sources[path] = self._read(path)
        return self._sources[path]

    def _read(self, path: str) -> str | None:
        try:
            data = self.workspace.read(path)
        except (OSError, KeyError):
            return None
        if data.startswith(b"PK"):  # a workbook: its rows are named in the message
            return ""
        _, text = guess_encoding(data)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def report(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Report each diagnostic that has not been reported; a quiet reporter leaves out all but errors."""
        for diagnostic in diagnostics:
            if diagnostic in self.diagnostics or (self.quiet and not diagnostic.is_error):
                continue
            self.diagnostics[diagnostic] = None
            if not diagnostic.is_error:
                self._alike[diagnostic.code] += 1
                if self.form == "human" and 0 < self.most_alike < self._alike[diagnostic.code]:
                    continue
            if self.form == "human":
                text = excerpts.human(diagnostic, self.source, self.workspace.display_path)
                sys.stderr.write(f"{text}\n\n")
            elif self.form == "short":
                sys.stderr.write(f"{excerpts.short(diagnostic, self.workspace.display_path)}\n")

    def lines_of_alike(self) -> Iterator[str]:
        """Yield a line for each code of which a person has not read all warnings."""
        for code, count in self._alike.items():
            if self.form == "human" and 0 < self.most_alike < count:
                rest = count - self.most_alike
                yield f"[{code}] {CODES[code].title}：另有 {rest} 处没有列出，reportgen check 全部列出"

    def line(self, text: str) -> None:
        """Write a line for a person; programs get one value at the end instead."""
        if self.form not in ("json", "sarif") and not self.quiet:
            sys.stdout.write(f"{excerpts.printable(text)}\n")
            sys.stdout.flush()

    def json(self, value: dict[str, Any]) -> None:
        """Write the whole result where `form` is json."""
        if self.form == "json":
            print_json(value)

    def sarif(self) -> None:
        """Write all diagnostics where `form` is sarif."""
        if self.form == "sarif":
            from reportgen.show import sarif

            log = sarif.log(self.diagnostics, self.workspace.display_path)
            json.dump(log, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")

    def rows(self) -> list[dict[str, Any]]:
        """Return all diagnostics as JSON values."""
        return [json_report.diagnostic(d, self.workspace.display_path) for d in self.diagnostics]
