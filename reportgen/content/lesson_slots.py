"""The texts of a lesson in, `{代号}` replaced by the figures it refers to; nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel

from reportgen.content.model_faults import did_you_mean
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Located, span_of

_SLOT = re.compile(r"\{([a-z0-9][a-z0-9_-]*)\}")


def fill(
    value: Any, texts: Mapping[str, str], known: Collection[str], found: list[Diagnostic]
) -> Any:
    """Return `value` with the slots of its texts replaced; a key not `known` goes to `found`."""
    if isinstance(value, str):
        return _filled_text(value, texts, known, found) if "{" in value else value
    if isinstance(value, tuple):
        items = tuple(fill(item, texts, known, found) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, BaseModel):
        changed = {
            name: new
            for name in type(value).model_fields
            if (new := fill(old := getattr(value, name), texts, known, found)) is not old
        }
        return value.model_copy(update=changed) if changed else value
    return value


def _filled_text(
    text: str, texts: Mapping[str, str], known: Collection[str], found: list[Diagnostic]
) -> str:
    span = span_of(text)
    for match in _SLOT.finditer(text):
        if match[1] not in known:
            hints = did_you_mean(match[1], known, listing="本课已有的数字")
            message = f"本课没有名为 `{match[1]}` 的数字"
            found.append(Diagnostic("unknown-figure", message, span, hints=hints))
    new = _SLOT.sub(lambda match: texts.get(match[1], match[0]), text)
    return Located.at(new, span) if span else new
