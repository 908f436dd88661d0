"""Which paragraphs of a report are headings, and of which level.

The first rule that decides: the outline level of the style; a number, automatic or typed (第一部分, 一、,
（一）, 1.1, 1.); where fewer than two chapters are numbered, how a line looks beside the body text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from reportgen.importing.word.model import Block, Look, Paragraph

MOST_CHARACTERS = 40
#: characters of a title that begins a paragraph and goes on as text
_RUN_IN = (2, 30)
#: a paragraph with more characters is body text
_BODY_CHARACTERS = 60
#: points that a heading is larger than the body
_LARGER = 2
_STOPS = "。；，：！？;,:"
_N = "一二三四五六七八九十百"
_D = "0-9０-９"


class Rank(IntEnum):
    """The forms of numbers, the highest first."""

    PART = 0
    SECTION = 1
    COUNTED = 2
    BRACKETED = 3
    DIGITS = 4
    DECIMAL = 5
    #: no number but a mark before the line: ◆, ★
    MARK = 6
    NONE = 9


_NUMBERS = (
    (Rank.PART, rf"第[{_N}{_D}]+(?:部分|[章篇编])[、：:\s　]*"),
    (Rank.SECTION, rf"第[{_N}{_D}]+节[、：:\s　]*"),
    (Rank.COUNTED, rf"[{_N}壹贰叁肆伍陆柒捌玖拾]+(?:、|[.．]\s*)"),
    (Rank.BRACKETED, rf"[（(][{_N}]+[）)]\s*、?"),
    (Rank.DECIMAL, rf"[{_D}]{{1,2}}[.．][{_D}]{{1,2}}(?:[.．、]\s*|[\s　]+)"),
    (Rank.DIGITS, rf"其[{_N}][：:、]\s*"),
    (Rank.DIGITS, rf"[{_D}]{{1,2}}(?:[.．、](?![{_D}])\s*|[\s　]+)"),
    (Rank.MARK, r"[◆◇★☆●○■□▲△►▶※]\s*"),
)
_PATTERNS = tuple((rank, re.compile(pattern)) for rank, pattern in _NUMBERS)
#: an automatic number that has nothing behind it: 1, 1.1
_BARE = ((Rank.DECIMAL, re.compile(r"\d+\.\d+\.?")), (Rank.DIGITS, re.compile(r"\d+\.?")))
_CAPTION = re.compile(rf"(?:图|表)\s*[{_D}{_N}]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the level, 1 or 2, and where in its paragraph the title begins and ends.

    Places are counted in `Paragraph.visible_text`.
    """

    level: int
    title_start: int
    title_end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A paragraph that may be a heading."""

    index: int
    rank: Rank
    #: where its title begins and ends
    start: int
    end: int
    stands_out: bool
    is_run_in: bool


def number_of(paragraph: Paragraph) -> tuple[Rank, int]:
    """Return the form of a paragraph's number, and where in its visible text the number ends."""
    text = paragraph.visible_text
    if paragraph.number:
        for rank, pattern in (*_PATTERNS, *_BARE):
            match = pattern.match(text) if rank is not Rank.NONE else None
            if match and match.end() >= len(paragraph.number):
                return rank, len(paragraph.number)
        for rank, pattern in _BARE:
            if pattern.fullmatch(paragraph.number.strip()):
                return rank, len(paragraph.number)
        return Rank.NONE, len(paragraph.number)
    for rank, pattern in _PATTERNS:
        if match := pattern.match(text):
            return rank, match.end()
    return Rank.NONE, 0


def body_look(paragraphs: Sequence[Paragraph]) -> Look:
    """Return how most characters of the long paragraphs look; of all, where none is long."""
    long = [p for p in paragraphs if len(p.text) > _BODY_CHARACTERS]
    counts: Counter[Look] = Counter()
    for paragraph in long or paragraphs:
        for run in paragraph.runs:
            counts[run.look] += len(run.text.strip())
    return max(counts, key=lambda look: counts[look], default=Look())


