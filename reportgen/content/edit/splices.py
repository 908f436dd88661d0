"""The four operations as splices: a part of the text and what stands there instead."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.content.edit.layout import (
    Collection,
    Entry,
    Path,
    YamlFile,
    end_of,
    entries,
    entry_of,
    is_block_scalar,
    is_flow,
    no_place,
    node_at,
    open_file,
    path_text,
    refusal,
)
from reportgen.content.edit.values import (
    changed,
    is_equal,
    shifted_path,
    value_at,
    with_item,
    with_value,
    without,
)
from reportgen.content.edit.writing import (
    ScalarText,
    Value,
    Writer,
    examples_for,
    habits_of,
    normal,
)
from reportgen.diagnostics import Faults

_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Splice:
    """The characters from `start` to before `end`, and what replaces them."""

    start: int
    end: int
    text: str


def replace(file: YamlFile, path: Path, value: Value) -> YamlFile:
    """Return the file with `value` at `path`; raise Faults."""
    if not path:
        raise refusal(file.name, "整份文件不是一个值")
    value = normal(value)
    parent = node_at(file, path[:-1])
    entry = entry_of(file, parent, path[-1], path)
    expected = changed(file.value, path[:-1], lambda items: with_value(items, path[-1], value))
    attempts = [_replacement(writer, path, parent, entry, value) for writer in _writers(file)]
    return _first_that_reads(file, attempts, expected)


def insert(file: YamlFile, path: Path, value: Value, order: tuple[str, ...] = ()) -> YamlFile:
    """Return the file with a new item or key at `path`; raise Faults."""
    if not path:
        raise refusal(file.name, "整份文件不是一个值")
    value, part = normal(value), path[-1]
    parent = node_at(file, path[:-1])
    there = entries(file, parent)
    kind = yaml.SequenceNode if isinstance(part, int) else yaml.MappingNode
    is_nothing = value_at(file.value, path[:-1]) is None
    if not is_nothing and not isinstance(parent, kind):
        raise no_place(file, path, parent)
    holder = node_at(file, path[:-2])
    if is_nothing or (not there and len(path) > 1 and not is_flow(holder)):
        if part != 0 and isinstance(part, int):
            raise no_place(file, path, parent)
        return replace(file, path[:-1], {part: value} if isinstance(part, str) else [value])
    if isinstance(parent, yaml.MappingNode):
        if any(entry.key is not None and entry.key.value == part for entry in there):
            reason = f"“{path_text(path)}”已经有了"
            raise refusal(file.name, reason, file.span(parent.start_mark.index))
        index = _place_of_key(file, path, parent, order)
    else:
        assert isinstance(part, int)
        index = part
        if not 0 <= index <= len(there):
            raise no_place(file, path, parent)
    expected = changed(file.value, path[:-1], lambda items: with_item(items, index, part, value))
    if is_flow(parent):
        text = _in_brackets(_writers(file)[0], path, value)
        return _first_that_reads(file, [_put_in_brackets(file, parent, index, text)], expected)
    column = file.column(there[0].start)
    attempts = [
        [_put_lines(file, there, index, _lines(writer, path, value, column))]
        for writer in _writers(file)
    ]
    return _first_that_reads(file, attempts, expected)


def remove(file: YamlFile, path: Path) -> YamlFile:
    """Return the file without the item or key at `path`; raise Faults."""
    if not path:
        raise refusal(file.name, "整份文件不是一个值")
    parent = node_at(file, path[:-1])
    entry = entry_of(file, parent, path[-1], path)
    expected = changed(file.value, path[:-1], lambda items: without(items, path[-1]))
    return _first_that_reads(file, [_cut(file, path[:-1], parent, entry)], expected)


def move(file: YamlFile, path: Path, index: int, into: Path | None = None) -> YamlFile:
    """Return the file with the item or key at `path` at place `index` of a parent; raise Faults."""
    if not path:
        raise refusal(file.name, "整份文件不是一个值")
    target_path = path[:-1] if into is None else into
    source, target = node_at(file, path[:-1]), node_at(file, target_path)
    entry = entry_of(file, source, path[-1], path)
    there = entries(file, target)
    if not isinstance(target, type(source)) or not there:
        raise refusal(
            file.name,
            f"不能移到“{path_text(target_path)}”里",
            file.span(target.start_mark.index),
        )
    is_same = target is source
    old = [known.start for known in entries(file, source)].index(entry.start)
    if not 0 <= index <= len(there) - is_same:
        raise no_place(file, (*target_path, index), target)
    if is_same and index == old:
        return file
    part = path[-1]
    if not is_same and isinstance(part, str) and part in value_at(file.value, target_path):
        raise refusal(
            file.name, f"“{path_text(target_path)}”里已经有“{part}”", file.span(entry.start)
        )
    if path == target_path[: len(path)]:
        raise refusal(file.name, "不能移到它自己里面", file.span(entry.start))
    moved = value_at(file.value, path)
    if is_same:
        expected = changed(
            file.value,
            target_path,
            lambda i: with_item(without(i, path[-1]), index, path[-1], moved),
        )
    else:
        with_both = changed(file.value, target_path, lambda i: with_item(i, index, path[-1], moved))
        shifted = shifted_path(path, target_path, index)
        expected = changed(with_both, shifted[:-1], lambda i: without(i, shifted[-1]))
    if is_flow(source) and is_same:
        return _first_that_reads(file, [_permuted(file, there, old, index)], expected)
    if is_flow(source) or is_flow(target):
        raise refusal(file.name, "括号里的一项不能移到别处", file.span(entry.start))
    place = index + (1 if is_same and index > old else 0)
    lines = _source_lines(file, entry, file.column(there[0].start))
    attempt = [*_cut(file, path[:-1], source, entry), _put_lines(file, there, place, lines)]
    return _first_that_reads(file, [attempt], expected)


# ── Reading again ──


def _first_that_reads(
    file: YamlFile, attempts: Iterable[Sequence[Splice]], expected: Any
) -> YamlFile:
    """Return the file after the first splices that read as `expected`; raise Faults if none do."""
    reason: Faults | None = None
    start = 0
    for attempt in attempts:
        start = min(splice.start for splice in attempt)
        try:
            edited = open_file(_spliced(file, attempt), file.name)
        except Faults as faults:
            reason = reason or faults
            continue
        if is_equal(edited.value, expected):
            return edited
    if reason and reason.diagnostics[0].code != "edit-refused":
        raise reason
    raise refusal(file.name, "改后的文件读出来和要改的不一样", file.span(start))


def _spliced(file: YamlFile, splices: Iterable[Splice]) -> bytes:
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < position:
            raise refusal(file.name, "要改的两处连在一起", file.span(splice.start))
        pieces += file.text[position : splice.start], splice.text
        position = splice.end
    pieces.append(file.text[position:])
    mark = file.data[: len(file.data) - len(file.text.encode())]
    try:
        return mark + "".join(pieces).encode()
    except UnicodeEncodeError:
        raise refusal(file.name, "新的文字里有无法保存的字符") from None


# ── Replacing ──


def _writers(file: YamlFile) -> tuple[Writer, Writer]:
    """Return the writers to try.

    A text below `|` cannot end in a line break on the last line of a file that ends in none, so
    the second writer uses quotes.
    """
    habits = habits_of(file)
    return Writer(file, habits), Writer(file, habits, uses_blocks=False)


def _replacement(
    writer: Writer, path: Path, parent: yaml.Node, entry: Entry, value: Value
) -> list[Splice]:
    """Return the splices that write `value` in place of an entry's."""
    file, node = writer.file, entry.value
    if is_flow(parent):
        return _replacement_in_brackets(writer, entry, value)
    column = file.column(entry.start)
    margin = _margin(writer, parent)
    examples = examples_for(file, path)
    if isinstance(node, yaml.ScalarNode) and not writer.spreads(value, examples):
        style = node.style or ""
        if (node.value or style) and (value is None or isinstance(value, str)):
            body = _body_column(file, node) or column + margin
            written = writer.scalar(value, style, body, column)
        else:
            written = writer.short(value, examples, column + margin, column)
        return _scalar_splices(file, entry, written)
    is_on_lines = isinstance(node, Collection) and not is_flow(node)
    behind = file.line_end(entry.end) if is_on_lines or entry.key is None else entry.end
    if file.has_comment(entry.opening, behind):
        reason = f"“{path_text(path)}”里有注释，请逐项修改"
        raise refusal(file.name, reason, file.span(node.start_mark.index))
    if isinstance(node, Collection) and node.value:
        examples = [node]
    spreads = writer.spreads(value, examples)
    if is_flow(node) and isinstance(value, (dict, list)) and not spreads:
        text = writer.in_brackets(value, examples)
        return [Splice(node.start_mark.index, entry.end, text)]
    if not spreads:
        written = writer.short(value, examples, column + margin, column)
        lines = [f" {written.inline}".rstrip(" "), *written.body]
    elif entry.key is None:
        lines = writer.item(value, column, margin, examples)
        lines[0] = lines[0][column + 1 :]
    else:
        lines = ["", *writer.lines(value, column + writer.below_key(value), examples)]
    # A comment behind the old value stays on the first line of the new one.
    line_end = file.line_end(entry.end)
    newline = file.newline(entry.start)
    below = "".join(newline + line for line in lines[1:])
    return [Splice(entry.opening, entry.end, lines[0]), Splice(line_end, line_end, below)]


