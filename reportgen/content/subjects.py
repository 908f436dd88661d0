"""The kinds of subject a document can have: one row for each, everything else asks this table.

A new kind is one row here, a model and a loader; `compose.contexts` gives its templates names.

Models and loaders are named, not imported: a build in which nothing changed lists the sources and
reads none of them, so it starts without pydantic and YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple

from reportgen.content.folders import BRANCHES, COMMITTEES, LESSONS, entries_of
from reportgen.diagnostics import Diagnostic
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportgen.content.branches import BranchTypes
    from reportgen.content.library import Library


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A sort of content file: its model (`module:name`) and its files as an editor matches them."""

    model_name: str
    pattern: str

    @property
    def model(self) -> type[BaseModel]:
        """What such a file may hold."""
        model: type[BaseModel] = resolve_name(self.model_name)
        return model


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of content that is read entry by entry: a branch, a lesson, a committee."""

    id: str
    folder: str
    #: how the names of its entries end: "/" for folders, ".yaml" for files
    ending: str
    #: the function that reads one entry (`module:name`)
    loader_name: str
    #: name of the JSON schema → the files it is for
    files: Mapping[str, ContentFile]

    def load(self, workspace: Workspace, name: str, types: BranchTypes) -> Library:
        """Read one entry: a library of it alone, with its faults."""
        library: Library = resolve_name(self.loader_name)(workspace, name, types)
        return library


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of subject: the word of a template's header (`of: lesson`), and its source."""

    id: str
    #: the kind in Chinese
    name: str
    #: how many documents one template makes, in Chinese
    count: str
    source: Source


_BRANCH = Source(
    "branch",
    BRANCHES,
    "/",
    "reportgen.content.branches:load_branch",
    {
        "branch": ContentFile("reportgen.content.model:Branch", f"{BRANCHES}/*/branch.yaml"),
        "year": ContentFile(
            "reportgen.content.model:YearRecord", f"{BRANCHES}/*/[0-9][0-9][0-9][0-9].yaml"
        ),
    },
)
_LESSON = Source(
    "lesson",
    LESSONS,
    ".yaml",
    "reportgen.content.lessons:load_lesson",
    {"lesson": ContentFile("reportgen.content.lessons:Lesson", f"{LESSONS}/*.yaml")},
)
_COMMITTEE = Source(
    "committee",
    COMMITTEES,
    ".yaml",
    "reportgen.content.rollup.loading:load_committee",
    {
        "committee": ContentFile(
            "reportgen.content.rollup.committees:Committee", f"{COMMITTEES}/*.yaml"
        )
    },
)

#: every kind of subject by its id
KINDS: dict[str, SubjectKind] = {
    kind.id: kind
    for kind in (
        SubjectKind("branch", "支部年度", "每个支部每年一份", _BRANCH),
        SubjectKind("event", "活动", "每次活动一份", _BRANCH),
        SubjectKind("lesson", "党课", "每堂党课一份", _LESSON),
        SubjectKind("committee", "上级党组织年度", "每个上级党组织每年一份", _COMMITTEE),
    )
}


def sources() -> dict[str, Source]:
    """Return the sources of all kinds by id, each once, in the order of the table."""
    return {kind.source.id: kind.source for kind in KINDS.values()}


class Listing(NamedTuple):
    """What the content folder holds, judged by names alone."""

    #: every branch, lesson, committee … as source and name, in order
    entries: tuple[tuple[Source, str], ...]
    #: id of a source whose folder could not be listed → why; what lies in it is unknown
    faults: Mapping[str, Diagnostic]


def listing(workspace: Workspace) -> Listing:
    """Return every branch, lesson, committee … there is, judged by the endings of names alone."""
    entries: list[tuple[Source, str]] = []
    faults: dict[str, Diagnostic] = {}
    for source in sources().values():
        names, why = entries_of(workspace, source.folder)
        if why:
            faults[source.id] = why[0]
        end = source.ending
        entries += ((source, n.removesuffix(end)) for n in names if n.endswith(end))
    return Listing(tuple(entries), faults)
