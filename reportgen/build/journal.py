"""Outputs announced before they are written, so that a killed build knows its own files again.

Without it a file written and not yet recorded would look like one that somebody edited. Each
process appends to a file of its own in the ledger's folder.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

from reportgen.build import state_files
from reportgen.build.ledger import Ledger, LedgerFault
from reportgen.system_errors import meaning

_FOLDER = "written"
#: takes an output and the digest of its bytes, just before they are written
Announce = Callable[[str, str], None]


def open_journals(folder: Path) -> None:
    """Make the folder of the journals in the ledger's `folder`; raise LedgerFault for links in it."""
    try:
        state_files.make_folder(folder / _FOLDER)
        for log in (folder / _FOLDER).iterdir():
            state_files.check_file(log)
    except OSError as error:
        raise LedgerFault(f"不能在 {folder} 里写：{meaning(error)}") from error


def announcer(folder: str) -> Announce | None:
    """Return what announces an output in the ledger's `folder`; None if it cannot be reached."""
    place = Path(folder) / _FOLDER
    if not folder or not place.is_dir():
        return None

    def announce(output: str, digest: str) -> None:
        building = multiprocessing.parent_process()
        if building and not building.is_alive():
            # The build was killed, and another may have begun with newer content.
            raise SystemExit
        with (place / f"{os.getpid()}.log").open("a", encoding="utf-8") as file:
            file.write(f"{digest} {output}\n")

    return announce


def absorb(ledger: Ledger, folder: Path) -> bool:
    """Move the announcements of killed builds into the ledger; return whether there were any."""
    logs = sorted((folder / _FOLDER).glob("*.log"))
    rows = []
    for log in logs:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            digest, _, output = line.partition(" ")
            rows.append((output, digest))
    if logs:
        ledger.announce(rows)
        clear(folder)
    return bool(logs)


def clear(folder: Path) -> None:
    """Drop the announcements of a build whose outputs have all been recorded."""
    for log in (folder / _FOLDER).glob("*.log"):
        with contextlib.suppress(OSError):
            log.unlink()
