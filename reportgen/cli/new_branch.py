"""`reportgen new branch`: the files of a new branch and its year, with comments to fill in."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping

from reportgen import skeletons
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.cli.questions import ask, ask_lines, may_ask
from reportgen.content.branches import load_branch_types
from reportgen.content.folders import BRANCHES
from reportgen.content.model import BranchType
from reportgen.skeletons.branch import NewBranch, branch_text, year_text
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace

_EXAMPLE = """\
例：
    reportgen new branch 红星 --name 红星村党支部 --chapters 抓学习 办实事
    reportgen new branch 红星 --name 红星村党支部 --types 学习型,服务型
"""


def new_branch(options: argparse.Namespace) -> int:
    """Write branch.yaml and the year's record; ask a person at a terminal for what is not given."""
    workspace = open_workspace(options)
    known = dict(load_branch_types(workspace).types)
    # Everything that can be wrong with the command line is reported before the first question.
    if fault := _slug_fault(options.name, workspace) if options.name else None:
        return _say(*fault)
    types = _types(options.types, known)
    if isinstance(types, str):
        return _say(types, MISUSE)
    if may_ask(options):
        branch = _ask_for_branch(options, workspace, known, types)
        if branch is None:
            return MISUSE
    else:
        slug, name = options.name or options.title, options.title or options.name
        if not slug:
            return _say(f"要写支部的代号和全称。{_EXAMPLE}", MISUSE)
        if not options.title:
            return _say(f"要用 --name 写支部的全称。{_EXAMPLE}", MISUSE)
        if fault := _slug_fault(slug, workspace):
            return _say(*fault)
        year = options.year or workspace.today().year
        branch = NewBranch(slug, name, options.unit, year, types, tuple(options.chapters))
    folder = f"{BRANCHES}/{branch.slug}"
    record = f"{folder}/{branch.year}.yaml"
    try:
        message = skeletons.write(workspace, f"{folder}/branch.yaml", branch_text(branch, known))
        message += skeletons.write(workspace, record, year_text(branch))
    except OSError as error:
        return _say(skeletons.refusal(workspace, folder, error), FAULTS)
    sys.stdout.write(
        f"{message}下一步：填写 {workspace.display_path(record)}，再运行\n\n"
        f"    reportgen check {branch.slug}\n    reportgen build {branch.slug}\n\n"
    )
    return FINE


def _say(message: str, code: int) -> int:
    sys.stderr.write(f"{message.rstrip()}\n")
    return code


def _slug_fault(slug: str, workspace: Workspace) -> tuple[str, int] | None:
    """Return why a branch cannot be called `slug`, and the exit code; None if it can."""
    if fault := skeletons.name_fault(slug):
        return f"支部代号“{slug[:40]}”{fault}。代号是文件夹的名称，如 红星 或 hongxing", MISUSE
    if f"{slug}/" in workspace.list(BRANCHES):
        return f"已有支部 `{slug}`，没有改动它；请换一个代号", FAULTS
    return None


def _types(text: str, known: Mapping[str, BranchType]) -> tuple[BranchType, ...] | str:
    """Return the types named by id or name, or what is wrong with them."""
    by_word = {**known, **{kind.name: kind for kind in known.values()}}
    chosen: list[BranchType] = []
    for word in re.split(r"[,，、;；\s]+", text):
        if word and word not in by_word:
            names = tuple(kind.name for kind in known.values())
            hint = "".join(did_you_mean(word, names, listing="已有的类型"))
            return (
                f"没有名为 `{word}` 的支部类型，{hint or '这个工作区还没有类型'}\n"
                f"要新建一个：reportgen new type {word}"
            )
        if word and by_word[word] not in chosen:
            chosen.append(by_word[word])
    return tuple(chosen)


def _ask_for_branch(
    options: argparse.Namespace,
    workspace: Workspace,
    known: Mapping[str, BranchType],
    types: tuple[BranchType, ...],
) -> NewBranch | None:
    """Return what a person answers; None after saying what cannot be."""
    name = options.title
    while not name:
        name = ask("支部全称")
    slug = options.name
    while not slug:
        slug = ask("代号，就是文件夹的名称，命令里用它指这个支部", _short(name))
        if fault := _slug_fault(slug, workspace):
            sys.stdout.write(f"{fault[0]}\n")
            slug = ""
    unit = options.unit or ask("所在单位，没有就直接回车")
    year = options.year
    while not 1921 <= year <= 2100:
        answer = ask("年度", str(workspace.today().year))
        year = int(answer) if answer.isdecimal() else 0
    chapters = list(options.chapters)
    if not types and not chapters and known:
        listed = "、".join(kind.name for kind in known.values())
        sys.stdout.write(f"有“几型支部”这样提法的，写各型（可用的：{listed}）。\n")
        while isinstance(
            chosen := _types(ask("各型，用逗号分开；没有这种提法就直接回车"), known), str
        ):
            sys.stdout.write(f"{chosen}\n")
        types = chosen
    if not types and not chapters:
        chapters = ask_lines("总结分几章写？写各章的标题（以后可以改）")
    return NewBranch(slug, name, unit, year, types, tuple(chapters))


def _short(name: str) -> str:
    """Return a folder name for a branch: its name without 党支部."""
    short = re.sub(r"(?:中共|中国共产党)|(?:党)?支部(?:委员会)?$", "", name)
    return short if not skeletons.name_fault(short) else ""
