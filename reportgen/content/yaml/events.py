"""The events of the YAML library → values with their places, for files with nothing wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from reportgen.spans import Located, Span

Path = tuple[str | int, ...]

#: levels of lists and mappings that are read here
_MOST_LEVELS = 50
#: plain texts that stand for no value
NOTHING = frozenset({"", "~", "null"})


class _Other(Exception):  # noqa: N818 - no fault: the file is read by its nodes
    """The file holds something that is not read here."""


def read(
    loader_of: Callable[[bytes | str], Any], source: bytes | str, path: str, text: str, longest: int
) -> tuple[dict[str, Any], list[Path]] | None:
    """Return the mapping that a loader of `source` reads and the names in it without a value.

    None for anything else, for aliases, for texts of more than `longest` characters and for any
    fault: whoever looks at the nodes tells it. Making no nodes saves a quarter of the time.
    """
    try:
        loader = loader_of(source)
        try:
            return _read(loader.get_event, path, text, longest)
        finally:
            loader.dispose()
    except (yaml.YAMLError, _Other):
        return None


def _read(
    get: Callable[[], Any], path: str, whole: str, longest: int
) -> tuple[dict[str, Any], list[Path]]:
    _expect(get, yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.MappingStartEvent)
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    endings = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    root: dict[str, Any] = {}
    blanks: list[Path] = []
    # What is open and where it stands; around it, the others; and the name whose value is next.
    here: Any = root
    where: Path = ()
    around: list[tuple[Any, Path]] = []
    key: Located | None = None
    is_mapping = True
    while True:
        event = get()
        kind = event.__class__
        if kind is scalar:
            text = event.value
            start, end = event.start_mark, event.end_mark
            line = start.line
            if end.line == line:
                column = start.column
                place = (path, line + 1, column + 1, end.column - column or 1)
            else:
                place = place_of(event, path, whole)
            located = Located(text)
            located.span = Span(*place)
            if not is_mapping:
                here.append(located if text not in NOTHING or event.style else None)
            elif key is None:
                key = located
                if key in here:
                    raise _Other
                continue
            elif text in NOTHING and not event.style:
                here[key] = None
                blanks.append((*where, key))
            else:
                here[key] = located
            if len(text) > longest:
                raise _Other
        elif kind is mapping or kind is sequence:
            below: Any = {} if kind is mapping else []
            around.append((here, where))
            if len(around) > _MOST_LEVELS or (is_mapping and key is None):
                raise _Other
            if is_mapping:
                here[key] = below
                where = (*where, key or "")
            else:
                where = (*where, len(here))
                here.append(below)
            here, is_mapping = below, kind is mapping
        elif kind in endings:
            if not around:
                break
            here, where = around.pop()
            is_mapping = here.__class__ is dict
        else:
            raise _Other
        key = None
    _expect(get, yaml.DocumentEndEvent, yaml.StreamEndEvent)
    return root, blanks


def _expect(get: Callable[[], Any], *kinds: type[yaml.Event]) -> None:
    for kind in kinds:
        if get().__class__ is not kind:
            raise _Other


def place_of(marked: Any, path: str, whole: str) -> tuple[str, int, int, int]:
    """Return the place of a node or of a text's event in the `whole` text its marks count in."""
    start, end = marked.start_mark, marked.end_mark
    is_text = isinstance(marked, (yaml.ScalarNode, yaml.ScalarEvent))
    line, column, index = start.line, start.column, start.index
    if end.line == line and is_text:
        return path, line + 1, column + 1, end.column - column or 1
    if is_text and marked.style in ("|", ">"):
        # The mark is the indicator's; the reader wants the first line of the text itself.
        below, at = line + 1, _end_of_line(whole, index) + 1
        while at <= end.index:
            row = whole[at : (stop := _end_of_line(whole, at))]
            if content := row.strip():
                return path, below + 1, row.index(content) + 1, len(content)
            below, at = below + 1, stop + 1
    length = len(whole[index : _end_of_line(whole, index)].rstrip())
    if end.line == line:
        length = min(length, end.column - column)
    return path, line + 1, column + 1, max(1, length)


def _end_of_line(whole: str, index: int) -> int:
    found = whole.find("\n", index)
    return found if found >= 0 else len(whole)
