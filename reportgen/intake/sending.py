"""The workbook that a branch fills in: written with XlsxWriter, filled from the record as it is."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reportgen.content import dates
from reportgen.content.log.events import EVENT_KINDS
from reportgen.intake import values
from reportgen.intake.base import EXISTS, Base, lines_of
from reportgen.intake.content import BranchContent
from reportgen.intake.cover_sheet import Issue, form_title, write_cover
from reportgen.intake.form import (
    BASE,
    CHOICES,
    CODES_ROW,
    COVER,
    FIRST_ROW,
    HEADINGS_ROW,
    MOST_ERROR,
    MOST_PROMPT,
    MOST_TITLE,
    SHEETS,
    Column,
    Kind,
    Sheet,
    form_id,
)
from reportgen.intake.formats import FAINT, LINE, RED, SOFT, Formats
from reportgen.intake.items import Item, items_of, kind_of

_GOLD, _CREAM, _YELLOW = "#FFE9A8", "#F7EEE2", "#FFF9DD"
_PALE_LINE = "#E8E2D8"
#: width of a Chinese character in the units of column widths, and of the margins of a cell
_CHARACTER, _MARGIN = 2.0, 1.5
#: the width of a guide, in characters of a column: what a screen shows without scrolling
_SCREEN = 190.0
#: points of a line of text in a cell, and the most of a row (Excel's specifications and limits)
_LINE_HEIGHT, _MOST_HEIGHT = 16.0, 400.0
_LEVELS = ("国家级", "省级", "市级", "区级", "县级", "街道级", "系统内")
_ROLES = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "委员", "党小组组长")
_STATES = ("已整改", "基本完成", "仍在整改", "不再推进")
_UNLOCKED = {
    "format_rows": True, "format_columns": True, "insert_rows": True, "sort": True, "autofilter": True,
    "format_cells": True,
}  # fmt: skip


def workbook_for(content: BranchContent, issue: Issue) -> bytes:
    """Return the workbook that a branch fills in, as the bytes of an .xlsx file."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = datetime.datetime.combine(issue.day, datetime.time(9))
    book.set_properties(
        {
            "title": form_title(content),
            "author": issue.name,
            "created": moment,
        }
    )
    formats = Formats(book)
    cover = book.add_worksheet(COVER)
    base: dict[tuple[str, str, str], str] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for sheet in SHEETS:
        worksheet = book.add_worksheet(sheet.tab)
        writer = _SheetWriter(sheet, worksheet, formats, content)
        ranges[sheet.code] = writer.write(base)
    write_cover(cover, formats, content, issue, ranges)
    _write_choices(book, formats, content)
    _write_base(book, content, issue, base)
    cover.activate()
    book.close()
    return target.getvalue()


