"""The program's entry: argv in, exit code out. Commands are imported only when they run."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from reportgen.build.collection import collect_no_more
from reportgen.cli.arguments import parser
from reportgen.diagnostics import Faults

#: exit codes: all well, authors' faults, wrong use, a bug of ours
FINE, FAULTS, MISUSE, BUG = 0, 1, 2, 3
#: ended by Ctrl-C or by a service manager, as shells count it (128 + SIGINT)
INTERRUPTED = 130

#: command → the function that runs it
COMMANDS = {
    "build": "reportgen.cli.build:build",
    "explain": "reportgen.cli.explain:explain",
    "history": "reportgen.cli.history:history",
    "schedule": "reportgen.cli.schedule:schedule",
    "check": "reportgen.cli.check:check",
    "new": "reportgen.cli.new:new",
    "trace": "reportgen.cli.trace:trace_figures",
    "schema": "reportgen.cli.schema:schema",
    "kinds": "reportgen.cli.listings:kinds",
    "formats": "reportgen.cli.listings:formats",
    "theme": "reportgen.cli.theme:theme",
}


def main(arguments: Sequence[str] | None = None, *, ends: bool = False) -> int:
    """Run one command and return its exit code; may be called any number of times.

    With `ends` the process ends with the command.
    """
    _speak_any_console()
    given = sys.argv[1:] if arguments is None else [*arguments]
    top = parser(given[0] if given and given[0] in COMMANDS else "")
    try:
        options = top.parse_args(given)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else MISUSE
    if options.version:
        from reportgen import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return FINE
    if not options.command:
        sys.stdout.write(top.format_help())
        return MISUSE
    module, _, function = COMMANDS[options.command].partition(":")
    try:
        command = getattr(import_module(module), function)
        if ends:
            collect_no_more()  # the modules stay: to look through them once took a tenth of `check`
        return int(command(options))
    except KeyboardInterrupt:
        sys.stderr.write("已中断；做完的文档都在，没做完的没有留下半个文件。\n")
        return INTERRUPTED
    except Faults as faults:  # folders that cannot be opened: nothing else escapes a command
        for diagnostic in faults.diagnostics:
            hints = "".join(f"\n  提示：{hint}" for hint in diagnostic.hints)
            sys.stderr.write(f"错误[{diagnostic.code}]：{diagnostic.message}{hints}\n")
        return FAULTS
    except BrokenPipeError:
        return FINE


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program as a command: the process ends with it."""
    # What another program plugs into pydantic has no say here; looking for it reads every package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main(arguments, ends=True)
    collect_no_more()  # the interpreter's last look took a sixth of the time of `check`
    given = sys.argv[1:] if arguments is None else arguments
    if [*given[:1]] == ["check"]:
        _leave(code)
    raise SystemExit(code)


def _leave(code: int) -> NoReturn:
    """End the process without freeing its memory piece by piece, for a command that opens nothing.

    It is a fiftieth of the time of `check`; mypy ends in the same way.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise SystemExit(code) from None  # whoever read the messages has gone
    os._exit(code)


def _speak_any_console() -> None:
    """Let a console that lacks a character (GBK on Windows) show a substitute, not fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
