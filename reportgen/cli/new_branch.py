"""`reportgen new branch SLUG`: commented YAML of a branch and its year, asking only what is needed."""

from __future__ import annotations

import argparse
import re
import sys

from reportgen.cli import schema
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.content.folders import BRANCHES, TYPES
from reportgen.content.model import BranchType
from reportgen.content.model_faults import did_you_mean, validate
from reportgen.content.schemas import file_models
from reportgen.content.yaml_text import parse
from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")

_BRANCH = """\
{mark}
# {name}
# 不知道的项目整行删去即可，程序不会替你补；去掉行首的“# ”就启用这一项。

name: {quoted}
# short: 支部简称
# unit: 所在单位
# upper: 上级党组织

# 支部类型，按论述次序；可用的：{known}
types:
{types}
# secretary: 书记姓名
# committee:              # 设支委会的填写
#   - name: 姓名
#     role: 书记
# groups: 2               # 党小组数
# members:
#   total: 28名
#   formal: 27名
#   probationary: 1名
"""

_YEAR = """\
{mark}
# {name} {year} 年度记录
#
# 平时：把活动记在 events（或 Excel 台账）里。年底：补上数字、正文和计划。
# 写法照示例支部的记录；随时运行 reportgen check {slug} 看还缺什么。

year: {year}

# 课件封面的大标题，可分两行
# headline: |-
#   上一行
#   下一行

# opening: |-
#   开头一段：本年的形势、各型支部的总体安排。

# 数字只在这里写一次，照平常写法（34次、130余篇、1.2万卷）
figures:
{figures}
# 各型内容：lead 引言，works 各项工作
sections:
{sections}
# 活动记录：一次活动一条；兼有两类的写在一起
# 也可以用 Excel 台账：把文件放在本文件夹，写
# ledger:
#   file: {year}台账.xlsx
# events:
#   - {{date: {year}-01-10, kinds: [主题党日], title: 主题, place: 地点, present: 26, due: 27, hours: 2}}

# problems:
#   - name: 问题
#     text: 表现
#     measure: 整改措施

# plan:
#   text: |-
#     {next}年，我支部将……
#   items:
#     - task: 任务

# 落款的日期，定稿前写上
# signed: {next}-01-10
{followups}"""


def new_branch(options: argparse.Namespace) -> int:
    """Write branch.yaml and the year's record of a new branch."""
    workspace = open_workspace(options)
    slug = options.name or _ask("支部代号（小写英文，如 hongqi-village）")
    if not _SLUG.fullmatch(slug):
        sys.stderr.write(f"支部代号“{slug}”不能用：要用小写英文字母、数字和连字符\n")
        return MISUSE
    if f"{slug}/" in workspace.list(BRANCHES):
        sys.stderr.write(f"已有支部 `{slug}`，没有改动它\n")
        return FAULTS
    types = _types(workspace)
    if not types:
        sys.stderr.write(f"{workspace.shown(TYPES)} 里没有支部类型；先用 reportgen new 文件夹\n")
        return FAULTS
    chosen = _chosen(options.types, types)
    if chosen is None:
        return MISUSE
    name = options.title or _ask("支部全称") or "（支部全称）"
    year = options.year or workspace.today().year
    files = {
        f"{BRANCHES}/{slug}/branch.yaml": _branch(name, chosen, types),
        f"{BRANCHES}/{slug}/{year}.yaml": _year(slug, name, year, chosen, types),
    }
    for path, text in files.items():
        workspace.write(path, text.encode("utf-8"))
        sys.stdout.write(f"已写 {workspace.shown(path)}\n")
    sys.stdout.write(f"下一步：填写后运行 reportgen check {slug}\n")
    return FINE


def _ask(question: str) -> str:
    # Questions are only for a person at a terminal; a script gets placeholders to fill in.
    return input(f"{question}：").strip() if sys.stdin.isatty() else ""


def _types(workspace: Workspace) -> dict[str, BranchType]:
    found = {}
    for file in workspace.list(TYPES):
        if file.endswith((".yaml", ".yml")):
            path = f"{TYPES}/{file}"
            try:
                found[file.rpartition(".")[0]] = validate(
                    BranchType, parse(workspace.read(path), path)
                )
            except Faults:
                continue  # `reportgen check` tells what is wrong with it
    return found


def _chosen(given: str, types: dict[str, BranchType]) -> list[str] | None:
    listed = "、".join(f"{key}（{kind.name}）" for key, kind in types.items())
    text = given or _ask(f"支部类型，用逗号分开。可用的：{listed}")
    chosen = [part.strip() for part in re.split(r"[,，、\s]+", text) if part.strip()]
    for part in chosen:
        if part not in types:
            hint = "".join(did_you_mean(part, types, listing="已有的类型"))
            sys.stderr.write(f"没有名为 `{part}` 的支部类型；{hint}\n")
            return None
    return list(dict.fromkeys(chosen)) or list(types)[:1]


def _branch(name: str, chosen: list[str], types: dict[str, BranchType]) -> str:
    return _BRANCH.format(
        mark=schema.mark("branch", file_models()["branch"].pattern),
        name=name,
        quoted=_quoted(name),
        known="、".join(f"{key} {kind.name}" for key, kind in types.items()),
        types="".join(f"  - {key}\n" for key in chosen),
    )


def _year(slug: str, name: str, year: int, chosen: list[str], types: dict[str, BranchType]) -> str:
    figures, seen = "", set()
    for key in chosen:
        for indicator in types[key].indicators:
            if indicator.figure in seen:
                continue
            seen.add(indicator.figure)
            wanted = "必填" if indicator.required else "有就填"
            if indicator.minimum:
                wanted += f"，不低于{indicator.minimum}"
            figures += (
                f"  # {indicator.figure}:             # {types[key].name}：{wanted}\n"
                f"  #   value: 0{indicator.unit}\n"
                f"  #   label: {indicator.name}\n"
                f"  #   type: {key}\n"
            )
    sections = "".join(
        f"  # {key}:                 # {types[key].name}：{types[key].purpose}\n"
        f"  #   lead: 本章引言\n"
        f"  #   works:\n"
        f"  #     - title: 小标题\n"
        f"  #       text: 正文\n"
        for key in chosen
    )
    return _YEAR.format(
        mark=schema.mark("year", file_models()["year"].pattern),
        slug=slug,
        name=name,
        year=year,
        next=year + 1,
        figures=figures or "  # 代号: {value: 34次, label: 名称}\n",
        sections=sections,
        followups="",
    )


def _quoted(text: str) -> str:
    plain = text and not re.search(r"[:#\"'\[\]{}&*!|>%@`]|^[-?\s]|\s$", text)
    return text if plain else "'" + text.replace("'", "''") + "'"
