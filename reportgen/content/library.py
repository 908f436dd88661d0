"""What a content folder holds once it is read: the subjects of documents, and all faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from reportgen.content.below import Below
from reportgen.content.branch_year import BranchYear
from reportgen.content.model import Branch, BranchType
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span


class DocumentSettings(Protocol):
    """Content that may name a format and a palette for its documents; "" leaves it to the theme."""

    @property
    def format(self) -> str:
        """The format profile of Word documents."""

    @property
    def palette(self) -> str:
        """The palette of decks."""


class Subject(Protocol):
    """What a document is about: enough to select it, name its output and sign the file."""

    #: the id of its row in `content.subjects.KINDS`
    subject_kind: ClassVar[str]

    @property
    def slug(self) -> str:
        """The name of the output's folder."""

    @property
    def year(self) -> int:
        """The year it belongs to; 0 for what belongs to none."""

    @property
    def part(self) -> str:
        """What tells apart several documents of one kind about one slug and year."""

    @property
    def final(self) -> bool:
        """Whether it is final: no document about it may still lack a fact."""

    @property
    def author(self) -> str:
        """The author in the properties of its files."""

    @property
    def at(self) -> Span | None:
        """The place in the content where whatever it lacks is to be written."""

    @property
    def settings(self) -> DocumentSettings:
        """The content that may name a format and a palette for its documents."""


class FileSubject:
    """The base of subjects that stand in a file of their own and have one document of each kind."""

    __slots__ = ()

    @property
    def part(self) -> str:
        """Nothing: there is only one document of a kind."""
        return ""

    @property
    def final(self) -> bool:
        """False: only a final build makes its documents final."""
        return False


@dataclass(frozen=True, slots=True)
class Library:
    """All content that could be read, and the faults of the rest."""

    types: Mapping[str, BranchType] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=dict)
    #: id of a subject kind → its subjects
    by_kind: Mapping[str, tuple[Subject, ...]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    #: name of a branch, lesson … that could not be read → its faults
    failed: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    #: what stands below the committee that was read; None for any other source
    below: Below | None = None

    @classmethod
    def of_file(
        cls,
        name: str,
        types: Mapping[str, BranchType],
        subjects: tuple[Subject, ...],
        faults: tuple[Diagnostic, ...],
    ) -> Library:
        """Return the library of the file `name` alone; where a fault is an error, it has failed."""
        failed = {name: faults} if any(fault.is_error for fault in faults) else {}
        by_kind = {subjects[0].subject_kind: subjects} if subjects else {}
        return cls(types, {}, by_kind, faults, failed)

    @property
    def years(self) -> dict[tuple[str, int], BranchYear]:
        """The branches' years by branch and year."""
        return {(entry.slug, entry.year): entry for entry in self._branch_years()}

    def _branch_years(self) -> tuple[BranchYear, ...]:
        subjects = self.by_kind.get(BranchYear.subject_kind, ())
        return tuple(subject for subject in subjects if isinstance(subject, BranchYear))

    def select(
        self, slugs: Iterable[str] = (), years: Iterable[int] = ()
    ) -> tuple[BranchYear, ...]:
        """Return the wanted branch-years, by branch and year; empty selectors mean all."""
        chosen = self.subjects(BranchYear.subject_kind, slugs, years)
        return tuple(entry for entry in chosen if isinstance(entry, BranchYear))

    def subjects(
        self, kind: str, slugs: Iterable[str] = (), years: Iterable[int] = ()
    ) -> tuple[Subject, ...]:
        """Return the subjects of one kind that have documents, by slug, year and part.

        Empty selectors mean all.
        """
        slugs, years = set(slugs), set(years)
        return tuple(
            subject
            for subject in sorted(
                self.by_kind.get(kind, ()), key=lambda s: (s.slug, s.year, s.part)
            )
            if (not slugs or subject.slug in slugs)
            and (not years or subject.year in years)
            and not (isinstance(subject, BranchYear) and subject.only_figures)
        )

    def subject(self, kind: str, slug: str, year: int, part: str = "") -> Subject:
        """Return the one subject of that name; raise KeyError where there is none."""
        for subject in self.subjects(kind, [slug], [year]):
            if subject.part == part:
                return subject
        raise KeyError((kind, slug, year, part))
