"""What a record states in figures, each with its naming and scope: entries, cells, points, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reportgen.content import quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.likeness import (
    Words,
    begins_name,
    likeness,
    masked_digits,
    whole_words,
    words_in,
)
from reportgen.content.checks.review import Review
from reportgen.content.checks.scopes import Scope, Setting, becomes, scope_of_label
from reportgen.content.figures import names_of
from reportgen.content.log.events import EVENT_KINDS
from reportgen.content.model import Figure, TableData, YearRecord
from reportgen.content.quantities import Approximation, Limits, Quantity, number_of, units
from reportgen.content.tables.grid import Grid, grid_of
from reportgen.spans import Span, span_of

NO_WORDS = words_in("")
#: a figure beside a part of its words is less surely named by them
_BESIDE = 0.9
_HEAD = 0.8
#: the row or the column of a cell that has names for both
_ONE_OF_TWO = 0.89
#: two sentences with one word in common (党员, 村) may still count different ones
_SHORT = 0.65
#: digits of a figure that is rounded as people round: 60余家, 130余篇
_ROUND = 2


class Source(StrEnum):
    """Where a record states a figure."""

    FIGURE = "figure"  # an entry of figures
    EARLIER = "earlier"  # a value of an earlier year
    CHART = "chart"  # a point of a chart
    TABLE = "table"  # a cell that holds only a figure
    HONOUR = "honour"  # the count of an honour
    MEMBERS = "members"  # the numbers of members in branch.yaml
    LOG = "log"  # a count of the log, which only tells that a sentence is right
    TEXT = "text"  # a sentence
    LAST_YEAR = "last year"  # a sentence of last year's record

    @property
    def is_entry(self) -> bool:
        """Whether the figure has a name of its own."""
        return self not in (Source.TEXT, Source.LAST_YEAR)


@dataclass(frozen=True, slots=True, eq=False)
class StatedFact:
    """A figure that the record states, with the words it is recognised by, and its scope."""

    #: the place as a message names it: figures 的“媒体发稿”, 开头
    name: str
    quantity: Quantity
    span: Span | None
    #: the namings it may be meant by, each with how surely
    namings: tuple[tuple[Words, float], ...]
    scope: Scope
    source: Source
    #: the names an entry has, word for word
    labels: tuple[str, ...] = ()
    #: the words of the rest of the sentence, of the note, of the title
    wide: Words = NO_WORDS
    #: figures of one group state different things: those of a table, a chart, a sentence
    group: str = ""
    #: the work, event or problem it belongs to
    subjects: frozenset[str] = frozenset()
    #: the name of the figure's entry
    entry: str = ""
    mention: FigureMention | None = None
    #: the title of its table or chart
    title: str = ""
    #: whether no other cell, point or honour has its name and scope
    is_only: bool = True
    limits: Limits = field(default=(None, None))


def alike(a: StatedFact, b: StatedFact) -> float:
    """Return how alike the namings of two facts are, from 0 to 1."""
    between_texts = not (a.source.is_entry or b.source.is_entry)
    points = {a.source, b.source} <= {Source.CHART, Source.TABLE}
    best = 0.0
    for words, sure in a.namings:
        for other, other_sure in b.namings:
            most = sure * other_sure
            if between_texts and max(words.length, other.length) < 3:
                most *= _SHORT
            if most > best:
                best = max(best, most * likeness(words, a.wide, other, b.wide))
    # 甲 of one table is 甲 of another only where the tables are alike.
    return best * (0.5 + 0.5 * likeness(a.wide, NO_WORDS, b.wide, NO_WORDS)) if points else best


def meet(a: StatedFact, b: StatedFact) -> bool:
    """Return whether both can mean one true figure; a change of −33 is written 减少33 as well."""
    if a.scope.change and b.scope.change and a.quantity.value == -b.quantity.value:
        return True
    if _are_written_apart(a.quantity, b.quantity):
        return False
    return quantities.same_unit(a.quantity, b.quantity) and quantities.meet(a.limits, b.limits)


def _are_written_apart(a: Quantity, b: Quantity) -> bool:
    """Return whether one approximate figure is written twice, as 57.5吨左右 and 57.6吨左右."""
    if a.approximation is not b.approximation or a.approximation is Approximation.EXACT:
        return False
    first, second = (re.sub(r"\D", "", one.number_text).strip("0") for one in (a, b))
    return len(first) == len(second) > _ROUND and first != second


#: a mark that more facts share distinguishes none of them; in the samples at most 20 share one
_MOST_ALIKE = 200


class FactIndex:
    """Facts by unit and by what they may have in common: words, a subject, a long figure but for a slip."""

    def __init__(self, facts: Iterable[StatedFact]) -> None:
        """Sort `facts`."""
        self.facts = tuple(facts)
        self._alike: dict[frozenset[int], float] = {}
        self._by_unit: dict[str, dict[str, list[StatedFact]]] = {}
        for fact in self.facts:
            by_mark = self._by_unit.setdefault(_unit(fact), {})
            for mark in _marks(fact):
                by_mark.setdefault(mark, []).append(fact)

    def alike(self, one: StatedFact, other: StatedFact) -> float:
        """Return how alike the namings of two of the facts are; each is compared with the other once."""
        pair = frozenset((id(one), id(other)))
        if pair not in self._alike:
            self._alike[pair] = alike(one, other)
        return self._alike[pair]

    def candidates(self, fact: StatedFact) -> list[StatedFact]:
        """Return the other facts of a comparable unit that have something in common with `fact`."""
        unit = _unit(fact)
        result: dict[int, StatedFact] = {}
        for name in (unit, "") if unit else tuple(self._by_unit):
            by_mark = self._by_unit.get(name, {})
            for mark in _marks(fact):
                others = by_mark.get(mark, ())
                if len(others) <= _MOST_ALIKE:
                    result |= {id(other): other for other in others}
        result.pop(id(fact), None)
        return [o for o in result.values() if quantities.same_unit(o.quantity, fact.quantity)]


def _unit(fact: StatedFact) -> str:
    return units.dimension(fact.quantity.unit)[0]


def _marks(fact: StatedFact) -> set[str]:
    """Return what other facts are looked up by: pairs of characters, subjects, long or masked digits."""
    marks = {pair for words, _ in fact.namings for pair in words.pairs}
    if fact.source.is_entry:
        marks |= {char for words, _ in fact.namings[:1] for part in words.parts for char in part}
    marks |= {f"subject {subject}" for subject in fact.subjects}
    digits = re.sub(r"\D", "", fact.quantity.number_text).strip("0")
    marks |= {f"digits {digits}"} if len(digits) > _ROUND else set()
    return marks | set(masked_digits(fact.quantity))


def facts_of(review: Review) -> tuple[StatedFact, ...]:
    """Return every figure of the record: its entries, and the figures of its texts."""
    record, setting = review.entry.record, review.setting
    points = (
        *chart_facts(record, setting),
        *table_facts(record, setting),
        *honour_facts(record, setting),
    )
    named = Counter((point.labels[:1], point.scope) for point in points)
    return (
        *figure_facts(record, setting),
        *_previous_facts(review.entry.previous, setting),
        *(_of_last_year(mention) for mention in review.mentions_of_last_year),
        *(replace(point, is_only=named[point.labels[:1], point.scope] == 1) for point in points),
        *_member_facts(review),
        *_log_facts(review),
        *(text_fact(mention) for mention in review.mentions),
    )


def figure_facts(record: YearRecord, setting: Setting) -> Iterator[StatedFact]:
    """Yield the figures of a record as facts, with the values they have of earlier years."""
    works = _works_by_figure(record)
    for key, figure in record.figures.items():
        subjects = frozenset(
            {str(figure.label)} | works.get(str(key), set()) | works.get(str(figure.label), set())
        )
        name = f"figures 的“{figure.label}”"
        yield from _of_figure(str(key), figure, name, 0, figure.value, setting, subjects)
        before = {setting.year - 1: figure.last_year, **figure.earlier}
        for year, value in before.items():
            where = f"“{figure.label}”{year} 年的数"
            yield from _of_figure(
                str(key), figure, where, year - setting.year, value, setting, subjects
            )


def _works_by_figure(record: YearRecord) -> dict[str, set[str]]:
    works: dict[str, set[str]] = {}
    for chapter in record.chapters:
        for work in chapter.works:
            for name in work.figures:
                works.setdefault(str(name), set()).add(str(work.title))
    return works


def _of_figure(
    key: str,
    figure: Figure,
    name: str,
    years: int,
    value: object,
    setting: Setting,
    subjects: frozenset[str],
) -> Iterator[StatedFact]:
    number = number_of(value)  # type: ignore[arg-type]
    if number is None:
        return
    labels = names_of(key, figure)
    scope = scope_of_label(figure.label, figure.note if not years else "", setting)
    yield _entry(
        name,
        number,
        span_of(number.text) or span_of(key),
        labels,
        _in_year(scope, years),
        Source.EARLIER if years else Source.FIGURE,
        wide=figure.note,
        group="figures",
        subjects=subjects,
        entry=key,
    )


def _in_year(scope: Scope, years: int | None) -> Scope:
    return replace(scope, year=years) if years else scope


def _entry(
    name: str,
    value: Quantity,
    span: Span | None,
    labels: Iterable[str],
    scope: Scope,
    source: Source,
    *,
    wide: str = "",
    group: str = "",
    subjects: frozenset[str] = frozenset(),
    entry: str = "",
    title: str = "",
) -> StatedFact:
    names = tuple(dict.fromkeys(str(label) for label in labels if label))
    # A row or a column alone is less than both together.
    both = len(names) > 2 and names[0] == f"{names[1]}{names[2]}"
    sure = [_ONE_OF_TWO if both and place in (1, 2) else 1.0 for place in range(len(names))]
    return StatedFact(
        name,
        value,
        span,
        tuple((words_in(n) or whole_words(n), s) for n, s in zip(names, sure, strict=True)),
        scope,
        source,
        names,
        words_in(wide),
        group,
        subjects,
        entry,
        title=title,
        limits=quantities.limits(value),
    )


def _previous_facts(previous: YearRecord | None, setting: Setting) -> Iterator[StatedFact]:
    """Yield the figures of last year's record."""
    if previous is None:
        return
    for key, figure in previous.figures.items():
        name = f"{previous.year} 年记录里的“{figure.label}”"
        years = previous.year - setting.year
        yield from _of_figure(str(key), figure, name, years, figure.value, setting, frozenset())


