"""A returned workbook and the record → changes of the record, and all there is to say about it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.content import dates, quantities
from reportgen.content.edit import Value
from reportgen.content.figures import names_of
from reportgen.content.model import Followup
from reportgen.intake import values
from reportgen.intake.answers import Answer, open_remarks, overlaid
from reportgen.intake.base import EXISTS
from reportgen.intake.changes import Change, Operation, usual_order
from reportgen.intake.content import BranchContent
from reportgen.intake.form import FORM, SHEETS, Kind, Sheet, form_id
from reportgen.intake.items import Item, chapter_path, items_of, kind_of
from reportgen.intake.matching import Match, matched
from reportgen.intake.merging import Verdict, verdict
from reportgen.intake.pictures import NewPicture, Pictures
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedRow, ReturnedSheet, ReturnedWorkbook
from reportgen.intake.values import NONE, Unreadable
from reportgen.intake.votes import is_beyond, vote_of
from reportgen.spreadsheets import ErrorValue, Uncalculated
from reportgen.suggestions import nearest

#: a value this many times that of last year is worth a second look
_MUCH = 3


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
    #: name of a figure → its text as it was read, 无 included
    figures: dict[str, str] = field(default_factory=dict)

    def count(self, weight: Weight) -> int:
        """Return how many remarks have a weight."""
        return sum(remark.weight is weight for remark in self.remarks)


def read_returned(
    returned: ReturnedWorkbook,
    content: BranchContent,
    pictures: Pictures,
    *,
    prefer: str = "",
    answers: Mapping[str, Answer] | None = None,
) -> Reading:
    """Return what a workbook changes in a branch's year.

    `prefer` settles conflicts: `record`, `workbook`, or nothing to leave them open. `answers` settle
    single cells, by their places.
    """
    answers = answers or {}
    returned = overlaid(returned, answers)
    base = returned.base
    reading = Reading(
        content.slug,
        content.year,
        base.form,
        base.issued,
        base.committee,
        returned.message,
        returned.filler,
    )
    reading.remarks += _about_form(returned, content)
    reading.remarks += (*returned.remarks, *pictures.remarks)
    reading.chapters += _own_chapters(returned, content)
    for sheet in SHEETS:
        there = returned.sheets.get(sheet.code)
        if there is not None:
            _SheetReader(sheet, there, returned, content, reading, prefer, pictures, answers).read()
    reading.remarks[:] = open_remarks(reading.remarks, answers)
    return reading


def _own_chapters(returned: ReturnedWorkbook, content: BranchContent) -> list[str]:
    """Return the titles of chapters that a branch without types begins in its form."""
    works = returned.sheets.get("works")
    if works is None or not content.has_own_chapters:
        return []
    known = {chapter.name for chapter in content.entry.chapters}
    titles = (row.text("type") for row in works.rows if row.text(works.sheet.label))
    return [title for title in dict.fromkeys(titles) if title and title not in known]


def _about_form(returned: ReturnedWorkbook, content: BranchContent) -> list[Remark]:
    base = returned.base
    if not base.form or not base.texts:
        why = "表里没有编号和底稿（像是复制到新文件的），按名称对；与记录不同的一律请您定"
        return [Remark("intake-no-base", Weight.REMINDER, "", why)]
    remarks = [*_missing(returned, content)] if base.form == form_id(content.year) else []
    if base.form != form_id(content.year):
        missing = [
            f"“{column.heading.format(year=content.year, last=content.year - 1)}”"
            for sheet in SHEETS
            if (there := returned.sheets.get(sheet.code))
            for column in sheet.readable
            if column.code not in there.codes
        ]
        what = f"，缺{'、'.join(missing)} {len(missing)} 列，照原值" if missing else ""
        why = f"表式是 {base.form}（现用 {form_id(content.year)}）：按编号对上{what}"
        remarks.append(Remark("intake-form", Weight.REMINDER, "", why))
    return remarks


def _missing(returned: ReturnedWorkbook, content: BranchContent) -> Iterator[Remark]:
    """Yield what somebody took out of the form: whole sheets and columns; nothing is lost for that."""
    sent = {tab for tab, _, _ in returned.base.texts}
    years = {"year": content.year, "last": content.year - 1}
    for sheet in SHEETS:
        there = returned.sheets.get(sheet.code)
        if there is None:
            if sheet.tab in sent:
                why = f"少了工作表“{sheet.tab}”，记录里的照原样；要改这一张请补上再交"
                yield Remark("intake-form", Weight.REMINDER, "", why)
            continue
        lacking = [c.heading.format(**years) for c in sheet.readable if c.code not in there.codes]
        if lacking:
            columns = "、".join(f"“{heading}”" for heading in lacking)
            why = f"少了{columns}，这几列照记录的原值；要改的请补上再交"
            yield Remark("intake-form", Weight.REMINDER, there.name, why)


def too_new(form: str, year: int) -> Remark | None:
    """Return why a form cannot be read by this program; None where it can."""
    of_year, _, number = form.partition(".")
    if of_year.isdecimal() and number.isdecimal() and int(of_year) >= year and int(number) > FORM:
        why = f"表式是 {form}，这个程序只认到 {year}.{FORM}：请升级后再读"
        return Remark("intake-form", Weight.FAULT, "", why)
    return None


@dataclass(slots=True)
class _SheetReader:
    """Reads one sheet; what comes of it is added to the reading."""

    sheet: Sheet
    there: ReturnedSheet
    returned: ReturnedWorkbook
    content: BranchContent
    reading: Reading
    prefer: str
    pictures: Pictures
    answers: Mapping[str, Answer]
    items: tuple[Item, ...] = ()
    #: id of an item → the id it was sent with
    sent: dict[str, str] = field(default_factory=dict)
    new: int = 0

    def say(
        self, code: str, weight: Weight, place: str, text: str, written: str = "", advice: str = ""
    ) -> None:
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

    def read(self) -> None:
        self.items = items_of(self.sheet, self.content)
        labels = {
            identity: text
            for (tab, identity, code), text in self.returned.base.texts.items()
            if tab == self.sheet.tab and code == self.sheet.label
        }
        rows = self.there.rows
        if self.sheet.none and any(r.text(self.sheet.label) == NONE for r in rows):
            self.nothing(next(r for r in rows if r.text(self.sheet.label) == NONE))
            rows = tuple(r for r in rows if r.text(self.sheet.label) != NONE)
        matches, remarks = matched(rows, self.items, self.sheet, labels, self.content.year)
        self.reading.remarks += remarks
        for match in matches:
            if match.item and match.row.id:
                self.sent[match.item.id] = self.sent_id(match, labels)
        filled = 0
        for match in matches:
            filled += self.row(match)
        self.report_missing_items({match.item.id for match in matches if match.item})
        if self.sheet.code in ("works", "problems", "plan"):
            self.order(matches)
        if self.sheet.code == "basics":
            self.members(matches)
        self.progress(matches, filled)

    def sent_id(self, match: Match, labels: Mapping[str, str]) -> str:
        """Return the id that an item was sent with: that of its row, unless the row is another's."""
        assert match.item is not None
        label = values.plain(match.item.label)
        if match.row.id in labels and values.plain(labels[match.row.id]) != label:
            return next(
                (i for i, text in labels.items() if values.plain(text) == label), match.item.id
            )
        return match.row.id

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
                    return _joined(text, unit)
                return text
        return None

    # ── Rows ──

    def row(self, match: Match) -> bool:
        """Read a row; return whether it has anything."""
        row, item = match.row, match.item
        if item and item.locked:
            self.locked(row, item)
            return True
        if row.text("act").startswith("删"):
            self.remove(row, item)
            return False
        if row.text("act") not in ("", "保留"):
            what = f"“处理”只写“保留”或“删除”，这里是“{row.text('act')}”，当作保留"
            self.say("intake-value", Weight.REMINDER, row.place("act"), what, row.text("act"))
        answer = self.answers.get(row.place(self.sheet.label))
        if item is None or (match.is_renamed and answer and answer.way == "other"):
            return self.new_item(row)
        written = self.texts(row, item)
        if match.is_renamed and item.exists:
            self.renamed(row, item)
            written.pop(self.sheet.label, None)
        if self.sheet.code == "events":
            self.people(row, written)
        emptied = [
            code for code, text in written.items()
            if not text and (self.base(item, code) or code == self.sheet.label)
            and item.texts.get(code) and not self.is_prefilled(code)
        ]  # fmt: skip
        rest = [c for c, text in written.items() if text and not self.is_prefilled(c)]
        if emptied and not rest and len(emptied) > 1:
            self.cleared_row(row, item)
            return False
        if item.exists and rest and self.sheet.label in emptied:
            heading = self.sheet.column(self.sheet.label).heading
            self.say(
                "intake-label",
                Weight.FAULT,
                row.place(self.sheet.label),
                f"没有{heading}；记录里的“{_short(item.label)}”留着",
            )
            written.pop(self.sheet.label)
        changed = False
        for code, text in written.items():
            changed |= self.cell(row, item, code, text)
        if changed and not item.exists:
            self.create(row, item, written)
        return any(written.get(c.code) for c in self.sheet.readable if c.expected)

    def locked(self, row: ReturnedRow, item: Item) -> None:
        """Say where somebody wrote into a cell that only shows what is known."""
        text = row.text("value")
        is_other = bool(text) and values.plain(text) != values.plain(item.texts.get("value", ""))
        if self.sheet.entries and is_other:
            what = f"“{item.label}”是灰格，改成的“{text}”没有读；要改请在“给上级的话”里写明"
            self.say("intake-left", Weight.REMINDER, row.place("value"), what, text)

    def members(self, matches: tuple[Match, ...]) -> None:
        """Say where the members are not as many as the formal and the probationary ones together."""
        cells = {
            match.item.id.rpartition(".")[2]: match.row for match in matches
            if match.item and match.item.id.startswith("branch.members.")
        }  # fmt: skip
        counts = {
            name: quantities.parse(unicodedata.normalize("NFKC", row.text("value")))
            for name, row in cells.items()
        }
        total, formal, probationary = (counts.get(n) for n in ("total", "formal", "probationary"))
        if not (total and formal and probationary):
            return
        if total.value != formal.value + probationary.value:
            parts = f"正式 {formal.value}＋预备 {probationary.value}"
            what = f"党员总数 {total.value}，{parts}＝{formal.value + probationary.value}，请核对"
            self.say("intake-people", Weight.REMINDER, cells["total"].place("value"), what)

    def people(self, row: ReturnedRow, written: Mapping[str, str]) -> None:
        """Say where more people came than should."""
        present, due = written.get("present", ""), written.get("due", "")
        if present and due and int(present) > int(due):
            swapped = "，是不是写反了？" if int(due) else ""
            what = f"实到 {present} 人多于应到 {due} 人，请核对{swapped}"
            self.say("intake-people", Weight.REMINDER, row.place("present"), what, present)
        for line in filter(None, written.get("votes", "").split("\n")):
            if is_beyond(vote_of(line) or {}):
                what = f"“{line}”：票数加起来多于应到人数，请核对"
                self.say("intake-people", Weight.REMINDER, row.place("votes"), what, line)

    def is_prefilled(self, code: str) -> bool:
        return self.sheet.column(code).kind in (Kind.CHAPTER, Kind.ACTION)

    def texts(self, row: ReturnedRow, item: Item | None) -> dict[str, str]:
        """Return the texts of a row by code, those of cells with faults left out."""
        texts: dict[str, str] = {}
        for column in self.sheet.readable:
            code = column.code
            if code not in self.there.codes or column.kind is Kind.ACTION or code == "unit":
                continue
            if code == "last" and item and item.known.get("last"):
                continue
            try:
                text = self.text(row, item, code)
            except Unreadable as wrong:
                self.say(wrong.code, Weight.FAULT, row.place(code), f"{self.named(row, item)}{wrong.message}",
                         row.text(code), wrong.advice)  # fmt: skip
                continue
            texts[code] = text
            if text:
                self.reading.texts[row.place(code)] = text
        return texts

    def named(self, row: ReturnedRow, item: Item | None) -> str:
        label = row.text(self.sheet.label) or (item.label if item else "")
        return f"“{label}”：" if self.sheet.code == "figures" and label else ""

    def text(self, row: ReturnedRow, item: Item | None, code: str) -> str:
        """Return the text of a cell as the record would have it; raise Unreadable."""
        cell = row.cells[code]
        if isinstance(cell.value, ErrorValue):
            raise Unreadable(
                "intake-error-cell", f"格里是错误值 {cell.value}，请改成数，没有的写“无”"
                if self.sheet.code == "figures" else f"格里是错误值 {cell.value}，请改正或清空",
            )  # fmt: skip
        if isinstance(cell.value, Uncalculated):
            raise Unreadable(
                "intake-formula", "公式还没有算出结果，请在表里按 F9 后保存，或直接写数"
            )
        text = row.text(code)
        kind = kind_of(item, self.sheet, code)
        if kind is Kind.QUANTITY:
            return self.quantity(row, item, code, text)
        if kind is Kind.YES and text and not values.is_yes_or_no(text):
            heading = self.sheet.column(code).heading
            what = f"“{heading}”只写“是”，这里是“{text}”，没有读"
            self.say("intake-value", Weight.REMINDER, row.place(code), what, text, "是")
            return ""
        text = values.read(kind, text, self.content.year)
        if kind is Kind.DATE and text and self.sheet.entries:
            date = dates.parse(text, self.content.year)
            if date is None or not date.stretches:
                why = f"看不出“{text}”是哪一天"
                raise Unreadable("intake-date", why, f"如 {self.content.year}-12-30")
        what, advice = values.doubt(kind, text, self.content.year)
        if what and text != self.base(item, code):
            code_of = "intake-date" if kind is Kind.DATE else "intake-value"
            self.say(code_of, Weight.REMINDER, row.place(code), what, row.text(code), advice)
        if kind is Kind.DATE and self.sheet.code == "events":
            self.in_year(text)
        match kind:
            case Kind.CHAPTER:
                return self.chapter(text)
            case Kind.FIGURES:
                return self.figure_names(text)
            case Kind.PICTURES:
                return self.picture_names(text)
        return text

    def in_year(self, text: str) -> None:
        """Raise Unreadable for a day of another year."""
        date = dates.parse(text, self.content.year) if text else None
        if date and date.stretches and not dates.touches_year(date, self.content.year):
            raise Unreadable("intake-date", f"这一天不在{self.content.year}年（没有计入）")

    def quantity(self, row: ReturnedRow, item: Item | None, code: str, text: str) -> str:
        if text in values.BLANK or text == NONE:
            return NONE if text == NONE and self.sheet.code == "figures" else ""
        unit = row.text("unit") if "unit" in self.there.codes else ""
        unit = unit or (item.unit if item else "")
        read, behind = values.figure_text(text, unit)
        has_number = quantities.parse(read) is not None or values.is_uncounted(read)
        if not has_number and read != self.base(item, code):
            what = f"{self.named(row, item)}“{text}”里没有数，照写收下；有数请写数"
            self.say("intake-value", Weight.REMINDER, row.place(code), what, text)
        if behind and not row.text("note"):
            self.say(
                "intake-value",
                Weight.REMINDER,
                row.place(code),
                f"{self.named(row, item)}收作“{read}”；“{behind}”可以写进“注释”",
            )
        elif behind:
            self.say(
                "intake-value",
                Weight.REMINDER,
                row.place(code),
                f"{self.named(row, item)}收作“{read}”；“{behind}”没有写进记录",
            )
        return read

    def chapter(self, text: str) -> str:
        if not text:
            return ""
        for chapter in self.content.entry.chapters:
            if chapter.is_named(text) or values.plain(chapter.name) == values.plain(text):
                return chapter.name
        if text in self.reading.chapters:
            return text
        names = (*self.content.chapter_names, *self.reading.chapters)
        inside = [name for name in names if name in text]
        near = inside[0] if len(inside) == 1 else nearest(text, names)
        what = "没有选用" if text.endswith("型") else "没有这一章"
        listed = "、".join(names)
        raise Unreadable("intake-type", f"本支部{what}“{text}”，可选：{listed}", near or "")

    def figure_names(self, text: str) -> str:
        names = []
        known = self.figure_labels()
        for name in values.divided(text):
            label = known.get(values.plain(name))
            if label is None:
                near = difflib.get_close_matches(name, known.values(), 1, 0.5)
                question = f"，是不是“{near[0]}”？" if near else ""
                raise Unreadable(
                    "intake-reference", f"“3 数字”里没有“{name}”{question}", near[0] if near else ""
                )
            names.append(label)
        return "、".join(names)

    def figure_labels(self) -> dict[str, str]:
        """Return the labels of all figures, those that the workbook adds included, by every name."""
        labels: dict[str, str] = {}
        for name, figure in self.content.entry.record.figures.items():
            for other in names_of(name, figure):
                labels[values.plain(str(other))] = str(figure.label)
        figures = self.returned.sheets.get("figures")
        for row in figures.rows if figures else ():
            if row.text("label") and row.text("value") not in values.BLANK | {NONE}:
                labels.setdefault(values.plain(row.text("label")), row.text("label"))
        return labels

    def picture_names(self, text: str) -> str:
        names = values.divided(text)
        missing = []
        for name in names:
            if name in self.pictures.keys:
                continue
            if name in self.pictures.beside:
                missing.append((f"“{name}”还没有图注，请在“11 图片”里添一行", ""))
                continue
            near = self.pictures.likely(name)
            there = f"；有“{near}”，是不是它？" if near else ""
            missing.append((f"文件夹里没有“{name}”{there}", near))
        if missing:
            advice = missing[0][1] if len(names) == 1 else ""
            raise Unreadable("intake-picture", "；".join(why for why, _ in missing), advice)
        return "、".join(names)

    # ── Cells ──

    def cell(self, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
        """Compare a cell with what was sent and what the record says; return whether it is to be written."""
        kind = kind_of(item, self.sheet, code)
        if code == self.sheet.label and not item.exists:
            return False  # the name of a new item is compared with nothing
        record = item.texts.get(code, "")
        if kind is Kind.YES and text == "否":
            text = ""
        base = self.base(item, code)
        if base is not None and kind is Kind.QUANTITY and self.sheet.code != "figures":
            base = _joined(base, item.unit)

        def same(first: str, second: str) -> bool:
            if self.sheet.code == "followups" and code == "status" and first and second:
                states = [Followup(name=item.label, status=text).state for text in (first, second)]
                if states[0] and states[0] == states[1]:
                    return True
            return values.same(kind, first, second, self.content.year)

        if self.sheet.code == "figures" and code == "value":
            self.compare_with_last_year(row, item, text)
            self.reading.figures[item.label] = text
        match verdict(base, record, text, same):
            case Verdict.TAKE:
                return self.take(row, item, code, text)
            case Verdict.CONFLICT:
                return self.conflict(row, item, code, text)
            case Verdict.CLEARED if self.deletes(row.place(code)):
                return self.clear(row, item, code)
            case Verdict.CLEARED:
                self.say(
                    "intake-cleared",
                    Weight.DECISION,
                    row.place(code),
                    f"{self.named(row, item)}原来的“{_short(record)}”被清空，内容留着没有删",
                )
        return False

    def take(self, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
        if not item.exists:
            return code != "type" and bool(text)
        if self.sheet.code == "figures" and code == "value" and text == NONE:
            if self.is_used(item):
                what = f"{self.named(row, item)}写了“无”，记录里的工作、图表还用着它；先留着，请定"
                self.say("intake-conflict", Weight.DECISION, row.place(code), what, text)
                return False
            self.change(Operation.REMOVE, item, item.path, None, row.place(code))
            self.remember_none(item.label, row.place(code))
            return True
        if self.sheet.code == "works" and code == "type":
            target = self.chapter_path(text)
            title = item.label
            self.reading.changes.append(
                Change(
                    Operation.MOVE, item.file, item.path, title, row.place(code), (*target, "works")
                )
            )
            return True
        column = self.sheet.column(code)
        if self.sheet.code == "pictures" and code in ("use", "file"):
            return self.change_picture(row, item, code, text)
        if not column.field and not self.sheet.entries and self.sheet.code != "texts":
            what = f"“{_short(item.label)}”不能从这里移到别处，要移请在“处理”选“删除”，再添一行"
            self.say("intake-left", Weight.REMINDER, row.place(code), what, text)
            return False
        path = (*item.path, *column.field)
        if path[0] == "chapters":
            self.ensure_chapter(path[:2], row.place(code))
        if (
            self.sheet.code == "figures"
            and code == "value"
            and isinstance(self.content.raw(item.file, item.path), str)
        ):
            path = item.path
        self.change(
            Operation.PUT,
            item,
            path,
            self.value(kind_of(item, self.sheet, code), text, code),
            row.place(code),
        )
        return True

    def is_used(self, item: Item) -> bool:
        """Return whether something of the record names a figure."""
        record = self.content.entry.record
        figure = record.figures[str(item.path[-1])]
        names = {values.plain(str(name)) for name in names_of(str(item.path[-1]), figure)}
        works = [work for chapter in record.chapters for work in chapter.works]
        works += record.debriefing.duties if record.debriefing else ()
        used = [*record.compare, *(name for work in works for name in work.figures)]
        used += [name for other in record.figures.values() for name in other.parts]
        return any(values.plain(str(name)) in names for name in used)

    def value(self, kind: Kind, text: str, code: str) -> Value:
        """Return the text of a cell as YAML."""
        if kind is Kind.FIGURES:
            return [self.entry_name(label) for label in values.divided(text)]
        if kind is Kind.PICTURES:
            keys = [self.pictures.keys[name] for name in values.divided(text)]
            return keys[0] if code == "picture" else list(keys)
        return values.to_yaml(kind, text)

    def entry_name(self, label: str) -> str:
        known = self.content.figure(label)
        new = self.reading.entries.get(values.plain(label), label)
        return str(known[0]) if known else new

    def change(
        self,
        operation: Operation,
        item: Item,
        path: tuple[str | int, ...],
        value: Value,
        place: str,
    ) -> None:
        self.reading.changes.append(Change(operation, item.file, path, value, place))

    def conflict(self, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
        side = self.prefers(row.place(code))
        if side == "workbook":
            return self.take(row, item, code, text)
        if side == "record":
            return False
        record = item.texts.get(code, "")
        sent = self.base(item, code)
        since = "记录里是"
        if sent is not None:
            since = f"表 {self.returned.base.issued} 发出后记录改成了"
        what = f"{self.named(row, item)}{since} {_short(record)}，填报表写 {_short(text)}；先留 {_short(record)}，请定"
        remark = Remark(
            "intake-conflict", Weight.DECISION, row.place(code), what, text, "", sent or "", record
        )
        self.reading.remarks.append(remark)
        return False

    def clear(self, row: ReturnedRow, item: Item, code: str) -> bool:
        """Take a value out of the record whose cell was emptied; return whether it can be.

        A figure goes with its value, and an item with what it is called.
        """
        is_whole = code == self.sheet.label or (self.sheet.code == "figures" and code == "value")
        path = item.path if is_whole else (*item.path, *self.sheet.column(code).field)
        if self.content.raw(item.file, path) is None:
            return False
        self.change(Operation.REMOVE, item, path, None, row.place(code))
        return True

    def compare_with_last_year(self, row: ReturnedRow, item: Item | None, text: str) -> None:
        known = item.known.get("last", "") if item else ""
        now, then = (quantities.parse(t) if t else None for t in (text, known))
        if not (now and then and now.value and then.value):
            return
        if quantities.dimension(now.unit)[0] != quantities.dimension(then.unit)[0]:
            return
        times = (
            now.value
            * quantities.dimension(now.unit)[1]
            / (then.value * quantities.dimension(then.unit)[1])
        )
        if times > _MUCH or times * _MUCH < 1:
            how = (
                f"是上年（{then.text}）的 {times:.0f} 倍"
                if times > 1
                else f"不到上年（{then.text}）的三分之一"
            )
            self.say(
                "intake-much",
                Weight.REMINDER,
                row.place("value"),
                f"{self.named(row, item)}{how}，请核对",
                row.text("value"),
            )

    # ── Items ──

    def renamed(self, row: ReturnedRow, item: Item) -> None:
        text = row.text(self.sheet.label)
        place = row.place(self.sheet.label)
        if not self.sheet.column(self.sheet.label).field:
            what = f"“{item.label}”改成了“{text}”，这一行仍当作“{item.label}”读"
            self.say("intake-left", Weight.REMINDER, place, what, text, item.label)
            return
        if self.prefers(place) == "workbook":
            self.change(
                Operation.PUT,
                item,
                (*item.path, *self.sheet.column(self.sheet.label).field),
                text,
                place,
            )
            return
        base = self.base(item, self.sheet.label)
        if base is not None and values.plain(base) == values.plain(text):
            return  # the record was renamed since, and the workbook still says what it was sent with
        self.say(
            "intake-renamed", Weight.DECISION, place,
            f"名称由“{item.label}”改成了“{text}”，其余内容照收，名称请定", text,
        )  # fmt: skip

    def cleared_row(self, row: ReturnedRow, item: Item) -> None:
        place = f"{self.there.name}!第{row.number}行"
        if self.deletes(place):
            self.change(Operation.REMOVE, item, item.path, None, place)
            return
        self.say(
            "intake-cleared", Weight.DECISION, place,
            f"原来的“{_short(item.label)}”被清空，内容留着没有删；要删请在“处理”选“删除”",
        )  # fmt: skip

    def remove(self, row: ReturnedRow, item: Item | None) -> None:
        if item is None or not item.exists:
            what = f"新添的“{_short(row.text(self.sheet.label))}”选了“删除”，没有读"
            self.say("intake-left", Weight.REMINDER, row.place("act"), what)
            return
        changed = [
            code for code, text in item.texts.items()
            if (base := self.base(item, code)) is not None
            and not values.same(kind_of(item, self.sheet, code), base, text, self.content.year) and base != text
        ]  # fmt: skip
        place = row.place("act")
        if changed and self.prefers(place) != "workbook":
            what = f"填报表要删“{_short(item.label)}”，表发出后记录又改过它；先留着，请定"
            self.say("intake-conflict", Weight.DECISION, place, what)
            return
        self.change(Operation.REMOVE, item, item.path, None, place)

    def new_item(self, row: ReturnedRow) -> bool:
        """Read a row that the record does not have; return whether it has anything."""
        written = self.texts(row, None)
        if self.sheet.code == "events":
            self.people(row, written)
        label = written.get(self.sheet.label, "")
        has = [c for c, text in written.items() if text and not self.is_prefilled(c)]
        if not has and not any(
            row.text(c.code) for c in self.sheet.readable if not self.is_prefilled(c.code)
        ):
            return False
        if self.sheet.entries or self.sheet.code in ("texts", "followups"):
            if has:
                what = f"没有读：第{row.number}行，表里没有这一项"
                self.say(
                    "intake-left", Weight.REMINDER, f"{self.there.name}!第{row.number}行", what
                )
            return False
        if not label:
            heading = self.sheet.column(self.sheet.label).heading
            place = row.place(has[0] if has else self.sheet.label)
            self.say("intake-label", Weight.FAULT, place, f"这一行没有“{heading}”，没有读")
            return False
        item = self.place_of_new(row, label, written)
        if item is None:
            return True
        self.create(row, item, written)
        return True

    def place_of_new(self, row: ReturnedRow, label: str, written: dict[str, str]) -> Item | None:
        """Return where a new item goes; None where that cannot be said."""
        identity = f"{self.sheet.code}/{row.number}"
        file, *path = self.sheet.path
        match self.sheet.code:
            case "figures":
                return Item(identity, label, {}, file, ("figures", label), exists=False)
            case "pictures":
                return self.new_picture(row, label, identity)
            case "works" | "quotations" if "type" not in written and self.sheet.code == "works":
                return None  # its chapter is at fault
            case "works":
                chapter = written["type"]
                if not chapter:
                    heading = self.sheet.column("type").heading
                    self.say(
                        "intake-type",
                        Weight.FAULT,
                        row.place("type"),
                        f"没有写“{heading}”，可选：{'、'.join(self.content.chapter_names)}",
                    )
                    return None
                return Item(
                    identity,
                    label,
                    {},
                    file,
                    (*self.chapter_path(chapter), "works", self.after(row, chapter)),
                    exists=False,
                )
            case "quotations":
                where = self.work_titled(written.get("use", ""))
                pending = self.new_work_titled(written.get("use", ""))
                if where is None and pending is not None:
                    return Item(identity, label, {}, file, ("quotations", pending), exists=False)
                if where is None:
                    self.no_such_work(row, written.get("use", ""))
                    return None
                there = self.content.raw("record", (*where, "quotations")) or []
                return Item(
                    identity, label, {}, file, (*where, "quotations", len(there)), exists=False
                )
            case _:
                there = self.content.raw(file, tuple(path)) or []
                return Item(
                    identity,
                    label,
                    {},
                    file,
                    (*path, self.after(row, "", len(there))),
                    exists=False,
                )

    def no_such_work(self, row: ReturnedRow, title: str) -> None:
        """Say that the work is not there that a quotation belongs to."""
        works = [item.label for item in items_of(_sheet("works"), self.content)]
        near = difflib.get_close_matches(title, works, 1, 0.5)
        question = f"，是不是“{near[0]}”？" if near else ""
        what = (
            f"“5 工作”里没有“{title}”{question or '，'}这句话没有读"
            if title
            else "没有写用在哪项工作，这句话没有读"
        )
        advice = near[0] if near else ""
        self.say("intake-reference", Weight.FAULT, row.place("use"), what, title, advice)

    def new_work_titled(self, title: str) -> int | None:
        """Return which change adds the work of a title."""
        for index, change in enumerate(self.reading.changes):
            is_work = change.operation is Operation.INSERT and change.path[:1] == ("chapters",)
            if not is_work or not isinstance(change.value, dict):
                continue
            if title and values.plain(str(change.value.get("title") or "")) == values.plain(title):
                return index
        return None

    def new_picture(self, row: ReturnedRow, label: str, identity: str) -> Item | None:
        """Return where a new picture goes; None where there is none, or the record has it."""
        key = self.pictures.present.get(row.number)
        if key:
            self.use_picture(row, key, row.text("use"))
            return None
        picture = self.pictures.new.get(row.number)
        if picture is None:
            if not row.text("file"):
                why = f"“{label}”没有照片：请写文件名，或把照片插在“照片”一格"
                self.say("intake-picture", Weight.FAULT, row.place("pic"), why)
            return None
        self.reading.pictures.append(picture)
        self.use_picture(row, picture.key, row.text("use"))
        return Item(identity, label, {}, "record", ("pictures", picture.key), exists=False)

    def change_picture(self, row: ReturnedRow, item: Item, code: str, text: str) -> bool:
        """Put a picture of the record into more works and events, or give it another file."""
        if code == "use":
            self.use_picture(row, str(item.path[-1]), text)
            return True
        picture = self.pictures.new.get(row.number)
        if picture is None:
            return False
        self.reading.pictures.append(picture)
        self.change(Operation.PUT, item, (*item.path, "file"), picture.path, row.place(code))
        return True

    def use_picture(self, row: ReturnedRow, key: str, titles: str) -> None:
        """Put a picture into the works and events that a row names."""
        for title in (t.strip() for t in titles.split("\n")):
            if not title:
                continue
            if not self.put_into(key, title, row.place("use")):
                near = difflib.get_close_matches(title, self.titles(), 1, 0.5)
                question = f"，是不是“{near[0]}”？" if near else ""
                why = f"没有题为“{title}”的工作或活动{question}"
                self.say(
                    "intake-reference",
                    Weight.FAULT,
                    row.place("use"),
                    why,
                    title,
                    near[0] if near else "",
                )

    def titles(self) -> list[str]:
        return [
            i.label for code in ("works", "events") for i in items_of(_sheet(code), self.content)
        ]

    def put_into(self, key: str, title: str, place: str) -> bool:
        """Put a picture into the work or event of a title; return whether there is one."""
        wanted = values.plain(title)
        for index, change in enumerate(self.reading.changes):
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
                self.reading.changes[index] = replace(change, value={**new, **more})
                return True
        for code, name in (("works", "pictures"), ("events", "picture")):
            for item in items_of(_sheet(code), self.content):
                if values.plain(item.label) != wanted:
                    continue
                path = (*item.path, name)
                there = next((c for c in self.reading.changes if c.path == path), None)
                keys = _list(there.value if there else self.content.raw("record", path))
                if key not in keys:
                    if there:
                        self.reading.changes.remove(there)
                    whole: Value = key if name == "picture" else [*keys, key]
                    self.change(Operation.PUT, item, path, whole, place)
                return True
        return False

    def work_titled(self, title: str) -> tuple[str | int, ...] | None:
        for item in items_of(_sheet("works"), self.content):
            if title and values.plain(item.label) == values.plain(title):
                return item.path
        return None

    def after(self, row: ReturnedRow, chapter: str, count: int | None = None) -> int:
        """Return the index of a new item: behind the item above it in the workbook, else the last."""
        above = -1
        for other in self.there.rows:
            if other.number >= row.number:
                break
            item = next(
                (i for i in self.items if self.sent.get(i.id) == other.id and other.id), None
            )
            index = item.path[-1] if item and item.exists else None
            if item and isinstance(index, int) and chapter in ("", item.texts.get("type")):
                above = index
        if above >= 0:
            return above + 1
        if count is not None:
            return count
        return len(self.content.raw("record", (*self.chapter_path(chapter), "works")) or [])

    def create(self, row: ReturnedRow, item: Item, written: dict[str, str]) -> None:
        """Write an item that the record does not have."""
        if self.sheet.code == "figures" and not self.can_be_created(row, item, written):
            return
        if self.sheet.code == "events" and not self.is_event(row, written):
            return
        if "type" in self.there.codes and "type" not in written:
            return  # its chapter is at fault
        if self.sheet.code == "committee" and not written.get("role"):
            what = f"“{item.label}”没有写职务，这一行没有读"
            self.say("intake-label", Weight.FAULT, row.place("role"), what)
            return
        missing = [
            c
            for c in self.sheet.readable
            if c.expected and c.code not in written and c.code in self.there.codes
        ]
        if missing:
            return  # a fault of the row has been said already
        value: dict[str, Value] = {}
        for column in self.sheet.columns:
            text = written.get(column.code) or (
                item.texts.get(column.code, "") if column.locked else ""
            )
            if (
                not text
                or not column.field
                or (column.code == "type" and self.sheet.code == "works")
            ):
                continue
            if column.kind is Kind.YES and not values.is_yes(text):
                continue
            if column.code == "label" and item.path[-1] == text:
                continue
            there = value
            for key in column.field[:-1]:
                nested = there.setdefault(key, {})
                assert isinstance(nested, dict)
                there = nested
            there[column.field[-1]] = self.value(column.kind, text, column.code)
        operation = Operation.INSERT if isinstance(item.path[-1], int) else Operation.PUT
        if operation is Operation.INSERT and self.sheet.code == "works":
            self.ensure_chapter(item.path[:2], row.place("type"))
        if self.sheet.code == "pictures":
            value["file"] = next(p.path for p in self.reading.pictures if p.key == item.path[-1])
        order = usual_order((*item.path, ""))
        whole: Value = {key: value[key] for key in sorted(value, key=order.index)}
        if item.path[0] == "quotations":
            index = item.path[1]
            assert isinstance(index, int)
            change = self.reading.changes[index]
            assert isinstance(change.value, dict)
            quotations = [*_values(change.value.get("quotations")), whole]
            new = {**change.value, "quotations": quotations}
            self.reading.changes[index] = replace(change, value=new)
            return
        if self.sheet.code == "figures":
            self.forget_none(item.label, row.place("value"))
            self.reading.entries[values.plain(written["label"])] = str(item.path[-1])
            if set(value) == {"value"}:
                whole = value["value"]
        self.change(operation, item, item.path, whole, row.place(self.sheet.label))

    def chapter_path(self, name: str) -> tuple[str | int, ...]:
        """Return where a chapter stands, or would stand."""
        return chapter_path(self.content, name, self.reading.chapters)

    def ensure_chapter(self, path: tuple[str | int, ...], place: str) -> None:
        """Begin a chapter that the record does not have yet, and those that stand before it."""
        raw = self.content.raw("record", ("chapters",)) or []
        changed_paths = {change.path for change in self.reading.changes}
        last = path[1]
        assert isinstance(last, int)
        types = [chapter.name for chapter in self.content.entry.chapters]
        for name in (*types, *self.reading.chapters):
            own = self.chapter_path(name)
            index = own[1]
            if isinstance(index, int) and len(raw) <= index <= last and own not in changed_paths:
                key = "type" if name in types else "title"
                self.reading.changes.append(
                    Change(Operation.PUT, "record", own, {key: name}, place)
                )

    def can_be_created(self, row: ReturnedRow, item: Item, written: dict[str, str]) -> bool:
        text = written.get("value", "")
        self.reading.figures.setdefault(item.label, text)
        if text == NONE:
            self.remember_none(item.label, row.place("value"))
            return False
        quantity = quantities.parse(text) if text else None
        if quantity and not quantity.unit and not row.text("unit"):
            self.say(
                "intake-unit", Weight.FAULT, row.place("unit"), f"{self.named(row, item)}没有写单位"
            )
            return False
        return bool(text)

    def is_event(self, row: ReturnedRow, written: dict[str, str]) -> bool:
        """Return whether a new event belongs to the record; say it where the ledger has it."""
        if "date" in written and not written["date"]:
            self.say("intake-date", Weight.FAULT, row.place("date"), "没有写日期")
            return False
        if "kinds" in written and not written["kinds"]:
            what = "没有写类别，记作发生过的事，不算组织生活；算的请补上类别"
            self.say("intake-label", Weight.REMINDER, row.place("kinds"), what)
        for event in self.content.entry.record.events:
            is_same = values.same(
                Kind.DATE, str(event.date.text), written.get("date", ""), self.content.year
            )
            if is_same and values.plain(event.title) == values.plain(written.get("title", "")):
                self.say(
                    "intake-left",
                    Weight.REMINDER,
                    row.place("title"),
                    "台账里已经有这次活动，没有再记",
                )
                return False
        return True

    def nothing(self, row: ReturnedRow) -> None:
        """Read a sheet that says 无."""
        place = row.place(self.sheet.label)
        if any(item.exists for item in self.items):
            self.say(
                "intake-conflict",
                Weight.DECISION,
                place,
                f"写了“无”，记录里有{len(self.items)}项；先留着，请定",
                NONE,
            )
            return
        self.remember_none(self.sheet.none, place)

    def remember_none(self, word: str, place: str) -> None:
        """Write into `none` what the branch has not."""
        there = self.content.raw("record", ("none",))
        words = [there] if isinstance(there, str) else (there or [])
        if word in words:
            return
        self.reading.changes.append(
            Change(Operation.INSERT, "record", ("none", len(words)), word, place)
        )

    def forget_none(self, word: str, place: str) -> None:
        """Remove from `none` what the branch has after all."""
        there = self.content.raw("record", ("none",))
        if isinstance(there, list) and word in there:
            path = ("none", there.index(word))
            self.reading.changes.append(Change(Operation.REMOVE, "record", path, None, place))

    # ── The whole sheet ──

    def report_missing_items(self, present: set[str]) -> None:
        """Say which items the workbook no longer has; none is deleted for that."""
        for index, item in enumerate(self.items):
            if item.id in present or not item.exists or item.locked or not self.was_sent(item):
                continue
            row = self.empty_row(index)
            place = f"{self.there.name}!第{row}行" if row else self.there.name
            what = (
                f"原来的“{_short(item.label)}”被清空"
                if row
                else f"原来的“{_short(item.label)}”这一行不见了"
            )
            remedy = (
                "；要删请在“处理”选“删除”"
                if any(c.code == "act" for c in self.sheet.columns)
                else ""
            )
            self.say("intake-cleared", Weight.DECISION, place, f"{what}，内容留着没有删{remedy}")

    def order(self, matches: tuple[Match, ...]) -> None:
        """Put the items of a list in the order of the rows, where the rows were sorted."""
        lists: dict[tuple[str | int, ...], list[Match]] = {}
        for match in matches:
            item = match.item
            if item and item.exists and match.row.text(self.sheet.label):
                lists.setdefault(item.path[:-1], []).append(match)
        sent = [
            i
            for (tab, i, code) in self.returned.base.texts
            if (tab, code) == (self.sheet.tab, EXISTS)
        ]
        for path, own in lists.items():
            ids = [match.row.id for match in own]
            if not set(ids) <= set(sent) or ids == sorted(ids, key=sent.index):
                continue
            items = [match.item for match in own if match.item]
            of_record = sorted(items, key=self.items.index)
            place = f"{self.there.name}!第{own[0].row.number}行"
            if [self.sent.get(item.id) for item in of_record] != sorted(ids, key=sent.index):
                what = "各行排了新的次序，表发出后记录也重排过；先照记录的次序，请定"
                self.say("intake-conflict", Weight.DECISION, place, what)
                continue
            labels: list[Value] = [item.label for item in items]
            self.reading.changes.append(Change(Operation.ORDER, "record", path, labels, place))

    def was_sent(self, item: Item) -> bool:
        """Return whether the workbook was sent with an item: as its base says, or by its other ids."""
        base = self.returned.base
        if any(tab == self.sheet.tab and code == EXISTS for tab, _, code in base.texts):
            return (self.sheet.tab, item.id, EXISTS) in base.texts
        return bool(base.texts) and any(row.id for row in self.there.rows)

    def empty_row(self, index: int) -> int:
        """Return the emptied row between those of the items before and behind an item; 0 if there is none."""
        numbers = {row.id: row.number for row in self.there.rows if row.id}
        before = max(
            (numbers.get(self.sent.get(i.id, ""), 0) for i in self.items[:index]), default=0
        )
        behind = min(
            (numbers.get(self.sent.get(i.id, ""), 10**7) for i in self.items[index + 1 :]),
            default=10**7,
        )
        return next((n for n in self.there.emptied if before < n < behind), 0)

    def progress(self, matches: tuple[Match, ...], filled: int) -> None:
        """Count what is filled in, and say what is not."""
        code = self.sheet.code
        if code in ("basics", "texts", "figures", "followups"):
            self.report_empty_cells(matches)
        elif code in ("works", "honours", "problems", "plan"):
            none = set(map(str, self.content.entry.record.none))
            has_word = any(
                c.operation is Operation.INSERT
                and c.path[:1] == ("none",)
                and c.value == self.sheet.none
                for c in self.reading.changes
            )
            self.reading.due += 1
            is_filled = (
                bool(filled) or has_word or (bool(self.sheet.none) and self.sheet.none in none)
            )
            self.reading.filled += is_filled
            if not is_filled:
                what = "还没有填；没有的在第一行写“无”" if self.sheet.none else "还没有填"
                self.say("intake-empty", Weight.REMINDER, self.there.name, what)
        if code == "works":
            self.chapters_without_works(matches)

    def report_empty_cells(self, matches: tuple[Match, ...]) -> None:
        by_item = {match.item.id: match.row for match in matches if match.item}
        code = "status" if self.sheet.code == "followups" else "value"
        empty: list[tuple[Item, ReturnedRow]] = []
        for item in self.items:
            row = by_item.get(item.id)
            if not item.expected or item.locked or row is None or code not in self.there.codes:
                continue
            self.reading.due += 1
            text = row.text(code)
            cell = row.cells[code]
            if text not in values.BLANK or (
                cell.value is not None and not isinstance(cell.value, str)
            ):
                self.reading.filled += 1
            else:
                empty.append((item, row))
        if self.sheet.code in ("texts", "followups") and empty:
            names = "、".join(f"“{_short(item.label)}”" for item, _ in empty)
            self.say("intake-empty", Weight.REMINDER, self.there.name, f"还空着：{names}")
            return
        for item, row in empty:
            hidden = "（这一行被隐藏了）" if row.is_hidden else ""
            last = f"，上年是 {item.known['last']}" if item.known.get("last") else ""
            rest = f"；没有发生写 0，没有这一项写“无”{last}" if self.sheet.code == "figures" else ""
            self.say(
                "intake-empty",
                Weight.MISSING,
                row.place(code),
                f"“{item.label}”：还没有填{hidden}{rest}",
                row.text(code),
            )

    def chapters_without_works(self, matches: tuple[Match, ...]) -> None:
        there = {m.row.text("type") for m in matches if m.row.text("title")}
        names = [n for n in self.content.chapter_names if n not in there]
        if names and len(names) < len(self.content.chapter_names):
            self.say(
                "intake-empty", Weight.REMINDER, self.there.name, f"{'、'.join(names)}还没有工作"
            )


def _list(value: Value) -> list[str]:
    """Return a list of names, of which YAML may hold one alone."""
    if not value:
        return []
    return [str(value)] if isinstance(value, str) else [str(item) for item in value]


def _values(value: Value) -> list[Value]:
    """Return the items of a list of YAML, which may not be there."""
    return [*value] if isinstance(value, list) else []


def _sheet(code: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.code == code)


def _joined(text: str, unit: str) -> str:
    """Return a figure as it was sent, number and unit together."""
    if text in values.BLANK:
        return ""
    if text == NONE:
        return NONE
    try:
        return values.figure_text(text, unit)[0]
    except Unreadable:
        return text


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f"{flat[:24]}…" if len(flat) > 24 else flat
