"""Party lessons (content/lessons): their model, their subject, and how a file is read."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field

from reportgen.content.branches import BranchTypes, branch_names, load_branch
from reportgen.content.figures import figure_named, similar_names
from reportgen.content.folders import LESSONS
from reportgen.content.library import FileSubject, Library
from reportgen.content.model import ChartData, Figure, PictureFile, Point, Quotation, YearRecord
from reportgen.content.model.base import (
    Boolean,
    Date,
    Decimal,
    Integer,
    Part,
    RequiredText,
    Text,
    TextList,
)
from reportgen.content.model.record import Relation
from reportgen.content.model.validation import validate
from reportgen.content.references import picture_faults
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span, span_of
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace


class Reference(Part):
    """引用：某支部某年记录里的一项数字、图片或图表。"""

    branch: RequiredText = Field(title="支部", description="content/branches 下的代号")
    year: Integer = Field(title="年度")
    name: Text = Field("", title="名称", description="那一年记录里的名称；缺省与这一项同名")


class LessonPicture(Part):
    """一张图片：可以引用支部记录里的（写 branch、year、name），也可以用自己的文件（写 file、caption）。"""

    branch: Text = Field("", title="支部")
    year: Integer = Field(0, title="年度")
    name: Text = Field("", title="名称", description="那一年记录里的名称；缺省与这一项同名")
    file: Text = Field("", title="文件", description="content/lessons 下的路径，如 images/x.png")
    caption: Text = Field("", title="图注")
    credit: Text = Field("", title="供图")
    alt: Text = Field("", title="替代文字")


class Citation(Quotation):
    """引文：照录原文，写明出处；是谁说的、在什么场合说的，知道的也写。"""

    source: RequiredText = Field(title="出处", description="如 《中国共产党支部工作条例（试行）》")


Show = Literal[
    "auto", "bullets", "cards", "steps", "figures", "statement", "quote", "columns",
    "picture", "pictures", "chart", "convergence",
]  # fmt: skip


class Page(Part):
    """一页：一张幻灯片，以及讲这一页的话。"""

    title: RequiredText = Field(title="标题")
    case: Text = Field(
        "", title="案例", description="案例的来处，如 莱州市档案馆党支部；写了就标明是案例"
    )
    lead: Text = Field("", title="题眼", description="色块里的短语；两栏的写两个栏名，以竖线分开")
    brief: Text = Field("", title="概括", description="一句话")
    points: tuple[Point, ...] = Field((), title="要点")
    quote: Citation | None = Field(None, title="引文")
    figures: TextList = Field((), title="数字", description="本课 figures 里的名称")
    pictures: TextList = Field((), title="图片", description="本课 pictures 里的名称")
    chart: Text = Field("", title="图表", description="本课 charts 里的名称")
    show: Show = Field("auto", title="式样", description="缺省按内容自动选")
    relation: Relation = Field(
        "",
        title="关系",
        description="各条要点之间的关系：order 有先后，ring 首尾相接，ranks 有高低，pair 两张照片前后对照",
    )
    notes: RequiredText = Field(title="讲稿", description="这一页讲的话；{名称} 换成所引的数字")
    minutes: Decimal | None = Field(
        None, gt=0, title="时长", description="这一页讲几分钟；缺省按讲稿长短"
    )


class LessonPart(Part):
    """一部分：党课的一大段，有标题、目的、过渡的话和各页。"""

    title: RequiredText = Field(title="标题")
    aim: RequiredText = Field(title="目的", description="这一部分要让听众明白什么")
    notes: RequiredText = Field(title="过渡", description="转入这一部分的话")
    pages: tuple[Page, ...] = Field(title="各页", min_length=1)


class Discussion(Part):
    """讨论：课上讨论的题目和引导的话。"""

    minutes: Decimal | None = Field(None, gt=0, title="时长")
    questions: TextList = Field(title="题目", min_length=1)
    notes: RequiredText = Field(title="引导", description="怎样组织讨论")


class Summary(Part):
    """小结：全课的几个要点和小结的讲稿。"""

    title: Text = Field("小结", title="标题")
    lead: Text = Field("", title="题眼")
    points: tuple[Point, ...] = Field(title="要点", min_length=1)
    notes: RequiredText = Field(title="讲稿")


class Lesson(Part):
    """一堂党课：写明题目、听众、主讲人和时长，依次写各部分、讨论和小结。"""

    topic: RequiredText = Field(title="题目", description="可分两行")
    subtitle: Text = Field("", title="副题")
    unit: Text = Field("", title="授课单位")
    audience: RequiredText = Field(title="听众")
    speaker: RequiredText = Field(title="主讲人", description="姓名或职务，如 支部书记")
    minutes: Integer = Field(ge=1, title="时长", description="分钟；10 分钟以内的是微党课")
    date: Date | None = Field(None, title="日期")
    aims: TextList = Field((), title="教学目的")
    opening: RequiredText = Field(title="开场白")
    outline: Text = Field("", title="提纲的话", description="讲目录页时说的话；微党课不用")
    figures: dict[RequiredText, Reference] = Field(
        default_factory=dict, title="数字", description="名称: {branch, year}；叫法不同的另写 name"
    )
    pictures: dict[RequiredText, LessonPicture] = Field(default_factory=dict, title="图片")
    charts: dict[RequiredText, Reference] = Field(default_factory=dict, title="图表")
    parts: tuple[LessonPart, ...] = Field(title="各部分", min_length=1)
    discussion: Discussion | None = Field(None, title="讨论")
    summary: Summary = Field(title="小结")
    closing_title: Text = Field("", title="结尾的标题")
    closing: RequiredText = Field(title="结束语")
    sources: TextList = Field((), title="资料来源")
    palette: Text = Field("", title="配色")
    format: Text = Field("", title="版式")
    sample: Boolean = Field(False, title="示例")


@dataclass(frozen=True, slots=True)
class LessonSubject(FileSubject):
    """One lesson with the figures, pictures and charts it refers to in branches' records."""

    subject_kind: ClassVar[str] = "lesson"

    slug: str
    lesson: Lesson
    figures: Mapping[str, Figure]
    #: key → picture, and the folder its file name is relative to
    pictures: Mapping[str, tuple[PictureFile, str]]
    charts: Mapping[str, ChartData]

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
    figures = {
        name: figure
        for name, reference in lesson.figures.items()
        if (figure := _figure(name, reference, record_of, faults))
    }
    charts = {
        name: chart
        for name, reference in lesson.charts.items()
        if (chart := _resolve(name, reference, "charts", "图表", record_of, faults))
    }
    pictures = dict(_pictures(lesson, source, workspace, record_of, faults))
    faults += _page_faults(lesson)
    texts = {key: str(figure.value.text) for key, figure in figures.items()}
    filled = _fill(lesson, texts, lesson.figures, faults)
    if any(fault.is_error for fault in faults):
        return None, tuple(faults)
    return LessonSubject(slug, filled, figures, pictures, charts), tuple(faults)


