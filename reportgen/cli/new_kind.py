"""`reportgen new kind NAME`: a new kind of document, begun as a copy of the nearest template."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from reportgen import skeletons
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.new_workspace import copy_templates
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.compose.templates.kinds import DOCUMENTS, Kind, find_kinds
from reportgen.suggestions import did_you_mean
from reportgen.system_errors import meaning
from reportgen.theme.loading import documents_folder

#: the id of a kind, and the format of the template to copy where one is given
_NAME = re.compile(r"(.+?)(?:\.(docx|pptx))?")
#: `output:` of a template's header up to the file name: a slash inside {{ }} parts no folders
_OUTPUT = re.compile(r"(?m)^(output:\s*[\"']?(?:[^\n{}]*/(?![^{\n]*\}\}))?)")


def new_kind(options: argparse.Namespace) -> int:
    """Copy a template under a new name, in its file name, its header and its output."""
    match = _NAME.fullmatch(options.name)
    if not match:
        sys.stderr.write("要写文种的代号。例：reportgen new kind 慰问信；课件写成 慰问信.pptx\n")
        return MISUSE
    name, format_ = match.groups()
    if fault := skeletons.name_fault(name):
        sys.stderr.write(f"文种的代号“{name[:40]}”{fault}\n")
        return MISUSE
    if not options.templates and not Path("templates").is_dir():
        # The templates that come with the program are not the user's to change.
        if code := copy_templates(Path("templates")):
            return code
        sys.stdout.write("已把自带的模板复制到 templates，从现在起用这里的\n")
    workspace = open_workspace(options)
    folder = documents_folder(workspace, theme_folder(options))
    kinds, _ = find_kinds(workspace, folder)
    if name in {kind.id for kind in kinds}:
        sys.stderr.write(f"错误：已有名为 `{name}` 的文种，没有改动它\n")
        return FAULTS
    templates = {kind.id: kind for kind in kinds if not kind.is_form}
    if options.source and options.source not in templates:
        hint = "".join(did_you_mean(options.source, templates))
        sys.stderr.write(f"错误：没有名为 `{options.source}` 的文种；{hint}\n")
        return MISUSE
    source = templates.get(options.source) or nearest(name, format_, templates.values())
    if source is None:
        sys.stderr.write(f"错误：{workspace.display_path(folder)} 里没有可以照着抄的模板\n")
        return FAULTS
    path = f"{folder}/{DOCUMENTS}/{name}.{source.format}.j2"
    text = workspace.read(f"{folder}/{source.template}").decode("utf-8-sig")
    try:
        workspace.write(path, with_name(text, name).encode())
    except OSError as error:
        sys.stderr.write(f"错误：写不了“{workspace.display_path(path)}”：{meaning(error)}\n")
        return FAULTS
    sys.stdout.write(
        f"已建好 {workspace.display_path(path)}（照 {source.id} 抄的）。下一步：改开头的 name、purpose、"
        f"output 和正文，再运行\n\n    reportgen build --kind {name}\n\n"
    )
    return FINE


def nearest(name: str, format_: str | None, kinds: Iterable[Kind]) -> Kind | None:
    """Return the kind whose id is most like `name`, of `format_` where given; None without any."""

    def rank(kind: Kind) -> tuple[float, bool, str]:
        likeness = difflib.SequenceMatcher(None, name, kind.id).ratio()
        # Among equals a report about a branch is the plainest to begin with.
        return (-likeness, kind.format != "docx" or kind.header.of != "branch", kind.id)

    return min((k for k in kinds if not format_ or k.format == format_), key=rank, default=None)


def with_name(text: str, name: str) -> str:
    """Return a template whose header says `name`, and whose output's file name begins with it."""
    header, end, body = text.partition("#}")
    header = re.sub(r"(?m)^name:.*$", f"name: {name}", header, count=1)
    header = _OUTPUT.sub(rf"\g<1>{name} ", header, count=1)
    return header + end + body
