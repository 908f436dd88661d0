"""`python -m reportgen` is the same as `reportgen`."""

from __future__ import annotations

from reportgen.cli.main import run

if __name__ == "__main__":
    run()
