"""The secretary's debriefing: what its author wrote for it, and the year's record for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.content.chapters import YearChapter
from reportgen.content.model import Debriefing, Work, YearRecord


def debriefing_of(record: YearRecord, chapters: Iterable[YearChapter]) -> Debriefing | None:
    """Return the debriefing of `record` with all its parts; None where the record has none.

    A part that the debriefing lacks is that of the record, word for word: the follow-ups for the
    comments, the works of `chapters` for the duties. A chapter without works is a duty itself if the
    record gives it a first paragraph.
    """
    written = record.debriefing
    if written is None:
        return None
    return written.model_copy(
        update={
            "opening": written.opening or record.opening,
            "comments": written.comments or record.followups,
            "duties": written.duties or tuple(_duties(chapters)),
            "problems": written.problems or record.problems,
            "plan": written.plan or record.plan,
            "signed": written.signed or record.signed,
        }
    )


def _duties(chapters: Iterable[YearChapter]) -> Iterable[Work]:
    for chapter in chapters:
        if chapter.works:
            yield from chapter.works
        elif chapter.lead and not chapter.has_lead_of_type:
            yield Work.model_construct(title=chapter.title, text=chapter.lead)


def problem_share(debriefing: Debriefing) -> float:
    """Return the share of the problems in the text of the debriefing, in percent of characters."""
    problems = sum(_length(p.name, p.text, p.cause) for p in debriefing.problems)
    others = (
        _length(debriefing.opening, debriefing.closing)
        + sum(_length(c.name, c.action, c.result) for c in debriefing.comments)
        + sum(_length(d.title, d.text) for d in debriefing.duties)
    )
    if debriefing.plan:
        others += _length(debriefing.plan.text)
        others += sum(_length(item.task, item.text) for item in debriefing.plan.items)
    return 100 * problems / max(1, problems + others)


def _length(*texts: str) -> int:
    return sum(len(re.sub(r"\s+", "", text)) for text in texts)
