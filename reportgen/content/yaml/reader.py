"""YAML bytes → plain values whose every string knows its place, or the faults of the text.

All scalars stay text as written: `010`, `1.20`, `yes` and `2022-03-05` are read by the field
that takes them, so nothing a secretary types changes on the way.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.content.yaml import encoding, events, faults, syntax
from reportgen.content.yaml.events import NOTHING, Path, place_of
from reportgen.content.yaml.faults import MOST_FAULTS, first_faults
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span, span_of

# The base loader resolves no types: scalars stay text, and a third of the time is saved.
try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # a PyYAML built without libyaml: slower, same result
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]

#: Limits that no honest content file reaches; they stop alias bombs and endless nesting.
MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_BYTES = 4_000_000
#: characters of one text, and of all texts once aliases are followed
MAX_TEXT = 20_000
MAX_TEXTS = 4_000_000
#: characters a mapping entry, list item or bracket takes at least one of
_SEPARATORS = ",:[{\n"

#: what may be an alias, which can stand for as much as it likes
_ALIAS = r"(?:^|[\s,\[{])\*\S"

# What XML 1.0 cannot hold (section 2.2); Word and PowerPoint files are XML.
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


class _Loader(_BaseLoader):
    """The loader asks for a tag at every node; nobody here looks at them."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass(eq=False, slots=True)
class YamlText:
    """The value of a YAML file, and where its keys and values stand."""

    path: str
    value: Any
    text: str
    #: names that stand in the file with nothing written after them
    blanks: tuple[Path, ...] = ()
    #: the file's nodes, made when the place is asked for of what does not know it itself
    root: yaml.Node | None = None

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return the place of the value (or key) at `path`, or of the nearest thing around it."""
        known = span_of(_text_at(self.value, path, key))
        if known:
            return known
        self.root = node = self.root or _nodes(self.text)
        key_node: yaml.Node | None = None
        for part in path:
            below = _child(node, part)
            if below is None:
                break
            key_node, node = below
        return Span(*place_of(key_node if key and key_node else node, self.path, self.text))


def _text_at(value: Any, path: Path, key: bool) -> Any:
    """Return the value (or key) at `path` if there is one."""
    here, around = value, None
    for part in path:
        around = here
        known = range(len(here)) if isinstance(here, list) else here
        if not isinstance(known, (dict, range)) or part not in known:
            return None
        here = here[part]
    if key and isinstance(around, dict):
        return next(name for name in around if name == path[-1])
    return here


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return (None, node.value[part]) if part < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == part:
                return key_node, value_node
    return None


def parse(data: bytes, path: str) -> YamlText:
    """Read a YAML file; raise Faults with everything wrong with its text."""
    if len(data) > MAX_BYTES:
        raise Faults([faults.too_large(path, f"超过 {MAX_BYTES // 1_000_000} MB")])
    text = encoding.decoded(data, path)
    # There are no more nodes than characters; a control character takes a backslash to write.
    plain = len(text) < MAX_NODES and b"&" not in data and b"\\" not in data
    # Places are counted in the text: the bytes are read where they count the same.
    source = text if b"\r" in data or data.startswith(BOM_UTF8) else data
    # The parser stops at control characters by itself, and its reader at levels without end.
    if plain and (known := events.read(_Loader, source, path, text, MAX_TEXT)):
        return YamlText(path, known[0], text, tuple(known[1]))
    encoding.refuse_strange(data, text, path)
    faults.refuse_deep_nesting(text, path, MAX_DEPTH)
    return by_nodes(text, path)


def by_nodes(text: str, path: str) -> YamlText:
    """Read a file of any kind; raise Faults with everything wrong with its text."""
    try:
        _refuse_many_nodes(text, path)
        node = _nodes(text)
    except yaml.YAMLError as error:
        raise Faults([syntax.explain(error, path, text.split("\n"))]) from None
    if node is None:
        raise Faults([faults.empty(path, comments=True)])
    reader = _Reader(path, text)
    value = reader.read(node, ())
    if isinstance(node, yaml.ScalarNode) and (
        fault := syntax.wide_colon(path, text.split("\n"), node.start_mark.line)
    ):
        raise Faults([fault])
    if reader.faults:
        raise Faults(reader.faults)
    return YamlText(path, value, text, tuple(reader.blanks), node)


def _nodes(text: str) -> Any:
    """Return the root of the nodes of `text`, None where there are none."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def refuse_endless(data: bytes, path: str) -> None:
    """Raise Faults for a file that another reader of YAML could not hold: too large, deep or shared."""
    if len(data) > MAX_BYTES:
        raise Faults([faults.too_large(path, f"超过 {MAX_BYTES // 1_000_000} MB")])
    text = encoding.decode(data, path)
    faults.refuse_deep_nesting(text, path, MAX_DEPTH)
    if re.search(_ALIAS, text):
        parse(data, path)


