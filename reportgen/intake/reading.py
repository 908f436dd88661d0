"""A returned workbook and the record → changes of the record, and all there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.intake.answers import Answer, open_remarks, overlaid
from reportgen.intake.content import BranchContent
from reportgen.intake.form import FORM, SHEETS, form_id
from reportgen.intake.pictures import Pictures
from reportgen.intake.remarks import Remark, Weight
from reportgen.intake.returned import ReturnedWorkbook
from reportgen.intake.sheet_reader import read_sheet
from reportgen.intake.sheet_state import Reading, SheetState


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
            read_sheet(
                SheetState(sheet, there, returned, content, reading, prefer, pictures, answers)
            )
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
