"""Prints the oldest declared version of each library the program needs, as constraints for pip.

python tools/oldest.py > oldest.txt && pip install -c oldest.txt '.[test]'
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print a line for each dependency; return 1 if one declares no oldest version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        match = re.match(r"([\w.-]+)(?:\[[^]]*\])?>=([\w.]+)", dependency)
        if not match:
            print(f"no oldest version: {dependency}", file=sys.stderr)
            return 1
        print(f"{match[1]}=={match[2]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