#: dictionary of a record → the code of a key that is not in it
_UNKNOWN = {
    "pictures": "unknown-picture",
    "charts": "unknown-chart",
}


def _record(
    reference: Reference, record_of: RecordOf, faults: list[Diagnostic]
) -> YearRecord | None:
    """Return the record of `reference`; None with a fault added."""
    entry = record_of(reference.branch, reference.year)
    if entry is None:
        faults.append(
            Diagnostic(
                "unknown-record",
                f"没有支部 `{reference.branch}` {reference.year} 年的记录，或者它有错误",
                span_of(reference.branch),
            )
        )
        return None
    return entry[0]


def _figure(
    name: str, reference: Reference, record_of: RecordOf, faults: list[Diagnostic]
) -> Figure | None:
    """Return the figure that the entry `name` of a lesson refers to; None with a fault added."""
    record = _record(reference, record_of, faults)
    if record is None:
        return None
    wanted = reference.name or name
    figure = figure_named(record.figures, wanted)
    if figure is None:
        hints = similar_names(wanted, record.figures, "已有的数字")
        faults.append(_not_there("unknown-figure", wanted, reference, "数字", hints))
    return figure


def _resolve(
    name: str,
    reference: Reference,
    part: str,
    what: str,
    record_of: RecordOf,
    faults: list[Diagnostic],
) -> Any:
    """Return what the entry `name` refers to in the dictionary `part` of a record; None with a fault."""
    record = _record(reference, record_of, faults)
    if record is None:
        return None
    known: Mapping[str, Any] = getattr(record, part)
    wanted = reference.name or name
    if wanted not in known:
        hints = did_you_mean(wanted, known, listing=f"已有的{what}")
        faults.append(_not_there(_UNKNOWN[part], wanted, reference, what, hints))
        return None
    return known[wanted]


