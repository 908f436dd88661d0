"""Check the counts of meetings: votes against those present and due, the absent against both.

A member who cannot come may hand in an opinion before the meeting, which counts as a vote: more votes than
members present are only a doubt. Who has no vote counts as present all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.log.events import span_of_event
from reportgen.content.model import Event, Vote
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span, span_of


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each vote and each list of absent members that the counts contradict."""
    for event in review.entry.record.events:
        for vote in event.votes:
            yield from _vote(event, vote)
        yield from _absent(event)


def _vote(event: Event, vote: Vote) -> Iterator[Diagnostic]:
    name, span = vote.matter or event.title, _place(event, vote)
    for more, most, what in (
        (vote.present, vote.due, "实到会有表决权 {} 人，多于应到会有表决权 {} 人"),
        (vote.present, event.present, "实到会有表决权 {} 人，多于实到 {} 人"),
    ):
        if more is not None and most is not None and more > most:
            yield _contradiction(name, what.format(more, most), span)
    votes = (vote.agree, vote.against, vote.abstain)
    cast = sum(count for count in votes if count is not None)
    due = event.due if vote.due is None else vote.due
    present = event.present if vote.present is None else vote.present
    count_words = "、".join(
        f"{word} {count}"
        for word, count in zip(("赞成", "反对", "弃权"), votes, strict=True)
        if count is not None
    )
    if due is not None and cast > due:
        yield _contradiction(name, f"{count_words}，共 {cast} 票，多于应到 {due} 人", span)
    elif present is not None and cast > present:
        yield finding(
            "votes-doubtful",
            f"“{name}”{count_words}，共 {cast} 票，多于实到 {present} 人",
            span,
            "没有到会、会前交了书面意见的可以计入，这样的在记述里写明；不是的请核对",
        )
    elif None not in votes and vote.present is not None and cast < vote.present:
        yield finding(
            "votes-doubtful",
            f"“{name}”{count_words}，共 {cast} 票，实到会有表决权 {vote.present} 人",
            span,
            "有没有投票的、废票的，在记述里写明；不是的请核对",
        )
    if vote.agree is not None and vote.due and vote.agree * 2 <= vote.due and event.decisions:
        yield finding(
            "no-majority",
            f"“{name}”赞成 {vote.agree} 票，没有超过应到会有表决权 {vote.due} 人的半数",
            span,
            "没有通过的，在议定事项里写明；票数写错的请改正",
        )


def _contradiction(name: str, what: str, span: Span | None) -> Diagnostic:
    return finding("votes-disagree", f"“{name}”{what}", span, "请核对会议的原始记录")


def _place(event: Event, vote: Vote) -> Span | None:
    counts = (vote.agree, vote.against, vote.abstain, vote.present, vote.matter)
    places = (span_of(count) for count in counts)
    return next((span for span in places if span), span_of_event(event))


def _absent(event: Event) -> Iterator[Diagnostic]:
    """Yield a doubt where more absent members are named than the counts leave."""
    if not event.absent or event.due is None or event.present is None:
        return
    missing = max(0, event.due - event.present)
    if len(event.absent) > missing:
        yield finding(
            "absent-count",
            f"“{event.title}”缺席写了 {len(event.absent)} 人，应到 {event.due} 人、"
            f"实到 {event.present} 人，差 {missing} 人",
            span_of(event.absent[0]) or span_of_event(event),
            "一条写一个人；列席的、请了假又到会的不写在缺席里",
        )