def _margin(writer: Writer, parent: yaml.Node) -> int:
    """Return how far the lines of a text stand behind the keys or dashes of `parent`."""
    is_sequence = isinstance(parent, yaml.SequenceNode)
    return writer.margin([parent]) if is_sequence else writer.habits.step


def _body_column(file: YamlFile, node: yaml.ScalarNode) -> int:
    """Return the column of a text below `|`; 0 if there is none or if a number gives it."""
    start: int = node.start_mark.index
    header = _HEADER.match(file.text, start)
    if not is_block_scalar(node) or header is None or any(c.isdigit() for c in header[0]):
        return 0
    below = file.text[file.line_end(start) : end_of(file, node)].lstrip("\r\n \t")
    return file.column(end_of(file, node) - len(below)) if below else 0


def _scalar_splices(file: YamlFile, entry: Entry, written: ScalarText) -> list[Splice]:
    """Return the splices that put a text in the place of another one outside brackets."""
    node = entry.value
    assert isinstance(node, yaml.ScalarNode)
    newline = file.newline(entry.start)
    body = "".join(newline + line for line in written.body)
    start, end = node.start_mark.index, entry.end
    if not node.value and not node.style:
        start = end = entry.opening
    inline = written.inline
    if start == entry.opening and inline:
        inline = f" {inline}"
    elif not inline:
        start = entry.opening
    if is_block_scalar(node):
        # A comment may stand behind the `|`.
        header = _HEADER.match(file.text, node.start_mark.index)
        assert header is not None
        rest = file.text[header.end() : file.line_end(header.end())]
        return [Splice(start, end, inline + rest + body)]
    if not body:
        return [Splice(start, end, inline)]
    line_end = file.line_end(end)
    return [Splice(start, end, inline), Splice(line_end, line_end, body)]


