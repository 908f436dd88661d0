"""The check of an account: facts that stand in no document of their year."""

from __future__ import annotations

from reportgen.content.account import Account, Entry, Loss
from reportgen.content.checks.registry import finding
from reportgen.diagnostics import Diagnostic, Note

#: entries that the finding shows with their places, and characters of their words
_MOST_ENTRIES, _MOST_WORDS = 5, 20


def finding_of(account: Account) -> Diagnostic | None:
    """Return what is reported of an account, None where every fact has its place."""
    nowhere, in_part = account.of(Loss.WHOLE), account.of(Loss.PART)
    entries = (*nowhere, *in_part)
    if not entries:
        return None
    counts = [f"{len(nowhere)} 项没有写进任何文档"] if nowhere else []
    counts += [f"{len(in_part)} 项只写进一部分"] if in_part else []
    named = "、".join(f"“{entry.path}”" for entry in entries[:2]) + (
        "等" if len(entries) > 2 else ""
    )
    return finding(
        "unplaced",
        f"{account.year}年写下的内容，有 {'，'.join(counts)}：{named}",
        entries[0].span,
        f"reportgen trace --unplaced --branch {account.branch} --year {account.year} 列出全部",
        notes=tuple(Note(_note(entry), entry.span) for entry in entries[:_MOST_ENTRIES]),
    )


def _note(entry: Entry) -> str:
    words = entry.words
    excerpt = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
    lacking = "没有写进的话" if entry.loss is Loss.PART else "没有写进"
    return f"{entry.path}，{lacking}：{excerpt}"
