"""Numbers of a returned sheet that are unlikely: beside each other, and beside those of last year."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from reportgen.content import quantities
from reportgen.intake.items import Item
from reportgen.intake.matching import Match
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState
from reportgen.intake.votes import is_beyond, vote_of

#: a value this many times that of last year is worth a second look
_MUCH = 3


def check_members(state: SheetState, matches: tuple[Match, ...]) -> None:
    """Say where the members are not as many as the formal and the probationary ones together."""
    cells = {
        match.item.id.rpartition(".")[2]: match.row for match in matches
        if match.item and match.item.id.startswith("branch.members.")
    }  # fmt: skip
    counts = {
        name: quantities.parse(unicodedata.normalize("NFKC", row.text("value")))
        for name, row in cells.items()
    }
    total, formal, probationary = (counts.get(n) for n in ("total", "formal", "probationary"))
    if not (total and formal and probationary):
        return
    if total.value != formal.value + probationary.value:
        parts = f"正式 {formal.value}＋预备 {probationary.value}"
        what = f"党员总数 {total.value}，{parts}＝{formal.value + probationary.value}，请核对"
        state.say("intake-people", Weight.REMINDER, cells["total"].place("value"), what)


def check_people(state: SheetState, row: ReturnedRow, written: Mapping[str, str]) -> None:
    """Say where more people came than should."""
    present, due = written.get("present", ""), written.get("due", "")
    if present and due and int(present) > int(due):
        swapped = "，是不是写反了？" if int(due) else ""
        what = f"实到 {present} 人多于应到 {due} 人，请核对{swapped}"
        state.say("intake-people", Weight.REMINDER, row.place("present"), what, present)
    for line in filter(None, written.get("votes", "").split("\n")):
        if is_beyond(vote_of(line) or {}):
            what = f"“{line}”：票数加起来多于应到人数，请核对"
            state.say("intake-people", Weight.REMINDER, row.place("votes"), what, line)


def compare_with_last_year(
    state: SheetState, row: ReturnedRow, item: Item | None, text: str
) -> None:
    """Say where a figure is three times that of last year or more, or less than a third of it."""
    known = item.known.get("last", "") if item else ""
    now, then = (quantities.parse(t) if t else None for t in (text, known))
    if not (now and then and now.value and then.value):
        return
    if quantities.dimension(now.unit)[0] != quantities.dimension(then.unit)[0]:
        return
    times = (
        now.value
        * quantities.dimension(now.unit)[1]
        / (then.value * quantities.dimension(then.unit)[1])
    )
    if times > _MUCH or times * _MUCH < 1:
        how = (
            f"是上年（{then.text}）的 {times:.0f} 倍"
            if times > 1
            else f"不到上年（{then.text}）的三分之一"
        )
        state.say(
            "intake-much",
            Weight.REMINDER,
            row.place("value"),
            f"{state.label_words(row, item)}{how}，请核对",
            row.text("value"),
        )
