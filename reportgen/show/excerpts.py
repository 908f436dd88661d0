"""Diagnostics as text for people: the place, the line of the source, carets under its characters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from reportgen.chinese import is_full_width
from reportgen.diagnostics import Correction, Diagnostic, Severity
from reportgen.spans import Span

#: severity → its Chinese name
SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.ADVICE: "建议"}
#: columns of an excerpt; a longer line is cut to a window around the marked characters
_WIDTH = 100
#: lines of a correction that are shown
_MOST_ROWS = 6
#: what a tab is shown as
_TAB = "    "
#: characters of a message beyond which it is cut: a name in it may be as long as a file
_LONGEST_MESSAGE = 600
# A control character is shown as its picture (␇): a terminal would take it for a command.
_PICTURES = {code: 0x2400 + code for code in range(32) if code != 9} | {127: 0x2421}
_PICTURES |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)
# Marks of writing direction (UAX #9) would show a line in another order than it has.
_PICTURES |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)

#: takes a workspace path and returns the text of the file, or None where it cannot be read
Source = Callable[[str], str | None]
#: takes a workspace path and returns the path as the user knows it
DisplayPath = Callable[[str], str]


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes; a wide character (UAX #11) takes two."""
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
            continue
        width += 2 if is_full_width(character) else 1
    return width


def printable(text: str) -> str:
    """Return `text` with control characters replaced by their pictures."""
    return text.translate(_PICTURES)


def _message(text: str) -> str:
    """Return `text` printable and not longer than a message may be."""
    text = printable(text)
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def human(diagnostic: Diagnostic, source: Source, display_path: DisplayPath) -> str:
    """Return a diagnostic with its excerpt, notes and hints."""
    name = SEVERITY_NAMES[diagnostic.severity]
    lines = [f"{name}[{diagnostic.code}]：{_message(diagnostic.message)}"]
    if diagnostic.span:
        lines += _excerpt(diagnostic.span, source, display_path, "^")
    for note in diagnostic.notes:
        lines.append(f"  说明：{_message(note.message)}")
        if note.span:
            lines += _excerpt(note.span, source, display_path, "-")
    lines += [f"  提示：{_message(hint)}" for hint in diagnostic.hints]
    if diagnostic.span and diagnostic.correction:
        lines += _corrected(diagnostic.span, diagnostic.correction, source)
    return "\n".join(lines)


def short(diagnostic: Diagnostic, display_path: DisplayPath) -> str:
    """Return a diagnostic on one line, as editors and scripts read it."""
    place = ""
    if diagnostic.span:
        span = diagnostic.span
        place = f"{display_path(span.path)}:{span.line}:{span.column}: "
    hints = list(diagnostic.hints)
    if diagnostic.correction and len(diagnostic.correction.rows) == 1:
        hints.append(f"请写成 {diagnostic.correction.rows[0].strip()}")
    hint = f"（{'；'.join(hints)}）" if hints else ""
    return f"{_message(place)}{diagnostic.severity}[{diagnostic.code}]: {_message(diagnostic.message + hint)}"


def message(diagnostic: Diagnostic) -> str:
    """Return the message of a diagnostic alone, printable and not longer than it may be."""
    return _message(diagnostic.message)


def closing(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many diagnostics of each severity there are (2 个错误，1 个警告); "" for none."""
    return counted(Counter(diagnostic.severity for diagnostic in diagnostics))


def counted(counts: Mapping[Severity, int]) -> str:
    """Return numbers of diagnostics by severity in words: 2 个错误，1 个警告."""
    return "，".join(
        f"{counts[severity]} 个{name}"
        for severity, name in SEVERITY_NAMES.items()
        if counts.get(severity)
    )


def _excerpt(span: Span, source: Source, display_path: DisplayPath, mark: str) -> list[str]:
    """Return the lines that show a place; `mark` stands under each column of it."""
    head = f"  --> {_message(display_path(span.path))}:{span.line}:{span.column}"
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


def _corrected(span: Span, correction: Correction, source: Source) -> list[str]:
    """Return the lines of a correction, each beside its number; long ones around what is new."""
    text = source(span.path)
    old = text.split("\n") if text else []
    lines = ["  请写成："]
    for offset, row in enumerate(correction.rows[:_MOST_ROWS]):
        number = correction.line + offset
        before = old[number - 1].rstrip("\r") if number <= len(old) else ""
        pairs = enumerate(zip(row, before, strict=False))
        same = next((i for i, (new, was) in pairs if new != was), min(len(row), len(before)))
        row_text, _, _ = _window(printable(row), min(same, max(0, len(row) - 1)), len(row))
        lines.append(f" {number} | {row_text.replace(chr(9), _TAB)}")
    if len(correction.rows) > _MOST_ROWS:
        lines.append(f" {' ' * len(str(correction.line))} | …")
    return lines


def _window(row: str, start: int, end: int) -> tuple[str, int, int]:
    """Return a line cut to a window around its characters `start` to `end`, and their new places."""
    if len(row) <= _WIDTH and columns(row) <= _WIDTH:
        return row, start, end
    left = start
    # The number of characters is bounded too: a line may consist of characters without width.
    while left > max(0, start - _WIDTH) and columns(row[left:start]) < _WIDTH // 4:
        left -= 1
    right = min(len(row), max(start + 1, left + 1))
    while right < min(len(row), left + 2 * _WIDTH) and columns(row[left:right]) < _WIDTH - 4:
        right += 1
    head, tail = ("…" if left else ""), ("…" if right < len(row) else "")
    shift = left - len(head)
    return head + row[left:right] + tail, start - shift, min(end, right) - shift
