"""The cells of a returned row → texts as the record would have them, and values of YAML."""

from __future__ import annotations

import difflib

from reportgen.content import dates, quantities
from reportgen.content.edit import Value
from reportgen.content.figures import names_of
from reportgen.intake import values
from reportgen.intake.form import Kind
from reportgen.intake.items import Item, kind_of
from reportgen.intake.remarks import Weight
from reportgen.intake.returned import ReturnedRow
from reportgen.intake.sheet_state import SheetState
from reportgen.intake.values import NONE, Unreadable
from reportgen.spreadsheets import ErrorValue, Uncalculated
from reportgen.suggestions import nearest


def row_texts(state: SheetState, row: ReturnedRow, item: Item | None) -> dict[str, str]:
    """Return the texts of a row by code, those of cells with faults left out."""
    texts: dict[str, str] = {}
    for column in state.sheet.readable:
        code = column.code
        if code not in state.there.codes or column.kind is Kind.ACTION or code == "unit":
            continue
        if code == "last" and item and item.known.get("last"):
            continue
        try:
            text = _cell_text(state, row, item, code)
        except Unreadable as wrong:
            state.say(wrong.code, Weight.FAULT, row.place(code), f"{state.label_words(row, item)}{wrong.message}",
                     row.text(code), wrong.advice)  # fmt: skip
            continue
        texts[code] = text
        if text:
            state.reading.texts[row.place(code)] = text
    return texts


def _cell_text(state: SheetState, row: ReturnedRow, item: Item | None, code: str) -> str:
    """Return the text of a cell in the form of the record; raise Unreadable where it has none."""
    cell = row.cells[code]
    if isinstance(cell.value, ErrorValue):
        raise Unreadable(
            "intake-error-cell", f"格里是错误值 {cell.value}，请改成数，没有的写“无”"
            if state.sheet.code == "figures" else f"格里是错误值 {cell.value}，请改正或清空",
        )  # fmt: skip
    if isinstance(cell.value, Uncalculated):
        raise Unreadable("intake-formula", "公式还没有算出结果，请在表里按 F9 后保存，或直接写数")
    text = row.text(code)
    kind = kind_of(item, state.sheet, code)
    if kind is Kind.QUANTITY:
        return _quantity_text(state, row, item, code, text)
    if kind is Kind.YES and text and not values.is_yes_or_no(text):
        heading = state.sheet.column(code).heading
        what = f"“{heading}”只写“是”，这里是“{text}”，没有读"
        state.say("intake-value", Weight.REMINDER, row.place(code), what, text, "是")
        return ""
    text = values.read(kind, text, state.content.year)
    if kind is Kind.DATE and text and state.sheet.entries:
        date = dates.parse(text, state.content.year)
        if date is None or not date.stretches:
            why = f"看不出“{text}”是哪一天"
            raise Unreadable("intake-date", why, f"如 {state.content.year}-12-30")
    what, advice = values.doubt(kind, text, state.content.year)
    if what and text != state.base(item, code):
        code_of = "intake-date" if kind is Kind.DATE else "intake-value"
        state.say(code_of, Weight.REMINDER, row.place(code), what, row.text(code), advice)
    if kind is Kind.DATE and state.sheet.code == "events":
        _check_year(state, text)
    match kind:
        case Kind.CHAPTER:
            return _chapter_name(state, text)
        case Kind.FIGURES:
            return _figure_names(state, text)
        case Kind.PICTURES:
            return _picture_names(state, text)
    return text


def _check_year(state: SheetState, text: str) -> None:
    """Raise Unreadable for a day of another year."""
    date = dates.parse(text, state.content.year) if text else None
    if date and date.stretches and not dates.touches_year(date, state.content.year):
        raise Unreadable("intake-date", f"这一天不在{state.content.year}年（没有计入）")


