"""What of a record was read from a Word document and nobody has looked at yet.

`reportgen import` writes `<year>.import.yaml` beside the record; the checks and the documents need
only how much of it is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

#: the state of a proposed figure that nobody has accepted or dropped
PROPOSED = "proposed"
#: first key of a path → what people call that part of a record, and deeper parts that have a name
_PARTS = {
    "titles": "标题", "opening": "开头", "chapters": "章", "honours": "荣誉", "pictures": "图片", "tables": "表格",
    "problems": "问题", "plan": "计划", "closing": "结尾", "signed": "日期",
}  # fmt: skip
FIGURES, WORKS = "数字", "工作"


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """What is still to be looked at: the document it came from, and how many of each part."""

    file: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(self.counts.values())


def part_of(path: tuple[str, ...]) -> str:
    """Return what people call the part of a record that a path leads to."""
    if "works" in path:
        return WORKS
    return _PARTS.get(path[0], path[0]) if path else ""


def review_path(folder: str, year: int) -> str:
    """Return the workspace path of the review of a record."""
    return f"{folder}/{year}.import.yaml"


def unreviewed(workspace: Workspace, folder: str, year: int) -> Unreviewed | None:
    """Return what of a record is still to be looked at; None where nothing is."""
    path = review_path(folder, year)
    if not workspace.exists(path):
        return None
    try:
        value: Any = parse(workspace.read(path), path).value
    except Faults:  # a file that nobody should edit is damaged; the record itself is sound
        return None
    if not isinstance(value, Mapping):
        return None
    counts: Counter[str] = Counter()
    for figure in value.get("figures") or ():
        counts[FIGURES] += isinstance(figure, Mapping) and figure.get("status") == PROPOSED
    for each in value.get("open") or ():
        if isinstance(each, list):
            counts[part_of(tuple(map(str, each)))] += 1
    found = Unreviewed(str(value.get("file", "")), {n: c for n, c in counts.items() if c})
    return found if found.total else None
