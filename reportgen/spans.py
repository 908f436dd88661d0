"""Places in source files: what every value and every fault points at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Self


class Span(NamedTuple):
    """A place in a source file; lines and columns count characters from 1.

    `path` is the workspace path with forward slashes (`content/branches/x/2022.yaml`).
    `length` is how many characters of the line the carets cover, at least one.
    """

    path: str
    line: int
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Located(str):
    """A string of the content that knows where it was written.

    It compares, hashes and prints as the plain string; operations on it return plain strings.
    """

    __slots__ = ("span",)

    #: where the text was written
    span: Span

    @classmethod
    def at(cls, text: str, span: Span) -> Self:
        """Return `text` with its place `span`."""
        located = cls(text)
        located.span = span
        return located

    def __reduce__(self) -> tuple[object, ...]:
        # A subclass of str loses its slots in pickle, and jobs travel between processes.
        return (type(self).at, (str(self), self.span))


class LocatedInteger(int):
    """A whole number of the content that knows where it was written, None for a computed one."""

    span: Span | None = None

    @classmethod
    def at(cls, number: int, span: Span | None) -> Self:
        """Return `number` with its place `span`."""
        located = cls(number)
        located.span = span
        return located


class LocatedDecimal(float):
    """A decimal number of the content that knows where it was written; 2.0 prints as 2."""

    span: Span | None = None

    @classmethod
    def at(cls, number: float, span: Span | None) -> Self:
        """Return `number` with its place `span`."""
        located = cls(number)
        located.span = span
        return located

    def __str__(self) -> str:
        return f"{float(self):g}"


class Joined(str):
    """A text put together from others, each of which still knows its place.

    It compares, hashes and prints as the plain string; operations on it return plain strings.
    """

    __slots__ = ("parts",)

    #: the texts in order, the separators among them
    parts: tuple[str, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return (joined, (self.parts,))


def joined(texts: Iterable[str], separator: str = "") -> str:
    """Return the texts as one with `separator` between them, a `Joined` if one of them has a place."""
    parts: list[str] = []
    for text in texts:
        if parts and separator:
            parts.append(separator)
        parts += text.parts if isinstance(text, Joined) else (text,)
    whole = "".join(parts)
    if not any(isinstance(part, Located) for part in parts):
        return whole
    result = Joined(whole)
    result.parts = tuple(parts)
    return result


_LOCATED = (Located, LocatedInteger, LocatedDecimal)


def span_of(value: Any) -> Span | None:
    """Return where `value` was written, or None if it does not come from a source file."""
    return value.span if isinstance(value, _LOCATED) else None


def place_inside(text: str, start: int, end: int) -> Span | None:
    """Return the place of the characters from `start` to `end` of a located text.

    Where YAML folded the lines of the text, characters cannot be counted back to columns, and the
    place is that of the whole text. None if `text` is not located.
    """
    if not isinstance(text, Located):
        return None
    span = text.span
    first = text.partition("\n")[0]
    if span.length == len(first) + 2 and "\n" not in text:
        # The span of a quoted text covers its quotes.
        return Span(span.path, span.line, span.column + 1 + start, max(1, end - start))
    if span.length != len(first):
        return span
    line_start = text.rfind("\n", 0, start) + 1
    line = span.line + text.count("\n", 0, start)
    line_end = text.find("\n", start)
    last = min(end, line_end if line_end >= 0 else len(text))
    return Span(span.path, line, span.column + start - line_start, max(1, last - start))
