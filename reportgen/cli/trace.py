"""`reportgen trace`: every figure of a document, or one figure's text, with where it came from."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reportgen.build.targets import Selectors, Target
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.compose.composer import Composer
from reportgen.compose.provenance import Traced, trace
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.branch_year import BranchYear
from reportgen.content.events import place_of
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.diagnostics import Faults
from reportgen.spans import Span

#: events listed one by one under a figure; more are told by their number
_LISTED = 12


def trace_figures(options: argparse.Namespace) -> int:
    """Tell where the figures of an output come from, or where one figure's text occurs."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    library = load(workspace, options.branch)
    reporter.report(d for d in library.diagnostics if d.is_error)
    folder = theme_folder(options)
    kinds, faults = find_kinds(workspace, folder)
    reporter.report(faults)
    composer = Composer(folder, workspace.read)
    documents = list(_documents(library, kinds, composer, options))
    named = [d for d in documents if _is_output(options.what, d[0])]
    found = []
    for target, kind, entry in named or documents:
        composed = composer.compose(kind, entry)
        if composed.document is None:
            reporter.report(composed.diagnostics)
            continue
        figures = trace(composed.document, entry)
        if not named:
            figures = tuple(f for f in figures if options.what in (f.text, *_near(f)))
        if figures:
            found.append((target, figures))
    if not found:
        sys.stderr.write(f"没有叫“{options.what}”的文档，文档里也没有这样的数字\n")
        return FAULTS
    if options.format == "json":
        _print_json(found, reporter)
    else:
        _print(found, reporter)
    return FINE


def _near(figure: Traced) -> tuple[str, ...]:
    return (figure.context,) if figure.text else ()


def _documents(
    library: Library, kinds: tuple[Kind, ...], composer: Composer, options: argparse.Namespace
) -> list[tuple[Target, Kind, BranchYear]]:
    selectors = Selectors(tuple(options.branch), tuple(options.year), tuple(options.kind))
    found = []
    for kind in kinds:
        if kind.header.of != "branch" or (selectors.kinds and kind.id not in selectors.kinds):
            continue
        for entry in library.select(selectors.branches, selectors.years):
            try:
                if not composer.applies(kind, entry):
                    continue
                name = composer.name(kind, entry)
            except Faults:
                continue
            output = f"output/{entry.year}/{entry.slug}/{name}"
            found.append((Target(entry.slug, entry.year, kind.id, output), kind, entry))
    return sorted(found, key=lambda item: item[0].output)


def _is_output(what: str, target: Target) -> bool:
    asked = Path(what)
    if asked.suffix.lower() not in (".docx", ".pptx"):
        return False
    parts, known = asked.parts, Path(target.output).parts
    # As much of the path as was given: the file's name alone will do.
    tail = known[-min(len(parts), 3) :]
    return parts[-len(tail) :] == tail


def _place(span: Span | None, reporter: Reporter) -> str:
    return f"{reporter.workspace.shown(span.path)}:{span.line}" if span else "（模板里的字）"


def _print(found: list[tuple[Target, tuple[Traced, ...]]], reporter: Reporter) -> None:
    for target, figures in found:
        sys.stdout.write(f"{reporter.workspace.shown(target.output)}\n")
        for figure in figures:
            sys.stdout.write(
                f"  {figure.text}　{figure.context}\n"
                f"      {_place(figure.span, reporter)}　{figure.origin}\n"
            )
            for event in figure.events[:_LISTED]:
                sys.stdout.write(
                    f"        {_place(place_of(event), reporter)}　"
                    f"{event.date.isoformat()} {event.title}\n"
                )
            if len(figure.events) > _LISTED:
                sys.stdout.write(f"        ……共 {len(figure.events)} 条\n")


def _print_json(found: list[tuple[Target, tuple[Traced, ...]]], reporter: Reporter) -> None:
    documents = [
        {
            "output": reporter.workspace.shown(target.output),
            "figures": [_plain(figure, reporter) for figure in figures],
        }
        for target, figures in found
    ]
    json.dump({"documents": documents}, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _plain(figure: Traced, reporter: Reporter) -> dict[str, Any]:
    return {
        "text": figure.text,
        "context": figure.context,
        "origin": figure.origin,
        **_where(figure.span, reporter),
        "events": [
            {"date": e.date.isoformat(), "title": str(e.title), **_where(place_of(e), reporter)}
            for e in figure.events
        ],
    }


def _where(span: Span | None, reporter: Reporter) -> dict[str, Any]:
    if span is None:
        return {"path": None, "line": None, "column": None}
    return {"path": reporter.workspace.shown(span.path), "line": span.line, "column": span.column}
