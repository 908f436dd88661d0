"""How far each branch is with its year: its record, its documents, its faults, its form, by which deadline.

The ledger says what the last build came to; nothing is built or checked anew.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.build.ledger import Ledger, OutputRecord, diagnostics_of, source_faults_of
from reportgen.content.branches import branch_names
from reportgen.content.folders import BRANCHES
from reportgen.content.imported import review_path, unreviewed
from reportgen.content.rollup.loading import all_committees
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Faults, Severity
from reportgen.intake.forms_folder import Receipt
from reportgen.workspace import Workspace

#: a value of one line in branch.yaml or a record
_NAME = re.compile(rb"^(name|short):[ \t]*([^\s\"'#&*!|>{\[%@`][^\r\n#]*)", re.MULTILINE)
_FINAL = re.compile(rb"^final:[ \t]*\S", re.MULTILINE)
#: what stands in the diagnostics of a document that has errors
_ERROR = Severity.ERROR.value


class RecordState(StrEnum):
    """What there is of a branch's record of the year."""

    ABSENT = "没有"
    UNCHECKED = "待核对"
    PRESENT = "有"
    FINAL = "定稿"


class State(StrEnum):
    """Whether a branch has handed in, against its deadline."""

    IN_TIME = "按时"
    LATE = "迟交"
    #: a form, and no deadline for it
    THERE = "交了"
    #: a record without a form: written by the branch itself, or begun for it
    RECORD = "有记录"
    WAITING = "没有交"
    OVERDUE = "过期没有交"


