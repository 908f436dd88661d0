"""The values as they were sent, in a hidden sheet of the workbook: what a reading compares with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.intake.form import BASE
from reportgen.spreadsheets import Sheet as Worksheet
from reportgen.spreadsheets import Workbook

#: the code of the line that says the record had an item when the form was sent
EXISTS = "@"


@dataclass(frozen=True, slots=True)
class Base:
    """What a workbook says of itself, and its texts as they were sent."""

    form: str = ""
    branch: str = ""
    year: int = 0
    #: the day it was sent, as 2025-12-05
    issued: str = ""
    committee: str = ""
    #: sheet, id of the item, code of the column → text
    texts: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    #: whether the checksum is that of the lines
    is_whole: bool = False


def lines_of(base: Base) -> list[tuple[str, str]]:
    """Return the lines of the hidden sheet."""
    head = [
        ("form", base.form),
        ("branch", base.branch),
        ("year", str(base.year)),
        ("issue", base.issued),
        ("by", base.committee),
    ]
    lines = [*head, *(("|".join(place), text) for place, text in base.texts.items())]
    return [*lines, ("checksum", _checksum(lines))]


def _checksum(lines: Iterable[tuple[str, str]]) -> str:
    joined = "\n".join(f"{key}\t{value}" for key, value in lines)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def base_of(book: Workbook) -> Base:
    """Return what the hidden sheet says; an empty one where there is none."""
    sheet = book.sheet(BASE)
    if sheet is None:
        return Base()
    lines = [(_text(sheet, row, 1), _text(sheet, row, 2)) for row in sheet.filled_rows]
    written = dict(lines)
    texts: dict[tuple[str, str, str], str] = {}
    for key, text in lines:
        name, _, rest = key.partition("|")
        identity, mark, code = rest.rpartition("|")
        if mark:
            texts[name, identity, code] = text
    rows = [(key, text) for key, text in lines if key != "checksum"]
    # A form without a checksum counts as whole.
    is_whole = written.get("checksum", "") in ("", _checksum(rows))
    year = written.get("year", "")
    return Base(
        written.get("form", ""),
        written.get("branch", ""),
        int(year) if year.isdecimal() else 0,
        written.get("issue", ""),
        written.get("by", ""),
        texts if is_whole else {},
        is_whole,
    )


def _text(sheet: Worksheet, row: int, column: int) -> str:
    value = sheet.cell(row, column).value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
