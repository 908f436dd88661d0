"""What a line of text is made of: runs, figures, missing facts, references."""

from __future__ import annotations

from dataclasses import field

from reportgen.classes import frozen
from reportgen.spans import Span


@frozen
class Text:
    """A run of characters in one weight; `at` is the content that was written there."""

    text: str
    bold: bool = False
    at: Span | None = field(default=None, compare=False)


@frozen
class Number:
    """A figure as written, apart from its unit: slides set the two in different sizes."""

    number: str
    unit: str = ""
    at: Span | None = field(default=None, compare=False)


@frozen
class Pending:
    """A fact that is still missing, shown as 【待补充：…】 and refused in a final build."""

    text: str
    at: Span | None = field(default=None, compare=False)


@frozen
class Reference:
    """The number of a captioned block elsewhere in the report (图1, 表2)."""

    target: str
    at: Span | None = field(default=None, compare=False)


@frozen
class LineBreak:
    """A forced line end inside a paragraph."""


Inline = Text | Number | Pending | Reference | LineBreak


Content = tuple[Inline, ...]