@dataclass(slots=True)
class _SheetWriter:
    """Writes one sheet."""

    sheet: Sheet
    worksheet: Any
    formats: Formats
    content: BranchContent
    items: tuple[Item, ...] = ()

    def write(self, base: dict[tuple[str, str, str], str]) -> tuple[int, int]:
        """Write the sheet and add its texts to `base`; return the first and last row of items."""
        items = self.items = items_of(self.sheet, self.content)
        self.frame()
        last = FIRST_ROW + len(items) + self.sheet.blank - 1
        for number, item in enumerate(items, FIRST_ROW):
            self.item(number, item, base)
        for number in range(FIRST_ROW + len(items), last + 1):
            self.blank(number)
        if last >= FIRST_ROW:
            self.validate(FIRST_ROW, last, items)
            self.highlight(FIRST_ROW, FIRST_ROW + len(items) - 1, items)
        self.worksheet.print_area(0, 1, max(last, HEADINGS_ROW) - 1, len(self.sheet.columns))
        return FIRST_ROW, FIRST_ROW + len(items) - 1

    def words(self, text: str) -> str:
        """Return a text of the form with its years, and what it says of a ledger."""
        record = self.content.entry.record
        ledger = ""
        if record.ledger:
            ledger = f"已经用台账记的（{record.ledger.file}）不用再抄，这里只补台账里没有的。"
        return text.format(year=self.content.year, last=self.content.year - 1, ledger=ledger)

    def frame(self) -> None:
        sheet, worksheet, formats = self.sheet, self.worksheet, self.formats
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(sheet.colour)
        worksheet.set_column(0, 0, 10, None, {"hidden": True})
        for index, column in enumerate(sheet.columns, 1):
            worksheet.set_column(index, index, column.width)
        widths = [*accumulate(column.width for column in sheet.columns)]
        total = max(own for own in widths if own <= _SCREEN)
        guide = self.words(sheet.guide)
        beside = widths[sheet.frozen - 1] if sheet.frozen else 0.0
        lines = -(-len(guide) * _CHARACTER // (total - beside))
        worksheet.set_row(0, 33)
        worksheet.set_row(1, max(20.0, lines * 15.0 + 6))
        worksheet.write_string(0, 1, sheet.title, formats(bold=True, font_size=18, font_color=RED))
        soft = formats(font_size=10, font_color=SOFT, text_wrap=True)
        # The frozen columns are printed on every page; a guide that began in them would be cut there.
        start = sheet.frozen + 1 if sheet.frozen else 1
        worksheet.merge_range(1, start, 1, max(widths.index(total) + 1, 2), guide, soft)
        worksheet.set_row(CODES_ROW - 1, None, None, {"hidden": True})
        worksheet.write_string(CODES_ROW - 1, 0, f"#{sheet.code}")
        worksheet.write_string(HEADINGS_ROW - 1, 0, "编号")
        worksheet.set_row(HEADINGS_ROW - 1, 25)
        for index, column in enumerate(sheet.columns, 1):
            worksheet.write_string(CODES_ROW - 1, index, column.code)
            head = formats(
                bold=True, font_color=_GOLD if column.expected else "#FFFFFF", bg_color=RED, align="center",
                border=1, border_color=LINE, text_wrap=True,
            )  # fmt: skip
            worksheet.write_string(HEADINGS_ROW - 1, index, self.words(column.heading), head)
        worksheet.freeze_panes(HEADINGS_ROW, sheet.frozen + 1 if sheet.frozen else 0)
        worksheet.repeat_rows(HEADINGS_ROW - 1)
        if sheet.frozen:
            worksheet.repeat_columns(1, sheet.frozen)
        # Pictures are objects of a sheet.
        worksheet.protect("", {**_UNLOCKED, "objects": sheet.code == "pictures"})
        worksheet.set_paper(9)
        if sheet.landscape:
            worksheet.set_landscape()
        worksheet.fit_to_pages(2 if sheet.frozen else 1, 0)
        worksheet.center_horizontally()
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        title = form_title(self.content).replace("&", "&&")
        worksheet.set_footer(f"&C&9{title}·&A　第&P页/共&N页")

    def style(self, column: Column, *, locked: bool, kind: Kind | None = None) -> Any:
        """Return the format of a cell."""
        kind = kind or column.kind
        properties: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "text_wrap": True,
            "locked": locked,
        }
        if column.centred or (
            column.code == "value" and kind in (Kind.QUANTITY, Kind.COUNT, Kind.DATE)
        ):
            properties["align"] = "center"
        else:
            properties |= {"indent": 1, "align": "left"}
        if kind is Kind.DATE:
            properties["num_format"] = "yyyy-mm-dd"
        if column.kind is Kind.NOTICE and not column.locked and column.code != "pic":
            properties |= {
                "font_size": 9.5,
                "font_color": FAINT,
                "border_color": _PALE_LINE,
                "locked": True,
            }
            if column.code == "hint" and self.sheet.code == "figures":
                properties["font_color"] = "#B45309"
            if column.code == "diff":
                properties["num_format"] = '+0;-0;"持平"'
        elif locked or column.locked:
            properties |= {"bg_color": _CREAM, "locked": True}
        if kind is Kind.PERSON or column.code in ("label", "title"):
            properties["font_size"] = 11
        return self.formats(**properties)

    def item(self, number: int, item: Item, base: dict[tuple[str, str, str], str]) -> None:
        """Write a row with what the record has."""
        self.worksheet.write_string(number - 1, 0, item.id)
        display = self.display(item)
        for index, column in enumerate(self.sheet.columns, 1):
            kind = kind_of(item, self.sheet, column.code)
            locked = item.locked or column.locked or self.is_known(item, column)
            style = self.style(column, locked=locked, kind=kind)
            self.cell(number, index, column, kind, display.get(column.code, ""), style)
            if locked or column.kind in (Kind.NOTICE, Kind.ACTION):
                continue
            base[self.sheet.tab, item.id, column.code] = _as_text(display.get(column.code, ""))
        if item.exists:
            base[self.sheet.tab, item.id, EXISTS] = "1"
        if self.sheet.label != "item":
            base[self.sheet.tab, item.id, self.sheet.label] = item.label
        if any(
            c.kind in (Kind.LONG, Kind.POINTS, Kind.LINES, Kind.VOTES)
            or c.code in ("hint", "use", "brief")
            for c in self.sheet.columns
        ):
            self.worksheet.set_row(number - 1, self.height(display))
        else:
            self.worksheet.set_row(number - 1, 21)

    def is_known(self, item: Item, column: Column) -> bool:
        """Return whether a cell says what the branch cannot change here."""
        if self.sheet.code != "figures":
            return False
        return column.code == "last" and bool(item.known.get("last"))

    def display(self, item: Item) -> dict[str, str | int]:
        """Return what the cells of a row show."""
        texts: dict[str, str | int] = {**item.texts, **{k: v for k, v in item.known.items() if v}}
        if "item" in {c.code for c in self.sheet.columns}:
            texts["item"] = item.label
        if self.sheet.code == "figures":
            texts["value"], unit = values.display_of(item.texts.get("value", ""), item.unit)
            texts["unit"] = unit
            last = item.known.get("last") or item.texts.get("last", "")
            texts["last"], last_unit = values.display_of(last, unit)
            if last_unit != unit:
                texts["last"] = last
        elif item.kind is Kind.QUANTITY:
            texts["value"], unit = values.display_of(item.texts["value"], item.unit)
            if unit != item.unit:
                texts["value"] = item.texts["value"]
        elif item.kind is Kind.COUNT and item.texts["value"].isdecimal():
            texts["value"] = int(item.texts["value"])
        if "act" in {c.code for c in self.sheet.columns}:
            texts["act"] = "保留"
        return texts

    def cell(
        self, number: int, index: int, column: Column, kind: Kind, value: str | int, style: Any
    ) -> None:
        worksheet, row = self.worksheet, number - 1
        if (
            column.code in ("diff", "n", "hint")
            and column.kind is Kind.NOTICE
            and self.formula(number, column, value, style, index)
        ):
            return
        if value == "":
            worksheet.write_blank(row, index, None, style)
        elif isinstance(value, int):
            worksheet.write_number(row, index, value, style)
        elif kind is Kind.DATE and (day := _day(value, self.content.year)):
            worksheet.write_datetime(
                row, index, datetime.datetime.combine(day, datetime.time()), style
            )
        elif kind in (Kind.COUNT, Kind.HOURS) and value.replace(".", "", 1).isdecimal():
            worksheet.write_number(row, index, float(value), style)
        else:
            worksheet.write_string(row, index, value, style)

    def formula(
        self, number: int, column: Column, value: str | int, style: Any, index: int
    ) -> bool:
        """Write a formula of the form with its result; return whether the column has one."""
        row, sheet = number - 1, self.sheet
        if column.code == "n":
            source = {"texts": "C", "works": "D"}[sheet.code]
            item = self.texts_of(number)
            length = len(item.get("value" if sheet.code == "texts" else "text", ""))
            result: Any = length or ""
            self.worksheet.write_formula(
                row, index, f'=IF(LEN({source}{number})=0,"",LEN({source}{number}))', style, result
            )
            return True
        if sheet.code != "figures" or (column.code == "hint" and value):
            return False
        texts = self.texts_of(number)
        now, last = texts.get("value", ""), texts.get("last", "")
        numbers = isinstance(now, int) and isinstance(last, int)
        if column.code == "diff":
            difference: Any = now - last if numbers else ""
            self.worksheet.write_formula(
                row,
                index,
                f'=IF(AND(ISNUMBER(E{number}),ISNUMBER(F{number})),F{number}-E{number},"")',
                style,
                difference,
            )
            return True
        label = texts.get("label", "")
        hint = "还没填" if label and now == "" else ""
        if numbers and last and (now > last * 3 or now < last / 3):
            hint = "与上年差得多，请核对"
        formula = (
            f'=IF(AND(C{number}<>"",ISBLANK(F{number})),"还没填",IF(AND(ISNUMBER(E{number}),ISNUMBER(F{number})),'
            f'IF(OR(F{number}>E{number}*3,F{number}<E{number}/3),"与上年差得多，请核对",""),""))'
        )
        self.worksheet.write_formula(row, index, formula, style, hint)
        return True

    def texts_of(self, number: int) -> Mapping[str, Any]:
        """Return what a row shows; nothing for an empty one."""
        index = number - FIRST_ROW
        return self.display(self.items[index]) if index < len(self.items) else {}

    def height(self, display: Mapping[str, str | int]) -> float:
        """Return the height of a row in which every text stands whole."""
        lines = 1.0
        for column in self.sheet.columns:
            text = str(display.get(column.code, ""))
            room = max(1.0, (column.width - _MARGIN) / _CHARACTER)
            lines = max(lines, sum(max(1.0, -(-_width(line) // room)) for line in text.split("\n")))
        return min(
            _MOST_HEIGHT,
            max(self.sheet.height if self.sheet.height < 60 else 32, lines * _LINE_HEIGHT + 8),
        )

    def blank(self, number: int) -> None:
        """Write an empty row."""
        self.worksheet.set_row(number - 1, max(21.0, min(self.sheet.height, 36.0)))
        for index, column in enumerate(self.sheet.columns, 1):
            style = self.style(column, locked=False)
            self.cell(number, index, column, column.kind, "", style)

    def validate(self, first: int, last: int, items: Sequence[Item]) -> None:
        """Give the cells their lists and messages."""
        for index, column in enumerate(self.sheet.columns, 1):
            rule: dict[str, Any] = {"validate": "any"}
            if column.choices:
                rule = {"validate": "list", "source": f"=选_{column.choices}"}
                rule |= {
                    "error_title": "请从下拉里选",
                    "error_message": "点格子右边的小三角，从里面选一项。"[:MOST_ERROR],
                }
                rule["error_type"] = "warning" if column.strict else "information"
            elif column.kind is Kind.COUNT:
                rule = {
                    "validate": "integer",
                    "criteria": "between",
                    "minimum": 0,
                    "maximum": 99999,
                }
                rule |= {
                    "error_type": "warning",
                    "error_title": "只写数字",
                    "error_message": "只写阿拉伯数字，不写“人”。",
                }
            elif not column.prompt:
                continue
            if column.prompt:
                rule |= {
                    "input_title": self.words(column.heading)[:MOST_TITLE],
                    "input_message": self.words(column.prompt)[:MOST_PROMPT],
                }
            self.worksheet.data_validation(first - 1, index, last - 1, index, rule)
        for number, item in enumerate(items, first):
            hint = item.known.get("hint", "")
            if self.sheet.code == "basics" and hint:
                rule = {
                    "validate": "any",
                    "input_title": item.label[:MOST_TITLE],
                    "input_message": hint[:MOST_PROMPT],
                }
                self.worksheet.data_validation(number - 1, 2, number - 1, 2, rule)

    def highlight(self, first: int, last: int, items: Sequence[Item]) -> None:
        """Colour the cells yellow that are to be filled in and are still empty."""
        yellow = self.formats(bg_color=_YELLOW)
        codes = {
            "basics": ("value",),
            "texts": ("value",),
            "figures": ("value",),
            "followups": ("status", "result"),
        }
        for code in codes.get(self.sheet.code, ()):
            index = next(i for i, c in enumerate(self.sheet.columns, 1) if c.code == code)
            for number in range(first, last + 1):
                item = items[number - first]
                if item.expected and not item.locked:
                    self.worksheet.conditional_format(
                        number - 1, index, number - 1, index, {"type": "blanks", "format": yellow}
                    )


def _width(line: str) -> float:
    """Return the width of a line in Chinese characters."""
    return sum(1.0 if ord(c) > 0x2000 else 0.55 for c in line)


def _day(text: str, year: int) -> datetime.date | None:
    date = dates.parse(text, year)
    return date.day if date else None


def _as_text(value: str | int) -> str:
    return str(value)


# ── The hidden sheets ──


def _write_choices(book: Any, formats: Formats, content: BranchContent) -> None:
    worksheet = book.add_worksheet(CHOICES)
    kinds = dict.fromkeys((*EVENT_KINDS, *map(str, content.entry.record.kinds)))
    labels = [
        item.label for item in items_of(next(s for s in SHEETS if s.code == "figures"), content)
    ]
    lists: dict[str, Sequence[str]] = {
        "章": content.chapter_names, "是": ("是",), "整改": _STATES, "处理": ("保留", "删除"), "级别": _LEVELS,
        "类别": (*kinds, "其他"), "职务": _ROLES, "数字名": labels,
    }  # fmt: skip
    for column, (name, options) in enumerate(lists.items()):
        worksheet.write_string(0, column, name, formats(bold=True))
        for row, option in enumerate(options, 1):
            worksheet.write_string(row, column, str(option))
        letter = chr(ord("A") + column)
        book.define_name(
            f"选_{name}", f"='{CHOICES}'!${letter}$2:${letter}${max(2, len(options) + 1)}"
        )
    worksheet.very_hidden()


def _write_base(
    book: Any, content: BranchContent, issue: Issue, texts: Mapping[tuple[str, str, str], str]
) -> None:
    worksheet = book.add_worksheet(BASE)
    base = Base(
        form_id(content.year),
        content.slug,
        content.year,
        issue.day.isoformat(),
        issue.committee,
        texts,
    )
    for row, (key, text) in enumerate(lines_of(base)):
        worksheet.write_string(row, 0, key)
        if text:
            worksheet.write_string(row, 1, text)
    worksheet.very_hidden()
