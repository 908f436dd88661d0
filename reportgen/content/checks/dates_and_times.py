"""Check texts for days, months and times of day that there are not: 2月30日, 13月, 25:00."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.dates import WrittenDate
from reportgen.content.model import YearRecord
from reportgen.diagnostics import Diagnostic
from reportgen.spans import span_of

_DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|号(?![楼院室门库线井站机炉文令]))"
    r"|(?<![\d.])(?P<y>(?:19|20)\d\d)([-/.])(?P<m>\d{1,2})\5(?P<d>\d{1,2})(?![\d.])"
)
_MONTH = re.compile(r"(?<=年)(?P<month>\d{1,2})月(?!\d{1,2}[日号]|龄)")
#: a time of day: behind a day or a part of one, for 3:0 is a score and 25:75 a ratio
_TIME = re.compile(
    r"(?:[日号]|上午|下午|晚上?|早上?|凌晨|中午|星期.|周[一二三四五六日])\s?(?P<hour>\d{1,2})"
    r"(?:[:：](?P<minute>\d{2})(?![\d:：])|[时点](?!\d{3})(?:(?P<minutes>\d{1,2})分)?)"
)
#: what a date has that says something of the calendar
_OF_CALENDAR = re.compile(r"[年月日号旬初末底节季春夏秋冬\d]")
_LEAP_YEAR = 2000


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each impossible day, month and time in a text or a deadline."""
    for block in (*review.blocks, *_deadlines(review.entry.record)):
        if re.search("[月日号:：/-]", block.text):
            yield from _impossible(block)
    yield from _undated(review.entry.record)


def _deadlines(record: YearRecord) -> Iterator[TextBlock]:
    debriefing = record.debriefing
    problems = (*record.problems, *(debriefing.problems if debriefing else ()))
    for problem in problems:
        yield TextBlock(problem.due, Role.LABEL, f"问题“{problem.name}”时限")
    plans = [plan for plan in (record.plan, debriefing and debriefing.plan) if plan]
    for item in (item for plan in plans for item in plan.items):
        yield TextBlock(item.due, Role.LABEL, f"任务“{item.task}”时限")


def _impossible(block: TextBlock) -> Iterator[Diagnostic]:
    for match in _DAY.finditer(block.text):
        year = int(match["year"] or match["y"] or _LEAP_YEAR)
        month, day = int(match["month"] or match["m"]), int(match["day"] or match["d"])
        if not _is_day(year, month, day) and not (match["y"] and match[5] == "."):
            yield _finding(block, match, "日历上没有这一天")
    for match in _MONTH.finditer(block.text):
        if not 1 <= int(match["month"]) <= 12:
            yield _finding(block, match, "没有这个月")
    for match in _TIME.finditer(block.text):
        hour, minute = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield _finding(block, match, "没有这个钟点", match.start("hour"))


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _finding(block: TextBlock, match: re.Match[str], what: str, start: int = -1) -> Diagnostic:
    start = match.start() if start < 0 else start
    words = block.text[start : match.end()]
    message = f"{block.where}里的“{words}”：{what}"
    return finding("impossible-date", message, block.inside(start, match.end()), "核对后改正")


def _undated(record: YearRecord) -> Iterator[Diagnostic]:
    """Yield a finding for each date of the record that says nothing of the calendar: 待定."""
    source = record.source
    dates: tuple[tuple[str, WrittenDate | None], ...] = (
        ("成文日期", record.signed),
        ("定稿日期", record.final),
        ("资料来源的日期", source.date if source else None),
        ("网上发布日期", source.online if source else None),
    )
    for name, date in dates:
        if date and not date.stretches and not _OF_CALENDAR.search(date.text):
            yield finding(
                "impossible-date",
                f"{name}写的是“{date.text}”，看不出是哪一天",
                span_of(date.text),
                "写成日期，如 2026-01-05；还没有定的先不写",
            )
