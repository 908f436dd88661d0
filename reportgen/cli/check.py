"""`reportgen check`: every fault of content and templates, nothing written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

from reportgen.build.checkup import Checkup
from reportgen.build.remembered import Asked, Common, Told
from reportgen.build.targets import Attempt, Selectors, Target, distinct
from reportgen.cli.exit_codes import BUG, FAULTS, FINE
from reportgen.cli.options import open_workspace, places, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, in_order
from reportgen.show import excerpts

#: (sort, name) of a piece → what there is to say of it
Pieces = Mapping[tuple[str, str], Told]


def check(options: argparse.Namespace) -> int:
    """Find every fault of content and templates without writing anything."""
    if options.explain:
        from reportgen.cli.explain_code import explain_code

        return explain_code(options.explain)
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace, quiet=getattr(options, "quiet", False))
    asked = Asked(
        places(options), theme_folder(options), options.final,
        tuple(options.branches), tuple(options.year), tuple(options.kind),
    )  # fmt: skip
    checkup = Checkup(workspace, asked, options.jobs)
    judged = 0
    faults = checkup.theme_faults()
    if faults:
        from reportgen.content.loading import load

        reporter.report((*load(workspace, asked.branches).diagnostics, *faults))
    else:
        common, pieces = checkup.common(), checkup.told()
        targets = _plan(reporter, checkup, common, pieces)
        _tell_checks(reporter, common, pieces)
        for piece, target in targets:
            reporter.report(pieces[piece].judged.get(target.output, ()))
        judged = len(targets)
        labels = {("/".join(piece), target.output): target.label for piece, target in targets}
        for (name, output), why in checkup.crashes.items():
            sys.stderr.write(f"程序出错（{labels.get((name, output), name)}）：{why}\n")
        checkup.close()
    summary = excerpts.closing(reporter.diagnostics) or "没有发现问题"
    reporter.line(f"检查了 {judged} 份文档：{summary}")
    reporter.json({"diagnostics": reporter.rows()})
    reporter.sarif()
    if checkup.crashes:
        return BUG
    return FAULTS if any(d.is_error for d in reporter.diagnostics) else FINE


def _plan(
    reporter: Reporter, checkup: Checkup, common: Common, pieces: Pieces
) -> list[tuple[tuple[str, str], Target]]:
    """Tell what keeps content and templates from being read; return the documents asked for."""
    asked = checkup.asked
    found = list(_read(checkup, common, pieces))
    found += common.templates
    # What is asked for in vain is told by modules that take their time to import.
    if not set(asked.kinds) <= set(common.kinds):
        from reportgen.build.plan import unknown_kinds

        found += unknown_kinds(asked.kinds, common.kinds)
    years = {year for told in pieces.values() for year in told.years}
    if not set(asked.years) <= years and not any(told.failed for told in pieces.values()):
        from reportgen.build.plan import unknown_years

        found += unknown_years(asked.years, years)
    owners: dict[Target, tuple[str, str]] = {}
    planned, faults = distinct(_attempts(common, pieces, owners))
    reporter.report((*found, *faults))
    wanted = Selectors(asked.branches, asked.years, asked.kinds)
    return [(owners[target], target) for target in planned if wanted.take(target)]


def _read(checkup: Checkup, common: Common, pieces: Pieces) -> tuple[Diagnostic, ...]:
    """Return what is wrong with types and pieces themselves, in order."""
    found = list(common.types)
    branches = [name for of, name in checkup.known if of == "branch"]
    unknown = set(checkup.asked.branches) - {name for _, name in checkup.known}
    if unknown:
        from reportgen.content.loading import unknown_branches

        found += unknown_branches(unknown, branches)
    for told in pieces.values():
        found += told.read
    if not branches and not found:
        from reportgen.content.loading import no_content

        found.append(no_content(checkup.workspace))
    return in_order(found)


def _attempts(
    common: Common, pieces: Pieces, owners: dict[Target, tuple[str, str]]
) -> Iterator[Attempt]:
    """Yield what came of planning, by kind and subject; note in `owners` whose a target is."""
    by_name = sorted(pieces.items(), key=lambda item: item[0][1])
    for kind in common.kinds:
        for piece, told in by_name:
            for attempt in told.attempts:
                if attempt.kind == kind:
                    if attempt.target:
                        owners[attempt.target] = piece
                    yield attempt


def _tell_checks(reporter: Reporter, common: Common, pieces: Pieces) -> None:
    """Tell what the checks find in types, lessons and committees, and each branch's years."""
    reporter.report(common.rules)
    reporter.report(in_order(d for told in pieces.values() for d in told.outlined))
    for (of, _), told in sorted(pieces.items(), key=lambda item: item[0][1]):
        if of == "branch":
            for _, found in sorted(told.checked.items()):
                reporter.report(found)
