"""Outputs that nothing makes any more, and temporary files of killed builds."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path

from reportgen.build.inputs import digest_of
from reportgen.build.ledger import Ledger
from reportgen.build.targets import Selectors, sources_in
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import Workspace


def find(
    ledger: Ledger, workspace: Workspace, broken: Collection[str], selectors: Selectors
) -> tuple[str, ...]:
    """Return the outputs that were written once and that no plan names now.

    A source keeps its outputs while it cannot be read (`broken`), while it has no plan, and in a
    build that does not ask for it.
    """
    present = {str(source) for source in sources_in(workspace)}
    plans = ledger.plans()
    for source in plans.keys() - present:
        if not source.startswith("shared/"):
            ledger.forget_source(source)
    planned = {
        target.output
        for source, plan in plans.items()
        if source in present
        for target in plan.targets
    }
    return tuple(
        sorted(
            output
            for output, record in ledger.outputs().items()
            if record.digest
            if output not in planned
            if record.source in plans or record.source not in present
            if (name := record.source.partition("/")[2]) not in broken
            if not selectors.branches or name in selectors.branches
        )
    )


def remove(
    outputs: Iterable[str], ledger: Ledger, workspace: Workspace
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Remove outputs that still are as written.

    Return those that were removed, and a warning for each that somebody changed and that stays.
    """
    records = ledger.outputs()
    removed, warnings = [], []
    for output in outputs:
        with contextlib.suppress(FileNotFoundError):
            if digest_of(workspace.read(output)) != records[output].digest:
                message = f"{workspace.display_path(output)} 已不再生成，但有人改动过，没有删除"
                warnings.append(Diagnostic("edited-output", message, severity=Severity.WARNING))
                continue
            workspace.remove(output)
        ledger.forget(output)
        removed.append(output)
    return tuple(removed), tuple(warnings)


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
