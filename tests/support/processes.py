"""The processes a program started, as Linux tells them."""

from __future__ import annotations

from pathlib import Path


def workers(session: int) -> list[int]:
    """Return the processes of a program's session that serve jobs: children of its fork server, or copies of it."""
    try:
        program = Path(f"/proc/{session}/cmdline").read_bytes()
    except OSError:
        return []
    pids = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text().rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        parent, own_session = int(text[1]), int(text[3])
        is_copy = parent == session and command == program
        is_served = parent not in (session, 1) and b"forkserver" in command
        if own_session == session and (is_copy or is_served):
            pids.append(int(stat.parent.name))
    return sorted(pids)
