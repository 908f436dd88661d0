"""`reportgen theme check`: what a unit's own Word or PowerPoint template holds, before any build."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file
from reportgen.theme.loading import Theme, load_theme

_LEVELS = "一二三四"


def theme(options: argparse.Namespace) -> int:
    """Check one template, or those the theme names; 1 where a build could not use it."""
    workspace = open_workspace(options)
    reporter = Reporter("human", workspace)
    files = [Path(options.file)] if options.file else []
    bad = False
    try:
        opened = load_theme(workspace, theme_folder(options))
        for file in files:
            if file.suffix.lower() not in (".docx", ".pptx"):
                sys.stderr.write(f"只能检查 .docx 和 .pptx，“{file.name}”不是\n")
                return MISUSE
            try:
                data = file.read_bytes()
            except OSError as error:
                sys.stderr.write(f"错误：读不了“{file}”：{error.strerror or error}\n")
                return FAULTS
            bad = _check(opened, file.name, data, options.profile, reporter) or bad
        if not files:
            word = opened.word(options.profile)
            own = word.own_template
            name = (word.profile.template if own else "") or opened.file.word
            bad = _check(opened, name, word.reference, options.profile, reporter)
            deck = workspace.read(opened.path_of(opened.file.deck))
            bad = _check(opened, opened.file.deck, deck, options.profile, reporter) or bad
    except Faults as faults:
        reporter.report(faults.diagnostics)
        return FAULTS
    return FAULTS if bad else FINE


def _check(opened: Theme, name: str, data: bytes, profile: str, reporter: Reporter) -> bool:
    sys.stdout.write(f"{name}\n")
    kind = "pptx" if name.lower().endswith(".pptx") else "docx"
    check_office_file(data, kind)
    told = _deck(opened, data) if kind == "pptx" else _word(opened, data, profile)
    told = list(told)
    sys.stdout.flush()
    reporter.report(told)
    if not told:
        sys.stdout.write("  没有发现问题。\n")
    sys.stdout.write("\n")
    return any(one.is_error for one in told)


def _word(opened: Theme, data: bytes, name: str) -> Iterable[Diagnostic]:
    from reportgen.write.word.template import survey  # python-docx is slow to import

    name = name or opened.file.format
    profile = opened.profile(name)
    found = survey(data, profile)
    width, height = found.page_mm
    top, right, bottom, left = found.margins_mm
    lines, characters = found.grid
    say = sys.stdout.write
    say(
        f"  页面：{width:g}×{height:g} 毫米，边距上{top:g}、下{bottom:g}、左{left:g}、右{right:g}；"
    )
    say(f"正文约每页{lines}行、每行{characters}字\n")
    say(
        f"  页眉：{found.header or '没有文字'}；页脚：{'有' if found.numbered_pages else '没有'}页码\n"
    )
    levels = "、".join(f"{_LEVELS[level - 1]}级" for level in sorted(found.numbered))
    say(
        f"  编号：{f'{levels}标题由模板自动编号，生成时不再写序号' if levels else '由程序写上 一、（一）1.（1）'}\n"
    )
    say("  照用模板的样式：\n")
    for use in found.styles:
        if use.found and use.face:
            say(f"    {use.title} → {use.shown}{f'（{use.face}）' if use.face else ''}\n")
    lacking = [use.title for use in found.styles if not use.found and use.kind == "paragraph"]
    if lacking:
        say(f"  模板里没有、生成时按版式 {name} 补上的：{'、'.join(lacking)}\n")
    if found.others:
        say(f"  模板里没有用到的样式：{'、'.join(found.others)}\n")
        say("    要用的话，在本单位版式的 styles 里写明，如 styles: {body: 样式名}\n")
    return found.findings


def _deck(opened: Theme, data: bytes) -> Iterable[Diagnostic]:
    from reportgen.theme.deck import check_deck, load_deck_theme

    deck = load_deck_theme(data, opened.deck_settings())
    wanted = deck.settings.layouts
    say = sys.stdout.write
    say(
        f"  版式：共{len(deck.layouts)}个，程序用到的{len(wanted)}个里有"
        f"{sum(name in deck.layouts for name in wanted)}个\n"
    )
    for name, layout in deck.layouts.items():
        slots = "、".join(layout.slots) or "没有占位符"
        mark = "" if name in wanted else "（程序不用）"
        say(f"    {layout.title}{mark}：{slots}\n")
    return check_deck(deck)
