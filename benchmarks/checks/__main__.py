"""`python -m benchmarks.checks`: false findings and overlooked changes on the corpus."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks.checks import corpus, measure, numbers

_ROOT = corpus.FOLDER.parents[3]


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one record, and the changes that nothing pointed at."""

    name: str
    numbers: int
    false_errors: int
    false_warnings: int
    changed: int
    caught: int
    with_witness: int
    caught_with_witness: int
    overlooked: tuple[str, ...]


def main() -> None:
    """Print a line for each record and one for all."""
    parser = argparse.ArgumentParser(prog="benchmarks.checks", description=__doc__)
    parser.add_argument("records", nargs="*", help="names of records; all of them by default")
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the changes that are tried"
    )
    parser.add_argument(
        "--overlooked",
        action="store_true",
        help="list the changes with a witness that nothing pointed at",
    )
    parser.add_argument(
        "--before", metavar="COMMIT", help="measure the program at this commit as well"
    )
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    options = parser.parse_args()
    names = options.records or corpus.names()
    with ProcessPoolExecutor() as pool:
        scores = list(pool.map(partial(score, share=options.share), names))
    if options.json:
        print(json.dumps([asdict(s) for s in scores], ensure_ascii=False))
        return
    if options.before:
        _print(f"at {options.before}", _scores_at(options.before, names, options.share))
    _print("now", scores)
    if options.overlooked:
        for s in scores:
            print(*s.overlooked, sep="\n")


def score(name: str, share: float) -> Score:
    """Return the counts of the record `name`, of a share of its changes."""
    record = corpus.read(name)
    said = measure.findings(record)
    changes = list(measure.changes(record, share))
    contradicted = [change for change in changes if change.has_witness]
    return Score(
        name,
        sum(1 for file, text in record.files.items() for _ in numbers.places(file, text)),
        sum(1 for finding in said if finding.is_error),
        sum(1 for f in said if f.severity == "warning" and measure.about_numbers(f)),
        len(changes),
        sum(change.caught for change in changes),
        len(contradicted),
        sum(change.caught for change in contradicted),
        tuple(
            f"{c.record}: {c.old} → {c.new} in {c.words!r}, {len(c.said)} other findings"
            for c in contradicted
            if not c.caught
        ),
    )


def _scores_at(commit: str, names: list[str], share: float) -> list[Score]:
    """Return the scores of the program at `commit`, measured by what stands here."""
    with tempfile.TemporaryDirectory(prefix="checks-") as place:
        tree = Path(place) / "tree"
        git = ["git", "-C", str(_ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            for folder in (Path(__file__).parent, corpus.FOLDER):
                shutil.copytree(folder, tree / folder.relative_to(_ROOT), dirs_exist_ok=True)
            command = [
                sys.executable,
                "-m",
                "benchmarks.checks",
                "--json",
                f"--share={share}",
                *names,
            ]
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            ran = subprocess.run(
                command, cwd=tree, env=environment, check=True, capture_output=True
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    return [Score(**row) for row in json.loads(ran.stdout)]


def _print(title: str, scores: list[Score]) -> None:
    print(
        f"\n{title:<20} numbers  false errors  false warnings  caught with witness    caught of all"
    )
    for s in scores:
        _print_row(s.name, s)
    total = Score("all", *(sum(getattr(s, name) for s in scores) for name in _COUNTS), ())
    _print_row("all", total)


_COUNTS = [name for name in Score.__dataclass_fields__ if name not in ("name", "overlooked")]


def _print_row(name: str, s: Score) -> None:
    warnings = f"{s.false_warnings} ({s.false_warnings / s.numbers:.1%})"
    witness = f"{s.caught_with_witness}/{s.with_witness} {s.caught_with_witness / max(s.with_witness, 1):.1%}"
    of_all = f"{s.caught}/{s.changed} {s.caught / max(s.changed, 1):.1%}"
    print(
        f"{name:<20} {s.numbers:>7}  {s.false_errors:>12}  {warnings:>14}  {witness:>19}  {of_all:>16}"
    )


if __name__ == "__main__":
    main()
