"""`reportgen remove`: branches, lessons and committees go to a dated folder; nothing is deleted.

What refers to them goes with them where that is certain: a committee's list of branches, a
branch's settings of checks. What only a person can decide, such as a lesson that cites a figure,
is said.
"""

from __future__ import annotations

import argparse
import fnmatch
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.new_workspace import EXAMPLE
from reportgen.cli.options import open_workspace, supplied_folder
from reportgen.cli.questions import confirm, may_ask
from reportgen.content import edit
from reportgen.content.folders import BRANCHES, COMMITTEES, LESSONS
from reportgen.diagnostics import Diagnostic
from reportgen.suggestions import did_you_mean
from reportgen.system_errors import meaning
from reportgen.workspace import Workspace

#: the folder that removed files go to
TRASH = "content/回收站"
_CHECKS = "content/checks.yaml"
#: what can be removed → its folder and its Chinese name
_KINDS = {
    "branch": (BRANCHES, "支部"),
    "lesson": (LESSONS, "党课"),
    "committee": (COMMITTEES, "上级党组织"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A file that would refer to what is gone: its new bytes, and what changes in it."""

    path: str
    data: bytes
    meaning: str


def remove(options: argparse.Namespace) -> int:
    """Move to the trash what the command line names, after a person has agreed."""
    workspace = open_workspace(options)
    if options.what == "samples":
        chosen = list(_samples(workspace))
        if not chosen:
            sys.stdout.write("这里没有示例\n")
            return FINE
    else:
        folder, kind = _KINDS[options.what]
        known = _names(workspace, folder)
        if not options.names:
            sys.stderr.write(
                f"要写{kind}的代号；已有的：{'、'.join(known) or '没有'}。"
                f"例：reportgen remove {options.what} {next(iter(known), '代号')}\n"
            )
            return MISUSE
        for name in options.names:
            if name not in known:
                hint = "".join(did_you_mean(name, known, listing=f"已有的{kind}"))
                sys.stderr.write(f"没有名为 `{name}` 的{kind}；{hint}\n")
                return MISUSE
        chosen = [(folder, name) for name in dict.fromkeys(options.names)]
    removed = [path for folder, name in chosen for path in _files(workspace, folder, name)]
    slugs = [name for folder, name in chosen if folder == BRANCHES]
    changes, remarks = _references(workspace, slugs, set(removed))
    committees = [name for folder, name in chosen if folder == COMMITTEES]
    _without_committees(workspace, committees, set(removed), changes, remarks)
    for folder, name in chosen:
        path_text = workspace.display_path(f"{folder}/{name}")
        sys.stdout.write(f"移走 {path_text}{'' if folder == BRANCHES else '.yaml'}\n")
    for change in changes:
        sys.stdout.write(f"修改 {workspace.display_path(change.path)}：{change.meaning}\n")
    for remark in remarks:
        sys.stdout.write(f"注意 {remark}\n")
    trash = _trash(workspace)
    if not options.yes and not may_ask(options):
        sys.stderr.write("没有改动。确实要移走，加上 --yes\n")
        return MISUSE
    if not confirm(f"移到 {workspace.display_path(trash)}，可以吗", options):
        sys.stdout.write("没有改动\n")
        return FINE
    try:
        for change in changes:
            workspace.write(change.path, change.data)
        for path in removed:
            workspace.write(f"{trash}/{path.removeprefix('content/')}", workspace.read(path))
            workspace.remove(path)
    except OSError as error:
        sys.stderr.write(f"错误：{error.filename or ''}：{meaning(error)}；没有全部移走\n")
        return FAULTS
    sys.stdout.write(
        f"已移到 {workspace.display_path(trash)}；要找回，把文件移回原处。"
        "已生成的文档用 reportgen build --prune 清理\n"
    )
    return FINE


def _names(workspace: Workspace, folder: str) -> list[str]:
    """Return the names of what a folder of the content holds: its folders, or its files."""
    entries = workspace.list(folder)
    if folder == BRANCHES:
        return [entry.rstrip("/") for entry in entries if entry.endswith("/")]
    return [entry.rpartition(".")[0] for entry in entries if entry.endswith((".yaml", ".yml"))]


def _samples(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the branches, lessons and committees that came with the program."""
    content = supplied_folder("content")
    for folder, _ in _KINDS.values():
        place = content / folder.removeprefix("content/")
        names = {path.stem for path in place.glob("*") if path.is_dir() or path.suffix == ".yaml"}
        for name in _names(workspace, folder):
            if name in names - {"images"} or (folder == BRANCHES and name == EXAMPLE):
                yield folder, name


def _files(workspace: Workspace, folder: str, name: str) -> Iterator[str]:
    """Yield the paths of the files of a branch, or of the one file of anything else."""
    if folder == BRANCHES:
        yield from _below(workspace, f"{folder}/{name}")
    else:
        yield from (
            path
            for ending in ("yaml", "yml")
            if workspace.exists(path := f"{folder}/{name}.{ending}")
        )


def _below(workspace: Workspace, folder: str) -> Iterator[str]:
    for entry in workspace.list(folder):
        if entry.endswith("/"):
            yield from _below(workspace, f"{folder}/{entry.rstrip('/')}")
        else:
            yield f"{folder}/{entry}"


def _trash(workspace: Workspace) -> str:
    """Return a folder of today that does not exist yet."""
    day, number = workspace.today().isoformat(), 1
    present = {entry.rstrip("/") for entry in workspace.list(TRASH)}
    name = day
    while name in present:
        number += 1
        name = f"{day}-{number}"
    return f"{TRASH}/{name}"


def _references(
    workspace: Workspace, slugs: list[str], removed: set[str]
) -> tuple[list[Change], list[str]]:
    """Return the files that must change with the branches `slugs`, and what a person must decide."""
    changes: list[Change] = []
    remarks: list[str] = []
    if not slugs:
        return changes, remarks
    left = [name for name in _names(workspace, BRANCHES) if name not in slugs]
    for name in _names(workspace, COMMITTEES):
        path = f"{COMMITTEES}/{name}.yaml"
        if path not in removed and workspace.exists(path):
            _without(workspace, path, ("branches",), slugs, left, changes, remarks)
    if workspace.exists(_CHECKS):
        _without(workspace, _CHECKS, ("branches",), slugs, left, changes, remarks)
    for name in _names(workspace, LESSONS):
        path = f"{LESSONS}/{name}.yaml"
        if path in removed or not workspace.exists(path):
            continue
        text = workspace.read(path).decode("utf-8", "replace")
        cited = [
            s for s in slugs if re.search(rf"branch:\s*['\"]?{re.escape(s)}['\"]?\s*[,}}\n]", text)
        ]
        if cited:
            remarks.append(
                f"党课 {workspace.display_path(path)} 引用了 {'、'.join(cited)} 的数字或图片："
                f"请改写，或一并移走（reportgen remove lesson {name}）"
            )
    return changes, remarks


def _without_committees(
    workspace: Workspace,
    slugs: list[str],
    removed: set[str],
    changes: list[Change],
    remarks: list[str],
) -> None:
    """Take the committees `slugs` out of the lists of the committees above them."""
    left = [name for name in _names(workspace, COMMITTEES) if name not in slugs]
    changed = {change.path for change in changes}
    for path in (f"{COMMITTEES}/{name}.yaml" for name in left):
        if not slugs or path in removed or not workspace.exists(path):
            continue
        if path in changed:  # One file is not changed twice; the check tells what is left in it.
            remarks.append(f"{workspace.display_path(path)} 里的 committees 请自己核对")
        else:
            _without(workspace, path, ("committees",), slugs, left, changes, remarks)


def _without(
    workspace: Workspace,
    path: str,
    place: edit.Path,
    slugs: list[str],
    left: Iterable[str],
    changes: list[Change],
    remarks: list[str],
) -> None:
    """Take the branches or committees `slugs` out of the list or mapping at `place` of a file."""
    file = edit.read(workspace.read(path), path)
    if isinstance(file, Diagnostic) or not isinstance(file.value, dict):
        if any(slug.encode() in workspace.read(path) for slug in slugs):
            remarks.append(f"{workspace.display_path(path)} 里写着要移走的，请自己改")
        return
    value = file.value.get(place[0])
    if isinstance(value, str):
        value = [value]
    if isinstance(value, dict):
        matches = [slug for slug in slugs if slug in value]
        paths: list[edit.Path] = [(*place, slug) for slug in matches]
    else:
        left = list(left)
        items = list(value or ())
        # The pattern hefeng-* is removed only if no branch that remains has such a name.
        matches = [
            item
            for item in items
            if item in slugs
            or ("*" in str(item) and not fnmatch.filter(left, item) and fnmatch.filter(slugs, item))
        ]
        paths = [
            (*place, index) for index in reversed(range(len(items))) if items[index] in matches
        ]
    if not matches:
        return
    if not isinstance(value, dict) and len(matches) == len(value or ()):
        remarks.append(
            f"{workspace.display_path(path)} 的 {place[0]} 只剩要移走的：请改写，或一并移走"
        )
        return
    if isinstance(value, dict) and len(matches) == len(value):
        paths = [place]
    changed: edit.YamlFile | Diagnostic = file
    for at in paths:
        if isinstance(changed, Diagnostic):
            break
        changed = edit.remove(changed, at)
    if isinstance(changed, Diagnostic):
        remarks.append(f"{workspace.display_path(path)} 里写着要移走的，请自己改")
        return
    changes.append(Change(path, changed.data, f"去掉 {'、'.join(map(str, matches))}"))
