"""What a template can write: texts, numbers, dates; not a function, a record or a list as a whole.

Python writes an object without a text of its own as `<function … at 0x7f…>`: a place in the memory,
which differs from run to run and means nothing to a reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

#: how `str` writes an object whose class says nothing of it
_WITHOUT_TEXT: tuple[object, ...] = (object.__str__, BaseModel.__str__)


class NotWritable(TypeError):  # noqa: N818 - what a template asked for, not an error of ours
    """A template writes a value that has no text of its own."""

    def __init__(self, value: Any) -> None:
        """Keep the value, of which the message of the fault says what it is."""
        super().__init__(type(value).__name__)
        self.value = value


def as_text(value: Any) -> str:
    """Return the text of `value`, that of None is empty; raise NotWritable if it has none."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if not isinstance(value, (int, float)) and type(value).__str__ in _WITHOUT_TEXT:
        raise NotWritable(value)
    return str(value)


def check_texts(values: Iterable[Any]) -> None:
    """Raise NotWritable if one of the values has no text of its own."""
    for value in values:
        as_text(value)
