"""The checks of content: they read a branch's year and report findings, and change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.content import lexicon as lexicons
from reportgen.content.account import Account
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks import (
    averages,
    charts,
    citations,
    columns,
    consistency,
    copy_paste,
    dates_and_times,
    exceptions,
    frequency,
    growth,
    meetings,
    names_in_time,
    parts,
    presence,
    prices,
    repeated_facts,
    rhythms,
    series,
    settings,
    shares,
    speech,
    speech_counts,
    stocks,
    style,
    unplaced,
    wording,
    year_log,
)
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.settings import CheckFile, Settings
from reportgen.content.checks.text_blocks import TextBlock, blocks_of_file, blocks_of_type
from reportgen.content.dates import WrittenDate
from reportgen.content.folders import LEXICON
from reportgen.content.lexicon import Lexicon
from reportgen.content.library import Library
from reportgen.content.model import Branch
from reportgen.content.model.base import Part
from reportgen.diagnostics import Diagnostic, in_order
from reportgen.workspace import Workspace

_CHECKS = (
    presence.check,
    frequency.check,
    consistency.check,
    year_log.check,
    meetings.check,
    dates_and_times.check,
    citations.check,
    charts.check,
    repeated_facts.check,
    copy_paste.check,
    names_in_time.check,
    growth.check,
    columns.check,
    parts.check,
    series.check,
    shares.check,
    averages.check,
    prices.check,
    rhythms.check,
    stocks.check,
    style.check,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings, the lexicon and the unit names that every branch of a workspace is checked with."""

    file: CheckFile = field(default_factory=CheckFile)
    lexicon: Lexicon = field(default_factory=Lexicon)
    #: four characters → names of branches and units that begin with them
    unit_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def load_rules(workspace: Workspace, library: Library) -> Rules:
    """Read the settings, the lexicon and the unit names of a workspace; faults stand in the result."""
    file, faults = settings.load(workspace)
    lexicon = lexicons.load(workspace)
    unit_names = copy_paste.index_names(workspace, library)
    diagnostics = [*faults, *lexicon.diagnostics]
    if unit_names and not lexicon.files:
        diagnostics += _apply(settings.of_branch(file, ""), [_no_lexicon(workspace)])
    return Rules(file, lexicon, unit_names, tuple(diagnostics))


def _no_lexicon(workspace: Workspace) -> Diagnostic:
    return finding(
        "no-lexicon",
        f"没有词库（{workspace.display_path(LEXICON)}），规范表述和错字没有检查",
        None,
        "用 reportgen new 另生成一个工作区，把其中的 content/lexicon 抄过来",
        "确实不用词库的，在 content/checks.yaml 里写 off: [no-lexicon]",
    )


def check_year(entry: BranchYear, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return the findings in one branch's year, with the severities of its settings."""
    own = settings.of_branch(rules.file, entry.slug)
    review = Review(entry, own, rules.lexicon, rules.unit_names)
    findings = [diagnostic for check in _CHECKS for diagnostic in check(review)]
    findings += wording.check(review.blocks, review.text, rules.lexicon, entry.year)
    findings += speech.check(review.blocks)
    findings += speech_counts.check_year(entry)
    return in_order(_apply(own, exceptions.apply(review, findings)))


def with_finding(account: Account, rules: Rules) -> Account:
    """Return an account with the warning about it, by the settings of its branch."""
    wrong = unplaced.finding_of(account)
    reported = list(
        _apply(settings.of_branch(rules.file, account.branch), [wrong] if wrong else [])
    )
    return replace(account, finding=reported[0] if reported else None)


def check_files(library: Library, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return the findings of the lexicon in the lessons, committees … of a library, and of lessons' times.

    Their figures are not compared, because they come from the records of several branches.
    """
    # A committee is a subject in each of its years and has one file for all of them.
    files: dict[tuple[str, str], object] = {
        (subject.subject_kind, subject.slug): subject.settings
        for subjects in library.by_kind.values()
        for subject in subjects
    }
    findings: list[Diagnostic] = []
    for file in files.values():
        if isinstance(file, Part) and not isinstance(file, Branch):
            findings += _of_texts(blocks_of_file(file), rules, _year_of(file), of_branch=False)
    findings += _of_lessons(library)
    return in_order(_apply(settings.of_branch(rules.file, ""), findings))


def _of_lessons(library: Library) -> Iterator[Diagnostic]:
    """Yield the findings in the times of the lessons, and in what is said beside their slides."""
    subjects = library.subjects("lesson")
    if not subjects:
        return
    from reportgen.content.checks import lessons  # a branch needs no model of lessons

    yield from lessons.check_all(subjects)


def _year_of(file: Part) -> int:
    """Return the year of a lesson, by which its set phrases are judged; 0 for a file without a date."""
    date = getattr(file, "date", None)
    return date.first.year if isinstance(date, WrittenDate) and date.first else 0


def check_types(library: Library, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return the findings of the lexicon in the type files, once for all branches."""
    findings: list[Diagnostic] = []
    for kind in library.types.values():
        findings += _of_texts(blocks_of_type(kind), rules)
    return in_order(_apply(settings.of_branch(rules.file, ""), findings))


def _of_texts(
    blocks: tuple[TextBlock, ...], rules: Rules, year: int = 0, *, of_branch: bool = True
) -> Iterator[Diagnostic]:
    """Yield the findings in the texts of a file: its set phrases, and whether its speech can be said."""
    text = "\n".join(block.text for block in blocks)
    yield from wording.check(blocks, text, rules.lexicon, year, of_branch=of_branch)
    yield from speech.check(blocks)


def _apply(own: Settings, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings whose checks are on, with the severities of the settings."""
    applied = (own.apply(diagnostic) for diagnostic in findings)
    return [diagnostic for diagnostic in applied if diagnostic is not None]