def _not_there(
    code: str, name: str, reference: Reference, what: str, hints: tuple[str, ...]
) -> Diagnostic:
    message = f"{reference.branch} {reference.year} 年的记录里没有名为 `{name}` 的{what}"
    return Diagnostic(code, message, span_of(name), hints=hints)


def _pictures(
    lesson: Lesson,
    source: YamlSource,
    workspace: Workspace,
    record_of: RecordOf,
    faults: list[Diagnostic],
) -> Iterator[tuple[str, tuple[PictureFile, str]]]:
    for key, picture in lesson.pictures.items():
        span = source.span(("pictures", key), key=True)
        if picture.file:
            faults += picture_faults(workspace, LESSONS, picture.file, span)
            own = PictureFile(
                file=picture.file,
                caption=picture.caption or lesson.topic,
                credit=picture.credit,
                alt=picture.alt,
            )
            yield key, (own, LESSONS)
        elif picture.branch:
            reference = Reference(branch=picture.branch, year=picture.year, name=picture.name)
            there = _resolve(key, reference, "pictures", "图片", record_of, faults)
            entry = record_of(picture.branch, picture.year)
            if there and entry:
                yield key, (there, entry[1])
        else:
            message = f"图片 `{key}` 要写 file，或者写 branch、year"
            faults.append(Diagnostic("missing-key", message, span))


def _page_faults(lesson: Lesson) -> Iterator[Diagnostic]:
    for part in lesson.parts:
        for page in part.pages:
            for keys, known, what, code in (
                (page.figures, lesson.figures, "数字", "unknown-figure"),
                (page.pictures, lesson.pictures, "图片", "unknown-picture"),
                ((page.chart,) if page.chart else (), lesson.charts, "图表", "unknown-chart"),
            ):
                yield from _unknown(keys, known, what, code)


def _unknown(
    keys: Iterable[str], known: Mapping[str, object], what: str, code: str
) -> Iterator[Diagnostic]:
    for key in keys:
        if key not in known:
            hints = did_you_mean(key, known, listing=f"本课已有的{what}")
            yield Diagnostic(code, f"本课没有名为 `{key}` 的{what}", span_of(key), hints=hints)


def _fill(
    value: Any, texts: Mapping[str, str], known: Collection[str], faults: list[Diagnostic]
) -> Any:
    """Return `value` with each {名称} in its texts replaced; unknown keys are added to `faults`."""
    if isinstance(value, str):
        return _filled_text(value, texts, known, faults) if "{" in value else value
    if isinstance(value, tuple):
        items = tuple(_fill(item, texts, known, faults) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, BaseModel):
        changed = {
            name: new
            for name in type(value).model_fields
            if (new := _fill(old := getattr(value, name), texts, known, faults)) is not old
        }
        return value.model_copy(update=changed) if changed else value
    return value


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
