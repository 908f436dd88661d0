"""The input of the checks: one branch's year, its texts and figures, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.content import derived
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.figure_mentions import FigureMention, mentions_in
from reportgen.content.checks.scopes import Setting
from reportgen.content.checks.sentences import Sentence, sentences_of
from reportgen.content.checks.settings import Settings
from reportgen.content.checks.text_blocks import Role, TextBlock, blocks_of_year
from reportgen.content.derived import LogSummary
from reportgen.content.lexicon import Lexicon
from reportgen.spans import Span


@dataclass(eq=False)
class Review:
    """A branch's year under review; values that several checks need are computed once."""

    entry: BranchYear
    settings: Settings
    lexicon: Lexicon
    #: four characters → names of branches and units that begin with them
    unit_names: Mapping[str, tuple[str, ...]]

    @cached_property
    def blocks(self) -> tuple[TextBlock, ...]:
        """Every text a person wrote in the record."""
        blocks = blocks_of_year(self.entry)
        return tuple(block for block in blocks if block.role is not Role.QUOTATION)

    @cached_property
    def text(self) -> str:
        """All texts joined by line ends."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def mentions(self) -> tuple[FigureMention, ...]:
        """Every figure mentioned in a text."""
        return mentions_in(self.blocks, self.setting)

    @cached_property
    def mentions_of_last_year(self) -> tuple[FigureMention, ...]:
        """Every figure mentioned in a text of last year's record."""
        previous = self.entry.previous
        if previous is None:
            return ()
        blocks = blocks_of_year(replace(self.entry, record=previous))
        return mentions_in(blocks, replace(self.setting, year=previous.year))

    @cached_property
    def setting(self) -> Setting:
        """The year of the record and the persons it names."""
        branch, record = self.entry.branch, self.entry.record
        persons = {str(branch.secretary), *(str(person.name) for person in branch.committee)}
        persons |= {
            str(name) for honour in record.honours for name in honour.people if len(name) < 5
        }
        names = {str(n).removesuffix("党支部") for n in (branch.name, branch.short, branch.unit)}
        longest_first = tuple(sorted(names - {""}, key=len, reverse=True))
        return Setting(record.year, tuple(sorted(persons - {""})), longest_first)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence with a figure, without those of plans."""
        return tuple(sentences_of(self.blocks, self.mentions))

    @cached_property
    def log(self) -> LogSummary:
        """The counts of the year's log."""
        return derived.summarise(self.entry.record.organisation_life)

    @property
    def path(self) -> str:
        """The workspace path of the year's record."""
        return f"{self.entry.folder}/{self.entry.year}.yaml"

    @property
    def top(self) -> Span:
        """The place to report at what the record lacks: the line of its year."""
        return self.entry.at or Span(self.path, 1)
