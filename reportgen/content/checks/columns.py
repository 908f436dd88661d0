"""Check what columns and rows of a table compute: totals, differences, changes, shares, averages.

Nothing has to be marked: a relation between columns is known by their heads, or by most rows
fulfilling it; a row that does not is reported. A row that is marked as a sum must be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import permutations

from reportgen.content import quantities
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.model import TableData
from reportgen.content.quantities import Limits, Quantity, precision
from reportgen.content.tables.figures import BLANKS, Column, FigureTable, figures_of
from reportgen.diagnostics import Diagnostic, Note, Severity
from reportgen.spans import span_of

_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|合计数|全部|累计)(?:[（(].*)?$")
_AVERAGE = re.compile(r"^(?:全年|年度)?平均|均值$")
_SUBTOTAL = re.compile(r"小\s*计")
_TIMES = re.compile(
    r"^(?:(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月|[一二三四五六七八九十]{1,2}月))$"
)
_WHOLE_TIME = re.compile(r"^(?:全年|年度|一年)(?:合计|总计|累计)?$")
_AMONG = re.compile(r"^\s*(?:其中|内[:：]|[#*])")
#: heads and units of figures that do not add up
_NOT_ADDED = re.compile(
    r"[均率比]|最[高低大小多少]|单价|价格|排名|名次|序号|编号|年龄|浓度|强度|浊度|指数|得分|评分|温|期末|期初|余额|年份|代码"
)
_SHARE_HEAD = re.compile(r"占|比重|比例")
_UNADDED_UNITS = frozenset({"%", "百分点", "倍", "℃", "岁"})
_MOST_COLUMNS = 12
#: rows that must fulfil a relation that no head names
_EVIDENCE = 3
_HUNDRED = Decimal(100)

Relation = Callable[[Limits, Limits], Limits | None]


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each cell that other cells of its table contradict."""
    for table in review.entry.record.tables.values():
        figures = figures_of(table)
        numeric = [c for c in figures.columns if c.is_numeric][:_MOST_COLUMNS]
        if not numeric:
            continue
        totals = _total_rows(figures)
        yield from _column_sums(table, figures, numeric, totals)
        yield from _averages(table, figures, numeric)
        yield from _row_sums(table, figures, numeric)
        yield from _relations(table, figures, numeric, totals, review.entry.year)
        yield from _shares_of_total(table, figures, numeric, totals)


def agreements(table: TableData) -> Iterator[str]:
    """Yield the sums of a table that are right to the last place: 31+24+19=74."""
    figures = figures_of(table)
    numeric = [c for c in figures.columns if c.is_numeric][:_MOST_COLUMNS]
    for row, parts in _total_rows(figures).items():
        for column in numeric:
            if _adds_up(column) and _is_sum(figures, column, row, parts, exact=True):
                yield _added(column.figures[row], [column.figures[part] for part in parts])
    for total, columns, _ in _total_columns(numeric):
        for row in range(len(figures.labels)):
            whole, known = total.figures[row], [part.figures[row] for part in columns]
            values = [one.value for one in known if one]
            if whole and len(values) == len(known) and sum(values, Decimal(0)) == whole.value:
                yield _added(whole, known)


def _added(total: Quantity | None, parts: Sequence[Quantity | None]) -> str:
    known = "+".join(str(part).strip() for part in parts if part)
    return f"{known}={str(total).strip()}"


# --- total rows -----------------------------------------------------------------------------------


def _total_rows(figures: FigureTable) -> dict[int, list[int]]:
    """Return the rows of totals, each with the rows that add up to it."""
    labels = figures.labels
    times = [bool(_TIMES.match(label)) for label in labels]
    totals: dict[int, list[int]] = {}
    pending: list[int] = []
    plain: list[int] = []
    for row, label in enumerate(labels):
        whole = sum(times) >= 2 and bool(_WHOLE_TIME.match(label))
        named = any(_TOTAL.match(text.strip()) for text in _texts(figures, row))
        if row in figures.sums:
            totals[row], pending = _group(figures, row, pending, plain), []
        elif not named and not whole:
            if not _AMONG.match(label):
                pending.append(row)
                plain.append(row)
        elif any(_SUBTOTAL.search(text) for text in _texts(figures, row)):
            totals[row], pending = pending, []
        elif plain:
            totals[row] = list(plain)
        else:
            totals[row] = [  # 合计 in the first row: all below belong to it
                other
                for other in range(row + 1, len(labels))
                if not _AMONG.match(labels[other]) and not _is_total(figures, other)
            ]
    return {row: parts for row, parts in totals.items() if len(parts) >= _fewest(figures, row)}


