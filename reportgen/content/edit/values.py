"""What the value of a file must be after an edit, worked out without looking at its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportgen.content.edit.layout import Path


def is_equal(one: Any, other: Any) -> bool:
    """Return whether two values are equal, the order of their keys too."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(is_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    return type(one) is not dict and type(one) is not list and one == other


def changed(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return `value` with the list or mapping at `path` replaced by what `change` makes of it."""
    if not path:
        return change(value)
    part, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {k: changed(v, rest, change) if k == part else v for k, v in value.items()}
    return [changed(v, rest, change) if i == part else v for i, v in enumerate(value)]


def value_at(value: Any, path: Path) -> Any:
    """Return the part of `value` at `path`; raise LookupError where nothing stands there."""
    for part in path:
        value = value[part]
    return value


def find_value(value: Any, path: Path) -> Any:
    """Return the part of `value` at `path`; None where nothing stands there."""
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def with_value(items: Any, part: str | int, value: Any) -> Any:
    """Return a list or mapping with `value` in place of another."""
    if isinstance(items, dict):
        return {key: value if key == part else item for key, item in items.items()}
    return [value if index == part else item for index, item in enumerate(items)]


def with_item(items: Any, index: int, part: str | int, value: Any) -> Any:
    """Return a list or mapping with a new `value` at `index`; a mapping has it under `part`."""
    if isinstance(items, dict):
        pairs = list(items.items())
        return dict([*pairs[:index], (part, value), *pairs[index:]])
    return [*items[:index], value, *items[index:]]


def without(items: Any, part: str | int) -> Any:
    """Return a list or mapping without the item or key `part`."""
    if isinstance(items, dict):
        return {key: item for key, item in items.items() if key != part}
    return [item for index, item in enumerate(items) if index != part]


def shifted_path(path: Path, target: Path, index: int) -> Path:
    """Return `path` as it reads after an item was put into the list `target` at `index`."""
    depth = len(target)
    if len(path) <= depth or path[:depth] != target:
        return path
    part = path[depth]
    if isinstance(part, int) and part >= index:
        return (*target, part + 1, *path[depth + 1 :])
    return path
