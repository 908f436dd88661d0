"""Which item of the record a row of the workbook means: by its id and by what people call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from reportgen.intake import values
from reportgen.intake.form import Kind, Sheet
from reportgen.intake.items import Item
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedRow


@dataclass(frozen=True, slots=True)
class Match:
    """A row with its item, None for a new one; whether people call the item otherwise now."""

    row: ReturnedRow
    item: Item | None
    is_renamed: bool = False


def matched(
    rows: Sequence[ReturnedRow],
    items: Sequence[Item],
    sheet: Sheet,
    labels: Mapping[str, str],
    year: int,
) -> tuple[tuple[Match, ...], list[Remark]]:
    """Return the rows with their items, and what is odd about it.

    `labels` are those of the items as they were sent, by id. A row with the id and the label of an
    item is that item. Where they differ, the label of another item wins: half a table was sorted.
    A label that is new stands for a new name, once; a second row with the same id is a new item.
    """
    ids = _ids(items, labels)
    names = _numbered(_name(sheet, item.texts, item.label, year) for item in items)
    by_name = dict(zip(names, items, strict=True))
    row_names = _numbered(
        _name(sheet, {c: row.text(c) for c in ("date",)}, row.text(sheet.label), year)
        for row in rows
    )
    owners: dict[str, ReturnedRow] = {}
    for row in rows:
        item = _item(ids, row.id)
        if item and values.plain(row.text(sheet.label)) == values.plain(item.label):
            owners.setdefault(item.id, row)
    matches: list[Match] = []
    remarks: list[Remark] = []
    used: set[str] = set()
    for row, name in zip(rows, row_names, strict=True):
        known, text = _item(ids, row.id), row.text(sheet.label)
        other = by_name.get(name) if text else None
        item, is_renamed = known, False
        if known and text and values.plain(text) != values.plain(known.label):
            if other and other is not known:
                item = other
                why = f"“{text}”这一行的编号是“{known.label}”的，按名称对上（只排了半张表的序时会这样）"
                remarks.append(Remark("intake-moved", Weight.REMINDER, row.place(sheet.label), why))
            elif owners.get(known.id, row) is not row or known.id in used:
                item = None
                why = f"这一行是从“{known.label}”复制的，名称是“{text}”，当作新添的一项"
                remarks.append(Remark("intake-moved", Weight.REMINDER, row.place(sheet.label), why))
            else:
                is_renamed = True
        elif known is None or known.id in used:
            item = other
        if item and item.id in used:
            item, is_renamed = None, False
        if item:
            used.add(item.id)
        matches.append(Match(row, item, is_renamed))
    return tuple(matches), remarks


def _name(sheet: Sheet, texts: Mapping[str, str], label: str, year: int) -> str:
    """Return what tells an item from the others of its sheet; events of one title have their dates."""
    if sheet.code != "events":
        return values.plain(label)
    date = texts.get("date", "")
    with suppress(values.Unreadable):
        date = values.read(Kind.DATE, date, year)
    return f"{values.plain(date)}|{values.plain(label)}"


def _numbered(names: Iterable[str]) -> list[str]:
    """Return the names, a repeated one with its number."""
    counts: Counter[str] = Counter()
    numbered = []
    for name in names:
        counts[name] += 1
        numbered.append(name if counts[name] == 1 else f"{name}#{counts[name]}")
    return numbered


def _ids(items: Sequence[Item], labels: Mapping[str, str]) -> dict[str, Item]:
    """Return the items by the ids that a form may have for them.

    The form of another year has other ids for figures: what it called a figure when it was sent
    leads to it. The ids of texts end in digits of their titles.
    """
    ids = {item.id: item for item in items}
    by_label = {values.plain(item.label): item for item in items}
    for identity, label in labels.items():
        if item := by_label.get(values.plain(label)):
            ids.setdefault(identity, item)
    for item in items:
        ids.setdefault(f"#{item.id.rpartition('/')[2]}", item)
    return ids


def _item(ids: Mapping[str, Item], identity: str) -> Item | None:
    if not identity:
        return None
    return ids.get(identity) or ids.get(f"#{identity.rpartition('/')[2]}")