def _quantity_text(
    state: SheetState, row: ReturnedRow, item: Item | None, code: str, text: str
) -> str:
    if text in values.BLANK or text == NONE:
        return NONE if text == NONE and state.sheet.code == "figures" else ""
    unit = row.text("unit") if "unit" in state.there.codes else ""
    unit = unit or (item.unit if item else "")
    read, behind = values.figure_text(text, unit)
    has_number = quantities.parse(read) is not None or values.is_uncounted(read)
    if not has_number and read != state.base(item, code):
        what = f"{state.label_words(row, item)}“{text}”里没有数，照写收下；有数请写数"
        state.say("intake-value", Weight.REMINDER, row.place(code), what, text)
    if behind and not row.text("note"):
        state.say(
            "intake-value",
            Weight.REMINDER,
            row.place(code),
            f"{state.label_words(row, item)}收作“{read}”；“{behind}”可以写进“注释”",
        )
    elif behind:
        state.say(
            "intake-value",
            Weight.REMINDER,
            row.place(code),
            f"{state.label_words(row, item)}收作“{read}”；“{behind}”没有写进记录",
        )
    return read


def _chapter_name(state: SheetState, text: str) -> str:
    if not text:
        return ""
    for chapter in state.content.entry.chapters:
        if chapter.is_named(text) or values.plain(chapter.name) == values.plain(text):
            return chapter.name
    if text in state.reading.chapters:
        return text
    names = (*state.content.chapter_names, *state.reading.chapters)
    inside = [name for name in names if name in text]
    near = inside[0] if len(inside) == 1 else nearest(text, names)
    what = "没有选用" if text.endswith("型") else "没有这一章"
    listed = "、".join(names)
    raise Unreadable("intake-type", f"本支部{what}“{text}”，可选：{listed}", near or "")


def _figure_names(state: SheetState, text: str) -> str:
    names = []
    known = _figure_labels(state)
    for name in values.names_in(text):
        label = known.get(values.plain(name))
        if label is None:
            near = difflib.get_close_matches(name, known.values(), 1, 0.5)
            question = f"，是不是“{near[0]}”？" if near else ""
            raise Unreadable(
                "intake-reference", f"“3 数字”里没有“{name}”{question}", near[0] if near else ""
            )
        names.append(label)
    return "、".join(names)


def _figure_labels(state: SheetState) -> dict[str, str]:
    """Return the labels of all figures, those that the workbook adds included, by every name."""
    labels: dict[str, str] = {}
    for name, figure in state.content.entry.record.figures.items():
        for other in names_of(name, figure):
            labels[values.plain(str(other))] = str(figure.label)
    figures = state.returned.sheets.get("figures")
    for row in figures.rows if figures else ():
        if row.text("label") and row.text("value") not in values.BLANK | {NONE}:
            labels.setdefault(values.plain(row.text("label")), row.text("label"))
    return labels


def _picture_names(state: SheetState, text: str) -> str:
    names = values.names_in(text)
    missing = []
    for name in names:
        if name in state.pictures.keys:
            continue
        if name in state.pictures.beside:
            missing.append((f"“{name}”还没有图注，请在“11 图片”里添一行", ""))
            continue
        near = state.pictures.likely(name)
        there = f"；有“{near}”，是不是它？" if near else ""
        missing.append((f"文件夹里没有“{name}”{there}", near))
    if missing:
        advice = missing[0][1] if len(names) == 1 else ""
        raise Unreadable("intake-picture", "；".join(why for why, _ in missing), advice)
    return "、".join(names)


def yaml_value(state: SheetState, kind: Kind, text: str, code: str) -> Value:
    """Return the text of a cell as YAML."""
    if kind is Kind.FIGURES:
        return [_entry_name(state, label) for label in values.names_in(text)]
    if kind is Kind.PICTURES:
        keys = [state.pictures.keys[name] for name in values.names_in(text)]
        return keys[0] if code == "picture" else list(keys)
    return values.to_yaml(kind, text)


def _entry_name(state: SheetState, label: str) -> str:
    known = state.content.figure(label)
    new = state.reading.entries.get(values.plain(label), label)
    return str(known[0]) if known else new
