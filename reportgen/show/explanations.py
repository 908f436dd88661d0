"""The rows of `reportgen.codes` as text for people."""

from __future__ import annotations

from reportgen.codes import CODES, GROUPS
from reportgen.content.checks.registry import CHECKS
from reportgen.show.excerpts import SEVERITY_NAMES


def explanation(code: str) -> str:
    """Return what `code` means and what to do about it, one line for each."""
    row = CODES[code]
    lines = [
        f"{row.code}　{row.title}",
        f"  类别：{GROUPS[row.group]}（{row.group}）",
        f"  何时出现：{row.when}",
        f"  怎么办：{row.remedy}",
    ]
    if row.source:
        lines.append(f"  依据：{row.source}")
    check = CHECKS.get(code)
    if check:
        lines += [
            f"  缺省级别：{SEVERITY_NAMES[check.severity]}（{check.severity}）",
            f"  关掉或改级别：在 content/checks.yaml 里写 off: [{code}] "
            f"或 severity: {{{code}: advice}}",
        ]
    return "".join(f"{line}\n" for line in lines)


def list_of_codes() -> str:
    """Return every code with its title, by group."""
    lines = []
    for group, name in GROUPS.items():
        lines.append(f"{name}（{group}）")
        lines += [f"  {row.code}　{row.title}" for row in CODES.values() if row.group == group]
    return "".join(f"{line}\n" for line in lines)
