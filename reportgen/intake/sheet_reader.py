"""One returned sheet compared with what was sent and with the record → changes and remarks."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.content.edit import Value
from reportgen.content.figures import names_of
from reportgen.content.model import Followup
from reportgen.intake import values
from reportgen.intake.base import EXISTS
from reportgen.intake.cell_texts import row_texts, yaml_value
from reportgen.intake.changes import Change, Operation
from reportgen.intake.completeness import count_progress
from reportgen.intake.form import Kind
from reportgen.intake.items import Item, items_of, kind_of
from reportgen.intake.matching import Match, matched
from reportgen.intake.merging import Verdict, verdict
from reportgen.intake.new_items import create_item, ensure_chapter, read_new_item
from reportgen.intake.none_words import add_none, read_none
from reportgen.intake.picture_uses import change_picture
from reportgen.intake.plausibility import check_members, check_people, compare_with_last_year
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState, joined_figure, short
from reportgen.intake.values import NONE


def read_sheet(state: SheetState) -> None:
    """Read the rows of a sheet; changes and remarks are added to its reading."""
    state.items = items_of(state.sheet, state.content)
    labels = {
        identity: text
        for (tab, identity, code), text in state.returned.base.texts.items()
        if tab == state.sheet.tab and code == state.sheet.label
    }
    rows = state.there.rows
    if state.sheet.none and any(r.text(state.sheet.label) == NONE for r in rows):
        read_none(state, next(r for r in rows if r.text(state.sheet.label) == NONE))
        rows = tuple(r for r in rows if r.text(state.sheet.label) != NONE)
    matches, remarks = matched(rows, state.items, state.sheet, labels, state.content.year)
    state.reading.remarks += remarks
    for match in matches:
        if match.item and match.row.id:
            state.sent[match.item.id] = _sent_id(match, labels)
    filled = 0
    for match in matches:
        filled += _read_row(state, match)
    _report_missing_items(state, {match.item.id for match in matches if match.item})
    if state.sheet.code in ("works", "problems", "plan"):
        _order(state, matches)
    if state.sheet.code == "basics":
        check_members(state, matches)
    count_progress(state, matches, filled)


def _sent_id(match: Match, labels: Mapping[str, str]) -> str:
    """Return the id that an item was sent with: that of its row, unless the row is another's."""
    assert match.item is not None
    label = values.plain(match.item.label)
    if match.row.id in labels and values.plain(labels[match.row.id]) != label:
        return next((i for i, text in labels.items() if values.plain(text) == label), match.item.id)
    return match.row.id


def _read_row(state: SheetState, match: Match) -> bool:
    """Read a row; return whether it has anything."""
    row, item = match.row, match.item
    if item and item.locked:
        _report_locked(state, row, item)
        return True
    if row.text("act").startswith("删"):
        _remove(state, row, item)
        return False
    if row.text("act") not in ("", "保留"):
        what = f"“处理”只写“保留”或“删除”，这里是“{row.text('act')}”，当作保留"
        state.say("intake-value", Weight.REMINDER, row.place("act"), what, row.text("act"))
    answer = state.answers.get(row.place(state.sheet.label))
    if item is None or (match.is_renamed and answer and answer.way == "other"):
        return read_new_item(state, row)
    written = row_texts(state, row, item)
    if match.is_renamed and item.exists:
        _rename(state, row, item)
        written.pop(state.sheet.label, None)
    if state.sheet.code == "events":
        check_people(state, row, written)
    emptied = [
        code for code, text in written.items()
        if not text and (state.base(item, code) or code == state.sheet.label)
        and item.texts.get(code) and not state.is_prefilled(code)
    ]  # fmt: skip
    rest = [c for c, text in written.items() if text and not state.is_prefilled(c)]
    if emptied and not rest and len(emptied) > 1:
        _clear_row(state, row, item)
        return False
    if item.exists and rest and state.sheet.label in emptied:
        heading = state.sheet.column(state.sheet.label).heading
        state.say(
            "intake-label",
            Weight.FAULT,
            row.place(state.sheet.label),
            f"没有{heading}；记录里的“{short(item.label)}”留着",
        )
        written.pop(state.sheet.label)
    changed = False
    for code, text in written.items():
        changed |= _compare_cell(state, row, item, code, text)
    if changed and not item.exists:
        create_item(state, row, item, written)
    return any(written.get(c.code) for c in state.sheet.readable if c.expected)


def _report_locked(state: SheetState, row: ReturnedRow, item: Item) -> None:
    """Say where somebody wrote into a cell that only shows what is known."""
    text = row.text("value")
    is_other = bool(text) and values.plain(text) != values.plain(item.texts.get("value", ""))
    if state.sheet.entries and is_other:
        what = f"“{item.label}”是灰格，改成的“{text}”没有读；要改请在“给上级的话”里写明"
        state.say("intake-left", Weight.REMINDER, row.place("value"), what, text)


