"""Read a branch's ledger of activities, a workbook or .csv file, to events with their places."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from reportgen.content import dates, quantities
from reportgen.content.dates import WrittenDate
from reportgen.content.log.events import EVENT_KINDS
from reportgen.content.log.headings import (
    Heading,
    heading_of,
    is_of_units,
    kind_of_row,
    plain,
    units_of,
)
from reportgen.content.log.sheets import Row, sheets_of
from reportgen.content.log.sheets import Sheet as SheetRows
from reportgen.content.model import Event, Ledger, LedgerColumns
from reportgen.content.quantities import Approximation
from reportgen.content.references import content_file
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import Located, LocatedDecimal, LocatedInteger, Span, span_of
from reportgen.spreadsheets import Cell, ErrorValue, Uncalculated, number_formats
from reportgen.workspace import Workspace

#: field of an event → the column titles branches use for it, the most common first
USUAL: dict[str, tuple[str, ...]] = {
    "date": (
        "日期",
        "时间",
        "活动日期",
        "活动时间",
        "召开时间",
        "开展时间",
        "会议日期",
        "会议时间",
        "召开日期",
        "开展日期",
        "学习日期",
        "学习时间",
        "活动日期及时间",
        "年月日",
    ),
    "kinds": (
        "类别",
        "活动类别",
        "类型",
        "活动类型",
        "会议类型",
        "形式",
        "活动形式",
        "会议类别",
        "组织生活类别",
        "组织生活类型",
        "组织生活形式",
        "会议形式",
        "活动种类",
    ),
    "title": (
        "主题",
        "活动主题",
        "内容",
        "主要内容",
        "活动内容",
        "名称",
        "活动名称",
        "议题",
        "会议主题",
        "会议内容",
        "会议议题",
        "会议名称",
        "学习内容",
        "学习主题",
        "主题内容",
        "主题及内容",
        "活动主题及内容",
        "题目",
        "标题",
        "活动标题",
    ),
    "place": ("地点", "活动地点", "召开地点", "会议地点", "活动场所", "场所"),
    "present": (
        "实到",
        "实到人数",
        "参加人数",
        "到会人数",
        "出席人数",
        "实到会",
        "实到会人数",
        "实际到会",
        "参会人数",
        "参加党员人数",
        "参加党员数",
        "实到党员",
        "实到党员数",
        "参会党员",
        "出席党员",
        "人数实到",
        "签到人数",
        "签到",
    ),
    "due": (
        "应到",
        "应到人数",
        "应参加人数",
        "应到会",
        "应到会人数",
        "应参会",
        "应参会人数",
        "应参加",
        "应出席",
        "应到党员",
        "应到党员数",
        "人数应到",
        "应签到人数",
        "应签到",
    ),
    "attendance": (
        "人数",
        "到会情况",
        "出席情况",
        "参会情况",
        "参加情况",
        "出勤情况",
        "到会",
        "实到/应到",
        "应到/实到",
        "实到／应到",
        "应到／实到",
        "应到实到",
        "实到应到",
    ),
    "hours": (
        "学时",
        "学时数",
        "课时",
        "课时数",
        "时长",
        "学习时长",
        "活动时长",
        "学习学时",
        "用时",
    ),
    "picture": ("图片", "照片"),
    "text": ("记述", "备注", "活动情况", "简要情况", "活动概况", "活动简况", "主要情况", "简述"),
    "highlight": ("重点", "大事", "是否重点"),
    "chair": ("主持人", "主持"),
    "recorder": ("记录人", "记录"),
    "speaker": ("主讲人", "授课人", "主讲"),
    "absent": ("缺席及原因", "缺席情况", "缺席人员", "缺席", "缺席人员及原因", "请假"),
    "observers": ("列席人员", "列席"),
    "agenda": ("议程", "会议议程"),
    "speeches": ("发言摘要", "发言", "讨论发言", "发言要点", "讨论情况"),
    "matter": ("表决事项", "表决内容"),
    "voters_due": ("应到会有表决权人数", "应到会有表决权", "有表决权应到", "有表决权人数"),
    "voters_present": ("实到会有表决权人数", "实到会有表决权", "有表决权实到"),
    "agree": ("赞成", "赞成票", "赞成票数", "同意", "同意票"),
    "against": ("反对", "反对票", "反对票数", "不同意", "不同意票"),
    "abstain": ("弃权", "弃权票", "弃权票数"),
    "method": ("表决方式",),
    "dissent": ("不同意见",),
    "decisions": ("决议", "议定事项", "会议决议"),
}
_REQUIRED = ("date", "kinds", "title")
#: columns of a vote → the fields of `Vote`; a cell has a line for each matter
_OF_VOTE = {
    "matter": "matter",
    "voters_due": "due",
    "voters_present": "present",
    "agree": "agree",
    "against": "against",
    "abstain": "abstain",
    "method": "method",
}
_COUNTS_OF_VOTE = frozenset({"voters_due", "voters_present", "agree", "against", "abstain"})
_LISTED = re.compile(r"[；;\n]+")
_KINDS = re.compile(r"[、，,；;/／+＋\n]+")
_NOTHING = frozenset({"", "-", "—", "——", "/", "无"})
_YES = frozenset({"是", "√", "✓", "★", "☆", "●", "○", "重点", "y", "yes", "true", "1"})
_NOT_CALCULATED = "公式还没有算出结果，请在表里按 F9 后保存，或直接写上内容"
_COUNTED = re.compile(r"(\d+)(?:\.0+)?\s*[人名位票]?(?:次)?")


#: the same as in the row above
_DITTO = frozenset({"同上", "″", "〃", '"', "”", "''"})
_EVERYBODY = frozenset({"全体", "全体党员", "全部", "全员", "全体参加", "全部参加", "全到"})
#: 26/27, and 应到27人，实到26人
_PAIR = re.compile(
    r"(?:[应实]到)?\D{0,4}(\d+)\s*[人名]?\s*[/／、，,;；]\s*(?:[应实]到)?\D{0,4}(\d+)\s*[人名]?"
)
#: hours of study of a day, and of half of one (干部教育培训学时的通行算法)
_DAYS = {"半天": 4.0, "一天": 8.0, "1天": 8.0, "全天": 8.0, "半日": 4.0, "一日": 8.0, "0.5天": 4.0}
#: how many rows a message lists
_LISTED_ROWS = 6


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a ledger: the column of each field of an event, and the rows below the titles."""

    #: the place of its cells: the file, with the sheet where the file has several
    path: str
    #: the name of the file, and that of the sheet; a .csv file has none
    file: str
    name: str
    heading: Heading
    rows: tuple[Row, ...]
    #: kind of row → the numbers of the rows that are no events
    other_rows: Mapping[str, Sequence[int]]
    #: the rows with events that are hidden
    hidden: int = 0
    #: the kind of its events, where the sheet is named by it and has no such column
    kind: str = ""
    #: index of a column → the unit that its title or the row below it says
    units: Mapping[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, int]:
        """Field → index of its column."""
        return self.heading.columns

    @property
    def titles(self) -> dict[str, str]:
        """Field → the title of its column."""
        return {i: self.heading.titles.get(n, i) for i, n in self.heading.columns.items()}


