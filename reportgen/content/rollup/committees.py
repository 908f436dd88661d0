"""Upper committees (content/committees): their model, their subject, and how a file is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

from pydantic import Field

from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import BranchTypes, branch_names, load_branch
from reportgen.content.folders import COMMITTEES
from reportgen.content.library import Library
from reportgen.content.model.base import (
    Amount,
    Boolean,
    Date,
    Integer,
    Key,
    KeyList,
    Part,
    RequiredText,
    Text,
    TextList,
)
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span, span_of
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace


class Minimum(Part):
    """最低要求：某类活动或某项数字全年不得少于的数。"""

    kind: Text = Field("", title="活动类别", description="按活动记录计次，如 主题党日")
    figure: Text = Field("", title="数字代号", description="figures 里的代号；有活动记录的不必写")
    at_least: Amount = Field(title="最低要求", description="如 12次")
    basis: Text = Field("", title="依据", description="如 《中国共产党支部工作条例（试行）》")
    committee_only: Boolean = Field(False, title="只查设支委会的支部")
    per_group: Boolean = Field(False, title="按党小组计", description="每个党小组都要达到")


class ProblemGroup(Part):
    """问题类别：名称，以及归入这一类的字眼。"""

    name: RequiredText = Field(title="名称")
    words: TextList = Field(title="字眼", description="问题里出现其一就归入", min_length=1)


class Committee(Part):
    """上级党组织：写明名称、下辖支部、要汇总的数字和最低要求。"""

    name: RequiredText = Field(title="全称")
    short: Text = Field("", title="简称")
    years: tuple[Integer, ...] = Field(title="年度", min_length=1)
    branches: TextList = Field(
        title="下辖支部", description="代号，或带 * 的代号，如 hefeng-*", min_length=1
    )
    figures: KeyList = Field(
        (), title="汇总的数字", description="figures 里的代号；缺省为半数以上支部都有的"
    )
    labels: dict[Key, Text] = Field(
        default_factory=dict, title="名称", description="代号: 名称；缺省用第一个支部的叫法"
    )
    minimums: tuple[Minimum, ...] = Field((), title="最低要求")
    ranking: KeyList = Field((), title="排名", description="要排名的数字代号；不写就不排名")
    problem_groups: tuple[ProblemGroup, ...] = Field((), title="问题归类")
    opening: Text = Field("", title="开头")
    advice: TextList = Field((), title="下一步要求")
    signed: Date | None = Field(None, title="成文日期")
    palette: Text = Field("", title="配色")
    format: Text = Field("", title="版式")
    sample: Boolean = Field(False, title="示例")


@dataclass(frozen=True, slots=True)
class CommitteeYear:
    """One committee in one year, with the records of its branches."""

    subject_kind: ClassVar[str] = "committee"

    slug: str
    committee: Committee
    year: int
    entries: tuple[BranchYear, ...]
    #: names of the branches without a record of the year
    absent: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """A committee's year has one document of a kind."""
        return ""

    @property
    def author(self) -> str:
        """The committee."""
        return str(self.committee.name)

    @property
    def at(self) -> Span | None:
        """The place of the committee's name."""
        return span_of(self.committee.name)

    @property
    def settings(self) -> Committee:
        """The committee."""
        return self.committee


def load_committee(workspace: Workspace, slug: str, types: BranchTypes) -> Library:
    """Read one committee and the records of its branches: a library of this committee alone.

    Faults of the branches are reported where the branches are read.
    """
    try:
        committee = read_committee(workspace, slug)
    except Faults as fault:
        return Library(types.types, {}, {}, fault.diagnostics, {slug: fault.diagnostics})
    known = branch_names(workspace)
    faults = list(_unmatched(committee, known))
    entries: dict[tuple[str, int], BranchYear] = {}
    names: dict[str, str] = {}
    for branch_slug in _branches_of(committee, known):
        library = load_branch(workspace, branch_slug, types)
        entries.update(library.years)
        branch = library.branches.get(branch_slug)
        names[branch_slug] = str(branch.short or branch.name) if branch else branch_slug
    subjects = []
    for subject in _years_of(slug, committee, names, entries):
        if subject.entries:
            subjects.append(subject)
        else:
            faults.append(_nothing_to_sum(subject))
    failed = {slug: tuple(faults)} if any(fault.is_error for fault in faults) else {}
    by_kind = {CommitteeYear.subject_kind: tuple(subjects)}
    return Library(types.types, {}, by_kind, tuple(faults), failed)


def read_committee(workspace: Workspace, slug: str) -> Committee:
    """Read one committee's file; raise Faults."""
    path = f"{COMMITTEES}/{slug}.yaml"
    committee = validate(Committee, parse(workspace.read(path), path))
    faults = [
        Diagnostic(
            "missing-key",
            "最低要求要写 kind（活动类别）或 figure（数字代号）",
            span_of(minimum.at_least.text),
        )
        for minimum in committee.minimums
        if not (minimum.kind or minimum.figure)
    ]
    if faults:
        raise Faults(faults)
    return committee


def _branches_of(committee: Committee, known: Iterable[str]) -> tuple[str, ...]:
    """Return the branches of `known` that match a name or pattern of the committee, in its order."""
    names = sorted(known)
    matches = (n for pattern in committee.branches for n in names if fnmatchcase(n, pattern))
    return tuple(dict.fromkeys(matches))


def _unmatched(committee: Committee, known: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return a fault for each name or pattern of the committee that no branch matches."""
    names = sorted(known)
    return tuple(
        Diagnostic(
            "unknown-branch",
            f"没有名为 `{pattern}` 的支部",
            span_of(pattern),
            hints=did_you_mean(pattern, names, listing="已有的支部"),
        )
        for pattern in committee.branches
        if not any(fnmatchcase(name, pattern) for name in names)
    )


def _years_of(
    slug: str,
    committee: Committee,
    branches: Mapping[str, str],
    entries: Mapping[tuple[str, int], BranchYear],
) -> tuple[CommitteeYear, ...]:
    """Return the committee's years, each with the records of its branches.

    `branches` maps the folder of each branch of the committee to its name.
    """
    names = tuple(branches)
    return tuple(
        CommitteeYear(
            slug,
            committee,
            year,
            tuple(entries[name, year] for name in names if (name, year) in entries),
            tuple(branches[name] for name in names if (name, year) not in entries),
        )
        for year in dict.fromkeys(committee.years)
    )


def _nothing_to_sum(subject: CommitteeYear) -> Diagnostic:
    """Return the fault of a year in which no branch of the committee has a record."""
    return Diagnostic(
        "no-year",
        f"{subject.committee.name}下辖的支部都没有 {subject.year} 年的记录",
        Span(f"{COMMITTEES}/{subject.slug}.yaml", 1),
    )
