"""What Excel and WPS put on the clipboard as HTML → the rows of a table, with the marks of its joined cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reportgen.content.tables.grid import ABOVE, LEFT

#: heads have at most so many rows
_MOST_HEADS = 2
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FILL = re.compile(
    r"background(?:-color)?:\s*(?!white|#fff\b|#ffffff|none|transparent|auto|window)\S",
    re.IGNORECASE,
)
_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """The rows of a copied table, how many of them are heads, and how many cells are joined ones."""

    rows: tuple[tuple[str, ...], ...]
    heads: int
    merges: int


@dataclass(slots=True)
class _Cell:
    height: int
    width: int
    #: whether it looks like a head: bold, or on a ground of its own
    is_marked: bool
    text: str = ""


@dataclass(slots=True)
class _Reader(HTMLParser):
    """The cells of all rows; everything outside cells is passed over."""

    rows: list[list[_Cell]] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)
    cell: _Cell | None = None
    is_style: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell; note what is bold and where a line of a cell ends."""
        attributes = {name: value or "" for name, value in attrs}
        match tag:
            case "style":
                self.is_style = True
            case "tr":
                self.rows.append([])
            case "td" | "th" if self.rows:
                own = [self.styles.get(name, "") for name in attributes.get("class", "").split()]
                look = ";".join([*own, attributes.get("style", "")])
                is_marked = bool(
                    tag == "th"
                    or attributes.get("bgcolor")
                    or _BOLD.search(look)
                    or _FILL.search(look)
                )
                self.cell = _Cell(
                    _number(attributes, "rowspan"), _number(attributes, "colspan"), is_marked
                )
                self.rows[-1].append(self.cell)
            case "br" if self.cell:
                self.cell.text += "\u2028"
            case "b" | "strong" if self.cell:
                self.cell.is_marked = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell or the styles."""
        if tag in ("td", "th", "tr", "table"):
            self.cell = None
        self.is_style = self.is_style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Take the text of a cell, or the rules of the styles."""
        if self.is_style:
            self.styles |= dict(_RULE.findall(data))
        elif self.cell:
            self.cell.text += data


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return max(1, min(int(text), 200)) if text.isdecimal() else 1


def copied_table(html: str) -> CopiedTable | None:
    """Return the table of a clipboard, None where it has no cells."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line for line in reader.rows if line]
    if not lines:
        return None
    grid: list[dict[int, str]] = [{} for _ in lines]
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            while column in grid[row]:
                column += 1
            for down in range(min(cell.height, len(lines) - row)):
                for right in range(cell.width):
                    mark = ABOVE if down else LEFT if right else _text(cell.text)
                    grid[row + down][column + right] = mark
            column += cell.width
    width = max(max(cells, default=-1) + 1 for cells in grid)
    rows = [tuple(cells.get(column, "") for column in range(width)) for cells in grid]
    rows = [row for row in rows if any(text and text != LEFT for text in row)]
    merges = sum(cell.height > 1 or cell.width > 1 for line in lines for cell in line)
    return CopiedTable(tuple(rows), min(_heads(lines), len(rows) - 1), merges)


def _text(text: str) -> str:
    bare = re.sub(r"\s*[\r\n]\s*", "", text).replace("\xa0", " ")
    return re.sub(r" *\u2028 *", "\n", re.sub(r"[ \t]+", " ", bare)).strip()


def _heads(lines: list[list[_Cell]]) -> int:
    """Return how many rows at the top are heads: all cells marked, or joined cells that begin a second row."""
    heads = 0
    for line in lines[:_MOST_HEADS]:
        if not all(cell.is_marked for cell in line):
            break
        heads += 1
    first = lines[0]
    is_joined = any(cell.height == _MOST_HEADS for cell in first) and any(
        cell.width > 1 for cell in first
    )
    return max(heads, _MOST_HEADS) if is_joined and len(lines) > _MOST_HEADS else heads
