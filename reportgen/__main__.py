"""The program's start: `python -m reportgen` is the same as `reportgen`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from reportgen import startup


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program as a command: the process ends with it."""
    startup.collect_rarely()
    startup.ignore_plugins()
    from reportgen.cli import main  # after the settings, so that they apply to the imports

    main.run(arguments)


if __name__ == "__main__":
    run()
