"""A length as WordprocessingML writes it in, twips out."""

from __future__ import annotations

import re

_MEASURE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?\s*")
#: ST_UniversalMeasure (ECMA-376 part 1, 22.9.2.15); a number without a unit counts twips
_TWIPS = {"": 1, "mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440, "pt": 20, "pc": 240, "pi": 240}


def twips(text: str) -> int:
    """Return a length (`1440`, `2.54cm`) as the nearest twip; raise ValueError for any other text."""
    match = _MEASURE.fullmatch(text)
    if match is None:
        raise ValueError(f"no length: {text!r}")
    return round(float(match[1]) * _TWIPS[match[2] or ""])
