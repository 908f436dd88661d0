"""A record as YAML text, as a person would write it: long texts below `|-`, short lists in brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.content.edit.writing import block_text, on_one_line, quoted

#: keys whose texts people write below `|-`
_LONG = frozenset({"opening", "lead", "text", "notes"})
_WIDEST = 110


def yaml_text(value: Mapping[str, Any]) -> str:
    """Return a mapping as a YAML file; its leaves are texts."""
    lines: list[str] = []
    for number, (key, item) in enumerate(value.items()):
        if number and not isinstance(item, str):
            lines.append("")
        lines += _pair(key, item, 0)
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return on_one_line(key, "", '"', in_brackets=False)


def _pair(key: str, value: Any, column: int) -> list[str]:
    head = " " * column + _key(key) + ":"
    if isinstance(value, str):
        return _text(head, key, value, column)
    short = _in_brackets(value)
    if short is not None and column + len(short) <= _WIDEST:
        return [f"{head} {short}"]
    return [head, *_lines(value, column + 2)]


def _text(head: str, key: str, text: str, column: int) -> list[str]:
    if "\n" in text or (key in _LONG and len(text) > 30):
        block = block_text(text, "|", column + 2, column)
        if block:
            return [f"{head} {block.inline}", *block.body]
        return [f"{head} {quoted(text)}"]
    return [f"{head} {on_one_line(text, '', chr(34), in_brackets=False)}"]


def _lines(value: Any, column: int) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in _pair(key, item, column)]
    lines: list[str] = []
    for item in value:
        short = _in_brackets(item)
        if isinstance(item, str):
            lines.append(" " * column + "- " + on_one_line(item, "", '"', in_brackets=False))
        elif short is not None and (_is_row(item) or column + len(short) <= _WIDEST):
            lines.append(" " * column + "- " + short)
        else:
            first, *rest = _lines(item, column + 2)
            lines += [" " * column + "- " + first[column + 2 :], *rest]
    return lines


def _is_row(value: Any) -> bool:
    return not isinstance(value, Mapping)


def _in_brackets(value: Any) -> str | None:
    """Return a list of texts, or a mapping of texts, on one line; None where that is hard to read."""
    if isinstance(value, str):
        return on_one_line(value, "", '"', in_brackets=True)
    if isinstance(value, Mapping):
        if any(not isinstance(item, str) or "\n" in item for item in value.values()):
            return None
        if any(key in _LONG for key in value):
            return None
        pairs = (f"{_key(k)}: {_in_brackets(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence):
        if any(not isinstance(item, str) for item in value):
            return None
        return "[" + ", ".join(on_one_line(i, "", '"', in_brackets=True) for i in value) + "]"
    return None
