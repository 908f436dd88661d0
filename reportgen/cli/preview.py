"""`reportgen preview`: documents as HTML files that any browser shows, beside the Office files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from reportgen.build.inputs import Recorder
from reportgen.build.plan import plan
from reportgen.build.preview import preview_document
from reportgen.build.produce import JobInputs
from reportgen.build.targets import Target
from reportgen.build.worker_state import WorkerState
from reportgen.cli.exit_codes import ENVIRONMENT, FAULTS, FINE, of_faults
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.outputs import is_named
from reportgen.cli.reporter import Reporter
from reportgen.content.checks import check_year
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic, in_order
from reportgen.show.preview_page import page
from reportgen.system_errors import meaning
from reportgen.workspace import Workspace
from reportgen.write.preview.pictures import PreviewPictures


def preview(options: argparse.Namespace) -> int:
    """Write the documents that `options.what` names as HTML files; return the exit code."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    state = WorkerState(workspace, theme_folder(options))
    recorder = Recorder(workspace)
    library = load(recorder)
    reporter.report(d for d in (*state.kind_faults, *library.diagnostics) if d.is_error)
    targets, _ = plan(library, state.kinds.values(), state.composer)
    wanted = [target for target in targets if _is_wanted(target, options)]
    if not wanted:
        sys.stderr.write(
            f"没有叫“{'、'.join(options.what)}”的文档；写支部代号，或文件名，如 某某支部2025年度….docx\n"
        )
        return FAULTS
    inputs = JobInputs(state, library, recorder)
    for target in wanted:
        known = _known_faults(target, library, state) if options.marks else ()
        written = _write(target, inputs, known, reporter, workspace, marks=options.marks)
        if written == ENVIRONMENT:
            return ENVIRONMENT
    return of_faults(reporter.diagnostics)


def _is_wanted(target: Target, options: argparse.Namespace) -> bool:
    named = any(what == target.branch or is_named(what, target.output) for what in options.what)
    in_year = not options.year or target.year in options.year
    return named and in_year and (not options.kind or target.kind in options.kind)


def _known_faults(target: Target, library: Library, state: WorkerState) -> tuple[Diagnostic, ...]:
    """Return what the content checks say about the year of a document."""
    entry = library.years.get((target.branch, target.year))
    return () if entry is None else tuple(check_year(entry, state.rules))


def _write(
    target: Target,
    inputs: JobInputs,
    known: Iterable[Diagnostic],
    reporter: Reporter,
    workspace: Workspace,
    *,
    marks: bool,
) -> int:
    """Write one document; return the exit code."""
    kind = inputs.state.kinds[target.kind]
    subject = inputs.library.subject(target.subject_kind, target.branch, target.year, target.part)
    result = preview_document(kind, subject, inputs, PreviewPictures(inline=True), known)
    if result.preview is None:
        if not result.diagnostics:
            reporter.line(f"{target.label} 是表格文件，没有预览")
        reporter.report(result.diagnostics)
        return FAULTS
    title = target.label.rpartition(".")[0]
    html = page(result.preview, title, in_order(result.diagnostics) if marks else ())
    output = f"{target.output}.html"
    try:
        workspace.write(output, html.encode())
    except OSError as error:
        path = workspace.display_path(output)
        sys.stderr.write(f"写不了 {path}：{meaning(error)}\n")
        return ENVIRONMENT
    pages = len(result.preview.fragments)
    reporter.line(f"已生成 {workspace.display_path(output)}（{pages} 页）")
    return FINE
