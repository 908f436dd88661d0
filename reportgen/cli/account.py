"""`reportgen trace --unplaced`: what of a branch's year its documents do not say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter, print_json
from reportgen.compose.balance import balance
from reportgen.compose.composer import Composer
from reportgen.compose.placement import FactIndex, placement_of, texts_of
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import facts_of
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.content.log.meetings import MeetingSubject
from reportgen.diagnostics import Faults
from reportgen.show import accounts, json_report


def unplaced(options: argparse.Namespace) -> int:
    """Print the facts of each selected year that its documents lack."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    library = load(workspace, options.branch)
    reporter.report(d for d in library.diagnostics if d.is_error)
    kinds, faults = find_kinds(workspace, theme_folder(options))
    reporter.report(faults)
    composer = Composer(theme_folder(options), workspace.read)
    balanced = []
    whole = True
    for entry in library.select(options.branch, options.year):
        index = FactIndex(facts_of(entry))
        placements = []
        for kind, subject in _documents(entry, library, kinds, composer):
            composed = composer.compose(kind, subject, kind.id)
            if composed.document is None:
                reporter.report(composed.diagnostics)
                whole = False
                continue
            texts = texts_of(composed.document, is_script=kind.is_script)
            placements.append(placement_of(texts, index))
        balanced.append(balance(entry.slug, entry.year, index, placements))
    if options.format == "json":
        rows = [json_report.account(account, workspace.display_path) for account in balanced]
        print_json({"years": rows})
    else:
        for account in balanced:
            lines = accounts.lines(account, workspace.display_path)
            sys.stdout.writelines(f"{line}\n" for line in lines)
    return FINE if whole else FAULTS


def _documents(
    entry: BranchYear, library: Library, kinds: Iterable[Kind], composer: Composer
) -> Iterator[tuple[Kind, BranchYear | MeetingSubject]]:
    """Yield kind and subject of each document of a branch's year."""
    for kind in kinds:
        for subject in library.subjects(kind.header.of, [entry.slug], [entry.year]):
            if isinstance(subject, BranchYear | MeetingSubject):
                try:
                    if composer.applies(kind, subject):
                        yield kind, subject
                except Faults:
                    continue  # `reportgen check` reports what is wrong with the template's header
