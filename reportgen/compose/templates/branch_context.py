"""The names of a template about a branch's year, or about one meeting of it, and their values.

A fact that the record lacks becomes a `<pending>` element, which the document shows as 【待补充：…】.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from markupsafe import Markup

from reportgen.compose.places import without_places
from reportgen.compose.templates.exhibit_names import exhibit_names
from reportgen.compose.templates.exhibits import (
    Exhibits,
)
from reportgen.compose.templates.figure_names import figure_names
from reportgen.compose.templates.lazy import Lazy
from reportgen.compose.templates.log_names import log_names
from reportgen.compose.templates.schedule import deadlines, schedule
from reportgen.compose.templates.see import see
from reportgen.compose.templates.slide_text import slide_text
from reportgen.compose.templates.year_facts import YearFacts, has_number
from reportgen.content import derived, exceptions, trends
from reportgen.content.branch_year import BranchYear
from reportgen.content.chapters import YearChapter, figures_of, honours_of
from reportgen.content.debriefing import debriefing_of
from reportgen.content.figures import figure_named, with_numbers
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.model import (
    BranchType,
    Event,
    Figure,
    Honour,
    Measure,
    Point,
    Project,
    Work,
    YearRecord,
)
from reportgen.content.model.branch import TypeSlide
from reportgen.content.roster import members_by_name, members_in_number, party_groups

#: fewer key figures than these do not stand in a row of their own
FEWEST_KEY_FIGURES = 2
#: a name of fewer characters is a common word: 严, 提, 议事
SHORTEST_MENTION = 3


@dataclass(frozen=True, slots=True)
class RenderedMeasure:
    """A type's own sentence with its slots filled."""

    title: str
    text: Markup
    points: tuple[Point, ...]
    takeaway: Markup
    in_order: bool


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter of the year as templates use it; `type` is None where the branch has no frame."""

    number: int
    title: str
    name: str
    lead: str
    type: BranchType | None
    works: tuple[Work, ...]
    slides: tuple[str, ...]
    measures: tuple[RenderedMeasure, ...]
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]
    honours: tuple[Honour, ...]
    #: its figures, those in words too, that no work places
    others: tuple[Figure, ...]
    #: whether the names of all chapters are short enough to stand on each slide of a deck
    parts_in_words: bool = False

    @property
    def kicker(self) -> str:
        """The line above the titles of its slides: 学习型 · 政治力, else the chapter's title.

        Where the names of the parts stand on each slide the role takes the place of the name: 出发点 · 政治力.
        """
        if self.type and self.type.power:
            is_named = self.parts_in_words and self.type.role
            return f"{self.type.role if is_named else self.type.name} · {self.type.power}"
        return self.name

    @property
    def has_figures(self) -> bool:
        """Whether a work of the chapter places figures."""
        return any(work.figures for work in self.works)

    @property
    def shows_figures(self) -> bool:
        """Whether its deck has a slide of its figures: some, which no work places."""
        own = "figures" in self.slides and not self.has_figures
        return own and len(self.figures) >= FEWEST_KEY_FIGURES


#: returns a sentence with slots as markup, its slots filled with the names it is given
RenderSentence = Callable[[str, dict[str, Any]], Markup]
#: the names of a template with their values, and the exhibits behind its references
Context = tuple[dict[str, Any], Exhibits]

#: name → what it gives, for templates about a branch's year
BRANCH_NAMES: Mapping[str, str] = {
    "branch": "支部（branch.yaml 的各项）",
    "unreviewed": "从 Word 读来、还没有人核对的；核对完了就没有",
    "record": "年度记录（<年份>.yaml 的各项）",
    "year": "年份，整数",
    "previous": "上一年的记录，没有时为空",
    "chapters": "各章；每章有 number、title、name（类型名，没有的用标题）、kicker、lead、type、works、"
    "slides、measures、figures、others（各项工作没有引用的数字）、has_figures、missing、honours",
    "frame": "总体框架：name、title、goal；没有的为空",
    "framed": "总体框架里的各章：有定位或所聚之力的",
    "own_title": "这一文种自定的标题，没有的为空",
    "figures": "全部数字：value、label、note",
    "key_figures": "标为重点的、写了数的数字",
    "figure": "figure('名称')：照原样写出一个数字；没有时成为【待补充】",
    "fig": "fig('名称')：取一个数字的 value、label、note",
    "figures_named": "figures_named(名称的列表)：这些数字，没有数的也在内",
    "numbers": "numbers(名称的列表)：这些数字里写了数的，各有 value、label、note",
    "has": "has('名称')：这项数字有没有数；has('events') 看有没有组织生活的记录，"
    "has('到会率')、has('到会率', '党课')、has('人均学时') 看算不算得出",
    "log": "组织生活的统计：total、by_kind、by_month、by_kind_and_month；有没有一次兼有几类的 has_joint；"
    "没有写到月的日期 without_month、跨月的日期 over_months",
    "count": "count('主题党日')：这类活动的次数",
    "counts": "counts('支部党员大会', '党课')：支部党员大会4次、党课2次；一次也没有的不写",
    "times_of": "times_of('党课')：2次；一次也没有的为空",
    "attendance": "attendance('党课')：到会率",
    "hours_per_member": "人均学时，只算学习，不算值守、志愿服务等",
    "says": "says('…')：总结的文字、表、图里有没有这几个字，用来不重复",
    "states": "states(数字)：总结的文字、表、图里写到这项数字没有",
    "unstated": "unstated()：没有一处写到的数字：总结的文字、表、图、重点数字、与上年相比里都没有",
    "unstated_in": "unstated_in(章)：这些数字里属于这一章、又没有往年的数的；unstated_in()：不属于任何一章的和有往年的数的",
    "loose_figures": "loose_figures()：既不是重点、又没有哪一章或哪项工作引用的数字",
    "see": "see(工作)：见图2、表1：这项工作的图表、表格、图片里，它的文字没有引用的；都引用了的为空",
    "methods_of": "methods_of(工作)：这项工作引用的，和别处没有引用、它最先提到的工作法",
    "unnamed": "unnamed('charts')：没有哪项工作引用的图表，同样有 tables、pictures、methods",
    "log_charts": "log_charts()：没有哪项工作引用、由活动记录得出的图表，放在组织生活里",
    "is_latest": "是不是最近一年；branch.yaml 写的是现在的情况",
    "participants": "participants('志愿服务')：参加人次",
    "count_by_month": "count_by_month('主题党日')：{月份: 次数}",
    "comparison": "与上年相比的数字：label、last、this、change（增长12.5%，不能比的为空）、phrase（同比增长12.5%）、"
    "highlight、earlier（{年份: 数}）；compare 里列的，没有 compare 时是写了 last_year、又有变化的",
    "comparison_years": "这些数字还写了哪些更早的年份，从早到晚",
    "years_of": "years_of('名称')：{年: 数}，如 2023年: 88家，从早到晚，供列表、作图",
    "history_of": "history_of(数字)：{年: 数}，这份记录写的往年的数",
    "history_years": "history_years(几项数字)：写了哪些往年，从早到晚",
    "year_comparison": "与上年相比在课件里怎样放：rows（按增减幅度从大到小）、"
    "ranges（按增减多少）、others（放不下几项）、title、counted、takeaway、growths（多数可以算增减幅度）、"
    "rates（全是百分比）、one_scale（可以画在一根轴上）；没有可比数字时为空",
    "takeaway_of": "takeaway_of('名称')：图表的结论；作者没有写的，由数据得出，说不出的为空",
    "targets": "写了目标的数字：rows（label、target、actual、verdict、met、is_limit）、title、takeaway、in_chart（能不能画图）；没有的为空",
    "target_chart": "target_chart('标题')：targets.rows 实际占目标的百分比，一行一条",
    "change_tone": "change_tone(行)：这一行的变化在各行里的意味：highlight 增幅最大，decline 下降，其余为空",
    "changes_chart": "changes_chart('标题')：year_comparison.rows 的变化，一行一条",
    "range_chart": "range_chart('标题')：year_comparison.ranges 从上年到本年的区间，一行一条",
    "slope_chart": "slope_chart('标题')：year_comparison.rows 从上年到本年的斜率图，一行一条线",
    "changes": "{名称: 比上年增减的百分数}，用来作图；只有用百分数说变化的才有",
    "last_year_of": "last_year_of(数字或要点)：上年88次；没有可比的上年的数时为空",
    "takeaway_of_figures": "takeaway_of_figures(几项数字或要点)：与上年相比的一句话，没有可比的为空",
    "title_of_figures": "title_of_figures(几项数字或要点)：与上年相比的标题，不到两项可比的为空",
    "growth": "growth('名称')：同比增长12.5%、与上年持平；没有上年的数时为空",
    "schedule": "下一年计划的月份：item、months（十二个月各是什么：running、due、repeated）；写了月份的不到两项时为空",
    "deadlines": "deadlines(几项)：它们的时限：ongoing 几项贯穿全年、ending 几项有完成的月份、latest 最晚的时限（12月底前）；有一项看不出下一年的月份的为空",
    "followups": "上年问题的整改：name、status_text（状态）、state、action、result",
    "debriefing": "述职：没有写的各项取年度记录的；不述职的为空",
    "organisation_life": "组织生活：写了类别的活动，按日期",
    "meetings": "每次组织生活：event、chair、recorder、place，没有写明的取 meetings 里这一类的",
    "members_by_name": "有姓名的党员：支部委员，和党员名册里的别的党员；各有 name、role、group、probationary",
    "party_groups": "党小组：名册里各人都写了党小组的，各有 name、members（几名）、leader（组长）",
    "members_in_number": "党员总数；没有写明确数的为 0",
    "chronicle": "全年记下的事：组织生活，和没有写类别的事，按日期",
    "last_event": "last_event('民主评议党员')：这类活动的最后一次，没有时为空",
    "honours_placed": "有没有哪项工作已经放了荣誉表",
    "brands_placed": "有没有哪项工作已经放了品牌矩阵",
    "other_events": "other_events()：组织生活总表和会议记录里没有的事：没有写类别的，和图片没有别处放的，按日期",
    "unplaced_projects": "unplaced_projects()：没有哪项工作引用的项目",
    "highlights": "全年记下的事里标为重点的，按日期",
    "projects": "projects('类别', '状态')：项目",
    "known_items": "known_items(工作法)：各条目连成一句，资料未全的加“等”",
    "chart": "chart('名称')：放一张图表",
    "takeaway_of_numbers": "takeaway_of_numbers(标题, 单位, {名称: 数值}, 图形)：这张图的结论，由数据得出，说不出的为空",
    "chart_of": "chart_of(标题, 单位, {名称: 数值}, 图形)：由数字作图；单位写 '' 就用数值的单位，"
    "加 caption=true 的有图号图题",
    "picture": "picture('名称')：放一张图片",
    "table": "table('名称')：放一张表",
    "slide_of": "slide_of(工作)：这项工作的幻灯片：show、title、panel、brief、points、items、heads、notes",
    "chapter_name": "chapter_name('章')：那一章的短名称：类型名；没有类型的为空",
    "table_title": "table_title('名称')：表题",
    "asks_for": "asks_for('荣誉')：要不要问；记录的 none 里写了没有的不问，不留【待补充】",
    "not_held": "写了原因的例外：month、kind、reason，如 8月、支委会、防汛；确实没有开的才有",
    "covers_year": "covers_year('支委会', 1)：每 1 个月是不是都有，一条算它盖住的每个月",
}

#: the same for templates about one meeting
#: a deck of fewer parts does not name them on each slide; so many characters stand on one line there,
#: one of them between two names
_FEWEST_PARTS, _PARTS_IN_WORDS = 3, 26
MEETING_NAMES: Mapping[str, str] = {
    **BRANCH_NAMES,
    "event": "这一次活动（organisation_life 的一条）",
    "kinds": "活动的类别，用统一的名称",
    "chair": "主持人，没有写明时为空",
    "recorder": "记录人，没有写明时为空",
    "place": "地点，没有写明时为空",
    "number": "编号：这一次在组织生活总表里的序号",
}


def branch_context(entry: BranchYear, sentence: RenderSentence) -> Context:
    """Return the names of BRANCH_NAMES with their values; `sentence` renders those of the types."""
    facts, exhibits = YearFacts(entry), Exhibits()
    context = {
        **_year_names(entry),
        **_work_names(entry),
        **log_names(facts),
        **figure_names(facts),
        **exhibit_names(facts, exhibits),
    }
    # The sentences of types, which stand in the chapters, have the names above alone.
    return context | _chapter_names(facts, lambda text: sentence(text, context)), exhibits


def _year_names(entry: BranchYear) -> dict[str, Any]:
    """Return the names about the branch, its members, its record and its plan."""
    record, branch = entry.record, entry.branch
    return {
        "branch": branch,
        "record": record,
        "year": record.year,
        "previous": entry.previous,
        "is_latest": entry.is_latest,
        "unreviewed": entry.unreviewed,
        "own_title": "",
        "members_by_name": members_by_name(branch) if entry.is_latest else (),
        "party_groups": party_groups(branch) if entry.is_latest else (),
        "members_in_number": members_in_number(branch) if entry.is_latest else 0,
        "followups": record.followups,
        "debriefing": Lazy(lambda: debriefing_of(record, entry.chapters)),
        "deadlines": lambda items: deadlines(items, record.year + 1),
        "schedule": Lazy(
            lambda: schedule(record.plan.items, record.year + 1) if record.plan else ()
        ),
    }


def _work_names(entry: BranchYear) -> dict[str, Any]:
    """Return the names about what the works of the year place and mention, and what they leave."""
    record = entry.record
    works = [work for chapter in entry.chapters for work in chapter.works]
    first_mentions = cache(lambda: _first_mentions(entry))
    return {
        "says": Lazy(lambda: entry.statements.has),
        "states": Lazy(lambda: entry.statements.has_figure),
        "see": lambda work: see(work, record),
        "slide_of": lambda work: slide_text(work, record),
        "methods_of": lambda work: tuple(
            record.methods[name] for name in _method_names(work, entry, first_mentions())
        ),
        "known_items": derived.known_items,
        "unnamed": lambda field: _unnamed(field, entry),
        "log_charts": lambda: _log_charts(entry),
        "other_events": lambda: _other_events(entry),
        "projects": lambda kind="", status="": _projects(record.projects, kind, status),
        "unplaced_projects": lambda: _unplaced_projects(entry),
        "honours_placed": any(work.honours for work in works),
        "brands_placed": any(work.brands for work in works),
        "chapter_name": lambda reference: _type_name(entry, reference),
    }


def _chapter_names(facts: YearFacts, sentence: Callable[[str], Markup]) -> dict[str, Any]:
    """Return the names about the chapters; `sentence` fills the slots of a type's sentence."""
    entry = facts.entry

    @cache
    def chapters() -> tuple[ChapterView, ...]:
        elsewhere = _figures_elsewhere(entry)
        return tuple(
            _chapter_view(chapter, entry, sentence, elsewhere) for chapter in entry.chapters
        )

    @cache
    def unstated() -> tuple[Figure, ...]:
        return _unstated(entry, (trend.label for trend in facts.comparison))

    def unstated_in(chapter: ChapterView | None = None) -> tuple[Figure, ...]:
        return _unstated_in(unstated(), chapter, chapters(), entry.record)

    return {
        "chapters": Lazy(chapters),
        "framed": Lazy(
            lambda: tuple(c for c in chapters() if c.type and (c.type.role or c.type.power))
        ),
        "frame": entry.branch.frame,
        "loose_figures": lambda: _loose_figures(entry),
        "unstated": unstated,
        "unstated_in": unstated_in,
    }


