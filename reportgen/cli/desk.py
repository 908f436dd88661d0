"""`reportgen desk`: the pages of the desk, in the user's own browser."""

from __future__ import annotations

import argparse
import os
import sys
import time
import webbrowser
from pathlib import Path

from reportgen.cli.exit_codes import ENVIRONMENT, FINE, MISUSE
from reportgen.cli.options import supplied_folder, theme_folder
from reportgen.cli.shortcut import shortcut


def desk(options: argparse.Namespace) -> int:
    """Serve the desk of a workspace until it is interrupted."""
    from reportgen.desk.guard import Keys
    from reportgen.desk.server import listening_socket, run
    from reportgen.desk.session import Session, Settings
    from reportgen.desk.state_file import (
        FIRST_PORT,
        DeskState,
        entrance_of_running,
        read_state,
        secret_after,
        state_folder,
        write_state,
    )

    folder = Path(options.workspace).absolute()
    if options.shortcut:
        return shortcut(folder)
    if not folder.is_dir():
        sys.stderr.write(f"没有这个文件夹：{folder}\n")
        return MISUSE
    if not os.access(folder, os.W_OK):
        sys.stderr.write(f"这个文件夹写不进去：{folder}。换一个文件夹，或请管理员给写权限\n")
        return ENVIRONMENT
    own = folder / "templates"
    templates = Path(options.templates or (own if own.is_dir() else supplied_folder("templates")))
    places = (
        ("content", str(folder / "content")),
        ("templates", str(templates)),
        ("output", str(folder / "output")),
    )
    state = state_folder(folder)
    earlier = read_state(state)
    if running := entrance_of_running(earlier):
        sys.stdout.write("这个文件夹的工作台已经开着。\n")
        _show(running, options)
        return FINE
    listening = listening_socket(options.port or (earlier.port if earlier else FIRST_PORT))
    port = listening.getsockname()[1]
    secret = secret_after(earlier)
    since = earlier.since if earlier and earlier.secret == secret else time.time()
    write_state(state, DeskState(port, secret, since, os.getpid()))
    keys = Keys(port, secret)
    options.content = str(folder / "content")
    settings = Settings(folder, places, theme_folder(options), supplied_folder("content"), state)
    address = f"http://127.0.0.1:{port}/start?k={keys.start_key()}"
    sys.stdout.write(f"工作台开在 http://127.0.0.1:{port}/　关掉这个窗口就停\n")
    _show(address, options)
    run(Session(settings, keys), listening)
    return FINE


def _show(address: str, options: argparse.Namespace) -> None:
    """Open the desk in the browser, or say where it is."""
    if options.no_browser or not webbrowser.open(address):
        sys.stdout.write(f"一分钟内在浏览器里打开：{address}\n")
    sys.stdout.flush()
