"""Builds N hostile or broken inputs, each beside a sound branch, and prints a table of what came of them.

python tools/hostile.py [N] [--seed S] [--family NAME] [--list]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "hostile")]

import choice  # noqa: E402 - the tests' own modules lie in no package
import trial  # noqa: E402


def main() -> int:
    """Run the trial; return 1 if any input did what none may do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("total", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", default="", help="only this one")
    parser.add_argument("--list", action="store_true", help="say how each was taken")
    asked = parser.parse_args()
    began = time.monotonic()
    taken = []
    for hostile in choice.chosen(asked.total, asked.seed, asked.family):
        # The deck is built with one in four of those that have nothing to do with it.
        one = trial.attempt(hostile if len(taken) % 4 == 0 else trial.light(hostile))
        taken.append(one)
        if one.wrong or asked.list:
            print(_line(one), flush=True)
    print(f"\nseed {asked.seed}, {time.monotonic() - began:.0f} s\n")
    print(
        f"{'family':12}{'inputs':>8}{'refused':>9}{'built':>8}{'faults':>8}{'most s':>9}{'most MB':>9}"
    )
    for family in (*dict.fromkeys(one.hostile.family for one in taken), ""):
        print(_row(family or "all", [one for one in taken if family in ("", one.hostile.family)]))
    return 1 if any(one.wrong for one in taken) else 0


def _line(one: trial.Taken) -> str:
    return (
        f"{one.hostile.family}: {one.hostile.name!r}: {one.wrong or 'taken'}"
        f" ({one.told} told, {one.built} built, {one.seconds:.1f} s, {one.megabytes:.0f} MB)"
    )


def _row(name: str, taken: list[trial.Taken]) -> str:
    ends = Counter(
        "faults" if one.wrong else "refused" if one.refused else "built" for one in taken
    )
    return (
        f"{name:12}{len(taken):8}{ends['refused']:9}{ends['built']:8}{ends['faults']:8}"
        f"{max(one.seconds for one in taken):9.1f}{max(one.megabytes for one in taken):9.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
