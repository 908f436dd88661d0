"""`reportgen trace --unplaced`: what of a branch's year its documents do not say."""

from __future__ import annotations

import argparse
import sys

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter, print_json
from reportgen.cli.workshop import Workshop
from reportgen.compose.balance import balance
from reportgen.compose.placement import FactIndex, placement_of, texts_of
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.facts import facts_of
from reportgen.content.loading import load
from reportgen.show import accounts, json_report


def unplaced(options: argparse.Namespace) -> int:
    """Print the facts of each selected year that its documents lack."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    library = load(workspace, options.branch)
    reporter.report(d for d in library.diagnostics if d.is_error)
    kinds, faults = find_kinds(workspace, theme_folder(options))
    reporter.report(faults)
    workshop = Workshop(workspace, theme_folder(options), kinds)
    balanced = []
    whole = True
    for entry in library.select(options.branch, options.year):
        index = FactIndex(facts_of(entry))
        placements = []
        for subject in (entry, *library.subjects("event", [entry.slug], [entry.year])):
            for kind in workshop.kinds_for(subject):
                composed = workshop.compose(kind, subject)
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
