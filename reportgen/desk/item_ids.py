"""Ids of the items of lists, which stay the same while items move and while others come and go.

A page names an item of a list by its id: the second work of a chapter may be the third by the time
that its text is saved. Ids live beside the files, in the state of the desk, never in them.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: the ids below a value: by key for a mapping, with the ids of each item for a list
Tree = Mapping[str, Any] | Sequence[tuple[str, Any]] | None
#: keys whose value tells an item from others
_NAMES = ("title", "name", "task", "text", "type", "file")


@dataclass(eq=False, slots=True)
class ItemIds:
    """The ids of one file, with the value that they were given to."""

    value: Any = None
    tree: Tree = None
    next: int = 1

    def follow(self, value: Any) -> None:
        """Give ids to the items of `value`, the file's new value; items that are there yet keep theirs."""
        numbers = itertools.count(self.next)
        self.tree = _matching(self.value, self.tree, value, numbers)
        self.value = value
        self.next = next(numbers)

    def at(self, path: Sequence[str | int]) -> str:
        """Return the id of the item at a path of keys and indexes."""
        tree, identity = self.tree, ""
        for part in path:
            if isinstance(part, int):
                assert isinstance(tree, Sequence)
                identity, tree = tree[part]
            else:
                tree = tree.get(part) if isinstance(tree, Mapping) else None
        return identity

    def items(self, path: Sequence[str | int]) -> list[Any]:
        """Return the items of the list at `path`, each with the ids below it; [] where there is none."""
        tree: Any = self.tree
        for part in path:
            if isinstance(part, int):
                tree = tree[part][1] if isinstance(tree, Sequence) else None
            else:
                tree = tree.get(part) if isinstance(tree, Mapping) else None
        return list(tree) if isinstance(tree, Sequence) else []

    def keep(self, path: Sequence[str | int], items: Sequence[Any]) -> None:
        """Give the list at `path` the items that `items` returned before it changed; None is a new one."""
        tree: Any = self.tree
        for part in path:
            tree = tree[part][1] if isinstance(part, int) else tree[part]
        for index, item in enumerate(items):
            if item is not None:
                tree[index] = item

    def rename(self, path: Sequence[str | int], identity: str) -> None:
        """Give the item at `path` an id that it had before it was removed."""
        *parents, index = path
        tree: Any = self.tree
        for part in parents:
            tree = tree[part][1] if isinstance(part, int) else tree[part]
        tree[index] = (identity, tree[index][1])

    def indexes(self, path: Sequence[str]) -> tuple[str | int, ...] | None:
        """Return a path of keys and ids as keys and indexes; None where an item is gone."""
        tree: Any = self.tree
        indexes: list[str | int] = []
        for part in path:
            if isinstance(tree, Sequence):
                index = next((i for i, (identity, _) in enumerate(tree) if identity == part), None)
                if index is None:
                    return None
                indexes.append(index)
                tree = tree[index][1]
            else:
                indexes.append(part)
                tree = tree.get(part) if isinstance(tree, Mapping) else None
        return tuple(indexes)

    def identities(self, path: Sequence[str | int]) -> tuple[str, ...]:
        """Return a path of keys and indexes as keys and ids."""
        return tuple(
            self.at(path[: i + 1]) if isinstance(part, int) else part for i, part in enumerate(path)
        )

    def text(self) -> str:
        """Return the ids as JSON."""
        content = {"value": self.value, "tree": self.tree, "next": self.next}
        return json.dumps(content, ensure_ascii=False)


def ids_from(text: str) -> ItemIds:
    """Return what `ItemIds.text` wrote; raise ValueError for other texts."""
    content = json.loads(text)
    if not isinstance(content, dict) or set(content) != {"value", "tree", "next"}:
        raise ValueError(text[:40])
    return ItemIds(**content)


def _matching(old: Any, tree: Tree, new: Any, numbers: Iterator[int]) -> Any:
    if isinstance(new, Mapping):
        values = old if isinstance(old, Mapping) else {}
        trees = tree if isinstance(tree, Mapping) else {}
        return {
            key: below
            for key, value in new.items()
            if (below := _matching(values.get(key), trees.get(key), value, numbers)) is not None
        }
    if isinstance(new, list):
        before = old if isinstance(old, list) else []
        ids = tree if isinstance(tree, Sequence) else []
        partners = pairs(before, new)
        return [
            (
                ids[partners[i]][0] if i in partners else f"i{next(numbers)}",
                _matching(
                    before[partners[i]] if i in partners else None,
                    ids[partners[i]][1] if i in partners else None,
                    item,
                    numbers,
                ),
            )
            for i, item in enumerate(new)
        ]
    return None


@dataclass(slots=True)
class _OpenItem:
    """The items of two lists that have no partner yet, and the pairs: new index → old index."""

    old: list[int]
    new: list[int]
    pairs: dict[int, int] = field(default_factory=dict)

    def join(self, new: int, old: int) -> None:
        self.pairs[new] = old
        self.new.remove(new)
        self.old.remove(old)


def pairs(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Return which new item is which old one: by place and content, by content, by name, by place."""
    if old == new:
        return {i: i for i in range(len(new))}
    rest = _OpenItem(list(range(len(old))), list(range(len(new))))
    if len(old) == len(new):
        for index in range(len(new)):
            if old[index] == new[index]:
                rest.join(index, index)
    for key in (_content, _name):
        by_key: defaultdict[str, list[int]] = defaultdict(list)
        for index in rest.old:
            if mark := key(old[index]):
                by_key[mark].append(index)
        for index in tuple(rest.new):
            if waiting := by_key.get(key(new[index])):
                rest.join(index, waiting.pop(0))
    if len(rest.old) == len(rest.new):
        return rest.pairs | dict(zip(rest.new, rest.old, strict=True))
    for index in tuple(rest.new):
        if index in rest.old:
            rest.join(index, index)
    return rest.pairs


def _content(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False)


def _name(item: Any) -> str:
    if not isinstance(item, Mapping):
        return ""
    return next((f"{name}={item[name]}" for name in _NAMES if item.get(name)), "")
