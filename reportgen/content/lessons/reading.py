"""A file of content/lessons → the subject of a lesson, with what it takes from branches' records."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel

from reportgen.content.branches import BranchTypes, branch_names, load_branch
from reportgen.content.figures import figure_named, similar_names
from reportgen.content.folders import LESSONS
from reportgen.content.imported import Unreviewed, lesson_review_path, unreviewed
from reportgen.content.lessons.model import FromRecord, Lesson, LessonFigure, Page
from reportgen.content.lessons.timetable import Timetable, timetable_of
from reportgen.content.library import FileSubject, Library
from reportgen.content.model import ChartData, Figure, PictureFile, TableData, YearRecord
from reportgen.content.model.base import SPEECH
from reportgen.content.model.validation import validate
from reportgen.content.quantities import Quantity, Wording
from reportgen.content.references import chart_faults, picture_faults
from reportgen.content.tables.complete import complete_tables
from reportgen.content.tables.grid import shape_faults
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span, joined, span_of
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LessonSubject(FileSubject):
    """One lesson with its figures, pictures, charts and tables, of its own and of branches' records."""

    subject_kind: ClassVar[str] = "lesson"

    slug: str
    lesson: Lesson
    figures: Mapping[str, Figure]
    #: key → picture, and the folder its file name is relative to
    pictures: Mapping[str, tuple[PictureFile, str]]
    charts: Mapping[str, ChartData]
    tables: Mapping[str, TableData]
    timetable: Timetable
    #: what was read from Word and nobody has looked at
    unreviewed: Unreviewed | None = None

    @property
    def year(self) -> int:
        """A lesson belongs to no year."""
        return 0

    @property
    def author(self) -> str:
        """The unit that gives the lesson, else its speaker."""
        return str(self.lesson.unit or self.lesson.speaker)

    @property
    def at(self) -> Span | None:
        """The place of the topic."""
        return span_of(self.lesson.topic)

    @property
    def settings(self) -> Lesson:
        """The lesson."""
        return self.lesson


_SLOT = re.compile(r"(?<!\{)\{\s*([^{}%\n]+?)\s*\}(?!\})")

#: branch, year → its record and folder, None where it cannot be read
RecordOf = Callable[[str, int], tuple[YearRecord, str] | None]


def load_lesson(workspace: Workspace, slug: str, types: BranchTypes) -> Library:
    """Read one lesson and the records it refers to: a library of this lesson alone, with its faults."""
    libraries: dict[str, Library] = {}

    def record_of(branch: str, year: int) -> tuple[YearRecord, str] | None:
        if branch not in libraries and branch in branch_names(workspace):
            libraries[branch] = load_branch(workspace, branch, types)
        entry = libraries[branch].years.get((branch, year)) if branch in libraries else None
        return (entry.record, entry.folder) if entry else None

    subject, faults = _read_lesson(workspace, slug, record_of)
    return Library.of_file(slug, types.types, (subject,) if subject else (), faults)


def _read_lesson(
    workspace: Workspace, slug: str, record_of: RecordOf
) -> tuple[LessonSubject | None, tuple[Diagnostic, ...]]:
    """Read one lesson and what it refers to; with an error there is no subject."""
    path = f"{LESSONS}/{slug}.yaml"
    try:
        source = parse(workspace.read(path), path)
        lesson = validate(Lesson, source)
    except Faults as error:
        return None, error.diagnostics
    faults: list[Diagnostic] = list(source.warnings)
    exhibits = _Exhibits(lesson, source, workspace, record_of, faults)
    figures, charts = exhibits.figures(), exhibits.charts()
    pictures, tables = exhibits.pictures(), exhibits.tables()
    faults += _unknown_names(lesson)
    faults += _quotation_faults(lesson, source)
    faults += _question_faults(lesson)
    filled = _fill(lesson, figures, lesson.figures, faults)
    if any(fault.is_error for fault in faults):
        return None, tuple(faults)
    timetable = timetable_of(filled)
    waiting = unreviewed(workspace, lesson_review_path(slug))
    subject = LessonSubject(slug, filled, figures, pictures, charts, tables, timetable, waiting)
    return subject, tuple(faults)


#: dictionary of a record → what it has, and the code of a key that is not in it
_EXHIBITS = {
    "figures": ("数字", "unknown-figure"),
    "pictures": ("图片", "unknown-picture"),
    "charts": ("图表", "unknown-chart"),
    "tables": ("表格", "unknown-table"),
}


