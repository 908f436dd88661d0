"""The documents of a lesson and its timetable, made in memory from what is saved and what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from reportgen.build.inputs import Recorder
from reportgen.build.messages import Job
from reportgen.build.preview import PreviewResult, preview_document
from reportgen.build.produce import JobInputs
from reportgen.build.shared_faults import own_faults, shared_faults
from reportgen.build.targets import Selectors, SourceId
from reportgen.build.worker import run_job
from reportgen.content.lessons import LessonSubject, load_lesson
from reportgen.desk.documents import Documents, Findings
from reportgen.desk.main_kinds import MainKinds, main_kinds
from reportgen.desk.shown_slides import Lines, ShownSlide, shown_slides
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.workspace import Workspace


@dataclass(eq=False, slots=True)
class DraftedLesson:
    """A lesson with its drafts; `subject` is None where it has errors."""

    inputs: JobInputs
    subject: LessonSubject | None
    previews: dict[str, PreviewResult] = field(default_factory=dict)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the lesson's file."""
        return self.inputs.library.diagnostics


@dataclass(eq=False, slots=True)
class LessonDocuments:
    """The lessons of a workspace; types, templates and theme are those of its other documents."""

    documents: Documents
    #: slug, the marks of all files that were read, and the lesson that was made of them
    _drafted: tuple[str, Mapping[str, str], DraftedLesson] | None = None

    def drafted(self, slug: str, files: Mapping[str, bytes]) -> DraftedLesson:
        """Return a lesson with `files` as unsaved content."""
        state = self.documents.state(files=files)
        if self._drafted and self._drafted[0] == slug:
            _, marks, known = self._drafted
            is_same = known.inputs.state.composer is state.composer
            if is_same and marks == _marks(state.workspace, marks):
                return known
        recorder = Recorder(state.workspace)
        library = load_lesson(recorder, slug, state.types)
        subjects = library.by_kind.get(LessonSubject.subject_kind, ())
        subject = next((s for s in subjects if isinstance(s, LessonSubject)), None)
        drafted = DraftedLesson(JobInputs(state, library, recorder), subject)
        self._drafted = (slug, _marks(state.workspace, recorder.cache.stamps), drafted)
        return drafted

    @property
    def main(self) -> MainKinds:
        """The kinds that a lesson's page shows: its deck, and as the report its script."""
        return main_kinds(self.documents.state().kinds, LessonSubject.subject_kind)

    def preview(self, slug: str, show: str, files: Mapping[str, bytes]) -> PreviewResult:
        """Return the slides or pages of one document, with `files` as unsaved content."""
        drafted = self.drafted(slug, files)
        kind = self.main.shown(show)
        row = drafted.inputs.state.kinds.get(kind)
        if drafted.subject is None or row is None:
            return PreviewResult(None, drafted.diagnostics)
        if kind not in drafted.previews:
            drafted.previews[kind] = preview_document(
                row, drafted.subject, drafted.inputs, self.documents.pictures
            )
        return drafted.previews[kind]

    def slides(
        self, slug: str, files: Mapping[str, bytes], wanted: Sequence[Lines] = ()
    ) -> tuple[ShownSlide, ...] | None:
        """Return the slides of a lesson, those on the `wanted` lines with their room; None where faults prevent them."""
        drafted = self.drafted(slug, files)
        row = drafted.inputs.state.kinds.get(self.main.deck)
        if drafted.subject is None or row is None:
            return None
        with suppress(Faults):
            lowered = drafted.inputs.composing.deck(row, drafted.subject).lowered
            return shown_slides(lowered, wanted) if lowered else None
        return None

    def findings(self, slug: str) -> Findings:
        """Check the documents of a lesson and return the diagnostics."""
        job = Job(SourceId("lesson", slug), Selectors())
        result = run_job(job, self.documents.state(), "check")
        found = [*result.faults.of(())]
        for outcome in result.outcomes:
            found += own_faults(outcome)
        found += (fault for fault, _ in shared_faults(result.outcomes, result.targets or ()))
        crashes = tuple(outcome.crash for outcome in result.outcomes if outcome.crash)
        return Findings(
            in_order(found), len(result.outcomes), result.broken, None,
            tuple(result.targets or ()), crashes,
        )  # fmt: skip


def _marks(workspace: Workspace, paths: Mapping[str, object]) -> dict[str, str]:
    stamps = ((path, workspace.stamp(path)) for path in paths)
    return {path: stamp.mark if stamp else "" for path, stamp in stamps}
