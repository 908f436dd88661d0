"""Documents made in worker processes, so that a template or content without end cannot stop the desk.

One worker makes what somebody waits for, another one checks in the background. A call that takes too long or
too much memory ends with its worker; the next call gets a new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportgen.build.pool import JobCrashed, Limits, Pool, TimeLimit, WorkerLost, WorkersCannotStart
from reportgen.build.preview import PreviewResult
from reportgen.build.targets import SourceId
from reportgen.desk.documents import Documents, Download, Findings
from reportgen.desk.lesson_documents import LessonDocuments
from reportgen.desk.shown_slides import Lines, ShownSlide
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.stores import Places, open_places

#: seconds for what somebody waits for, and for a check or files of all documents of a year
SECONDS: dict[str, float] = {"preview": 20.0, "slides": 20.0}
_SECONDS_OF_ALL = 180.0
_MEGABYTES = 1024
_MODULES = ("reportgen.build.worker_modules", "reportgen.desk.workers")
#: workspaces that a worker has open: the desk's own, in one style and in the one that is looked at
_MOST_OPEN = 2


@dataclass(frozen=True, slots=True)
class Place:
    """What a worker has to know of a workspace: where it lies, and the folder of its theme."""

    places: Places
    theme: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call came to: its value or its faults, and the pictures that no earlier answer brought."""

    value: Any
    faults: tuple[Diagnostic, ...]
    pictures: Mapping[str, bytes]


@dataclass(eq=False, slots=True)
class _WorkerCopy:
    documents: Documents
    lessons: LessonDocuments
    #: the pictures that the desk has
    at_desk: set[str]


#: the workspaces that this worker has open, the last used last
_copies: dict[Place, _WorkerCopy] = {}


def carry_out(place: Place, of: str, name: str, arguments: tuple[Any, ...]) -> Answer:
    """Call a method of the documents (`of` is documents or lessons) of a workspace, in this worker."""
    copy = _copies.pop(place, None)
    if copy is None:
        documents = Documents(open_places(place.places), place.theme)
        copy = _WorkerCopy(documents, LessonDocuments(documents), set())
    _copies[place] = copy
    while len(_copies) > _MOST_OPEN:
        del _copies[next(iter(_copies))]
    value: Any = None
    faults: tuple[Diagnostic, ...] = ()
    try:
        value = getattr(getattr(copy, of), name)(*arguments)
    except Faults as error:
        faults = error.diagnostics
    pictures = copy.documents.pictures.stored
    fresh = {key: data for key, data in pictures.items() if key not in copy.at_desk}
    copy.at_desk.update(fresh)
    return Answer(value, faults, fresh)


@cache
def _pool(name: str) -> Pool:
    """Return the pool with the one worker of that name; it starts with its first call."""
    del name
    limits = Limits(megabytes=_MEGABYTES)
    return Pool(1, limits, lambda *call: SECONDS.get(call[2], _SECONDS_OF_ALL), _MODULES)


@dataclass(frozen=True, slots=True)
class Worker:
    """The workers as one workspace uses them; `pictures` gets the pictures of previews."""

    place: Place
    pictures: dict[str, bytes]

    def call(self, of: str, name: str, *arguments: Any, waits: bool = True) -> Any:
        """Call a method in a worker and return its result; `waits` chooses the worker for what a user waits for.

        Raises Faults for those of the method, and where it takes too long or too much memory.
        """
        pool = _pool("front" if waits else "behind")
        try:
            answer = pool.submit(carry_out, self.place, of, name, arguments).result()
        except TimeLimit:
            seconds = SECONDS.get(name, _SECONDS_OF_ALL)
            raise _stop("time-limit", f"超过 {seconds:.0f} 秒还没有做完，已停下") from None
        except WorkerLost:
            raise _stop("worker-died", "做文档的进程意外终止，可能是内存不够") from None
        except WorkersCannotStart as reason:
            _pool.cache_clear()  # the next call tries anew
            raise _stop("worker-died", f"做文档的进程开不起来（{reason}）") from None
        except JobCrashed as crash:
            raise RuntimeError(str(crash)) from None
        self.pictures.update(answer.pictures)
        if answer.faults:
            raise Faults(answer.faults)
        return answer.value


