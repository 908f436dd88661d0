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
from reportgen.content.quantities.units import dimension
from reportgen.content.quantities.written import (
    Approximation,
    Quantity,
    Value,
    Wording,
    is_uncounted,
    number_of,
    parse,
    read_value,
    scale_of,
    without_unit,
)

__all__ = [
    "Approximation",
    "Limits",
    "Quantity",
    "Value",
    "Wording",
    "add",
    "agrees",
    "bounds",
    "compare",
    "difference",
    "dimension",
    "find_all",
    "format_like",
    "growth",
    "is_uncounted",
    "limits",
    "meet",
    "number_of",
    "parse",
    "percentage",
    "ratio",
    "read_value",
    "same_unit",
    "same_value",
    "scale_of",
    "total",
    "without_unit",
]