@dataclass(frozen=True, slots=True)
class _Exhibits:
    """What a lesson shows, each of its own or from a branch's record; what is wrong is added to `faults`."""

    lesson: Lesson
    source: YamlSource
    workspace: Workspace
    record_of: RecordOf
    faults: list[Diagnostic]

    def figures(self) -> dict[str, Figure]:
        """Return the figures by the names of the lesson."""
        figures: dict[str, Figure] = {}
        for name, entry in self.lesson.figures.items():
            if entry.branch:
                record = self._record(entry)
                figure = figure_named(record.figures, entry.name or name) if record else None
                if figure:
                    figures[name] = figure
                elif record:
                    hints = similar_names(entry.name or name, record.figures, "已有的数字")
                    self._report_lacking(name, entry, "figures", hints)
            elif entry.value is None:
                self._report_nothing("figures", name, "value")
            else:
                figures[name] = own_figure(name, entry)
        return figures

    def charts(self) -> dict[str, ChartData]:
        """Return the charts by the names of the lesson."""
        charts: dict[str, ChartData] = {}
        for name, entry in self.lesson.charts.items():
            if entry.branch:
                if chart := self._entry_of_record(name, entry, "charts"):
                    charts[name] = chart
            elif entry.log:
                span = self.source.span(("charts", name, "log"), key=True)
                message = f"图表 `{name}` 不能由活动记录作图，党课没有活动记录"
                self.faults.append(Diagnostic("chart-data", message, span))
            else:
                self.faults.extend(chart_faults(name, entry, self.source))
                note = joined((t for t in (entry.note, _from(entry.source)) if t), "　")
                title = entry.title or name
                charts[name] = entry.model_copy(update={"title": title, "note": note})
        return charts

    def tables(self) -> dict[str, TableData]:
        """Return the tables by the names of the lesson."""
        entries = self.lesson.tables
        own = {name: entry for name, entry in entries.items() if not entry.branch}
        complete, faults = complete_tables(own, self.workspace, LESSONS)
        self.faults.extend(faults)
        tables: dict[str, TableData] = {}
        for name, entry in entries.items():
            if entry.branch:
                if table := self._entry_of_record(name, entry, "tables"):
                    tables[name] = table
            else:
                self.faults.extend(shape_faults(complete[name], ("tables", name), self.source))
                note = joined((t for t in (entry.note, _from(entry.origin)) if t), "　")
                tables[name] = complete[name].model_copy(update={"note": note})
        return tables

    def pictures(self) -> dict[str, tuple[PictureFile, str]]:
        """Return the pictures by the names of the lesson, each with the folder of its file."""
        pictures: dict[str, tuple[PictureFile, str]] = {}
        for name, entry in self.lesson.pictures.items():
            span = self.source.span(("pictures", name), key=True)
            if entry.file:
                self.faults.extend(picture_faults(self.workspace, LESSONS, entry.file, span))
                own = PictureFile(
                    file=entry.file,
                    caption=entry.caption or self.lesson.topic,
                    credit=entry.credit,
                    alt=entry.alt,
                )
                pictures[name] = own, LESSONS
            elif entry.branch:
                picture = self._entry_of_record(name, entry, "pictures")
                record = self.record_of(entry.branch, entry.year)
                if picture and record:
                    pictures[name] = picture, record[1]
            else:
                self._report_nothing("pictures", name, "file")
        return pictures

    def _record(self, entry: FromRecord) -> YearRecord | None:
        """Return the record that an entry cites; None with a fault added."""
        record = self.record_of(entry.branch, entry.year)
        if record is None:
            year = f" {entry.year} 年" if entry.year else ""
            message = f"没有支部 `{entry.branch}`{year}的记录，或者它有错误"
            hints = () if entry.year else ("还要写 year，是哪一年的记录",)
            fault = Diagnostic("unknown-record", message, span_of(entry.branch), hints=hints)
            self.faults.append(fault)
        return record[0] if record else None

    def _entry_of_record(self, name: str, entry: FromRecord, part: str) -> Any:
        """Return what the entry `name` cites in the dictionary `part` of a record; None with a fault."""
        record = self._record(entry)
        if record is None:
            return None
        known: Mapping[str, Any] = getattr(record, part)
        wanted = entry.name or name
        if wanted not in known:
            hints = did_you_mean(wanted, known, listing=f"已有的{_EXHIBITS[part][0]}")
            self._report_lacking(name, entry, part, hints)
            return None
        return known[wanted]

    def _report_lacking(
        self, name: str, entry: FromRecord, part: str, hints: tuple[str, ...]
    ) -> None:
        what, code = _EXHIBITS[part]
        wanted = entry.name or name
        message = f"{entry.branch} {entry.year} 年的记录里没有名为 `{wanted}` 的{what}"
        self.faults.append(Diagnostic(code, message, span_of(wanted), hints=hints))

    def _report_nothing(self, part: str, name: str, own: str) -> None:
        """Report an entry that is neither of the lesson nor of a record."""
        message = f"{_EXHIBITS[part][0]} `{name}` 要写 {own}，或者写 branch、year"
        span = self.source.span((part, name), key=True)
        self.faults.append(Diagnostic("missing-key", message, span))