def _refuse_many_nodes(text: str, path: str) -> None:
    """Raise Faults for more nodes than may be; the composer would hold them all at once."""
    if 2 * sum(map(text.count, _SEPARATORS)) + text.count("- ") <= MAX_NODES:
        return
    count = 0
    loader = _Loader(text)
    try:
        while loader.check_event():
            loader.get_event()
            count += 1
            # A list or mapping has two events.
            if count > 2 * MAX_NODES:
                raise Faults([faults.too_large(path, f"超过 {MAX_NODES} 项")])
    finally:
        loader.dispose()


class _Reader:
    """Turns nodes to values, each string with its place, and gathers the faults of the text."""

    def __init__(self, path: str, whole: str) -> None:
        self.path = path
        self.whole = whole
        self.blanks: list[Path] = []
        self.faults: list[Diagnostic] = []
        self.count = self.characters = 0
        self.open: set[int] = set()

    def span(self, node: yaml.Node) -> Span:
        return Span(*place_of(node, self.path, self.whole))

    def read(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        self.count += len(node.value)
        if self.count >= MAX_NODES:
            raise Faults([faults.too_large(self.path, f"展开后超过 {MAX_NODES} 项")])
        if id(node) in self.open:
            raise Faults([faults.refers_to_itself(self.span(node))])
        if len(path) > MAX_DEPTH:
            message = f"嵌套超过 {MAX_DEPTH} 层"
            raise Faults([faults.too_large(self.path, message, self.span(node))])
        self.open.add(id(node))
        value: Any
        if isinstance(node, yaml.SequenceNode):
            value = [self.read(child, (*path, index)) for index, child in enumerate(node.value)]
        else:
            value = self.mapping(node, path)
        self.open.discard(id(node))
        return value

    def mapping(self, node: yaml.Node, path: Path) -> dict[Located, Any]:
        result: dict[Located, Any] = {}
        for key_node, value_node in node.value:
            if len(self.faults) > MOST_FAULTS:
                raise Faults(first_faults(self.faults, self.path))
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(faults.key_not_text(self.span(key_node)))
                continue
            key = self.located(key_node)
            if key in result:
                first = next(known for known in result if known == key)
                self.faults.append(faults.duplicate_key(key, key.span, first.span))
                continue
            # Most values are texts, and need no path.
            is_text = value_node.__class__ is yaml.ScalarNode
            value = self.scalar(value_node) if is_text else self.read(value_node, (*path, key))
            result[key] = value
            if value is None:
                self.blanks.append((*path, key))
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text: str = node.value
        if text in NOTHING and not node.style:
            return None
        self.characters += len(text)
        if self.characters > MAX_TEXTS:
            raise Faults([faults.too_large(self.path, f"展开后超过 {MAX_TEXTS} 字")])
        if len(text) > MAX_TEXT:
            self.faults.append(faults.too_long(len(text), MAX_TEXT, self.span(node)))
        # The file itself holds none: only an escape in double quotes makes one.
        if node.style == '"' and (bad := re.search(_UNPRINTABLE, text)):
            self.faults.append(faults.control_character(bad[0], self.span(node)))
        return self.located(node)

    def located(self, node: yaml.ScalarNode) -> Located:
        located = Located(node.value)
        start, end = node.start_mark, node.end_mark
        line = start.line
        if end.line == line:
            column = start.column
            located.span = Span(self.path, line + 1, column + 1, end.column - column or 1)
        else:
            located.span = Span(*place_of(node, self.path, self.whole))
        return located
