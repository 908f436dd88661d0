"""`reportgen new type NAME`: a branch type with its name, its chapter and the rest in comments."""

from __future__ import annotations

import argparse
import sys

from reportgen import skeletons
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.cli.questions import ask, may_ask
from reportgen.content.branches import load_branch_types
from reportgen.content.folders import TYPES


def new_type(options: argparse.Namespace) -> int:
    """Write content/types/NAME.yaml."""
    workspace = open_workspace(options)
    asks = may_ask(options)
    identity = options.name or (ask("类型的名称，如 攻坚型") if asks else "")
    if not identity:
        sys.stderr.write(
            "要写类型的名称。例：reportgen new type 攻坚型 --chapters 以攻坚型支部破解难题\n"
        )
        return MISUSE
    if fault := skeletons.name_fault(identity):
        sys.stderr.write(f"类型的名称“{identity[:40]}”{fault}\n")
        return MISUSE
    name = options.title or identity
    types = load_branch_types(workspace)
    if identity in types.names or name in {kind.name for kind in types.types.values()}:
        sys.stderr.write(f"已有支部类型 `{name}`，没有改动它\n")
        return FAULTS
    chapter = " ".join(options.chapters) or (ask("报告里这一章的标题", name) if asks else name)
    path = f"{TYPES}/{identity}.yaml"
    text = skeletons.render(
        "type.yaml.j2", mark=skeletons.schema_mark("type"), name=name, chapter=chapter
    )
    try:
        message = skeletons.write(workspace, path, text)
    except OSError as error:
        sys.stderr.write(f"{skeletons.refusal(workspace, path, error)}\n")
        return FAULTS
    sys.stdout.write(f"{message}下一步：在支部的 branch.yaml 里写上 types: [{name}]\n")
    return FINE
