"""Upper committees (content/committees): their model and their subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from reportgen.content.branch_year import BranchYear
from reportgen.content.library import FileSubject
from reportgen.content.model.base import (
    Amount,
    Boolean,
    Date,
    Integer,
    OrSentence,
    Part,
    RequiredText,
    Text,
    TextList,
)
from reportgen.spans import Span, span_of

#: what the annex lists
Annex = Literal["branches", "committees"]
#: the word in `ranking` by which branches are compared by the minimums that they do not reach
BY_MINIMUMS = "最低要求"
#: in front of the name of a figure it asks for the average over members: 人均志愿服务
PER_MEMBER = "人均"


class Minimum(Part):
    """最低要求：某类活动或某项数字全年不得少于的数。"""

    kind: Text = Field("", title="活动类别", description="按活动记录计次，如 主题党日")
    figure: Text = Field("", title="数字", description="figures 里的名称；有活动记录的不必写")
    at_least: Amount = Field(title="最低要求", description="如 12次")
    basis: Text = Field("", title="依据", description="如 《中国共产党支部工作条例（试行）》")
    committee_only: Boolean = Field(False, title="只查设支委会的支部")
    per_group: Boolean = Field(False, title="按党小组计", description="每个党小组都要达到")


class ProblemGroup(Part):
    """问题类别：名称，以及归入这一类的字眼。"""

    name: RequiredText = Field(title="名称")
    words: TextList = Field(title="字眼", description="问题里出现其一就归入", min_length=1)


class Request(Part):
    """要求：下一步的一项要求；只有一句话的直接写成文字。"""

    task: RequiredText = Field(title="要求")
    owner: Text = Field("", title="责任单位", description="由谁牵头，如 街道组织办")
    due: Text = Field("", title="时限", description="如 2026年3月底前")


def _requests(value: Any) -> Any:
    """Return requests of which some are written as one sentence, each as a mapping."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return value
    return [{"task": entry} if isinstance(entry, str) else entry for entry in value]


class Committee(Part):
    """上级党组织：写明名称、下辖支部、要汇总的数字和最低要求。"""

    name: RequiredText = Field(title="全称")
    short: Text = Field("", title="简称")
    years: tuple[Integer, ...] = Field(title="年度", min_length=1)
    branches: TextList = Field(
        (),
        title="直属支部",
        description="代号，或带 * 的代号，如 hefeng-*；与 committees 至少写一项",
    )
    committees: TextList = Field(
        (), title="下级党组织", description="content/committees 里的代号，或带 * 的代号"
    )
    figures: TextList = Field(
        (),
        title="汇总的数字",
        description="figures 里的名称，表上就这样写；叫法不同的支部，在那一项写 aliases；"
        "缺省为半数以上支部都有的",
    )
    minimums: tuple[Minimum, ...] = Field((), title="最低要求")
    ranking: TextList = Field(
        (),
        title="排名",
        description="按什么排名，先比的写在前：最低要求（没有达到的项数少的在前），figures 里的名称、"
        "办结率、人均志愿服务 这样算得出的比率和人均数（多的在前）；不写就不排名",
    )
    problem_groups: tuple[ProblemGroup, ...] = Field((), title="问题归类")
    opening: Text = Field("", title="开头")
    advice: Annotated[tuple[Annotated[Request, OrSentence()], ...], BeforeValidator(_requests)] = (
        Field((), title="下一步要求", description="一项一条：一句话，或 {task, owner, due}")
    )
    signed: Date | None = Field(None, title="成文日期")
    annex: Annex | None = Field(
        None,
        title="附件",
        description="branches 列到支部，committees 只列下级党组织；缺省时支部多于 100 个的只列下级党组织",
    )
    palette: Text = Field("", title="配色")
    format: Text = Field("", title="版式")
    sample: Boolean = Field(False, title="示例")


@dataclass(frozen=True, slots=True)
class CommitteeYear(FileSubject):
    """One committee in one year: its own branches, its sub-committees, and all branches below it."""

    subject_kind: ClassVar[str] = "committee"

    slug: str
    committee: Committee
    year: int
    #: the records of its own branches
    branches: tuple[BranchYear, ...]
    committees: tuple[CommitteeYear, ...] = ()
    #: the records of all branches below it, each once: those of the sub-committees first
    entries: tuple[BranchYear, ...] = ()
    #: folder → name of each branch below it that has no record of the year
    absent: Mapping[str, str] = field(default_factory=dict)
    #: folder → name of each branch below it whose files have errors
    faulty: Mapping[str, str] = field(default_factory=dict)
    #: file → name of each committee below it whose file has errors
    faulty_committees: Mapping[str, str] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """The committee."""
        return str(self.committee.name)

    @property
    def short_name(self) -> str:
        """The committee's name as a table has room for it."""
        return str(self.committee.short or self.committee.name)

    @property
    def at(self) -> Span | None:
        """The place of the committee's name."""
        return span_of(self.committee.name)

    @property
    def settings(self) -> Committee:
        """The committee."""
        return self.committee
