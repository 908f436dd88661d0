"""`reportgen build` and `reportgen check`."""

from __future__ import annotations

import argparse
import sys

from reportgen.build.inputs import Recorder
from reportgen.build.job import Delivery, Desk, make, run
from reportgen.build.outcome import Outcome
from reportgen.build.plan import plan, unknown_kinds, unknown_years
from reportgen.build.targets import Selectors, Target
from reportgen.build.workshop import Workshop
from reportgen.cli.checking import tell_checks, tell_explanation
from reportgen.cli.main import BUG, FAULTS, FINE
from reportgen.cli.opening import open_workspace, theme_folder
from reportgen.cli.voice import Voice
from reportgen.content.library import load
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.show import excerpts, machine
from reportgen.theme.loading import load_theme


def build(options: argparse.Namespace) -> int:
    """Make every document asked for; one bad branch does not stop the others."""
    voice, desk, targets = _open(options)
    if desk is None:
        return _close(voice, [], wanted=0)
    outcomes = []
    blocked = tell_checks(voice, desk.library, options.branches, options.year)
    for target in targets:
        if options.final and target.of == "branch" and (target.branch, target.year) in blocked:
            outcome = Outcome(target, "failed")
        else:
            outcome = run(target, desk, Delivery())
        voice.tell(outcome.diagnostics)
        shown = voice.workspace.shown(outcome.target.output)
        if outcome.status == "written":
            voice.line(f"已生成 {shown}")
        elif outcome.status == "crashed":
            sys.stderr.write(
                f"程序出错，没有生成 {outcome.target.output}；请把下面的内容告诉开发者：\n"
                f"{outcome.crash}\n"
            )
        else:
            voice.line(f"未生成 {shown}：有错误，见上")
        outcomes.append(outcome)
    return _close(voice, outcomes, wanted=len(targets))


def check(options: argparse.Namespace) -> int:
    """Find every fault of content and templates without writing anything."""
    if options.explain:
        return tell_explanation(options.explain)
    voice, desk, targets = _open(options)
    crashed = False
    if desk:
        tell_checks(voice, desk.library, options.branches, options.year)
    for target in targets:
        assert desk  # there are no targets without one
        try:
            voice.tell(make(target, desk).diagnostics)
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


def _open(options: argparse.Namespace) -> tuple[Voice, Desk | None, tuple[Target, ...]]:
    workspace = open_workspace(options)
    voice = Voice(options.format, workspace, quiet=getattr(options, "quiet", False))
    folder = theme_folder(options)
    recorder = Recorder(workspace)
    library = load(recorder, options.branches)
    found: list[Diagnostic] = list(library.diagnostics)
    try:
        load_theme(workspace, folder)
    except Faults as faults:
        voice.tell((*found, *faults.diagnostics))
        return voice, None, ()
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
    return voice, Desk(workshop, library, recorder), targets


def _close(voice: Voice, outcomes: list[Outcome], *, wanted: int) -> int:
    written = sum(1 for outcome in outcomes if outcome.status == "written")
    crashed = sum(1 for outcome in outcomes if outcome.status == "crashed")
    faults = excerpts.closing(voice.told)
    voice.line(f"共 {wanted} 份，生成 {written} 份" + (f"；{faults}" if faults else ""))
    voice.json(
        {
            "documents": [machine.outcome(o, voice.workspace.shown) for o in outcomes],
            "diagnostics": voice.diagnostics(),
        }
    )
    if crashed:
        return BUG
    return FAULTS if any(d.is_error for d in voice.told) else FINE
