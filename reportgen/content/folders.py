"""The folders of the content, as workspace paths."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.workspace import MISNAMED, Workspace, cannot_read

TYPES = "content/types"
BRANCHES = "content/branches"
LESSONS = "content/lessons"
COMMITTEES = "content/committees"
LEXICON = "content/lexicon"


def entries_of(workspace: Workspace, folder: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the names in `folder`, folders with a closing slash, and why some or all are missing.

    There are no names where the disk does not give them, or the folder is a link out of the content;
    a name that is not UTF-8 is left out.
    """
    try:
        names = workspace.list(folder)
    except Faults as raised:
        return (), tuple(raised.diagnostics)
    except OSError as error:
        return (), (cannot_read(folder, error),)
    misnamed = [name.rstrip("/") for name in names if MISNAMED in name]
    if not misnamed:
        return names, ()
    return tuple(n for n in names if n.rstrip("/") not in misnamed), (_misnamed(folder, misnamed),)


def _misnamed(folder: str, names: list[str]) -> Diagnostic:
    """Return the warning about `names` in `folder` that are not UTF-8."""
    listed = "、".join(f"“{name.rstrip(MISNAMED)}”" for name in names[:5])
    more = f"等 {len(names)} 个" if len(names) > 5 else ""
    return Diagnostic(
        "name-not-utf8",
        f"{folder} 里 {listed}{more}的名称不是 UTF-8 编码，没有读",
        severity=Severity.WARNING,
        hints=("多半是解压时没有认出中文名称；改一下名称，或换一个解压软件再解压一次",),
    )
