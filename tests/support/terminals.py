"""The program at a terminal: a person reads its questions and types the answers."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from support.program import ROOT, Run


def converse(*arguments: str, answers: Sequence[str], folder: Path, seconds: float = 60) -> Run:
    """Run the program at a terminal and type one answer at each of its questions.

    A question ends in a colon without a line end. Where no question follows the last answer, the
    program has ended; a program that still waits after `seconds` is a failure.
    """
    ours, theirs = pty.openpty()
    environment = dict(os.environ, PYTHONPATH=str(ROOT), COLUMNS="100", PYTHONIOENCODING="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", *arguments],
        cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    rest, output, end = list(answers), b"", time.monotonic() + seconds
    answered = 0
    with contextlib.suppress(OSError):  # the terminal is closed when the program ends
        while time.monotonic() < end:
            if not select.select([ours], [], [], 0.2)[0]:
                waiting = output[answered:].decode("utf-8", "replace")
                if waiting.rstrip(" ").endswith("：") and rest:
                    answered = len(output)
                    os.write(ours, f"{rest.pop(0)}\n".encode())
                continue
            data = os.read(ours, 65536)
            if not data:
                break
            output += data
    if process.poll() is None:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    os.close(ours)
    console = output.decode("utf-8", "replace").replace("\r\n", "\n")
    assert process.returncode >= 0, f"still waiting after: {console}"
    return Run(process.returncode, console, "", console)
