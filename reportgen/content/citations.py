"""见表《标题》 and 见图《标题》: how a text names a table, a chart or a picture of the record by its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TABLE, FIGURE = "表", "图"
# After 见, 如 or 据, and in a series such as 见表《甲》、表《乙》; 发表《…》 and 地图《…》 are other words.
_CITATION = re.compile(rf"(?:(?<=[见如据])|(?<=》[、和及与]))([{TABLE}{FIGURE}])《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation from `start` to `end` of a text; `label` is 表 or 图."""

    start: int
    end: int
    label: str
    title: str


def citations_in(text: str) -> Iterator[Citation]:
    """Yield the citations of a text; their titles have no blanks, as `plain_title` makes them."""
    if "《" not in text:
        return
    for match in _CITATION.finditer(text):
        yield Citation(match.start(), match.end(), match[1], plain_title(match[2]))


def plain_title(title: str) -> str:
    """Return a title without blanks and line ends, by which citations are compared."""
    return "".join(title.split())