def chart_facts(record: YearRecord, setting: Setting) -> Iterator[StatedFact]:
    """Yield the points of the charts, named by title, series and category."""
    for key, chart in record.charts.items():
        if chart.log:
            continue
        title = _titled(chart.title)
        for series, values in (chart.series or {"": chart.data}).items():
            for category, point in values.items():
                value = number_of(point)
                if value is None:
                    continue
                yield _entry(
                    f"图表 {key} 的“{category}”",
                    value if value.unit or not chart.unit else with_unit(value, chart.unit),
                    span_of(value.text) or span_of(category),
                    _names(title, str(series), str(category)),
                    scope_of_label(f"{series}，{category}", str(chart.title), setting),
                    Source.CHART,
                    wide=f"{chart.title}，{series}",
                    group=f"chart {key}",
                    subjects=frozenset({str(chart.title)}),
                    title=chart.title,
                )


#: the words of a title that only say how its figures are divided: 警情（按类型）, 分季度接待观众
_DIVIDED = re.compile(
    r"[（(][^()（）]*[)）]|(?<=..)按.{1,6}$|^按(?:季度?|月份?|半年|年度?|类别?|类型)|"
    r"[两几各]?(?:年度?)?分(?:季度?|月份?|半年|年度?|类别?|类型|项目|部门|单位|班组|片区|年龄段?|地区|行业|品种|专业)"
)