@dataclass(slots=True)
class _Account:
    """What is to be said of a ledger as a whole."""

    #: sentence → the rows it is about
    assumed: dict[str, list[str]] = field(default_factory=dict)
    #: rows that were left out for a fault
    faulty: int = 0
    #: field → in how many events it is filled in
    filled: Counter[str] = field(default_factory=Counter)

    def assume(self, sentence: str, row: str) -> None:
        self.assumed.setdefault(sentence, []).append(row)


def read_ledger(
    workspace: Workspace, folder: str, ledger: Ledger, year: int
) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    """Read a ledger: its events in the order of its rows, and all there is to say about its cells.

    A cell that cannot be read is a warning: a row without date, kind or title is left out, any
    other cell alone. What was left out is summed up in one line.
    """
    try:
        path, data = content_file(workspace, folder, ledger.file, "台账", "missing-ledger")
        sheets = sheets_of(data, path, str(ledger.sheet), span_of(ledger.sheet or ledger.file))
        tables, strangers = _tables(sheets, path, ledger.columns)
    except Faults as error:
        return (), error.diagnostics
    events: list[Event] = []
    diagnostics: list[Diagnostic] = []
    account = _Account()
    for sheet in tables:
        above: Row | None = None
        for row in sheet.rows:
            event, faults = _event(row, above, sheet, year, account)
            diagnostics += faults
            above = row
            if event is None:
                account.faulty += 1
            else:
                events.append(event)
    if not events and not diagnostics:
        number = tables[0].heading.number
        diagnostics.append(
            Diagnostic("empty-ledger", "台账的标题行下面没有记录", Span(path, number))
        )
    name = path.rpartition("/")[2]
    diagnostics += _summary(name, path, tables, strangers, len(events), account)
    return tuple(events), tuple(diagnostics)


