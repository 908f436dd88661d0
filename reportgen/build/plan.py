"""Library and kinds → the documents to make, each with its output path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.build.targets import Attempt, Target, distinct
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Library, Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.suggestions import did_you_mean


def plan(
    library: Library, kinds: Iterable[Kind], composer: Composer
) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Return the targets in order of output, and what stands in the way of the others."""
    return distinct(attempts(library, kinds, composer))


def attempts(library: Library, kinds: Iterable[Kind], composer: Composer) -> Iterator[Attempt]:
    """Yield what comes of planning each document, by kind and subject."""
    for kind in kinds:
        for subject in library.subjects(kind.header.of):
            try:
                if composer.applies(kind, subject):
                    yield Attempt(kind.id, _target(subject, kind, composer))
            except Faults as faults:
                yield Attempt(kind.id, None, faults.diagnostics)


def _target(subject: Subject, kind: Kind, composer: Composer) -> Target:
    name = composer.name(kind, subject)
    folder = (
        f"{subject.year}/{subject.slug}" if subject.year else f"{kind.header.of}s/{subject.slug}"
    )
    output = f"output/{folder}/{name}"
    return Target(subject.slug, subject.year, kind.id, output, kind.header.of, subject.part)


def unknown_kinds(wanted: Iterable[str], known: Iterable[str]) -> list[Diagnostic]:
    """Return a fault for each kind asked for that there is no template for."""
    known = tuple(known)
    return [
        Diagnostic("unknown-kind", f"没有名为 `{name}` 的文种", hints=did_you_mean(name, known))
        for name in wanted
        if name not in known
    ]


def unknown_years(wanted: Iterable[int], known: Iterable[int]) -> list[Diagnostic]:
    """Return a fault for each year asked for that no branch has a record of."""
    years = sorted(set(known))
    listed = "、".join(str(year) for year in years) or "无"
    return [
        Diagnostic("unknown-year", f"没有 {year} 年的记录", hints=(f"已有的年度：{listed}",))
        for year in wanted
        if year not in years
    ]
