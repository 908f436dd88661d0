"""A sheet while it is read: the form's sheet, what came back, the record, and what the reading has gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.content.edit import Value
from reportgen.intake import values
from reportgen.intake.answers import Answer
from reportgen.intake.changes import Change, Operation
from reportgen.intake.content import BranchContent
from reportgen.intake.form import SHEETS, Kind, Sheet
from reportgen.intake.items import Item, chapter_path
from reportgen.intake.pictures import NewPicture, Pictures
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedRow, ReturnedSheet, ReturnedWorkbook
from reportgen.intake.values import NONE, Unreadable


@dataclass(slots=True)
class Reading:
    """What a workbook changes in the record of a branch, and what there is to say about it."""

    slug: str
    year: int
    form: str = ""
    issued: str = ""
    committee: str = ""
    message: str = ""
    filler: str = ""
    remarks: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    #: place of a cell → its text as it was read, cells that are not filled in left out
    texts: dict[str, str] = field(default_factory=dict)
    #: of the cells and lists that every branch should fill in: how many, and how many are
    due: int = 0
    filled: int = 0
    #: the pictures that come with it
    pictures: list[NewPicture] = field(default_factory=list)
    #: the titles of chapters that it adds
    chapters: list[str] = field(default_factory=list)
    #: label of a new figure, as names are compared → the name of its entry
    entries: dict[str, str] = field(default_factory=dict)
    #: name of a figure → the text of its cell, also where that is 无
    figures: dict[str, str] = field(default_factory=dict)

    def count(self, weight: Weight) -> int:
        """Return how many remarks have a weight."""
        return sum(remark.weight is weight for remark in self.remarks)


@dataclass(slots=True)
class SheetState:
    """One sheet while it is read; what comes of it is added to `reading`."""

    sheet: Sheet
    there: ReturnedSheet
    returned: ReturnedWorkbook
    content: BranchContent
    reading: Reading
    #: which side settles conflicts: `record`, `workbook`, or nothing
    prefer: str
    pictures: Pictures
    #: what a person decided about single cells, by their places
    answers: Mapping[str, Answer]
    #: what the record has for the rows of the sheet
    items: tuple[Item, ...] = ()
    #: id of an item → the id it was sent with
    sent: dict[str, str] = field(default_factory=dict)

    def say(
        self, code: str, weight: Weight, place: str, text: str, written: str = "", advice: str = ""
    ) -> None:
        """Add a remark; `written` is what the cell says, `advice` what it might say instead."""
        self.reading.remarks.append(Remark(code, weight, place, text, written, advice))

    def prefers(self, place: str) -> str:
        """Return which side a conflict at a place is settled for; "" for none."""
        answer = self.answers.get(place)
        if answer is None:
            return self.prefer
        return "workbook" if answer.way == "text" else answer.way

    def deletes(self, place: str) -> bool:
        """Return whether an answer deletes the value whose cell was emptied; `prefer` never does."""
        return place in self.answers and self.answers[place].way == "workbook"

    def base(self, item: Item | None, code: str) -> str | None:
        """Return the text of a cell as it was sent; None where the workbook does not say."""
        if item is None:
            return None
        texts, tab = self.returned.base.texts, self.sheet.tab
        for identity in (self.sent.get(item.id, item.id), item.id, item.label):
            text = texts.get((tab, identity, code))
            if text is not None:
                if self.sheet.code == "figures" and code in ("value", "last") and text:
                    unit = texts.get((tab, identity, "unit"), "")
                    return joined_figure(text, unit)
                return text
        return None

    def change(
        self,
        operation: Operation,
        item: Item,
        path: tuple[str | int, ...],
        value: Value,
        place: str,
    ) -> None:
        """Add a change of the file of an item; `place` is the cell that it comes from."""
        self.reading.changes.append(Change(operation, item.file, path, value, place))

    def chapter_path(self, name: str) -> tuple[str | int, ...]:
        """Return where a chapter stands, or would stand."""
        return chapter_path(self.content, name, self.reading.chapters)

    def label_words(self, row: ReturnedRow, item: Item | None) -> str:
        """Return how a remark on a figure begins: “走访群众”：; "" on other sheets."""
        label = row.text(self.sheet.label) or (item.label if item else "")
        return f"“{label}”：" if self.sheet.code == "figures" and label else ""

    def is_prefilled(self, code: str) -> bool:
        """Return whether the form itself fills the column in: chapters, 保留."""
        return self.sheet.column(code).kind in (Kind.CHAPTER, Kind.ACTION)


def sheet_of(code: str) -> Sheet:
    """Return the sheet of the form with a code."""
    return next(sheet for sheet in SHEETS if sheet.code == code)


def joined_figure(text: str, unit: str) -> str:
    """Return a figure as it was sent, number and unit together."""
    if text in values.BLANK:
        return ""
    if text == NONE:
        return NONE
    try:
        return values.figure_text(text, unit)[0]
    except Unreadable:
        return text


def short(text: str) -> str:
    """Return a text as a remark quotes it: on one line, 24 characters at most."""
    flat = " ".join(text.split())
    return f"{flat[:24]}…" if len(flat) > 24 else flat
