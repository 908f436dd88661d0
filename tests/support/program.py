"""Runs the program: in this process through `main(argv)`, or as a real one."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from reportgen.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave; `console` is both streams as a person sees them."""

    code: int
    out: str
    err: str
    console: str = ""


class _Stream(io.StringIO):
    """A stream that also writes to the console it shares with the other."""

    def __init__(self, console: io.StringIO) -> None:
        super().__init__()
        self.console = console

    def write(self, text: str) -> int:
        self.console.write(text)
        return super().write(text)


#: commands that make documents, in worker processes unless they are asked not to
_MAKE_DOCUMENTS = {"build", "check"}


def run(*arguments: str, folder: Path) -> Run:
    """Run the program in this process, with `folder` as the current one.

    The documents are made in this process as well, unless the arguments name a number of
    processes: starting one for each of a thousand runs would take minutes.
    """
    if _MAKE_DOCUMENTS.intersection(arguments[:1]) and "--jobs" not in arguments:
        arguments = (*arguments, "--jobs", "0")
    console = io.StringIO()
    out, err = _Stream(console), _Stream(console)
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _environment(COLUMNS="100", NO_COLOR="1"),
    ):
        code = main(arguments)
    return Run(code, out.getvalue(), err.getvalue(), console.getvalue())


def run_process(*arguments: str, folder: Path, encoding: str = "utf-8") -> Run:
    """Run `python -m reportgen` as a process of its own, its console in `encoding`."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING=encoding, COLUMNS="100")
    ended = subprocess.run(
        [sys.executable, "-m", "reportgen", *arguments],
        cwd=folder, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    return Run(ended.returncode, ended.stdout.decode(encoding), ended.stderr.decode(encoding))


@contextlib.contextmanager
def _environment(**values: str):  # noqa: ANN202 - a context manager of nothing
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
