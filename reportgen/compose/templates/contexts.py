"""The names a template may use, one row for each kind of subject, and the functions that build them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.compose.templates.branch_context import (
    BRANCH_NAMES,
    MEETING_NAMES,
    Context,
    RenderSentence,
    branch_context,
    meeting_context,
)
from reportgen.compose.templates.committee_context import COMMITTEE_NAMES, committee_context
from reportgen.compose.templates.lesson_context import LESSON_NAMES, lesson_context
from reportgen.content.branch_year import BranchYear
from reportgen.content.lessons import LessonSubject
from reportgen.content.library import Subject
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.rollup.committees import CommitteeYear

#: attributes of every subject that a file name and a condition may use
_OUTPUT_NAMES = ("year", "slug", "part")


@dataclass(frozen=True, slots=True)
class SubjectContext:
    """What the templates about one kind of subject are given."""

    #: name → what it gives, in Chinese
    names: Mapping[str, str]
    #: returns the values of the names, and the exhibits behind their references
    build: Callable[[Any, RenderSentence], Context]
    #: attributes of the subject that a file name and a condition may use besides _OUTPUT_NAMES
    output_names: tuple[str, ...]


#: id of a subject kind (`content.subjects.KINDS`) → what its templates are given
CONTEXTS: dict[str, SubjectContext] = {
    BranchYear.subject_kind: SubjectContext(
        BRANCH_NAMES, branch_context, ("branch", "record", "is_latest")
    ),
    MeetingSubject.subject_kind: SubjectContext(
        MEETING_NAMES, meeting_context, ("branch", "record", "event", "kinds")
    ),
    LessonSubject.subject_kind: SubjectContext(LESSON_NAMES, lesson_context, ("lesson",)),
    CommitteeYear.subject_kind: SubjectContext(COMMITTEE_NAMES, committee_context, ("committee",)),
}
#: the name a template has besides when its header says `slides_of`
SLIDES: Mapping[str, str] = {
    "slides": "那份课件的各页：number、title、layout、section、outline、notes、time、seconds、continued、hidden"
}


def build(subject: Subject, sentence: RenderSentence) -> Context:
    """Return the names of a template about `subject`, and the exhibits behind its references."""
    return CONTEXTS[subject.subject_kind].build(subject, sentence)


def names_for_output(subject: Subject) -> dict[str, Any]:
    """Return the few names an output's file name and a kind's condition may use."""
    names = (*_OUTPUT_NAMES, *CONTEXTS[subject.subject_kind].output_names)
    return {name: getattr(subject, name) for name in names}
