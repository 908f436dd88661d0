"""The exit codes of every command; of several reasons the gravest counts: 3, then 4, then 1."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Diagnostic

#: All went well.
FINE = 0
#: Content or templates have faults.
FAULTS = 1
#: The command line was wrong.
MISUSE = 2
#: The program itself failed.
BUG = 3
#: The machine did not let the program do its work: disk, lock, store, network, a missing extra.
ENVIRONMENT = 4
#: Ctrl-C or a service manager ended the program; shells count 128 + SIGINT.
INTERRUPTED = 130

#: codes of diagnostics that the machine is the reason of
_OF_THE_MACHINE = frozenset(
    {
        *("cannot-read", "cannot-write", "disk-full", "missing-extra", "store-lost"),
        *("no-cluster", "no-libreoffice"),
    }
)


def of_faults(diagnostics: Iterable[Diagnostic]) -> int:
    """Return the exit code that diagnostics call for: FINE, FAULTS or ENVIRONMENT."""
    codes = {diagnostic.code for diagnostic in diagnostics if diagnostic.is_error}
    if codes & _OF_THE_MACHINE:
        return ENVIRONMENT
    return FAULTS if codes else FINE
