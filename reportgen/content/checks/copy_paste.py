"""Check for what a copied text brings along: another year, the name of another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import branch_names
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.text_blocks import Role, TextBlock, blocks_of_year
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.content.name_lines import names_in
from reportgen.diagnostics import Diagnostic, Faults, Note
from reportgen.workspace import Workspace

#: a year that opens a sentence (2021年，…) or is the year of a document (2021年度工作)
_YEAR = re.compile(
    r"(?:(?<=[。！？\n])|^)((?:19|20)\d\d)年(?=[，,]|(?:我|本|党)?支部|以?来?，|全年|度)(?!以来)"
    r"|((?:19|20)\d\d)年?度(?!以来)(?=工作|总结|党建|述职|计划|任务|目标|我|，|,|$)"
)
#: what a branch does with the report or the plan of another year
_OF_REPORT = re.compile(
    r"(?:听取|审议|讨论|研究|通过|通报|宣读|传达|学习|对照|根据|按照|召开|开展|参加|完成|列席|制定|谋划|安排"
    r"|部署|编制|下达|签订|获得?|荣获|被?评为|表彰|考核|评议|公示|公布|上报|整改|反馈)[^，。；]{0,16}$"
)
#: meetings and awards that bear the year before in their names
_ABOUT_LAST_YEAR = re.compile(
    r"[^，。；]{0,12}(?:组织生活会|民主评议|民主生活会|考核|表彰|述职评议|先进|优秀|第[一二三\d]+名)"
)
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
#: words by which a text that begins in another year comes to the present
_TODAY = re.compile(r"今年|本年|如今|现在|目前|至今|当年|那年|这一年|后来|次年|第二年")
#: years farther away than this are history, not a leftover of a copied text
_NEAR_YEARS = 4
#: characters from which on a text is hardly written alike in two years
_LONG = 20
#: characters by which the names of units are indexed
_HEAD = 4
#: words before a name that say the other unit is meant
_BEFORE_OTHER_UNIT = (
    r"(?:[与和同跟向赴到往在为给帮由请对从]|联合|接待|走进|学习|邀请|来自|借鉴|会同|协同|携手|结对|共建"
    r"|参观|考察|慰问|支援|服务|联系|对接|包联|帮扶|深入)[^，。；]{0,8}$"
)
#: words behind a name that say the same
_BEHIND_OTHER_UNIT = re.compile(
    r"(?:党支部|支部)?[^，。；]{0,6}(?:共建|联合|结对|携手|来访|来[我本]|一行|共同|一起|签[订署]|等\d*[个家]"
    r"|负责人|同志|党员代表|居民|群众|村民|学生|职工)"
)


def index_names(workspace: Workspace, library: Library) -> dict[str, tuple[str, ...]]:
    """Return the names of all branches and their units by their first four characters."""
    by_head: dict[str, set[str]] = {}
    for name in _names(workspace, library):
        if len(name) > _HEAD:
            by_head.setdefault(name[:_HEAD], set()).add(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in by_head.items()}


def _names(workspace: Workspace, library: Library) -> Iterator[str]:
    for slug in branch_names(workspace):
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
    yield from _unchanged(review)


def _unchanged(review: Review) -> Iterator[Diagnostic]:
    """Yield one finding for all texts with numbers that are word by word those of last year."""
    previous = review.entry.previous
    if previous is None:
        return
    last = {block.text: block for block in blocks_of_year(replace(review.entry, record=previous))}
    unchanged = [
        block
        for block in review.blocks
        if len(block.text) >= _LONG and block.text in last and any(map(str.isdigit, block.text))
    ]
    if unchanged:
        first = unchanged[0]
        named = "、".join(dict.fromkeys(block.where for block in unchanged[:3]))
        yield finding(
            "same-as-last-year",
            f"有 {len(unchanged)} 段带数字的文字与 {previous.year} 年的记录一字不差：{named}"
            + ("等" if len(unchanged) > 3 else ""),
            first.span,
            "从上年抄来还没有改的，改成今年的；确实一样的不必改",
            notes=(Note(f"{previous.year} 年的在这里", last[first.text].span),),
        )


def _years(block: TextBlock, year: int) -> Iterator[Diagnostic]:
    planned = block.role is Role.PLAN
    allowed = {year, year + 1} if planned else {year}
    for match in _YEAR.finditer(block.text):
        written = int(match[1] or match[2])
        if planned and match[1] and written == year and match.start() == 0:
            message = f"计划开头写的是 {year} 年，应是下一年（{year + 1} 年）"
        elif (
            written in allowed
            or abs(written - year) > _NEAR_YEARS
            or _of_its_time(block, match, written - year)
        ):
            continue
        else:
            message = f"{block.where}出现“{match[0]}”，这是 {year} 年的记录"
        yield finding(
            "other-year",
            message,
            block.inside(match.start(), match.end()),
            "从往年材料复制来的请改正；说的确是那一年的，写成“2021年以来”“2021年起”等",
        )


def _of_its_time(block: TextBlock, match: re.Match[str], distance: int) -> bool:
    """Return whether another year stands there with reason: a report, an award, a plan, or history.

    The names of events and honours are given: 2024年度支部工作报告, 2024年度先进.
    """
    before = re.split(r"[。；\n]", block.text[: match.start()])[-1]
    if match[2] or block.text[match.end() : match.end() + 1] == "度":
        if abs(distance) == 1 and block.role in (Role.LABEL, Role.CELL):
            return True
        quoted = max(before.rfind("“"), before.rfind("《")) > max(
            before.rfind("”"), before.rfind("》")
        )
        if quoted or _OF_REPORT.search(before) or _ABOUT_LAST_YEAR.match(block.text, match.end()):
            return True
    if match[2]:
        return False
    years = {int(each) for each in _ANY_YEAR.findall(block.text)} - {int(match[1])}
    return bool(years or _TODAY.search(block.text[match.end() :]))


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
            findings = list(_unit(name, review.blocks))
            yield from findings
            if findings:
                break


def own_names(entry: BranchYear) -> tuple[str, ...]:
    """Return the names a branch has had, and those of its unit and its upper organisation."""
    branch = entry.branch
    former = (word for period in entry.names for word in period.words)
    names = (branch.name, branch.short, branch.unit, branch.upper, *former)
    return tuple(str(name) for name in names if name)


def _unit(name: str, blocks: Iterable[TextBlock]) -> Iterator[Diagnostic]:
    for block in blocks:
        for match in re.finditer(re.escape(name), block.text):
            before = re.search(_BEFORE_OTHER_UNIT, block.text[: match.start()])
            if before or _BEHIND_OTHER_UNIT.match(block.text, match.end()):
                continue
            yield finding(
                "other-unit",
                f"{block.where}出现了别的支部或单位“{name}”",
                block.inside(match.start(), match.end()),
                "复制来的请改正；确有往来的，在 content/checks.yaml 的 allow 里列出",
            )
            break
