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
class LessonDraft:
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
    _draft: tuple[str, Mapping[str, str], LessonDraft] | None = None

    def draft(self, slug: str, files: Mapping[str, bytes]) -> LessonDraft:
        """Return a lesson with `files` as unsaved content."""
        state = self.documents.state(files=files)
        if self._draft and self._draft[0] == slug:
            _, marks, draft_then = self._draft
            is_same = draft_then.inputs.state.composer is state.composer
            if is_same and marks == _marks(state.workspace, marks):
                return draft_then
        recorder = Recorder(state.workspace)
        library = load_lesson(recorder, slug, state.types)
        subjects = library.by_kind.get(LessonSubject.subject_kind, ())
        subject = next((s for s in subjects if isinstance(s, LessonSubject)), None)
        lesson_draft = LessonDraft(JobInputs(state, library, recorder), subject)
        self._draft = (slug, _marks(state.workspace, recorder.cache.stamps), lesson_draft)
        return lesson_draft

    @property
    def main(self) -> MainKinds:
        """The kinds that a lesson's page shows: its deck, and as the report its script."""
        return main_kinds(self.documents.state().kinds, LessonSubject.subject_kind)

    def preview(self, slug: str, show: str, files: Mapping[str, bytes]) -> PreviewResult:
        """Return the slides or pages of one document, with `files` as unsaved content."""
        draft = self.draft(slug, files)
        kind = self.main.of_page(show)
        row = draft.inputs.state.kinds.get(kind)
        if draft.subject is None or row is None:
            return PreviewResult(None, draft.diagnostics)
        if kind not in draft.previews:
            draft.previews[kind] = preview_document(
                row, draft.subject, draft.inputs, self.documents.pictures
            )
        return draft.previews[kind]

    def slides(
        self, slug: str, files: Mapping[str, bytes], lines: Sequence[Lines] = ()
    ) -> tuple[ShownSlide, ...] | None:
        """Return the slides of a lesson, those on the given `lines` with their room; None where faults prevent them."""
        draft = self.draft(slug, files)
        row = draft.inputs.state.kinds.get(self.main.deck)
        if draft.subject is None or row is None:
            return None
        with suppress(Faults):
            lowered_deck = draft.inputs.composing.deck(row, draft.subject).lowered
            return shown_slides(lowered_deck, lines) if lowered_deck else None
        return None

    def findings(self, slug: str) -> Findings:
        """Check the documents of a lesson and return the diagnostics."""
        job = Job(SourceId("lesson", slug), Selectors())
        result = run_job(job, self.documents.state(), "check")
        faults = [*result.faults.of(())]
        for outcome in result.outcomes:
            faults += own_faults(outcome)
        faults += (fault for fault, _ in shared_faults(result.outcomes, result.targets or ()))
        crashes = tuple(outcome.crash for outcome in result.outcomes if outcome.crash)
        return Findings(
            in_order(faults), len(result.outcomes), result.broken, None,
            tuple(result.targets or ()), crashes,
        )  # fmt: skip


def _marks(workspace: Workspace, paths: Mapping[str, object]) -> dict[str, str]:
    stamps = ((path, workspace.stamp(path)) for path in paths)
    return {path: stamp.mark if stamp else "" for path, stamp in stamps}
