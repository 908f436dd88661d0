"""A YAML file for editing: its bytes, its value, and where each item stands in the text.

Positions are indexes of characters in `YamlFile.text`, which is the file without its byte order mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML can be built without libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

#: keys of mappings and indexes of lists, from the root of the file
Path = tuple[str | int, ...]
Collection = yaml.MappingNode | yaml.SequenceNode

_BYTE_ORDER_MARK = "\ufeff"
_BY_HAND = "请用文字编辑器打开这个文件，直接修改这一处"
#: Between two scalars of a file without tags, anchors and explicit keys stand only these and comments.
_STRUCTURE = re.compile(r"(?:#[^\n]*|[ \r\n\-:,\[\]{}.])*")
_COMMENT = re.compile(r"#[^\r\n]*")
_NAMES_OF_MARKS = {
    "&": "YAML 的锚点（&）",
    "*": "YAML 的引用（*）",
    "!": "YAML 的类型标记（!）",
    "?": "YAML 的“? ”写法",
    "%": "YAML 的 % 指令",
    "\t": "Tab",
}
#: YAML 1.1 takes these for line ends (section 4.2); editors do not, so lines would be counted differently.
_ODD_LINE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_OPENERS = {"'": "'", '"': '"', "|": "|", ">": ">"}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file that can be edited: each edit gives a new one."""

    #: the workspace path, for the places of faults
    name: str
    data: bytes
    text: str
    root: yaml.Node
    #: what the project's reader reads: mappings, lists, texts and None
    value: Any
    #: where comments begin, in order
    comments: tuple[int, ...]

    def line_start(self, index: int) -> int:
        """Return where the line of `index` begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of `index` ends, before its line break."""
        end = self.text.find("\n", index)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1 : end] == "\r" else end

    def column(self, index: int) -> int:
        """Return how many characters stand before `index` in its line."""
        return index - self.line_start(index)

    def newline(self, index: int) -> str:
        """Return the line break in use at `index`: that of its line, or of the first line."""
        end = self.line_end(index)
        rest = self.text[end : end + 2] or self.text[self.line_end(0) :]
        return "\r\n" if rest.startswith("\r\n") else "\n"

    def has_comment(self, start: int, end: int) -> bool:
        """Return whether a comment begins from `start` to before `end`."""
        return any(start <= index < end for index in self.comments)

    def span(self, index: int, length: int = 1) -> Span:
        """Return the place of a character as lines and columns from 1."""
        return Span(self.name, self.text.count("\n", 0, index) + 1, self.column(index) + 1, length)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list, or a key of a mapping with its value."""

    #: of the dash, the key, or the item of a list in brackets
    start: int
    #: behind the dash or the colon; -1 if there is none
    opening: int
    #: behind the last character of the value, comments and blank lines after it not counted
    end: int
    key: yaml.ScalarNode | None
    value: yaml.Node


def refusal(file: str, reason: str, span: Span | None = None, hint: str = _BY_HAND) -> Faults:
    """Return the fault of an edit that cannot be made with certainty."""
    where = span or Span(file, 1)
    return Faults([Diagnostic("edit-refused", f"没有修改：{reason}", where, hints=(hint,))])


def open_file(data: bytes, name: str) -> YamlFile:
    """Return the file for editing; raise Faults where its text is at fault or uses rare YAML."""
    value = parse(data, name).value
    text = data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    bare = YamlFile(name, data, text, yaml.ScalarNode("", ""), value, ())
    odd = _ODD_LINE_END.search(text)
    if odd:
        raise refusal(
            name, "文件里有特殊的换行符", bare.span(odd.start()), "请用编辑器统一换行符后再试"
        )
    root = yaml.compose(text, Loader=_Loader)
    assert root is not None  # the reader refuses files without content
    return YamlFile(name, data, text, root, value, tuple(_comments(bare, root)))


def _comments(file: YamlFile, root: yaml.Node) -> Iterator[int]:
    """Yield where the comments of the file begin; raise Faults for rare YAML on the way."""
    position = 0
    for scalar in _scalars(file, root, set()):
        yield from _between(file, position, scalar.start_mark.index)
        position = scalar_end(file, scalar)
        if is_block_scalar(scalar):
            header = file.text[scalar.start_mark.index : file.line_end(scalar.start_mark.index)]
            if "#" in header:
                yield scalar.start_mark.index + header.index("#")
    yield from _between(file, position, len(file.text))


def _between(file: YamlFile, start: int, end: int) -> Iterator[int]:
    structure = _STRUCTURE.match(file.text, start, end)
    if structure and structure.end() < end:
        raise _rare(file, structure.end())
    for comment in _COMMENT.finditer(file.text, start, end):
        yield comment.start()


def _scalars(file: YamlFile, node: yaml.Node, known: set[int]) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars in the order of the text; raise Faults for aliases, anchors and tags."""
    start = node.start_mark.index
    if id(node) in known:
        raise refusal(file.name, f"文件里用了 {_NAMES_OF_MARKS['*']}", file.span(start))
    known.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        style = node.style or ""
        opener = file.text[start : start + 1]
        marked = opener in ("&", "!") and node.end_mark.index > start
        if opener != style if style else marked:
            raise _rare(file, start)
        yield node
        return
    if file.text[start : start + 1] in ("&", "!"):
        raise _rare(file, start)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(file, item, known)
        return
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == "<<" and not key.style:
            place = file.span(key.start_mark.index, 2)
            raise refusal(file.name, "文件里用了 YAML 的合并写法（<<）", place)
        yield from _scalars(file, key, known)
        yield from _scalars(file, value, known)


