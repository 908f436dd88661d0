"""The names in a branch.yaml, found line by line without parsing YAML.

The build compares the names of every branch in every run, also of those that did not change.
"""

from __future__ import annotations

import re

_NAME_LINE = re.compile(rb"(?m)^(?:name|short|unit):[ ]*([^#\r\n]+)")


def names_in(data: bytes) -> tuple[str, ...]:
    """Return the names of the branch and its unit in the order of their lines."""
    lines = (name.decode("utf-8", "replace") for name in _NAME_LINE.findall(data))
    return tuple(line.strip("\"' ") for line in lines)
