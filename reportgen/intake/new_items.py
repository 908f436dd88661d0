"""Rows of a returned sheet that the record does not have yet → changes that add them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from reportgen.content import quantities
from reportgen.content.edit import Value
from reportgen.intake import values
from reportgen.intake.cell_texts import row_texts, yaml_value
from reportgen.intake.changes import Change, Operation, usual_order
from reportgen.intake.form import Kind
from reportgen.intake.items import Item, items_of
from reportgen.intake.none_words import add_none, remove_none
from reportgen.intake.picture_uses import use_picture
from reportgen.intake.plausibility import check_people
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState, sheet_of
from reportgen.intake.values import NONE


def read_new_item(state: SheetState, row: ReturnedRow) -> bool:
    """Read a row that the record does not have; return whether it has anything."""
    written = row_texts(state, row, None)
    if state.sheet.code == "events":
        check_people(state, row, written)
    label = written.get(state.sheet.label, "")
    has = [c for c, text in written.items() if text and not state.is_prefilled(c)]
    if not has and not any(
        row.text(c.code) for c in state.sheet.readable if not state.is_prefilled(c.code)
    ):
        return False
    if state.sheet.entries or state.sheet.code in ("texts", "followups"):
        if has:
            what = f"没有读：第{row.number}行，表里没有这一项"
            state.say("intake-left", Weight.REMINDER, f"{state.there.name}!第{row.number}行", what)
        return False
    if not label:
        heading = state.sheet.column(state.sheet.label).heading
        place = row.place(has[0] if has else state.sheet.label)
        state.say("intake-label", Weight.FAULT, place, f"这一行没有“{heading}”，没有读")
        return False
    item = _place_of(state, row, label, written)
    if item is None:
        return True
    create_item(state, row, item, written)
    return True


def _place_of(
    state: SheetState, row: ReturnedRow, label: str, written: dict[str, str]
) -> Item | None:
    """Return where a new item goes; None where that cannot be said."""
    identity = f"{state.sheet.code}/{row.number}"
    file, *path = state.sheet.path
    match state.sheet.code:
        case "figures":
            return Item(identity, label, {}, file, ("figures", label), exists=False)
        case "pictures":
            return _place_of_picture(state, row, label, identity)
        case "works" | "quotations" if "type" not in written and state.sheet.code == "works":
            return None  # its chapter is at fault
        case "works":
            chapter = written["type"]
            if not chapter:
                heading = state.sheet.column("type").heading
                state.say(
                    "intake-type",
                    Weight.FAULT,
                    row.place("type"),
                    f"没有写“{heading}”，可选：{'、'.join(state.content.chapter_names)}",
                )
                return None
            return Item(
                identity,
                label,
                {},
                file,
                (*state.chapter_path(chapter), "works", _index_behind(state, row, chapter)),
                exists=False,
            )
        case "quotations":
            where = _path_of_work(state, written.get("use", ""))
            pending = _change_with_work(state, written.get("use", ""))
            if where is None and pending is not None:
                return Item(identity, label, {}, file, ("quotations", pending), exists=False)
            if where is None:
                _report_unknown_work(state, row, written.get("use", ""))
                return None
            there = state.content.raw("record", (*where, "quotations")) or []
            return Item(identity, label, {}, file, (*where, "quotations", len(there)), exists=False)
        case _:
            there = state.content.raw(file, tuple(path)) or []
            return Item(
                identity,
                label,
                {},
                file,
                (*path, _index_behind(state, row, "", len(there))),
                exists=False,
            )


def _report_unknown_work(state: SheetState, row: ReturnedRow, title: str) -> None:
    """Say that the work is not there that a quotation belongs to."""
    works = [item.label for item in items_of(sheet_of("works"), state.content)]
    near = difflib.get_close_matches(title, works, 1, 0.5)
    question = f"，是不是“{near[0]}”？" if near else ""
    what = (
        f"“5 工作”里没有“{title}”{question or '，'}这句话没有读"
        if title
        else "没有写用在哪项工作，这句话没有读"
    )
    advice = near[0] if near else ""
    state.say("intake-reference", Weight.FAULT, row.place("use"), what, title, advice)


def _change_with_work(state: SheetState, title: str) -> int | None:
    """Return which change adds the work of a title."""
    for index, change in enumerate(state.reading.changes):
        is_work = change.operation is Operation.INSERT and change.path[:1] == ("chapters",)
        if not is_work or not isinstance(change.value, dict):
            continue
        if title and values.plain(str(change.value.get("title") or "")) == values.plain(title):
            return index
    return None


def _place_of_picture(
    state: SheetState, row: ReturnedRow, label: str, identity: str
) -> Item | None:
    """Return where a new picture goes; None where there is none, or the record has it."""
    key = state.pictures.present.get(row.number)
    if key:
        use_picture(state, row, key, row.text("use"))
        return None
    picture = state.pictures.new.get(row.number)
    if picture is None:
        if not row.text("file"):
            why = f"“{label}”没有照片：请写文件名，或把照片插在“照片”一格"
            state.say("intake-picture", Weight.FAULT, row.place("pic"), why)
        return None
    state.reading.pictures.append(picture)
    use_picture(state, row, picture.key, row.text("use"))
    return Item(identity, label, {}, "record", ("pictures", picture.key), exists=False)


def _path_of_work(state: SheetState, title: str) -> tuple[str | int, ...] | None:
    for item in items_of(sheet_of("works"), state.content):
        if title and values.plain(item.label) == values.plain(title):
            return item.path
    return None


def _index_behind(
    state: SheetState, row: ReturnedRow, chapter: str, count: int | None = None
) -> int:
    """Return the index of a new item: behind the item above it in the workbook, else the last."""
    above = -1
    for other in state.there.rows:
        if other.number >= row.number:
            break
        item = next((i for i in state.items if state.sent.get(i.id) == other.id and other.id), None)
        index = item.path[-1] if item and item.exists else None
        if item and isinstance(index, int) and chapter in ("", item.texts.get("type")):
            above = index
    if above >= 0:
        return above + 1
    if count is not None:
        return count
    return len(state.content.raw("record", (*state.chapter_path(chapter), "works")) or [])


def create_item(state: SheetState, row: ReturnedRow, item: Item, written: dict[str, str]) -> None:
    """Write an item that the record does not have."""
    if not _is_sound(state, row, item, written):
        return
    value = _fields_of(state, item, written)
    operation = Operation.INSERT if isinstance(item.path[-1], int) else Operation.PUT
    if operation is Operation.INSERT and state.sheet.code == "works":
        ensure_chapter(state, item.path[:2], row.place("type"))
    if state.sheet.code == "pictures":
        value["file"] = next(p.path for p in state.reading.pictures if p.key == item.path[-1])
    order = usual_order((*item.path, ""))
    whole: Value = {key: value[key] for key in sorted(value, key=order.index)}
    if item.path[0] == "quotations":
        index = item.path[1]
        assert isinstance(index, int)
        change = state.reading.changes[index]
        assert isinstance(change.value, dict)
        quotations = [*_values(change.value.get("quotations")), whole]
        new = {**change.value, "quotations": quotations}
        state.reading.changes[index] = replace(change, value=new)
        return
    if state.sheet.code == "figures":
        remove_none(state, item.label, row.place("value"))
        state.reading.entries[values.plain(written["label"])] = str(item.path[-1])
        if set(value) == {"value"}:
            whole = value["value"]
    state.change(operation, item, item.path, whole, row.place(state.sheet.label))


def _is_sound(state: SheetState, row: ReturnedRow, item: Item, written: dict[str, str]) -> bool:
    """Return whether a new row has all that an item needs; say what it lacks."""
    if state.sheet.code == "figures" and not _can_be_created(state, row, item, written):
        return False
    if state.sheet.code == "events" and not _is_new_event(state, row, written):
        return False
    if "type" in state.there.codes and "type" not in written:
        return False  # its chapter is at fault
    if state.sheet.code == "committee" and not written.get("role"):
        what = f"“{item.label}”没有写职务，这一行没有读"
        state.say("intake-label", Weight.FAULT, row.place("role"), what)
        return False
    # What is not in `written` has a fault, which has been said already.
    return all(
        c.code in written or c.code not in state.there.codes
        for c in state.sheet.readable
        if c.expected
    )


def _fields_of(state: SheetState, item: Item, written: Mapping[str, str]) -> dict[str, Value]:
    """Return the fields of a new item as YAML, from the texts of its row."""
    value: dict[str, Value] = {}
    for column in state.sheet.columns:
        text = written.get(column.code) or (
            item.texts.get(column.code, "") if column.locked else ""
        )
        if not text or not column.field or (column.code == "type" and state.sheet.code == "works"):
            continue
        if column.kind is Kind.YES and not values.is_yes(text):
            continue
        if column.code == "label" and item.path[-1] == text:
            continue
        there = value
        for key in column.field[:-1]:
            nested = there.setdefault(key, {})
            assert isinstance(nested, dict)
            there = nested
        there[column.field[-1]] = yaml_value(state, column.kind, text, column.code)
    return value


def ensure_chapter(state: SheetState, path: tuple[str | int, ...], place: str) -> None:
    """Begin a chapter that the record does not have yet, and those that stand before it."""
    raw = state.content.raw("record", ("chapters",)) or []
    changed_paths = {change.path for change in state.reading.changes}
    last = path[1]
    assert isinstance(last, int)
    types = [chapter.name for chapter in state.content.entry.chapters]
    for name in (*types, *state.reading.chapters):
        own = state.chapter_path(name)
        index = own[1]
        if isinstance(index, int) and len(raw) <= index <= last and own not in changed_paths:
            key = "type" if name in types else "title"
            state.reading.changes.append(Change(Operation.PUT, "record", own, {key: name}, place))


def _can_be_created(
    state: SheetState, row: ReturnedRow, item: Item, written: dict[str, str]
) -> bool:
    text = written.get("value", "")
    state.reading.figures.setdefault(item.label, text)
    if text == NONE:
        add_none(state, item.label, row.place("value"))
        return False
    quantity = quantities.parse(text) if text else None
    if quantity and not quantity.unit and not row.text("unit"):
        state.say(
            "intake-unit",
            Weight.FAULT,
            row.place("unit"),
            f"{state.label_words(row, item)}没有写单位",
        )
        return False
    return bool(text)


def _is_new_event(state: SheetState, row: ReturnedRow, written: dict[str, str]) -> bool:
    """Return whether a new event belongs to the record; say it where the ledger has it."""
    if "date" in written and not written["date"]:
        state.say("intake-date", Weight.FAULT, row.place("date"), "没有写日期")
        return False
    if "kinds" in written and not written["kinds"]:
        what = "没有写类别，记作发生过的事，不算组织生活；算的请补上类别"
        state.say("intake-label", Weight.REMINDER, row.place("kinds"), what)
    for event in state.content.entry.record.events:
        is_same = values.same(
            Kind.DATE, str(event.date.text), written.get("date", ""), state.content.year
        )
        if is_same and values.plain(event.title) == values.plain(written.get("title", "")):
            state.say(
                "intake-left",
                Weight.REMINDER,
                row.place("title"),
                "台账里已经有这次活动，没有再记",
            )
            return False
    return True


def _values(value: Value) -> list[Value]:
    """Return the items of a YAML list, [] where the value is no list."""
    return [*value] if isinstance(value, list) else []
