"""The state that all pages and requests of one workspace's desk share."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportgen.build.targets import SourceId, years_of
from reportgen.content import edit
from reportgen.content.branches import branch_names, load_branch_types
from reportgen.content.folders import BRANCHES, COMMITTEES, LESSONS
from reportgen.content.model import BranchType
from reportgen.content.yaml.reader import parse
from reportgen.desk.collecting import Collecting
from reportgen.desk.guard import Keys
from reportgen.desk.history import History
from reportgen.desk.records import FileName, OpenFile, Records
from reportgen.desk.workers import DocumentsInWorkers, LessonsInWorkers
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.stores import Places, open_places
from reportgen.theme.choice import LOOK
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace
from reportgen.write.preview.pictures import PreviewPictures

#: what a workspace needs before its first branch
_SHARED_FOLDERS = ("types", "lexicon")
_NOT_COPIED = shutil.ignore_patterns("*.py", "__pycache__", "~$*", ".*")
#: the branch that shows what comes out
SAMPLE = "example-community"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie: `folder` is the workspace, `supplied` the content that comes with the program."""

    folder: Path
    places: Places
    theme: str
    supplied: Path
    #: the folder where the desk's own state outlives it, None for nowhere
    state: Path | None = None


@dataclass(eq=False, slots=True)
class Session:
    """A desk while it runs."""

    settings: Settings
    keys: Keys
    workspace: Workspace = field(init=False)
    records: Records = field(init=False)
    documents: DocumentsInWorkers = field(init=False)
    lesson_documents: LessonsInWorkers = field(init=False)
    collecting: Collecting = field(init=False)
    #: when a page last asked whether the desk is still there
    last_ping: float = field(default_factory=time.monotonic)
    #: whether the page has asked the desk to end
    is_ending: bool = False
    #: the pictures of previews: a page goes on loading those of a theme that has just been changed
    pictures: PreviewPictures = field(default_factory=lambda: PreviewPictures("/pictures/"))
    #: the stylesheets of previews by their digests
    styles: dict[str, str] = field(default_factory=dict)
    #: the Word outline that was last read for a new lesson: its digest, name and bytes
    outlines: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    #: the page that was last written on, and when
    last_place: tuple[str, str, float] | None = None

    def __post_init__(self) -> None:
        self._begin(self.settings)

    def _begin(self, settings: Settings) -> None:
        """Open the workspace as the settings say."""
        self.settings = settings
        self.workspace = open_places(settings.places)
        history = History(settings.folder / ".reportgen" / "history")
        ids = settings.state / "ids" if settings.state else None
        self.records = Records(self.workspace, history, ids)
        self.documents = DocumentsInWorkers(
            self.workspace, settings.theme, self.pictures, places=settings.places
        )
        self.lesson_documents = LessonsInWorkers(self.documents, worker=self.documents.worker)
        self.collecting = Collecting(self.workspace, settings.folder / "intake")

    @property
    def history(self) -> History:
        """The earlier versions of the files."""
        return self.records.history

    def branches(self) -> tuple[str, ...]:
        """Return the folders of the branches."""
        return branch_names(self.workspace)

    def years(self, branch: str) -> tuple[int, ...]:
        """Return the years that a branch has records of, the newest first."""
        return years_of(self.workspace, SourceId("branch", branch))[::-1]

    def require(self, branch: str, year: int) -> None:
        """Raise FileNotFoundError where a branch has no record of a year."""
        if branch not in self.branches() or year not in self.years(branch):
            raise FileNotFoundError(f"{branch}/{year}")

    def lessons(self) -> tuple[str, ...]:
        """Return the names of the lessons' files."""
        names = self.workspace.list(LESSONS)
        return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))

    def types(self) -> Mapping[str, BranchType]:
        """Return the branch types of the workspace, those that come with the program where it has none."""
        own = load_branch_types(self.workspace).types
        if own:
            return own
        sample = open_places((("content", str(self.settings.supplied)),))
        return load_branch_types(sample).types

    def looks(self) -> dict[str, list[tuple[str, str]]]:
        """Return the palettes and the formats of the theme: the name of each and what it is called."""
        theme = load_theme(self.workspace, self.settings.theme)
        return {
            "palette": [(name, theme.palette(name).title) for name in theme.palette_names()],
            "format": [(name, theme.profile(name).title) for name in theme.profile_names()],
        }

    def themes(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the title of each theme of the workspace."""
        for folder in self.workspace.list("templates"):
            value = self._value(f"templates/{folder.rstrip('/')}/theme.yaml")
            if folder.endswith("/") and value:
                yield folder.rstrip("/"), str(value.get("title") or folder.rstrip("/"))

    def choose_theme(self, name: str) -> None:
        """Let all documents of the workspace have the theme `name`."""
        file = edit.read(self._bytes(LOOK) or b"theme: juli\n", LOOK)
        changed_file = (
            file if isinstance(file, Diagnostic) else edit.replace(file, ("theme",), name)
        )
        if isinstance(changed_file, Diagnostic):
            raise Faults([changed_file])
        self.workspace.write(LOOK, changed_file.data)
        self._begin(replace(self.settings, theme=f"templates/{name}"))

    def own_templates(self) -> None:
        """Give the workspace its own templates, where it uses those that come with the program."""
        own = self.settings.folder / "templates"
        folder = Path(dict(self.settings.places)["templates"])
        if folder == own:
            return
        shutil.copytree(folder, own, ignore=_NOT_COPIED, dirs_exist_ok=True)
        places = tuple(
            (key, str(own) if key == "templates" else place) for key, place in self.settings.places
        )
        self._begin(replace(self.settings, places=places))

    def _bytes(self, path: str) -> bytes:
        try:
            return self.workspace.read(path)
        except FileNotFoundError:
            return b""

    def branch_value(self, branch: str) -> Mapping[str, Any]:
        """Return what branch.yaml says, as it is written; {} where it cannot be read."""
        return self._value(f"{BRANCHES}/{branch}/branch.yaml")

    def record_value(self, branch: str, year: int) -> Mapping[str, Any]:
        """Return what a year's record says, as it is written; {} where there is none that can be read."""
        return self._value(self.records.path(FileName(branch, year)))

    def committee_value(self, committee: str) -> Mapping[str, Any]:
        """Return what a committee's file says, as it is written; {} where it cannot be read."""
        return self._value(f"{COMMITTEES}/{committee}.yaml")

    def file_value(self, name: FileName) -> Mapping[str, Any]:
        """Return what a file says, as it is written; {} where it cannot be read."""
        return self._value(self.records.path(name))

    def _value(self, path: str) -> Mapping[str, Any]:
        try:
            return _parse(self.workspace.read(path), path)
        except (Faults, OSError):
            return {}

    def open_files(self, branch: str, year: int) -> tuple[OpenFile, OpenFile]:
        """Return the record of a year and branch.yaml; raise Faults or OSError."""
        return self.records.open(FileName(branch, year)), self.records.open(FileName(branch))

    def prepare(self) -> None:
        """Give the workspace what a branch needs: types, lexicon and checks; what is there stays."""
        content = Path(dict(self.settings.places)["content"])
        for name in _SHARED_FOLDERS:
            if not (content / name).exists():
                shutil.copytree(self.settings.supplied / name, content / name, ignore=_NOT_COPIED)
        checks = content / "checks.yaml"
        if not checks.exists():
            checks.write_bytes((self.settings.supplied / "checks.yaml").read_bytes())

    def copy_sample(self) -> str:
        """Copy the sample branch into the workspace and return its folder's name."""
        self.prepare()
        place = Path(dict(self.settings.places)["content"]) / "branches" / SAMPLE
        if not place.exists():
            source = self.settings.supplied / "branches" / SAMPLE
            shutil.copytree(source, place, ignore=_NOT_COPIED)
        return SAMPLE


# The first page shows a line of every record, and most stay as they are from one look at it to the next.
@lru_cache(maxsize=256)
def _parse(data: bytes, path: str) -> Mapping[str, Any]:
    """Return what a file says, {} where that is no mapping; raise Faults for one that cannot be read."""
    value = parse(data, path).value
    return value if isinstance(value, Mapping) else {}
