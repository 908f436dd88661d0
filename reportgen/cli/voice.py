"""How a command speaks: diagnostics in the form asked for, each once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from reportgen.content.yaml_faults import legible
from reportgen.diagnostics import Diagnostic
from reportgen.show import excerpts, machine
from reportgen.workspace import Workspace

#: source files kept while their faults are told
_KEPT = 8


class Voice:
    """Tells diagnostics and lines on the streams of the process."""

    def __init__(self, form: str, workspace: Workspace, *, quiet: bool = False) -> None:
        self.form = form
        self.workspace = workspace
        self.quiet = quiet
        self.told: dict[Diagnostic, None] = {}
        self._texts: dict[str, str | None] = {}

    def source(self, path: str) -> str | None:
        """Return the text of a source file, as far as it can be read."""
        if path not in self._texts:
            if len(self._texts) >= _KEPT:
                # A build over many branches must not end with all their texts in memory.
                del self._texts[next(iter(self._texts))]
            try:
                data = self.workspace.read(path)
            except (OSError, KeyError):
                self._texts[path] = None
            else:
                # A workbook's rows are named in the message; its bytes are no text.
                _, text = ("", "") if data.startswith(b"PK") else legible(data)
                self._texts[path] = text.replace("\r\n", "\n").replace("\r", "\n")
        return self._texts[path]

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Tell each diagnostic that has not been told."""
        for diagnostic in diagnostics:
            if diagnostic in self.told or (self.quiet and not diagnostic.is_error):
                continue
            self.told[diagnostic] = None
            if self.form == "human":
                text = excerpts.human(diagnostic, self.source, self.workspace.shown)
                sys.stderr.write(f"{text}\n\n")
            elif self.form == "short":
                sys.stderr.write(f"{excerpts.short(diagnostic, self.workspace.shown)}\n")

    def line(self, text: str) -> None:
        """Say a line to a person; machines get the closing JSON instead."""
        if self.form not in ("json", "sarif") and not self.quiet:
            sys.stdout.write(f"{excerpts.printable(text)}\n")
            sys.stdout.flush()

    def json(self, value: dict[str, Any]) -> None:
        """Print the whole result for a machine."""
        if self.form == "json":
            json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
            sys.stdout.write("\n")

    def sarif(self) -> None:
        """Print everything told so far as SARIF, for code hosts."""
        if self.form == "sarif":
            from reportgen.show import sarif

            json.dump(sarif.log(self.told, self.workspace.shown), sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")

    def diagnostics(self) -> list[dict[str, Any]]:
        """Return everything told so far for a machine."""
        return [machine.diagnostic(d, self.workspace.shown) for d in self.told]