def _fewest(figures: FigureTable, row: int) -> int:
    """Return of how many rows a total is the sum at least: one that nothing marks may be no total."""
    return 1 if row in figures.sums else 2


def _group(figures: FigureTable, row: int, since: Sequence[int], above: Sequence[int]) -> list[int]:
    """Return the rows that a marked sum adds up.

    They are those joined with it in the first column; else those `since` the sum before it, where it
    does not say that it is the sum of all; else all rows `above`; else the rows below.
    """
    rows = range(len(figures.labels))
    joined = [r for r in rows if figures.groups[r] == figures.groups[row] and r != row]
    below = [r for r in rows if r > row]
    after = next((r for r in below if r in figures.sums), len(rows))
    is_whole = any(_TOTAL.match(text.strip()) for text in _texts(figures, row)) and not any(
        _SUBTOTAL.search(text) for text in _texts(figures, row)
    )
    parts = joined or (above if is_whole else since) or above or [r for r in below if r < after]
    return [r for r in parts if not _is_total(figures, r) and not _AMONG.match(figures.labels[r])]


def _texts(figures: FigureTable, row: int) -> Iterator[str]:
    for column in figures.columns:
        if column.figures[row] is None:
            yield column.texts[row]


def _is_total(figures: FigureTable, row: int) -> bool:
    return row in figures.sums or any(_TOTAL.match(text.strip()) for text in _texts(figures, row))


def _column_sums(
    table: TableData, figures: FigureTable, numeric: Sequence[Column], totals: dict[int, list[int]]
) -> Iterator[Diagnostic]:
    for row, parts in totals.items():
        wrong: list[tuple[Column, bool]] = []
        rounded: list[Column] = []
        right = 0
        for column in numeric:
            if not _adds_up(column):
                continue
            verdict = _is_sum(figures, column, row, parts)
            if verdict is None:
                continue
            if not verdict:
                doubtful = any(column.figures[part] is None for part in parts)
                doubtful = doubtful or _within(column, row, parts)
                wrong.append((column, doubtful and row not in figures.sums))
            elif _is_sum(figures, column, row, parts, exact=True):
                right += 1
            else:
                rounded.append(column)
        if row not in figures.sums and len(wrong) > 1 and len(wrong) > right + len(rounded):
            continue  # these totals count otherwise
        if len(rounded) == 1 and right >= 2:
            wrong.append((rounded[0], True))  # the others add up to the last place
        for column, doubtful in wrong:
            yield _wrong_sum(
                f"表“{table.title}”“{column.name}”一栏的{figures.labels[row] or '合计'}",
                column.figures[row],
                [column.figures[part] for part in parts],
                doubtful=doubtful,
            )


def _averages(
    table: TableData, figures: FigureTable, numeric: Sequence[Column]
) -> Iterator[Diagnostic]:
    """Check a row 平均: where most columns have the mean of their rows there, all have."""
    for row, label in enumerate(figures.labels):
        if not _AVERAGE.match(label):
            continue
        rows = [r for r in range(row) if not _is_total(figures, r)]
        right, wrong = 0, []
        for column in numeric:
            stated, cells = column.figures[row], [column.figures[r] for r in rows]
            known = [cell for cell in cells if cell]
            if stated is None or len(known) < max(2, len(cells)):
                continue
            mean = precision.times(
                precision.plus([_cell_limits(cell) for cell in known]), Decimal(1) / len(known)
            )
            half = precision.half_step(stated, rounded=True) / _factor(stated)
            if quantities.meet(mean, (_own(stated) - half, _own(stated) + half)):
                right += 1
            else:
                wrong.append((column, stated, known))
        if right >= _EVIDENCE - 1 and len(wrong) == 1:
            column, stated, known = wrong[0]
            value = sum((_own(cell) for cell in known), Decimal(0)) / len(known)
            yield finding(
                "columns-disagree",
                f"表“{table.title}”“{column.name}”一栏的{label}是“{str(stated).strip()}”，"
                f"各行平均是 {_plain(round(value, 2))}"
                f"（{'、'.join(str(cell).strip() for cell in known)}）",
                span_of(stated.text),
                "平均数或某一行有一个不对，请核对",
                notes=(Note("各行从这里起", span_of(known[0].text)),),
            )


