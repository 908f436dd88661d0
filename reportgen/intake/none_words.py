"""The word 无 in a sheet: what a branch says that it has not (`none` in the record)."""

from __future__ import annotations

from reportgen.intake.changes import Change, Operation
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState
from reportgen.intake.values import NONE


def read_none(state: SheetState, row: ReturnedRow) -> None:
    """Read a sheet that says 无."""
    place = row.place(state.sheet.label)
    if any(item.exists for item in state.items):
        state.say(
            "intake-conflict",
            Weight.DECISION,
            place,
            f"写了“无”，记录里有{len(state.items)}项；先留着，请定",
            NONE,
        )
        return
    add_none(state, state.sheet.none, place)


def add_none(state: SheetState, word: str, place: str) -> None:
    """Write into `none` what the branch has not."""
    there = state.content.raw("record", ("none",))
    words = [there] if isinstance(there, str) else (there or [])
    if word in words:
        return
    state.reading.changes.append(
        Change(Operation.INSERT, "record", ("none", len(words)), word, place)
    )


def remove_none(state: SheetState, word: str, place: str) -> None:
    """Remove from `none` what the branch has after all."""
    there = state.content.raw("record", ("none",))
    if isinstance(there, list) and word in there:
        path = ("none", there.index(word))
        state.reading.changes.append(Change(Operation.REMOVE, "record", path, None, place))
