"""`reportgen trace --facts` and `--unplaced`: where the facts of a branch's year stand, and which nowhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter, print_json
from reportgen.cli.workshop import Workshop
from reportgen.compose.balance import balance
from reportgen.compose.placement import (
    FactIndex,
    LocatedText,
    landings,
    placement_of,
    texts_of,
    texts_of_pages,
    texts_of_report,
)
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.account import Account
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import facts_of
from reportgen.content.library import Library, Subject
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Document, Report
from reportgen.show import accounts, json_report
from reportgen.show.excerpts import printable
from reportgen.show.fact_places import FactPlaces, Landing, fact_lines, fact_places
from reportgen.theme.loading import documents_folder


def account(options: argparse.Namespace) -> int:
    """Print where each fact of the selected years stands; with `unplaced` those that stand nowhere."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    library = load(workspace, options.branch)
    reporter.report(d for d in library.diagnostics if d.is_error)
    kinds, faults = find_kinds(workspace, documents_folder(workspace, theme_folder(options)))
    reporter.report(faults)
    years = _Years(Workshop(workspace, theme_folder(options), kinds), library, reporter)
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    for entry in library.select(options.branch, options.year):
        if options.unplaced:
            lacking = years.account(entry)
            rows.append(json_report.account(lacking, workspace.display_path))
            lines += accounts.lines(lacking, workspace.display_path)
        else:
            facts = years.facts(entry)
            rows.append(fact_places(entry, facts, workspace.display_path))
            lines += fact_lines(entry, facts, workspace.display_path)
    if options.format == "json":
        print_json({"years": rows})
    else:
        sys.stdout.writelines(f"{printable(line)}\n" for line in lines)
    return FINE if years.complete else FAULTS


class _Years:
    """The documents of branches' years; what keeps one from being composed is reported."""

    def __init__(self, workshop: Workshop, library: Library, reporter: Reporter) -> None:
        self.workshop = workshop
        self.library = library
        self.reporter = reporter
        #: whether every document could be composed
        self.complete = True

    def account(self, entry: BranchYear) -> Account:
        """Return the account of a branch's year."""
        index = FactIndex(facts_of(entry))
        placements = [
            placement_of(texts_of(document, is_script=kind.is_script), index)
            for kind, _, document in self._documents(entry)
        ]
        return balance(entry, index, placements)

    def facts(self, entry: BranchYear) -> list[FactPlaces]:
        """Return the facts of a branch's year with the places where they stand."""
        index = FactIndex(facts_of(entry))
        places: list[dict[Landing, None]] = [{} for _ in index.facts]
        for kind, subject, document in self._documents(entry):
            name = self.workshop.composer.name(kind, subject)
            for number, spot, ranges in landings(self._texts(kind, document), index):
                is_whole = ranges[0] == index.whole(number)
                places[number][Landing(name, spot.medium, spot.number, is_whole)] = None
        return [FactPlaces(*pair) for pair in zip(index.facts, map(tuple, places), strict=True)]

    def _documents(self, entry: BranchYear) -> Iterator[tuple[Kind, Subject, Document]]:
        events = self.library.subjects("event", [entry.slug], [entry.year])
        for subject in (entry, *events):
            for kind in self.workshop.kinds_for(subject):
                composed = self.workshop.compose(kind, subject)
                if composed.document is None:
                    self.reporter.report(composed.diagnostics)
                    self.complete = False
                else:
                    yield kind, subject, composed.document

    def _texts(self, kind: Kind, document: Document) -> Iterator[LocatedText]:
        """Yield the located texts of a document with the pages or slides on which they come to stand."""
        if isinstance(document, Deck):
            from reportgen.write.powerpoint import lower  # each writer only where it is needed

            yield from texts_of_pages(lower(document, self.workshop.deck_theme(document)).pages)
        elif isinstance(document, Report) and not kind.is_script:
            from reportgen.write.word import pages_of_blocks

            theme = self.workshop.word_theme(document)
            pages = pages_of_blocks(document, theme, self.workshop.picture)
            yield from texts_of_report(document, pages)
        else:
            yield from texts_of(document, is_script=kind.is_script)