def _adds_up(column: Column) -> bool:
    if _SHARE_HEAD.search(column.name):
        return True
    unit = next((f.unit for f in column.figures if f), "")
    name = quantities.units.dimension(unit)[0]
    return name not in _UNADDED_UNITS and "/" not in name and not _NOT_ADDED.search(column.name)


def _is_sum(
    figures: FigureTable, column: Column, row: int, parts: Sequence[int], *, exact: bool = False
) -> bool | None:
    """Return whether a total is the sum of its parts, None where it cannot be known.

    With `exact` it must be the sum of what is written, else what is written may be rounded.
    """
    total = column.figures[row]
    if total is None or any(
        column.figures[part] is None and column.texts[part].strip() not in BLANKS for part in parts
    ):
        return None
    known = [figure for part in parts if (figure := column.figures[part])]
    if len(known) < _fewest(figures, row) or not all(
        quantities.same_unit(total, one) for one in known
    ):
        return None
    if exact:
        return sum((one.value for one in known), Decimal(0)) == total.value
    added = precision.plus([precision.written_limits(one) for one in known])
    return quantities.meet(added, precision.written_limits(total))


def _within(column: Column, row: int, parts: Sequence[int]) -> bool:
    """Return whether a total lies between its parts, so that it may be an average."""
    total = column.figures[row]
    values = [figure.value for part in parts if (figure := column.figures[part])]
    return bool(total and values and min(values) <= total.value <= max(values))


def _wrong_sum(
    where: str, total: Quantity | None, parts: Sequence[Quantity | None], *, doubtful: bool
) -> Diagnostic:
    assert total is not None
    known = [part for part in parts if part]
    added = sum((part.value for part in known), Decimal(0))
    factor = _scale_of(total)
    listed = "、".join(str(part).strip() for part in known)
    doubt = "，如果这些是全部的分项" if doubtful else ""
    return finding(
        "parts-not-total",
        f"{where}是“{str(total).strip()}”，各项相加是 {_plain(added / factor)}（{listed}）{doubt}",
        span_of(total.text),
        "合计或某一项有一个不对，请核对",
        severity=Severity.WARNING if doubtful else None,
        notes=(Note("分项从这里起", span_of(known[0].text)),),
    )


@lru_cache(maxsize=4096)
def _scale_of(quantity: Quantity) -> Decimal:
    """Return what a figure is written in: 10000 for 31.2 under 金额（万元）."""
    written = quantities.parse(str(quantity.text).strip())
    if written is None or not written.value or not quantity.value:
        return Decimal(1)
    return quantity.value / written.value


def _plain(value: Decimal) -> str:
    rounded = round(value, 4).normalize()
    return f"{rounded:f}"


# --- total columns --------------------------------------------------------------------------------


