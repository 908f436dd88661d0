"""The program's entry: argv in, exit code out. A command's module is imported when it runs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from reportgen import startup
from reportgen.cli.commands import COMMANDS, parser
from reportgen.cli.exit_codes import FAULTS, FINE, INTERRUPTED, MISUSE
from reportgen.diagnostics import Faults


def main(arguments: Sequence[str] | None = None, *, ends: bool = False) -> int:
    """Run one command and return its exit code; may be called any number of times.

    With `ends` the process ends with the command.
    """
    _speak_any_console()
    argv = sys.argv[1:] if arguments is None else [*arguments]
    top = parser()
    try:
        options = top.parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else MISUSE
    if options.version:
        from reportgen import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return FINE
    if not options.command:
        sys.stdout.write(top.format_help())
        return MISUSE
    module, _, function = COMMANDS[options.command].function.partition(":")
    try:
        command = getattr(import_module(module), function)
        if ends:
            startup.freeze_imports()
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
    # pydantic would search all installed packages for plugins, and the program uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main(arguments, ends=True)
    command = [*(sys.argv[1:] if arguments is None else arguments)][:1]
    if command == ["check"]:
        startup.leave(code)
    # All is done: a Ctrl-C that comes only now must not print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    startup.freeze_imports()  # so that the interpreter does not search them once more at its end
    raise SystemExit(code)


def _speak_any_console() -> None:
    """Let a console that lacks a character (GBK on Windows) show a substitute, not fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
