"""The program's entry: argv in, exit code out. A command's module is imported when it runs."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from reportgen import startup
from reportgen.cli.commands import COMMANDS, parser
from reportgen.cli.exit_codes import BUG, ENVIRONMENT, FINE, INTERRUPTED, MISUSE, of_faults
from reportgen.diagnostics import Faults
from reportgen.stores import StoreLost
from reportgen.system_errors import meaning


def main(arguments: Sequence[str] | None = None, *, ends: bool = False) -> int:
    """Run one command and return its exit code; may be called any number of times.

    With `ends` the process ends with the command.
    """
    _speak_any_console()
    argv = sys.argv[1:] if arguments is None else [*arguments]
    top = parser()
    try:
        for argument in argv:
            # Python has a surrogate for each byte of an argument that is not in the console's code.
            if argument.encode("utf-8", "ignore").decode() != argument:
                readable = argument.encode("utf-8", "replace").decode()
                top.error(f"“{readable}”的编码认不出来")
        options = top.parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else MISUSE
    if sys.getfilesystemencoding() != "utf-8":
        _say(f"语言环境是 {sys.getfilesystemencoding()}，中文文件名读不出来；请先设 LC_ALL=C.UTF-8")
        return ENVIRONMENT
    try:
        return _run_command(options, top, ends=ends)
    except KeyboardInterrupt:
        sys.stderr.write("已中断；做完的文档都在，没做完的没有留下半个文件。\n")
        return INTERRUPTED
    except Faults as faults:  # folders or settings that a command cannot begin with
        from reportgen.show.excerpts import printable

        for diagnostic in faults.diagnostics:
            place = f"\n  --> {printable(str(diagnostic.span))}" if diagnostic.span else ""
            hints = "".join(f"\n  提示：{printable(hint)}" for hint in diagnostic.hints)
            message = printable(diagnostic.message)
            sys.stderr.write(f"错误[{diagnostic.code}]：{message}{place}{hints}\n")
        return of_faults(faults.diagnostics)
    except BrokenPipeError:  # whoever read the output has had enough of it
        _close_output()
        return FINE
    except StoreLost as store:
        _say(f"{store.diagnostic.message}；{store.diagnostic.hints[0]}")
        return ENVIRONMENT
    except OSError as error:
        name = f"{error.filename}：" if error.filename else ""
        _say(f"电脑没有让程序做完：{name}{meaning(error)}；已做完的文档都在")
        return ENVIRONMENT
    except Exception:  # noqa: BLE001 - the last resort: a bug of ours ends in one line, not a traceback
        from reportgen.show.fault_log import sentence

        _say(sentence("命令没有做完", traceback.format_exc()))
        return BUG


def _run_command(options: Namespace, top: ArgumentParser, *, ends: bool) -> int:
    """Run the command of `options` and return its exit code."""
    if options.version:
        from reportgen import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return FINE
    if not options.command:
        sys.stdout.write(top.format_help())
        return MISUSE
    module, _, function = COMMANDS[options.command].function.partition(":")
    command = getattr(import_module(module), function)
    if ends:
        startup.freeze()
    return int(command(options))


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program as a command: the process ends with it."""
    # pydantic would search all installed packages for plugins, and the program uses none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = _flush(main(arguments, ends=True))
    command = [*(sys.argv[1:] if arguments is None else arguments)][:1]
    if command == ["check"]:
        startup.leave(code)
    # All is done: a Ctrl-C that comes only now must not print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    startup.freeze()  # so that the interpreter does not search them once more at its end
    raise SystemExit(code)


def _speak_any_console() -> None:
    """Let a console that lacks a character (GBK on Windows) show a substitute, not fail.

    A stream that was closed before the program began, as `>&-` does, leads to nowhere.
    """
    if sys.stdout is None or sys.stderr is None:
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open till the process ends
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _say(line: str) -> None:
    """Write a last line to a stream that may be closed or full."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _flush(code: int) -> int:
    """Write out what is left of the output; return `code`, or ENVIRONMENT where the disk is full."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _close_output()
    except (OSError, ValueError) as error:
        _close_output()
        reason = meaning(error) if isinstance(error, OSError) else "输出已经关上"
        _say(f"输出写不完：{reason}")
        return ENVIRONMENT if code == FINE else code
    return code


def _close_output() -> None:
    """Send what is still to be written to nowhere: flushing it at the end would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(nowhere, sys.stdout.fileno())