def _replacement_in_brackets(writer: Writer, entry: Entry, value: Value) -> list[Splice]:
    """Return the splice that writes `value` in place of an entry's in brackets."""
    file, node = writer.file, entry.value
    start: int = node.start_mark.index
    if entry.opening < 0:
        raise refusal(file.name, "括号里的这个名称后面没有冒号", file.span(entry.start))
    if isinstance(node, Collection) and file.has_comment(start, entry.end):
        raise refusal(file.name, "括号里有注释", file.span(start))
    text = writer.in_brackets(value, [node])
    if start == entry.end:
        return [Splice(entry.opening, entry.opening, f" {text}")]
    return [Splice(start, entry.end, text)]


# ── Inserting ──


def _place_of_key(
    file: YamlFile, path: Path, parent: yaml.MappingNode, order: tuple[str, ...]
) -> int:
    """Return the index a new key gets among the keys of `parent`."""
    key = path[-1]
    there = [known.value for known, _ in parent.value]
    siblings = [
        [known.value for known, _ in node.value]
        for node in examples_for(file, path[:-1])
        if isinstance(node, yaml.MappingNode) and node is not parent
    ]
    orders = [keys for keys in siblings if key in keys]
    orders.sort(key=lambda keys: len(set(keys) & set(there)), reverse=True)
    for keys in [*orders, list(order)]:
        if key not in keys:
            continue
        place = keys.index(key)
        for before in reversed(keys[:place]):
            if before in there:
                return there.index(before) + 1
        for after in keys[place + 1 :]:
            if after in there:
                return there.index(after)
    return len(there)