def own_figure(name: str, entry: LessonFigure) -> Figure:
    """Return a figure of the lesson itself; its note says where it comes from."""
    note = joined((text for text in (entry.note, _from(entry.source)) if text), "，")
    return Figure(value=entry.value, label=name, note=note)


def _from(source: str) -> str:
    """Return where something comes from as a note says it, "" where it is not known."""
    return joined(("来源：", source)) if source else ""


def _unknown_names(lesson: Lesson) -> Iterator[Diagnostic]:
    for page in lesson.pages:
        for keys, known, what, code in _names_of(page, lesson):
            yield from _unknown(keys, known, what, code)
    for case in lesson.cases.values():
        yield from _unknown(_one(case.picture), lesson.pictures, "图片", "unknown-picture")
        yield from _unknown(_one(case.quote), lesson.quotations, "引文", "unknown-quotation")


def _names_of(
    page: Page, lesson: Lesson
) -> Iterator[tuple[Iterable[str], Mapping[str, object], str, str]]:
    """Yield the names that a page refers to, with what may be referred to and the code of a fault."""
    yield page.figures, lesson.figures, "数字", "unknown-figure"
    yield page.pictures, lesson.pictures, "图片", "unknown-picture"
    yield _one(page.chart), lesson.charts, "图表", "unknown-chart"
    yield _one(page.table), lesson.tables, "表格", "unknown-table"
    yield _one(page.quote), lesson.quotations, "引文", "unknown-quotation"
    yield _one(page.case), lesson.cases, "案例", "unknown-case"


def _one(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _quotation_faults(lesson: Lesson, source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a fault for each quotation that says neither whose words it has nor where they stand."""
    for name, quotation in lesson.quotations.items():
        if not (quotation.author or quotation.work):
            span = source.span(("quotations", name), key=True)
            message = f"引文 `{name}` 没有写是谁说的，也没有写出自哪里"
            hints = ("写 author（作者或说话人）或 work（篇名书名）；没有把握的不要引",)
            yield Diagnostic("missing-key", message, span, hints=hints)


def _question_faults(lesson: Lesson) -> Iterator[Diagnostic]:
    """Yield a fault for each choice of answers that stands below several questions."""
    questions = [page.question for page in lesson.pages if page.question]
    for question in (*questions, *((lesson.discussion,) if lesson.discussion else ())):
        if question.options and len(question.questions) > 1:
            message = "选项只能配一道题，这里有几道"
            hints = ("一道题一页，各写各的选项",)
            span = span_of(question.options[0])
            yield Diagnostic("wrong-value", message, span, hints=hints)


def _unknown(
    keys: Iterable[str], known: Mapping[str, object], what: str, code: str
) -> Iterator[Diagnostic]:
    for key in keys:
        if key not in known:
            hints = did_you_mean(key, known, listing=f"本课已有的{what}")
            yield Diagnostic(code, f"本课没有名为 `{key}` 的{what}", span_of(key), hints=hints)


def _fill(
    value: Any,
    figures: Mapping[str, Figure],
    known: Collection[str],
    faults: list[Diagnostic],
    *,
    spoken: bool = False,
) -> Any:
    """Return `value` with each {名称} in its texts replaced; unknown keys are added to `faults`.

    In `spoken` words a share stands as it is said: 百分之96.5.
    """
    if isinstance(value, str):
        if "{" not in value:
            return value
        words = _spoken if spoken else _text_of
        texts = {name: words(figure.value) for name, figure in figures.items()}
        return _filled_text(value, texts, known, faults)
    if isinstance(value, tuple):
        items = tuple(_fill(item, figures, known, faults, spoken=spoken) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, BaseModel):
        changed: dict[str, Any] = {}
        for name, field in type(value).model_fields.items():
            old = getattr(value, name)
            new = _fill(old, figures, known, faults, spoken=SPEECH in field.metadata)
            if new is not old:
                changed[name] = new
        return value.model_copy(update=changed) if changed else value
    return value


def _text_of(value: Quantity | Wording) -> str:
    return str(value.text)


def _spoken(value: Quantity | Wording) -> str:
    """Return a value as it is said aloud: 百分之96.5 for 96.5%."""
    if isinstance(value, Quantity) and value.unit == "%":
        number = value.text.removesuffix("%")
        if number.replace(".", "", 1).isdecimal():
            return f"百分之{number}"
    return str(value.text)


def _filled_text(
    text: str, texts: Mapping[str, str], known: Collection[str], faults: list[Diagnostic]
) -> str:
    span = span_of(text)
    for match in _SLOT.finditer(text):
        if match[1] not in known:
            hints = did_you_mean(match[1], known, listing="本课已有的数字")
            message = f"本课没有名为 `{match[1]}` 的数字"
            faults.append(Diagnostic("unknown-figure", message, span, hints=hints))
    new = _SLOT.sub(lambda match: texts.get(match[1], match[0]), text)
    return Located.at(new, span) if span else new
