"""Library, kinds and selectors → the documents to make, each with its output path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.compose.composer import Composer
from reportgen.compose.kinds import Kind
from reportgen.content.library import Library, Subject
from reportgen.content.model_faults import did_you_mean
from reportgen.diagnostics import Diagnostic, Faults


@dataclass(frozen=True, slots=True)
class Selectors:
    """What was asked for; an empty selector means all."""

    branches: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One document to make: plain data, so that a job can travel to another process."""

    branch: str
    year: int
    kind: str
    output: str
    #: what it is about (a key of content.library.SUBJECTS) and which part of it
    of: str = "branch"
    part: str = ""

    @property
    def label(self) -> str:
        """The document's own file name."""
        return self.output.rpartition("/")[2]


def plan(
    library: Library, kinds: Iterable[Kind], composer: Composer, selectors: Selectors
) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Return the targets in order of output, and what stands in the way of the others."""
    kinds = tuple(kinds)
    found: list[Diagnostic] = list(_unknown_selectors(library, kinds, selectors))
    targets: dict[str, Target] = {}
    for kind in kinds:
        if selectors.kinds and kind.id not in selectors.kinds:
            continue
        for subject in library.subjects(kind.header.of, selectors.branches, selectors.years):
            try:
                target = _target(subject, kind, composer)
            except Faults as faults:
                found += faults.diagnostics
                continue
            # Windows and macOS take names that differ only in case for one file.
            key = target.output.casefold()
            if key in targets:
                first = targets[key]
                found.append(
                    Diagnostic(
                        "duplicate-output",
                        f"“{first.kind}”和“{target.kind}”要写同一个文件 {target.output}",
                        hints=("在模板开头的 output 里给它们不同的文件名",),
                    )
                )
                continue
            targets[key] = target
    return tuple(sorted(targets.values(), key=lambda t: t.output)), tuple(found)


def _target(subject: Subject, kind: Kind, composer: Composer) -> Target:
    name = composer.name(kind, subject)
    folder = f"{subject.year}/{subject.slug}" if subject.year else subject.slug
    output = f"output/{folder}/{name}"
    return Target(subject.slug, subject.year, kind.id, output, kind.header.of, subject.part)


def _unknown_selectors(
    library: Library, kinds: tuple[Kind, ...], selectors: Selectors
) -> Iterable[Diagnostic]:
    ids = [kind.id for kind in kinds]
    for name in selectors.kinds:
        if name not in ids:
            yield Diagnostic(
                "unknown-kind", f"没有名为 `{name}` 的文种", hints=did_you_mean(name, ids)
            )
    years = {year for _, year in library.years}
    for year in selectors.years:
        if year not in years and not library.failed:
            listed = "、".join(str(y) for y in sorted(years)) or "无"
            yield Diagnostic(
                "unknown-year", f"没有 {year} 年的记录", hints=(f"已有的年度：{listed}",)
            )