def _lines(writer: Writer, path: Path, value: Value, column: int) -> list[str]:
    """Return the lines of a new item or key."""
    part = path[-1]
    examples = examples_for(writer.file, path)
    if isinstance(part, str):
        return writer.pair(part, value, column, examples)
    margin = writer.margin([node_at(writer.file, path[:-1])])
    return writer.item(value, column, margin, examples)


def _in_brackets(writer: Writer, path: Path, value: Value) -> str:
    part = path[-1]
    text = writer.in_brackets(value, examples_for(writer.file, path))
    return f"{writer.key(part, in_brackets=True)}: {text}" if isinstance(part, str) else text


def _put_lines(file: YamlFile, there: Sequence[Entry], index: int, lines: list[str]) -> Splice:
    """Return the splice that puts lines before the entry `index`, or behind the last."""
    column = file.column(there[0].start)
    newline = file.newline(there[0].start)
    around = there[index - 1 : index + 1] if 0 < index < len(there) else there
    is_set_apart = _has_blank_lines_between(file, there) and _has_blank_lines_between(file, around)
    gap = newline if is_set_apart else ""
    if index == 0:
        start = there[0].start
        first, *rest = lines
        text = newline.join([first[column:], *rest]) + newline + gap + " " * column
        return Splice(start, start, text)
    place = _behind(file, there[index - 1], column)
    return Splice(place, place, newline + gap + newline.join(lines))


def _has_blank_lines_between(file: YamlFile, there: Sequence[Entry]) -> bool:
    """Return whether most entries have a blank line before the next."""
    gaps = [
        bool(re.search(r"\n[ \t]*\r?\n", file.text[one.end : next_.start]))
        for one, next_ in itertools.pairwise(there)
    ]
    return 2 * sum(gaps) > len(gaps)


def _behind(file: YamlFile, entry: Entry, column: int) -> int:
    """Return the end of the line where an entry ends, or of comments below that belong to it.

    Those are indented deeper than the entry: lines of its own that were switched off.
    """
    place = file.line_end(entry.end)
    deeper = re.compile(rf"(?:\r?\n[ ]*)*\r?\n[ ]{{{column + 1},}}#[^\r\n]*")
    while match := deeper.match(file.text, place):
        place = match.end()
    return place


def _put_in_brackets(file: YamlFile, parent: yaml.Node, index: int, text: str) -> list[Splice]:
    there = entries(file, parent)
    opening: int = parent.start_mark.index
    if file.text[opening] not in "[{":
        raise refusal(file.name, "这一项没有括号", file.span(opening))
    if not there:
        return [Splice(opening + 1, opening + 1, text)]
    has_lines = file.line_start(there[0].start) > opening
    margin = file.newline(opening) + " " * file.column(there[0].start) if has_lines else " "
    if index < len(there):
        start = there[index].start
        return [Splice(start, start, f"{text},{margin}")]
    end = there[-1].end
    if not has_lines:
        return [Splice(end, end, f", {text}")]
    # A comment behind the last item stays behind it.
    comma = re.compile(r"[ ]*,").match(file.text, end)
    line_end = file.line_end(end)
    if not comma:
        if file.text[end:line_end].strip(" ")[:1] not in ("", "#"):
            return [Splice(end, end, f",{margin}{text}")]
        return [Splice(end, end, ","), Splice(line_end, line_end, margin + text)]
    if file.text[comma.end() : line_end].strip(" ")[:1] not in ("", "#"):
        return [Splice(comma.end(), comma.end(), f"{margin}{text},")]
    return [Splice(line_end, line_end, f"{margin}{text},")]


