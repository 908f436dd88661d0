"""What a returned sheet still lacks: how much is filled in, and which cells are empty."""

from __future__ import annotations

from reportgen.intake import values
from reportgen.intake.changes import Operation
from reportgen.intake.items import Item
from reportgen.intake.matching import Match
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState, short


def count_progress(state: SheetState, matches: tuple[Match, ...], filled: int) -> None:
    """Count what is filled in, and say what is not."""
    code = state.sheet.code
    if code in ("basics", "texts", "figures", "followups"):
        _count_cells(state, matches)
    elif code in ("works", "honours", "problems", "plan"):
        none = set(map(str, state.content.entry.record.none))
        has_word = any(
            c.operation is Operation.INSERT
            and c.path[:1] == ("none",)
            and c.value == state.sheet.none
            for c in state.reading.changes
        )
        state.reading.due += 1
        is_filled = (
            bool(filled) or has_word or (bool(state.sheet.none) and state.sheet.none in none)
        )
        state.reading.filled += is_filled
        if not is_filled:
            what = "还没有填；没有的在第一行写“无”" if state.sheet.none else "还没有填"
            state.say("intake-empty", Weight.REMINDER, state.there.name, what)
    if code == "works":
        _report_chapters_without_works(state, matches)


def _count_cells(state: SheetState, matches: tuple[Match, ...]) -> None:
    by_item = {match.item.id: match.row for match in matches if match.item}
    code = "status" if state.sheet.code == "followups" else "value"
    empty: list[tuple[Item, ReturnedRow]] = []
    for item in state.items:
        row = by_item.get(item.id)
        if not item.expected or item.locked or row is None or code not in state.there.codes:
            continue
        state.reading.due += 1
        text = row.text(code)
        cell = row.cells[code]
        if text not in values.BLANK or (cell.value is not None and not isinstance(cell.value, str)):
            state.reading.filled += 1
        else:
            empty.append((item, row))
    if state.sheet.code in ("texts", "followups") and empty:
        names = "、".join(f"“{short(item.label)}”" for item, _ in empty)
        state.say("intake-empty", Weight.REMINDER, state.there.name, f"还空着：{names}")
        return
    for item, row in empty:
        hidden = "（这一行被隐藏了）" if row.is_hidden else ""
        last = f"，上年是 {item.known['last']}" if item.known.get("last") else ""
        rest = f"；没有发生写 0，没有这一项写“无”{last}" if state.sheet.code == "figures" else ""
        state.say(
            "intake-empty",
            Weight.MISSING,
            row.place(code),
            f"“{item.label}”：还没有填{hidden}{rest}",
            row.text(code),
        )


def _report_chapters_without_works(state: SheetState, matches: tuple[Match, ...]) -> None:
    there = {m.row.text("type") for m in matches if m.row.text("title")}
    names = [n for n in state.content.chapter_names if n not in there]
    if names and len(names) < len(state.content.chapter_names):
        state.say(
            "intake-empty", Weight.REMINDER, state.there.name, f"{'、'.join(names)}还没有工作"
        )
