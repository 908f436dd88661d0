"""Jinja extensions on the token stream: places on tags, attributes that stay attributes.

`<p` becomes `<p at="letter.docx.j2:12:3"`: line and column of the tag in its template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

_TAG = re.compile(r"<(?=[A-Za-z])([A-Za-z][\w.-]*)")


class Stamps(Extension):
    """Marks every tag with its place, and closes every value that stands inside a tag."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.source: list[str] = []

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Keep the lines of a template: its tokens know no columns."""
        self.source = source.split("\n")
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its tags stamped."""
        columns = _Columns(self.source)
        name = stream.name or "template"
        in_tag = False
        for token in stream:
            if token.type == "data":
                text, in_tag = _stamped(str(token.value), token.lineno, name, in_tag, columns)
                yield Token(token.lineno, "data", text)
            elif in_tag and token.type == "variable_begin":
                # Inside a tag a value is an attribute: no place marks, quotes escaped.
                yield token
                yield Token(token.lineno, "lparen", "(")
            elif in_tag and token.type == "variable_end":
                yield Token(token.lineno, "rparen", ")")
                yield Token(token.lineno, "pipe", "|")
                yield Token(token.lineno, "name", "attribute")
                yield token
            else:
                yield token


class _Columns:
    """Finds the column of each tag, as the tags of a template come in order."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.after: dict[int, int] = {}

    def of(self, line: int, tag: str) -> int:
        """Return the column, from 1, of the next `tag` (`<p`) on `line`."""
        row = self.lines[line - 1] if line <= len(self.lines) else ""
        match = re.compile(rf"{re.escape(tag)}(?![\w.-])").search(row, self.after.get(line, 0))
        if not match:
            return 1
        self.after[line] = match.end()
        return match.start() + 1


def _stamped(text: str, line: int, name: str, in_tag: bool, columns: _Columns) -> tuple[str, bool]:
    def stamp(match: re.Match[str]) -> str:
        here = line + text.count("\n", 0, match.start())
        return f'<{match[1]} at="{name}:{here}:{columns.of(here, match[0])}"'

    last_open, last_close = text.rfind("<"), text.rfind(">")
    if last_open != last_close:
        in_tag = last_open > last_close
    return _TAG.sub(stamp, text), in_tag


class PlainSentences(Extension):
    """For sentences kept in YAML: their own characters are text, never markup."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a sentence with its literal text escaped."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", str(escape(token.value)))
            else:
                yield token
