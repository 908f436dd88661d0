"""The finished files of a lesson or a committee, made in memory by the code of `reportgen build`."""

from __future__ import annotations

from reportgen.build.messages import Job
from reportgen.build.targets import Selectors, SourceId
from reportgen.build.worker import run_job
from reportgen.desk.documents import Documents, Download, Drafts


def kinds_of(documents: Documents, subject: str) -> tuple[tuple[str, str, str], ...]:
    """Return (id, name, ending) of each kind of document about a kind of subject."""
    kinds = documents.state().kinds.values()
    return tuple((k.id, str(k.header.name), k.format) for k in kinds if k.header.of == subject)


def downloads(
    documents: Documents, source: SourceId, kind: str, year: int = 0
) -> tuple[Download, ...]:
    """Return the files of one kind about a source; () where faults prevent them."""
    years = (year,) if year else ()
    with documents.turns.first():
        state = documents.state()
        result = run_job(Job(source, Selectors(years=years, kinds=(kind,))), state, "build")
    assert isinstance(state.workspace, Drafts)
    files = state.workspace.written.files
    return tuple(
        Download(outcome.target.label, files[outcome.target.output])
        for outcome in result.outcomes
        if outcome.target.output in files
    )