def stands_out(look: Look, body: Look) -> bool:
    """Return whether characters look like a heading beside the body text."""
    return (
        look.size >= body.size + _LARGER
        or (look.bold and not body.bold)
        or (look.underlined and not body.underlined)
        or (bool(look.font) and look.font != body.font and look.size >= body.size)
    )


def headings_of(blocks: Sequence[Block], fixed: Mapping[str, int]) -> dict[int, Heading]:
    """Return index → heading for the blocks of a report's body.

    `fixed` are paragraphs whose level is known: those of a table that gives the page its form.
    """
    paragraphs = [(i, b) for i, b in enumerate(blocks) if isinstance(b, Paragraph)]
    body = body_look([p for _, p in paragraphs])
    candidates = {}
    for index, paragraph in paragraphs:
        candidate = _candidate(index, paragraph, body)
        if candidate:
            candidates[index] = candidate
    headings: dict[int, Heading] = {}
    for index, paragraph in paragraphs:
        level = fixed.get(paragraph.id, 0) or (paragraph.outline + 1 if not fixed else 0)
        if not 1 <= level <= 2:
            continue
        start = number_of(paragraph)[1]
        run_in = _title_of_run_in(paragraph, start)
        if run_in or len(paragraph.text) <= MOST_CHARACTERS:
            headings[index] = Heading(level, start, run_in or len(paragraph.visible_text))
    if not any(heading.level == 1 for heading in headings.values()):
        headings = _numbered_chapters(paragraphs, candidates) or _by_look(paragraphs, body)
    _add_works(paragraphs, candidates, headings, body)
    # A line that is a number alone is no heading.
    texts = {index: paragraph.visible_text for index, paragraph in paragraphs}
    return {
        index: heading
        for index, heading in headings.items()
        if texts[index][heading.title_start : heading.title_end].strip("。： 　\t\n")
    }


def _candidate(index: int, paragraph: Paragraph, body: Look) -> _Candidate | None:
    rank, start = number_of(paragraph)
    text = paragraph.visible_text
    if rank is Rank.NONE or _CAPTION.match(text):
        return None
    run_in = _title_of_run_in(paragraph, start)
    if run_in:
        return _Candidate(index, rank, start, run_in, stands_out=True, is_run_in=True)
    out = stands_out(paragraph.look, body)
    is_short = len(text) - start <= MOST_CHARACTERS and "\n" not in text
    if not is_short or (text[-1] in _STOPS and not out):
        return None
    if rank >= Rank.DIGITS and not (out and text[-1] not in _STOPS):
        return None
    return _Candidate(index, rank, start, len(text), out, is_run_in=False)


def _title_of_run_in(paragraph: Paragraph, start: int) -> int:
    """Return where the title ends that begins a paragraph in another look; 0 where none does."""
    first: Look | None = None
    at = len(paragraph.number)
    for run in paragraph.runs:
        # The number itself may look otherwise than the title behind it.
        if run.text.strip() and at + len(run.text) > start:
            if first is None:
                first = run.look
            elif run.look != first:
                break
        at += len(run.text)
    text = paragraph.visible_text
    title = text[start:at].rstrip()
    least, most = _RUN_IN
    ends = title[-1:] in "。：！？ 　" or text[at : at + 1] in " 　。："
    return at if ends and least <= len(title) <= most and text[at:].strip() else 0


def _numbered_chapters(
    paragraphs: Sequence[tuple[int, Paragraph]], candidates: Mapping[int, _Candidate]
) -> dict[int, Heading]:
    """Return the chapters: the headings of the highest form of number that two or more have."""
    counts = Counter(c.rank for c in candidates.values())
    for rank in (Rank.PART, Rank.SECTION, Rank.COUNTED, Rank.BRACKETED, Rank.DIGITS, Rank.MARK):
        if counts[rank] >= 2:
            chapters = {i: c for i, c in candidates.items() if c.rank is rank}
            return {i: Heading(1, c.start, c.end) for i, c in chapters.items()} | _unnumbered(
                paragraphs, chapters
            )
    return {}