def _rare(file: YamlFile, index: int) -> Faults:
    mark = file.text[index : index + 1]
    reason = _NAMES_OF_MARKS.get(mark, f"YAML 的少见写法“{mark}”")
    return refusal(file.name, f"文件里用了 {reason}", file.span(index))


def is_block_scalar(node: yaml.Node) -> bool:
    """Return whether `node` is a text below `|` or `>`."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def is_flow(node: yaml.Node) -> bool:
    """Return whether `node` is a list or mapping in brackets."""
    return isinstance(node, Collection) and bool(node.flow_style)


def scalar_end(file: YamlFile, node: yaml.ScalarNode) -> int:
    """Return where a scalar ends; the mark of a text below `|` stands behind the blank lines after it."""
    end: int = node.end_mark.index
    if is_block_scalar(node):
        written = file.text[node.start_mark.index : end].rstrip(" \r\n")
        return file.line_end(node.start_mark.index + len(written))
    return end


def end_of(file: YamlFile, node: yaml.Node) -> int:
    """Return where a node's last character stands, comments and blank lines after it not counted."""
    if isinstance(node, yaml.ScalarNode):
        return scalar_end(file, node)
    if is_flow(node) and file.text[node.start_mark.index] in "[{":
        end: int = node.end_mark.index
        return end
    return entries(file, node)[-1].end


def entries(file: YamlFile, node: yaml.Node) -> tuple[Entry, ...]:
    """Return the items of a list or the keys of a mapping in the order of the text."""
    if isinstance(node, yaml.MappingNode):
        return tuple(_pair(file, key, value) for key, value in node.value)
    if not isinstance(node, yaml.SequenceNode):
        return ()
    if is_flow(node):
        return tuple(
            Entry(item.start_mark.index, item.start_mark.index, end_of(file, item), None, item)
            for item in node.value
        )
    items: list[Entry] = []
    position: int = node.start_mark.index
    for item in node.value:
        dash = _skip(file.text, position)
        if file.text[dash : dash + 1] != "-":
            raise _rare(file, dash)
        position = max(dash + 1, end_of(file, item))
        items.append(Entry(dash, dash + 1, position, None, item))
    return tuple(items)


def _pair(file: YamlFile, key: yaml.ScalarNode, value: yaml.Node) -> Entry:
    after = scalar_end(file, key)
    colon = _skip(file.text, after)
    is_written = file.text[colon : colon + 1] == ":" and colon < max(
        value.start_mark.index, after + 1
    )
    opening = colon + 1 if is_written else -1
    return Entry(
        key.start_mark.index, opening, max(after, opening, end_of(file, value)), key, value
    )


def _skip(text: str, index: int) -> int:
    """Return the first position from `index` that is neither space nor comment."""
    match = re.compile(r"(?:[ \r\n]|#[^\n]*)*").match(text, index)
    return match.end() if match else index


def node_at(file: YamlFile, path: Path) -> yaml.Node:
    """Return the node at `path`; raise Faults if the file has none there."""
    node = file.root
    for depth, part in enumerate(path):
        node = entry_of(file, node, part, path[: depth + 1]).value
    return node


def entry_of(file: YamlFile, parent: yaml.Node, part: str | int, path: Path) -> Entry:
    """Return the entry of `parent` with the key or index `part`; raise Faults if there is none."""
    there = entries(file, parent)
    if isinstance(parent, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(there):
        return there[part]
    if isinstance(parent, yaml.MappingNode) and isinstance(part, str):
        for entry in there:
            if entry.key is not None and entry.key.value == part:
                return entry
    raise no_place(file, path, parent)


def no_place(file: YamlFile, path: Path, near: yaml.Node) -> Faults:
    """Return the fault of a path that leads nowhere."""
    return refusal(
        file.name,
        f"文件里没有“{path_text(path)}”这一处",
        file.span(near.start_mark.index),
        "文件可能刚被改过，请重新打开再改",
    )


def path_text(path: Path) -> str:
    """Return a path for people: `events › 第3项 › title`."""
    return " › ".join(part if isinstance(part, str) else f"第{part + 1}项" for part in path)
