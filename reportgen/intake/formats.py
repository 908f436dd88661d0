"""The look that the form and the status book share: their face, their colours, and cell formats made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: a face that Excel and WPS have on every Chinese Windows
FONT = "微软雅黑"
RED, INK, SOFT, LINE = "#9E1530", "#262626", "#5F5850", "#CFC6B8"


@dataclass(slots=True)
class Formats:
    """The cell formats of one workbook of XlsxWriter: equal properties give the same format."""

    book: Any
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

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
        if key not in self.made:
            self.made[key] = self.book.add_format(whole)
        return self.made[key]
