"""A Markdown file of cases → what to write, what to run and what must be said; see `listings`.

A case is a `##` heading, the files that differ from the base workspace, and a console block.
"""

from __future__ import annotations

import difflib
import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from support import listings, program, workspaces

_CONSOLE = re.compile(r"(?ms)^```console\n(.*?)^```")
_TITLE = re.compile(r"(?m)^## (.+)$")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its files (None: taken away), its command lines and the console it must give."""

    title: str
    line: int
    files: Mapping[str, bytes | None]
    expected: str

    @property
    def commands(self) -> tuple[str, ...]:
        """The command lines, in order."""
        return tuple(re.findall(r"(?m)^\$ reportgen(.*)$", self.expected))


class DifferenceError(AssertionError):
    """The program said something else."""

    def __init__(self, expected: str, console: str) -> None:
        lines = difflib.unified_diff(
            expected.splitlines(), console.splitlines(), "expected", "now", lineterm="", n=20
        )
        super().__init__("\n".join(lines))


def read(path: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    text = path.read_text(encoding="utf-8")
    titles = [m for m in _TITLE.finditer(text) if not _in_fence(text, m.start())]
    ends = [m.start() for m in titles[1:]] + [len(text)]
    for title, end in zip(titles, ends, strict=True):
        body = text[title.end() : end]
        console = _CONSOLE.search(body)
        files = dict(listings.files(body, workspaces.base()))
        expected = console[1] if console else ""
        yield Case(title[1].strip(), text.count("\n", 0, title.start()) + 1, files, expected)


def run(case: Case) -> str:
    """Run the commands of `case` in its own workspace and return the console they give."""
    consoles = []
    with tempfile.TemporaryDirectory(prefix="case-") as folder:
        workspaces.write(Path(folder), case.files)
        for command in case.commands:
            ran = program.run(*shlex.split(command), folder=Path(folder))
            code = f"[{ran.code}]\n" if ran.code else ""
            consoles.append(f"$ reportgen{command}\n{ran.console}{code}")
    return "".join(consoles)


def accept(path: Path, case: Case, console: str) -> None:
    """Write `console` as what `case` must give."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f"\n## {case.title}\n")
    old = text.index(f"```console\n{case.expected}```", start) + len("```console\n")
    path.write_text(text[:old] + console + text[old + len(case.expected) :], encoding="utf-8")


def _in_fence(text: str, position: int) -> bool:
    return any(m.start() < position < m.end() for m in listings.FENCE.finditer(text))
