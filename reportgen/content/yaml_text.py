"""YAML bytes → plain values whose every string knows its place, or the faults of the text.

All scalars stay text as written: `010`, `1.20`, `yes` and `2022-03-05` are read by the field
that takes them, so nothing a secretary types changes on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.content import yaml_faults, yaml_syntax
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: Limits that no honest content file reaches; they stop alias bombs and endless nesting.
MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_BYTES = 8_000_000

Path = tuple[str | int, ...]

# What XML 1.0 cannot hold (section 2.2); Word and PowerPoint files are XML.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class YamlText:
    """The value of a YAML file and where its keys and values stand."""

    path: str
    value: Any
    keys: dict[Path, Span]
    values: dict[Path, Span]
    #: names that stand in the file with nothing written after them
    blanks: tuple[Path, ...] = ()

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return the place of the value (or key) at `path`, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            here = path[:end]
            first, second = (self.keys, self.values) if key else (self.values, self.keys)
            found = first.get(here) or second.get(here)
            if found:
                return found
        return Span(self.path, 1)


def parse(data: bytes, path: str) -> YamlText:
    """Read a YAML file; raise Faults with everything wrong with its text."""
    text = yaml_faults.decode(data, path)
    if len(data) > MAX_BYTES:
        raise Faults([yaml_faults.too_large(path, f"超过 {MAX_BYTES // 1_000_000} MB")])
    yaml_faults.refuse_deep_nesting(text, path, MAX_DEPTH)
    lines = text.split("\n")
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise Faults([yaml_syntax.explain(error, path, lines)]) from None
    if node is None:
        raise Faults([yaml_faults.empty(path, comments=True)])
    reader = _Reader(path, lines)
    value = reader.read(node, ())
    if isinstance(node, yaml.ScalarNode) and (
        fault := yaml_syntax.wide_colon(path, lines, node.start_mark.line)
    ):
        raise Faults([fault])
    if reader.faults:
        raise Faults(reader.faults)
    return YamlText(path, value, reader.keys, reader.values, tuple(reader.blanks))


class _Reader:
    """Turns nodes to values, noting places and gathering the faults of the content's text."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.blanks: list[Path] = []
        self.faults: list[Diagnostic] = []
        self.count = 0
        self.open: set[int] = set()

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        line, column = start.line, start.column
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            # The mark is the indicator's; the reader wants the first line of the text itself.
            for below in range(line + 1, min(end.line + 1, len(self.lines))):
                if self.lines[below].strip():
                    content = self.lines[below].rstrip()
                    column = len(content) - len(content.lstrip())
                    return Span(self.path, below + 1, column + 1, max(1, len(content) - column))
        if end.line == line:
            length = end.column - column
        else:
            source = self.lines[line] if line < len(self.lines) else ""
            length = len(source.rstrip()) - column
        if not isinstance(node, yaml.ScalarNode):
            source = self.lines[line] if line < len(self.lines) else ""
            length = min(length, len(source.rstrip()) - column) if end.line == line else length
        return Span(self.path, line + 1, column + 1, max(1, length))

    def read(self, node: yaml.Node, path: Path) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            raise Faults([yaml_faults.too_large(self.path, f"展开后超过 {MAX_NODES} 项")])
        span = self.span(node)
        self.values[path] = span
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, span)
        if id(node) in self.open:
            raise Faults([yaml_faults.refers_to_itself(span)])
        if len(path) > MAX_DEPTH:
            raise Faults([yaml_faults.too_large(self.path, f"嵌套超过 {MAX_DEPTH} 层", span)])
        self.open.add(id(node))
        value: Any
        if isinstance(node, yaml.SequenceNode):
            value = [self.read(child, (*path, index)) for index, child in enumerate(node.value)]
        else:
            value = self.mapping(node, path)
        self.open.discard(id(node))
        return value

    def mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key_span = self.span(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(yaml_faults.key_not_text(key_span))
                continue
            key = Located.at(key_node.value, key_span)
            here = (*path, key_node.value)
            if key in result:
                self.faults.append(yaml_faults.duplicate_key(key, key_span, self.keys[here]))
                continue
            self.keys[here] = key_span
            result[key] = value = self.read(value_node, here)
            if value is None:
                self.blanks.append(here)
        return result

    def scalar(self, node: yaml.ScalarNode, span: Span) -> Any:
        text: str = node.value
        if not node.style and text in ("", "~", "null"):
            return None
        bad = _UNPRINTABLE.search(text)
        if bad:
            self.faults.append(yaml_faults.control_character(bad[0], span))
        return Located.at(text, span)
