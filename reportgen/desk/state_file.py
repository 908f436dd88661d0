"""The state of a desk that outlives it: its port and its secret, in the user's own cache folder.

A page that is left open finds the desk again after a restart, at the same port and with the same secret;
what it has not saved lies in the browser under that address.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from reportgen import user_cache

#: the port of a workspace's first desk
FIRST_PORT = 8617
#: for so many seconds a secret stays the same
_LASTS = 12 * 3600


@dataclass(frozen=True, slots=True)
class DeskState:
    """What a desk leaves behind; `pid` is its process."""

    port: int
    secret: str
    since: float
    pid: int


def state_folder(workspace: Path) -> Path | None:
    """Return the folder for the state of a workspace's desk, None where there is no cache."""
    cache = user_cache.folder()
    if cache is None:
        return None
    return cache / "desk" / sha256(str(workspace.resolve()).encode()).hexdigest()[:16]


def read_state(folder: Path | None) -> DeskState | None:
    """Return the state of an earlier desk; None where there is none, or none that can be read."""
    if folder is None:
        return None
    with suppress(OSError, ValueError, TypeError):
        content = json.loads((folder / "desk.json").read_text(encoding="utf-8"))
        return DeskState(
            int(content["port"]),
            str(content["secret"]),
            float(content["since"]),
            int(content["pid"]),
        )
    return None


def secret_after(earlier: DeskState | None) -> str:
    """Return the secret of the earlier desk while it lasts, else a new one."""
    if earlier and time.time() - earlier.since < _LASTS and len(earlier.secret) >= 32:
        return earlier.secret
    return secrets.token_urlsafe(32)


def write_state(folder: Path | None, state: DeskState) -> None:
    """Write the state where only this user can read it; without a cache folder there is none."""
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = folder / f".tmp-{os.getpid()}"
        content = {
            "port": state.port,
            "secret": state.secret,
            "since": state.since,
            "pid": state.pid,
        }
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file)
        temporary.replace(folder / "desk.json")


def entrance_of_running(earlier: DeskState | None) -> str:
    """Return the address that opens the desk that runs already, "" where none does."""
    if earlier is None:
        return ""
    connection = HTTPConnection("127.0.0.1", earlier.port, timeout=1)
    try:
        connection.request(
            "GET", "/start-key", headers={"Cookie": f"desk-{earlier.port}={earlier.secret}"}
        )
        response = connection.getresponse()
        key = json.loads(response.read())["key"] if response.status == 200 else ""
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return ""
    finally:
        connection.close()
    return f"http://127.0.0.1:{earlier.port}/start?k={key}" if key else ""