def _titled(title: str) -> str:
    return _DIVIDED.sub("", str(title)) or str(title)


_SCOPE_ONLY = re.compile(
    r"(?:(?:19|20)\d\d年?|[今本去上]年|[上下]半年|第?[一二三四]季度|\d{1,2}月|计划|目标|实际|完成|数量?|数值|次数|"
    r"人数|件数|合计|总计|全年|占比|比例|同比|增减|增长率?|平均|最高|最低|年度|情况|成效|年度成效|备注|单位)+"
)


def _names(title: str, first: str, second: str) -> Iterator[str]:
    """Yield the namings of a point or cell: its row and column, and the title with them.

    Words that only give a scope (2024年, 计划, 合计) name nothing; without others the title names it.
    """
    telling = [part for part in (first, second) if part and not _SCOPE_ONLY.fullmatch(part)]
    if len(telling) == 2:
        yield "".join(telling)
    yield from telling
    yield f"{title}{telling[-1]}" if telling else title


def with_unit(value: Quantity, unit: str) -> Quantity:
    """Return `value` with `unit`, as where a chart or a column gives it for all."""
    return quantities.parse(f"{value.text}{unit}") or value


def table_facts(record: YearRecord, setting: Setting) -> Iterator[StatedFact]:
    """Yield the cells of the tables that hold only a figure, named by row and column.

    What a table of the main ones (主要展览) adds up to is no total of all.
    """
    for key, table in record.tables.items():
        grid = grid_of(table)
        unit_column = next(
            (c for c in range(len(grid.columns)) if grid.column_name(c) == "单位"), None
        )
        for cells in grid.rows[grid.head_rows :]:
            for cell in cells:
                value = quantities.parse(cell.text.strip()) if cell.column else None
                if value is None or value.ordinal or not span_of(cell.text):
                    continue
                row = "".join(
                    dict.fromkeys(
                        grid.text(cell.row, column)
                        for column in range(cell.column)
                        if column != unit_column
                        and (
                            not column
                            or quantities.parse(grid.text(cell.row, column).strip()) is None
                        )
                    )
                )
                column = grid.column_name(cell.column)
                unit = _unit_of(grid, cell.row, column, unit_column, table)
                yield _entry(
                    f"表“{table.title}”的“{row}”",
                    with_unit(value, unit) if unit and not value.unit else value,
                    span_of(cell.text),
                    _names(_titled(table.title), row, re.sub(r"[（(/].*", "", column)),
                    _of_main(scope_of_label(f"{row}，{column}", table.title, setting), row, table),
                    Source.TABLE,
                    wide=table.title,
                    group=f"table {key}",
                    subjects=frozenset({str(table.title)}),
                    title=table.title,
                )


