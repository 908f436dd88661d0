"""`reportgen new`: a workspace, or something new in the present one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from reportgen.cli.exit_codes import MISUSE
from reportgen.cli.new_branch import new_branch
from reportgen.cli.new_kind import new_kind
from reportgen.cli.new_type import new_type
from reportgen.cli.new_workspace import new_templates, new_workspace
from reportgen.cli.new_year import new_year

#: what can be made in a workspace → the function that makes it
_MAKERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "branch": new_branch,
    "type": new_type,
    "year": new_year,
    "kind": new_kind,
    "templates": new_templates,
}


def new(options: argparse.Namespace) -> int:
    """Make a workspace in a new folder, or a branch, a type, a year … in the present one."""
    maker = _MAKERS.get(options.what)
    if maker is None:
        if options.names:
            sys.stderr.write(
                f"新建什么？“{options.what}”不是 {'、'.join(_MAKERS)} 之一；"
                "新建工作区只写一个文件夹名，如 reportgen new 我的支部\n"
            )
            return MISUSE
        return new_workspace(options)
    if not Path(options.content).is_dir() and "://" not in options.content:
        sys.stderr.write(
            f"这里没有内容文件夹“{options.content}”。先新建工作区，再进去：\n\n"
            "    reportgen new 我的支部\n    cd 我的支部\n\n"
            f"要新建名为 {options.what} 的工作区，写成 reportgen new ./{options.what}\n"
        )
        return MISUSE
    most = 2 if options.what == "year" else 1
    if len(options.names) > most:
        sys.stderr.write(f"多写了：{' '.join(options.names[most:])}\n")
        return MISUSE
    options.name, options.more = (*options.names, "", "")[:2]
    return maker(options)