def _row_sums(
    table: TableData, figures: FigureTable, numeric: Sequence[Column]
) -> Iterator[Diagnostic]:
    for total, parts, named in _total_columns(numeric):
        wrong: list[int] = []
        right = 0
        for row in range(len(figures.labels)):
            whole, known = total.figures[row], [part.figures[row] for part in parts]
            if whole is None or None in known:
                continue
            cells = [one for one in known if one]
            if not all(quantities.same_unit(whole, one) for one in cells):
                continue
            added = precision.plus([precision.written_limits(one) for one in cells])
            if quantities.meet(added, precision.written_limits(whole)):
                right += 1
            else:
                wrong.append(row)
        sure = right >= (1 if named else _EVIDENCE) and len(wrong) <= max(1, right // 3)
        if not wrong or not (sure or (named and len(wrong) == 1 and not right)):
            continue
        for row in wrong:
            yield _wrong_sum(
                f"表“{table.title}”“{figures.labels[row]}”一行的“{total.name}”",
                total.figures[row],
                [part.figures[row] for part in parts],
                doubtful=not sure,
            )


def _total_columns(numeric: Sequence[Column]) -> Iterator[tuple[Column, list[Column], bool]]:
    """Yield each column that may be a total, its parts, and whether its head says so."""
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in numeric:
        groups.setdefault(column.heads[:-1], []).append(column)
    for group in groups.values():
        times = [c for c in group if c.heads and _TIMES.match(c.heads[-1])]
        for total in group:
            head = total.heads[-1] if total.heads else ""
            parts = [c for c in group if c is not total and _adds_up(c)]
            if len(times) >= 2 and _WHOLE_TIME.match(head):
                yield total, times, True
            elif _TOTAL.match(head) and len(parts) >= 2 and not _SHARE_HEAD.search(head):
                parts = [c for c in parts if not (c.heads and _TOTAL.match(c.heads[-1]))]
                yield total, parts, True
    for heads, group in groups.items():
        parts = [c for c in group if _adds_up(c)]
        if heads and len(parts) >= 2 and not any(_TOTAL.match(c.heads[-1]) for c in group):
            for total in numeric:
                if total not in group and _adds_up(total):
                    yield total, parts, False


# --- relations of three columns -------------------------------------------------------------------


def _difference(a: Limits, b: Limits) -> Limits:
    return precision.minus(a, b)


def _share(a: Limits, b: Limits) -> Limits | None:
    ratio = precision.quotient(a, b)
    return ratio and precision.times(ratio, 100)


def _growth(a: Limits, b: Limits) -> Limits | None:
    ratio = _share(a, b)
    return ratio and precision.minus(ratio, (_HUNDRED, _HUNDRED))


def _product(a: Limits, b: Limits) -> Limits | None:
    if None in (*a, *b) or a[0] < 0 or b[0] < 0:  # type: ignore[operator]  # None is excluded
        return None
    return a[0] * b[0], a[1] * b[1]  # type: ignore[operator]  # None is excluded


@dataclass(frozen=True, slots=True)
class _Kind:
    """A relation of two columns to a third, the heads of a third that name it, and its words."""

    compute: Relation
    heads: re.Pattern[str]
    words: str
    #: whether the third is in percent; None where either will do
    percent: bool | None


_KINDS = (
    _Kind(
        _difference,
        re.compile("增减|增加|减少|结余|结存|差|同比|比上年|较上年|净增|变化|升降|剩余|未"),
        "“{a}”减“{b}”",
        percent=None,
    ),
    _Kind(
        _growth,
        re.compile("同比|增长|增幅|降幅|增减|变化|比上年|较上年|升降"),
        "“{a}”比“{b}”的增减",
        percent=True,
    ),
    _Kind(_share, re.compile("率|占|比重|比例|完成"), "“{a}”除以“{b}”", percent=True),
    _Kind(precision.quotient, re.compile("均|每|单价"), "“{a}”除以“{b}”", percent=False),
    _Kind(_product, re.compile("金额|总|合计|小计|费用|价"), "“{a}”乘“{b}”", percent=False),
)


def _relations(
    table: TableData,
    figures: FigureTable,
    numeric: Sequence[Column],
    totals: dict[int, list[int]],
    year: int,
) -> Iterator[Diagnostic]:
    known = {
        frozenset(numeric.index(column) for column in (total, *parts))
        for total, parts, _ in _total_columns(numeric)
    }
    reported: set[tuple[int, int]] = set()
    for kind in _KINDS:
        for a, b, c in permutations(range(len(numeric)), 3):
            group = frozenset((a, b, c))
            if group in known or not _may_be(kind, numeric[c]):
                continue
            columns = numeric[a], numeric[b], numeric[c]
            named = bool(kind.heads.search(numeric[c].name))
            years = named and _are_years(columns, year)
            most = len(figures.labels) // 2 if years else max(1, len(figures.labels) // 4)
            right, wrong = _tested(kind, *columns, most, exact=True)
            if 3 * len(wrong) > max(right, 3):
                right, wrong = _tested(kind, *columns, most, exact=False)
            if not _established(right, wrong, named=named, years=years):
                continue
            differing = [
                row
                for row in wrong
                if _differs(columns, row, kind)
                # A total of the third column may be their sum instead.
                and not (row in totals and _is_sum(figures, numeric[c], row, totals[row]))
            ]
            if differing or not wrong:
                known.add(group)
            for row in differing:
                if (row, c) not in reported:
                    reported.add((row, c))
                    # Where no head names a relation, the rows may fulfil it by chance.
                    sure = named and right >= 1 and not _is_rounded(kind, columns, row)
                    yield _wrong_relation(table, figures.labels[row], kind, columns, row, sure=sure)


def _may_be(kind: _Kind, third: Column) -> bool:
    unit = next((f.unit for f in third.figures if f), "")
    percent = unit == "%" or bool(re.search("[%％]", third.name))
    return kind.percent is None or kind.percent is percent


def _tested(
    kind: _Kind, a: Column, b: Column, c: Column, most: int, *, exact: bool
) -> tuple[int, list[int]]:
    """Return how many rows fulfil a relation in a telling way, and which rows do not fulfil it.

    With `exact` the first two count as they are written, else as they may have been rounded.
    Rows are looked at until more than `most` do not fulfil it.
    """
    right, wrong = 0, []
    # Rows that say the same prove a relation once.
    known: set[tuple[Decimal, Decimal, Decimal]] = set()
    for row, third in enumerate(c.figures):
        one, two = a.figures[row], b.figures[row]
        if not one or not two or not third:
            continue
        result = _compute(kind, one, two, exact=exact)
        if result is None:
            continue
        if quantities.meet(result, _computed_limits(third)):
            values = one.value, two.value, third.value
            right += values not in known and _is_telling(kind, one, two, third)
            known.add(values)
        else:
            wrong.append(row)
            if len(wrong) > max(most, 1):
                break
    return right, wrong


def _is_telling(kind: _Kind, one: Quantity, two: Quantity, third: Quantity) -> bool:
    """Return whether three figures can tell a relation: 3 divided or multiplied by 1 is just 3."""
    if not (one.value and two.value and third.value):
        return False
    if kind.compute is precision.quotient or kind.compute is _product:
        return 1 not in (_own(one), _own(two))
    return kind.compute is not _share or _own(two) != _HUNDRED


def _compute(kind: _Kind, one: Quantity, two: Quantity, *, exact: bool) -> Limits | None:
    """Return what the relation makes of two cells; differences need one unit."""
    if kind.compute is _difference and not quantities.same_unit(one, two):
        return None
    if exact:
        return kind.compute((_own(one), _own(one)), (_own(two), _own(two)))
    return kind.compute(_cell_limits(one), _cell_limits(two))


def _own(figure: Quantity) -> Decimal:
    """Return the value of a cell in the unit it is written in."""
    return figure.value / _scale_of(figure)


def _factor(figure: Quantity) -> Decimal:
    """Return what one of the unit a cell is written in is in the common unit."""
    return _scale_of(figure) * quantities.units.dimension(figure.unit)[1]


@lru_cache(maxsize=4096)
def _computed_limits(figure: Quantity) -> Limits:
    """Return the limits of a computed cell, which is rounded to its last place."""
    half = precision.half_step(figure, rounded=True) / _factor(figure)
    return _own(figure) - half, _own(figure) + half


@lru_cache(maxsize=4096)
def _cell_limits(figure: Quantity) -> Limits:
    """Return the limits of a cell in the unit it is written in."""
    factor = _factor(figure)
    limits = precision.written_limits(figure)
    return precision.times(limits, 1 / factor) if factor > 0 else limits


def _is_rounded(kind: _Kind, columns: tuple[Column, Column, Column], row: int) -> bool:
    """Return whether rounding the cells of a row explains why they do not fulfil a relation exactly."""
    one, two, third = (column.figures[row] for column in columns)
    if not one or not two or not third:
        return False
    result = _compute(kind, one, two, exact=False)
    return result is not None and quantities.meet(result, _computed_limits(third))


def _differs(columns: tuple[Column, Column, Column], row: int, kind: _Kind) -> bool:
    """Return whether a row misses a relation; a 占比 may be off by a last place, to make 100 %."""
    one, two, third = (column.figures[row] for column in columns)
    if not one or not two or not third:
        return False
    result = _compute(kind, one, two, exact=True)
    half = Decimal(0)
    if _SHARE_HEAD.search(columns[2].name):
        half = precision.half_step(third, rounded=True) / _factor(third)
    return result is not None and not quantities.meet(
        precision.widened(_computed_limits(third), 2 * half), result
    )


def _are_years(columns: tuple[Column, Column, Column], year: int) -> bool:
    """Return whether the first column is of this year and the second of the last, under one head."""
    first, second, _ = columns
    now = re.search(rf"{year}|[本今]年|本期|现在", first.heads[-1] if first.heads else "")
    before = re.search(rf"{year - 1}|上年|去年|上期|同期", second.heads[-1] if second.heads else "")
    return bool(now and before) and first.heads[:-1] == second.heads[:-1]


def _established(right: int, wrong: list[int], *, named: bool, years: bool) -> bool:
    if not wrong:
        return right >= _EVIDENCE
    if years:
        return len(wrong) <= max(1, right)
    needed = _EVIDENCE - 1 if named else _EVIDENCE
    return right >= needed and 3 * len(wrong) <= max(right, 3)


def _wrong_relation(
    table: TableData,
    label: str,
    kind: _Kind,
    columns: tuple[Column, Column, Column],
    row: int,
    *,
    sure: bool,
) -> Diagnostic:
    first, second, third = columns
    one, two, stated = first.figures[row], second.figures[row], third.figures[row]
    assert one is not None
    assert two is not None
    assert stated is not None
    result = _compute(kind, one, two, exact=True)
    assert result is not None
    middle = ((result[0] or Decimal(0)) + (result[1] or Decimal(0))) / 2
    places = max(1, len(stated.number_text.partition(".")[2]))
    unit = "%" if kind.percent else ""
    rule = kind.words.format(a=first.name, b=second.name)
    return finding(
        "columns-disagree",
        f"表“{table.title}”“{label}”一行的“{third.name}”是“{str(stated).strip()}”，"
        f"{rule}是 {_plain(round(middle, places))}{unit}（{str(one).strip()}、{str(two).strip()}）",
        span_of(stated.text),
        "三个数里有一个不对，请核对",
        severity=None if sure else Severity.WARNING,
        notes=(Note("算它的数在这里", span_of(one.text)),),
    )


# --- shares of a total ----------------------------------------------------------------------------


def _shares_of_total(
    table: TableData, figures: FigureTable, numeric: Sequence[Column], totals: dict[int, list[int]]
) -> Iterator[Diagnostic]:
    """Check 占比: each row's figure in a column divided by the column's total."""
    rows = max(totals.values(), key=len, default=list(range(len(figures.labels))))
    total_row = next((row for row, parts in totals.items() if parts == rows), None)
    for share in numeric:
        if not _SHARE_HEAD.search(share.name):
            continue
        for column in numeric:
            if column is share or not _adds_up(column) or _SHARE_HEAD.search(column.name):
                continue
            whole = _whole(column, rows, total_row)
            right, wrong = 0, []
            for row in rows:
                part, stated = column.figures[row], share.figures[row]
                result = _share(_cell_limits(part), whole) if part and whole and stated else None
                if result is None or stated is None:
                    continue
                near = precision.widened(
                    precision.written_limits(stated), 2 * precision.half_step(stated)
                )
                if quantities.meet(result, near):
                    right += 1
                else:
                    wrong.append((row, result))
            if right >= 2 and len(wrong) == 1:
                row, result = wrong[0]
                part, stated = column.figures[row], share.figures[row]
                if part and stated:
                    yield _wrong_share(
                        table, figures.labels[row], share, column, (part, stated), result
                    )


def _whole(column: Column, rows: list[int], total_row: int | None) -> Limits | None:
    if total_row is not None and (total := column.figures[total_row]):
        return _cell_limits(total)
    cells = [column.figures[row] for row in rows]
    if None in cells:
        return None
    return precision.plus([_cell_limits(cell) for cell in cells if cell])


def _wrong_share(
    table: TableData,
    label: str,
    share: Column,
    column: Column,
    cells: tuple[Quantity, Quantity],
    result: Limits,
) -> Diagnostic:
    part, stated = cells
    middle = ((result[0] or Decimal(0)) + (result[1] or Decimal(0))) / 2
    places = max(1, len(stated.number_text.partition(".")[2]))
    return finding(
        "columns-disagree",
        f"表“{table.title}”“{label}”一行的“{share.name}”是“{str(stated).strip()}”，"
        f"按“{column.name}”算是 {_plain(round(middle, places))}%（{str(part).strip()}）",
        span_of(stated.text),
        "两个数里有一个不对，请核对",
        notes=(Note("算它的数在这里", span_of(part.text)),),
    )
