"""Check that what a text cites by its title, 见表《…》 or 见图《…》, is a table or a figure of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.citations import FIGURE, TABLE, citations_in, plain_title
from reportgen.content.model import YearRecord
from reportgen.diagnostics import Diagnostic
from reportgen.spans import span_of
from reportgen.suggestions import did_you_mean


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each citation of a title that nothing has, or more than one thing.

    A pull quote cites the text of its story.
    """
    yield from _pull_quote(review.entry.record)
    titles = {TABLE: _tables(review.entry.record), FIGURE: _figures(review.entry.record)}
    for block in review.blocks:
        for citation in citations_in(block.text):
            label, title = citation.label, citation.title
            count = titles[label][title]
            place = block.inside(citation.start, citation.end)
            if not count:
                known = sorted(titles[label])
                hints = did_you_mean(title, known, listing=f"有标题的{label}")
                hints = hints or (f"这份记录里没有有标题的{label}",)
                message = f"没有标题是“{title}”的{label}"
                yield finding("unknown-citation", message, place, *hints)
            elif count > 1:
                message = f"有 {count} 张{label}的标题是“{title}”，不知道引的是哪一张"
                yield finding("ambiguous-citation", message, place, "把标题改成不同的")


def _pull_quote(record: YearRecord) -> Iterator[Diagnostic]:
    story = record.story
    if story is None or not story.pull_quote:
        return
    texts = (*(part.text for part in story.parts), story.closing)
    wanted = plain_title(story.pull_quote)
    if not any(wanted in plain_title(text) for text in texts):
        yield finding(
            "misquoted-sentence",
            f"引题“{story.pull_quote}”不是正文里的原话",
            span_of(story.pull_quote),
            "从各节或结尾的正文里原样抄一句",
        )


def _tables(record: YearRecord) -> Counter[str]:
    return Counter(plain_title(table.title) for table in record.tables.values())


def _figures(record: YearRecord) -> Counter[str]:
    charts = (chart.title for chart in record.charts.values())
    captions = (picture.caption for picture in record.pictures.values())
    return Counter(map(plain_title, (*charts, *captions)))
