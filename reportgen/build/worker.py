"""What a worker process does: look at what all documents share, and carry out one job at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from reportgen.build.accounts import accounts
from reportgen.build.delivery import Delivery
from reportgen.build.freshness import NEW
from reportgen.build.inputs import Inputs, Recorder
from reportgen.build.journal import Announce, announcer
from reportgen.build.messages import (
    BuildSettings,
    Job,
    JobResult,
    Mode,
    Outcome,
    PreflightResult,
    SourceFaults,
)
from reportgen.build.plan import plan, unknown_kinds
from reportgen.build.produce import JobInputs, produce
from reportgen.build.targets import SourceId
from reportgen.build.worker_state import WorkerState
from reportgen.content.checks import check_files, check_types, check_year
from reportgen.content.library import Library
from reportgen.content.subjects import KINDS, sources
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.stores import StoreLost, open_places
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace, cannot_read

#: the state of this process: of one build at a time
_states: dict[BuildSettings, WorkerState] = {}
#: Jobs run one after the other even in a worker with several threads, as Dask has them: documents
#: share parsed parts of their themes.
_one_at_a_time = threading.Lock()


def state_for(
    settings: BuildSettings, overlay: Callable[[Workspace], Workspace] | None = None
) -> WorkerState:
    """Return this process's state for a build; `overlay` puts the files it was sent over its own."""
    if settings not in _states:
        _states.clear()
        workspace = open_places(settings.places)
        if overlay:
            workspace = overlay(workspace)
        _states[settings] = WorkerState(
            workspace, settings.theme_folder, settings.final, dict(settings.tools)
        )
    return _states[settings]


def forget_state() -> None:
    """Forget the state of this process: its next build reads everything anew."""
    _states.clear()


def preflight(settings: BuildSettings, source: SourceId, kinds: Iterable[str]) -> PreflightResult:
    """Return what is wrong with types, templates, rules and theme; `kinds` are the wanted ones."""
    try:
        return _preflight(settings, source, kinds)
    except StoreLost as store:
        return PreflightResult(None, (store.diagnostic,))


def _preflight(settings: BuildSettings, source: SourceId, kinds: Iterable[str]) -> PreflightResult:
    state = state_for(settings)
    recorder = state.recorder()
    try:
        load_theme(recorder, settings.theme_folder)
    except Faults as error:
        return PreflightResult(None, error.diagnostics)
    faults = [*state.types.diagnostics, *state.kind_faults]
    if not state.kinds and not state.kind_faults:
        folder = state.workspace.display_path(settings.theme_folder)
        message = f"{folder} 里没有模板（*.docx.j2、*.pptx.j2）"
        faults.append(Diagnostic("no-templates", message))
    rules = state.rules
    faults += (*rules.diagnostics, *check_types(Library(state.types.types), rules))
    row = JobResult(
        source,
        targets=(),
        inputs=(state.fixed_inputs, state.plan_inputs, state.rule_inputs, recorder.inputs()),
        faults=SourceFaults(tuple(faults)),
        stamps=state.new_stamps(),
    )
    return PreflightResult(row, tuple(unknown_kinds(kinds, state.kinds)))


def carry_out(
    settings: BuildSettings, job: Job, overlay: Callable[[Workspace], Workspace] | None = None
) -> JobResult:
    """Run `job` in this process; see `state_for` for `overlay`."""
    with _one_at_a_time:
        try:
            state = state_for(settings, overlay)
            result = run_job(job, state, settings.mode, announcer(settings.journals))
        except StoreLost as store:
            return JobResult(job.source, lost=store.diagnostic)
        # Dask may deliver results twice or out of order, so there each one is complete.
        return result if overlay else _without_repeated_inputs(result, state.sent_inputs)


def run_job(
    job: Job,
    state: WorkerState,
    mode: Mode = "build",
    announce: Announce | None = None,
) -> JobResult:
    """Read one source of content, plan its documents, and make those that are not fresh."""
    recorder = Recorder(state.workspace)
    source = sources()[job.source.kind]
    try:
        library = source.load(recorder, job.source.name, state.types)
    except OSError as error:
        library = _unread(job.source.name, (cannot_read(job.source.name, error),))
    except Faults as faults:
        library = _unread(job.source.name, faults.diagnostics)
    if library.failed:
        return JobResult(
            job.source,
            broken=True,
            inputs=(state.fixed_inputs, state.plan_inputs, recorder.inputs()),
            faults=SourceFaults(in_order(library.diagnostics)),
            stamps={**recorder.cache.stamps, **state.new_stamps()},
            below=library.below,
        )
    kinds = [kind for kind in state.kinds.values() if KINDS[kind.header.of].source is source]
    targets, plan_faults = plan(library, kinds, state.composer)
    inputs = (state.fixed_inputs, state.plan_inputs, state.rule_inputs, recorder.inputs())
    outlines = check_files(library, state.rules)
    by_year = {
        entry.year: check_year(entry, state.rules)
        for entry in library.years.values()
        if not entry.only_figures
    }
    # A final document must not contradict its own content. A check makes it all the same, to find
    # the faults of the document itself.
    final_years = {entry.year for entry in library.years.values() if state.final or entry.final}
    delivers = mode != "check"
    stopped = delivers and state.final and any(fault.is_error for fault in outlines)
    blocked = {
        year
        for year, faults in by_year.items()
        if delivers and year in final_years and any(fault.is_error for fault in faults)
    }
    outcomes = []
    job_inputs = JobInputs(state, library, recorder)
    delivery = Delivery(job.earlier_digests, announce) if mode == "build" else None
    for target in targets:
        if not job.takes(target):
            continue
        reasons = job.reasons.get(target.output, (NEW,))
        if stopped or (target.subject_kind == "branch" and target.year in blocked):
            outcome = Outcome(target, "failed", inputs=inputs)
        elif target.output in job.fresh:
            outcome = Outcome(target, "fresh")
        elif mode == "plan":
            outcome = Outcome(target, "stale", reasons=reasons)
        else:
            outcome = replace(produce(target, job_inputs, delivery), reasons=reasons)
        outcomes.append(outcome)
    return JobResult(
        job.source,
        targets,
        inputs=inputs,
        faults=SourceFaults((*in_order(library.diagnostics), *plan_faults, *outlines), by_year),
        outcomes=tuple(outcomes),
        accounts=tuple(accounts(job, targets, outcomes, job_inputs)),
        stamps={**recorder.cache.stamps, **state.new_stamps()},
        below=library.below,
    )


def _unread(name: str, faults: tuple[Diagnostic, ...]) -> Library:
    """Return the library of a source that could not be read."""
    return Library(diagnostics=faults, failed={name: faults})


def _without_repeated_inputs(result: JobResult, sent: set[str]) -> JobResult:
    """Return `result` with each set of inputs whole the first time, and by its digest after that.

    Some sets are the same for all sources and grow with their number: sent with every result, they
    would make the work of a build grow with the square of that number.
    """

    def reduced(inputs: tuple[Inputs, ...]) -> tuple[Inputs, ...]:
        parts = tuple(part.reference if part.digest in sent else part for part in inputs)
        sent.update(part.digest for part in inputs)
        return parts

    planned = reduced(result.inputs)
    outcomes = tuple(replace(o, inputs=reduced(o.inputs)) for o in result.outcomes)
    return replace(result, inputs=planned, outcomes=outcomes)
