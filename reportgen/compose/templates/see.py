"""见图2、表1: what a text of a report says of the exhibits that follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.content.citations import FIGURE, TABLE, citations_in, plain_title
from reportgen.content.model import Work, YearRecord

#: pictures that stand together in one figure
PICTURES_IN_ONE = 4


def see(work: Work, record: YearRecord) -> str:
    """Return 见图《…》、表《…》 with the exhibits of a work that its text does not cite, "" where it cites all.

    A title that several exhibits have, one with a title of its own inside, or one that is still
    【待补充】 cannot be cited.
    """
    cited = {(each.label, each.title) for each in citations_in(work.text)}
    titles = Counter(_all_titles(record))
    named = [
        f"{label}《{title}》"
        for label, title in dict.fromkeys(_exhibits(work, record))
        if title and titles[label, title] == 1 and not set("《》【】") & set(title)
        if (label, title) not in cited
    ]
    return f"见{'、'.join(named)}" if named else ""


def _exhibits(work: Work, record: YearRecord) -> Iterator[tuple[str, str]]:
    """Yield the label and the title of each numbered exhibit of a work, in the order of the report."""
    for key in work.charts:
        yield FIGURE, plain_title(record.charts[key].title)
    for key in work.tables:
        yield TABLE, plain_title(record.tables[key].title)
    people = [person.picture for person in work.people if person.picture]
    for keys in (work.pictures, people):
        for first in keys[::PICTURES_IN_ONE]:
            yield FIGURE, plain_title(record.pictures[first].caption)


def _all_titles(record: YearRecord) -> Iterator[tuple[str, str]]:
    for table in record.tables.values():
        yield TABLE, plain_title(table.title)
    for chart in record.charts.values():
        yield FIGURE, plain_title(chart.title)
    for picture in record.pictures.values():
        yield FIGURE, plain_title(picture.caption)
