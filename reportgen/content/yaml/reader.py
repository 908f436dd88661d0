"""The bytes of a YAML file to plain values whose every text knows its place, or all its faults.

Every scalar stays text as it is written: `010`, `1.20`, `yes` and `2022-03-05` are read by the
field of the model that takes them, so nothing a secretary types changes on the way.
"""

from __future__ import annotations

import itertools
import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.chinese import HAN, UNSEEN
from reportgen.content.yaml import faults, syntax, traps
from reportgen.content.yaml.encoding import decode
from reportgen.diagnostics import Correction, Diagnostic, Faults, in_order
from reportgen.spans import Located, Span

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # a PyYAML without libyaml reads the same values
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]

#: limits that no honest content file reaches; they stop alias bombs and endless nesting
MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_BYTES = 4_000_000
_MAX_COMPOSED_DEPTH = 10 * MAX_DEPTH
#: each level and each item of YAML is opened by one of these characters
_OPENERS = "[{:-?,"
_FEW_OPENERS = 1000
"""A file with fewer of them has neither the levels nor the items to be refused before it is composed."""
#: characters of one text, and of all texts of a file once its aliases are followed
MAX_TEXT = 20_000
MAX_TEXTS = 4_000_000

#: names of mappings and indexes of lists, from the root of the file
Path = tuple[str | int, ...]

#: a comment behind a text on its line, and its words
_COMMENT = re.compile(r"[ \t]+(#.*)")
#: a word that YAML takes for an anchor or a tag, not for text; `!!` marks a type of YAML's own
_PROPERTY = re.compile(r"(?:&|!(?!!))([\w-]*)")
#: plain scalars that mean no value
_NO_VALUE = frozenset({"", "~", "null"})
#: characters that XML 1.0 (section 2.2), and so a Word or PowerPoint file, cannot hold
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A YAML file: its workspace path, its value, and the nodes that give the places."""

    path: str
    value: Any
    text: str
    root: yaml.Node
    #: paths of the names that have nothing after their colon
    blanks: tuple[Path, ...] = ()
    #: what the author may have meant otherwise
    warnings: tuple[Diagnostic, ...] = ()

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Return the place of the value at `path`, or with `key` of its name.

        Where there is no such value, the place of the nearest one around it.
        """
        node, key_node = self.root, None
        for part in path:
            below = _child(node, part)
            if below is None:
                break
            key_node, node = below
        return _span(key_node if key and key_node else node, self.path, self.text)

    def node(self, path: Path) -> yaml.Node | None:
        """Return the node at `path`, None where there is none."""
        node = self.root
        for part in path:
            below = _child(node, part)
            if below is None:
                return None
            node = below[1]
        return node


class _Loader(_BaseLoader):
    """Makes nodes without looking for their tags, which nobody here asks for."""

    def descend_resolver(self, *_: object) -> None:
        """Look for no tags below a node."""

    def ascend_resolver(self) -> None:
        """Go back from a node."""

    def resolve(self, *_: object) -> str:
        """Return the tag of a node: none."""
        return ""


def parse(data: bytes, path: str) -> YamlSource:
    """Read a YAML file; raise Faults with everything that is wrong with its text."""
    if len(data) > MAX_BYTES:
        raise Faults([faults.too_large(path, f"超过 {MAX_BYTES // 1_000_000} MB")])
    text = decode(data, path)
    try:
        root = _compose(text, path)
    except yaml.YAMLError as error:
        raise Faults(_syntax_faults(error, path, text)) from None
    if root is None:
        raise Faults([faults.empty(path, comments=True)])
    reader = _NodeReader(path, text)
    value = reader.read(root)
    if reader.faults:
        raise Faults(in_order(reader.faults))
    warnings = (*reader.warnings, *_unseen(text, path))
    return YamlSource(path, value, text, root, tuple(reader.blanks), warnings)


def _unseen(text: str, path: str) -> Iterator[Diagnostic]:
    """Yield a warning for each line with characters that nobody sees, at the first of them."""
    if not UNSEEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if match := UNSEEN.search(line):
            correction = Correction(number, 1, (UNSEEN.sub("", line).rstrip("\r"),))
            span = Span(path, number, match.start() + 1)
            yield faults.unseen_characters(UNSEEN.findall(line), span, correction)


def _syntax_faults(error: yaml.YAMLError, path: str, text: str) -> list[Diagnostic]:
    """Return the fault of `error`, and those that appear once its line is corrected."""
    diagnostics: list[Diagnostic] = []
    rest: yaml.YAMLError | None = error
    lines = text.split("\n")
    while rest and len(diagnostics) < faults.MOST_FAULTS:
        fault, corrected = syntax.explain(rest, path, lines, _parser_error)
        diagnostics.append(fault)
        # Where lines were added, the places of further faults would not be those of the file.
        if corrected is None or len(corrected) != len(lines):
            break
        lines = corrected
        rest = _parser_error("\n".join(lines))
    return diagnostics


