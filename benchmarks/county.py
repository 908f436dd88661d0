"""`python -m benchmarks.county`: how long the reports and decks of a county of short records take.

For each number of branches it prints the seconds and the memory of a first build, of one in which
nothing changed, what the report page measures, and how the time grows. 50,000 branches take hours.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.content import ROOT

YEAR = 2025
_KINDS = ("--kind", "annual-report", "--kind", "annual-deck")
#: branches of one town
_TOWN = 50
#: A build reads a file that changed within the last two seconds again, to be sure.
_SETTLED = 2.5
#: prints the peak memory of the building process in KB
_MEASURED = (
    "import atexit, resource, sys; from reportgen.__main__ import run;"
    "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
    "atexit.register(lambda: print(peak(), file=sys.stderr));"
    "run()"
)
_BRANCH = "name: 示例县第{town}镇第{number}村党支部\nshort: 第{number}村党支部\n"
_RECORD = """\
year: {year}
opening: 一年来，支部把学习放在首位，全年讲授党课{lectures}次，走访{visits}户，办结群众反映的问题{solved}件。
figures:
  lectures: {{value: {lectures}次, label: 讲授党课}}
  visits: {{value: {visits}户, label: 走访}}
  solved: {{value: {solved}件, label: 办结的问题}}
chapters:
  - title: 抓学习，把课讲到田头
    works:
      - title: 党课到田头
        text: 全年讲授党课{lectures}次，{month}月起每月一题，讲完当场答问。
        figures: [lectures]
  - title: 办实事，把事办到门口
    works:
      - title: 挨家走访
        text: 走访{visits}户，记下的问题当月答复，办结{solved}件。
        figures: [visits, solved]
problems:
  - name: 农忙时到课的人少
    text: {month}月农忙，到课的人少。
    cause: 学习时间排在了白天。
    measure: 农忙时改在晚上讲
plan:
  items:
    - {{task: 农忙时的党课改在晚上, due: 6月}}
signed: {after}-01-{day:02}
"""
_COMMITTEE = "name: 示例县第{town}镇党委\nyears: [{year}]\nbranches: [town-{town:04}-*]\n"


class Run(NamedTuple):
    """What one build took."""

    seconds: float
    megabytes: float
    last_line: str


def generate(folder: Path, count: int, seed: int = 1) -> None:
    """Make `folder` a content folder with `count` light records in towns of fifty branches."""
    dice = random.Random(seed)
    (folder / "committees").mkdir(parents=True)
    (folder / "branches").mkdir()
    for number in range(count):
        town = number // _TOWN + 1
        if number % _TOWN == 0:
            text = _COMMITTEE.format(town=town, year=YEAR)
            (folder / "committees" / f"town-{town:04}.yaml").write_text(text, encoding="utf-8")
        place = folder / "branches" / f"town-{town:04}-{number + 1:06}"
        place.mkdir()
        branch = _BRANCH.format(town=town, number=number + 1)
        (place / "branch.yaml").write_text(branch, encoding="utf-8")
        record = _RECORD.format(
            year=YEAR, after=YEAR + 1, lectures=dice.randint(4, 24), visits=dice.randint(30, 900),
            solved=dice.randint(2, 29), month=dice.randint(3, 10), day=dice.randint(5, 28),
        )  # fmt: skip
        (place / f"{YEAR}.yaml").write_text(record, encoding="utf-8")


def main() -> None:
    """Build counties of the sizes asked for and print a line for each."""
    parser = argparse.ArgumentParser(prog="benchmarks.county", description=__doc__)
    parser.add_argument("--sizes", default="1000,5000", help="numbers of branches")
    parser.add_argument("--jobs", default=str(os.cpu_count() or 1))
    parser.add_argument("--folder", default="", help="where to build; left there when it is named")
    options = parser.parse_args()
    first = 0.0
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="reportgen-county-") as name:
            place = Path(options.folder or name) / f"county-{size}"
            shutil.rmtree(place, ignore_errors=True)
            generate(place / "content", size)
            (place / "templates").symlink_to(ROOT / "templates")
            full = build(place, "--jobs", options.jobs)
            time.sleep(_SETTLED)
            fresh = build(place, "--jobs", options.jobs)
            page = (place / "output/build-report.html").stat().st_size
            report = (place / "output/build-report.json").stat().st_size
            each = full.seconds / size
            first = first or each
            print(
                f"{size} branches: {full.seconds:.0f} s, {full.megabytes:.0f} MB, "
                f"{each / first:.2f} times as long for each as in the smallest; "
                f"nothing changed {fresh.seconds:.1f} s ({fresh.seconds / full.seconds:.1%}), "
                f"{fresh.megabytes:.0f} MB; page {page / 1e6:.2f} MB, report {report / 1e6:.1f} MB\n"
                f"  {full.last_line}\n  {fresh.last_line}",
                flush=True,
            )


def build(place: Path, *options: str) -> Run:
    """Build report and deck of the workspace in `place`; leave with exit code 1 where that fails."""
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURED, "build", *_KINDS, *options],
        cwd=place,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    seconds = time.monotonic() - began
    if ended.returncode:
        raise SystemExit(_last(ended.stdout, 3) + _last(ended.stderr, 20))
    return Run(seconds, int(_last(ended.stderr, 1)) / 1024, _last(ended.stdout, 1))


def _last(text: str, lines: int) -> str:
    last: Sequence[str] = text.rstrip().split("\n")[-lines:]
    return "\n".join(last)


if __name__ == "__main__":
    main()
