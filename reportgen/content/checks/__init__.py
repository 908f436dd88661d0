"""Checks of what a branch's year says: a Library and its settings → diagnostics, nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.content import lexicon as lexicons
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks import (
    consistency,
    copy_paste,
    frequency,
    growth,
    presence,
    repeated_facts,
    settings,
    style,
    wording,
)
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.settings import CheckFile
from reportgen.content.checks.text_blocks import blocks_of_file, blocks_of_type
from reportgen.content.folders import LEXICON
from reportgen.content.lexicon import Lexicon
from reportgen.content.library import Library
from reportgen.content.model import Branch
from reportgen.content.model.base import Part
from reportgen.diagnostics import Diagnostic, in_order
from reportgen.workspace import Workspace

_FINDERS = (
    presence.find,
    frequency.find,
    consistency.find,
    repeated_facts.find,
    copy_paste.find,
    growth.find,
    style.find,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a workspace checks with; made once, used for any number of branches."""

    file: CheckFile = field(default_factory=CheckFile)
    lexicon: Lexicon = field(default_factory=Lexicon)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def rules(workspace: Workspace, library: Library) -> Rules:
    """Return the settings, the lexicon and the branches' names of a workspace."""
    file, faults = settings.load(workspace)
    lexicon = lexicons.load(workspace)
    names = copy_paste.index_names(workspace, library)
    found = [*faults, *lexicon.diagnostics]
    if names and not lexicon.files:
        kept = settings.of_branch(file, "").apply(_no_lexicon(workspace))
        found += [kept] if kept else []
    return Rules(file, lexicon, names, tuple(found))


def _no_lexicon(workspace: Workspace) -> Diagnostic:
    return finding(
        "no-lexicon",
        f"没有词库（{workspace.shown(LEXICON)}），规范表述和错字没有检查",
        None,
        "用 reportgen new 另生成一个工作区，把其中的 content/lexicon 抄过来",
        "确实不用词库的，在 content/checks.yaml 里写 off: [no-lexicon]",
    )


def run(entry: BranchYear, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return what the checks find in one branch's year, as its settings want it told."""
    chosen = settings.of_branch(rules.file, entry.slug)
    review = Review(entry, chosen, rules.lexicon, rules.names)
    found = [diagnostic for find in _FINDERS for diagnostic in find(review)]
    found += wording.find(review.blocks, review.text, rules.lexicon, entry.year)
    kept = (chosen.apply(diagnostic) for diagnostic in found)
    return in_order(diagnostic for diagnostic in kept if diagnostic is not None)


def run_outlines(library: Library, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return what the lexicon finds in the lessons and committees of a library.

    Their figures are not compared: they refer to records of several branches and years.
    """
    chosen = settings.of_branch(rules.file, "")
    # A committee has a subject a year, and one file for all of them.
    outlines = {
        (subject.subject_kind, subject.slug): subject.settings
        for subjects in library.by_kind.values()
        for subject in subjects
    }
    found: list[Diagnostic] = []
    for outline in outlines.values():
        if isinstance(outline, Branch) or not isinstance(outline, Part):
            continue
        texts = blocks_of_file(outline)
        found += wording.find(texts, "\n".join(text.text for text in texts), rules.lexicon, 0)
    kept = (chosen.apply(diagnostic) for diagnostic in found)
    return in_order(diagnostic for diagnostic in kept if diagnostic is not None)


def run_types(library: Library, rules: Rules) -> tuple[Diagnostic, ...]:
    """Return what the lexicon finds in the sentences of the type files, once for all branches."""
    chosen = settings.of_branch(rules.file, "")
    found: list[Diagnostic] = []
    for kind in library.types.values():
        texts = blocks_of_type(kind)
        joined = "\n".join(text.text for text in texts)
        for diagnostic in wording.find(texts, joined, rules.lexicon, 0):
            kept = chosen.apply(diagnostic)
            if kept is not None:
                found.append(kept)
    return in_order(found)
