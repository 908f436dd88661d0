"""Read a branch's ledger of activities (.xlsx or .csv) to events with their places."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from reportgen.content import dates
from reportgen.content.dates import WrittenDate
from reportgen.content.log.sheets import Row, rows_of
from reportgen.content.model import Event, Ledger, LedgerColumns
from reportgen.content.references import content_file
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, LocatedDecimal, LocatedInteger, Span, span_of
from reportgen.spreadsheets import ErrorValue, Uncalculated, number_formats
from reportgen.workspace import Workspace

#: field of an event → the column titles branches use for it, the most common first
USUAL: dict[str, tuple[str, ...]] = {
    "date": ("日期", "时间", "活动日期", "活动时间", "召开时间", "开展时间"),
    "kinds": ("类别", "活动类别", "类型", "活动类型", "会议类型", "形式", "活动形式"),
    "title": ("主题", "活动主题", "内容", "主要内容", "活动内容", "名称", "活动名称", "议题"),
    "place": ("地点", "活动地点", "召开地点"),
    "present": ("实到", "实到人数", "参加人数", "到会人数", "出席人数"),
    "due": ("应到", "应到人数", "应参加人数"),
    "hours": ("学时", "学时数", "课时"),
    "picture": ("图片", "照片"),
    "text": ("记述", "备注", "活动情况", "简要情况"),
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
#: the titles of the columns stand in one of the first rows, under the heading of the ledger
_HEADER_WITHIN = 15
_LISTED = re.compile(r"[；;\n]+")
_KINDS = re.compile(r"[、，,；;/／+＋\n]+")
_NOTHING = frozenset({"", "-", "—", "——", "/", "无"})
_YES = frozenset({"是", "√", "✓", "★", "☆", "●", "○", "重点", "y", "yes", "true", "1"})
_NOT_CALCULATED = "公式还没有算出结果，请在表里按 F9 后保存，或直接写上内容"
_COUNTED = re.compile(r"(\d+)(?:\.0+)?\s*[人名位票]?(?:次)?")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a ledger: the column of each field of an event, and the rows below the titles."""

    path: str
    columns: dict[str, int]
    titles: dict[str, str]
    header: int
    rows: tuple[Row, ...]


def read_ledger(
    workspace: Workspace, folder: str, ledger: Ledger, year: int
) -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    """Read a ledger: its events in the order of its rows, and every fault of its cells."""
    try:
        path, data = content_file(workspace, folder, ledger.file, "台账", "missing-ledger")
        rows = rows_of(data, path, str(ledger.sheet), span_of(ledger.sheet or ledger.file))
        sheet = _sheet(rows, path, ledger.columns)
    except Faults as error:
        return (), error.diagnostics
    events: list[Event] = []
    faults: list[Diagnostic] = []
    for row in sheet.rows:
        try:
            events.append(_event(row, sheet, year))
        except Faults as error:
            faults += error.diagnostics
    if not events and not faults:
        faults.append(
            Diagnostic("empty-ledger", "台账的标题行下面没有记录", Span(path, sheet.header))
        )
    return tuple(events), tuple(faults)


def _sheet(rows: Sequence[Row], path: str, columns: LedgerColumns) -> _Sheet:
    wanted: dict[str, tuple[str, ...]] = {}
    for item, usual in USUAL.items():
        named = str(getattr(columns, item))
        wanted[item] = (named,) if named else usual
    best: tuple[int, Row, dict[str, int]] | None = None
    for row in rows[:_HEADER_WITHIN]:
        there = _columns(row, wanted)
        if best is None or len(there) > best[0]:
            best = (len(there), row, there)
    if best is None:
        raise Faults([Diagnostic("empty-ledger", "台账是空的", Span(path, 1))])
    _, header, there = best
    titles = [_plain(cell) for cell in header.cells if _plain(cell)]
    faults = [
        _no_column(item, str(getattr(columns, item)), path, header.number, titles, columns)
        for item in wanted
        if item not in there and (item in _REQUIRED or getattr(columns, item))
    ]
    if faults:
        raise Faults(faults)
    body = tuple(row for row in rows if row.number > header.number and _any(row, there))
    names = {item: _plain(header.cells[index]) for item, index in there.items()}
    return _Sheet(path, there, names, header.number, body)


