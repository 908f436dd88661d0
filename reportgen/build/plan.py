"""A source's subjects and the kinds of document → the targets, each with its output path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.build.targets import Target, same_output
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Library, Subject
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import span_of
from reportgen.suggestions import did_you_mean


def plan(
    library: Library, kinds: Iterable[Kind], composer: Composer
) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Return the targets in order of output, and the faults that prevent the others."""
    kinds = tuple(kinds)
    faults: list[Diagnostic] = list(_unknown_titles(library, kinds))
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


def _unknown_titles(library: Library, kinds: Iterable[Kind]) -> Iterator[Diagnostic]:
    """Yield a fault for each title of its own that a record gives to no kind of document."""
    names = [name for kind in kinds for name in (kind.id, str(kind.header.name))]
    for entry in library.years.values():
        for name in entry.record.titles:
            if name not in names:
                message = f"没有名为 `{name}` 的文种，这个标题没有用上"
                hints = did_you_mean(name, names, listing="可以是")
                yield Diagnostic(
                    "unknown-title", message, span_of(name), Severity.WARNING, hints=hints
                )


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
