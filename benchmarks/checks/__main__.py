"""`python -m benchmarks.checks`: false findings and overlooked changes on the corpus."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.checks import corpus
from benchmarks.checks.scores import Score, scores, total

_ROOT = corpus.FOLDER.parents[3]


def main() -> None:
    """Print a line for each record and one for all."""
    parser = argparse.ArgumentParser(prog="benchmarks.checks", description=__doc__)
    parser.add_argument("records", nargs="*", help="names of records; all of them by default")
    parser.add_argument("--share", type=float, default=1.0, help="share of the changes to try")
    parser.add_argument("--overlooked", action="store_true", help="list the overlooked changes")
    parser.add_argument("--before", metavar="COMMIT", help="measure the program at COMMIT as well")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    options = parser.parse_args()
    names = options.records or corpus.names()
    if options.json:
        rows = [asdict(s) for s in scores(names, options.share)]
        print(json.dumps(rows, ensure_ascii=False))
        return
    if options.before:
        _print(f"at {options.before}", _scores_at(options.before, names, options.share))
    now = scores(names, options.share)
    _print("now", now)
    if options.overlooked:
        print(*total(now).overlooked, sep="\n")


def _scores_at(commit: str, names: Sequence[str], share: float) -> list[Score]:
    """Return the scores of the program at `commit`, measured by what stands here."""
    with tempfile.TemporaryDirectory(prefix="checks-") as place:
        tree = Path(place) / "tree"
        git = ["git", "-C", str(_ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            for folder in (Path(__file__).parent, corpus.FOLDER):
                shutil.copytree(folder, tree / folder.relative_to(_ROOT), dirs_exist_ok=True)
            command = [sys.executable, "-m", "benchmarks.checks", "--json", f"--share={share}"]
            environment = {**os.environ, "PYTHONPATH": str(tree)}
            ran = subprocess.run(
                [*command, *names], cwd=tree, env=environment, check=True, capture_output=True
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    return [Score(**row) for row in json.loads(ran.stdout)]


def _print(title: str, of: Sequence[Score]) -> None:
    print(
        f"\n{title:<20} numbers  false errors  false warnings  detected with witness    detected of all"
    )
    for s in (*of, total(of)):
        warnings = f"{s.false_warnings} ({s.false_warnings_share:.1%})"
        witness = f"{s.detected_with_witness}/{s.with_witness} {s.detected_with_witness_share:.1%}"
        of_all = f"{s.detected}/{s.changed} {s.detected_share:.1%}"
        print(
            f"{s.name:<20} {s.numbers:>7}  {s.false_errors:>12}  {warnings:>14}"
            f"  {witness:>19}  {of_all:>16}"
        )


if __name__ == "__main__":
    main()
