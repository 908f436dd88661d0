"""`python -m benchmarks`: medians of ratios of paired runs, and figures of the source itself."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks import floor, straightforward
from benchmarks.content import ROOT, YEAR, generate
from reportgen import startup
from reportgen.workspace import DiskWorkspace

_KINDS = ("--kind", "annual-report", "--kind", "annual-deck")
#: branches of one run of a pair: a build makes one after another, and a disk takes now more, now less
_IN_A_ROW = 4
#: A build reads a file that changed within the last two seconds again, to be sure.
_SETTLED = 2.5
#: what the installed command does
_COMMAND = "from reportgen.__main__ import run; run()"
#: run in a process of its own: builds, and prints how much memory the building process took
_MEASURED = (
    "import atexit, resource, sys; from reportgen.__main__ import run;"
    "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
    "atexit.register(lambda: print(peak(), file=sys.stderr));"
    "run()"
)


def main() -> None:
    """Measure what was asked for and print a line for each ratio."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="paired runs of each ratio")
    parser.add_argument("--branches", type=int, default=200, help="branches of the batch ratios")
    parser.add_argument("--sizes", default="100,1000", help="branches of the growth ratios")
    parser.add_argument("--only", default="", help=f"one of: {', '.join(_SECTIONS)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reportgen-benchmark-") as name:
        place = Path(name)
        for section, measure in _SECTIONS.items():
            if options.only in ("", section):
                measure(place / section, options)


def pair(place: Path, options: argparse.Namespace) -> None:
    """Ours to the straightforward program and to the floor, report and deck, YAML to disk."""
    startup.collect_rarely()  # as in a build; the straightforward program gains by it too
    names = [f"branch-{number:05d}" for number in range(1, _IN_A_ROW * options.rounds + 3)]
    generate(place / "content", len(names))
    ours = program(place)
    samples = []
    for name in names[:2]:  # both are warm, and what two documents share is known
        samples.append([floor.parts(path) for path in list(ours(name))[1:]])
        _stage_seconds(_theirs(place, name))
    least = [floor.keep(a, b) for a, b in zip(*samples, strict=True)]
    workspace = DiskWorkspace({"output": place / "floor"})
    runners = (
        ours,
        lambda name: _theirs(place, name),
        lambda name: floor.make(workspace, name, least),
    )
    rows = []
    for turn in range(options.rounds):
        # There and back: what one leaves in the processor's caches falls on each of the others.
        order = (0, 1, 2) if turn % 2 else (2, 1, 0)
        batch = names[2 + turn * _IN_A_ROW :][:_IN_A_ROW]
        seconds = {n: [_stage_seconds(runners[n](name)) for name in batch] for n in order}
        rows.append([[sum(stage) for stage in zip(*seconds[n], strict=True)] for n in range(3)])
    pairs = [[sum(stages) for stages in row] for row in rows]
    _print("report + deck, ours : straightforward program", [a / b for a, b, _ in pairs], "<= 0.08")
    _print("report + deck, ours : floor", [a / c for a, _, c in pairs])
    for stage, part in enumerate(("reading the YAML", "report", "deck")):
        ratios = [a[stage] / b[stage] for a, b, _ in rows]
        _print(f"  {part}, ours : straightforward program", ratios)
    for stage, part in enumerate(("report", "deck")):
        _print(f"  {part}, ours : floor", [a[stage + 1] / c[stage] for a, _, c in rows])


def program(place: Path) -> Callable[[str], Iterator[Path]]:
    """Return our program over `place`, warm: a branch in; its content, its report, its deck out."""
    from reportgen.build.delivery import Delivery
    from reportgen.build.inputs import Recorder
    from reportgen.build.plan import plan
    from reportgen.build.produce import JobInputs, produce
    from reportgen.build.worker_state import WorkerState
    from reportgen.content.branches import load_branch

    workspace = DiskWorkspace(
        {"content": place / "content", "templates": ROOT / "templates", "output": place / "ours"}
    )
    state = WorkerState(workspace, "templates/juli")
    kinds = [state.kinds["annual-report"], state.kinds["annual-deck"]]

    def build(name: str) -> Iterator[Path]:
        recorder = Recorder(workspace)
        library = load_branch(recorder, name, state.types)
        targets, _ = plan(library, kinds, state.composer)
        inputs = JobInputs(state, library, recorder)
        yield place / "content" / "branches" / name
        for target in targets:
            outcome = produce(target, inputs, Delivery())
            assert outcome.status == "written", outcome
            yield place / "ours" / target.output.removeprefix("output/")

    return build


def _theirs(place: Path, name: str) -> Iterator[Path]:
    content, output, templates = place / "content", place / "theirs", ROOT / "templates" / "juli"
    year = straightforward.load(content, name, YEAR)
    yield year.folder
    output.mkdir(exist_ok=True)
    straightforward.report.make(year, templates / "reference.docx", output / f"{name}.docx")
    yield output / f"{name}.docx"
    straightforward.deck.make(year, templates / "deck.pptx", output / f"{name}.pptx")
    yield output / f"{name}.pptx"


