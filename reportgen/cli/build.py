"""`reportgen build` and `reportgen check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from reportgen.build.job import Outcome, Workshop, make, run
from reportgen.build.targets import Selectors, Target, plan
from reportgen.cli.main import BUG, FAULTS, FINE
from reportgen.cli.opening import open_workspace, theme_folder
from reportgen.cli.voice import Voice
from reportgen.compose.kinds import by_id, find_kinds
from reportgen.content.library import load
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.show import excerpts, machine
from reportgen.theme.loading import load_theme


def build(options: argparse.Namespace) -> int:
    """Make every document asked for; one bad branch does not stop the others."""
    voice, workshop, targets = _open(options)
    if workshop is None:
        return _close(voice, [], wanted=0)
    outcomes = []
    for outcome in _outcomes(targets, workshop):
        voice.tell(outcome.diagnostics)
        if outcome.status == "written":
            voice.line(f"已生成 {workshop.workspace.shown(outcome.target.output)}")
        elif outcome.status == "crashed":
            sys.stderr.write(
                f"程序出错，没有生成 {outcome.target.output}；请把下面的内容告诉开发者：\n"
                f"{outcome.crash}\n"
            )
        else:
            voice.line(f"未生成 {workshop.workspace.shown(outcome.target.output)}：有错误，见上")
        outcomes.append(outcome)
    return _close(voice, outcomes, wanted=len(targets))


def check(options: argparse.Namespace) -> int:
    """Find every fault of content and templates without writing anything."""
    voice, workshop, targets = _open(options)
    crashed = False
    for target in targets:
        assert workshop is not None
        try:
            diagnostics, _ = make(target, workshop)
            voice.tell(diagnostics)
        except Faults as faults:
            voice.tell(faults.diagnostics)
        except Exception as error:  # noqa: BLE001 - a bug of ours: told once, the check goes on
            crashed = True
            sys.stderr.write(f"程序出错（{target.label}）：{error!r}\n")
    summary = excerpts.closing(voice.told) or "没有发现问题"
    voice.line(f"检查了 {len(targets)} 份文档：{summary}")
    voice.json({"diagnostics": voice.diagnostics()})
    if crashed:
        return BUG
    return FAULTS if any(d.is_error for d in voice.told) else FINE


def _open(
    options: argparse.Namespace,
) -> tuple[Voice, Workshop | None, tuple[Target, ...]]:
    workspace = open_workspace(options)
    voice = Voice(options.format, workspace, quiet=getattr(options, "quiet", False))
    folder = theme_folder(options)
    found: list[Diagnostic] = []
    library = load(workspace, options.branches)
    found += library.diagnostics
    try:
        load_theme(workspace, folder)
    except Faults as faults:
        voice.tell((*found, *faults.diagnostics))
        return voice, None, ()
    kinds, kind_faults = find_kinds(workspace, folder)
    found += kind_faults
    if not kinds and not kind_faults:
        message = f"{workspace.shown(folder)} 里没有模板（*.docx.j2、*.pptx.j2）"
        found.append(Diagnostic("no-templates", message))
    workshop = Workshop(workspace, library, dict(by_id(kinds)), folder, options.final)
    selectors = Selectors(tuple(options.branches), tuple(options.year), tuple(options.kind))
    targets, plan_faults = plan(library, kinds, workshop.composer, selectors)
    voice.tell((*found, *plan_faults))
    return voice, workshop, targets


def _outcomes(targets: tuple[Target, ...], workshop: Workshop) -> Iterator[Outcome]:
    for target in targets:
        yield run(target, workshop)


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
