"""Check that the points of a chart add up to the figure of the record that they are the parts of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.content import quantities
from reportgen.content.checks.claims import is_plain
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.figures import figure_named, names_of
from reportgen.content.model import ChartData, Figure, YearRecord
from reportgen.content.quantities import Approximation, Quantity, number_of, precision, units
from reportgen.content.trends import values_by_year
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import Located, Span, span_of

_TIMES = re.compile(
    r"第?[一二三四1-4]季度|Q[1-4]|[上下]半年|\d{1,2}月|[一二三四五六七八九十]{1,2}月"
)
_REST = re.compile("其他|其它|其余|另外")
_PARTS_OF = re.compile(r"[（(]?(?:按|分).{1,6}[)）]?$")
_LAST = re.compile("上年|去年|年初|上期")
_NOT_ADDED = re.compile("[率均比]|温|度$|平均|累计|余额|占")
_FEWEST = 3
_SHORTEST = 3
#: how far from the figure the sum may be for the points to be taken as its parts
_NEAR = Decimal("0.25")
#: how far it may be where neither their names nor the kind of the chart say that they are all
_VERY_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Sum:
    """The points of one series, and the figure they may add up to."""

    points: tuple[Quantity, ...]
    figure: Figure
    stated: Quantity

    @property
    def is_right(self) -> bool:
        """Whether the points make the figure."""
        added = precision.plus([precision.written_limits(point) for point in self.points])
        return quantities.meet(added, precision.written_limits(self.stated))

    @property
    def is_exact(self) -> bool:
        """Whether the points as written make the figure as written, or may be meant to."""
        if any(q.approximation is not Approximation.EXACT for q in (*self.points, self.stated)):
            return self.is_right
        return quantities.same_value(quantities.total(self.points), self.stated)

    @property
    def is_near(self) -> bool:
        """Whether the points make about the figure, so that they seem to be its parts."""
        total = sum((point.value for point in self.points), Decimal(0))
        return abs(total - self.stated.value) <= abs(self.stated.value) * _NEAR

    @property
    def is_very_near(self) -> bool:
        """Whether so little is missing that the points are likely all there are."""
        total = sum((point.value for point in self.points), Decimal(0))
        return abs(total - self.stated.value) <= abs(self.stated.value) * _VERY_NEAR


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each chart whose points do not make the figure they are the parts of."""
    record, previous = review.entry.record, review.entry.previous
    for key, chart in record.charts.items():
        if chart.log or _NOT_ADDED.search(chart.title):
            continue
        sums = list(_sums(str(key), chart, record, previous))
        if not sums:
            yield from _against_text(str(key), chart, review)
        for one in sums:
            others = [other for other in sums if other is not one]
            if severity := _severity(one, others, chart):
                yield _of_figure(chart, one, severity)


def _severity(one: _Sum, others: list[_Sum], chart: ChartData) -> Severity | None:
    """Return how surely points are to make a figure that they do not make, None where they need not.

    It is sure where the chart shows all there is and says of what, or where those of another year
    make it.
    """
    complete, divided = _is_complete(chart), _divides(chart, one.figure)
    right = any(other.is_right for other in others)
    if one.is_right:
        exact = all(other.is_exact for other in others)
        return None if one.is_exact or not (complete or exact) else Severity.ADVICE
    if complete and (divided or right):
        return Severity.ERROR
    near = one.is_very_near or (one.is_near and (complete or chart.kind in ("pie", "doughnut")))
    return Severity.WARNING if near or right or divided else None


def _divides(chart: ChartData, figure: Figure) -> bool:
    """Return whether a chart is titled 排查隐患（按类别）, after the figure that its points divide."""
    title = _PARTS_OF.sub("", chart.title)
    return title != chart.title and title == figure.label


def _against_text(key: str, chart: ChartData, review: Review) -> Iterator[Diagnostic]:
    """Yield a finding where the text of a work states another total than its chart adds up to."""
    works = [w for c in review.entry.record.chapters for w in c.works]
    titles = [str(w.title) for w in works if key in (str(name) for name in w.charts)]
    series = list(_wholes(chart))
    if len(series) != 1 or not titles:
        return
    points = [_with_unit(value, str(chart.unit)) for value in series[0][1]]
    known = tuple(point for point in points if point)
    if len(known) < max(len(points), _FEWEST) or not known[0].unit or _is_share(known[0]):
        return
    stated = [
        item
        for sentence in review.sentences
        if sentence.block.where.endswith(f"“{titles[0]}”正文")
        for item in sentence.items
        if item.quantity and item.counts(known[0]) and is_plain(item, review.entry.year)
    ]
    total = precision.plus([precision.written_limits(point) for point in known])
    if any(
        i.quantity and quantities.meet(total, precision.written_limits(i.quantity)) for i in stated
    ):
        return
    value = quantities.total(known).value
    near = [i for i in stated if i.quantity and abs(i.quantity.value - value) <= value * _NEAR]
    if len(near) == 1 and near[0].quantity:
        yield _wrong(chart, known, "正文", near[0].quantity, near[0].span, Severity.WARNING)


def _is_share(quantity: Quantity) -> bool:
    return units.dimension(quantity.unit)[0] in ("%", "百分点", "倍", "℃")


