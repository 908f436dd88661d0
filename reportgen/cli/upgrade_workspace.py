"""`reportgen upgrade-workspace`: the templates of this version into a workspace that copied older ones.

A file that nobody changed since it was copied is replaced. A file that was changed stays as it is;
where the program's own has changed too, the new one is put beside it for a person to compare.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen import __version__
from reportgen.cli.exit_codes import ENVIRONMENT, FAULTS, FINE
from reportgen.cli.options import supplied_folder
from reportgen.system_errors import meaning

#: in a copy of the templates, the version and the digests of the files it was copied from
ORIGIN = ".origin.json"
#: where files go that a newer one replaces, in a folder for each version
REPLACED = ".replaced"
#: what is put behind the name of a new file that stands beside a changed one
NEW = ".new"
#: what a workspace does not need: scripts, locks of open Office files, hidden files
NOT_COPIED = ("*.py", "__pycache__", "~$*", ".*")
#: lines of a difference that are shown of one file
_MOST_LINES = 60

Action = Literal["replace", "add", "remove", "beside"]
_ACTIONS: Mapping[Action, str] = {
    "replace": "换成新的",
    "add": "新增",
    "remove": "不再需要，移走",
    "beside": "两边都改过，保留您的，新的放在旁边",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one file; `name` is its path below the folder of templates."""

    action: Action
    name: str


def upgrade_workspace(options: argparse.Namespace) -> int:
    """Say what an upgrade would do, and with --yes do it."""
    mine, theirs = Path(options.templates or "templates"), supplied_folder("templates")
    if not mine.is_dir():
        sys.stdout.write(f"这个工作区没有复制过模板（没有 {mine}），用的就是程序自带的，不用升级\n")
        return FINE
    try:
        version, origin = _origin(mine)
        steps = list(_steps(origin, digests(mine), digests(theirs)))
        since = f"从 {version} " if version else ""
        sys.stdout.write(f"{mine}：{since}升级到 {__version__}\n")
        for step in steps:
            sys.stdout.write(f"  {_ACTIONS[step.action]}　{step.name}\n")
            if step.action == "beside" or (options.diff and step.action == "replace"):
                sys.stdout.writelines(_difference(mine / step.name, theirs / step.name))
        if not steps:
            sys.stdout.write("  已经是最新的\n")
        if options.yes:
            for step in steps:
                _do(step, mine, theirs, version or "earlier")
            write_origin(mine, theirs)
            _write_end(steps, mine, version or "earlier")
        elif steps:
            sys.stdout.write("还没有动文件；要照这样做，加 --yes\n")
    except OSError as error:
        sys.stderr.write(
            f"错误：{error.filename or mine}：{meaning(error)}；没有做完，再运行一次接着做\n"
        )
        return ENVIRONMENT
    except ValueError:
        sys.stderr.write(f"错误：{mine / ORIGIN} 读不懂；删去它再运行一次，改动过的文件都会留着\n")
        return FAULTS
    return FINE


def _write_end(steps: list[Step], mine: Path, version: str) -> None:
    beside = sum(step.action == "beside" for step in steps)
    if any(step.action in ("replace", "remove") for step in steps):
        sys.stdout.write(f"换下的在 {mine / REPLACED / version}，要找回就移回来\n")
    if beside:
        sys.stdout.write(f"{beside} 个文件要您自己比一比：合到自己的文件里以后，删去旁边的 {NEW}\n")


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder of templates by its path below it; raise OSError."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".py", NEW) and not _is_hidden(path, folder)
    }


def _is_hidden(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return any(part.startswith((".", "~$")) or part == "__pycache__" for part in parts)


def write_origin(mine: Path, theirs: Path) -> None:
    """Write beside a copy which files it was copied from; raise OSError."""
    text = json.dumps({"version": __version__, "files": digests(theirs)}, indent=1)
    (mine / ORIGIN).write_text(text, encoding="utf-8")


def _origin(mine: Path) -> tuple[str, dict[str, str]]:
    """Return the version and the digests a copy was made from; raise ValueError if unreadable.

    There are none where nobody wrote them down: every file counts as changed then.
    """
    try:
        values = json.loads((mine / ORIGIN).read_text(encoding="utf-8"))
        return str(values["version"]), dict(values["files"])
    except FileNotFoundError:
        return "", {}
    except (KeyError, TypeError) as error:
        raise ValueError from error


def _steps(
    origin: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[Step]:
    """Yield what is to be done, by the digests of the file copied, the file here and the new file."""
    for name in sorted({*origin, *mine, *theirs}):
        was, here, new = origin.get(name), mine.get(name), theirs.get(name)
        if new in (here, was):
            continue
        if here is None:
            if was is None:
                yield Step("add", name)
        elif new is None:
            if here == was:
                yield Step("remove", name)
        else:
            yield Step("replace" if here == was else "beside", name)


def _do(step: Step, mine: Path, theirs: Path, version: str) -> None:
    if step.action == "beside":
        shutil.copyfile(theirs / step.name, mine / f"{step.name}{NEW}")
        return
    if step.action in ("replace", "remove"):
        backup = mine / REPLACED / version / step.name
        backup.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(mine / step.name, backup)
    if step.action == "remove":
        (mine / step.name).unlink()
        return
    (mine / step.name).parent.mkdir(parents=True, exist_ok=True)
    fresh = mine / f"{step.name}{NEW}"
    shutil.copyfile(theirs / step.name, fresh)
    fresh.replace(mine / step.name)


def _difference(mine: Path, theirs: Path) -> Iterator[str]:
    """Yield the lines in which two texts differ; a remark for files that are no text."""
    try:
        before = mine.read_text(encoding="utf-8").splitlines()
        after = theirs.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        yield "      （不是文本，请打开比较）\n"
        return
    lines = list(difflib.unified_diff(before, after, "您的", "新的", lineterm="", n=1))
    yield from (f"      {line}\n" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"      ……还有 {len(lines) - _MOST_LINES} 行\n"
