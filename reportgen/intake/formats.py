"""The look that the form and the status book share: their face, their colours, and cell formats made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: a face that Excel and WPS have on every Chinese Windows
FONT = "微软雅黑"
RED, INK, SOFT, FAINT, LINE = "#9E1530", "#262626", "#5F5850", "#9A9188", "#CFC6B8"


@dataclass(slots=True)
class Formats:
    """The cell formats of one workbook of XlsxWriter: equal properties give the same format."""

    book: Any
    by_properties: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Any:
        """Return the format with these properties of XlsxWriter over the common ones."""
        whole = {
            "font_name": FONT,
            "font_size": 10.5,
            "font_color": INK,
            "valign": "vcenter",
            **properties,
        }
        key = tuple(sorted(whole.items()))
        if key not in self.by_properties:
            self.by_properties[key] = self.book.add_format(whole)
        return self.by_properties[key]


class Page:
    """Writes tables of one look into a workbook; `colours` has those of words that stand out."""

    def __init__(self, book: Any, colours: Mapping[str, tuple[str, str]]) -> None:
        self.book = book
        self.colours = colours
        self.format = Formats(book)

    def cell(self, **properties: Any) -> Any:
        """Return the format of a cell of a table."""
        return self.format(border=1, border_color=LINE, text_wrap=True, **properties)

    def coloured(self, word: str) -> Any:
        """Return the format of a cell with a word that may stand out."""
        colour, ground = self.colours.get(word, (INK, "#FFFFFF"))
        return self.cell(
            align="center", bold=word in self.colours, font_color=colour, bg_color=ground
        )

    def begin(self, name: str, title: str, guide: str, columns: Sequence[tuple[str, float]]) -> Any:
        """Return a new sheet with its title and the headings of its columns."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 2)
        for index, (_, width) in enumerate(columns, 1):
            sheet.set_column(index, index, width)
        sheet.set_row(1, 32)
        sheet.write_string(1, 1, title, self.format(bold=True, font_size=18, font_color=RED))
        sheet.write_string(2, 1, guide, self.format(font_size=10, font_color=SOFT))
        sheet.set_row(2, 20)
        head = self.cell(bold=True, font_color="#FFFFFF", bg_color=RED, align="center")
        for index, (heading, _) in enumerate(columns, 1):
            sheet.write_string(4, index, heading, head)
        sheet.set_row(4, 24)
        sheet.freeze_panes(5, 2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(4)
        return sheet
