"""Values → YAML text, in the style of what stands around them.

Every scalar of the project is text (`docs/decisions/0001-scalars-stay-text.md`), so `yes`, `010` and
`14:30` need no quotes. Quotes are needed where YAML would read a mapping, a comment or nothing at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import yaml

from reportgen.content.edit.layout import (
    Collection,
    Path,
    YamlFile,
    entries,
    is_block_scalar,
    is_flow,
)

Value = str | None | Sequence["Value"] | Mapping[str, "Value"]

#: what begins an indicator of YAML (YAML 1.1, section 5.3), a document marker, or ends in one
_NEEDS_QUOTES = re.compile(
    r"""\A(?:[,\[\]{}#&*!|>'"%@`\s]|[-?:](?:\s|\Z)|---|\.\.\.|(?:null|~)?\Z)|:(?:\s|\Z)|\s(?:\#|\Z)|\t""",
    re.VERBOSE,
)
_NEEDS_QUOTES_IN_BRACKETS = re.compile(r"[,\[\]{}:?]")
#: line ends that are no `\n`, byte order marks and what YAML 1.1, section 4.1 calls not printable
_NEEDS_ESCAPE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_DEFAULT_STEP = 2


@dataclass(frozen=True, slots=True)
class ScalarText:
    """A scalar as text: what stands behind the colon or dash, and the lines below of a `|` text."""

    inline: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is written where nothing nearer shows it."""

    #: columns from a key to the keys below it
    step: int
    #: columns from a key to the dashes of its list
    dash: int
    #: the quotes used where a text needs some
    quote: str


def habits_of(file: YamlFile) -> Habits:
    """Return the indentation and the quotes a file uses most; our own where it has none."""
    steps: Counter[int] = Counter()
    dashes: Counter[int] = Counter()
    quotes: Counter[str] = Counter()

    def visit(node: yaml.Node, column: int | None) -> None:
        if isinstance(node, yaml.ScalarNode):
            quotes[node.style or ""] += 1
            return
        if is_flow(node):
            return
        own: int = node.start_mark.column
        if column is not None:
            counter = dashes if isinstance(node, yaml.SequenceNode) else steps
            counter[own - column] += 1
        for entry in entries(file, node):
            visit(entry.value, own if isinstance(node, yaml.MappingNode) else None)

    visit(file.root, None)
    return Habits(
        step=steps.most_common(1)[0][0] if steps else _DEFAULT_STEP,
        dash=dashes.most_common(1)[0][0] if dashes else _DEFAULT_STEP,
        quote="'" if quotes["'"] > quotes['"'] else '"',
    )


def is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    """Return whether `value` is a list; a text is none."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def normal(value: Value) -> Value:
    """Return `value` as it will be read: lists and dicts, and one kind of line end."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Mapping):
        return {str(key): normal(item) for key, item in value.items()}
    if is_list(value):
        return [normal(item) for item in value]
    return value


def quoted(text: str) -> str:
    """Return `text` in double quotes, on one line."""
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return f'"{_NEEDS_ESCAPE.sub(_escape, escaped)}"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def on_one_line(text: str, style: str, quote: str, *, in_brackets: bool) -> str:
    """Return `text` on one line: in the quotes of `style`, plain, or in `quote` where it needs them."""
    if "\n" in text or "\t" in text or _NEEDS_ESCAPE.search(text):
        return quoted(text)
    if style not in ("'", '"'):
        needs = _NEEDS_QUOTES.search(text) or (
            in_brackets and _NEEDS_QUOTES_IN_BRACKETS.search(text)
        )
        if not needs:
            return text
        style = quote
        if style == '"' and re.search(r'["\\]', text) and "'" not in text:
            style = "'"
        elif style == "'" and "'" in text and not re.search(r'["\\]', text):
            style = '"'
    return quoted(text) if style == '"' else "'" + text.replace("'", "''") + "'"


def block_text(text: str, style: str, column: int, parent: int) -> ScalarText | None:
    """Return `text` below `|` or `>` with its lines at `column`; None where that cannot hold it.

    `parent` is the column of the list or mapping the text stands in.
    """
    lines = text.removesuffix("\n").split("\n")
    if not lines[-1].strip() or _NEEDS_ESCAPE.search(text):
        return None
    first = next(line for line in lines if line.strip())
    # A line that begins with a space would be taken for the indentation of all.
    indented = first[0] in " \t" or any(line and not line.strip() for line in lines)
    indicator = str(column - parent) if indented else ""
    if indicator and column - parent > 9:
        return None
    if style == ">" and not any(line[:1] in (" ", "\t") for line in lines):
        # In a folded text one line break is a space, and a blank line between makes it a break.
        lines = [part for line in lines for part in ((line, "") if line else ("",))][:-1]
    else:
        style = "|"
    chomping = "" if text.endswith("\n") else "-"
    margin = " " * column
    body = tuple(margin + line if line else "" for line in lines)
    return ScalarText(f"{style}{indicator}{chomping}", body)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values for one place of a file; `examples` are nodes with the same role nearby."""

    file: YamlFile
    habits: Habits
    #: whether a text of several lines stands below `|`; else it is quoted, on one line
    uses_blocks: bool = True

    def scalar(self, text: str | None, style: str, column: int, parent: int) -> ScalarText:
        """Return a scalar for a place outside brackets."""
        if text is None:
            return ScalarText("")
        if self.uses_blocks and (style in ("|", ">") or "\n" in text):
            block = block_text(text, style, column, parent)
            if block:
                return block
        return ScalarText(on_one_line(text, style, self.habits.quote, in_brackets=False))

    def in_brackets(self, value: Value, examples: Sequence[yaml.Node] = ()) -> str:
        """Return any value on one line."""
        if value is None:
            return "null"
        if isinstance(value, str):
            style = usual_style(examples)
            return on_one_line(value, style, self.habits.quote, in_brackets=True)
        if isinstance(value, Mapping):
            pairs = (
                f"{self.key(key, in_brackets=True)}: {self.in_brackets(item, below(examples, key))}"
                for key, item in value.items()
            )
            return "{" + ", ".join(pairs) + "}"
        return "[" + ", ".join(self.in_brackets(i, below(examples, 0)) for i in value) + "]"

    def key(self, key: str, *, in_brackets: bool = False) -> str:
        """Return the key of a mapping."""
        return on_one_line(key, "", self.habits.quote, in_brackets=in_brackets)

    def lines(self, value: Value, column: int, examples: Sequence[yaml.Node]) -> list[str]:
        """Return the lines of a list or mapping that is not empty, with dashes or keys at `column`."""
        if isinstance(value, Mapping):
            return [
                line
                for key, item in value.items()
                for line in self.pair(key, item, column, below(examples, key))
            ]
        assert is_list(value)
        margin = self.margin(examples)
        items = below(examples, 0)
        return [line for item in value for line in self.item(item, column, margin, items)]

    def margin(self, lists: Iterable[yaml.Node]) -> int:
        """Return the columns from a dash to its item in lists like these."""
        for node in lists:
            if isinstance(node, yaml.SequenceNode) and not is_flow(node):
                for entry in entries(self.file, node):
                    start = entry.value.start_mark
                    if start.index > entry.opening and start.line == node.start_mark.line:
                        return int(start.index) - entry.start
        return _DEFAULT_STEP

    def item(
        self, value: Value, column: int, margin: int, examples: Sequence[yaml.Node]
    ) -> list[str]:
        """Return the lines of an item with its dash at `column`."""
        dash = " " * column + "-" + " " * (margin - 1)
        if self.spreads(value, examples):
            first, *rest = self.lines(value, column + margin, examples)
            return [dash + first[column + margin :], *rest]
        written = self.short(value, examples, column + margin, column)
        return [(dash + written.inline).rstrip(" "), *written.body]

    def pair(self, key: str, value: Value, column: int, examples: Sequence[yaml.Node]) -> list[str]:
        """Return the lines of a key at `column` with its value."""
        head = " " * column + self.key(key) + ":"
        if self.spreads(value, examples):
            return [head, *self.lines(value, column + self.below_key(value), examples)]
        written = self.short(value, examples, column + self.habits.step, column)
        return [(f"{head} {written.inline}").rstrip(" "), *written.body]

    def below_key(self, value: Value) -> int:
        """Return the columns from a key to the dashes or keys below it."""
        return self.habits.dash if is_list(value) else self.habits.step

    def spreads(self, value: Value, examples: Sequence[yaml.Node]) -> bool:
        """Return whether a value takes lines of its own: a list or mapping not in brackets."""
        if value is None or isinstance(value, str) or not value:
            return False
        like = [node for node in examples if isinstance(node, Collection) and node.value]
        in_brackets = bool(like) and all(is_flow(node) for node in like)
        return not in_brackets or has_line_breaks(value)

    def short(
        self, value: Value, examples: Sequence[yaml.Node], column: int, parent: int
    ) -> ScalarText:
        """Return what does not spread: a text, nothing, or a list or mapping in brackets."""
        if value is None or isinstance(value, str):
            return self.scalar(value, usual_style(examples), column, parent)
        return ScalarText(self.in_brackets(value, examples))


def has_line_breaks(value: Value) -> bool:
    """Return whether a text in `value` has more than one line."""
    if isinstance(value, str):
        return "\n" in value
    if isinstance(value, Mapping):
        return any(map(has_line_breaks, value.values()))
    return is_list(value) and any(map(has_line_breaks, value))


def usual_style(nodes: Iterable[yaml.Node]) -> str:
    """Return the style most of the scalars among `nodes` have, plain if there are none."""
    styles = Counter((n.style or "") for n in nodes if isinstance(n, yaml.ScalarNode) and n.value)
    return styles.most_common(1)[0][0] if styles else ""


def below(nodes: Iterable[yaml.Node], part: str | int) -> list[yaml.Node]:
    """Return the values under a key of all mappings, or the items of all lists, among `nodes`."""
    if isinstance(part, int):
        lists = (node for node in nodes if isinstance(node, yaml.SequenceNode))
        return [item for node in lists for item in node.value]
    mappings = (node for node in nodes if isinstance(node, yaml.MappingNode))
    return [value for node in mappings for key, value in node.value if key.value == part]


def examples_for(file: YamlFile, path: Path) -> list[yaml.Node]:
    """Return the nodes whose role is that of `path`: the same below each sibling of its parent."""
    nodes: list[yaml.Node] = [file.root]
    for part in path:
        alike = below(nodes, part)
        if not alike:
            # The keys of figures and sections are names, and what stands under them is alike.
            mappings = (node for node in nodes if isinstance(node, yaml.MappingNode))
            values = (value for node in mappings for _, value in node.value)
            alike = [value for value in values if not is_block_scalar(value)]
        nodes = alike
    return nodes
