"""`reportgen new branch SLUG`: YAML files of a new branch and its year, with comments to fill in."""

from __future__ import annotations

import argparse
import re
import sys

from jinja2 import Environment, PackageLoader, StrictUndefined

from reportgen.cli import schema
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.content.branches import load_branch_types
from reportgen.content.folders import BRANCHES, TYPES
from reportgen.content.model import BranchType, Indicator
from reportgen.suggestions import did_you_mean

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
#: what in a plain YAML scalar would be read as syntax (YAML 1.2, 7.3.3), and a little more
_SYNTAX = re.compile(r"[:#\"'\[\]{}&*!|>%@`]|^[-?\s]|\s$")


def new_branch(options: argparse.Namespace) -> int:
    """Write branch.yaml and the year's record; ask a person at a terminal for what is not given."""
    workspace = open_workspace(options)
    slug = options.name or _ask("支部代号（小写英文，如 hongqi-village）")
    if not _SLUG.fullmatch(slug):
        sys.stderr.write(f"支部代号“{slug}”不能用：要用小写英文字母、数字和连字符\n")
        return MISUSE
    if f"{slug}/" in workspace.list(BRANCHES):
        sys.stderr.write(f"已有支部 `{slug}`，没有改动它\n")
        return FAULTS
    known = dict(load_branch_types(workspace).types)
    if not known:
        sys.stderr.write(
            f"{workspace.display_path(TYPES)} 里没有支部类型；先用 reportgen new 文件夹\n"
        )
        return FAULTS
    listed = "、".join(f"{id_}（{kind.name}）" for id_, kind in known.items())
    answer = options.types or _ask(f"支部类型，用逗号分开。可用的：{listed}")
    chosen = [id_ for id_ in re.split(r"[,，、\s]+", answer) if id_]
    for id_ in chosen:
        if id_ not in known:
            hint = "".join(did_you_mean(id_, known, listing="已有的类型"))
            sys.stderr.write(f"没有名为 `{id_}` 的支部类型；{hint}\n")
            return MISUSE
    types = {id_: known[id_] for id_ in chosen or list(known)[:1]}
    name = options.title or _ask("支部全称") or "（支部全称）"
    year = options.year or workspace.today().year
    files = {
        f"{BRANCHES}/{slug}/branch.yaml": branch_text(name, types, known),
        f"{BRANCHES}/{slug}/{year}.yaml": year_text(slug, name, year, types),
    }
    for path, text in files.items():
        workspace.write(path, text.encode("utf-8"))
        sys.stdout.write(f"已写 {workspace.display_path(path)}\n")
    sys.stdout.write(f"下一步：填写后运行 reportgen check {slug}\n")
    return FINE


def _ask(question: str) -> str:
    """Return the answer of a person at a terminal; "" where a script runs the program."""
    return input(f"{question}：").strip() if sys.stdin.isatty() else ""


def branch_text(name: str, types: dict[str, BranchType], known: dict[str, BranchType]) -> str:
    """Return branch.yaml of the branch `name` of `types`; `known` types are listed in a comment."""
    return _render(
        "new_branch.yaml.j2",
        mark=schema.mark("branch"),
        name=name,
        types=types,
        known="、".join(f"{id_} {kind.name}" for id_, kind in known.items()),
    )


def year_text(slug: str, name: str, year: int, types: dict[str, BranchType]) -> str:
    """Return the record of a year, with each indicator of `types` and a chapter for each type."""
    indicators: dict[str, tuple[BranchType, Indicator]] = {}
    for kind in types.values():
        for indicator in kind.indicators:
            # Two types may ask for the same figure; it is written once.
            indicators.setdefault(indicator.figure, (kind, indicator))
    return _render(
        "new_year.yaml.j2",
        mark=schema.mark("year"),
        slug=slug,
        name=name,
        year=year,
        types=types,
        indicators=list(indicators.values()),
    )


def _render(template: str, **names: object) -> str:
    environment = Environment(
        loader=PackageLoader("reportgen", "cli"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["yaml"] = _scalar
    return environment.get_template(template).render(names)


def _scalar(text: str) -> str:
    """Return `text` as a YAML scalar, quoted where it would be read as syntax."""
    plain = text and not _SYNTAX.search(text)
    return text if plain else "'" + text.replace("'", "''") + "'"
