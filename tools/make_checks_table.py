"""Writes the table of checks in docs/checks.md anew from the registry."""

from __future__ import annotations

from pathlib import Path

from reportgen.content.checks.registry import FAMILIES, table

MANUAL = Path(__file__).resolve().parents[1] / "docs/checks.md"
_AFTER = "## 查不出什么"


def main() -> None:
    """Put the table between the manual's heading of all checks and what follows it."""
    text = MANUAL.read_text(encoding="utf-8")
    start = text.index(f"### {next(iter(FAMILIES.values()))}")
    MANUAL.write_text(text[:start] + table() + "\n" + text[text.index(_AFTER) :], encoding="utf-8")


if __name__ == "__main__":
    main()