def _sums(
    key: str, chart: ChartData, record: YearRecord, previous: YearRecord | None
) -> list[_Sum]:
    """Return what the points of each year may add up to.

    Where neither title nor work names the figure, it is one that the points of another year make.
    """
    known = list(_known(chart, record.year))
    if not known:
        return []

    def sums_of(figure: Figure) -> list[_Sum]:
        values = {y: number_of(v) for y, v in values_by_year(figure, record, previous).items()}
        return [
            _Sum(points, figure, stated)
            for year, points in known
            if (stated := values.get(year)) and quantities.same_unit(stated, points[0])
        ]

    named = list(_figures(key, chart, record, known[0][1][0]))
    if named:
        return [one for figure in named for one in sums_of(figure)]
    every = map(sums_of, record.figures.values())
    return next((s for s in every if len(s) > 1 and any(one.is_exact for one in s)), [])


def _known(chart: ChartData, this_year: int) -> Iterator[tuple[int, tuple[Quantity, ...]]]:
    """Yield the points of each year that are all known, three or more, of one unit, and no shares."""
    for name, values in _wholes(chart):
        points = [_with_unit(value, str(chart.unit)) for value in values]
        known = tuple(point for point in points if point)
        fewest = 2 if _PARTS_OF.search(chart.title) else _FEWEST
        if len(known) < max(len(points), fewest) or not known[0].unit or _is_share(known[0]):
            continue
        if not all(quantities.same_unit(known[0], point) for point in known):
            continue
        named = re.search(r"(?:19|20)\d\d", str(name))
        last = not named and _LAST.search(str(name))
        yield int(named[0]) if named else this_year - bool(last), known


def _wholes(chart: ChartData) -> Iterator[tuple[str, list[quantities.Value]]]:
    """Yield the points of each year, or of all series together where they are of one year."""
    series = {str(name): list(values.values()) for name, values in chart.series.items()}
    if all(re.search(r"(?:19|20)\d\d|[今本上去]年|年[初末底]", name) for name in series) and series:
        yield from series.items()
    elif series:
        yield "", [value for values in series.values() for value in values]
    else:
        yield "", list(chart.data.values())


def _with_unit(value: quantities.Value, unit: str) -> Quantity | None:
    number = number_of(value)
    if number is None or number.unit or not unit:
        return number
    known, place = quantities.parse(f"{number.text}{unit}"), span_of(number.text)
    if known is None or place is None:
        return known or number
    return replace(known, text=Located.at(known.text, place))


def _figures(key: str, chart: ChartData, record: YearRecord, like: Quantity) -> Iterator[Figure]:
    """Yield the figure whose name stands in the title, else the only one in its unit of the same work."""
    title = str(chart.title)
    named = [
        (max(len(n) for n in names if n in title), figure)
        for entry, figure in record.figures.items()
        if (names := names_of(str(entry), figure))
        and any(n in title and len(n) >= _SHORTEST for n in names)
    ]
    if not named:
        # 进出港艘次 are the points of 进出港渔船.
        named = [
            (shared, figure)
            for entry, figure in record.figures.items()
            if (shared := max(_shared(title, n) for n in names_of(str(entry), figure))) >= _SHORTEST
        ]
    if named:
        yield max(named, key=lambda one: one[0])[1]
        return
    for chapter in record.chapters:
        for work in chapter.works:
            if key not in (str(name) for name in work.charts):
                continue
            figures = [figure_named(record.figures, str(name)) for name in work.figures]
            alike = [
                f
                for f in figures
                if f and (value := number_of(f.value)) and quantities.same_unit(value, like)
            ]
            if len(alike) == 1:
                yield alike[0]
            return


def _shared(title: str, name: str) -> int:
    """Return how many characters the longest part of a name has that stands in a title."""
    lengths = range(len(name), 1, -1)
    return next(
        (n for n in lengths if any(name[i : i + n] in title for i in range(len(name) - n + 1))), 0
    )


def _is_complete(chart: ChartData) -> bool:
    """Return whether the points are all there are: the times of a year, or others with the rest."""
    names = [str(n) for values in (chart.series or {"": chart.data}).values() for n in values]
    times = all(_TIMES.fullmatch(name) for name in names)
    whole_year = len(set(names)) in (4, 12) or any("下半年" in name for name in names)
    return (times and whole_year) or any(_REST.search(name) for name in names)


_DOUBTS = {Severity.WARNING: "，如果这些就是全部", Severity.ADVICE: "，四舍五入的零头不必改"}


def _of_figure(chart: ChartData, one: _Sum, severity: Severity) -> Diagnostic:
    place = span_of(one.stated.text)
    return _wrong(chart, one.points, f"“{one.figure.label}”", one.stated, place, severity)


def _wrong(
    chart: ChartData,
    points: tuple[Quantity, ...],
    name: str,
    stated: Quantity,
    place: Span | None,
    severity: Severity,
) -> Diagnostic:
    total = quantities.total(points)
    listed = "、".join(str(point) for point in points)
    doubt = _DOUBTS.get(severity, "")
    spans = [span for point in points if (span := span_of(point.text))]
    return finding(
        "parts-not-total",
        f"图表“{chart.title}”各项相加是“{total}”（{listed}），{name}是“{stated}”{doubt}",
        span_of(chart.title) or (spans[0] if spans else None),
        "总数或某一项有一个不对，请核对",
        severity=severity,
        notes=(
            *(Note("分项在这里", span) for span in _lines(spans)),
            *(Note("总数在这里", span) for span in [place] if span),
        ),
    )


def _lines(spans: list[Span]) -> list[Span]:
    """Return the first place of each line."""
    return list({(span.path, span.line): span for span in reversed(spans)}.values())[::-1]
