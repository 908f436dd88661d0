"""Quantities as people write them: read, found in prose, compared, added up, written back."""

from __future__ import annotations

from reportgen.content.quantities.arithmetic import (
    Limits,
    add,
    agrees,
    bounds,
    compare,
    difference,
    format_like,
    growth,
    limits,
    meet,
    percentage,
    ratio,
    same_unit,
    same_value,
    total,
)
from reportgen.content.quantities.prose import find_all
from reportgen.content.quantities.written import Approximation, Quantity, parse

__all__ = [
    "Approximation",
    "Limits",
    "Quantity",
    "add",
    "agrees",
    "bounds",
    "compare",
    "difference",
    "find_all",
    "format_like",
    "growth",
    "limits",
    "meet",
    "parse",
    "percentage",
    "ratio",
    "same_unit",
    "same_value",
    "total",
]
