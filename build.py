"""The batch entry: `python build.py …` is the same as `reportgen build …`."""

from __future__ import annotations

import sys

from reportgen.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main(["build", *sys.argv[1:]]))
