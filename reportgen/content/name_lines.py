"""The bytes of a branch.yaml → the names in it, each on a line of its own, without reading it whole."""

from __future__ import annotations

import re

_NAME_LINE = re.compile(rb"(?m)^(?:name|short|unit):[ ]*([^#\r\n]+)")


def names_in(data: bytes) -> tuple[str, ...]:
    """Return what the file calls the branch and its unit, in the order of its lines."""
    lines = (found.decode("utf-8", "replace") for found in _NAME_LINE.findall(data))
    return tuple(line.strip("\"' ") for line in lines)
