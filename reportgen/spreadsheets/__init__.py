"""Reads workbooks as people fill them in: what a cell holds, what it shows, where it stands."""

from reportgen.spreadsheets.model import (
    Area,
    Cell,
    ErrorValue,
    Picture,
    Range,
    Sheet,
    Uncalculated,
    Value,
    Workbook,
)
from reportgen.spreadsheets.old_formats import OLD_FORMAT
from reportgen.spreadsheets.reading import cells_of, first_visible, part_of, range_of, read_workbook

__all__ = [
    "OLD_FORMAT",
    "Area",
    "Cell",
    "ErrorValue",
    "Picture",
    "Range",
    "Sheet",
    "Uncalculated",
    "Value",
    "Workbook",
    "cells_of",
    "first_visible",
    "part_of",
    "range_of",
    "read_workbook",
]
