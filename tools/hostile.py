"""Gives hostile or broken inputs, each beside a sound branch, to every command and prints a table.

python tools/hostile.py             every input of the lists
python tools/hostile.py --mutated N [--seed S]    N inputs that a seed changes at random
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "hostile")]

if TYPE_CHECKING:
    from trial import Taken


def main() -> int:
    """Run the trial; return 1 if any input did what none may do."""
    # Worker processes run this file too: what only the trial needs is imported here.
    import choice
    import trial

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", default="", help="only this one")
    parser.add_argument("--part", default="1/1", help="of the inputs only this part, such as 2/4")
    parser.add_argument("--list", action="store_true", help="say how each was taken")
    options = parser.parse_args()
    os.environ["REPORTGEN_NO_CACHE"] = "1"
    began = time.monotonic()
    if options.mutated:
        inputs = choice.mutated(options.mutated, options.seed, options.family)
    else:
        inputs = choice.listed(options.family)
    part, parts = map(int, options.part.split("/"))
    taken = []
    for number, hostile in enumerate(inputs):
        if number % parts != part - 1:
            continue
        # The deck is built with one in four of those that have nothing to do with it.
        one = trial.attempt(hostile if len(taken) % 4 == 0 else trial.light(hostile))
        taken.append(one)
        if one.wrong or options.list:
            print(_line(number, one), flush=True)
        if len(taken) % 200 == 0:
            print(f"{len(taken)} inputs, {time.monotonic() - began:.0f} s", flush=True)
    print(f"\nseed {options.seed}, {time.monotonic() - began:.0f} s\n")
    print(
        f"{'family':12}{'inputs':>8}{'refused':>9}{'built':>8}{'faults':>8}{'most s':>9}{'most MB':>9}"
    )
    for family in (*dict.fromkeys(one.hostile.family for one in taken), ""):
        print(_row(family or "all", [one for one in taken if family in ("", one.hostile.family)]))
    return 1 if any(one.wrong for one in taken) else 0


def _line(number: int, one: Taken) -> str:
    return (
        f"{number} {one.hostile.family}: {one.hostile.name!r}: {one.wrong or 'taken'}"
        f" ({one.told} told, {one.built} built, {one.seconds:.1f} s, {one.megabytes:.0f} MB)"
    )


def _row(name: str, taken: list[Taken]) -> str:
    ends = Counter(
        "faults" if one.wrong else "refused" if one.refused else "built" for one in taken
    )
    return (
        f"{name:12}{len(taken):8}{ends['refused']:9}{ends['built']:8}{ends['faults']:8}"
        f"{max(one.seconds for one in taken):9.1f}{max(one.megabytes for one in taken):9.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
