"""`reportgen kinds` and `reportgen formats`: what can be made, and in which formats."""

from __future__ import annotations

import argparse
import json
import sys

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.subjects import KINDS
from reportgen.diagnostics import Faults
from reportgen.theme.formats import described
from reportgen.theme.loading import load_theme

_MAKES = {"docx": "Word 报告", "pptx": "课件"}


def kinds(options: argparse.Namespace) -> int:
    """List the kinds of document the templates make."""
    workspace = open_workspace(options)
    # The list goes to a program, what is wrong with a template to the person who reads its log.
    reporter = Reporter("short" if options.format == "json" else options.format, workspace)
    found, faults = find_kinds(workspace, theme_folder(options))
    if not found:
        try:
            load_theme(workspace, theme_folder(options))
        except Faults as missing:
            faults = (*faults, *missing.diagnostics)
    if options.format == "json":
        rows = [
            {
                "kind": k.id, "name": str(k.header.name), "makes": k.format,
                "purpose": str(k.header.purpose), "needs": [str(n) for n in k.header.needs],
                "of": str(k.header.of), "when": str(k.header.when),
                "template": workspace.shown(f"{theme_folder(options)}/{k.template}"),
            }
            for k in found
        ]  # fmt: skip
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        for kind in found:
            sys.stdout.write(
                f"{kind.id}（{_makes(kind)}）{kind.header.name}\n"
                f"    {kind.header.purpose}\n"
                f"    做成：{KINDS[kind.header.of].count}{_condition(kind)}\n"
                f"    需要：{'、'.join(kind.header.needs) or '支部和年度记录'}\n"
                f"    模板：{workspace.shown(theme_folder(options))}/{kind.template}\n"
            )
    reporter.report(faults)
    return FAULTS if faults else FINE


def _makes(kind: Kind) -> str:
    return "Word 表格" if kind.is_form else _MAKES[kind.format]


def _condition(kind: Kind) -> str:
    return "，有所需的内容才做" if kind.header.when else ""


def formats(options: argparse.Namespace) -> int:
    """List the format profiles, or every number of one."""
    workspace = open_workspace(options)
    reporter = Reporter("human", workspace)
    try:
        theme = load_theme(workspace, theme_folder(options))
        if options.name:
            profile = theme.profile(options.name)
            sys.stdout.write(f"{options.name}　{profile.title}\n{profile.description}\n\n")
            for key, title, value in described(profile):
                sys.stdout.write(f"  {key}　{title}：{value}\n")
            return FINE
        for name in theme.profile_names():
            profile = theme.profile(name)
            mark = "（缺省）" if name == theme.file.format else ""
            sys.stdout.write(f"{name}{mark}　{profile.title}\n    {profile.description}\n")
    except Faults as faults:
        reporter.report(faults.diagnostics)
        return FAULTS
    return FINE
