"""A lesson or a committee → the texts that a person wrote in it, without quotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.content.checks.passages import Passage, Role
from reportgen.content.lessons import LessonPicture, Quotation, Reference
from reportgen.content.part import Part

#: keys and choices, which are no texts
_KEYS = frozenset(
    {"branches", "chart", "figures", "format", "kind", "palette", "pictures", "ranking", "show",
     "words"}
)  # fmt: skip
_ROLES = {"title": Role.TITLE, "topic": Role.TITLE, "notes": Role.SPEECH, "name": Role.LABEL}


def outline_passages(outline: Part) -> tuple[Passage, ...]:
    """Return every text of `outline`; what is quoted stands as it was written."""
    return tuple(_passages(outline))


def _passages(part: Part) -> Iterator[Passage]:
    for name, field in type(part).model_fields.items():
        if name not in _KEYS:
            yield from _texts(getattr(part, name), _ROLES.get(name, Role.PROSE), str(field.title))


def _texts(value: Any, role: Role, where: str) -> Iterator[Passage]:
    if isinstance(value, str):
        if value:
            yield Passage(value, role, where)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, role, where)
    elif isinstance(value, Part) and not isinstance(value, (LessonPicture, Quotation, Reference)):
        yield from _passages(value)
