"""Outputs that nothing makes any more go to a trash; temporary files of killed builds are removed."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from reportgen.build.delivery import COPY
from reportgen.build.inputs import digest_of
from reportgen.build.ledger import Ledger
from reportgen.build.pdf import pdf_of
from reportgen.build.targets import Selectors, Sources
from reportgen.content import subjects
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import OUTPUT, Stamp, Workspace

#: where the trash lies; a folder of each day, in it the outputs under their own paths
TRASH = f"{OUTPUT}/.reportgen/trash"
#: without a number of the user's own, so many files, or this share of all, may go at once
_FEW, _SHARE = 20, 0.1


def find(
    ledger: Ledger, sources: Sources, broken: Collection[str], selectors: Selectors
) -> tuple[str, ...]:
    """Return the outputs that were written once and that no plan names now.

    A source keeps its outputs while it cannot be read (`broken`), while its folder cannot be
    listed, while it has no plan, and in a build that does not ask for it. What the ledger names
    outside the output folder is none of ours.
    """
    present = {str(source) for source in sources.present}
    plans = ledger.plans()
    planned = {
        target.output
        for source, plan in plans.items()
        if source in present
        for target in plan.targets
    }
    planned |= set(map(pdf_of, planned))
    orphans = []
    for output, record in ledger.outputs().items():
        kind, _, name = record.source.partition("/")
        if (
            record.digest
            and output.startswith(f"{OUTPUT}/")
            and output not in planned
            and (record.source in plans or record.source not in present)
            and kind not in sources.unlisted
            and name not in broken
            and (not selectors.branches or name in selectors.branches)
        ):
            orphans.append(output)
    return tuple(sorted(orphans))


def refusal(
    outputs: Collection[str], ledger: Ledger, sources: Sources, most: int | None
) -> Diagnostic | None:
    """Return why these outputs are not removed: the content folder looks as if it were not all there.

    `most` is how many the user lets go at once; None for a tenth of all, and always twenty.
    """
    if not outputs:
        return None
    if not sources.present:
        return Diagnostic(
            "prune-refused",
            f"内容文件夹里一个支部也没有，{len(outputs)} 个不再生成的文件没有清理",
            hints=("请看内容文件夹是不是没有挂上，或没有拉取完整",),
        )
    written = sum(1 for record in ledger.outputs().values() if record.digest)
    allowed = max(_FEW, int(written * _SHARE)) if most is None else most
    if len(outputs) <= allowed:
        return None
    return Diagnostic(
        "prune-refused",
        f"要清理 {len(outputs)} 个文件（共 {written} 个），多于 {allowed} 个，一个也没有动",
        hints=(
            "请看内容文件夹是不是没有拉取完整；用 --dry-run --prune 看是哪些",
            f"确实要清理，请加 --prune-most {len(outputs)}",
        ),
    )


def remove(
    outputs: Iterable[str], ledger: Ledger, workspace: Workspace
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Move outputs that still are as written to the trash of this day.

    Return those that were moved, and a warning for each that somebody changed and that stays.
    """
    records = ledger.outputs()
    removed, warnings = [], []
    folder = f"{TRASH}/{workspace.today().isoformat()}"
    for output in outputs:
        with contextlib.suppress(FileNotFoundError):
            data = workspace.read(output)
            if digest_of(data) != records[output].digest:
                message = f"{workspace.display_path(output)} 已不再生成，但有人改动过，没有删除"
                warnings.append(Diagnostic("edited-output", message, severity=Severity.WARNING))
                continue
            workspace.write(f"{folder}/{output.removeprefix(f'{OUTPUT}/')}", data)
            workspace.remove(output)
        ledger.forget(output)
        removed.append(output)
    return tuple(removed), tuple(warnings)


def forget_sources(ledger: Ledger, sources: Sources) -> None:
    """Forget the plans of sources that are gone, once none of their outputs is left."""
    needed = {record.source for record in ledger.outputs().values()}
    needed |= {str(source) for source in sources.present}
    for source in ledger.plans():
        kind = source.partition("/")[0]
        if source not in needed and kind in subjects.sources() and kind not in sources.unlisted:
            ledger.forget_source(source)


def put_aside_copies(workspace: Workspace, days: int) -> None:
    """Move copies of edited files that nobody touched for so many days to the trash of this day.

    A copy is known by the digest in its name: one that was edited since has another and stays.
    """
    oldest = workspace.today() - datetime.timedelta(days=days)
    folder = f"{TRASH}/{workspace.today().isoformat()}"
    for path in _files_below(OUTPUT, workspace):
        match = COPY.search(path)
        stamp = workspace.stamp(path) if match else None
        if not match or stamp is None or _day_of(stamp) >= oldest:
            continue
        data = workspace.read(path)
        if digest_of(data).startswith(match[1]):
            workspace.write(f"{folder}/{path.removeprefix(f'{OUTPUT}/')}", data)
            workspace.remove(path)


def _files_below(folder: str, workspace: Workspace) -> Iterator[str]:
    """Yield every file below a folder; the state of builds, whose name begins with a dot, is none."""
    for name in workspace.list(folder):
        path = f"{folder}/{name.rstrip('/')}"
        if name.endswith("/"):
            yield from _files_below(path, workspace)
        else:
            yield path


def _day_of(stamp: Stamp) -> datetime.date:
    return datetime.datetime.fromtimestamp(stamp.newest_ns / 1e9, datetime.UTC).date()


def empty_trash(workspace: Workspace, days: int) -> None:
    """Remove for good what has lain in the trash for longer than so many days."""
    oldest = workspace.today() - datetime.timedelta(days=days)
    for name in workspace.list(TRASH):
        try:
            day = datetime.date.fromisoformat(name.rstrip("/"))
        except ValueError:  # not a folder of ours
            continue
        if day < oldest:
            _remove_below(f"{TRASH}/{name.rstrip('/')}", workspace)


def _remove_below(folder: str, workspace: Workspace) -> None:
    for name in workspace.list(folder):
        if name.endswith("/"):
            _remove_below(f"{folder}/{name.rstrip('/')}", workspace)
        else:
            workspace.remove(f"{folder}/{name}")


def sweep_temporary(folder: Path, *, deep: bool) -> None:
    """Remove the temporary files that a killed build left in the output folder on this disk.

    Documents lie deep in it, the build's own report at the top. The caller holds the lock of the
    folder, so nobody is writing there.
    """
    if not folder.is_dir():
        return
    for path in folder.rglob(".tmp-*") if deep else folder.glob(".tmp-*"):
        with contextlib.suppress(OSError):
            path.unlink()
