"""Stretches of a document's text, and the account of what became of each.

A stretch knows its block and where in it it begins, so each visible character of the document goes to
exactly one place: a path of the record, or a reason why it is left out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reportgen.content.edit.layout import Path

#: why a character stays out that only counts or divides what stands beside it
MARKS = "序号和标点"
#: why a stretch stays out that no rule places
UNPLACED = "没有归处"
_MARK = re.compile(
    r"(?:[\s\W_]|[一二三四五六七八九十]+是|第[一二三四五六七八九十]+(?:部分|[章节篇])?|[0-9０-９]+"
    r"|[一二三四五六七八九十]+|[壹贰叁肆伍陆柒捌玖拾]+|[图表注]|首先|其次|再次|最后|其[一二三四五六]|(?:问题|任务)之?[一二三四五六七八九十]|(?:具体|主要)?表现|(?:整改)?(?:措施|对策|办法)|(?:主要)?原因)*"
)
_SENTENCE_END = re.compile(r"[。！？；\n](?![”’」』）])[”’」』]?|[。！？][”’」』]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a block, from `start` on."""

    block: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where in the block it ends."""
        return self.start + len(self.text)

    def part(self, start: int, end: int | None = None) -> Stretch:
        """Return a part of it, counted from its own beginning."""
        end = len(self.text) if end is None else end
        return Stretch(self.block, self.start + start, self.text[start:end])

    def trimmed(self, marks: str = "") -> Stretch:
        """Return it without blanks, and without `marks` at its end."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip(" \t\n\u3000" + marks))
        return self.part(left, max(left, right))

    def __bool__(self) -> bool:
        return bool(self.text.strip())


def sentences(stretch: Stretch) -> list[Stretch]:
    """Return the sentences of a stretch, each with the stop it ends in; ； and a line break end one too."""
    parts, at = [], 0
    for match in _SENTENCE_END.finditer(stretch.text):
        parts.append(stretch.part(at, match.end()))
        at = match.end()
    parts.append(stretch.part(at))
    return [each for each in parts if each]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch and what became of it: `to` is its path in the record, else `left` is why it has none."""

    block: str
    kind: str
    text: str
    to: Path = ()
    left: str = ""


@dataclass(slots=True)
class Account:
    """Collects what becomes of the stretches of a document."""

    #: block → its kind and whole text, in the order of the document
    blocks: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: block → its pieces in order; no two overlap
    _pieces: dict[str, list[tuple[Stretch, Path, str]]] = field(default_factory=dict)

    def add_block(self, block: str, kind: str, text: str) -> Stretch:
        """Add a block with its whole text; return the stretch that it is."""
        self.blocks[block] = kind, text
        return Stretch(block, 0, text)

    def place(self, stretch: Stretch, path: Path) -> str:
        """Say that a stretch stands in the record at `path`; return its text.

        Of several places the account names the first: a joined cell stands in each row it covers.
        """
        self._note(stretch, path, "")
        return stretch.text

    def _note(self, stretch: Stretch, path: Path, reason: str) -> None:
        if not stretch:
            return
        known = self._pieces.setdefault(stretch.block, [])
        at = bisect.bisect(known, stretch.start, key=lambda piece: piece[0].start)
        before = at and known[at - 1][0].end > stretch.start
        behind = at < len(known) and known[at][0].start < stretch.end
        if not before and not behind:
            known.insert(at, (stretch, path, reason))

    def leave(self, stretch: Stretch, reason: str) -> None:
        """Say why a stretch stays out of the record."""
        self._note(stretch, (), reason)

    def leave_rest(self, stretch: Stretch, reason: str) -> None:
        """Leave all of a stretch that has no place yet, but marks, which have a reason of their own."""
        at = stretch.start
        known = self._pieces.get(stretch.block, ())
        inside = [s for s, _, _ in known if stretch.start <= s.start < stretch.end]
        for start, end in [*((s.start, s.end) for s in inside), (stretch.end, stretch.end)]:
            gap = stretch.part(max(at, stretch.start) - stretch.start, start - stretch.start)
            if gap and not _MARK.fullmatch(gap.text):
                self.leave(gap, reason)
            at = end

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece in order; what has neither a path nor a reason gets the reason UNPLACED."""
        for block, (kind, text) in self.blocks.items():
            at = 0
            for stretch, path, reason in self._pieces.get(block, ()):
                yield from _gap(block, kind, text[at : stretch.start])
                yield Piece(block, kind, stretch.text, path, reason)
                at = stretch.end
            yield from _gap(block, kind, text[at:])

    def placed(self, block: str) -> Iterable[tuple[Stretch, Path]]:
        """Return the stretches of a block that stand in the record."""
        return [(s, path) for s, path, reason in self._pieces.get(block, []) if not reason]


def _gap(block: str, kind: str, text: str) -> Iterator[Piece]:
    text = text.strip()
    if text:
        yield Piece(block, kind, text, left=MARKS if _MARK.fullmatch(text) else UNPLACED)
