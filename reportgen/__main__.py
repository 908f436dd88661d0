"""The program's start: `python -m reportgen` is the same as `reportgen`."""

from __future__ import annotations

from typing import NoReturn

from reportgen.build.collection import collect_rarely


def run() -> NoReturn:
    """Run the program as a command: the process ends with it."""
    collect_rarely()  # before the modules are read, which stay
    from reportgen.cli import main

    main.run()


if __name__ == "__main__":
    run()
