"""The three-way merge: what was sent, what the record says now, what came back."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of one cell."""

    #: the record stays as it is, and there is nothing to say
    LEAVE = "leave"
    #: the record gets what the workbook says
    TAKE = "take"
    #: both were changed: the record stays until somebody decides
    CONFLICT = "conflict"
    #: the workbook's cell was emptied, which deletes nothing
    CLEARED = "cleared"


def verdict(
    base: str | None, record: str, written: str, same: Callable[[str, str], bool]
) -> Verdict:
    """Return what becomes of a cell.

    `base` is its text as it was sent, None where the workbook does not say; `same` tells whether
    two texts say the same.
    """
    if base is not None and (written == base or same(written, base)):
        return Verdict.LEAVE
    if not written:
        return Verdict.CLEARED if base and record else Verdict.LEAVE
    if written == record or same(written, record):
        return Verdict.LEAVE
    if not record or (base is not None and (record == base or same(record, base))):
        return Verdict.TAKE
    return Verdict.CONFLICT
