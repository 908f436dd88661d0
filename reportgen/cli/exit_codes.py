"""The exit codes of every command."""

from __future__ import annotations

#: All went well.
FINE = 0
#: Content or templates have faults.
FAULTS = 1
#: The command line was wrong.
MISUSE = 2
#: The program itself failed.
BUG = 3
#: Ctrl-C or a service manager ended the program; shells count 128 + SIGINT.
INTERRUPTED = 130