def _of_main(scope: Scope, row: str, table: TableData) -> Scope:
    main = re.match("(?:主要|重点|部分|典型)", table.title)
    if not main or not re.match("合计|总计|共计|小计", row):
        return scope
    return replace(scope, whose=scope.whose | {f"全部{main[0]}"})


def _unit_of(grid: Grid, row: int, column: str, unit_column: int | None, table: TableData) -> str:
    if named := re.search(r"[（(/]([^（()）]{1,6})[)）]?$", column):
        return named[1]
    if unit_column is not None:
        return grid.text(row, unit_column).strip()
    if re.search("[比率数]$|占比|同比|增减", column):
        return ""
    return str(table.unit)


def honour_facts(record: YearRecord, setting: Setting) -> Iterator[StatedFact]:
    """Yield the honours that have a count."""
    for honour in record.honours:
        if count := number_of(honour.count):
            yield _entry(
                f"荣誉“{honour.name}{honour.grade}”",
                count,
                span_of(count.text) or span_of(honour.name),
                [f"{honour.name}{honour.grade}", f"{honour.level}{honour.name}{honour.grade}"],
                scope_of_label("", f"{honour.since}，{honour.note}", setting),
                Source.HONOUR,
                wide=f"{honour.level}，{honour.note}",
                group="honours",
            )


def _member_facts(review: Review) -> Iterator[StatedFact]:
    """Yield the numbers of members in branch.yaml."""
    branch = review.entry.branch
    if branch.groups and (groups := quantities.parse(f"{branch.groups}个")):
        yield _entry(
            "branch.yaml 的党小组数",
            groups,
            span_of(branch.groups) or span_of(branch.name),
            ["党小组"],
            Scope(),
            Source.MEMBERS,
            group="members",
        )
    members = branch.members
    if not members:
        return
    for value, labels in (
        (members.total, ["党员", "中共党员", "党员总数", "全体党员"]),
        (members.formal, ["正式党员"]),
        (members.probationary, ["预备党员"]),
    ):
        if number := number_of(value):
            yield _entry(
                "branch.yaml 的党员队伍",
                number,
                span_of(number.text),
                labels,
                Scope(),
                Source.MEMBERS,
                group="members",
            )


