"""Read a whole content folder to a Library; a build reads it source by source instead."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.content import subjects
from reportgen.content.branches import load_branch_types
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library, Subject
from reportgen.content.model import Branch
from reportgen.diagnostics import Diagnostic, Severity, in_order
from reportgen.suggestions import did_you_mean
from reportgen.workspace import CONTENT, Workspace


def load(workspace: Workspace, names: Iterable[str] = ()) -> Library:
    """Read the content folder; with `names`, only those branches, lessons and committees.

    Faults stand in the result.
    """
    types = load_branch_types(workspace)
    faults: list[Diagnostic] = list(types.diagnostics)
    branches: dict[str, Branch] = {}
    by_kind: dict[str, tuple[Subject, ...]] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    wanted = set(names)
    listed = subjects.listing(workspace)
    faults += listed.faults.values()
    known = tuple(name for source, name in listed.entries if source.id == "branch")
    others = {name for _, name in listed.entries} - set(known)
    faults += unknown_branches(wanted - others, known)
    for source, name in listed.entries:
        if wanted and name not in wanted:
            continue
        library = source.load(workspace, name, types)
        branches.update(library.branches)
        failed.update(library.failed)
        faults += library.diagnostics
        for kind, items in library.by_kind.items():
            by_kind[kind] = (*by_kind.get(kind, ()), *items)
    if not known and not faults:
        faults.append(no_content(workspace))
    return Library(types.types, branches, by_kind, in_order(faults), failed)


def unknown_branches(wanted: Iterable[str], known: Iterable[str]) -> list[Diagnostic]:
    """Return a fault for each of `wanted` that is not among `known`."""
    known = tuple(known)
    return [
        Diagnostic("unknown-branch", f"没有名为 `{slug}` 的支部", hints=did_you_mean(slug, known))
        for slug in sorted(set(wanted) - set(known))
    ]


def no_content(workspace: Workspace) -> Diagnostic:
    """Return that no branch was found: a fault, but in a workspace that has none yet a warning."""
    return Diagnostic(
        "no-content",
        f"在“{workspace.display_path(BRANCHES)}”里没有找到任何支部",
        severity=Severity.WARNING if workspace.list(CONTENT) else Severity.ERROR,
        hints=("用 reportgen new branch 新建一个支部；还没有工作区的，先用 reportgen new 文件夹",),
    )
