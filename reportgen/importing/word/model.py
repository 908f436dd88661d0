r"""A Word document as its reader sees it: paragraphs, tables and pictures in order.

Sizes are in points. A paragraph keeps its line breaks as `\n`, its tabs as `\t`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look."""

    font: str = ""
    size: float = 10.0
    bold: bool = False
    underlined: bool = False
    #: RRGGBB, "" for automatic
    color: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look the same."""

    text: str
    look: Look


class Where(StrEnum):
    """The part of the document that a paragraph stands in."""

    BODY = "body"
    BOX = "box"
    NOTE = "note"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    COMMENT = "comment"
    #: taken out while changes were tracked
    DELETED = "deleted"
    HIDDEN = "hidden"
    #: the prompt of a content control that nobody filled in
    PROMPT = "prompt"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: where in the text of its paragraph its mark stands, and its own paragraphs."""

    at: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the number that Word puts before it."""

    id: str
    runs: tuple[Run, ...]
    where: Where = Where.BODY
    #: the automatic number as it is shown, such as （一）; "" where there is none
    number: str = ""
    #: the level of its list, from 0; -1 where it is in none
    list_level: int = -1
    #: the name of its style, in small letters
    style: str = ""
    #: its level in the outline, from 0; -1 for running text
    outline: int = -1
    alignment: str = ""
    #: whether it is a line of a table of contents
    is_contents: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """Its characters, without the automatic number."""
        return "".join(run.text for run in self.runs)

    @property
    def visible_text(self) -> str:
        """Its characters as a reader sees them, the automatic number first."""
        return self.number + self.text

    @property
    def look(self) -> Look:
        """How most of its characters look."""
        sizes: dict[Look, int] = {}
        for run in self.runs:
            sizes[run.look] = sizes.get(run.look, 0) + len(run.text.strip())
        return max(sizes, key=lambda look: sizes[look], default=Look())


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the document, with the paragraph it is anchored in."""

    id: str
    #: the ending of its file, such as png
    ending: str
    data: bytes
    anchor: str
    #: whether it stands in the line of the text, like a character
    is_inline: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the grid, both from 0, and the rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The texts of its paragraphs, one a line."""
        return "\n".join(
            p.visible_text.strip() for p in paragraphs_of(self.blocks) if p.visible_text.strip()
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid; each place of it is covered by one cell at most."""

    id: str
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    #: rows at the top that Word repeats on each page
    repeated_rows: int = 0
    #: whether lines stand around its cells
    has_lines: bool = True

    def grid(self) -> list[list[Cell | None]]:
        """Return the rows as a full grid: a merged cell is repeated at every place it covers."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.rows]:
                row[cell.column : cell.column + cell.columns] = [cell] * min(
                    cell.columns, self.column_count - cell.column
                )
        return rows


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the document that is not read: what it is, and where it stands."""

    what: str
    near: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """A whole document."""

    #: body, text boxes and pictures, in the order in which they are read
    blocks: tuple[Block, ...]
    #: headers, footers, comments, deletions, hidden text
    aside: tuple[Paragraph, ...] = ()
    unread: tuple[Unread, ...] = ()
    #: whether the body is one table that gives the page its form
    title: str = field(default="")


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, those in cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from paragraphs_of(cell.blocks)


def without_indent(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without the blanks that people indent and align it with."""
    runs = list(paragraph.runs)
    text = paragraph.text
    indent = len(text) - len(text.lstrip())
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    notes = tuple(replace(note, at=max(0, note.at - indent)) for note in paragraph.notes)
    return replace(paragraph, runs=tuple(runs), notes=notes)