def _stop(code: str, words: str) -> Faults:
    return Faults([Diagnostic(code, f"{words}；写的都存着，请看看刚改的内容或模板")])


@dataclass(eq=False, slots=True)
class DocumentsInWorkers(Documents):
    """The documents of a workspace's branches, made by workers; `places` say where the workspace lies."""

    places: Places = ()

    @property
    def worker(self) -> Worker:
        """The workers, for this workspace and theme."""
        return Worker(Place(self.places, self.theme), self.pictures.stored)

    def in_theme(self, theme: str) -> DocumentsInWorkers:
        """Return the same documents in another theme."""
        return DocumentsInWorkers(self.workspace, theme, self.pictures, places=self.places)

    def prepare(self) -> None:
        """Have types, templates and theme opened before somebody waits for a preview."""
        self.worker.call("documents", "prepare")

    def findings(
        self, branch: str, year: int, all_documents: bool, final: bool = False
    ) -> Findings:
        """Return what is wrong with a branch's year: with its report and deck, or all documents."""
        try:
            findings = self.worker.call(
                "documents", "findings", branch, year, all_documents, final, waits=False
            )
        except Faults as faults:
            return Findings(tuple(faults.diagnostics), 0, broken=True, account=None, targets=())
        assert isinstance(findings, Findings)
        return findings

    def downloads(self, source: SourceId, kind: str = "", year: int = 0) -> tuple[Download, ...]:
        """Return the files about a source, of one kind and year or of all; () where faults prevent them."""
        files: tuple[Download, ...] = self.worker.call(
            "documents", "downloads", source, kind, year, waits=False
        )
        return files

    def preview(
        self, branch: str, year: int, show: str, files: Mapping[str, bytes]
    ) -> PreviewResult:
        """Return the pages or slides of one document, with `files` as unsaved content."""
        return preview(self.worker, "documents", branch, year, show, files)

    def slides(
        self, branch: str, year: int, files: Mapping[str, bytes], lines: Sequence[Lines] = ()
    ) -> tuple[ShownSlide, ...] | None:
        """Return the slides of the year's deck with `files` as unsaved content; None where faults prevent it."""
        return slides(self.worker, "documents", branch, year, files, lines)


@dataclass(eq=False, slots=True)
class LessonsInWorkers(LessonDocuments):
    """The lessons of a workspace, whose documents workers make."""

    worker: Worker = None  # type: ignore[assignment]  # always given; the fields before it have defaults

    def preview(self, slug: str, show: str, files: Mapping[str, bytes]) -> PreviewResult:
        """Return the slides or pages of one document, with `files` as unsaved content."""
        return preview(self.worker, "lessons", slug, show, files)

    def slides(
        self, slug: str, files: Mapping[str, bytes], lines: Sequence[Lines] = ()
    ) -> tuple[ShownSlide, ...] | None:
        """Return the slides of a lesson, None where faults prevent them."""
        return slides(self.worker, "lessons", slug, files, lines)

    def findings(self, slug: str) -> Findings:
        """Check the documents of a lesson and return the diagnostics."""
        try:
            findings = self.worker.call("lessons", "findings", slug, waits=False)
        except Faults as faults:
            return Findings(tuple(faults.diagnostics), 0, broken=True, account=None, targets=())
        assert isinstance(findings, Findings)
        return findings


def preview(worker: Worker, of: str, *arguments: Any) -> PreviewResult:
    """Return a preview, or the faults that prevent it."""
    try:
        result = worker.call(of, "preview", *arguments)
    except Faults as faults:
        return PreviewResult(None, tuple(faults.diagnostics))
    assert isinstance(result, PreviewResult)
    return result


def slides(worker: Worker, of: str, *arguments: Any) -> tuple[ShownSlide, ...] | None:
    """Return the slides of a deck, None where faults prevent them."""
    try:
        deck: tuple[ShownSlide, ...] | None = worker.call(of, "slides", *arguments)
    except Faults:
        return None
    return deck
