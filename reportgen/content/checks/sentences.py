"""A sentence with its figures in order: the ground on which one figure is computed from others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.content import quantities
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.quantities import Quantity, units
from reportgen.content.quantities.rates import Rate, find_rates
from reportgen.spans import Span

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_CLAUSE = re.compile("[，,；;：:（）()]")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure in a sentence, or a share or multiple in words."""

    block: TextBlock
    start: int
    end: int
    #: the words between the item before it, or the beginning of the sentence, and this one
    lead: str
    #: its clause up to it
    clause: str
    quantity: Quantity | None
    rate: Rate | None = None
    mention: FigureMention | None = None

    @property
    def text(self) -> str:
        """The item as written."""
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span | None:
        """The place of the item."""
        return self.block.inside(self.start, self.end)

    @property
    def following(self) -> str:
        """The words behind it up to the next mark."""
        rest = self.block.text[self.end : self.end + 12]
        cut = re.search("[，。；：、！？（）()\n]", rest)
        return rest[: cut.start()] if cut else rest

    def counts(self, other: Quantity) -> bool:
        """Return whether it is a figure in the unit of `other`."""
        return self.quantity is not None and alike(self.quantity, other)


def alike(one: Quantity, other: Quantity) -> bool:
    """Return whether both have units, of one dimension."""
    return bool(one.unit and other.unit) and quantities.same_unit(one, other)


_TIMES = frozenset({"次", "架次", "车次", "场次", "艘次", "台次", "人次"})


def kin(one: Quantity, other: Quantity) -> bool:
    """Return whether figures are of one unit, or both count times: 巡视4000次，其中2960架次."""
    names = {units.dimension(quantity.unit)[0] for quantity in (one, other)}
    return alike(one, other) or names <= _TIMES


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence up to its full stop and the items in it, in order."""

    block: TextBlock
    start: int
    end: int
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.block.text[self.start : self.end]


def sentences_of(
    blocks: Iterable[TextBlock], mentions: Iterable[FigureMention]
) -> Iterator[Sentence]:
    """Yield the sentences that hold a figure or a share in words, without those of plans."""
    by_block: dict[int, list[FigureMention]] = {}
    for mention in mentions:
        by_block.setdefault(id(mention.block), []).append(mention)
    for block in blocks:
        if block.role is Role.PLAN:
            continue
        known = by_block.get(id(block), [])
        rates = find_rates(block.text)
        if not known and not rates:
            continue
        for match in _SENTENCE.finditer(block.text):
            inside = [m for m in known if match.start() <= m.start and m.end <= match.end()]
            worded = [r for r in rates if match.start() <= r.start and r.end <= match.end()]
            if inside or worded:
                items = tuple(_items(block, match, inside, worded))
                yield Sentence(block, match.start(), match.end(), items)


def _items(
    block: TextBlock, sentence: re.Match[str], mentions: list[FigureMention], rates: list[Rate]
) -> Iterator[Item]:
    # 增加一半左右 is a rate; a figure that overlaps with one (一倍多) is read as the rate.
    free = [m for m in mentions if not any(r.start < m.end and m.start < r.end for r in rates)]
    previous = sentence.start()
    parts: list[FigureMention | Rate] = [*free, *rates]
    for part in sorted(parts, key=lambda one: one.start):
        lead = block.text[previous : part.start]
        before = block.text[sentence.start() : part.start]
        marks = [mark.end() for mark in _CLAUSE.finditer(before)]
        clause = before[marks[-1] :] if marks else before
        if isinstance(part, Rate):
            yield Item(block, part.start, part.end, lead, clause, None, rate=part)
        else:
            yield Item(block, part.start, part.end, lead, clause, part.quantity, mention=part)
        previous = part.end
