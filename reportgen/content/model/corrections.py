"""The lines that should stand where a value of the content has the wrong shape.

Each function proposes lines for one fault of pydantic; `validation` reads the file with them and
offers what is then valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel

from reportgen.content.model.base import fields_by_key
from reportgen.content.yaml import traps
from reportgen.diagnostics import Correction

#: a name, its colon without the space that YAML wants, and the beginning of the content
_COLON = re.compile(rf"({traps.NAME})(?:：\s*|:(?=\S))")
_QUOTES = ("“”", "‘’", "「」", "『』", "＂＂")


def of_name(lines: list[str], number: int, key: str, known: str | None) -> Iterator[Correction]:
    """Yield corrections of an unknown name in line `number`; `known` is what it should be called."""
    row = lines[number]
    if known:
        yield Correction(number + 1, 1, (row.replace(key, known, 1),))
    bare = key.strip("“”‘’＂'\"")
    if bare != key:
        yield Correction(number + 1, 1, (row.replace(key, bare, 1),))
    line = traps.line_at(lines, number)
    if (better := traps.half_width(line.text)) != line.text:
        yield Correction(number + 1, 1, (line.with_value(better),))
    if line.name != key and (better := _half_width_inside(row)) != row:
        yield Correction(number + 1, 1, (better,))


def of_value(
    lines: list[str], node: yaml.Node, expected: str, value: Any, owner: type[BaseModel] | None
) -> Iterator[Correction]:
    """Yield corrections of the value at `node`; `expected` is the kind of pydantic's error.

    `owner` is the model that was expected, of the value or of its items.
    """
    number = node.start_mark.line
    line = traps.line_at(lines, number)
    first = number + 1
    if isinstance(value, dict):
        if expected in ("tuple_type", "list_type"):
            yield _as_items(lines, node)
        elif expected == "text" and len(value) == 1 and node.start_mark.column > 0:
            before = line.row[: node.start_mark.column]
            rest = line.row[node.start_mark.column :].rstrip()
            if not rest.startswith(("{", "[")):
                yield Correction(first, 1, (before + traps.quoted(rest),))
        return
    if (
        not isinstance(value, str)
        or not isinstance(node, yaml.ScalarNode)
        or node.style in ("|", ">")
    ):
        return
    start = node.start_mark.column
    before, written = line.row[:start], _source_text(line.row, node)
    behind = line.row[start + len(written) :]
    for pair in _QUOTES:
        if value[:1] == pair[0] and value[-1:] == pair[1]:
            yield Correction(first, 1, (before + value[1:-1] + behind,))
    if _COLON.match(value) and expected in ("model_type", "dict_type", "model_attributes_type"):
        rows = _with_colons(lines, number)
        yield Correction(first, len(rows), rows)
    if expected == "brackets":
        listed = re.sub(r"\s*[，、；]\s*", ", ", traps.half_width(written))
        yield Correction(first, 1, (before + listed + behind,))
    if expected in ("tuple_type", "list_type", "model_type", "dashes"):
        dashes = _with_dashes(lines, number, node)
        if dashes:
            yield Correction(first, len(dashes), dashes)
        yield from _wrapped(line, first, written, expected, owner)
    digits = re.sub(r"\D", "", value)
    if expected in ("integer", "number", "int_parsing") and digits and digits != value:
        yield Correction(first, 1, (before + digits + behind,))
    if "_" in value:
        yield Correction(first, 1, (before + value.replace("_", "") + behind,))


def _source_text(row: str, node: yaml.ScalarNode) -> str:
    """Return a value as it stands in the first of its lines."""
    end = node.end_mark.column if node.end_mark.line == node.start_mark.line else len(row.rstrip())
    return row[node.start_mark.column : end]


def _wrapped(
    line: traps.Line,
    first: int,
    written: str,
    expected: str,
    owner: type[BaseModel] | None,
) -> Iterator[Correction]:
    """Yield the value as the first text of the model that was expected."""
    if owner is None or not written or line.text != written:
        return
    required = [name for name, field in fields_by_key(owner).items() if field.is_required()]
    for name in dict.fromkeys(
        [*required[:1], *(n for n in ("text", "name", "title") if n in fields_by_key(owner))]
    ):
        if expected == "model_type" and line.dashes and not line.name:
            yield Correction(first, 1, (f"{line.row[: line.start]}{name}: {line.value}",))
        elif line.name:
            dash = "- " if expected in ("tuple_type", "list_type") else ""
            head = line.row[: line.start].rstrip()
            below = f"{' ' * (line.depth + 2)}{dash}{name}: {line.value}"
            yield Correction(first, 1, (head, below))


def _with_colons(lines: list[str], number: int) -> tuple[str, ...]:
    """Return the lines from `number` on whose names lack the colon and space of YAML."""
    rows = []
    for row in lines[number:]:
        indent = len(row) - len(row.lstrip())
        match = _COLON.match(row, indent)
        if not match:
            break
        rows.append(f"{row[:indent]}{match[1]}: {row[match.end() :]}")
    return tuple(rows) or (lines[number],)


def _with_dashes(lines: list[str], number: int, node: yaml.Node) -> tuple[str, ...]:
    """Return the lines of a text below its name as the items of a list, () if it stands beside it."""
    if lines[number][: node.start_mark.column].strip():
        return ()
    last = node.end_mark.line if node.end_mark.column else node.end_mark.line - 1
    rows = lines[number : max(last, number) + 1]
    return tuple(re.sub(r"^( *)(?:-(?! ))?", r"\1- ", row) for row in rows if row.strip())


def _as_items(lines: list[str], node: yaml.Node) -> Correction:
    """Return the names below each other as the one item of a list."""
    start, end = node.start_mark.line, node.end_mark.line
    while end > start + 1 and (
        not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    rows = [lines[start][: node.start_mark.column] + "- " + lines[start][node.start_mark.column :]]
    rows += [f"  {row}" if row.strip() else row for row in lines[start + 1 : end]]
    return Correction(start + 1, len(rows), tuple(rows))


def _half_width_inside(row: str) -> str:
    """Return a line with the text in its brackets as YAML reads it."""
    match = re.search(r"\{[^{}]*\}", row)
    return row[: match.start()] + traps.half_width(match[0]) + row[match.end() :] if match else row
