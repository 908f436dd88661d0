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
    from trial import Attempt


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
    parser.add_argument("--list", action="store_true", help="print a line for each")
    options = parser.parse_args()
    os.environ["REPORTGEN_NO_CACHE"] = "1"
    began = time.monotonic()
    if options.mutated:
        inputs = choice.mutated(options.mutated, options.seed, options.family)
    else:
        inputs = choice.listed(options.family)
    part, parts = map(int, options.part.split("/"))
    attempts = []
    for number, hostile in enumerate(inputs):
        if number % parts != part - 1:
            continue
        # Of the inputs that do not concern the deck, one in four is built with it all the same.
        attempt = trial.attempt(hostile if len(attempts) % 4 == 0 else trial.light(hostile))
        attempts.append(attempt)
        if attempt.wrong or options.list:
            print(_line(number, attempt), flush=True)
        if len(attempts) % 200 == 0:
            print(f"{len(attempts)} inputs, {time.monotonic() - began:.0f} s", flush=True)
    print(f"\nseed {options.seed}, {time.monotonic() - began:.0f} s\n")
    print(
        f"{'family':12}{'inputs':>8}{'refused':>9}{'built':>8}{'faults':>8}{'most s':>9}{'most MB':>9}"
    )
    for family in (*dict.fromkeys(attempt.hostile.family for attempt in attempts), ""):
        print(
            _row(
                family or "all",
                [attempt for attempt in attempts if family in ("", attempt.hostile.family)],
            )
        )
    return 1 if any(attempt.wrong for attempt in attempts) else 0


def _line(number: int, attempt: Attempt) -> str:
    return (
        f"{number} {attempt.hostile.family}: {attempt.hostile.name!r}: {attempt.wrong or 'no fault of the program'}"
        f" ({attempt.diagnostics} diagnostics, {attempt.documents} documents, {attempt.seconds:.1f} s, {attempt.megabytes:.0f} MB)"
    )


def _row(name: str, attempts: list[Attempt]) -> str:
    ends = Counter(
        "faults" if attempt.wrong else "refused" if attempt.refused else "built"
        for attempt in attempts
    )
    return (
        f"{name:12}{len(attempts):8}{ends['refused']:9}{ends['built']:8}{ends['faults']:8}"
        f"{max(attempt.seconds for attempt in attempts):9.1f}{max(attempt.megabytes for attempt in attempts):9.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
