"""`reportgen trace`: where the figures of a document come from, or where one figure is used."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from operator import itemgetter
from typing import Any

from reportgen.cli.account import account
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.outputs import is_named
from reportgen.cli.reporter import Reporter, print_json
from reportgen.cli.workshop import Workshop
from reportgen.compose.provenance import TracedFigure, trace
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.branch_year import BranchYear
from reportgen.content.loading import load
from reportgen.content.log.events import span_of_event
from reportgen.diagnostics import Faults
from reportgen.show.excerpts import printable
from reportgen.spans import Span
from reportgen.theme.loading import documents_folder
from reportgen.workspace import Workspace

#: output path → its figures
Figures = dict[str, tuple[TracedFigure, ...]]

#: events listed under a figure; of more, the number is given
_LISTED = 12


def trace_figures(options: argparse.Namespace) -> int:
    """Print the figures of the document `options.what` names, or each use of that figure.

    With `--facts`, print where each fact stands, with `--unplaced` those that stand nowhere.
    """
    if options.facts or options.unplaced:
        return account(options)
    if not options.what:
        sys.stderr.write("要写明哪份文档或哪个数字；看内容写到了哪里，加 --facts 或 --unplaced\n")
        return MISUSE
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    kinds, faults = find_kinds(workspace, documents_folder(workspace, theme_folder(options)))
    reporter.report(faults)
    workshop = Workshop(workspace, theme_folder(options), kinds)
    documents = dict(sorted(_documents(options, workshop, reporter), key=itemgetter(0)))
    named = {path: document for path, document in documents.items() if is_named(options.what, path)}
    figures: Figures = {}
    for path, (kind, subject) in (named or documents).items():
        composed = workshop.compose(kind, subject)
        if composed.document is None:
            reporter.report(composed.diagnostics)
            continue
        traced = trace(composed.document, subject)
        if not named:
            traced = tuple(f for f in traced if f.text and options.what in (f.text, f.context))
        if traced:
            figures[path] = traced
    if not figures:
        sys.stderr.write(f"没有叫“{options.what}”的文档，文档里也没有这样的数字\n")
        return FAULTS
    if options.format == "json":
        print_json({"documents": _rows(figures, workspace)})
    else:
        sys.stdout.writelines(f"{printable(line)}\n" for line in _lines(figures, workspace))
    return FINE


def _documents(
    options: argparse.Namespace, workshop: Workshop, reporter: Reporter
) -> Iterator[tuple[str, tuple[Kind, BranchYear]]]:
    """Yield the output path, kind and subject of each selected document about a branch's year."""
    library = load(reporter.workspace, options.branch)
    reporter.report(d for d in library.diagnostics if d.is_error)
    for subject in library.select(options.branch, options.year):
        for kind in workshop.kinds_for(subject):
            if options.kind and kind.id not in options.kind:
                continue
            with suppress(Faults):  # `reportgen check` reports what is wrong with the header
                name = workshop.composer.name(kind, subject)
                yield f"output/{subject.year}/{subject.slug}/{name}", (kind, subject)


def _lines(figures: Figures, workspace: Workspace) -> Iterator[str]:
    for output, traced in figures.items():
        yield workspace.display_path(output)
        for figure in traced:
            yield f"  {figure.text}　{figure.context}"
            yield f"      {_place(figure.span, workspace)}　{figure.origin}"
            for event in figure.events[:_LISTED]:
                place = _place(span_of_event(event), workspace)
                yield f"        {place}　{event.date.full} {event.title}"
            if len(figure.events) > _LISTED:
                yield f"        ……共 {len(figure.events)} 条"


def _place(span: Span | None, workspace: Workspace) -> str:
    return f"{workspace.display_path(span.path)}:{span.line}" if span else "（模板里的字）"


def _rows(figures: Figures, workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "output": workspace.display_path(output),
            "figures": [_row(figure, workspace) for figure in traced],
        }
        for output, traced in figures.items()
    ]


def _row(figure: TracedFigure, workspace: Workspace) -> dict[str, Any]:
    return {
        "text": figure.text,
        "context": figure.context,
        "origin": figure.origin,
        **_place_row(figure.span, workspace),
        "events": [
            {
                "date": event.date.full,
                "title": str(event.title),
                **_place_row(span_of_event(event), workspace),
            }
            for event in figure.events
        ],
    }


def _place_row(span: Span | None, workspace: Workspace) -> dict[str, Any]:
    if span is None:
        return {"path": None, "line": None, "column": None}
    return {"path": workspace.display_path(span.path), "line": span.line, "column": span.column}
