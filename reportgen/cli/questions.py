"""Questions to a person at a terminal, and what a script must give instead of the answers."""

from __future__ import annotations

import argparse
import sys


def may_ask(options: argparse.Namespace) -> bool:
    """Tell whether somebody sits at a terminal and has not said that nothing shall be asked."""
    return sys.stdin.isatty() and not options.yes


def ask(question: str, default: str = "") -> str:
    """Return the answer to a question, `default` for an empty one; raise KeyboardInterrupt at its end."""
    suffix = f"，回车为 {default}" if default else ""
    try:
        return input(f"{question}{suffix}：").strip() or default
    except EOFError:
        raise KeyboardInterrupt from None


def ask_lines(question: str) -> list[str]:
    """Return the answers to a question, one a line, until an empty one."""
    sys.stdout.write(f"{question}，一行一个，空一行结束：\n")
    lines: list[str] = []
    while line := ask(f"  {len(lines) + 1}"):
        lines.append(line)
    return lines


def confirm(question: str, options: argparse.Namespace) -> bool:
    """Tell whether a person agrees, or has agreed with --yes."""
    return bool(options.yes) or ask(f"{question}[y/N]").lower() in ("y", "yes", "是", "好")
