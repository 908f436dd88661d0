"""What of a record or a lesson was read from a Word document and nobody has looked at yet.

`reportgen import` writes `<year>.import.yaml` beside the record, and `import/<slug>.yaml` below the
lessons; the checks and the documents need only how much of it is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.content.folders import LESSONS
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Faults
from reportgen.workspace import Workspace

#: the state of a proposed figure that nobody has accepted or dropped
PROPOSED = "proposed"
#: first key of a path → what people call that part of a record, and deeper parts that have a name
_PARTS = {
    "titles": "标题", "opening": "开头", "chapters": "章", "honours": "荣誉", "pictures": "图片", "tables": "表格",
    "problems": "问题", "plan": "计划", "closing": "结尾", "signed": "日期",
    "topic": "题目", "subtitle": "题目", "audience": "听众", "speaker": "主讲人", "minutes": "时长", "aims": "目的",
    "emphases": "重点", "difficulties": "难点", "aids": "教具", "board": "板书", "unit": "单位", "date": "日期",
    "parts": "部分", "discussion": "讨论", "summary": "小结",
}  # fmt: skip
FIGURES, WORKS, PAGES = "数字", "工作", "页"


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """What is still to be looked at: the document it came from, and how many of each part."""

    file: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(self.counts.values())

    @property
    def listed(self) -> str:
        """The counts in words: 数字 40、工作 9."""
        return "、".join(f"{name} {count}" for name, count in self.counts.items())


def part_of(path: tuple[str, ...]) -> str:
    """Return what people call the part of a record that a path leads to."""
    if "works" in path:
        return WORKS
    if "pages" in path:
        return PAGES
    return _PARTS.get(path[0], path[0]) if path else ""


def review_path(folder: str, year: int) -> str:
    """Return the workspace path of the review of a record."""
    return f"{folder}/{year}.import.yaml"


def lesson_review_path(slug: str) -> str:
    """Return the workspace path of the review of a lesson."""
    return f"{LESSONS}/import/{slug}.yaml"


def unreviewed(workspace: Workspace, path: str) -> Unreviewed | None:
    """Return what is still to be looked at of what has its review at `path`; None where nothing is."""
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
    result = Unreviewed(str(value.get("file", "")), {n: c for n, c in counts.items() if c})
    return result if result.total else None
