"""Jinja extensions on the token stream: template lines on tags, attributes that stay attributes.

`<p` becomes `<p at="annual-report.docx.j2:12"`, so a fault in a node points at its template line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

_TAG = re.compile(r"<(?=[A-Za-z])([A-Za-z][\w.-]*)")


class Stamps(Extension):
    """Marks every tag with its line, and closes every value that stands inside a tag."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its tags stamped."""
        name = stream.name or "template"
        in_tag = False
        for token in stream:
            if token.type == "data":
                text, in_tag = _stamped(str(token.value), token.lineno, name, in_tag)
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


def _stamped(text: str, line: int, name: str, in_tag: bool) -> tuple[str, bool]:
    def stamp(match: re.Match[str]) -> str:
        here = line + text.count("\n", 0, match.start())
        return f'<{match[1]} at="{name}:{here}"'

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
