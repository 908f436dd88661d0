"""The works and events that use a picture, as a returned workbook names them."""

from __future__ import annotations

import difflib
from dataclasses import replace

from reportgen.content.edit import Value
from reportgen.intake import values
from reportgen.intake.changes import Operation
from reportgen.intake.items import Item, items_of
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState, sheet_of


def change_picture(state: SheetState, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
    """Put a picture of the record into more works and events, or give it another file."""
    if code == "use":
        use_picture(state, row, str(item.path[-1]), text)
        return True
    picture = state.pictures.new.get(row.number)
    if picture is None:
        return False
    state.reading.pictures.append(picture)
    state.change(Operation.PUT, item, (*item.path, "file"), picture.path, row.place(code))
    return True


def use_picture(state: SheetState, row: ReturnedRow, key: str, titles: str) -> None:
    """Put a picture into the works and events that a row names."""
    for title in (t.strip() for t in titles.split("\n")):
        if not title:
            continue
        if not _put_into(state, key, title, row.place("use")):
            near = difflib.get_close_matches(title, _titles(state), 1, 0.5)
            question = f"，是不是“{near[0]}”？" if near else ""
            why = f"没有题为“{title}”的工作或活动{question}"
            state.say(
                "intake-reference",
                Weight.FAULT,
                row.place("use"),
                why,
                title,
                near[0] if near else "",
            )


def _titles(state: SheetState) -> list[str]:
    return [
        i.label for code in ("works", "events") for i in items_of(sheet_of(code), state.content)
    ]


def _put_into(state: SheetState, key: str, title: str, place: str) -> bool:
    """Put a picture into the work or event of a title; return whether there is one."""
    wanted = values.plain(title)
    for index, change in enumerate(state.reading.changes):
        new = change.value
        is_item = change.operation is Operation.INSERT and isinstance(new, dict)
        if (
            is_item
            and isinstance(new, dict)
            and values.plain(str(new.get("title") or "")) == wanted
        ):
            keys = _list(new.get("pictures"))
            keys += [] if key in keys else [key]
            more: dict[str, Value] = {"pictures": [*keys]}
            if change.path[0] == "events":
                more = {"picture": key}
            state.reading.changes[index] = replace(change, value={**new, **more})
            return True
    for code, name in (("works", "pictures"), ("events", "picture")):
        for item in items_of(sheet_of(code), state.content):
            if values.plain(item.label) != wanted:
                continue
            path = (*item.path, name)
            there = next((c for c in state.reading.changes if c.path == path), None)
            keys = _list(there.value if there else state.content.raw("record", path))
            if key not in keys:
                if there:
                    state.reading.changes.remove(there)
                whole: Value = key if name == "picture" else [*keys, key]
                state.change(Operation.PUT, item, path, whole, place)
            return True
    return False


def _list(value: Value) -> list[str]:
    """Return a list of names, of which YAML may hold one alone."""
    if not value:
        return []
    return [str(value)] if isinstance(value, str) else [str(item) for item in value]
