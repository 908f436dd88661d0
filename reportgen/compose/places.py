"""How rendered markup says where its tags and its values were written.

A tag carries a stamp, the place in its template: `<p at="letter.docx.j2:12:3">`. A value of the
content stands between two processing instructions: `<?y content/types/x.yaml:3:5:2?>值<?e?>`. No text
can forge an instruction, because text is escaped, and a reader of XML passes it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from reportgen.content.dates import WrittenDate
from reportgen.content.quantities import Quantity, Wording
from reportgen.spans import Joined, Located, LocatedDecimal, LocatedInteger, Span

#: the attribute with a stamp, and the targets of the instructions that open and close a value
STAMP, OPEN, CLOSE = "at", "y", "e"
#: the instruction that closes a value
CLOSING = f"<?{CLOSE}?>"

_STAMP_VALUE = re.compile(r"(.+):(\d{1,7}):(\d{1,7})")
_PLACE = re.compile(r"(.+):(\d{1,7}):(\d{1,7}):(\d{1,7})")
_LOCATED = re.compile(rf"<\?{OPEN} (.*?)\?>(.*?){re.escape(CLOSING)}", re.DOTALL)
_INSTRUCTION = re.compile(r"<\?.*?\?>")


def stamp(template: str, line: int, column: int) -> str:
    """Return the attribute, with the blank before it, that says where a tag stands."""
    return f' {STAMP}="{template}:{line}:{column}"'


def read_stamp(value: str, tag: str, folder: str) -> Span | None:
    """Return the place that a stamp says, or None if it is none; it covers `<` and the tag's name.

    `folder` is the workspace folder of the templates.
    """
    match = _STAMP_VALUE.fullmatch(value)
    if not match:
        return None
    name, line, column = match.groups()
    path = name if name.startswith("content/") else f"{folder}/{name}"
    return Span(path, int(line), int(column), len(tag) + 1)


def marked(body: str, place: Span) -> Markup:
    """Return the markup `body` between the instructions that say where it was written."""
    at = f"{place.path}:{place.line}:{place.column}:{place.length}"
    return as_markup(f"<?{OPEN} {at}?>{body}{CLOSING}")


def read_place(instruction: str) -> Span | None:
    """Return the place that an opening instruction says, or None if it is none."""
    match = _PLACE.fullmatch(instruction)
    if not match:
        return None
    path, line, column, length = match.groups()
    return Span(path, int(line), int(column), int(length))


def located_texts(value: Any) -> Iterator[Located]:
    """Yield the texts in a value of a template that know their places."""
    if isinstance(value, Quantity | Wording | WrittenDate):
        value = value.text
    markup = located_markup(value)
    if isinstance(markup, Markup):
        for place, body in _LOCATED.findall(markup):
            if span := read_place(place):
                yield Located.at(Markup(body).striptags(), span)  # noqa: S704 - the values are escaped


def without_places(markup: str) -> str:
    """Return `markup` without its instructions."""
    return _INSTRUCTION.sub("", markup)


def as_markup(text: str) -> Markup:
    """Return a text that is markup already."""
    return Markup(text)  # noqa: S704 - the callers have escaped what they put into it


def located_markup(value: Any) -> Any:
    """Return what a template writes for a value: escaped, and marked if the content holds it.

    None is an empty text. A value that is neither text nor a located number is returned as it is.
    """
    if isinstance(value, Located):
        return marked(escape(value), value.span)
    if isinstance(value, Markup):
        return value
    if isinstance(value, Joined):
        return Markup("").join(located_markup(part) for part in value.parts)
    if value is None:
        return ""
    if isinstance(value, LocatedInteger | LocatedDecimal) and value.span:
        return marked(str(value), value.span)
    return value
