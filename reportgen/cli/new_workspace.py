"""`reportgen new FOLDER`: a workspace with one short example, or with all samples."""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib import resources
from pathlib import Path

from reportgen.cli import schema
from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import supplied_folder
from reportgen.cli.upgrade_workspace import NOT_COPIED, write_origin
from reportgen.system_errors import meaning

#: folders and files of the supplied content that every workspace needs
_COMMON = ("types", "lexicon")
_NOT_COPIED = shutil.ignore_patterns(*NOT_COPIED)
#: the branch of the example
EXAMPLE = "示例支部"


def new_workspace(options: argparse.Namespace) -> int:
    """Make a workspace in a new or empty folder."""
    folder = Path(options.what)
    if (folder.exists() or folder.is_symlink()) and (not folder.is_dir() or any(folder.iterdir())):
        sys.stderr.write(f"错误：“{folder}”已有内容，没有改动它；请换一个新文件夹\n")
        return FAULTS
    own = resources.files("reportgen.skeletons") / "files"
    try:
        if options.samples:
            shutil.copytree(supplied_folder("content"), folder / "content", ignore=_NOT_COPIED)
        else:
            for name in _COMMON:
                source = supplied_folder("content") / name
                shutil.copytree(source, folder / "content" / name, ignore=_NOT_COPIED)
            _write(folder / "content" / "checks.yaml", own / "checks.yaml")
            example = folder / "content" / "branches" / EXAMPLE
            _write(example / "branch.yaml", own / "example-branch.yaml")
            _write(example / "2025.yaml", own / "example-2025.yaml")
        _write(folder / "说明.md", own / "guide.md")
        schema.wire(folder)
    except OSError as error:
        sys.stderr.write(f"错误：建不了“{folder}”：{meaning(error)}\n")
        return FAULTS
    what = "全部示例" if options.samples else f"一个简短的示例 content/branches/{EXAMPLE}"
    sys.stdout.write(
        f"已建好 {folder}，里面有{what}。下一步：\n\n"
        f"    cd {_shell(str(folder))}\n    reportgen build           生成示例的文档，看看样子\n"
        "    reportgen new branch      新建自己的支部\n"
        "    reportgen remove samples  移走示例\n\n"
    )
    return FINE


def new_templates(options: argparse.Namespace) -> int:
    """Copy the templates that come with the program into the workspace, to be changed there."""
    folder = Path(options.templates or "templates")
    if folder.exists():
        sys.stderr.write(f"已有模板文件夹“{folder}”，没有改动它\n")
        return FAULTS
    if code := copy_templates(folder):
        return code
    sys.stdout.write(
        f"已把自带的模板复制到 {folder}，从现在起用这里的。程序升级后，用 reportgen upgrade-workspace 换上新的；"
        f"删去 {folder} 就又用自带的。\n"
    )
    return FINE


def copy_templates(folder: Path) -> int:
    """Copy the supplied templates to `folder`; return the exit code, after saying what is wrong."""
    try:
        shutil.copytree(supplied_folder("templates"), folder, ignore=_NOT_COPIED)
        write_origin(folder, supplied_folder("templates"))
    except OSError as error:
        sys.stderr.write(f"错误：建不了“{folder}”：{meaning(error)}\n")
        return FAULTS
    return FINE


def _write(path: Path, source: resources.abc.Traversable) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source.read_bytes())


def _shell(path: str) -> str:
    """Return a path as a shell takes it for one word."""
    return f'"{path}"' if " " in path else path
