"""What was left over when a text was copied: other years, other units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from reportgen.content.branch_year import BranchYear
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.content.name_lines import names_in
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

#: a year that opens a sentence or names the year of a document: 2021年，… 2021年度
_YEAR = re.compile(
    r"(?=[12])(?:"  # the first character decides nearly everywhere: a fifth of the time
    r"(?:(?<=[。！？\n])|^)((?:19|20)\d\d)年(?=[，,]|(?:我|本|党)?支部|以?来?，|全年|度)(?!以来)"
    r"|((?:19|20)\d\d)年?度(?!以来)(?=工作|总结|党建|述职|计划|任务|目标|我|，|,|$))"
)
_REACH = 4
#: up to so many names are looked for one by one; more, all at once
_FEW = 400
#: words before the name that say the other unit is meant
_MET = (
    r"(?:[与和同跟向赴到往]|联合|接待|走进|学习|邀请|来自|借鉴|会同|协同|携手|结对|共建)"
    r"[^，。；]{0,8}$"
)


def index_names(workspace: Workspace, library: Library) -> dict[str, tuple[str, ...]]:
    """Return the names of all branches by their first characters, to be looked up in any text."""
    found: dict[str, set[str]] = {}
    for name in _names(workspace, library):
        if len(name) > _REACH:
            found.setdefault(name[:_REACH], set()).add(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in found.items()}


def _names(workspace: Workspace, library: Library) -> Iterator[str]:
    for slug in (name.rstrip("/") for name in workspace.list(BRANCHES) if name.endswith("/")):
        branch = library.branches.get(slug)
        if branch:
            yield from map(str, (branch.name, branch.short, branch.unit))
            continue
        # A branch that was not asked for is not loaded; its names are on lines of their own.
        try:
            data = workspace.read(f"{BRANCHES}/{slug}/branch.yaml")
        except (Faults, OSError):  # whoever reads that branch tells why it cannot be
            continue
        yield from names_in(data)


def find(review: Review) -> Iterator[Diagnostic]:
    """Yield the years and units that do not belong to this branch's year."""
    for block in review.blocks:
        if "年" in block.text:
            yield from _years(block, review.entry.year)
    yield from _units(review)


def _years(block: TextBlock, year: int) -> Iterator[Diagnostic]:
    planned = block.role is Role.PLAN
    allowed = {year, year + 1} if planned else {year}
    for match in _YEAR.finditer(block.text):
        told = int(match[1] or match[2])
        if planned and match[1] and told == year and match.start() == 0:
            message = f"计划开头写的是 {year} 年，应是下一年（{year + 1} 年）"
        elif told in allowed or abs(told - year) > _REACH:
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
    for head in sorted(_heads_in(text, review.unit_names)):
        for name in review.unit_names[head]:
            if name in own or name not in text or any(name in mine for mine in own):
                continue
            if any(name in allowed or allowed in name for allowed in review.settings.allow):
                continue
            yield from _unit(name, review.blocks)
            break


def _heads_in(text: str, others: Mapping[str, tuple[str, ...]]) -> AbstractSet[str]:
    """Return the beginnings of names that occur in `text`, the faster way of two."""
    if len(others) < _FEW:
        return {head for head in others if head in text}
    return {text[i : i + _REACH] for i in range(len(text) - _REACH + 1)} & others.keys()


def own_names(entry: BranchYear) -> tuple[str, ...]:
    """Return the names by which a branch and those above it are rightly called."""
    branch = entry.branch
    names = (branch.name, branch.short, branch.unit, branch.upper)
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