def _parser_error(text: str) -> yaml.YAMLError | None:
    """Return the error of a text that YAML cannot read."""
    try:
        _compose(text, "")
    except yaml.YAMLError as error:
        return error
    except Faults:
        return yaml.YAMLError("too large")
    return None


def _refuse_too_deep_or_many(text: str, path: str) -> None:
    """Raise Faults for levels or nodes that cannot be composed, YAMLError for what is no YAML.

    libyaml composes nodes by recursion in C, where Python's recursion limit does not reach; its
    events come one after the other. `_NodeReader` refuses what is deeper than MAX_DEPTH.
    """
    depth = nodes = 0
    loader = _Loader(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MAX_COMPOSED_DEPTH:
                    mark: Any = event.start_mark
                    span = Span(path, mark.line + 1)
                    message = f"嵌套超过 {MAX_DEPTH} 层"
                    raise Faults([faults.too_large(path, message, span)])
            nodes += isinstance(event, yaml.NodeEvent)
            if nodes > MAX_NODES:
                raise Faults([faults.too_large(path, f"超过 {MAX_NODES} 项")])
    finally:
        loader.dispose()


def _compose(text: str, path: str) -> yaml.Node | None:
    """Return the root of the nodes of `text`, None where there are none; raise YAMLError or Faults."""
    if sum(map(text.count, _OPENERS)) > _FEW_OPENERS:
        _refuse_too_deep_or_many(text, path)
    loader = _Loader(text)
    try:
        root: yaml.Node | None = loader.get_single_node()
        return root
    finally:
        loader.dispose()


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the name (None in a list) and the value at `part` of a node, None if absent."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return (None, node.value[part]) if part < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == part:
                return key_node, value_node
    return None


def _span(node: yaml.Node, path: str, text: str) -> Span:
    """Return the place of a node; of one on several lines, of its first line."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    line, column = start.line, start.column
    if isinstance(node, yaml.ScalarNode) and end.line == line:
        return Span(path, line + 1, column + 1, end.column - column or 1)
    index = start.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") and node.value.strip():
        # The mark is that of the indicator; the reader wants the first line of the text itself.
        below, at = line + 1, _line_end(text, index) + 1
        while at <= end.index:
            row = text[at : (stop := _line_end(text, at))]
            if content := row.strip():
                return Span(path, below + 1, row.index(content) + 1, len(content))
            below, at = below + 1, stop + 1
    length = len(text[index : _line_end(text, index)].rstrip())
    if end.line == line:
        length = min(length, end.column - column)
    return Span(path, line + 1, column + 1, max(1, length))


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return end if end >= 0 else len(text)


class _NodeReader:
    """Turns nodes to values, each text with its place, and gathers the faults of the text."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.blanks: list[Path] = []
        self.faults: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.items = self.characters = 0
        self.has_comments = " #" in text or "\t#" in text
        #: names and indexes from the root to the present node
        self.way: list[str | int] = []
        #: ids of the collections on the way
        self.open: set[int] = set()

    def span(self, node: yaml.Node) -> Span:
        return _span(node, self.path, self.text)

    def read(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        self.items += len(node.value)
        if self.items >= MAX_NODES:
            raise Faults([faults.too_large(self.path, f"展开后超过 {MAX_NODES} 项")])
        if id(node) in self.open:
            raise Faults([faults.refers_to_itself(self.span(node))])
        if len(self.way) > MAX_DEPTH:
            message = f"嵌套超过 {MAX_DEPTH} 层"
            raise Faults([faults.too_large(self.path, message, self.span(node))])
        self.open.add(id(node))
        value = (
            self.mapping(node)
            if isinstance(node, yaml.MappingNode)
            else self.sequence(typing.cast("yaml.SequenceNode", node))
        )
        self.open.discard(id(node))
        return value

    def sequence(self, node: yaml.SequenceNode) -> list[Any]:
        values = []
        if node.flow_style:
            self.split_numbers(node)
        for index, child in enumerate(node.value):
            self.way.append(index)
            values.append(self.read(child))
            self.way.pop()
        return values

    def mapping(self, node: yaml.MappingNode) -> dict[Located, Any]:
        result: dict[Located, Any] = {}
        repeated: list[Located] = []
        for key_node, value_node in node.value:
            if len(self.faults) > faults.MOST_FAULTS:
                raise Faults(faults.first_faults(self.faults, self.path))
            if node.flow_style and self.is_bare(key_node, value_node):
                continue
            if not value_node.value and self.text.startswith("? ", key_node.start_mark.index - 2):
                self.explicit_key(key_node)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(faults.key_not_text(self.span(key_node)))
                continue
            key = Located.at(key_node.value, self.span(key_node))
            if key in result:
                repeated.append(key)
                continue
            self.way.append(key)
            result[key] = value = self.read(value_node)
            if value is None:
                self.blanks.append(tuple(self.way))
            self.way.pop()
        if repeated:
            self.faults += self.repetitions(repeated, list(result))
        return result

    def repetitions(self, repeated: list[Located], names: list[Located]) -> Iterator[Diagnostic]:
        """Yield a fault for each repeated name; one for all of an item that lacks its dash."""
        lines = self.text.split("\n")
        is_item = len(repeated) > 1 and repeated[0] == names[0]
        if is_item:
            for proposal in traps.of_layout(lines, repeated[0].span.line - 1):
                if proposal.certain and _parser_error("\n".join(proposal.applied(lines))) is None:
                    yield proposal.diagnostic(self.path)
                    return
        for key in repeated[:1] if is_item else repeated:
            first = next(name for name in names if name == key)
            yield faults.duplicate_key(key, key.span, first.span, is_item=is_item)

    def scalar(self, node: yaml.ScalarNode) -> Located | None:
        text: str = node.value
        if text in _NO_VALUE and not node.style:
            if self.has_comments:
                self.comment(node)
            return None
        self.characters += len(text)
        if self.characters > MAX_TEXTS:
            raise Faults([faults.too_large(self.path, f"展开后超过 {MAX_TEXTS} 字")])
        span = self.span(node)
        if len(text) > MAX_TEXT:
            self.faults.append(faults.too_long(len(text), MAX_TEXT, span))
        if self.has_comments and not node.style:
            self.comment(node)
        if self.text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            self.property(node)
        # `decode` refuses these in the file itself; an escape such as "\x07" makes them here.
        if node.style == '"' and (match := _NOT_IN_XML.search(text)):
            self.faults.append(faults.control_character(match[0], span))
        return Located.at(text, span)

    def comment(self, node: yaml.ScalarNode) -> None:
        """Warn about words behind ` #` that belong to the text of `node`."""
        match = _COMMENT.match(self.text, node.end_mark.index)
        if match and traps.lost_words(node.value, match[0]):
            line = node.end_mark.line + 1
            column = node.end_mark.column + 1 + match[0].index("#")
            words = match[1].rstrip()
            span = Span(self.path, line, column, len(words))
            self.warnings.append(faults.words_in_comment(words, span))

    def property(self, node: yaml.ScalarNode) -> None:
        """Warn about a first word with & or ! that YAML takes for an anchor or a tag."""
        match = _PROPERTY.match(self.text, node.start_mark.index)
        if match and f"*{match[1]}" not in self.text and re.search(f"[{HAN}]", node.value):
            span = self.span(node)._replace(length=len(match[0]))
            self.warnings.append(faults.word_as_property(match[0], span))

    def is_bare(self, key_node: yaml.Node, value_node: yaml.Node) -> bool:
        """Tell whether a name in { } has no colon, with a fault if it is the rest of a text."""
        if not isinstance(key_node, yaml.ScalarNode) or value_node.value or key_node.style:
            return False
        end: Any = key_node.end_mark
        if self.text[end.index : value_node.end_mark.index].strip() or key_node.value == "":
            return False
        start: Any = key_node.start_mark
        if end.line != start.line:
            return False
        length = end.column - start.column
        lines = self.text.split("\n")
        proposal = traps.bare_item(lines, start.line, start.column, length)
        if proposal:
            self.faults.append(proposal.diagnostic(self.path))
        return proposal is not None

    def split_numbers(self, node: yaml.SequenceNode) -> None:
        """Add a fault for a number in [ ] whose comma made two items of it."""
        pairs = list(itertools.pairwise(node.value))
        gaps = [self.text[one.end_mark.index : two.start_mark.index] for one, two in pairs]
        for (one, two), gap in zip(pairs, gaps, strict=True):
            if not isinstance(one, yaml.ScalarNode) or not isinstance(two, yaml.ScalarNode):
                continue
            if gap != "," or one.style or two.style or not re.match(r"\d{3}(?!\d)", str(two.value)):
                continue
            # Whoever sets no space after any comma may mean two items.
            if ", " not in gaps and not re.match(rf"\d{{3}}余?[{HAN}]", two.value):
                continue
            start: Any = two.start_mark
            proposal = traps.thousands(self.text.split("\n"), start.line, start.column)
            if proposal:
                self.faults.append(proposal.diagnostic(self.path))

    def explicit_key(self, node: yaml.Node) -> None:
        """Add the fault of a text that begins with `? `."""
        start: Any = node.start_mark
        row = self.text.split("\n")[start.line]
        mark = start.column - 2
        span = Span(self.path, start.line + 1, mark + 1, 1)
        correction = Correction(
            start.line + 1, 1, (f"{row[:mark]}{traps.quoted(row[mark:].rstrip())}",)
        )
        self.faults.append(faults.explicit_key(span, correction))