def _type_name(entry: BranchYear, reference: str) -> str:
    """Return the name of the type of the chapter named `reference`, "" where it has none."""
    named_so = (c for c in entry.chapters if reference and c.is_named(reference))
    chapter = next(named_so, None)
    return str(chapter.type.name) if chapter and chapter.type else ""


def _chapter_view(
    chapter: YearChapter,
    entry: BranchYear,
    sentence: Callable[[str], Markup],
    elsewhere: Iterable[Figure],
) -> ChapterView:
    """Return `chapter` as templates use it; `sentence` fills the slots of a type's sentence.

    `elsewhere` are the figures that stand in other places than this chapter.
    """
    record, kind = entry.record, chapter.type
    measures = tuple(
        rendered
        for measure in (kind.measures if kind else ())
        if all(has_number(name, record) for name in measure.needs)
        if (rendered := _rendered_measure(measure, sentence))
    )
    return ChapterView(
        number=chapter.number,
        title=chapter.title,
        name=chapter.name,
        lead=chapter.lead,
        type=kind,
        works=chapter.works,
        slides=kind.slides if kind else get_args(TypeSlide),
        measures=measures,
        figures=with_numbers(figures_of(record, chapter)),
        missing=tuple(
            i.figure
            for i in (kind.indicators if kind else ())
            if i.required
            and not figure_named(record.figures, i.figure)
            and exceptions.asks_for(record, i.figure)
        ),
        honours=honours_of(record, chapter),
        others=tuple(f for f in figures_of(record, chapter) if not _is_among(f, elsewhere)),
        parts_in_words=_stand_in_words([other.name for other in entry.chapters]),
    )


