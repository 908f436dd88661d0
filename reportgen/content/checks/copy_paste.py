"""Check for what a copied text brings along: another year, the name of another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.content.name_lines import names_in
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

#: a year that opens a sentence (2021年，…) or is the year of a document (2021年度工作)
_YEAR = re.compile(
    r"(?:(?<=[。！？\n])|^)((?:19|20)\d\d)年(?=[，,]|(?:我|本|党)?支部|以?来?，|全年|度)(?!以来)"
    r"|((?:19|20)\d\d)年?度(?!以来)(?=工作|总结|党建|述职|计划|任务|目标|我|，|,|$)"
)
#: years farther away than this are history, not a leftover of a copied text
_NEAR_YEARS = 4
#: characters by which the names of units are indexed
_HEAD = 4
#: words before a name that say the other unit is meant
_MET = (
    r"(?:[与和同跟向赴到往]|联合|接待|走进|学习|邀请|来自|借鉴|会同|协同|携手|结对|共建)"
    r"[^，。；]{0,8}$"
)


def index_names(workspace: Workspace, library: Library) -> dict[str, tuple[str, ...]]:
    """Return the names of all branches and their units by their first four characters."""
    by_head: dict[str, set[str]] = {}
    for name in _names(workspace, library):
        if len(name) > _HEAD:
            by_head.setdefault(name[:_HEAD], set()).add(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in by_head.items()}


def _names(workspace: Workspace, library: Library) -> Iterator[str]:
    for slug in (name.rstrip("/") for name in workspace.list(BRANCHES) if name.endswith("/")):
        branch = library.branches.get(slug)
        if branch:
            yield from map(str, (branch.name, branch.short, branch.unit))
            continue
        # A branch outside the selection is not loaded; only its names are read.
        try:
            data = workspace.read(f"{BRANCHES}/{slug}/branch.yaml")
        except (Faults, OSError):  # reported where that branch is read
            continue
        yield from names_in(data)


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each year and unit that does not belong to this branch's year."""
    for block in review.blocks:
        if "年" in block.text:
            yield from _years(block, review.entry.year)
    yield from _units(review)


def _years(block: TextBlock, year: int) -> Iterator[Diagnostic]:
    planned = block.role is Role.PLAN
    allowed = {year, year + 1} if planned else {year}
    for match in _YEAR.finditer(block.text):
        written = int(match[1] or match[2])
        if planned and match[1] and written == year and match.start() == 0:
            message = f"计划开头写的是 {year} 年，应是下一年（{year + 1} 年）"
        elif written in allowed or abs(written - year) > _NEAR_YEARS:
            continue
        else:
            message = f"{block.where}出现“{match[0]}”，这是 {year} 年的记录"
        yield finding(
            "other-year",
            message,
            block.inside(match.start(), match.end()),
            "从往年材料复制来的请改正；说的确是那一年的，写成“2021年以来”“2021年起”等",
        )


def _units(review: Review) -> Iterator[Diagnostic]:
    if not review.unit_names:
        return
    entry, text = review.entry, review.text
    own = own_names(entry)
    heads = {text[i : i + _HEAD] for i in range(len(text) - _HEAD + 1)}
    for head in sorted(heads & review.unit_names.keys()):
        for name in review.unit_names[head]:
            if name in own or name not in text or any(name in other for other in own):
                continue
            if any(name in allowed or allowed in name for allowed in review.settings.allow):
                continue
            yield from _unit(name, review.blocks)
            break


def own_names(entry: BranchYear) -> tuple[str, ...]:
    """Return the names a branch has had, and those of its unit and its upper organisation."""
    branch = entry.branch
    former = (word for period in entry.names for word in period.words)
    names = (branch.name, branch.short, branch.unit, branch.upper, *former)
    return tuple(str(name) for name in names if name)


def _unit(name: str, blocks: Iterable[TextBlock]) -> Iterator[Diagnostic]:
    for block in blocks:
        at = block.text.find(name)
        if at >= 0 and not re.search(_MET, block.text[:at]):
            yield finding(
                "other-unit",
                f"{block.where}出现了别的支部或单位“{name}”",
                block.inside(at, at + len(name)),
                "复制来的请改正；确有往来的，在 content/checks.yaml 的 allow 里列出",
            )
