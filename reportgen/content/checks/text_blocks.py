"""The texts a person wrote in a content file, in reading order, each with its role and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reportgen.content.branch_year import BranchYear
from reportgen.content.model import (
    BranchType,
    Debriefing,
    Followup,
    Plan,
    Problem,
    Work,
    YearRecord,
)
from reportgen.content.model.base import SPEECH, STEERS, Part
from reportgen.content.model.narratives import Story
from reportgen.content.tables.grid import grid_of
from reportgen.spans import Span, place_inside, span_of

#: characters of a title that a message names
_MOST_OF_A_TITLE = 60


class Role(StrEnum):
    """The purpose of a text; each check looks at some roles."""

    PROSE = "prose"  # paragraphs of the report
    TITLE = "title"  # headings
    SLIDE = "slide"  # short texts of slides
    SPEECH = "speech"  # speaker notes
    LABEL = "label"  # names, captions, table titles
    CELL = "cell"  # table cells
    PROBLEM = "problem"  # problems and their causes
    STORY = "story"  # the debriefing and the press story
    PLAN = "plan"  # plans: their figures are aims, their year is the next
    QUOTATION = "quotation"  # words of other people: no check judges them


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One text and the Chinese name of its place in the file."""

    text: str
    role: Role
    where: str
    #: the name of the entry that has the text: of a work, an event, a problem or a figure
    subject: str = ""
    #: the date of the event that the text tells of
    day: str = ""
    #: the name of the point or item whose text it is
    heading: str = ""

    @property
    def span(self) -> Span | None:
        """The place of the whole text."""
        return span_of(self.text)

    def inside(self, start: int, end: int) -> Span | None:
        """Return the place of characters `start` to `end` of the text."""
        return place_inside(self.text, start, end)


def blocks_of_year(entry: BranchYear) -> tuple[TextBlock, ...]:
    """Return every text in the record of `entry`, without empty ones."""
    return tuple(p for p in _record(entry.record, entry) if p.text)


def blocks_of_type(kind: BranchType) -> tuple[TextBlock, ...]:
    """Return every text of a type file, without empty ones."""
    blocks = [
        TextBlock(kind.name, Role.LABEL, "类型名称"),
        TextBlock(kind.chapter, Role.TITLE, "章标题"),
        TextBlock(kind.purpose, Role.PROSE, "宗旨"),
    ]
    for measure in kind.measures:
        blocks.append(TextBlock(measure.title, Role.TITLE, "举措标题"))
        blocks.append(TextBlock(measure.text, Role.PROSE, "举措句"))
        for point in measure.points:
            blocks.append(TextBlock(point.name, Role.LABEL, "要点"))
            blocks.append(TextBlock(point.text, Role.SLIDE, "要点"))
    return tuple(p for p in blocks if p.text)


