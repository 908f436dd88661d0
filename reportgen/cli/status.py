"""`reportgen status`: how far each branch is with its year, by committee, against a deadline."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.build.ledger import Ledger, LedgerFault, open_ledger
from reportgen.build.request import Request
from reportgen.cli.exit_codes import ENVIRONMENT, FINE, MISUSE
from reportgen.cli.options import places
from reportgen.cli.reporter import print_json
from reportgen.intake.forms_folder import deadline_of, deadlines, receipts
from reportgen.nightly.standing import Group, RecordState, Standing, State, standings
from reportgen.nightly.standing_workbook import standing_workbook
from reportgen.stores import open_places
from reportgen.suggestions import did_you_mean
from reportgen.system_errors import meaning

#: names that a line lists
_MOST_NAMES = 12
_RETURNED = (State.IN_TIME, State.LATE, State.THERE)


def status(options: argparse.Namespace) -> int:
    """Print how far the branches are, and write it as a workbook where that is asked for."""
    request = Request(places(options), "")
    workspace = open_places(request.places)
    today = workspace.today()
    year = options.year or (today.year if today.month >= 7 else today.year - 1)
    folder = Path(options.folder) / str(year)
    wanted = _deadlines(options.by, today)
    if wanted is None:
        return MISUSE
    ledger = _ledger(request)
    try:
        groups, branches = standings(
            workspace, year, ledger, receipts(folder), {**deadlines(folder), **wanted}
        )
    finally:
        if ledger:
            ledger.connection.close()
    known = {group.slug for group in groups}
    strangers = [slug for slug in (options.committee, *wanted) if slug and slug not in known]
    if strangers:
        hint = "".join(did_you_mean(strangers[0], known - {""}, listing="有直属支部的上级党组织"))
        sys.stderr.write(f"没有名为 `{strangers[0]}`、有直属支部的上级党组织；{hint}\n")
        return MISUSE
    if options.committee:
        groups = tuple(group for group in groups if group.slug == options.committee)
        branches = tuple(branch for branch in branches if branch.committee == options.committee)
    if options.xlsx:
        try:
            Path(options.xlsx).write_bytes(standing_workbook(year, today, groups, branches))
        except OSError as error:
            sys.stderr.write(f"写不了 {options.xlsx}：{meaning(error)}\n")
            return ENVIRONMENT
    if options.format == "json":
        print_json([_as_json(branch, today) for branch in branches])
        return FINE
    lines = [*_lines(year, today, groups, branches, has_build=ledger is not None)]
    if options.committee:
        lines += [_line_of(branch, today) for branch in branches]
    if options.xlsx:
        lines.append(f"另存成 {options.xlsx}")
    sys.stdout.write("\n".join(lines) + "\n")
    return FINE


def _ledger(request: Request) -> Ledger | None:
    """Return the ledger of the builds; None where nothing was built."""
    try:
        return open_ledger(request.ledger, readonly=True)
    except LedgerFault:
        return None


def _deadlines(written: Sequence[str], today: datetime.date) -> dict[str, datetime.date] | None:
    """Return committee → deadline, "" for all; None after saying which is no date."""
    days = {}
    for each in written:
        committee, mark, text = each.partition("=")
        if not mark:
            committee, text = "", each
        day = deadline_of(text.strip(), today)
        if day is None:
            sys.stderr.write(
                f"--by 要写一天，如 2026-01-10 或 hefeng=2026-01-05，这里写的是“{each}”\n"
            )
            return None
        days[committee.strip()] = day
    return days


def _lines(
    year: int,
    today: datetime.date,
    groups: Sequence[Group],
    branches: Sequence[Standing],
    *,
    has_build: bool,
) -> Iterator[str]:
    yield f"{year} 年，截至 {_day(today)}：{_counts(branches, today)}"
    if not has_build:
        yield "还没有生成过，文档和错误的个数都没有"
    for group in groups:
        own = [branch for branch in branches if branch.committee == group.slug]
        until = f"（期限 {_day(group.deadline)}）" if group.deadline else ""
        yield f"{group.name}{until}：{_counts(own, today)}"
        for state in (State.OVERDUE, State.WAITING, State.LATE):
            late = [branch for branch in own if branch.state(today) is state]
            if late:
                days = late[0].days(today) if state is not State.LATE else ""
                yield f"  {state}{f'（{days}）' if days else ''}：{_names(late)}"
        open_forms = [b for b in own if b.forms and b.forms[-1].faults + b.forms[-1].decisions]
        if open_forms:
            yield f"  填报表有要改要定的：{_names(open_forms)}"
        unchecked = [branch for branch in own if branch.record is RecordState.UNCHECKED]
        if unchecked:
            yield f"  从 Word 读来、没有核对完的：{_names(unchecked)}"
        faulty = [branch for branch in own if branch.errors]
        if faulty:
            yield f"  内容有错的：{_names(faulty)}"


def _counts(branches: Sequence[Standing], today: datetime.date) -> str:
    states = [branch.state(today) for branch in branches]
    returned = sum(state in _RETURNED for state in states)
    parts = [f"{len(branches)} 个支部，交了 {returned} 个"]
    if in_time := states.count(State.IN_TIME):
        parts.append(f"按时 {in_time} 个")
    if late := states.count(State.LATE):
        parts.append(f"迟交 {late} 个")
    if recorded := states.count(State.RECORD):
        parts.append(f"没有交表、有记录 {recorded} 个")
    if missing := len(states) - returned - recorded:
        parts.append(f"没有交 {missing} 个")
    written, failed = (sum(getattr(b, name) for b in branches) for name in ("written", "failed"))
    documents = f"文档做好 {written} 份" + (f"、没有做成 {failed} 份" if failed else "")
    return f"{'，'.join(parts)}；{documents}"


def _names(branches: Sequence[Standing]) -> str:
    more = f" 等 {len(branches)} 个" if len(branches) > _MOST_NAMES else ""
    return "、".join(branch.name for branch in branches[:_MOST_NAMES]) + more


def _line_of(branch: Standing, today: datetime.date) -> str:
    days = branch.days(today)
    returned = f"，{_day(branch.returned_on)} 交回" if branch.returned_on else ""
    step = branch.next_step(today)
    return (
        f"  {branch.name}：{branch.state(today)}{f'（{days}）' if days else ''}{returned}；"
        f"记录{branch.record}；文档 {branch.written}/{branch.planned}"
        f"{f'；下一步：{step}' if step else ''}"
    )


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _as_json(branch: Standing, today: datetime.date) -> Mapping[str, Any]:
    return {
        "branch": branch.slug,
        "name": branch.name,
        "committee": branch.committee or None,
        "state": branch.state(today).name.lower(),
        "record": branch.record.name.lower(),
        "documents": {
            "planned": branch.planned,
            "written": branch.written,
            "failed": branch.failed,
        },
        "errors": branch.errors,
        "returned_on": branch.returned_on.isoformat() if branch.returned_on else None,
        "deadline": branch.deadline.isoformat() if branch.deadline else None,
        "forms": [form.file for form in branch.forms],
        "next": branch.next_step(today),
    }