def _tables(
    sheets: Sequence[SheetRows], path: str, columns: LedgerColumns
) -> tuple[list[_Sheet], list[str]]:
    """Return the sheets that are tables of events, and the names of the others; raise Faults for none."""
    wanted: dict[str, tuple[str, ...]] = {}
    for item, usual in USUAL.items():
        named = str(getattr(columns, item, ""))
        wanted[item] = (named,) if named else usual
    if not sheets:
        raise Faults([Diagnostic("empty-ledger", "台账是空的", Span(path, 1))])
    tables: list[_Sheet] = []
    strangers: list[tuple[SheetRows, Heading | None]] = []
    file = path.rpartition("/")[2]
    for sheet in sheets:
        heading = heading_of(sheet.rows, wanted)
        needed = [i for i in wanted if i in _REQUIRED or str(getattr(columns, i, ""))]
        missing = [i for i in needed if heading is None or i not in heading.columns]
        kind = _kind_of_sheet(sheet.name) if missing == ["kinds"] else ""
        if heading is None or (missing and not kind):
            strangers.append((sheet, heading))
            continue
        place = path if len(sheets) == 1 else f"{path}!{sheet.name}"
        required = [item for item in _REQUIRED if item in heading.columns]
        rows: list[Row] = []
        other_rows: dict[str, list[int]] = {}
        below = next((r for r in sheet.rows if r.number > heading.number), None)
        units = units_of(below, heading)
        for row in sheet.rows:
            if row is below and is_of_units(row):
                other_rows.setdefault("heading", []).append(row.number)
            elif row.number > heading.number:
                what = kind_of_row(row, heading, required)
                if what == "event":
                    rows.append(row)
                else:
                    other_rows.setdefault(what, []).append(row.number)
        hidden = sum(row.number in sheet.hidden_rows for row in rows)
        tables.append(
            _Sheet(place, file, sheet.name, heading, tuple(rows), other_rows, hidden, kind, units)
        )
    if not tables:
        sheet, heading = max(strangers, key=lambda pair: len(pair[1].columns) if pair[1] else 0)
        raise Faults(_missing_columns(heading, sheet, path, wanted, columns))
    return tables, [sheet.name for sheet, _ in strangers]


def _kind_of_sheet(name: str) -> str:
    """Return the kind of meetings that a sheet is named by: 支委会, 党课记录; "" if it is by none."""
    names = {other: kind for kind, others in EVENT_KINDS.items() for other in (kind, *others)}
    return next((names[n] for n in sorted(names, key=len, reverse=True) if n in name), "")


def _missing_columns(
    heading: Heading | None,
    sheet: SheetRows,
    path: str,
    wanted: Mapping[str, Sequence[str]],
    columns: LedgerColumns,
) -> Iterator[Diagnostic]:
    titles = list(heading.titles.values()) if heading else []
    number = heading.number if heading else sheet.rows[0].number
    for item in wanted:
        named = str(getattr(columns, item, ""))
        is_there = heading is not None and item in heading.columns
        if not is_there and (item in _REQUIRED or named):
            yield _no_column(item, named, path, number, titles, columns)


