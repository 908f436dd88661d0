"""Edit a YAML file by replacing as few of its characters as the change needs.

Comments, order, quotes, line ends, byte order mark, indentation and brackets stay as the author wrote them. Each
operation takes a `YamlFile` and gives the new one, whose `data` are the bytes to store, or a
`Diagnostic` that says why the file was left alone. The new text is read again and must hold the
change and nothing else; what cannot be edited with certainty is refused.

    file = edit.read(data, "content/branches/x/2025.yaml")
    edit.replace(file, ("events", 2, "title"), "新的主题")
    edit.insert(file, ("events", 3), {"date": "3月5日", "title": "义务植树"})
    edit.remove(file, ("figures", "posts"))
    edit.move(file, ("events", 5), 0)
"""

from __future__ import annotations

from collections.abc import Callable

from reportgen.content.edit import splices
from reportgen.content.edit.layout import Path, YamlFile, open_file
from reportgen.content.edit.writing import Value
from reportgen.diagnostics import Diagnostic, Faults

__all__ = ["Path", "Value", "YamlFile", "insert", "move", "read", "remove", "replace"]


def read(data: bytes, name: str) -> YamlFile | Diagnostic:
    """Return the file for editing, or why it cannot be; `name` is its workspace path."""
    return _or_diagnostic(lambda: open_file(data, name))


def replace(file: YamlFile, path: Path, value: Value) -> YamlFile | Diagnostic:
    """Return the file with `value` at `path`, where another one stands."""
    return _or_diagnostic(lambda: splices.replace(file, path, value))


def insert(
    file: YamlFile, path: Path, value: Value, order: tuple[str, ...] = ()
) -> YamlFile | Diagnostic:
    """Return the file with a new item or key.

    A path that ends in an index names the place the item will have in its list. A path that ends
    in a key puts it where siblings of the mapping have it, else where `order`, the usual order
    of such keys, has it, else last.
    """
    return _or_diagnostic(lambda: splices.insert(file, path, value, order))


def remove(file: YamlFile, path: Path) -> YamlFile | Diagnostic:
    """Return the file without the item or key at `path`; comments above it stay."""
    return _or_diagnostic(lambda: splices.remove(file, path))


def move(file: YamlFile, path: Path, index: int, into: Path | None = None) -> YamlFile | Diagnostic:
    """Return the file with the item or key at `path` at place `index` of its parent, or of `into`."""
    return _or_diagnostic(lambda: splices.move(file, path, index, into))


def _or_diagnostic(edit: Callable[[], YamlFile]) -> YamlFile | Diagnostic:
    try:
        return edit()
    except Faults as faults:
        return faults.diagnostics[0]
