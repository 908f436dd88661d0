"""`reportgen new kind NAME`: a new template to start from, copied from the nearest there is."""

from __future__ import annotations

import argparse
import difflib
import re
import sys

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.compose.templates.kinds import Kind, find_kinds
from reportgen.content.model_faults import did_you_mean

_NAME = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\.(docx|pptx))?")


def new_kind(options: argparse.Namespace) -> int:
    """Copy the nearest template under a new name; its output gets that name, so none is lost."""
    match = _NAME.fullmatch(options.name)
    if not match:
        sys.stderr.write(
            "错误：文种的代号用小写英文字母、数字、连字符，如 quarterly-report；"
            "课件写成 quarterly-report.pptx\n"
        )
        return MISUSE
    workspace, folder = open_workspace(options), theme_folder(options)
    found, _ = find_kinds(workspace, folder)
    kinds = {kind.id: kind for kind in found if not kind.is_form}
    if match[1] in {kind.id for kind in found}:
        sys.stderr.write(f"错误：已有名为 `{match[1]}` 的文种，没有改动它\n")
        return FAULTS
    if options.source and options.source not in kinds:
        hint = "".join(did_you_mean(options.source, kinds))
        sys.stderr.write(f"错误：没有名为 `{options.source}` 的文种；{hint}\n")
        return MISUSE
    source = kinds[options.source] if options.source else nearest(match[1], match[2], found)
    if source is None:
        sys.stderr.write(f"错误：{workspace.shown(folder)} 里没有可以照着抄的模板\n")
        return FAULTS
    path = f"{folder}/{match[1]}.{source.format}.j2"
    text = workspace.read(f"{folder}/{source.template}").decode("utf-8-sig")
    try:
        workspace.write(path, renamed(text, match[1]).encode())
    except OSError as error:
        sys.stderr.write(f"错误：写不了“{workspace.shown(path)}”：{error.strerror or error}\n")
        return FAULTS
    sys.stdout.write(
        f"已建好 {workspace.shown(path)}（照 {source.id} 抄的）。下一步：改开头的 name、purpose、"
        f"output 和正文，再运行\n\n    reportgen build --kind {match[1]}\n\n"
    )
    return FINE


def nearest(name: str, format_: str | None, kinds: tuple[Kind, ...]) -> Kind | None:
    """Return the kind whose id is most like `name`, of one format if asked; None without any."""
    wanted = [k for k in kinds if not k.is_form and (not format_ or k.format == format_)]

    def likeness(kind: Kind) -> tuple[float, bool, str]:
        ratio = difflib.SequenceMatcher(None, name, kind.id).ratio()
        # Among equals a report about a branch is the plainest to start from.
        return (-ratio, kind.format != "docx" or kind.header.of != "branch", kind.id)

    return min(wanted, key=likeness, default=None)


def renamed(text: str, name: str) -> str:
    """Return a template whose header has `name` for its name and in its file name."""
    head, end, body = text.partition("#}")
    head = re.sub(r"(?m)^name:.*$", f"name: {name}", head, count=1)
    # The last part of a path: a slash inside {{ }} parts nothing.
    head = re.sub(
        r"(?m)^(output:\s*[\"']?(?:[^\n{}]*/(?![^{\n]*\}\}))?)", rf"\g<1>{name} ", head, count=1
    )
    return head + end + body
