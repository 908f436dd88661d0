"""Where the facts of a branch's year stand, for people and as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportgen.compose.placement import Medium
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import Fact
from reportgen.show.excerpts import DisplayPath
from reportgen.show.json_report import place

#: characters of a fact that are shown
_MOST_WORDS = 24


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
        excerpt = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
        yield f"  {display_path(fact.span.path)}:{fact.span.line}　{fact.path}　{excerpt}"
        by_output: dict[str, dict[str, None]] = {}
        for landing in places:
            by_output.setdefault(landing.output, {})[_where(landing)] = None
        for output, where in by_output.items():
            yield f"      {output}　{'、'.join(filter(None, where))}".rstrip("　")
        if not places:
            yield "      没有写进任何文档"


def _where(landing: Landing) -> str:
    page = f"第{landing.number}页" if landing.number else ""
    part = "" if landing.is_whole else "（一部分）"
    return f"{page}{_MEDIA[landing.medium]}{part}"


def fact_places(
    entry: BranchYear, facts: list[FactPlaces], display_path: DisplayPath
) -> dict[str, Any]:
    """Return the facts of a branch's year and where they stand as JSON values."""
    return {
        "branch": entry.slug,
        "year": entry.year,
        "facts": [
            {
                "name": fact.path,
                "words": fact.text,
                **place(fact.span, display_path),
                "places": [
                    {
                        "document": landing.output,
                        "medium": str(landing.medium),
                        "number": landing.number,
                        "whole": landing.is_whole,
                    }
                    for landing in places
                ],
            }
            for fact, places in facts
        ],
    }