def _no_column(
    item: str, named: str, path: str, row: int, titles: list[str], columns: LedgerColumns
) -> Diagnostic:
    title = (LedgerColumns.model_fields[item].title or item).removesuffix("列")
    what = f"“{named}”" if named else f"“{title}”"
    near = difflib.get_close_matches(named or title, titles, n=1, cutoff=0.5)
    hints: tuple[str, ...] = (f"是不是“{near[0]}”？",) if near else ()
    if titles:
        hints += (f"台账第{row}行的列名有：{'、'.join(titles[:12])}",)
    if not named:
        hints += (f"在年度记录的 ledger 里用 columns: {{{item}: 列名}} 指明",)
    column_span = span_of(getattr(columns, item))
    return Diagnostic(
        "ledger-column", f"台账里没有{what}这一列", column_span or Span(path, row), hints=hints
    )


def _event(
    row: Row, above: Row | None, sheet: _Sheet, year: int, account: _Account
) -> tuple[Event | None, list[Diagnostic]]:
    """Return the event of a row, None where its date, kind or title is at fault, and the faults."""
    values: dict[str, Any] = {}
    if sheet.kind:
        values["kinds"] = [Located.at(sheet.kind, Span(sheet.path, row.number))]
    faults: list[Diagnostic] = []
    is_whole = True
    for item, index in sheet.columns.items():
        cell = row.cells[index] if index < len(row.cells) else None
        span = Span(sheet.path, row.number, index + 1)
        is_required = item in _REQUIRED
        if plain(cell) in _DITTO and above is not None and index < len(above.cells):
            cell = above.cells[index]
            account.assume(f"“{sheet.titles[item]}”写的“同上”照上一行", f"{row.number}")
        if isinstance(cell, ErrorValue):
            faults.append(_fault(sheet, row, item, f"公式出错（{cell}）", span))
            is_whole = is_whole and not is_required
            continue
        if isinstance(cell, Uncalculated):
            faults.append(_fault(sheet, row, item, _NOT_CALCULATED, span))
            is_whole = is_whole and not is_required
            continue
        try:
            value = _value(item, cell, span, year, sheet.units.get(index, ""))
        except ValueError as error:
            faults.append(_fault(sheet, row, item, str(error), span))
            is_whole = is_whole and not is_required
        else:
            if value is not None:
                values[item] = value
                _assumed(item, cell, row, account)
            elif is_required:
                faults.append(_fault(sheet, row, item, "没有填写", span))
                is_whole = False
    if not is_whole:
        return None, faults
    faults += _gather_votes(values, sheet, row)
    _count_people(values, row, account)
    account.filled.update(values.keys())
    try:
        return Event.model_validate(values), faults
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors(include_url=False)}
        faults += _explain(error, sheet, row)
        if wrong & set(_REQUIRED):
            return None, faults
        rest = {item: value for item, value in values.items() if item not in wrong}
        return Event.model_validate(rest), faults


def _assumed(item: str, cell: Any, row: Row, account: _Account) -> None:
    days = plain(cell)
    if item == "hours" and days in _DAYS:
        account.assume(f"“{days}”按 {_DAYS[days]:g} 学时计", f"{row.number}")


def _count_people(values: dict[str, Any], row: Row, account: _Account) -> None:
    """Put the numbers of a column that has both into `due` and `present`, and count everybody."""
    pair = values.pop("attendance", None)
    for counts in (pair, values.get("present"), values.get("due")):
        if isinstance(counts, tuple):
            values["present"], values["due"] = counts
    if pair is not None and not isinstance(pair, tuple):
        values.setdefault("present", pair)
    for item in ("present", "due"):
        if isinstance(values.get(item), str):
            everybody = values.pop(item)
            if item == "present" and isinstance(values.get("due"), int):
                values["present"] = LocatedInteger.at(values["due"], span_of(everybody))
            else:
                account.assume(f"“{everybody}”没有人数，没有计", f"{row.number}")