def _unnumbered(
    paragraphs: Sequence[tuple[int, Paragraph]], chapters: Mapping[int, _Candidate]
) -> dict[int, Heading]:
    """Return the short lines among numbered chapters that look as those do and have no number: 结语."""
    by_index = dict(paragraphs)
    looks = Counter(by_index[i].look for i, c in chapters.items() if c.stands_out)
    if not looks:
        return {}
    usual, count = looks.most_common(1)[0]
    if count * 2 <= len(chapters):
        return {}
    return {
        index: Heading(1, 0, len(p.visible_text))
        for index, p in paragraphs
        if index > min(chapters)
        and p.look == usual
        and _is_line(p)
        and number_of(p)[0] is Rank.NONE
    }


def _by_look(paragraphs: Sequence[tuple[int, Paragraph]], body: Look) -> dict[int, Heading]:
    """Return the headings that nothing but their look tells from the body text."""
    lines = [(i, p) for i, p in paragraphs if _is_line(p) and stands_out(p.look, body)]
    groups: dict[tuple[float, str, bool], list[tuple[int, Paragraph]]] = {}
    for index, paragraph in lines:
        look = paragraph.look
        groups.setdefault((-look.size, look.font, look.bold), []).append((index, paragraph))
    # The largest is the chapter's; of one size, the one that comes first.
    order = sorted(
        (looks for looks in groups if len(groups[looks]) > 1), key=lambda k: (k[0], groups[k][0][0])
    )
    headings = {}
    for level, looks in enumerate(order[:2], 1):
        for index, paragraph in groups[looks]:
            start = number_of(paragraph)[1]
            headings[index] = Heading(level, start, len(paragraph.visible_text))
    return headings


def _is_line(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a line of its own, as a heading without number is."""
    text = paragraph.visible_text.strip()
    return (
        0 < len(text) <= MOST_CHARACTERS
        and text[-1] not in _STOPS
        and "\n" not in text
        and paragraph.alignment not in ("center", "right", "end")
        and not _CAPTION.match(text)
    )


def _add_works(
    paragraphs: Sequence[tuple[int, Paragraph]],
    candidates: Mapping[int, _Candidate],
    headings: dict[int, Heading],
    body: Look,
) -> None:
    """Add the works of each chapter that has none yet: by the next form of number, else by look."""
    chapters = sorted(index for index, heading in headings.items() if heading.level == 1)
    ranks = [candidates[i].rank for i in chapters if i in candidates]
    chapter_rank = Counter(ranks).most_common(1)[0][0] if ranks else Rank.NONE
    if not chapters:
        return
    inside_of: dict[int, list[tuple[int, Paragraph]]] = {index: [] for index in chapters}
    chapter = -1
    for index, paragraph in paragraphs:
        if index in inside_of:
            chapter = index
        elif chapter >= 0:
            inside_of[chapter].append((index, paragraph))
    for inside in inside_of.values():
        if any(i in headings for i, _ in inside):
            continue
        numbered = [candidates[i] for i, _ in inside if i in candidates]
        if chapter_rank is not Rank.NONE:
            numbered = [c for c in numbered if c.rank > chapter_rank]
        if numbered:
            rank = min(c.rank for c in numbered)
            for c in numbered:
                if c.rank is rank:
                    headings[c.index] = Heading(2, c.start, c.end)
            continue
        lines = [(i, p) for i, p in inside if _is_line(p) and stands_out(p.look, body)]
        if lines and lines[-1][0] < inside[-1][0]:
            for index, paragraph in lines:
                headings[index] = Heading(2, number_of(paragraph)[1], len(paragraph.visible_text))
