"""Changes that a page asks for → splices of one YAML file, each against the value that the page saw.

A change names its place by keys and ids (`desk.item_ids`). What was changed elsewhere since the page saw it
is never overwritten: the answer is a `Conflict` with both values, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.content import edit
from reportgen.content.edit import YamlFile
from reportgen.content.edit.values import find_value
from reportgen.content.folders import LESSONS
from reportgen.content.lessons import model as lessons
from reportgen.content.model import record as records
from reportgen.content.model.base import Part, fields_by_key
from reportgen.content.model.branch import Branch, Point
from reportgen.content.model.exhibits import PictureFile, Profile, Quotation, TableData
from reportgen.content.model.figures import Figure, FromLog
from reportgen.content.model.followups import Followup
from reportgen.content.model.log import Event, Habit
from reportgen.desk.item_ids import ItemIds
from reportgen.diagnostics import Diagnostic, Faults

#: the key a scalar stands for where a mapping may be written in short
_SHORT_FORMS = {
    "figures": "value",
    "frame": "name",
    "points": "text",
    "roster": "name",
    "opening": "notes",
    "outline": "notes",
    "closing": "notes",
}
#: the model of the items or the mapping below a key, for the order of their own keys
_MODELS: dict[str, type[Part]] = {
    "chapters": records.Chapter,
    "works": records.Work,
    "duties": records.Work,
    "slide": records.WorkSlide,
    "points": Point,
    "problems": records.Problem,
    "plan": records.Plan,
    "items": records.PlanItem,
    "closing": records.Closing,
    "debriefing": records.Debriefing,
    "figures": Figure,
    "log": FromLog,
    "events": Event,
    "meetings": Habit,
    "followups": Followup,
    "comments": Followup,
    "pictures": PictureFile,
    "quotations": Quotation,
    "people": Profile,
    "tables": TableData,
}
_LESSON_MODELS: dict[str, type[Part]] = {
    "opening": lessons.Opening,
    "outline": lessons.Talk,
    "parts": lessons.LessonPart,
    "pages": lessons.Page,
    "spares": lessons.Page,
    "question": lessons.Question,
    "points": Point,
    "discussion": lessons.Discussion,
    "summary": lessons.Summary,
    "closing": lessons.Closing,
    "quotations": lessons.LessonQuotation,
    "figures": lessons.LessonFigure,
    "pictures": lessons.LessonPicture,
    "cases": lessons.Case,
}
#: mappings whose keys are names that people give
_BY_NAME = ("figures", "tables", "pictures")
Operation = Literal["set", "add", "remove", "move"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `set` a value, `add` an item to a list, `remove` an item or key, `move` an item.

    `base` is the value that the page saw at `path`, for `set` and `remove`; None for none. `index` is the
    place of the item in its list, -1 for the last one; `into` is another list that it moves to. `identity`
    is the id that an item had before it was removed. A `forced` change was decided by a person who saw
    both values.
    """

    operation: Operation
    path: tuple[str, ...]
    value: Any = None
    base: Any = None
    index: int = -1
    into: tuple[str, ...] | None = None
    identity: str = ""
    forced: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the change as a page sends it."""
        return {
            "operation": self.operation,
            "path": list(self.path),
            "value": self.value,
            "base": self.base,
            "index": self.index,
            "into": None if self.into is None else list(self.into),
            "identity": self.identity,
        }


def edit_from(content: Any) -> Edit:
    """Return the change that a page sent; raise TypeError or ValueError for anything else."""
    if not isinstance(content, dict):
        raise TypeError("edit")
    operation = content.get("operation")
    if operation not in ("set", "add", "remove", "move"):
        raise ValueError("operation")
    index = content.get("index", -1)
    if not isinstance(index, int):
        raise TypeError("index")
    into = content.get("into")
    return Edit(
        operation,
        _path_from(content.get("path")),
        _value_from(content.get("value")),
        content.get("base"),
        index,
        None if into is None else _path_from(into),
        str(content.get("identity", "")),
        content.get("forced") is True,
    )


def _path_from(content: Any) -> tuple[str, ...]:
    if not isinstance(content, list) or not content:
        raise ValueError("path")
    if not all(isinstance(part, str) for part in content):
        raise ValueError("path")
    return tuple(content)


def _value_from(content: Any) -> Any:
    """Return a value as YAML may hold it: texts, lists, mappings and nothing."""
    match content:
        case None | str():
            return content
        case bool():
            return "是" if content else "否"
        case int() | float():
            return f"{content:g}" if isinstance(content, float) else str(content)
        case list():
            return [_value_from(item) for item in content]
        case dict():
            pairs = ((str(key), _value_from(value)) for key, value in content.items())
            return {key: value for key, value in pairs if value not in (None, "", [], {})}
    raise ValueError("value")


class Conflict(Exception):  # noqa: N818 - it carries two values for a person to choose from
    """The value in the file is not the one that the page saw; `gone` where its item is there no more."""

    def __init__(self, change: Edit, theirs: Any, *, gone: bool = False) -> None:
        super().__init__("/".join(change.path))
        self.change, self.theirs, self.gone = change, theirs, gone


@dataclass(slots=True)
class Change:
    """A file while changes are made to it: what it has become, and what would undo them."""

    file: YamlFile
    ids: ItemIds
    #: the stored value of each `set`, and the id of each added item
    results: list[Any] = field(default_factory=list)
    #: the changes that undo these, the last first
    inverse: list[Edit] = field(default_factory=list)

    def make(self, change: Edit) -> None:
        """Make one change; raise Conflict, or Faults where the file cannot be edited there."""
        match change.operation:
            case "set":
                self._assign(change)
            case "add":
                self._add(change)
            case "remove":
                self._remove(change)
            case "move":
                self._move(change)

    def _become(self, file: YamlFile | Diagnostic) -> None:
        if isinstance(file, Diagnostic):
            raise Faults([file])
        self.file = file
        self.ids.follow(file.value)

    def _indexes(self, change: Edit, path: Sequence[str]) -> tuple[str | int, ...]:
        indexes = self.ids.indexes(path)
        if indexes is None:
            raise Conflict(change, None, gone=True)
        return indexes

    def _assign(self, change: Edit) -> None:
        path = self._indexes(change, change.path)
        now = value_at(self.file.value, path)
        value = change.value
        if not is_same(now, value):
            if not is_same(now, change.base) and not change.forced:
                raise Conflict(change, now)
            # A cell of a table may be empty; every other value that is empty goes.
            if is_same(value, None) and not (value == "" and isinstance(path[-1], int)):
                self._become(edit.remove(self.file, _removable(self.file.value, path)))
            else:
                self._become(_with_value(self.file, path, value))
            self.inverse.insert(0, Edit("set", change.path, now, value))
        self.results.append(value_at(self.file.value, path))

    def _add(self, change: Edit) -> None:
        path = self._indexes(change, change.path)
        items = value_at(self.file.value, path) or []
        index = len(items) if change.index < 0 else min(change.index, len(items))
        if items:
            siblings = self.ids.items(path)
            self._become(edit.insert(self.file, (*path, index), change.value))
            self.ids.keep(path, [*siblings[:index], None, *siblings[index:]])
        else:
            self._become(_with_value(self.file, path, [change.value]))
        if change.identity:
            self.ids.rename((*path, index), change.identity)
        identity = self.ids.at((*path, index))
        self.inverse.insert(0, Edit("remove", (*change.path, identity), base=change.value))
        self.results.append(identity)

    def _remove(self, change: Edit) -> None:
        path = self._indexes(change, change.path)
        now = value_at(self.file.value, path)
        if change.base is not None and not is_same(now, change.base) and not change.forced:
            raise Conflict(change, now)
        if now is not None:
            last = path[-1]
            siblings = self.ids.items(path[:-1]) if isinstance(last, int) else []
            self._become(edit.remove(self.file, _removable(self.file.value, path)))
            if isinstance(last, int):
                if rest := [*siblings[:last], *siblings[last + 1 :]]:
                    self.ids.keep(path[:-1], rest)
                back = Edit("add", change.path[:-1], now, index=last, identity=change.path[-1])
            else:
                back = Edit("set", change.path, now)
            self.inverse.insert(0, back)
        self.results.append(None)

    def _move(self, change: Edit) -> None:
        path = self._indexes(change, change.path)
        last = path[-1]
        if not isinstance(last, int):
            raise TypeError("move")
        into = path[:-1] if change.into is None else self._indexes(change, change.into)
        there = value_at(self.file.value, into) or []
        identity = change.path[-1]
        if change.into is None or into == path[:-1]:
            index = len(there) - 1 if change.index < 0 else min(change.index, len(there) - 1)
            siblings = self.ids.items(path[:-1])
            self._become(edit.move(self.file, path, index))
            siblings.insert(index, siblings.pop(last))
            self.ids.keep(path[:-1], siblings)
            self.inverse.insert(0, Edit("move", change.path, index=last))
        else:
            index = len(there) if change.index < 0 else min(change.index, len(there))
            value = value_at(self.file.value, path)
            if there:
                self._become(edit.move(self.file, path, index, into))
                if value_at(self.file.value, path[:-1]) == []:
                    empty_parent = _removable(self.file.value, path[:-1])
                    self._become(edit.remove(self.file, empty_parent))
            else:
                self._become(edit.remove(self.file, _removable(self.file.value, path)))
                self._become(_with_value(self.file, into, [value]))
            self.ids.rename((*into, index), identity)
            back = (*change.into, identity)
            self.inverse.insert(0, Edit("move", back, index=last, into=change.path[:-1]))
        self.results.append(None)


def value_at(value: Any, path: Sequence[str | int]) -> Any:
    """Return the value at `path`, None where there is none; a short form stands for its mapping."""
    for depth, part in enumerate(path):
        if isinstance(value, str):
            key = _SHORT_FORMS.get(_list_of(path[:depth]))
            value = value if key == part else None
        else:
            value = find_value(value, (part,))
    return value


def is_same(one: Any, other: Any) -> bool:
    """Return whether two values are equal; nothing, an empty text and an empty list are the same."""
    return (one or None) == (other or None)


def _list_of(path: Sequence[str | int]) -> str:
    """Return the key of the list, or the mapping by names, that an item belongs to."""
    keys = [part for part in path if isinstance(part, str)]
    if not path or isinstance(path[-1], int):
        return keys[-1] if keys else ""
    return keys[-2] if len(keys) > 1 and keys[-2] in _BY_NAME else keys[-1]


def _with_value(file: YamlFile, path: tuple[str | int, ...], value: Any) -> YamlFile | Diagnostic:
    """Return the file with `value` at `path`, whether there is one or not."""
    depth, there = 0, file.value
    while depth < len(path) and _has(there, path[depth]):
        there = there[path[depth]]
        depth += 1
    if depth == len(path):
        return edit.replace(file, path, value)
    value_below = value
    for part in reversed(path[depth + 1 :]):
        value_below = {part: value_below}
    if isinstance(there, str) and (key := _SHORT_FORMS.get(_list_of(path[:depth]))):
        if path[depth] == key:
            return edit.replace(file, path[:depth], value)
        return edit.replace(file, path[:depth], {key: there, str(path[depth]): value_below})
    return edit.insert(file, path[: depth + 1], value_below, _order(file, path[:depth]))


def _has(value: Any, part: str | int) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def _order(file: YamlFile, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the usual order of keys in the mapping at `path`."""
    model: type[Part] = records.YearRecord
    if file.name.startswith(f"{LESSONS}/"):
        model = _LESSON_MODELS.get(_list_of(path), Branch) if path else lessons.Lesson
    elif path:
        model = _MODELS.get(_list_of(path), Branch)
    return tuple(fields_by_key(model))


def _removable(value: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path to remove so that no empty mapping or list is left where `path` was."""
    while len(path) > 1 and isinstance(path[-2], str):
        parent = value_at(value, path[:-1])
        if not isinstance(parent, Mapping | list) or len(parent) != 1:
            break
        path = path[:-1]
    return path