@dataclass(frozen=True, slots=True)
class Group:
    """A committee: its name, its own branches, its deadline."""

    slug: str
    name: str
    branches: tuple[str, ...]
    deadline: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one branch is with a year."""

    slug: str
    name: str
    #: the file of its committee; "" where no committee names it
    committee: str
    record: RecordState
    #: documents of the last build: as they were planned, as they were written, those that failed
    planned: int = 0
    written: int = 0
    failed: int = 0
    #: the day its last document was written
    written_on: datetime.date | None = None
    #: places with errors in the last build
    errors: int = 0
    #: the forms that came back, the last one last
    forms: tuple[Receipt, ...] = ()
    deadline: datetime.date | None = None

    @property
    def returned_on(self) -> datetime.date | None:
        """The day its first form came back."""
        return min((form.day for form in self.forms), default=None)

    def state(self, today: datetime.date) -> State:
        """Return whether it has handed in.

        A record without a form has no day on which it was handed in, so it is never late.
        """
        if self.returned_on:
            if self.deadline is None:
                return State.THERE
            return State.IN_TIME if self.returned_on <= self.deadline else State.LATE
        if self.record is not RecordState.ABSENT:
            return State.RECORD
        return State.OVERDUE if self.deadline and today > self.deadline else State.WAITING

    def days(self, today: datetime.date) -> str:
        """Return how many days it was late, is overdue or has left; "" where that is no question."""
        if self.deadline is None:
            return ""
        match self.state(today):
            case State.LATE:
                assert self.returned_on is not None
                return f"迟 {(self.returned_on - self.deadline).days} 天"
            case State.OVERDUE:
                return f"过了 {(today - self.deadline).days} 天"
            case State.WAITING:
                left = (self.deadline - today).days
                return f"还有 {left} 天" if left else "今天到期"
            case _:
                return ""

    def next_step(self, today: datetime.date) -> str:
        """Return what is to be done now; "" where nothing is."""
        last = self.forms[-1] if self.forms else None
        steps = []
        if self.state(today) in (State.WAITING, State.OVERDUE):
            steps.append("催交")
        if last and last.faults + last.decisions:
            steps.append(f"填报表 {last.faults} 处有错、{last.decisions} 处要定")
        if last and last.filled < last.due:
            steps.append(f"填报表缺 {last.due - last.filled} 项")
        if self.record is RecordState.UNCHECKED:
            steps.append("核对从 Word 读来的草稿")
        if self.errors:
            steps.append(f"改正内容的 {self.errors} 处错误")
        elif self.record is not RecordState.ABSENT and self.written < max(self.planned, 1):
            steps.append("生成文档")
        return "；".join(steps)


def standings(
    workspace: Workspace,
    year: int,
    ledger: Ledger | None,
    receipts: Iterable[Receipt],
    deadlines: Mapping[str, datetime.date],
) -> tuple[tuple[Group, ...], tuple[Standing, ...]]:
    """Return the committees, and how far each branch is, in their order; branches of none come last.

    A branch of two committees stands below the first; `deadlines` are those of committees, that of
    "" counts for all others.
    """
    names = branch_names(workspace)
    groups = _groups(workspace, names, deadlines)
    by_branch: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        by_branch.setdefault(receipt.branch, []).append(receipt)
    documents = _documents(ledger, year)
    branches = []
    for group in groups:
        for slug in group.branches:
            planned, written, failed, written_on, errors = documents.get(slug, (0, 0, 0, 0.0, 0))
            day = (
                datetime.datetime.fromtimestamp(written_on).astimezone().date()
                if written_on
                else None
            )
            forms = sorted(by_branch.get(slug, ()), key=lambda form: (form.saved, form.received))
            branches.append(
                Standing(
                    slug,
                    _name_of(workspace, slug),
                    group.slug,
                    _record_of(workspace, slug, year),
                    planned,
                    written,
                    failed,
                    day,
                    errors,
                    tuple(forms),
                    group.deadline,
                )
            )
    return groups, tuple(branches)


def _groups(
    workspace: Workspace, names: Sequence[str], deadlines: Mapping[str, datetime.date]
) -> tuple[Group, ...]:
    listed: set[str] = set()
    groups = []
    for slug, file in all_committees(workspace).items():
        own = tuple(name for name in file.branches if name not in listed)
        listed.update(own)
        if own:
            groups.append(Group(slug, file.name, own, deadlines.get(slug, deadlines.get(""))))
    rest = tuple(name for name in names if name not in listed)
    if rest:
        groups.append(Group("", "没有上级党组织的", rest, deadlines.get("")))
    return tuple(groups)


def _name_of(workspace: Workspace, slug: str) -> str:
    """Return the short name of a branch, else its name, else that of its folder.

    A province has tens of thousands: a plain name is read from its line, any other by the reader of YAML.
    """
    path = f"{BRANCHES}/{slug}/branch.yaml"
    try:
        data = workspace.read(path)
        lines = {match[1]: match[2].decode().strip() for match in _NAME.finditer(data)}
        if b"name" not in lines:
            value = parse(data, path).value
            return str(value.get("short") or value.get("name") or slug)
    except (Faults, OSError, UnicodeDecodeError, AttributeError):
        return slug  # no such file, no UTF-8, no YAML or no mapping: the build reports that branch
    return lines.get(b"short") or lines[b"name"]


def _record_of(workspace: Workspace, slug: str, year: int) -> RecordState:
    folder = f"{BRANCHES}/{slug}"
    path = f"{folder}/{year}.yaml"
    try:
        if not workspace.exists(path):
            return RecordState.ABSENT
        if unreviewed(workspace, review_path(folder, year)):
            return RecordState.UNCHECKED
        return RecordState.FINAL if _FINAL.search(workspace.read(path)) else RecordState.PRESENT
    except (Faults, OSError):
        return RecordState.PRESENT


def _documents(ledger: Ledger | None, year: int) -> dict[str, tuple[int, int, int, float, int]]:
    """Return branch → documents of a year planned, written, failed, the time of the last one, and errors."""
    if ledger is None:
        return {}
    outputs: dict[str, list[OutputRecord]] = {}
    for output, record in ledger.outputs().items():
        if f"/{year}/" in output:
            outputs.setdefault(record.source, []).append(record)
    documents = {}
    for source, plan in ledger.plans().items():
        kind, _, slug = source.partition("/")
        if kind != "branch":
            continue
        own = outputs.get(source, [])
        faults = [*source_faults_of(plan.faults).of((year,))]
        faults += [
            fault
            for record in own
            if _ERROR in record.diagnostics
            for fault in diagnostics_of(record.diagnostics)
        ]
        errors = len({(f.code, f.message, f.span) for f in faults if f.is_error})
        documents[slug] = (
            sum(target.year == year for target in plan.targets),
            sum(record.status == "written" for record in own),
            sum(record.status == "failed" for record in own),
            max((record.written_at for record in own), default=0.0),
            errors,
        )
    return documents