def start(place: Path, options: argparse.Namespace) -> None:
    """Start-up: seconds of --help and of check of one branch, beside a bare Python."""
    generate(place / "content", 1)
    bare = [sys.executable, "-c", "pass"]
    check = ["check", *_KINDS, "--templates", str(ROOT / "templates")]
    record = place / f"content/branches/branch-00001/{YEAR}.yaml"
    text = record.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        record.write_text(f"{text}# {number}\n", encoding="utf-8")

    for what, command, before, goal in (
        ("reportgen --help", ["--help"], None, ""),
        ("reportgen check of one branch, edited since", check, edit, "< 1 s"),
        ("reportgen check of one branch, nothing changed", check, None, ""),
    ):
        _program(place, *command)  # its modules are compiled now, as after any installation
        if before is None:
            time.sleep(_SETTLED)
            _program(place, *command)
        ours, theirs = [], []
        for number in range(options.rounds):
            if before:
                before(number)
            ours.append(_seconds(lambda c=command: _program(place, *c)))
            theirs.append(_seconds(lambda: subprocess.run(bare, check=True)))
        _print(f"{what}, seconds", ours, goal)
        _print("  : bare python", [a / b for a, b in zip(ours, theirs, strict=True)])


def batch(place: Path, options: argparse.Namespace) -> None:
    """Cold to nothing changed to one branch changed."""
    _workspace(place, options.branches)
    time.sleep(_SETTLED)
    cold = _seconds(lambda: _build(place))
    what = f"{options.branches} branches"
    _print(f"nothing changed : cold, {what}",
         [_seconds(lambda: _build(place)) / cold for _ in range(options.rounds)], "<= 0.02")  # fmt: skip
    ratios = []
    for number in range(options.rounds):
        record = place / f"content/branches/branch-{number + 1:05d}/{YEAR}.yaml"
        record.write_text(record.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        ratios.append(_seconds(lambda: _build(place)) / cold)
    _print(f"one branch changed : cold, {what}", ratios, "<= 0.05")


def processes(place: Path, options: argparse.Namespace) -> None:
    """One process to two."""
    _workspace(place, options.branches)
    ratios = []
    for _ in range(max(1, options.rounds // 2)):
        one = _seconds(lambda: _build(place, "--force", "--jobs", "1"))
        ratios.append(one / _seconds(lambda: _build(place, "--force", "--jobs", "2")))
    _print(f"one process : two, {options.branches} branches", ratios, ">= 1.75")


def growth(place: Path, options: argparse.Namespace) -> None:
    """Time and the parent's memory as the number of branches grows.

    The smaller number is built before and after the larger: a machine that has worked for minutes
    is slower than one that rested.
    """
    for small, large in pairwise(int(text) for text in options.sizes.split(",")):
        runs = [_measure_build(place, size) for size in (small, large, small)]
        (first, little_memory), (long, much_memory), (last, _) = runs
        growth = f"{small} -> {large} branches"
        _print(f"time, {growth}", [2 * long / (first + last)], f"<= {1.1 * large / small:.1f}")
        memory = much_memory / large / (little_memory / small)
        _print(f"peak memory of the parent per document, {growth}", [memory], "<= 1.3")


def _measure_build(place: Path, size: int) -> tuple[float, float]:
    """Return the seconds a build of so many branches takes, and the parent's peak memory."""
    _workspace(place, size)
    memory: list[float] = []
    seconds = _seconds(lambda: memory.append(_build(place)))
    shutil.rmtree(place)
    return seconds, memory[0]


def source(place: Path, options: argparse.Namespace) -> None:
    """Lines and files of the program, and its modules that import each other in a circle."""
    del place, options
    files = sorted((ROOT / "reportgen").rglob("*.py"))
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    print(f"source: {lines} lines in {len(files)} files", flush=True)
    try:
        import grimp  # comes with import-linter
    except ImportError:
        print("source: circles of imports are counted with grimp, which is not installed")
        return
    graph = grimp.build_graph("reportgen", exclude_type_checking_imports=True, cache_dir=None)
    circles = sorted(
        module
        for module in graph.modules
        if any(
            graph.chain_exists(importer=imported, imported=module)
            for imported in graph.find_modules_directly_imported_by(module)
        )
    )
    print(f"source: {len(circles)} modules import each other in a circle", *circles, flush=True)


_SECTIONS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "pair": pair, "start": start, "batch": batch, "processes": processes, "growth": growth,
    "source": source,
}  # fmt: skip


def _workspace(place: Path, count: int) -> None:
    generate(place / "content", count)
    (place / "templates").symlink_to(ROOT / "templates")


def _build(place: Path, *options: str) -> float:
    """Build the workspace; return the peak memory of the building process, in KB."""
    ended = _program(place, "build", "--quiet", *_KINDS, *options, measured=True)
    return float(ended.stderr.split()[-1])


def _program(
    place: Path, *arguments: str, measured: bool = False
) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    # Whoever uses the program has its modules compiled; compiling them takes longer than it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    how = ["-c", _MEASURED] if measured else ["-c", _COMMAND]
    ended = subprocess.run(
        [sys.executable, *how, *arguments],
        cwd=place, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode not in (0, 1):
        raise RuntimeError(ended.stderr)
    return ended


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _stage_seconds(stages: Iterator[object]) -> list[float]:
    """Return the seconds each stage took, what others left behind not counted in."""
    gc.collect()
    laps, began = [], time.perf_counter()
    for _ in stages:
        now = time.perf_counter()
        laps.append(now - began)
        began = now
    return laps


def _print(what: str, ratios: list[float], goal: str = "") -> None:
    low, high = min(ratios), max(ratios)
    median = statistics.median(ratios)
    target = f"  [goal {goal}]" if goal else ""
    spread = f"  ({low:.3g} to {high:.3g}, {len(ratios)} runs)" if len(ratios) > 1 else ""
    print(f"{what}: {median:.3g}{target}{spread}", flush=True)


if __name__ == "__main__":
    main()