def _gather_votes(values: dict[str, Any], sheet: _Sheet, row: Row) -> Iterator[Diagnostic]:
    """Make the columns of votes in `values` one list of votes; yield a fault where they do not match."""
    columns = {item: values.pop(item) for item in _OF_VOTE if item in values}
    count = max((len(lines) for lines in columns.values()), default=0)
    for item, lines in columns.items():
        if len(lines) != count:
            span = Span(sheet.path, row.number, sheet.columns[item] + 1)
            what = f"有{len(lines)}行，别的表决列有{count}行；表决几件事项，各列都一件一行"
            yield _fault(sheet, row, item, what, span)
            return
    if count:
        values["votes"] = [
            {_OF_VOTE[item]: lines[at] for item, lines in columns.items()} for at in range(count)
        ]


def _explain(error: ValidationError, sheet: _Sheet, row: Row) -> Iterator[Diagnostic]:
    for fault in error.errors(include_url=False):
        item = str(fault["loc"][0])
        if item == "votes":
            item = next(name for name, field in _OF_VOTE.items() if field == fault["loc"][2])
        span = Span(sheet.path, row.number, sheet.columns[item] + 1)
        negative = fault["type"] == "greater_than_equal"
        yield _fault(sheet, row, item, "不能小于 0" if negative else str(fault["msg"]), span)


def _fault(sheet: _Sheet, row: Row, item: str, what: str, span: Span) -> Diagnostic:
    cost = "这一行没有计入" if item in _REQUIRED else "这一格没有读"
    cell = Cell(sheet.name, row.number, sheet.columns[item] + 1)
    place = cell.place if sheet.name else f"第{row.number}行"
    message = f"{sheet.file} {place}“{sheet.titles[item]}”：{what}"
    return Diagnostic("ledger-cell", message, span, Severity.WARNING, hints=(cost,))


def _value(item: str, cell: Any, span: Span, year: int, unit: str) -> Any:
    """Return the value of the field `item` in `cell`, None if blank; raise ValueError with the fault.

    `unit` is that of the column; it counts where the cell says a number alone.
    """
    text = plain(cell)
    if text in _NOTHING:
        return None
    match item:
        case "date":
            return _date(cell, text, span, year)
        case "kinds":
            return [Located.at(kind.strip(), span) for kind in _KINDS.split(text) if kind.strip()]
        case "present" | "due" | "attendance":
            return _people(text, span)
        case item if item in _COUNTS_OF_VOTE:
            return [_count(line.strip(), span) for line in text.splitlines() if line.strip()]
        case "hours":
            return _hours(text, span, unit)
        case "matter" | "method" | "speeches":
            return [Located.at(line.strip(), span) for line in text.splitlines() if line.strip()]
        case "agenda" | "decisions" | "absent" | "observers" | "dissent":
            return [Located.at(p.strip(), span) for p in _LISTED.split(text) if p.strip()]
        case "highlight":
            return text.lower() in _YES
        case _:
            return Located.at(
                re.sub(r"[ \t]*\r?\n\s*", "", text) if item == "title" else text, span
            )


def _people(text: str, span: Span) -> Any:
    """Return a number of people; two of them (26/27) as those present and those due, 全体 as it is."""
    narrow = unicodedata.normalize("NFKC", text)
    if narrow in _EVERYBODY:
        return Located.at(narrow, span)
    if pair := _PAIR.fullmatch(narrow):
        few, many = sorted((int(pair[1]), int(pair[2])))
        return (LocatedInteger.at(few, span), LocatedInteger.at(many, span))
    return _count(text, span)


def _count(text: str, span: Span) -> LocatedInteger:
    """Return a number of people or of votes (26, 26人, 26票)."""
    counted = _COUNTED.fullmatch(unicodedata.normalize("NFKC", text))
    if not counted:
        raise ValueError(f"应为人数，这里是“{_excerpt(text)}”")
    return LocatedInteger.at(int(counted[1]), span)