def _compare_cell(state: SheetState, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
    """Compare a cell with what was sent and what the record says; return whether it is to be written."""
    kind = kind_of(item, state.sheet, code)
    if code == state.sheet.label and not item.exists:
        return False  # the name of a new item is compared with nothing
    record = item.texts.get(code, "")
    if kind is Kind.YES and text == "否":
        text = ""
    base = state.base(item, code)
    if base is not None and kind is Kind.QUANTITY and state.sheet.code != "figures":
        base = joined_figure(base, item.unit)

    def same(first: str, second: str) -> bool:
        if state.sheet.code == "followups" and code == "status" and first and second:
            states = [Followup(name=item.label, status=text).state for text in (first, second)]
            if states[0] and states[0] == states[1]:
                return True
        return values.same(kind, first, second, state.content.year)

    if state.sheet.code == "figures" and code == "value":
        compare_with_last_year(state, row, item, text)
        state.reading.figures[item.label] = text
    match verdict(base, record, text, same):
        case Verdict.TAKE:
            return _take(state, row, item, code, text)
        case Verdict.CONFLICT:
            return _settle_conflict(state, row, item, code, text)
        case Verdict.CLEARED if state.deletes(row.place(code)):
            return _clear(state, row, item, code)
        case Verdict.CLEARED:
            state.say(
                "intake-cleared",
                Weight.DECISION,
                row.place(code),
                f"{state.label_words(row, item)}原来的“{short(record)}”被清空，内容留着没有删",
            )
    return False


def _take(state: SheetState, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
    if not item.exists:
        return code != "type" and bool(text)
    if state.sheet.code == "figures" and code == "value" and text == NONE:
        if _is_used(state, item):
            what = (
                f"{state.label_words(row, item)}写了“无”，记录里的工作、图表还用着它；先留着，请定"
            )
            state.say("intake-conflict", Weight.DECISION, row.place(code), what, text)
            return False
        state.change(Operation.REMOVE, item, item.path, None, row.place(code))
        add_none(state, item.label, row.place(code))
        return True
    if state.sheet.code == "works" and code == "type":
        target = state.chapter_path(text)
        title = item.label
        state.reading.changes.append(
            Change(Operation.MOVE, item.file, item.path, title, row.place(code), (*target, "works"))
        )
        return True
    column = state.sheet.column(code)
    if state.sheet.code == "pictures" and code in ("use", "file"):
        return change_picture(state, row, item, code, text)
    if not column.field and not state.sheet.entries and state.sheet.code != "texts":
        what = f"“{short(item.label)}”不能从这里移到别处，要移请在“处理”选“删除”，再添一行"
        state.say("intake-left", Weight.REMINDER, row.place(code), what, text)
        return False
    path = (*item.path, *column.field)
    if path[0] == "chapters":
        ensure_chapter(state, path[:2], row.place(code))
    if (
        state.sheet.code == "figures"
        and code == "value"
        and isinstance(state.content.raw(item.file, item.path), str)
    ):
        path = item.path
    state.change(
        Operation.PUT,
        item,
        path,
        yaml_value(state, kind_of(item, state.sheet, code), text, code),
        row.place(code),
    )
    return True


def _is_used(state: SheetState, item: Item) -> bool:
    """Return whether something of the record names a figure."""
    record = state.content.entry.record
    figure = record.figures[str(item.path[-1])]
    names = {values.plain(str(name)) for name in names_of(str(item.path[-1]), figure)}
    works = [work for chapter in record.chapters for work in chapter.works]
    works += record.debriefing.duties if record.debriefing else ()
    used = [*record.compare, *(name for work in works for name in work.figures)]
    used += [name for other in record.figures.values() for name in other.parts]
    return any(values.plain(str(name)) in names for name in used)


def _settle_conflict(state: SheetState, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
    side = state.prefers(row.place(code))
    if side == "workbook":
        return _take(state, row, item, code, text)
    if side == "record":
        return False
    record = item.texts.get(code, "")
    sent = state.base(item, code)
    since = "记录里是"
    if sent is not None:
        since = f"表 {state.returned.base.issued} 发出后记录改成了"
    what = f"{state.label_words(row, item)}{since} {short(record)}，填报表写 {short(text)}；先留 {short(record)}，请定"
    remark = Remark(
        "intake-conflict", Weight.DECISION, row.place(code), what, text, "", sent or "", record
    )
    state.reading.remarks.append(remark)
    return False


def _clear(state: SheetState, row: ReturnedRow, item: Item, code: str) -> bool:
    """Take a value out of the record whose cell was emptied; return whether it can be.

    A figure goes with its value, and an item with what it is called.
    """
    is_whole = code == state.sheet.label or (state.sheet.code == "figures" and code == "value")
    path = item.path if is_whole else (*item.path, *state.sheet.column(code).field)
    if state.content.raw(item.file, path) is None:
        return False
    state.change(Operation.REMOVE, item, path, None, row.place(code))
    return True


def _rename(state: SheetState, row: ReturnedRow, item: Item) -> None:
    text = row.text(state.sheet.label)
    place = row.place(state.sheet.label)
    if not state.sheet.column(state.sheet.label).field:
        what = f"“{item.label}”改成了“{text}”，这一行仍当作“{item.label}”读"
        state.say("intake-left", Weight.REMINDER, place, what, text, item.label)
        return
    if state.prefers(place) == "workbook":
        state.change(
            Operation.PUT,
            item,
            (*item.path, *state.sheet.column(state.sheet.label).field),
            text,
            place,
        )
        return
    base = state.base(item, state.sheet.label)
    if base is not None and values.plain(base) == values.plain(text):
        return  # the record was renamed since, and the workbook still says what it was sent with
    state.say(
        "intake-renamed", Weight.DECISION, place,
        f"名称由“{item.label}”改成了“{text}”，其余内容照收，名称请定", text,
    )  # fmt: skip


def _clear_row(state: SheetState, row: ReturnedRow, item: Item) -> None:
    place = f"{state.there.name}!第{row.number}行"
    if state.deletes(place):
        state.change(Operation.REMOVE, item, item.path, None, place)
        return
    state.say(
        "intake-cleared", Weight.DECISION, place,
        f"原来的“{short(item.label)}”被清空，内容留着没有删；要删请在“处理”选“删除”",
    )  # fmt: skip


def _remove(state: SheetState, row: ReturnedRow, item: Item | None) -> None:
    if item is None or not item.exists:
        what = f"新添的“{short(row.text(state.sheet.label))}”选了“删除”，没有读"
        state.say("intake-left", Weight.REMINDER, row.place("act"), what)
        return
    changed = [
        code for code, text in item.texts.items()
        if (base := state.base(item, code)) is not None
        and not values.same(kind_of(item, state.sheet, code), base, text, state.content.year) and base != text
    ]  # fmt: skip
    place = row.place("act")
    if changed and state.prefers(place) != "workbook":
        what = f"填报表要删“{short(item.label)}”，表发出后记录又改过它；先留着，请定"
        state.say("intake-conflict", Weight.DECISION, place, what)
        return
    state.change(Operation.REMOVE, item, item.path, None, place)


def _report_missing_items(state: SheetState, present: set[str]) -> None:
    """Say which items the workbook no longer has; none is deleted for that."""
    for index, item in enumerate(state.items):
        if item.id in present or not item.exists or item.locked or not _was_sent(state, item):
            continue
        row = _empty_row(state, index)
        place = f"{state.there.name}!第{row}行" if row else state.there.name
        what = (
            f"原来的“{short(item.label)}”被清空"
            if row
            else f"原来的“{short(item.label)}”这一行不见了"
        )
        remedy = (
            "；要删请在“处理”选“删除”" if any(c.code == "act" for c in state.sheet.columns) else ""
        )
        state.say("intake-cleared", Weight.DECISION, place, f"{what}，内容留着没有删{remedy}")


def _order(state: SheetState, matches: tuple[Match, ...]) -> None:
    """Put the items of a list in the order of the rows, where the rows were sorted."""
    lists: dict[tuple[str | int, ...], list[Match]] = {}
    for match in matches:
        item = match.item
        if item and item.exists and match.row.text(state.sheet.label):
            lists.setdefault(item.path[:-1], []).append(match)
    sent = [
        i
        for (tab, i, code) in state.returned.base.texts
        if (tab, code) == (state.sheet.tab, EXISTS)
    ]
    for path, own in lists.items():
        ids = [match.row.id for match in own]
        if not set(ids) <= set(sent) or ids == sorted(ids, key=sent.index):
            continue
        items = [match.item for match in own if match.item]
        of_record = sorted(items, key=state.items.index)
        place = f"{state.there.name}!第{own[0].row.number}行"
        if [state.sent.get(item.id) for item in of_record] != sorted(ids, key=sent.index):
            what = "各行排了新的次序，表发出后记录也重排过；先照记录的次序，请定"
            state.say("intake-conflict", Weight.DECISION, place, what)
            continue
        labels: list[Value] = [item.label for item in items]
        state.reading.changes.append(Change(Operation.ORDER, "record", path, labels, place))


def _was_sent(state: SheetState, item: Item) -> bool:
    """Return whether the workbook was sent with an item: as its base says, or by its other ids."""
    base = state.returned.base
    if any(tab == state.sheet.tab and code == EXISTS for tab, _, code in base.texts):
        return (state.sheet.tab, item.id, EXISTS) in base.texts
    return bool(base.texts) and any(row.id for row in state.there.rows)


def _empty_row(state: SheetState, index: int) -> int:
    """Return the emptied row between those of the items before and behind an item; 0 if there is none."""
    numbers = {row.id: row.number for row in state.there.rows if row.id}
    before = max((numbers.get(state.sent.get(i.id, ""), 0) for i in state.items[:index]), default=0)
    behind = min(
        (numbers.get(state.sent.get(i.id, ""), 10**7) for i in state.items[index + 1 :]),
        default=10**7,
    )
    return next((n for n in state.there.emptied if before < n < behind), 0)
