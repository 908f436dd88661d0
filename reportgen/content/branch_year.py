"""A branch's year: the subject of most documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from reportgen.content.chapters import YearChapter
from reportgen.content.former_names import NamePeriod
from reportgen.content.imported import Unreviewed
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.statements import Statements, statements_of
from reportgen.spans import Span


@dataclass(frozen=True)
class BranchYear:
    """One branch in one year, with everything its documents may say."""

    subject_kind: ClassVar[str] = "branch"

    branch: Branch
    record: YearRecord
    #: the types of its chapters, each once
    types: tuple[BranchType, ...]
    chapters: tuple[YearChapter, ...]
    #: workspace path of the branch's folder
    folder: str
    previous: YearRecord | None = None
    #: the line of the record that names the year
    at: Span | None = field(default=None, compare=False)
    #: whether it gives numbers to the years after it or to a committee, and has no documents
    only_figures: bool = False
    #: all names the branch has had; `branch` has that of the year
    names: tuple[NamePeriod, ...] = ()
    #: whether it is the last year that the branch has a record of: branch.yaml says how things are then
    is_latest: bool = True
    #: what of the record was read from a Word document and nobody has looked at yet
    unreviewed: Unreviewed | None = None

    @property
    def slug(self) -> str:
        """The branch's folder name."""
        return str(self.branch.slug)

    @property
    def year(self) -> int:
        """The year of the record."""
        return self.record.year

    @cached_property
    def statements(self) -> Statements:
        """What the texts of the year state already."""
        return statements_of(self.record, self.chapters)

    @property
    def part(self) -> str:
        """A branch's year has one document of a kind."""
        return ""

    @property
    def final(self) -> bool:
        """Whether the record says `final`; then a missing fact is an error in each of its documents."""
        return self.record.final is not None

    @property
    def author(self) -> str:
        """The branch."""
        return str(self.branch.name)

    @property
    def settings(self) -> Branch:
        """The branch."""
        return self.branch

    @property
    def short_name(self) -> str:
        """The branch's name as a table has room for it."""
        return str(self.branch.short or self.branch.name)
