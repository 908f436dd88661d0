"""What a template sees of one meeting: the names of its branch's year, and the event's own."""

from __future__ import annotations

from reportgen.compose.templates.context import Context, SentenceOf, branch_context
from reportgen.content.log.meetings import MeetingSubject


def meeting_context(subject: MeetingSubject, sentence: SentenceOf) -> Context:
    """Return the names for one event of a branch's log."""
    context, handles = branch_context(subject.entry, sentence)
    context |= {
        "event": subject.event,
        "kinds": subject.kinds,
        "chair": subject.chair,
        "recorder": subject.recorder,
        "place": subject.place,
    }
    return context, handles
