"""`reportgen kinds` and `reportgen formats`: the kinds of document and the Word formats there are."""

from __future__ import annotations

import argparse
import sys

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter, print_json
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.subjects import KINDS
from reportgen.diagnostics import Faults
from reportgen.theme.formats import setting_rows
from reportgen.theme.loading import documents_folder, load_theme
from reportgen.workspace import Workspace

_PROGRAMS = {"docx": "Word 报告", "pptx": "课件"}


def kinds(options: argparse.Namespace) -> int:
    """List the kinds of document the templates make; return FAULTS where a template has one."""
    workspace = open_workspace(options)
    folder = documents_folder(workspace, theme_folder(options))
    listed, faults = find_kinds(workspace, folder)
    if not listed:
        try:
            load_theme(workspace, theme_folder(options))
        except Faults as missing:
            faults = (*faults, *missing.diagnostics)
    if options.format == "json":
        print_json([_row(kind, workspace, folder) for kind in listed])
    else:
        sys.stdout.writelines(_text(kind, workspace, folder) for kind in listed)
    # A program reads the list only, so its faults are one line each for the log.
    Reporter("short" if options.format == "json" else options.format, workspace).report(faults)
    return FAULTS if faults else FINE


def _row(kind: Kind, workspace: Workspace, folder: str) -> dict[str, object]:
    header = kind.header
    return {
        "kind": kind.id,
        "name": str(header.name),
        "makes": kind.format,
        "purpose": str(header.purpose),
        "needs": [str(need) for need in header.needs],
        "of": str(header.of),
        "when": str(header.when),
        "template": workspace.display_path(f"{folder}/{kind.template}"),
    }


def _text(kind: Kind, workspace: Workspace, folder: str) -> str:
    header = kind.header
    program = "Word 表格" if kind.is_form else _PROGRAMS[kind.format]
    condition = "，有所需的内容才做" if header.when else ""
    return (
        f"{kind.id}（{program}）{header.name}\n"
        f"    {header.purpose}\n"
        f"    做成：{KINDS[header.of].count}{condition}\n"
        f"    需要：{'、'.join(header.needs) or '支部和年度记录'}\n"
        f"    模板：{workspace.display_path(folder)}/{kind.template}\n"
    )


def formats(options: argparse.Namespace) -> int:
    """List the format profiles, or every number of the one named."""
    workspace = open_workspace(options)
    try:
        theme = load_theme(workspace, theme_folder(options))
        if options.name:
            profile = theme.profile(options.name)
            sys.stdout.write(f"{options.name}　{profile.title}\n{profile.description}\n\n")
            for key, title, value in setting_rows(profile):
                sys.stdout.write(f"  {key}　{title}：{value}\n")
            return FINE
        for name in theme.profile_names():
            profile = theme.profile(name)
            mark = "（缺省）" if name == theme.file.format else ""
            sys.stdout.write(f"{name}{mark}　{profile.title}\n    {profile.description}\n")
    except Faults as faults:
        Reporter("human", workspace).report(faults.diagnostics)
        return FAULTS
    return FINE
