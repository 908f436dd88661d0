"""Outputs nothing makes any more, and temporary files of builds that were killed."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path

from reportgen.build.inputs import digest_of
from reportgen.build.ledger import Ledger
from reportgen.build.pieces import pieces
from reportgen.build.targets import Selectors
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import Workspace


def find(
    ledger: Ledger, workspace: Workspace, broken: Collection[str], selectors: Selectors
) -> tuple[str, ...]:
    """Return the outputs once written that no plan names now.

    A piece that cannot be read at present, or was not asked for, keeps its outputs.
    """
    there = {f"{of}/{name}" for of, name in pieces(workspace)}
    plans = ledger.plans()
    for piece in plans.keys() - there:
        if not piece.startswith("shared/"):
            ledger.forget_piece(piece)
    planned = {t.output for piece, plan in plans.items() if piece in there for t in plan.targets}
    return tuple(
        sorted(
            output
            for output, record in ledger.outputs().items()
            if output not in planned
            if record.piece in plans or record.piece not in there
            if (name := record.piece.partition("/")[2]) not in broken
            if not selectors.branches or name in selectors.branches
        )
    )


def remove(
    outputs: Iterable[str], ledger: Ledger, workspace: Workspace
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Remove outputs that still are as written; those somebody changed are kept and told."""
    known = ledger.outputs()
    removed, kept = [], []
    for output in outputs:
        with contextlib.suppress(FileNotFoundError):
            if digest_of(workspace.read(output)) != known[output].digest:
                message = f"{workspace.shown(output)} 已不再生成，但有人改动过，没有删除"
                kept.append(Diagnostic("edited-output", message, severity=Severity.WARNING))
                continue
            workspace.remove(output)
        ledger.forget(output)
        removed.append(output)
    return tuple(removed), tuple(kept)


def sweep_temporary(folder: Path, *, deep: bool) -> None:
    """Remove temporary files that a killed build left in an output folder on this disk.

    Documents lie deep in it, the build's own report at the top. Whoever calls it holds the lock:
    nobody is writing there.
    """
    if not folder.is_dir():
        return
    for path in folder.rglob(".tmp-*") if deep else folder.glob(".tmp-*"):
        with contextlib.suppress(OSError):
            path.unlink()
