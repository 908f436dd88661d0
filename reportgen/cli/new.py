"""`reportgen new`: a workspace with templates and sample content that builds at once."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from reportgen.cli import schema
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.new_branch import new_branch
from reportgen.cli.new_kind import new_kind
from reportgen.cli.options import supplied

#: what a workspace does not need: scripts, locks of open Office files, hidden files
_NOT_COPIED = shutil.ignore_patterns("*.py", "__pycache__", "~$*", ".*")

_GUIDE = """\
# 工作区

- content/types      支部类型：每型一个文件，添一个文件就多一型
- content/lessons    党课：每堂一个文件
- content/committees 上级党组织：写明下辖支部，用来汇总
- content/branches   支部：每个支部一个文件夹，里面是 branch.yaml 和各年的记录（如 2022.yaml）
- content/lexicon    规范表述的词库，由本单位维护
- content/checks.yaml  检查的取舍：关掉哪些、本单位要求的次数
- templates/juli     模板、版式、配色

生成全部文档：

    reportgen build

只检查不生成：

    reportgen check

说明一个诊断代码的意思和改法：

    reportgen check --explain 代码

添一个支部：

    reportgen new branch 代号 --types learning,service

添一个文种（照最相近的模板抄一份来改）：

    reportgen new kind 代号

用 VS Code 并装上 YAML 扩展，填写时有提示和检查（.schemas 里是所用的说明）。

文档在 output/<年份>/<支部>/ 里。
"""


def new(options: argparse.Namespace) -> int:
    """Make a workspace in a new or empty folder; `new branch` and `new kind` add to the present one."""
    # A folder called branch or kind can still become a workspace when no name follows.
    if options.folder == "branch" and (options.name or not Path("branch").exists()):
        return new_branch(options)
    if options.folder == "kind" and options.name:
        return new_kind(options)
    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sys.stderr.write(f"错误：“{folder}”已有内容，没有改动它；请换一个新文件夹\n")
        return FAULTS
    try:
        for name in ("templates", "content"):
            shutil.copytree(supplied(name), folder / name, ignore=_NOT_COPIED)
        (folder / "说明.md").write_text(_GUIDE, encoding="utf-8")
        schema.wire(folder)
    except OSError as error:
        sys.stderr.write(f"错误：建不了“{folder}”：{error.strerror or error}\n")
        return FAULTS
    sys.stdout.write(f"已建好 {folder}。下一步：\n\n    cd {folder}\n    reportgen build\n\n")
    return FINE
