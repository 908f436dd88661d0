"""What the form of a branch is filled from: its files as they are, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.content import edit
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import BranchTypes, load_branch
from reportgen.content.edit import YamlFile
from reportgen.content.edit.values import find_value
from reportgen.content.figures import figure_named
from reportgen.content.folders import BRANCHES
from reportgen.content.model import Figure
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Forwarding, Workspace


@dataclass(frozen=True, slots=True)
class BranchContent:
    """A branch and its year: the model, and the two files for editing."""

    slug: str
    year: int
    entry: BranchYear
    #: `branch` and `record` → the file
    files: Mapping[str, YamlFile]
    #: whether the record is a file already
    has_record: bool = True

    @property
    def folder(self) -> str:
        """The workspace path of the branch's folder."""
        return self.entry.folder

    @property
    def chapter_names(self) -> tuple[str, ...]:
        """The names of the chapters as people choose them; those of last year where there are none yet."""
        names = tuple(chapter.name for chapter in self.entry.chapters)
        if names or self.entry.previous is None:
            return names
        return tuple(str(c.title) for c in self.entry.previous.chapters if c.title)

    @property
    def has_own_chapters(self) -> bool:
        """Whether the branch names its chapters itself, and may begin another one."""
        return not self.entry.branch.types

    def raw(self, file: str, path: tuple[str | int, ...]) -> Any:
        """Return what stands at a path of a file; None where nothing does."""
        return find_value(self.files[file].value, path)

    def figure(self, name: str) -> tuple[str, Figure] | None:
        """Return a figure of the record by any of its names, with the name of its entry."""
        figure = figure_named(self.entry.record.figures, name)
        if figure is None:
            return None
        entry = next(n for n, other in self.entry.record.figures.items() if other is figure)
        return entry, figure


@dataclass(eq=False, slots=True)
class WithFiles(Forwarding):
    """A workspace in which some files are added or replaced."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`."""
        return self.files[path] if path in self.files else self.base.read(path)

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        return path in self.files or self.base.exists(path)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder."""
        more = (p.removeprefix(f"{folder}/") for p in self.files if p.startswith(f"{folder}/"))
        names = {name if "/" not in name else name[: name.index("/") + 1] for name in more}
        return tuple(sorted({*self.base.list(folder), *names}))


def record_path(slug: str, year: int) -> str:
    """Return the workspace path of a branch's year."""
    return f"{BRANCHES}/{slug}/{year}.yaml"


def open_content(
    workspace: Workspace, slug: str, year: int, types: BranchTypes
) -> BranchContent | tuple[Diagnostic, ...]:
    """Return what is known of a branch's year, or the errors that keep it from being read.

    A year without a record is one in which nothing is written yet.
    """
    path = record_path(slug, year)
    has_record = workspace.exists(path)
    overlay: Workspace = workspace
    if not has_record:
        overlay = WithFiles(workspace, {path: f"year: {year}\n".encode()})
    library = load_branch(overlay, slug, types)
    entry = library.years.get((slug, year))
    if entry is None:
        errors = tuple(d for d in library.diagnostics if d.is_error)
        return errors or (Diagnostic("unknown-branch", f"没有名为 `{slug}` 的支部"),)
    files: dict[str, YamlFile] = {}
    for name, where in (("branch", f"{BRANCHES}/{slug}/branch.yaml"), ("record", path)):
        try:
            file = edit.read(overlay.read(where), where)
        except Faults as faults:
            return faults.diagnostics
        if isinstance(file, Diagnostic):
            return (file,)
        files[name] = file
    return BranchContent(slug, year, entry, files, has_record)
