"""A value of the content → markup: escaped, and marked with the place it was written at."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from reportgen.content.derived import Counted
from reportgen.spans import Located, Place, Span

#: Marks around a value in the markup: processing instructions, which no text can forge once
#: escaped, and which vanish when the markup is parsed.
OPEN, CLOSE = "<?y %s:%d:%d:%d?>", "<?e?>"


def markup(text: str) -> Markup:
    """Return a text that is markup already as such."""
    # The constructor of Markup asks for __html__ first and takes six times as long.
    return str.__new__(Markup, text)


def escaped(text: str) -> str:
    """Return `text` as `escape` does, but as a plain string: added to markup, text is escaped again."""
    # Most has nothing to escape, which five searches tell soonest.
    if "&" in text or "<" in text or ">" in text or "'" in text or '"' in text:
        return str(escape(str(text)))
    return text


def placed(body: str, place: Span | Place) -> str:
    """Return markup with the mark of its place."""
    if isinstance(place, Span):
        place = place.path, place.line, place.column, place.length
    return OPEN % place + body + CLOSE


def located(text: Located) -> str:
    """Return a text of the content as markup with the mark of its place."""
    place = text.place
    if (
        isinstance(place, Span)
        or "&" in text
        or "<" in text
        or ">" in text
        or "'" in text
        or '"' in text
    ):
        return placed(escaped(text), place)
    return OPEN % place + text + CLOSE  # nearly all there are: one call for each, not three


def keep_place(value: Any) -> Any:
    """Return `value` escaped and, if it was written in a content file, marked with its place."""
    if isinstance(value, Markup) or value is None:
        return "" if value is None else value
    if isinstance(value, Located):
        return markup(located(value))
    span = value.span if isinstance(value, Counted) else None
    return markup(placed(str(value), span)) if span else value