# ── Removing and moving ──


def _cut(file: YamlFile, path: Path, parent: yaml.Node, entry: Entry) -> list[Splice]:
    """Return the splices that take an entry out; `path` is that of its parent."""
    there = entries(file, parent)
    if is_flow(parent):
        return [_cut_in_brackets(file, parent, there, entry)]
    is_alone = len(there) == 1
    empty = "{}" if isinstance(parent, yaml.MappingNode) else "[]"
    before = file.text[file.line_start(entry.start) : entry.start]
    if before.strip(" ") or (is_alone and not path):
        return [_cut_beside_dash(file, there, entry, empty)]
    lines = _cut_lines(file, there, entry)
    if not is_alone:
        return [lines]
    holder = entry_of(file, node_at(file, path[:-1]), path[-1], path)
    return [Splice(holder.opening, holder.opening, f" {empty}"), lines]


def _cut_beside_dash(file: YamlFile, there: Sequence[Entry], entry: Entry, empty: str) -> Splice:
    """Return the splice for an entry that shares its line with the dash of the item around it."""
    line_end = file.line_end(entry.end)
    if len(there) == 1:
        return Splice(entry.start, line_end, empty)
    following = there[1].start
    if not file.has_comment(line_end, following):
        return Splice(entry.start, following, "")
    dash = len(file.text[: entry.start].rstrip(" "))
    return Splice(dash, line_end, "")


def _cut_lines(file: YamlFile, there: Sequence[Entry], entry: Entry) -> Splice:
    """Return the splice that takes whole lines, and the blank line that set the entry apart."""
    text = file.text
    line, end = file.line_start(entry.start), file.line_end(entry.end)
    is_last, is_first = entry.start == there[-1].start, entry.start == there[0].start
    blank_below = re.compile(r"\r?\n[ ]*(?=\r?\n|\Z)").match(text, end)
    if line == 0:
        after = re.compile(r"\r?\n").match(text, end)
        return Splice(0, after.end() if after else end, "")
    start = file.line_end(line - 1)
    is_set_apart = _has_blank_lines_between(file, there)
    if is_first and not is_last and blank_below and is_set_apart:
        return Splice(start, blank_below.end(), "")
    above = file.line_start(start)
    if not is_first and (blank_below or is_last) and above and not text[above:start].strip(" "):
        start = file.line_end(above - 1)
    return Splice(start, end, "")


def _cut_in_brackets(
    file: YamlFile, parent: yaml.Node, there: Sequence[Entry], entry: Entry
) -> Splice:
    index = [known.start for known in there].index(entry.start)
    if len(there) == 1:
        opening: int = parent.start_mark.index
        if file.text[opening] not in "[{":
            raise refusal(file.name, "这一项没有括号", file.span(opening))
        splice = Splice(opening + 1, end_of(file, parent) - 1, "")
    elif index == 0:
        splice = Splice(entry.start, there[1].start, "")
    else:
        splice = Splice(there[index - 1].end, entry.end, "")
    if file.has_comment(splice.start, splice.end):
        raise refusal(file.name, "括号里有注释", file.span(entry.start))
    return splice


def _permuted(file: YamlFile, there: Sequence[Entry], old: int, new: int) -> list[Splice]:
    """Return the splices that write the items of brackets in another order, each over another's place."""
    texts = [file.text[entry.start : entry.end] for entry in there]
    texts.insert(new, texts.pop(old))
    return [Splice(e.start, e.end, text) for e, text in zip(there, texts, strict=True)]


def _source_lines(file: YamlFile, entry: Entry, column: int) -> list[str]:
    """Return the lines of an entry as they are written, shifted to start at `column`."""
    source = file.text[entry.start : file.line_end(entry.end)]
    shift = column - file.column(entry.start)
    first, *rest = re.split(r"\r?\n", source)
    lines = [" " * column + first]
    for line in rest:
        own = len(line) - len(line.lstrip(" "))
        lines.append(" " * max(0, own + shift) + line[own:] if line.strip(" ") else line)
    return lines
