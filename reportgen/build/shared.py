"""What concerns no single piece of content: types, templates, theme, and names asked for in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reportgen.build.jobs import Look, Order, Result
from reportgen.build.plan import unknown_kinds
from reportgen.build.work import shop_of
from reportgen.content.checks import run_types
from reportgen.content.library import Library
from reportgen.content.loading import no_content, unknown_branches
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace


def look(order: Order, piece: str, kinds: Iterable[str]) -> Look:
    """Return what is wrong with what all documents share; any process may be asked."""
    shop = shop_of(order)
    recorder = shop.recorder()
    try:
        load_theme(recorder, order.theme_folder)
    except Faults as faults:
        return Look(faults.diagnostics)
    found = [*shop.types.diagnostics, *shop.kind_faults]
    if not shop.kinds and not shop.kind_faults:
        shown = shop.workspace.shown(order.theme_folder)
        message = f"{shown} 里没有模板（*.docx.j2、*.pptx.j2）"
        found.append(Diagnostic("no-templates", message))
    of, _, name = piece.partition("/")
    rules = shop.rules
    found += (*rules.diagnostics, *run_types(Library(shop.types.types, {}, {}), rules))
    sound = not any(fault.is_error for fault in found)
    read = (shop.fixed, shop.content_inputs, shop.rule_inputs, recorder.inputs())
    result = Result(of, name, (), inputs=read if sound else (), noted=shop.shelf.noted)
    return Look((*found, *unknown_kinds(kinds, shop.kinds)), result)


def missing_pieces(
    workspace: Workspace, unknown: Collection[str], found: Iterable[tuple[str, str]]
) -> tuple[Diagnostic, ...]:
    """Return faults for pieces asked for that are not there, or for there being none at all."""
    names = [name for of, name in found if of == "branch"]
    told = unknown_branches(unknown, names)
    return tuple(told) if names or told else (no_content(workspace),)
