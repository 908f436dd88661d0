"""The documents of a branch's year, made in memory by the code of `reportgen build` and `reportgen check`."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from reportgen.build.inputs import Recorder
from reportgen.build.messages import Job, JobResult
from reportgen.build.preview import PreviewResult, preview_document
from reportgen.build.produce import JobInputs
from reportgen.build.shared_faults import own_faults, shared_faults
from reportgen.build.targets import Selectors, SourceId, Target
from reportgen.build.worker import run_job
from reportgen.build.worker_state import WorkerState
from reportgen.content.account import Account
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import load_branch
from reportgen.content.folders import BRANCHES, LEXICON, TYPES
from reportgen.desk.main_kinds import MainKinds, main_kinds
from reportgen.desk.shown_slides import Lines, ShownSlide, shown_slides
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.workspace import OUTPUT, Forwarding, MemoryWorkspace, Stamp, Workspace, safe_path
from reportgen.write.preview.pictures import PreviewPictures


@dataclass(eq=False, slots=True)
class Drafts(Forwarding):
    """A workspace in which some files have unsaved content, and what is written stays in memory."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    output: MemoryWorkspace = field(default_factory=MemoryWorkspace)

    def target(self, path: str) -> Workspace:
        """Return the workspace that holds `path`."""
        return self.output if path.partition("/")[0] == OUTPUT else self.base

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        draft = self.files.get(safe_path(path))
        return self.target(path).read(path) if draft is None else draft

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        draft = self.files.get(path)
        return self.target(path).stamp(path) if draft is None else Stamp(_mark(draft))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of a branch's year found; without `account` not all documents are known."""

    faults: tuple[Diagnostic, ...]
    #: how many documents were looked at
    documents: int
    #: whether faults of the content keep every document from being made
    broken: bool
    account: Account | None
    targets: tuple[Target, ...]
    #: the tracebacks of bugs of the program
    crashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A finished file: its name and its bytes."""

    name: str
    data: bytes


@dataclass(eq=False, slots=True)
class RecordDraft:
    """A branch's year with its drafts, None where it cannot be read, and the previews made of it."""

    inputs: JobInputs
    entry: BranchYear | None
    previews: dict[str, PreviewResult] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Documents:
    """The documents of a workspace's branches; `theme` is the workspace folder of the theme.

    It makes one thing at a time: `reportgen.desk.workers` has a process for it.
    """

    workspace: Workspace
    theme: str
    #: the pictures of the previews
    pictures: PreviewPictures = field(default_factory=lambda: PreviewPictures("/pictures/"))
    #: the content of a branch's year with its drafts, and the documents that were made of it
    _draft: tuple[str, RecordDraft] | None = None
    _states: dict[bool, tuple[str, WorkerState]] = field(default_factory=dict)
    _findings: dict[tuple[str, int, bool, bool], tuple[str, Findings]] = field(default_factory=dict)

    def state(
        self, *, final: bool = False, files: Mapping[str, bytes] | None = None
    ) -> WorkerState:
        """Return types, templates and theme, which all documents share; files that changed are read again.

        With `files` it reads their unsaved content; what it writes stays in memory.
        """
        revision = self._shared_revision()
        state_then = self._states.get(final)
        if state_then is None or state_then[0] != revision:
            state_then = (revision, WorkerState(self.workspace, self.theme, final))
            self._states[final] = state_then
        state = state_then[1]
        _ = state.fixed_inputs, state.types, state.kinds, state.rules, state.composer
        own = copy.copy(state)
        own.workspace = Drafts(self.workspace, files or {})
        own.cache = copy.copy(state.cache)
        own.cache.data = {
            path: data
            for path, data in state.cache.data.items()
            if not path.startswith(f"{BRANCHES}/")
        }
        return own

    def kinds_of(self, subject: str) -> tuple[tuple[str, str, str], ...]:
        """Return (id, name, ending) of each kind of document about a kind of subject."""
        kinds = self.state().kinds.values()
        return tuple((k.id, str(k.header.name), k.format) for k in kinds if k.header.of == subject)

    @property
    def main(self) -> MainKinds:
        """The kinds that the desk shows while one writes."""
        return main_kinds(self.state().kinds)

    def prepare(self) -> None:
        """Open types, templates and theme."""
        self.state()

    def findings(
        self, branch: str, year: int, all_documents: bool, final: bool = False
    ) -> Findings:
        """Return what is wrong with a branch's year: with its report and deck, or all documents."""
        key = (branch, year, all_documents, final)
        revision = self._revision(branch)
        findings_then = self._findings.get(key)
        if findings_then is None or findings_then[0] != revision:
            findings_then = (revision, self._check(branch, year, all_documents, final))
            self._findings[key] = findings_then
        return findings_then[1]

    def _check(self, branch: str, year: int, all_documents: bool, final: bool) -> Findings:
        state = self.state(final=final)
        main = main_kinds(state.kinds)
        only = () if all_documents else tuple((year, kind) for kind in (main.report, main.deck))
        result = self._run(branch, year, only, state)
        faults = [*result.faults.of((year,))]
        for outcome in result.outcomes:
            faults += own_faults(outcome)
        faults += (fault for fault, _ in shared_faults(result.outcomes, result.targets or ()))
        account = next((a for a in result.accounts if a.year == year), None)
        return Findings(
            in_order(faults),
            len(result.outcomes),
            result.broken,
            account,
            tuple(t for t in result.targets or () if t.year == year),
            tuple(outcome.crash for outcome in result.outcomes if outcome.crash),
        )

    def downloads(self, source: SourceId, kind: str = "", year: int = 0) -> tuple[Download, ...]:
        """Return the files about a source, of one kind and year or of all, as `reportgen build` writes them.

        There are none where faults prevent them.
        """
        state = self.state()
        selectors = Selectors(years=(year,) if year else (), kinds=(kind,) if kind else ())
        result = run_job(Job(source, selectors), state, "build")
        assert isinstance(state.workspace, Drafts)
        files = state.workspace.output.files
        return tuple(
            Download(outcome.target.label, files[outcome.target.output])
            for outcome in result.outcomes
            if outcome.target.output in files
        )

    def preview(
        self, branch: str, year: int, show: str, files: Mapping[str, bytes]
    ) -> PreviewResult:
        """Return the pages or slides of one document, with `files` as unsaved content.

        `show` is report, deck or script. Where the content cannot be read, there is no preview, and its faults say why.
        """
        draft = self._with_drafts(branch, year, files)
        kinds = draft.inputs.state.kinds
        kind = main_kinds(kinds).of_page(show)
        if draft.entry is None or kind not in kinds:
            return PreviewResult(None, draft.inputs.library.diagnostics)
        if kind not in draft.previews:
            draft.previews[kind] = preview_document(
                kinds[kind], draft.entry, draft.inputs, self.pictures
            )
        return draft.previews[kind]

    def slides(
        self, branch: str, year: int, files: Mapping[str, bytes], lines: Sequence[Lines] = ()
    ) -> tuple[ShownSlide, ...] | None:
        """Return the slides of the year's deck with `files` as unsaved content; None where faults prevent it.

        Texts on the given `lines` have their room.
        """
        draft = self._with_drafts(branch, year, files)
        kinds = draft.inputs.state.kinds
        kind = kinds.get(main_kinds(kinds).deck)
        if draft.entry is None or kind is None:
            return None
        with suppress(Faults):
            lowered_deck = draft.inputs.composing.deck(kind, draft.entry).lowered
            return shown_slides(lowered_deck, lines) if lowered_deck else None
        return None

    def _with_drafts(self, branch: str, year: int, files: Mapping[str, bytes]) -> RecordDraft:
        marks = [f"{path} {_mark(data)}" for path, data in sorted(files.items())]
        others = [
            s for s in self._stamps(f"{BRANCHES}/{branch}") if s.partition(" ")[0] not in files
        ]
        revision = _digest((self._shared_revision(), branch, str(year), *others, *marks))
        if self._draft is None or self._draft[0] != revision:
            state = self.state(files=files)
            recorder = Recorder(state.workspace)
            library = load_branch(recorder, branch, state.types)
            entry = None if library.failed else library.years.get((branch, year))
            self._draft = (revision, RecordDraft(JobInputs(state, library, recorder), entry))
        return self._draft[1]

    def _run(
        self, branch: str, year: int, only: tuple[tuple[int, str], ...], state: WorkerState
    ) -> JobResult:
        job = Job(SourceId("branch", branch), Selectors(years=(year,)), only=only)
        return run_job(job, state, "check")

    def _revision(self, branch: str) -> str:
        return _digest((self._shared_revision(), *self._stamps(f"{BRANCHES}/{branch}")))

    def _shared_revision(self) -> str:
        folders = (TYPES, LEXICON, self.theme)
        stamps = [stamp for folder in folders for stamp in self._stamps(folder)]
        checks = self.workspace.stamp("content/checks.yaml")
        today = self.workspace.today().isoformat()
        return _digest((*stamps, checks.mark if checks else "", today))

    def _stamps(self, folder: str) -> Iterator[str]:
        for name in self.workspace.list(folder):
            path = f"{folder}/{name}"
            if name.endswith("/"):
                yield from self._stamps(path.rstrip("/"))
            else:
                stamp = self.workspace.stamp(path)
                yield f"{path} {stamp.mark if stamp else ''}"


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
