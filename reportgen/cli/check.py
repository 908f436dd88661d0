"""`reportgen check`: every fault of content and templates, nothing written."""

from __future__ import annotations

import argparse
import sys

from reportgen.build.inputs import Recorder
from reportgen.build.job import Desk, judge
from reportgen.build.plan import plan, unknown_kinds, unknown_years
from reportgen.build.targets import Selectors, Target
from reportgen.build.workshop import Workshop
from reportgen.cli.checking import tell_checks, tell_explanation
from reportgen.cli.main import BUG, FAULTS, FINE
from reportgen.cli.opening import open_workspace, theme_folder
from reportgen.cli.voice import Voice
from reportgen.content.library import Library, load
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.show import excerpts
from reportgen.theme.loading import load_theme


def check(options: argparse.Namespace) -> int:
    """Find every fault of content and templates without writing anything."""
    if options.explain:
        return tell_explanation(options.explain)
    voice, library, workshop, targets = _open(options)
    crashed = False
    if workshop:
        tell_checks(voice, library, options.branches, options.year)
    for target in targets:
        assert workshop  # there are no targets without one
        # A recorder keeps what it reads: pictures are let go with their document.
        desk = Desk(workshop, library, Recorder(voice.workspace))
        try:
            voice.tell(judge(target, desk))
        except Faults as faults:
            voice.tell(faults.diagnostics)
        except Exception as error:  # noqa: BLE001 - a bug of ours: told once, the check goes on
            crashed = True
            sys.stderr.write(f"程序出错（{target.label}）：{error!r}\n")
    summary = excerpts.closing(voice.told) or "没有发现问题"
    voice.line(f"检查了 {len(targets)} 份文档：{summary}")
    voice.json({"diagnostics": voice.diagnostics()})
    voice.sarif()
    if crashed:
        return BUG
    return FAULTS if any(d.is_error for d in voice.told) else FINE


def _open(
    options: argparse.Namespace,
) -> tuple[Voice, Library, Workshop | None, tuple[Target, ...]]:
    workspace = open_workspace(options)
    voice = Voice(options.format, workspace, quiet=getattr(options, "quiet", False))
    folder = theme_folder(options)
    library = load(workspace, options.branches)
    found: list[Diagnostic] = list(library.diagnostics)
    try:
        load_theme(workspace, folder)
    except Faults as faults:
        voice.tell((*found, *faults.diagnostics))
        return voice, library, None, ()
    workshop = Workshop(workspace, folder, options.final)
    kinds = workshop.kinds
    found += workshop.kind_faults
    if not kinds and not workshop.kind_faults:
        message = f"{workspace.shown(folder)} 里没有模板（*.docx.j2、*.pptx.j2）"
        found.append(Diagnostic("no-templates", message))
    found += unknown_kinds(options.kind, kinds)
    if not library.failed:
        found += unknown_years(options.year, {year for _, year in library.years})
    planned, plan_faults = plan(library, kinds.values(), workshop.composer)
    voice.tell((*found, *plan_faults))
    wanted = Selectors(tuple(options.branches), tuple(options.year), tuple(options.kind))
    targets = tuple(target for target in planned if wanted.take(target))
    return voice, library, workshop, targets
