"""What a line of text is made of: runs, figures, missing facts, references."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.spans import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one weight; `at` is the content that was written there."""

    text: str
    bold: bool = False
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as written, apart from its unit: slides set the two in different sizes."""

    number: str
    unit: str = ""
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """A fact that is still missing, shown as 【待补充：…】 and refused in a final build."""

    text: str
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a captioned block elsewhere in the report (图1, 表2)."""

    target: str
    at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line end inside a paragraph."""


Inline = Text | Number | Pending | Reference | LineBreak


Content = tuple[Inline, ...]
