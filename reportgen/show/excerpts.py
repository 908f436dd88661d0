"""Diagnostics as text for people: place, source excerpt, carets under the very characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from reportgen.chinese import is_full_width
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.ADVICE: "建议"}
_WIDTH = 100
_TAB = "    "
# Control characters are drawn as ␇ and the like: none may reach a terminal as a command.
_PICTURES = {code: 0x2400 + code for code in range(32) if code != 9} | {127: 0x2421}
_PICTURES |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)
# Marks that turn the direction of writing would show a line other than it is (UAX 9).
_PICTURES |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
#: characters of a message beyond which it is cut: names in it may be as long as a file
_LONGEST = 600

#: Gives the text of a source file, or None; and a path as the user knows it.
Source = Callable[[str], str | None]
Shown = Callable[[str], str]


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes; Chinese characters take two."""
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
            continue
        width += 2 if is_full_width(character) else 1
    return width


def printable(text: str) -> str:
    """Return `text` without what a terminal would take for a command."""
    return text.translate(_PICTURES)


def tame(text: str) -> str:
    """Return `text` printable, and cut where it does not end."""
    shown = printable(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def human(diagnostic: Diagnostic, source: Source, shown: Shown) -> str:
    """Return a diagnostic with its excerpt, notes and hints."""
    name = SEVERITY_NAMES[diagnostic.severity]
    lines = [f"{name}[{diagnostic.code}]：{tame(diagnostic.message)}"]
    if diagnostic.span:
        lines += _excerpt(diagnostic.span, source, shown, "^")
    for note in diagnostic.notes:
        lines.append(f"  说明：{tame(note.message)}")
        if note.span:
            lines += _excerpt(note.span, source, shown, "-")
    lines += [f"  提示：{tame(hint)}" for hint in diagnostic.hints]
    return "\n".join(lines)


def short(diagnostic: Diagnostic, shown: Shown) -> str:
    """Return a diagnostic on one line, as editors and scripts read it."""
    place = ""
    if diagnostic.span:
        span = diagnostic.span
        place = f"{shown(span.path)}:{span.line}:{span.column}: "
    hint = f"（{'；'.join(diagnostic.hints)}）" if diagnostic.hints else ""
    return (
        f"{tame(place)}{diagnostic.severity}[{diagnostic.code}]: {tame(diagnostic.message + hint)}"
    )


def closing(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many faults of each severity there are, or nothing."""
    found = list(diagnostics)
    counts = [(SEVERITY_NAMES[s], sum(1 for d in found if d.severity is s)) for s in Severity]
    return "，".join(f"{count} 个{name}" for name, count in counts if count)


def _excerpt(span: Span, source: Source, shown: Shown, mark: str) -> list[str]:
    head = f"  --> {tame(shown(span.path))}:{span.line}:{span.column}"
    text = source(span.path)
    rows = text.split("\n") if text else []
    if not 0 < span.line <= len(rows) or not rows[span.line - 1].strip():
        return [head]
    row = printable(rows[span.line - 1].rstrip("\r"))
    start = min(span.column - 1, len(row))
    end = min(start + span.length, max(len(row), start + 1))
    row, start, end = _window(row, start, end)
    before, marked = row[:start].replace("\t", _TAB), row[start:end].replace("\t", _TAB)
    margin = " " * len(str(span.line))
    carets = mark * max(1, columns(marked))
    return [
        head,
        f" {margin} |",
        f" {span.line} | {row.replace(chr(9), _TAB)}",
        f" {margin} | {' ' * columns(before)}{carets}",
    ]


def _window(row: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a long line to a window around the marked characters."""
    if len(row) <= _WIDTH and columns(row) <= _WIDTH:
        return row, start, end
    left = start
    # Characters without a width are counted too, or a line of them would have no end.
    while left > max(0, start - _WIDTH) and columns(row[left:start]) < _WIDTH // 4:
        left -= 1
    right = min(len(row), max(start + 1, left + 1))
    while right < min(len(row), left + 2 * _WIDTH) and columns(row[left:right]) < _WIDTH - 4:
        right += 1
    head, tail = ("…" if left else ""), ("…" if right < len(row) else "")
    shift = left - len(head)
    return head + row[left:right] + tail, start - shift, min(end, right) - shift
