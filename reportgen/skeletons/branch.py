"""The two files of a new branch: branch.yaml, and the record of its first year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen import skeletons
from reportgen.content.model import BranchType, Indicator


@dataclass(frozen=True, slots=True)
class NewBranch:
    """What a person says of a new branch; `types` and `chapters` may be empty."""

    slug: str
    name: str
    unit: str
    year: int
    types: tuple[BranchType, ...]
    chapters: tuple[str, ...]


def branch_text(branch: NewBranch, known: Mapping[str, BranchType]) -> str:
    """Return branch.yaml of a new branch; `known` types are listed in a comment."""
    listed = "、".join(kind.name for kind in known.values())
    mark = skeletons.schema_mark("branch")
    return skeletons.render("branch.yaml.j2", mark=mark, branch=branch, known=listed)


def year_text(branch: NewBranch) -> str:
    """Return the record of its year, with each indicator of its types and each of its chapters."""
    indicators: dict[str, tuple[BranchType, Indicator]] = {}
    for kind in branch.types:
        for indicator in kind.indicators:
            # Two types may ask for the same figure; it is written once.
            indicators.setdefault(indicator.figure, (kind, indicator))
    return skeletons.render(
        "year.yaml.j2",
        mark=skeletons.schema_mark("year"),
        branch=branch,
        indicators=list(indicators.values()),
    )
