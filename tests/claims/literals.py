"""Every Chinese literal of the program, its templates and types that can reach a document.

A literal is a piece of text as it is written: between two tags or slots of a template, in an
expression of it, in a type, in a layout, in a Word form, in a string of a Python module. Punctuation
without a Chinese word is none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
import jinja2
import yaml
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "templates" / "juli"
#: packages that make no document: they answer on the screen, or ask the author
SILENT_PACKAGES = tuple(
    f"reportgen/{package}/"
    for package in (
        "build",
        "cli",
        "importing",
        "intake",
        "nightly",
        "show",
        "content/checks",
        "content/yaml",
        "content/edit",
    )
)

_HAN = re.compile("[一-鿿]")
_QUOTED = re.compile(r'"([^"]*)"')
#: header fields that reach the name or the properties of a file
_HEADER = ("name", "output", "subject", "keywords")
#: calls whose strings an author reads, never the reader of a document
_MESSAGES = frozenset(
    ["Diagnostic", "Note", "Meaning", "fault", "_fault", "_warning", "did_you_mean", "PydanticCustomError",
     "Attribute", "Tag", "SubjectKind"]
)  # fmt: skip
#: methods and functions that look for their strings in a text
_READING = frozenset(
    ["compile", "fullmatch", "match", "search", "sub", "findall", "finditer", "startswith", "endswith",
     "removeprefix", "removesuffix", "replace", "split", "partition", "rpartition"]
)  # fmt: skip
#: variables that hold messages
_OF_MESSAGES = frozenset(
    ["message", "hint", "hints", "why", "BRANCH_NAMES", "MEETING_NAMES", "COMMITTEE_NAMES",
     "LESSON_NAMES", "SLIDES"]
)  # fmt: skip


class Literal(NamedTuple):
    """A literal and where it stands: a path from the root of the project, and a line."""

    path: str
    line: int
    text: str


def inventory(silent: tuple[str, ...] = ()) -> list[Literal]:
    """Return the literals of all files, but those whose paths begin with one of `silent`."""
    result = [
        literal
        for folder, pattern, read in (
            (THEME, "documents/*.j2", _in_template),
            (THEME, "macros/*.j2", _in_template),
            (THEME, "layouts/*.yaml", _in_layout),
            (THEME, "forms/*.yaml", _in_header),
            (THEME, "forms/*.docx", _in_form),
            (ROOT / "content", "types/*.yaml", _in_yaml),
            (ROOT / "reportgen", "**/*.py", _in_module),
        )
        for path in sorted(folder.glob(pattern))
        if not path.relative_to(ROOT).as_posix().startswith((*SILENT_PACKAGES, *silent))
        for literal in _of_file(path, read)
    ]
    return list(dict.fromkeys(result))


def _of_file(path: Path, read: Any) -> Iterator[Literal]:
    place = path.relative_to(ROOT).as_posix()
    for line, text in read(path):
        if _HAN.search(text):
            yield Literal(place, line, text.strip(" \n"))


def _in_template(path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    if header := re.match(r"\{#\n(.*?)#\}", source, re.DOTALL):
        yield from _of_header(yaml.safe_load(header[1]), 1)
    yield from _of_jinja(source)


def _in_header(path: Path) -> Iterator[tuple[int, str]]:
    yield from _of_header(yaml.safe_load(path.read_text(encoding="utf-8")), 1)


def _of_header(header: Any, line: int) -> Iterator[tuple[int, str]]:
    for key in _HEADER:
        for _, text in _of_jinja(str(header.get(key, ""))):
            yield line, text


def _of_jinja(source: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a template: what stands between its tags, and the strings of its slots."""
    tree = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).parse(source)
    in_tag = False
    for node in tree.find_all((nodes.TemplateData, nodes.Const)):
        if isinstance(node, nodes.Const):
            if isinstance(node.value, str):
                yield node.lineno, node.value
            continue
        line = node.lineno
        for part in re.split("([<>\n])", node.data):
            if part in ("<", ">"):
                in_tag = part == "<"
            elif in_tag:
                yield from ((line, value) for value in _QUOTED.findall(part))
            else:
                yield line, part
            line += part == "\n"


def _in_layout(path: Path) -> Iterator[tuple[int, str]]:
    return _in_yaml(path, ("title", "prompt"))


def _in_yaml(path: Path, names: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield the texts that a type or a layout prints; slots in braces divide a text into several.

    The values of the keys `names` are left out: the name of a layout and what an empty place asks for
    are seen by who edits a slide, never by a reader.
    """
    waiting = [yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)]
    while waiting:
        node = waiting.pop()
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            yield from ((line, text) for _, text in _of_jinja(node.value))
        elif isinstance(node, yaml.MappingNode):
            waiting += (value for key, value in reversed(node.value) if key.value not in names)
        else:
            waiting += reversed(node.value)


def _in_form(path: Path) -> Iterator[tuple[int, str]]:
    document = docx.Document(str(path))
    for number, paragraph in enumerate(document.element.body.iter("{*}p"), 1):
        text = "".join(part.text or "" for part in paragraph.iter("{*}t"))
        yield from ((number, piece) for piece in re.split(r"\{\{.*?\}\}|\{%.*?%\}", text))


def _in_module(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module, but docstrings, messages, titles of fields, and what is looked for."""
    source = path.read_text(encoding="utf-8")
    waiting: list[ast.AST] = [ast.parse(source)] if _HAN.search(source) else []
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Raise() | ast.Compare() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                if name in _OF_MESSAGES:
                    continue
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)):
                if name in _MESSAGES or name in _READING:
                    continue
                if name == "Field":
                    waiting += reversed(node.args)
                    continue
            case ast.Constant(value=str(text)):
                yield node.lineno, text
        waiting += reversed(list(ast.iter_child_nodes(node)))
