"""Where the facts of a branch's year stand, and which nowhere, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.compose.placement import Medium
from reportgen.content.account import Account, Loss
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import Fact
from reportgen.show.excerpts import DisplayPath

#: what the documents lack of a fact, as a heading
LOSS_TITLES = {
    Loss.WHOLE: "没有写进任何文档",
    Loss.PART: "只写进一部分，以下的话没有写进",
    Loss.SPOKEN: "只在备注和讲稿里",
}


#: characters of a fact that are shown
_MOST_WORDS = 24


def lines(account: Account, display_path: DisplayPath) -> Iterator[str]:
    """Yield every fact that the documents of a year lack, by what they lack of it."""
    yield f"{account.branch} {account.year} 年"
    for loss, title in LOSS_TITLES.items():
        entries = account.of(loss)
        if entries:
            yield f"  {title}：{len(entries)} 项"
        for entry in entries:
            yield f"    {display_path(entry.span.path)}:{entry.span.line}　{entry.path}　{entry.words}"
    if not account.entries:
        yield "  写下的各项都进了文档"


class Landing(NamedTuple):
    """A place of a fact: the document, what of it, the number of the page or slide, 0 if not known."""

    output: str
    medium: Medium
    number: int
    is_whole: bool


class FactPlaces(NamedTuple):
    """A fact and the places where it stands."""

    fact: Fact
    places: tuple[Landing, ...]


_MEDIA = {
    Medium.REPORT: "",
    Medium.SLIDE: "",
    Medium.NOTES: "备注",
    Medium.SCRIPT: "",
    Medium.CHART: "图表",
}


def fact_lines(
    entry: BranchYear, facts: list[FactPlaces], display_path: DisplayPath
) -> Iterator[str]:
    """Yield every fact of a branch's year with the documents and pages on which it stands."""
    yield f"{entry.slug} {entry.year} 年"
    for fact, places in facts:
        words = " ".join(fact.text.split())
        shown = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
        yield f"  {display_path(fact.span.path)}:{fact.span.line}　{fact.path}　{shown}"
        by_output: dict[str, dict[str, None]] = {}
        for place in places:
            by_output.setdefault(place.output, {})[_place(place)] = None
        for output, where in by_output.items():
            yield f"      {output}　{'、'.join(filter(None, where))}".rstrip("　")
        if not places:
            yield "      没有写进任何文档"


def _place(place: Landing) -> str:
    page = f"第{place.number}页" if place.number else ""
    part = "" if place.is_whole else "（一部分）"
    return f"{page}{_MEDIA[place.medium]}{part}"
