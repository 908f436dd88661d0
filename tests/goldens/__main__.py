"""`python tests/goldens FOLDER`: writes every part of the corpus as text, to be compared by `diff -r`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "goldens")]

import corpus  # noqa: E402 - the tests lie in no package
from support import dump  # noqa: E402


def main() -> None:
    """Write the dump into the folder given."""
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {__doc__}")
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        for name, output in corpus.build(Path(place)):
            for file in sorted(output.rglob("*.*x")):
                dump.write(file.read_bytes(), target / name / file.relative_to(output))


if __name__ == "__main__":
    main()
