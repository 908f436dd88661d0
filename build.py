"""The batch entry: `python build.py …` is the same as `reportgen build …`."""

from __future__ import annotations

import sys

from reportgen.__main__ import run

if __name__ == "__main__":
    run(["build", *sys.argv[1:]])
