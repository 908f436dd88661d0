"""New content files, from the templates in the folder `files`."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from reportgen.content.edit.writing import on_one_line
from reportgen.content.schemas import file_models
from reportgen.system_errors import meaning
from reportgen.workspace import Workspace

#: the longest name of a file or folder that every system takes, in bytes (NAME_MAX of Linux is 255)
_LONGEST_NAME = 120
#: what names of files may not have on Windows, and what a command line or a path would misread
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s，、；]')
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|com\d|lpt\d")


#: the folder of a workspace that holds its JSON schemas
SCHEMAS = ".schemas"


def schema_mark(name: str) -> str:
    """Return the comment that tells an editor which schema a file follows (yaml-language-server)."""
    up = "../" * file_models()[name].pattern.count("/")
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{name}.schema.json"


def render(template: str, **names: object) -> str:
    """Return the text of a new file; the filter `yaml` writes a text as a value of one line."""
    environment = Environment(
        loader=PackageLoader("reportgen.skeletons", "files"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["yaml"] = lambda text: on_one_line(
        " ".join(str(text).split()), "", '"', in_brackets=False
    )
    environment.filters["item"] = lambda text: on_one_line(
        " ".join(str(text).split()), "", '"', in_brackets=True
    )
    return environment.get_template(template).render(names)


def name_fault(name: str) -> str:
    """Return why `name` cannot be that of a file or folder, "" if it can."""
    if len(name.encode()) > _LONGEST_NAME:
        return f"太长了（{len(name)} 个字），请用 {_LONGEST_NAME // 3} 个汉字以内的"
    if match := _NOT_IN_NAMES.search(name):
        what = "空格" if match[0].isspace() else f"“{match[0]}”"
        return f"里不能有{what}"
    if not name or name.startswith((".", "-", "~")) or name.endswith("."):
        return "不能是空的，也不能以“.”“-”“~”开头或以“.”结尾"
    return "是系统保留的名称" if _RESERVED.fullmatch(name) else ""


def refusal(workspace: Workspace, path: str, error: OSError) -> str:
    """Return the sentence that says why `path` could not be written."""
    return f"写不了“{workspace.display_path(path)}”：{meaning(error)}"


def write(workspace: Workspace, path: str, text: str) -> str:
    """Write a new file; return the line that says so."""
    workspace.write(path, text.encode("utf-8"))
    return f"已写 {workspace.display_path(path)}\n"
