"""The names a template may use, one row for each kind of subject, and the functions that build them.

Names and functions are named, not imported: who makes the documents of a branch needs none of those of a committee.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from reportgen.content.library import Subject

if TYPE_CHECKING:
    from reportgen.compose.templates.branch_context import Context, RenderSentence

#: attributes of every subject that a file name and a condition may use
_OUTPUT_NAMES = ("year", "slug", "part")
_FOLDER = "reportgen.compose.templates"


@dataclass(frozen=True, slots=True)
class SubjectContext:
    """What the templates about one kind of subject are given."""

    #: where the names stand, and the function that returns their values (`module:name`)
    names_name: str
    build_name: str
    #: attributes of the subject that a file name and a condition may use besides _OUTPUT_NAMES
    output_names: tuple[str, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """Name → what it gives, in Chinese."""
        names: Mapping[str, str] = resolve_name(self.names_name)
        return names

    def build(self, subject: Any, sentence: RenderSentence) -> Context:
        """Return the values of the names, and the exhibits behind their references."""
        context: Context = resolve_name(self.build_name)(subject, sentence)
        return context


#: id of a subject kind (`content.subjects.KINDS`) → what its templates are given
CONTEXTS: dict[str, SubjectContext] = {
    "branch": SubjectContext(
        f"{_FOLDER}.branch_context:BRANCH_NAMES",
        f"{_FOLDER}.branch_context:branch_context",
        ("branch", "record", "is_latest"),
    ),
    "event": SubjectContext(
        f"{_FOLDER}.branch_context:MEETING_NAMES",
        f"{_FOLDER}.branch_context:meeting_context",
        ("branch", "record", "event", "kinds"),
    ),
    "lesson": SubjectContext(
        f"{_FOLDER}.lesson_context:LESSON_NAMES",
        f"{_FOLDER}.lesson_context:lesson_context",
        ("lesson",),
    ),
    "committee": SubjectContext(
        f"{_FOLDER}.committee_context:COMMITTEE_NAMES",
        f"{_FOLDER}.committee_context:committee_context",
        ("committee",),
    ),
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
