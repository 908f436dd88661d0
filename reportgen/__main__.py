"""The program's start: `python -m reportgen` is the same as `reportgen`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from reportgen.build.collection import collect_rarely


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program as a command: the process ends with it."""
    collect_rarely()  # before the modules are read, which stay
    from reportgen.cli import main

    main.run(arguments)


if __name__ == "__main__":
    run()