def _hours(text: str, span: Span, unit: str) -> LocatedDecimal:
    """Return hours of study: 2, 2.5学时, 60分钟, 2个半小时, 半天; a number alone has the unit of its column."""
    narrow = unicodedata.normalize("NFKC", text)
    if unit in ("分钟", "天") and re.fullmatch(r"\d+(?:\.\d+)?", narrow):
        narrow += unit
    if narrow in _DAYS:
        return LocatedDecimal.at(_DAYS[narrow], span)
    hours = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:个?学时|个?课时|个?小时|h)?", narrow)
    if hours:
        return LocatedDecimal.at(float(hours[1]), span)
    quantity = quantities.parse(narrow)
    own, factor = quantities.dimension(quantity.unit) if quantity else ("", Decimal(1))
    is_exact = quantity and quantity.approximation is Approximation.EXACT and quantity.high is None
    if quantity and is_exact and own == "分钟":
        return LocatedDecimal.at(float(quantity.value * factor / 60), span)
    if quantity and is_exact and quantity.unit in ("学时", "课时"):
        return LocatedDecimal.at(float(quantity.value), span)
    raise ValueError(f"应为学时数，这里是“{_excerpt(text)}”")


_OTHER_ROWS = {"total": "合计行", "signature": "签名、说明行", "heading": "重复的标题行"}


def _summary(
    name: str,
    path: str,
    tables: Sequence[_Sheet],
    strangers: Sequence[str],
    events: int,
    account: _Account,
) -> Iterator[Diagnostic]:
    """Yield one line on what was read and what was not; nothing where everything was read."""
    unread = [
        f"{what} {count} 行"
        for kind, what in _OTHER_ROWS.items()
        if (count := sum(len(sheet.other_rows.get(kind, ())) for sheet in tables))
    ]
    unused = dict.fromkeys(title for sheet in tables for title in sheet.heading.unused)
    if strangers:
        unread.append("工作表" + "、".join(f"“{stranger}”" for stranger in strangers))
    if unused:
        unread.append("列" + "、".join(f"“{_excerpt(title)}”" for title in list(unused)[:12]))
    if account.faulty:
        unread.append(f"有错的 {account.faulty} 行")
    assumed = [
        f"{sentence}（第{'、'.join(rows[:_LISTED_ROWS])}行{'等' if len(rows) > _LISTED_ROWS else ''}）"
        for sentence, rows in account.assumed.items()
    ]
    if hidden := sum(sheet.hidden for sheet in tables):
        assumed.append(f"隐藏的 {hidden} 行也读了")
    if not (unread or assumed):
        return
    sheets = f" {len(tables)} 张工作表" if len(tables) > 1 else ""
    sparse = [
        f"{titles[0]} {account.filled[item]}"
        for item, titles in USUAL.items()
        if item not in _REQUIRED and 0 < account.filled[item] < events
    ]
    parts = [
        f"读了{sheets} {events} 次活动",
        f"没有读：{'，'.join(unread)}" if unread else "",
        *assumed,
        f"填了的：{'、'.join(sparse)}" if sparse else "",
    ]
    message = f"{name}：{'；'.join(part for part in parts if part)}"
    yield Diagnostic("ledger-left", message, Span(path, 1), Severity.ADVICE)


def _date(cell: Any, text: str, span: Span, year: int) -> WrittenDate:
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, (int, float)) and 20_000 < cell < 80_000:
        # Some programs export dates as plain numbers.
        moment = number_formats.moment_of(int(cell), "yyyy/m/d", from_1904=False)
        if not isinstance(moment, datetime.date) or moment.year != year:
            raise ValueError(f"单元格存的是数字 {text}，不是日期：请把这一列设为日期格式")
        cell = moment
    if isinstance(cell, datetime.date):
        text = cell.isoformat()
    date = dates.parse(Located.at(text, span), year)
    if date is None:
        raise ValueError(f"没有“{_excerpt(text)}”这一天")
    return date


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return f"{flat[:16]}…" if len(flat) > 16 else flat