def _stand_in_words(names: Sequence[str]) -> bool:
    """Return whether the names of the parts have room beside the kicker: three or more, all short."""
    return len(names) >= _FEWEST_PARTS and sum(map(len, names)) + len(names) <= _PARTS_IN_WORDS


def _key_figures(record: YearRecord) -> tuple[Figure, ...]:
    """Return the key figures of the year that stand in a row of their own."""
    figures = tuple(f for f in with_numbers(record.figures.values()) if f.highlight)
    return figures if len(figures) >= FEWEST_KEY_FIGURES else ()


def _figures_elsewhere(entry: BranchYear) -> tuple[Figure, ...]:
    """Return the key figures of the year and those that its works place."""
    works = (work for c in entry.chapters for work in c.works)
    named = (figure_named(entry.record.figures, name) for work in works for name in work.figures)
    return (*_key_figures(entry.record), *(figure for figure in named if figure))


def _loose_figures(entry: BranchYear) -> tuple[Figure, ...]:
    """Return the figures of no chapter that are no key figures and that no work places."""
    elsewhere = _figures_elsewhere(entry)
    figures = entry.record.figures.values()
    return tuple(f for f in figures if not f.chapter and not _is_among(f, elsewhere))


def _unstated(entry: BranchYear, compared: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures of the year that its report states nowhere, in the order of the record.

    Among them are those whose values of earlier years stand nowhere, because they are not compared.
    One that nobody counted is not among them.
    """
    record = entry.record
    compared = tuple(compared)
    key = [figure.label for figure in _key_figures(record)]
    needs = [n for kind in entry.types for measure in kind.measures for n in measure.needs]
    elsewhere = (*compared, *key, *needs)
    stated = [figure_named(record.figures, name) for name in elsewhere]
    beside_last_year = [figure_named(record.figures, name) for name in compared]

    def is_stated(figure: Figure) -> bool:
        if trends.has_nothing(figure, record.year):
            return True
        if trends.history(figure, record.year) and not _is_among(figure, beside_last_year):
            return False
        return _is_among(figure, stated) or entry.statements.has_figure(figure)

    return tuple(figure for figure in record.figures.values() if not is_stated(figure))


def _unstated_in(
    figures: Iterable[Figure],
    chapter: ChapterView | None,
    chapters: Iterable[ChapterView],
    record: YearRecord,
) -> tuple[Figure, ...]:
    """Return those of `figures` that the first paragraph of a chapter says, None: the rest of them."""
    single = [figure for figure in figures if not trends.history(figure, record.year)]
    if chapter is not None:
        return tuple(figure for figure in single if _is_among(figure, chapter.figures))
    of_chapters = [own for each in chapters for own in each.figures if _is_among(own, single)]
    return tuple(figure for figure in figures if not _is_among(figure, of_chapters))


def _is_among(figure: Figure, figures: Iterable[Figure | None]) -> bool:
    """Return whether `figure` itself is one of `figures`; two figures may be equal."""
    return any(figure is other for other in figures)


def _other_events(entry: BranchYear) -> tuple[Event, ...]:
    """Return the events without a kind, and those with a picture that stands nowhere else."""
    pictures = _unnamed("pictures", entry)
    return tuple(e for e in entry.record.chronicle if not e.kinds or e.picture in pictures)


def _unplaced_projects(entry: BranchYear) -> tuple[Project, ...]:
    """Return the projects of a kind that no work places."""
    kinds = {work.projects for chapter in entry.chapters for work in chapter.works}
    return tuple(p for p in entry.record.projects if p.kind not in kinds)


def _first_mentions(entry: BranchYear) -> dict[str, Work]:
    """Return for each method that no work places the work that is the first to mention it.

    To mention a method is to have its name, or that of an item that is no common word. A method that some work places
    is mentioned by the others only in passing.
    """
    works = [work for chapter in entry.chapters for work in chapter.works]
    texts = [(work, work.title + work.text) for work in works]
    placed = {work.method for work in works}
    mentions: dict[str, Work] = {}
    for key, method in entry.record.methods.items():
        items = (item.name for item in method.items if len(item.name) >= SHORTEST_MENTION)
        names = (method.name, *items)
        works_with = (work for work, words in texts if any(name in words for name in names))
        if key not in placed and (first := next(works_with, None)):
            mentions[key] = first
    return mentions


def _method_names(
    work: Work, entry: BranchYear, first_mentions: Mapping[str, Work]
) -> tuple[str, ...]:
    """Return the methods of a work: the one it places, and those that it is the first to mention."""
    return tuple(
        key for key in entry.record.methods if key == work.method or first_mentions.get(key) is work
    )


def _log_charts(entry: BranchYear) -> tuple[str, ...]:
    """Return the names of the charts that no work places and whose values come from the log."""
    charts = entry.record.charts
    return tuple(name for name in _unnamed("charts", entry) if charts[name].log)


def _unnamed(field: str, entry: BranchYear) -> tuple[str, ...]:
    """Return the names of the charts, tables, pictures or methods that no work places.

    The pictures of the press story and of records of meetings are placed there.
    """
    record = entry.record
    debriefing, story = record.debriefing, record.story
    works = [work for chapter in entry.chapters for work in chapter.works]
    works += debriefing.duties if debriefing else ()
    if field == "methods":
        first = _first_mentions(entry)
        named = {name for work in works for name in _method_names(work, entry, first)}
    else:
        named = {name for work in works for name in getattr(work, field)}
    if field == "pictures":
        named |= {work.qr for work in works}
        named |= {person.picture for work in works for person in work.people}
        named |= {name for part in (story.parts if story else ()) for name in part.pictures}
        named |= {story.picture} if story else set()
        named |= {event.picture for event in record.events if event.has_record}
    return tuple(name for name in getattr(record, field) if name not in named)


def _rendered_measure(
    measure: Measure, sentence: Callable[[str], Markup]
) -> RenderedMeasure | None:
    """Return a type's sentence with its points; None where its slots leave nothing to say.

    A point whose text has become empty is left out.
    """
    text = sentence(measure.text)
    if not without_places(text).strip():
        return None
    points = [(point, sentence(point.text)) for point in measure.points]
    # The rendered texts are markup, which the model's own strings do not accept.
    return RenderedMeasure(
        measure.title,
        text,
        tuple(
            Point.model_construct(name=sentence(point.name), text=rendered)
            for point, rendered in points
            if not point.text or without_places(rendered).strip()
        ),
        sentence(measure.takeaway),
        measure.in_order,
    )


def _projects(projects: Iterable[Project], kind: str, status: str) -> tuple[Project, ...]:
    return tuple(
        p for p in projects if (not kind or p.kind == kind) and (not status or p.status == status)
    )


def meeting_context(subject: MeetingSubject, sentence: RenderSentence) -> Context:
    """Return the names of MEETING_NAMES with their values."""
    context, exhibits = branch_context(subject.entry, sentence)
    context |= {
        "event": subject.event,
        "kinds": subject.kinds,
        "chair": subject.chair,
        "recorder": subject.recorder,
        "place": subject.place,
        "number": subject.number,
    }
    return context, exhibits
