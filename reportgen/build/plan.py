"""A source's subjects and the kinds of document → the targets, each with its output path."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.build.targets import Target, same_output
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Library, Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.suggestions import did_you_mean


def plan(
    library: Library, kinds: Iterable[Kind], composer: Composer
) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Return the targets in order of output, and the faults that prevent the others."""
    faults: list[Diagnostic] = []
    targets: dict[str, Target] = {}
    for kind in kinds:
        for subject in library.subjects(kind.header.of):
            try:
                if not composer.applies(kind, subject):
                    continue
                target = _target(subject, kind, composer)
            except Faults as error:
                faults += error.diagnostics
                continue
            # Windows and macOS take names that differ only in case for one file.
            first = targets.setdefault(target.output.casefold(), target)
            if first is not target:
                faults.append(same_output(first.kind, target.kind, target.output))
    return tuple(sorted(targets.values(), key=lambda target: target.output)), tuple(faults)


def _target(subject: Subject, kind: Kind, composer: Composer) -> Target:
    name = composer.name(kind, subject)
    folder = (
        f"{subject.year}/{subject.slug}" if subject.year else f"{kind.header.of}s/{subject.slug}"
    )
    output = f"output/{folder}/{name}"
    return Target(subject.slug, subject.year, kind.id, output, kind.header.of, subject.part)


def unknown_kinds(wanted: Iterable[str], known: Iterable[str]) -> list[Diagnostic]:
    """Return a fault for each wanted kind that has no template."""
    known = tuple(known)
    return [
        Diagnostic("unknown-kind", f"没有名为 `{name}` 的文种", hints=did_you_mean(name, known))
        for name in wanted
        if name not in known
    ]
