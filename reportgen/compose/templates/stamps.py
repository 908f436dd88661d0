"""Jinja extensions that change the tokens of a template before it is parsed.

`Stamps` writes its place on every tag, and keeps a value inside a tag an attribute; `PlainSentences`
escapes the text of sentences in YAML. The form of a stamp is in `compose.places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from reportgen.compose.places import stamp

_TAG = re.compile(r"<(?=[A-Za-z])([A-Za-z][\w.-]*)")


class Stamps(Extension):
    """Writes `at="letter.docx.j2:12:3"` on every tag; puts `| attribute` on values inside a tag."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.lines: list[str] = []

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Remember the lines of a template: Jinja's tokens know their lines, not their columns."""
        self.lines = source.split("\n")
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its tags stamped."""
        columns = _Columns(self.lines)
        name = stream.name or "template"
        in_tag = False
        for token in stream:
            if token.type == "data":
                text = str(token.value)
                yield Token(token.lineno, "data", _stamped(text, token.lineno, name, columns))
                in_tag = _ends_in_tag(text, in_tag)
            elif in_tag and token.type == "variable_begin":
                # Inside a tag a value is an attribute: no marks of its place, quotes escaped.
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
    """Finds the columns of the tags of a template, which come in order."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        #: line number → where on it the last tag found ends
        self.ends: dict[int, int] = {}

    def of(self, line: int, tag: str) -> int:
        """Return the column, from 1, of the next `tag` (`<p`) on `line`."""
        row = self.lines[line - 1] if line <= len(self.lines) else ""
        tags = _TAG.finditer(row, self.ends.get(line, 0))
        match = next((match for match in tags if match[0] == tag), None)
        if match is None:
            return 1
        self.ends[line] = match.end()
        return match.start() + 1


def _stamped(text: str, line: int, name: str, columns: _Columns) -> str:
    """Return a text of the template, which begins on `line`, with a stamp on each of its tags."""

    def stamped(match: re.Match[str]) -> str:
        here = line + text.count("\n", 0, match.start())
        return match[0] + stamp(name, here, columns.of(here, match[0]))

    return _TAG.sub(stamped, text)


def _ends_in_tag(text: str, in_tag: bool) -> bool:
    """Return whether what follows `text` stands inside a tag; `in_tag` says it of what is before."""
    last_open, last_close = text.rfind("<"), text.rfind(">")
    return in_tag if last_open == last_close else last_open > last_close


class PlainSentences(Extension):
    """Escapes the text of sentences that stand in YAML: it is text, never markup."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a sentence with its own text escaped."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", str(escape(token.value)))
            else:
                yield token