def _record(record: YearRecord, entry: BranchYear) -> Iterator[TextBlock]:
    yield TextBlock(entry.branch.slogan, Role.LABEL, "口号")
    yield TextBlock(record.headline, Role.TITLE, "主题")
    yield TextBlock(record.opening, Role.PROSE, "开头")
    for figure in record.figures.values():
        yield TextBlock(figure.label, Role.LABEL, "数字的名称")
        yield TextBlock(figure.note, Role.LABEL, f"“{figure.label}”的注释", figure.label)
    for title in record.titles.values():
        yield TextBlock(title, Role.TITLE, "自定标题")
    for chapter in record.chapters:
        name = chapter.title or chapter.type
        yield TextBlock(chapter.title, Role.TITLE, "章标题")
        yield TextBlock(chapter.lead, Role.PROSE, f"{name}引言")
        for work in chapter.works:
            yield from _work(work, f"{name}{_quoted(work.title)}", Role.PROSE)
    for title, text in record.texts.items():
        yield from _texts(text, Role.STORY, title)
    for method in record.methods.values():
        yield TextBlock(method.name, Role.LABEL, "工作法")
        for item in method.items:
            yield TextBlock(item.name, Role.LABEL, f"“{method.name}”条目")
            yield TextBlock(
                item.text, Role.SLIDE, f"“{method.name}”条目", item.name, heading=item.name
            )
    if record.brands:
        for brand in (record.brands.main, *record.brands.items):
            yield TextBlock(brand.name, Role.LABEL, "品牌")
    for honour in record.honours:
        yield TextBlock(honour.name, Role.LABEL, "荣誉")
        yield TextBlock(honour.note, Role.LABEL, f"荣誉“{honour.name}”说明", honour.name)
    for project in record.projects:
        yield TextBlock(project.name, Role.LABEL, "项目")
        yield TextBlock(project.text, Role.SLIDE, "项目", project.name)
    for venue in record.venues:
        yield TextBlock(venue.name, Role.LABEL, "阵地")
        yield TextBlock(venue.text, Role.SLIDE, "阵地", venue.name)
    for picture in record.pictures.values():
        yield TextBlock(picture.caption, Role.LABEL, "图注")
        yield TextBlock(picture.alt, Role.LABEL, "替代文字")
    for chart in record.charts.values():
        yield TextBlock(chart.title, Role.LABEL, "图表标题")
        yield TextBlock(chart.takeaway, Role.SLIDE, f"图表{_quoted(chart.title)}结论", chart.title)
        yield TextBlock(chart.note, Role.LABEL, f"图表{_quoted(chart.title)}注释", chart.title)
    for table in record.tables.values():
        yield TextBlock(table.title, Role.LABEL, "表题")
        yield TextBlock(table.note, Role.LABEL, f"表{_quoted(table.title)}表注", table.title)
        grid = grid_of(table)
        for cells in grid.rows[grid.head_rows :]:
            for cell in cells:
                row = grid.text(cell.row, 0) if cell.column else ""
                yield TextBlock(cell.text, Role.CELL, f"表{_quoted(table.title)}", row)
    for event in record.events:
        title, day = event.title, event.date.short
        yield TextBlock(title, Role.LABEL, "活动主题", title, day)
        yield TextBlock(event.text, Role.SLIDE, "活动记述", title, day)
    yield from _outlook(record)
    if record.debriefing:
        yield from _debriefing(record.debriefing)
    if record.story:
        yield from _story(record.story)


def _debriefing(debriefing: Debriefing) -> Iterator[TextBlock]:
    yield TextBlock(debriefing.opening, Role.STORY, "述职开头")
    for comment in debriefing.comments:
        yield from _followup(comment, f"述职：点评“{comment.name}”的整改", Role.STORY)
    for duty in debriefing.duties:
        yield from _work(duty, f"述职{_quoted(duty.title)}", Role.STORY)
    for problem in debriefing.problems:
        yield from _problem(problem, f"述职问题“{problem.name}”", Role.STORY)
    if debriefing.plan:
        yield from _plan(debriefing.plan, "述职打算")
    yield TextBlock(debriefing.closing, Role.STORY, "述职结尾")


def _story(story: Story) -> Iterator[TextBlock]:
    yield TextBlock(story.headline, Role.TITLE, "纪实标题")
    yield TextBlock(story.lead, Role.STORY, "纪实导语")
    for part in story.parts:
        yield TextBlock(part.title, Role.TITLE, "纪实小标题")
        yield TextBlock(part.text, Role.STORY, f"纪实{_quoted(part.title)}", part.title)
    yield TextBlock(story.closing, Role.STORY, "纪实结尾")


