"""The chapters of a branch's year: its own, and one for each of its types that has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.content.model import BranchType, Chapter, Figure, Honour, Work, YearRecord


@dataclass(frozen=True, slots=True)
class YearChapter:
    """One chapter of a branch's year, with its branch type where it has one."""

    number: int
    title: str
    #: the first paragraph, "" where neither the record nor the type has one
    lead: str
    works: tuple[Work, ...]
    type: BranchType | None

    @property
    def name(self) -> str:
        """The short name of the chapter: that of its type, else its title."""
        return str(self.type.name) if self.type else self.title

    @property
    def has_lead_of_type(self) -> bool:
        """Whether its first paragraph says what its type wants, not what the branch did."""
        return self.type is not None and self.lead == self.type.purpose

    def is_named(self, reference: str) -> bool:
        """Return whether `reference` names this chapter: by its title, or its type's id or name."""
        names = {self.title, *((self.type.id, self.type.name) if self.type else ())}
        return reference in names


def type_named(types: Iterable[BranchType], reference: str) -> BranchType | None:
    """Return the type whose id or name is `reference`."""
    return next((kind for kind in types if reference in (kind.id, kind.name)), None)


def chapters_of(
    record: YearRecord, chosen: Iterable[BranchType], types: Iterable[BranchType]
) -> tuple[YearChapter, ...]:
    """Return the chapters of `record` in order, then one for each type of `chosen` without any.

    `types` are all types of the workspace; a chapter may have a type that the branch does not list.
    """
    known = tuple(types)
    chapters: list[YearChapter] = []

    def add(kind: BranchType | None, chapter: Chapter) -> None:
        title = chapter.title or (str(kind.chapter) if kind else "")
        lead = chapter.lead or (str(kind.purpose) if kind else "")
        chapters.append(YearChapter(len(chapters) + 1, title, lead, chapter.works, kind))

    for chapter in record.chapters:
        add(type_named(known, chapter.type) if chapter.type else None, chapter)
    used = {chapter.type.id for chapter in chapters if chapter.type}
    for kind in chosen:
        if kind.id not in used:
            add(kind, Chapter())
    return tuple(chapters)


def figures_of(record: YearRecord, chapter: YearChapter) -> tuple[Figure, ...]:
    """Return the figures that name `chapter` as theirs, in the order of the record."""
    figures = record.figures.values()
    return tuple(f for f in figures if f.chapter and chapter.is_named(f.chapter))


def honours_of(record: YearRecord, chapter: YearChapter) -> tuple[Honour, ...]:
    """Return the honours that name `chapter` as theirs, in the order of the record."""
    return tuple(h for h in record.honours if h.chapter and chapter.is_named(h.chapter))
