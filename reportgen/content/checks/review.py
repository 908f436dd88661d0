"""One branch's year as the checks look at it: its texts, the figures in them, what it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reportgen.content import derived
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.figure_mentions import FigureMention, mentions_in
from reportgen.content.checks.settings import Settings
from reportgen.content.checks.text_blocks import TextBlock, blocks_of_year
from reportgen.content.derived import LogSummary
from reportgen.content.lexicon import Lexicon
from reportgen.spans import Span


@dataclass(eq=False)
class Review:
    """A branch's year being checked; what several checks need is worked out once."""

    entry: BranchYear
    settings: Settings
    lexicon: Lexicon
    #: four characters → names of units that begin with them, this branch's own among them
    unit_names: Mapping[str, tuple[str, ...]]

    @cached_property
    def blocks(self) -> tuple[TextBlock, ...]:
        """Every text a person wrote."""
        return blocks_of_year(self.entry)

    @cached_property
    def text(self) -> str:
        """All texts joined, to find out fast what need not be looked for."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def mentions(self) -> tuple[FigureMention, ...]:
        """Every figure told in a text."""
        return mentions_in(self.entry.record, self.blocks)

    @cached_property
    def log(self) -> LogSummary:
        """The year's log in numbers."""
        return derived.summarise(self.entry.record.events)

    @property
    def path(self) -> str:
        """The workspace path of the year's record."""
        return f"{self.entry.folder}/{self.entry.year}.yaml"

    @property
    def top(self) -> Span:
        """The place of what the record lacks."""
        return self.entry.at or Span(self.path, 1)