def _log_facts(review: Review) -> Iterator[StatedFact]:
    """Yield how often each kind of meeting was held."""
    for kind, count in review.log.by_kind.items():
        if number := quantities.parse(f"{count}次"):
            names = (kind, *EVENT_KINDS.get(kind, ()))
            name = f"活动记录里的{kind}"
            yield _entry(name, number, review.top, names, Scope(), Source.LOG, group="log")


def _of_last_year(mention: FigureMention) -> StatedFact:
    """Return a figure of a text of last year's record as a fact."""
    fact = text_fact(mention)
    years = None if mention.scope.year is None else mention.scope.year - 1
    return replace(
        fact,
        name=f"上一年记录的{fact.name}",
        scope=replace(fact.scope, year=years),
        source=Source.LAST_YEAR,
        subjects=frozenset(),
    )


def text_fact(mention: FigureMention) -> StatedFact:
    """Return a figure of a text as a fact."""
    block = mention.block
    opening = "" if mention.scope.among else mention.opening
    return StatedFact(
        block.where,
        mention.quantity,
        mention.span,
        tuple(_namings(mention)),
        mention.scope,
        Source.TEXT,
        (),
        words_in(f"{opening}，{block.subject}"),
        f"{id(block)} {mention.sentence}",
        frozenset({block.subject} - {""}),
        mention=mention,
        limits=quantities.limits(mention.quantity),
    )


#: what a change is said with: 比上年多, 缩短了
_MORE_OR_LESS = re.compile(
    "(?:[高低多少快慢短长增减升降]|增加|减少|缩短|延长|提高|下降|降低)+[出了]?$"
)
#: before a figure that another one of its unit is compared with: 超过年初计划的45万人次
_COMPARED = re.compile("超过|低于|高于|达到|突破|[比较]|目标|计划|原定|指标")
#: 42名指战员里优秀36名: the first figure counts what stands before 里, the second what follows
_AMONG = re.compile("[里中内](?![学心国医型层部容])")
#: 剩下17处都是一般缺陷: what the figures are is said behind them
_PREDICATE = re.compile("[都全均]?是")


def _namings(mention: FigureMention) -> Iterator[tuple[Words, float]]:
    """Yield the words that may name a figure: all beside it, those before, those behind, the nearest.

    Where nothing beside it does (14艘船、57人; 降到29件), the words before it in its clause do, or
    those of the clause before.
    """
    # In 最多的是消防通道31处 what stands before 是 is not part of the name.
    beside = mention.before.rpartition("是")[2]
    before = words_in(_MORE_OR_LESS.sub("", beside) if mention.scope.change else beside)
    after = words_in(mention.after) if begins_name(mention.after) else NO_WORDS
    if before and after:
        yield words_in(f"{mention.before}，{mention.after}"), 1.0
    if before:
        yield before, _BESIDE if after else 1.0
    if after:
        yield after, _BESIDE if before else 1.0
    for text in (_AMONG.split(beside)[-1], _AMONG.split(mention.after)[0]):
        if text not in ("", beside, mention.after) and (words := words_in(text)):
            yield words, _BESIDE
    named = before or after
    if mention.alike_before and (not named or _COMPARED.search(mention.before)):
        yield words_in(mention.alike_before), _BESIDE
    if not before or becomes(mention.before) or mention.scope.change:
        for text in (mention.clause, mention.previous, mention.beginning):
            words = words_in(text.rpartition("是")[2])
            if words and words != before:
                yield words, _BESIDE
                if after:
                    yield words_in(f"{text}，{mention.after}"), _BESIDE
                before = words
                break
    if predicate := _PREDICATE.match(mention.after):
        yield words_in(mention.after[predicate.end() :]), _HEAD
    if not before and not after:
        for text in (mention.block.subject, mention.sentence_before):
            if words := words_in(text):
                yield words, _BESIDE
    for part, ends in ((before.parts[-1:], slice(-4, None)), (before.parts[-1:], slice(-2, None)),
                       (after.parts[:1], slice(4)), (after.parts[:1], slice(2))):  # fmt: skip
        if part and len(part[0][ends]) < len(part[0]):
            yield words_in(part[0][ends]), _HEAD
