"""Changes of the two YAML files of a branch, and the splices that make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reportgen.content import edit
from reportgen.content.edit import Path, Value, YamlFile
from reportgen.content.model import (
    Branch,
    Chapter,
    Closing,
    Event,
    Figure,
    Followup,
    Honour,
    Members,
    Person,
    PictureFile,
    Plan,
    PlanItem,
    Problem,
    Quotation,
    Work,
    WorkSlide,
    YearRecord,
)  # fmt: skip
from reportgen.content.model.base import Part, fields_by_key
from reportgen.diagnostics import Diagnostic, Faults


class Operation(StrEnum):
    """What a change does."""

    #: a value at a path, where there may be none yet
    PUT = "put"
    #: a new item of a list, at an index of the list as it was
    INSERT = "insert"
    REMOVE = "remove"
    #: a work into another chapter
    MOVE = "move"
    #: the items of a list in the order of their labels
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file, and the cell it comes from."""

    operation: Operation
    #: `branch` or `record`
    file: str
    path: Path
    value: Value = None
    place: str = ""
    #: where a moved item goes
    into: Path = ()


#: the last key of a path → the model whose fields order the keys beside it
_ORDERS: dict[str, type[Part]] = {
    "members": Members, "slide": WorkSlide, "plan": Plan, "closing": Closing,
    "works": Work, "events": Event, "honours": Honour, "problems": Problem, "followups": Followup,
    "items": PlanItem, "committee": Person, "quotations": Quotation, "chapters": Chapter,
    "figures": Figure, "pictures": PictureFile,
}  # fmt: skip


def applied(files: Mapping[str, YamlFile], changes: Sequence[Change]) -> dict[str, YamlFile]:
    """Return the files with all changes; raise Faults where one cannot be made with certainty.

    Indexes in paths are those of the files as they are: values are put first, then lists are
    worked on from their ends, then works move.
    """
    result: dict[str, YamlFile] = {}
    for name, original in files.items():
        own = [change for change in changes if change.file == name]
        file = original
        for change in own:
            if change.operation is Operation.PUT:
                file = _put(file, change.path, change.value)
        in_lists = [c for c in own if c.operation in (Operation.INSERT, Operation.REMOVE)]
        for change in _from_the_end(in_lists):
            if change.operation is Operation.REMOVE:
                file = _certain(edit.remove(file, change.path))
            else:
                file = _insert(file, change.path, change.value)
        for change in own:
            if change.operation is Operation.MOVE:
                file = _move(file, change)
        for change in own:
            if change.operation is Operation.ORDER:
                file = _ordered(file, change)
        result[name] = file
    return result


def _certain(file: YamlFile | Diagnostic) -> YamlFile:
    if isinstance(file, Diagnostic):
        raise Faults([file])
    return file


def _from_the_end(changes: Iterable[Change]) -> list[Change]:
    """Return changes of lists from the last entry to the first.

    Entries are addressed by their number, and removing one renumbers those behind it.
    """
    numbered = list(enumerate(changes))

    def order(pair: tuple[int, Change]) -> tuple[Any, ...]:
        number, change = pair
        last = change.path[-1]
        index = last if isinstance(last, int) else -1
        # Lists inside items come before the list of these items. At one index the later item is inserted first,
        # so that both end up in order, and a removal comes last.
        return (
            -len(change.path),
            tuple(str(part).zfill(6) for part in change.path[:-1]),
            -index,
            change.operation is Operation.REMOVE,
            -number,
        )

    return [change for _, change in sorted(numbered, key=order)]


def _at(file: YamlFile, path: Path) -> Any:
    value: Any = file.value
    for part in path:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            raise KeyError(path)
    return value


def _put(file: YamlFile, path: Path, value: Value) -> YamlFile:
    """Return the file with a value at a path, whatever of the path is there already."""
    try:
        _at(file, path)
    except KeyError:
        pass
    else:
        return _certain(edit.replace(file, path, value))
    for depth in range(len(path) - 1, -1, -1):
        try:
            parent = _at(file, path[:depth])
        except KeyError:
            continue
        rest = path[depth:]
        nested: Value = value
        for part in reversed(rest[1:]):
            nested = [nested] if isinstance(part, int) else {str(part): nested}
        if isinstance(parent, str) and depth:
            # A figure in its short form: 服务单位: 110余家
            return _certain(
                edit.replace(file, path[:depth], {"value": parent, str(rest[0]): nested})
            )
        if parent is None:
            first = rest[0]
            return _certain(
                edit.replace(
                    file, path[:depth], [nested] if isinstance(first, int) else {str(first): nested}
                )
            )
        if isinstance(parent, list) and isinstance(rest[0], int):
            return _insert(file, (*path[:depth], min(rest[0], len(parent))), nested)
        return _certain(
            edit.insert(file, path[: depth + 1], nested, usual_order(path[: depth + 1]))
        )
    raise KeyError(path)


def _insert(file: YamlFile, path: Path, value: Value) -> YamlFile:
    """Return the file with a new item of a list that may not be there yet."""
    try:
        there = _at(file, path[:-1])
    except KeyError:
        there = None
    if not there or isinstance(path[-1], str):
        return _put(file, (*path[:-1], 0 if isinstance(path[-1], int) else path[-1]), value)
    assert isinstance(path[-1], int)
    return _certain(edit.insert(file, (*path[:-1], min(path[-1], len(there))), value))


def _move(file: YamlFile, change: Change) -> YamlFile:
    title = change.value
    works = _at(file, change.path[:-1])
    index = next((i for i, work in enumerate(works) if work.get("title") == title), None)
    if index is None:
        return file
    try:
        target = _at(file, change.into)
    except KeyError:
        target = None
    place: Path = (*change.path[:-1], index)
    if not target:
        moved = _at(file, place)
        file = _certain(edit.remove(file, place))
        return _put(file, (*change.into, 0), moved)
    return _certain(edit.move(file, place, len(target), change.into))


def _ordered(file: YamlFile, change: Change) -> YamlFile:
    """Return the file with the items of a list in an order; items that it does not name stay."""
    assert isinstance(change.value, list)
    labels = [str(label) for label in change.value]
    there = [_label_of(item) for item in _at(file, change.path)]
    labels = [label for label in labels if label in there]
    places = sorted(there.index(label) for label in labels)
    for place, label in zip(places, labels, strict=True):
        index = [_label_of(item) for item in _at(file, change.path)].index(label)
        if index != place:
            file = _certain(edit.move(file, (*change.path, index), place))
    return file


def _label_of(item: Any) -> str:
    """Return what people call an item of a list: its title, name or task."""
    if not isinstance(item, dict):
        return ""
    return str(item.get("title") or item.get("name") or item.get("task") or "")


def usual_order(path: Path) -> tuple[str, ...]:
    """Return the usual order of the keys beside the last one of a path."""
    if len(path) == 1:
        of_record = tuple(fields_by_key(YearRecord))
        return of_record if path[0] in of_record else tuple(fields_by_key(Branch))
    names = [part for part in path[:-1] if isinstance(part, str)]
    for name in reversed(names[-2:]):
        if name in _ORDERS:
            return tuple(fields_by_key(_ORDERS[name]))
    return ()
