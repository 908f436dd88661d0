"""What reports and lessons have in common when they are put together from a document's blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportgen.content.edit.layout import Path
from reportgen.importing import tables as tables_
from reportgen.importing.outline import Outline
from reportgen.importing.pictures import UNIT, Captions, captions_in_line, title_of_table
from reportgen.importing.proposals import Proposal
from reportgen.importing.stretches import MARKS, Account, Stretch
from reportgen.importing.word.model import (
    Block,
    Cell,
    Paragraph,
    Picture,
    Table,
    Where,
    WordFile,
    paragraphs_of,
    without_indent,
)

#: what a document says in place of something that is still to be written
PENDING = "【待补充】"
KINDS = {
    Where.BODY: "正文", Where.CELL: "正文", Where.BOX: "文本框", Where.NOTE: "脚注", Where.HEADER: "页眉",
    Where.FOOTER: "页脚", Where.COMMENT: "批注", Where.DELETED: "修订里删去的", Where.HIDDEN: "隐藏文字",
    Where.PROMPT: "没有填写的控件", Where.FORMULA: "公式",
}  # fmt: skip
#: characters of a caption that stands in a cell
_MOST_CAPTION = 45
#: what a note has before itself, and the marks that end it
_NOTE = re.compile(r"注\s*[：:]\s*")
_ENDS = "。；; "
#: （见图1、表2） behind the last stop of a paragraph, as the program's reports have it
_REFERENCE = re.compile(r"（见[图表]\s*\d+(?:、[图表]\s*\d+)*）$")
#: characters of a cell that a note behind its table names
_MOST_CELL = 20
#: so many entries of one name are numbered one after the other
_MOST_ALIKE = 50
_PICTURE_ENDINGS = frozenset({"png", "jpg", "gif", "bmp", "tif", "webp"})


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of the document and where it went: its cells by row, with None where another covers."""

    id: str
    title: str
    shape: tables_.TableShape
    cells: tuple[tuple[str | None, ...], ...]
    to: Path


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture of the document: the name it has in the record, its file, its caption, where it stood."""

    id: str
    name: str
    file: str
    data: bytes
    caption: str
    chapter: str
    work: str


@dataclass(slots=True)
class Draft:
    """A draft record with all that is known of its making."""

    record: dict[str, Any]
    account: Account
    proposals: list[Proposal] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    pictures: list[ReadPicture] = field(default_factory=list)
    #: titles of chapters with the kind each was taken for, in the order of the document
    chapters: list[tuple[str, str]] = field(default_factory=list)
    untyped: list[tuple[str, int]] = field(default_factory=list)


class Assembler:
    """Puts a draft together; `prefix` begins the names of its pictures."""

    def __init__(
        self, file: WordFile, outline: Outline, prefix: str, record: dict[str, Any]
    ) -> None:
        self.file, self.outline, self.prefix = file, outline, prefix
        self.account = Account()
        self.stretches: dict[str, Stretch] = {}
        self.record = record
        self.result = Draft(self.record, self.account)
        #: the running text in which figures are looked for
        self.scanned: list[Stretch] = []
        self.chapter = self.work = ""
        #: block → where in it notes stand, and the blocks of each
        self.notes: dict[str, list[tuple[int, tuple[str, ...]]]] = {}

    # ── The account ──

    def add_blocks(self) -> None:
        """Add every block of the document to the account, and leave what nobody sees."""
        for block in self.file.blocks:
            self.add_block(block)
        for paragraph in self.file.aside:
            stretch = self.add_paragraph(paragraph)
            self.account.leave(stretch, KINDS[paragraph.where])

    def add_block(self, block: Block) -> None:
        """Add a block to the account."""
        if isinstance(block, Paragraph):
            self.add_paragraph(block)
        elif isinstance(block, Table):
            if block.id in self.outline.forms | self.outline.layouts:
                for cell in block.cells:
                    for inner in cell.blocks:
                        self.add_block(inner)
            else:
                for cell in block.cells:
                    self.add_cell(block, cell)

    def add_paragraph(self, paragraph: Paragraph) -> Stretch:
        """Add a paragraph to the account; return its text."""
        trimmed = without_indent(paragraph)
        stretch = self.account.add_block(paragraph.id, KINDS[paragraph.where], trimmed.visible_text)
        self.stretches[paragraph.id] = stretch
        self.add_notes(trimmed, paragraph.id)
        return stretch

    def add_notes(self, paragraph: Paragraph, block: str) -> None:
        """Add the notes of a paragraph to the account, and note where in a block they stand."""
        for note in paragraph.notes:
            for own in note.paragraphs:
                self.add_paragraph(own)
            at = len(paragraph.number) + note.at
            self.notes.setdefault(block, []).append((at, tuple(p.id for p in note.paragraphs)))

    def add_cell(self, table: Table, cell: Cell) -> None:
        """Add a cell of a table to the account."""
        name = f"{table.id}.{cell.row + 1}.{cell.column + 1}"
        self.stretches[name] = self.account.add_block(name, "表格", cell.text)
        for paragraph in paragraphs_of(cell.blocks):
            self.add_notes(paragraph, name)

    def cell(self, table: Table, cell: Cell) -> Stretch:
        """Return the text of a cell of a table."""
        return self.stretches[f"{table.id}.{cell.row + 1}.{cell.column + 1}"]

    def text(self, paragraph: Paragraph) -> Stretch:
        """Return the whole text of a paragraph, its automatic number included."""
        return self.stretches[paragraph.id]

    # ── Text, pictures, tables ──

    def place(self, stretch: Stretch, path: Path) -> str:
        """Put a text at a path; return it with its notes in brackets where their marks stand."""
        text = self.account.place(stretch, path)
        whole = self.account.blocks[stretch.block][1]
        for at, group in groupby(
            reversed(self.notes.get(stretch.block, [])), key=lambda note: note[0]
        ):
            ids = [own for _, several in reversed([*group]) for own in several]
            behind = whole[stretch.end : at]
            if stretch.start < at and not behind.strip(_ENDS + "，、）)”"):
                place = min(at, stretch.end) - stretch.start
                text = f"{text[:place]}{self.note(ids, path)}{text[place:]}"
        return text

    def note(self, ids: Sequence[str], path: Path) -> str:
        """Return a note in brackets and put it at a path; "" where it stands in the record already."""
        texts = []
        for own in ids:
            stretch = self.stretches[own].trimmed(_ENDS)
            if any(self.account.placed(own)):
                continue
            match = _NOTE.match(stretch.text)
            texts.append(self.place_text(stretch.part(match.end() if match else 0), path))
        return f"（注：{'；'.join(texts)}）" if any(texts) else ""

    def notes_of_heading(self, paragraph: Paragraph, path: Path) -> list[str]:
        """Return the notes that stand at a heading, as a paragraph of the text below it."""
        notes = "".join(self.note(ids, path) for _, ids in self.notes.get(paragraph.id, ()))
        return [notes] if notes else []

    def leave_notes(self) -> None:
        """Leave each note that stands in no text of the record, with the reason."""
        for notes in self.notes.values():
            for own in (own for _, ids in notes for own in ids):
                if not any(self.account.placed(own)):
                    self.account.leave(self.stretches[own], "标在标题、图注、落款上的脚注")

    def place_text(self, stretch: Stretch, path: Path) -> str:
        """Put running text at a path, and look for figures in it; return the text.

        A reference to exhibits that ends it is left: reports count exhibits and refer to them anew.
        """
        stretch = stretch.trimmed()
        if reference := _REFERENCE.search(stretch.text):
            self.account.leave(stretch.part(reference.start()), MARKS)
            stretch = stretch.part(0, reference.start())
        self.scanned.append(stretch)
        return self.place(stretch, path).strip()

    def picture(
        self,
        blocks: Sequence[Block],
        index: int,
        captions: Captions,
        picture: Picture,
        into: dict[str, Any] | None,
    ) -> None:
        """Put a picture into the record, with the caption that stands beside it."""
        at = captions.of_pictures.get(index)
        caption: Stretch | None = None
        if at is not None:
            paragraph = blocks[at]
            assert isinstance(paragraph, Paragraph)
            group = [i for i, c in captions.of_pictures.items() if c == at]
            parts = captions_in_line(self.text(paragraph), len(group))
            caption = parts[min(group.index(index), len(parts) - 1)]
        self.add_picture(picture, caption, into)

    def pictures_in(self, table: Table, into: dict[str, Any] | None) -> None:
        """Put the pictures that stand in the cells of a table into the record."""
        for cell in table.cells:
            for block in cell.blocks:
                if isinstance(block, Picture):
                    self.add_picture(block, self.caption_in(table, cell), into)

    def is_album(self, table: Table) -> bool:
        """Return whether a table only sets pictures side by side, with their captions."""
        pictures = sum(any(isinstance(b, Picture) for b in cell.blocks) for cell in table.cells)
        return pictures * 2 >= len(table.cells) and all(
            len(cell.text) <= _MOST_CAPTION for cell in table.cells
        )

    def caption_in(self, table: Table, cell: Cell) -> Stretch | None:
        """Return the caption of a picture in a cell: the text below it there, or in the cell below."""
        below = (
            c
            for c in table.cells
            if c.row == cell.row + cell.rows
            and c.column == cell.column
            and not any(isinstance(b, Picture) for b in c.blocks)
        )
        for each in (cell, *below):
            if 0 < len(each.text) <= _MOST_CAPTION:
                return captions_in_line(self.cell(table, each), 1)[0]
        return None

    def add_picture(
        self, picture: Picture, caption: Stretch | None, into: dict[str, Any] | None
    ) -> None:
        """Put a picture into the record; `into` is what refers to it."""
        known = self.record.setdefault("pictures", {})
        text = " ".join(caption.text.split()) if caption else ""
        name = _free(text or f"图片{len(known) + 1}", known)
        number = len(self.result.pictures) + 1
        file = f"images/{self.prefix}-{number:02}.{picture.ending or 'bin'}"
        if picture.ending in _PICTURE_ENDINGS:
            known[name] = {"file": file, "caption": text or PENDING}
            if into is not None:
                into.setdefault("pictures", []).append(name)
            if caption and all(s != caption for s, _ in self.account.placed(caption.block)):
                self.account.place(caption, ("pictures", name, "caption"))
        elif caption:
            self.account.leave(caption, "图片的格式用不了，图注没有地方放")
        if not known:
            del self.record["pictures"]
        self.result.pictures.append(
            ReadPicture(picture.id, name, file, picture.data, text, self.chapter, self.work)
        )

    def table(self, blocks: Sequence[Block], index: int, captions: Captions, table: Table) -> str:
        """Put a table into the record; return its name there."""
        known = self.record.setdefault("tables", {})
        title, unit, note = self.around(blocks, index, captions)
        name = _free(title.text if title else f"表格{len(known) + 1}", known)
        path: Path = ("tables", name)
        shape = tables_.shape_of(table)
        rows = tables_.rows_of(table)
        entry: dict[str, Any] = {} if title else {"title": PENDING}
        if shape.head_rows:
            entry["head"] = rows[: shape.head_rows]
        entry["rows"] = rows[shape.head_rows :]
        if title:
            self.account.place(title, path)
        if unit:
            entry["unit"] = self.account.place(unit, (*path, "unit"))
        if note:
            entry["note"] = self.account.place(note, (*path, "note"))
        known[name] = entry
        for cell in table.cells:
            part = "head" if cell.row < shape.head_rows else "rows"
            row = cell.row if part == "head" else cell.row - shape.head_rows
            self.account.place(self.cell(table, cell), (*path, part, row, cell.column))
        notes = [*([entry["note"]] if note else []), *self.notes_of_cells(table, (*path, "note"))]
        if notes:
            entry["note"] = "；".join(notes)
        self.note_table(table, title.text if title else "", shape, path)
        return name

    def notes_of_cells(self, table: Table, path: Path) -> list[str]:
        """Return the notes that stand in the cells of a table, each with the cell that it explains."""
        notes = []
        for cell in table.cells:
            stretch = self.cell(table, cell)
            for _, ids in self.notes.get(stretch.block, ()):
                words = self.note(ids, path).removeprefix("（注：").removesuffix("）")
                label = stretch.text if len(stretch.text) <= _MOST_CELL else ""
                notes += [f"{label}：{words}" if label else words] if words else []
        return notes

    def around(
        self, blocks: Sequence[Block], index: int, captions: Captions
    ) -> tuple[Stretch | None, Stretch | None, Stretch | None]:
        """Return the title, the unit and the note of a table."""

        def at(places: Mapping[int, int]) -> Stretch | None:
            where = places.get(index)
            paragraph = blocks[where] if where is not None else None
            return self.text(paragraph) if isinstance(paragraph, Paragraph) else None

        title, unit, note = at(captions.of_tables), at(captions.units), at(captions.notes)
        if unit and (match := UNIT.search(unit.text)):
            unit = unit.part(match.start(1), match.end(1))
        if note:
            match_ = re.match(r"注\s*[：:]\s*", note.text)
            note = note.part(match_.end() if match_ else 0)
        return title_of_table(title) if title else None, unit, note

    def note_table(self, table: Table, title: str, shape: tables_.TableShape, path: Path) -> None:
        """Note a table as the document has it."""
        cells: list[list[str | None]] = [
            [None] * table.column_count for _ in range(table.row_count)
        ]
        for cell in table.cells:
            cells[cell.row][cell.column] = cell.text.strip()
        self.result.tables.append(ReadTable(table.id, title, shape, tuple(map(tuple, cells)), path))


def _free(name: str, names: Mapping[str, Any]) -> str:
    """Return a name that no other entry has."""
    free, number = name, 1
    while free in names:
        number = number + 1 if number < _MOST_ALIKE else len(names) + 1
        free = f"{name}（{number}）"
    return free