def _work(work: Work, where: str, role: Role) -> Iterator[TextBlock]:
    on_slides = Role.SLIDE if role is Role.PROSE else role
    title = work.title
    yield TextBlock(title, Role.TITLE, f"{where}标题", title)
    yield TextBlock(work.text, role, f"{where}正文", title)
    slide = work.slide
    yield TextBlock(slide.title, Role.TITLE, f"{where}幻灯片标题", title)
    yield TextBlock(slide.brief, on_slides, f"{where}概括", title)
    yield TextBlock(slide.panel, on_slides, f"{where}题眼", title)
    for point in slide.points:
        yield TextBlock(point.name, Role.LABEL, f"{where}要点", title)
        yield TextBlock(point.text, on_slides, f"{where}要点", title, heading=point.name)
    yield TextBlock(slide.notes, Role.SPEECH, f"{where}讲稿", title)
    for person in work.people:
        for text in (person.text, *person.points):
            yield TextBlock(text, on_slides, f"{where}人物", title)
        for text in (person.saying, person.occasion):
            yield TextBlock(text, Role.QUOTATION, f"{where}人物原话")
    for quotation in work.quotations:
        words = role if quotation.gist else Role.QUOTATION
        yield TextBlock(quotation.text, words, f"{where}引语")
        for text in (quotation.occasion, quotation.source):
            yield TextBlock(text, Role.QUOTATION, f"{where}引语")


def _followup(followup: Followup, where: str, role: Role) -> Iterator[TextBlock]:
    name = followup.name
    yield TextBlock(name, Role.LABEL, where, name)
    yield TextBlock(followup.action, role, f"{where}措施", name)
    yield TextBlock(followup.result, role, f"{where}结果", name)


def _problem(problem: Problem, where: str, role: Role) -> Iterator[TextBlock]:
    name = problem.name
    yield TextBlock(name, Role.TITLE, where, name)
    yield TextBlock(problem.text, role, f"{where}表现", name)
    yield TextBlock(problem.cause, role, f"{where}原因", name)
    yield TextBlock(problem.measure, Role.PLAN, f"{where}措施", name)


def _plan(plan: Plan, where: str) -> Iterator[TextBlock]:
    yield TextBlock(plan.title, Role.TITLE, f"{where}标题")
    yield TextBlock(plan.text, Role.PLAN, where)
    for parallel in plan.parallels:
        yield TextBlock(parallel, Role.PLAN, f"{where}排比")
    for item in plan.items:
        yield TextBlock(item.task, Role.PLAN, f"{where}任务")
        yield TextBlock(item.text, Role.PLAN, f"{where}“{item.task}”做法", item.task)


def _outlook(record: YearRecord) -> Iterator[TextBlock]:
    for followup in record.followups:
        yield from _followup(followup, f"上年问题“{followup.name}”", Role.PROBLEM)
    for problem in record.problems:
        yield from _problem(problem, f"问题“{problem.name}”", Role.PROBLEM)
    if record.plan:
        yield from _plan(record.plan, "计划")
    if record.closing:
        yield TextBlock(record.closing.title, Role.TITLE, "结尾标题")
        yield TextBlock(record.closing.text, Role.PROSE, "结尾")


#: fields that hold keys or choices, not texts
_KEYS = frozenset(
    {"branches", "chart", "figures", "format", "kind", "palette", "pictures", "ranking", "show",
     "remark", "words"}
)  # fmt: skip
_ROLES = {"title": Role.TITLE, "topic": Role.TITLE, "name": Role.LABEL}


def blocks_of_file(content: Part) -> tuple[TextBlock, ...]:
    """Return every text of a lesson, committee … without empty ones and without quotations."""
    return tuple(_blocks(content))


def _blocks(part: Part) -> Iterator[TextBlock]:
    for name, field in type(part).model_fields.items():
        if name not in _KEYS and STEERS not in field.metadata:
            role = Role.SPEECH if SPEECH in field.metadata else _ROLES.get(name, Role.PROSE)
            yield from _texts(getattr(part, name), role, str(field.title))


def _texts(value: Any, role: Role, where: str) -> Iterator[TextBlock]:
    if isinstance(value, str):
        if value:
            yield TextBlock(value, role, where)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item, role, where)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, role, where)
    elif isinstance(value, Part) and not value.is_quotation:
        yield from _blocks(value)


def _quoted(title: str) -> str:
    """Return a title in quotes as messages name it, its end left out where it is no line."""
    return f"“{title if len(title) <= _MOST_OF_A_TITLE else f'{title[: _MOST_OF_A_TITLE - 1]}…'}”"