def _columns(row: Row, wanted: dict[str, tuple[str, ...]]) -> dict[str, int]:
    cells = [_title(cell) for cell in row.cells]
    there = {}
    for item, names in wanted.items():
        for name in names:
            if _title(name) in cells:
                there[item] = cells.index(_title(name))
                break
    return there


def _title(cell: Any) -> str:
    # 应到 人数, 应到（人） and 应到 are the same title.
    return re.sub(r"\s|[（(].*?[)）]", "", _plain(cell))


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


def _any(row: Row, there: dict[str, int]) -> bool:
    # A row with only a serial number is not filled in yet, and 合计 is no event.
    cells = [_plain(row.cells[i]) if i < len(row.cells) else "" for i in there.values()]
    first = next((_plain(cell) for cell in row.cells if _plain(cell)), "")
    return any(cell not in _NOTHING for cell in cells) and first not in ("合计", "总计", "小计")


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _event(row: Row, sheet: _Sheet, year: int) -> Event:
    values: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for item, index in sheet.columns.items():
        cell = row.cells[index] if index < len(row.cells) else None
        span = Span(sheet.path, row.number, index + 1)
        if isinstance(cell, ErrorValue):
            faults.append(_fault(sheet, row, item, f"公式出错（{cell}）", span))
            continue
        if isinstance(cell, Uncalculated):
            faults.append(_fault(sheet, row, item, _NOT_CALCULATED, span))
            continue
        try:
            value = _value(item, cell, span, year)
        except ValueError as error:
            faults.append(_fault(sheet, row, item, str(error), span))
        else:
            if value is not None:
                values[item] = value
            elif item in _REQUIRED:
                faults.append(_fault(sheet, row, item, "没有填写", span))
    faults += _gather_votes(values, sheet, row)
    if faults:
        raise Faults(faults)
    try:
        return Event.model_validate(values)
    except ValidationError as error:
        raise Faults(_explained(error, sheet, row)) from None


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


def _explained(error: ValidationError, sheet: _Sheet, row: Row) -> Iterator[Diagnostic]:
    for fault in error.errors(include_url=False):
        item = str(fault["loc"][0])
        if item == "votes":
            item = next(name for name, field in _OF_VOTE.items() if field == fault["loc"][2])
        span = Span(sheet.path, row.number, sheet.columns[item] + 1)
        negative = fault["type"] == "greater_than_equal"
        yield _fault(sheet, row, item, "不能小于 0" if negative else str(fault["msg"]), span)


def _fault(sheet: _Sheet, row: Row, item: str, what: str, span: Span) -> Diagnostic:
    name = sheet.path.rpartition("/")[2]
    return Diagnostic("ledger-cell", f"{name} 第{row.number}行“{sheet.titles[item]}”：{what}", span)


def _value(item: str, cell: Any, span: Span, year: int) -> Any:
    """Return the value of the field `item` in `cell`, None if blank; raise ValueError with the fault."""
    text = _plain(cell)
    if text in _NOTHING:
        return None
    match item:
        case "date":
            return _date(cell, text, span, year)
        case "kinds":
            return [Located.at(kind.strip(), span) for kind in _KINDS.split(text) if kind.strip()]
        case "present" | "due":
            return _people(text, span)
        case item if item in _COUNTS_OF_VOTE:
            return [_people(line.strip(), span) for line in text.splitlines() if line.strip()]
        case "hours":
            hours = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:学时|课时|小时|h)?", text)
            if not hours:
                raise ValueError(f"应为学时数，这里是“{_shown(text)}”")
            return LocatedDecimal.at(float(hours[1]), span)
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


def _people(text: str, span: Span) -> LocatedInteger:
    """Return a number of people or of votes (26, 26人, 26票)."""
    counted = _COUNTED.fullmatch(text)
    if not counted:
        raise ValueError(f"应为人数，这里是“{_shown(text)}”")
    return LocatedInteger.at(int(counted[1]), span)


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
        raise ValueError(f"没有“{_shown(text)}”这一天")
    return date


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return f"{flat[:16]}…" if len(flat) > 16 else flat
