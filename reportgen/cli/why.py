"""`reportgen why OUTPUT`: why each slide of a deck has its layout, and which layouts were passed over."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from reportgen.build.plan import plan
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.outputs import is_named
from reportgen.cli.reporter import Reporter, print_json
from reportgen.cli.workshop import Workshop
from reportgen.compose.templates.kinds import by_id, find_kinds
from reportgen.content.loading import load
from reportgen.diagnostics import Faults
from reportgen.document.nodes import Deck
from reportgen.show.excerpts import printable
from reportgen.theme.loading import documents_folder
from reportgen.write.powerpoint import LoweredSlide, lower


def why(options: argparse.Namespace) -> int:
    """Print the choice behind each slide of the deck `options.deck`, or behind that of one page."""
    workspace = open_workspace(options)
    reporter = Reporter(options.format, workspace)
    kinds, faults = find_kinds(workspace, documents_folder(workspace, theme_folder(options)))
    reporter.report(faults)
    workshop = Workshop(workspace, theme_folder(options), kinds)
    library = load(workspace)
    targets, _ = plan(library, (k for k in kinds if k.root == "deck"), workshop.composer)
    target = next((t for t in targets if is_named(options.deck, t.output)), None)
    if target is None:
        sys.stderr.write(f"没有叫“{options.deck}”的课件；写文件名就行，如 某某支部2025年度….pptx\n")
        return FAULTS
    subject = library.subject(target.subject_kind, target.branch, target.year, target.part)
    composed = workshop.compose(by_id(kinds)[target.kind], subject)
    reporter.report(d for d in composed.diagnostics if d.is_error)
    if not isinstance(composed.document, Deck):
        return FAULTS
    try:
        slides = lower(composed.document, workshop.deck_theme(composed.document)).slides
    except Faults as raised:
        reporter.report(raised.diagnostics)
        return FAULTS
    wanted = [slide for slide in slides if options.page in (0, slide.number)]
    if not wanted:
        sys.stderr.write(f"没有第 {options.page} 页；这份课件有 {len(slides)} 页\n")
        return FAULTS
    if options.format == "json":
        print_json([_row(slide) for slide in wanted])
    else:
        sys.stdout.writelines(f"{printable(line)}\n" for slide in wanted for line in _lines(slide))
    return FINE


def _lines(slide: LoweredSlide) -> Iterator[str]:
    """Yield the choice behind a slide for a person."""
    yield f"第 {slide.number} 页　{slide.title.replace(chr(0x0B), '')}"
    choice = slide.choice
    if choice is None:
        yield f"  版式 {slide.layout.id}：模板指定"
        return
    continued = "，接上一页" if slide.continued else ""
    fill = "版面留白" if choice.row.airy else f"画面占 {slide.fill:.0%}"
    yield f"  版式 {slide.layout.id}：{choice.reason}{continued}；{fill}"
    for layout, fault in dict.fromkeys((row.layout, fault) for row, fault in choice.rejections):
        yield f"    没有用 {layout}：{fault}"


def _row(slide: LoweredSlide) -> dict[str, Any]:
    """Return the choice behind a slide for a program."""
    choice = slide.choice
    return {
        "page": slide.number,
        "title": slide.title,
        "layout": slide.layout.id,
        "reason": choice.reason if choice else None,
        "fill": round(slide.fill, 3),
        "passed": [{"layout": row.layout, "fault": fault} for row, fault in choice.rejections]
        if choice
        else [],
    }
