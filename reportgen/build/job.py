"""One target → one document, made and put in its place; or the faults that kept it from it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from reportgen.build.delivery import Delivery, deliver, disk_fault
from reportgen.build.inputs import ABSENT, Inputs, Recorder, digest_of, inputs_of
from reportgen.build.outcome import Outcome
from reportgen.build.pieces import YAML
from reportgen.build.targets import Target
from reportgen.build.workshop import Workshop
from reportgen.compose.composer import Composed
from reportgen.compose.templates.kinds import Kind
from reportgen.content.branch_year import BranchYear
from reportgen.content.folders import TYPES
from reportgen.content.library import Library, Subject
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.references import picture_path
from reportgen.diagnostics import Diagnostic, Faults, foremost
from reportgen.document.nodes import Deck, Document, Form, Report
from reportgen.spans import Span, span_of
from reportgen.write.written import Written

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Desk:
    """One piece of content laid out for its jobs: its library and what reading it looked at."""

    workshop: Workshop
    library: Library
    recorder: Recorder

    def picture(self, path: str) -> bytes:
        """Return the bytes of a picture; raise Faults where it has gone since it was checked."""
        try:
            return self.recorder.read(path)
        except FileNotFoundError:
            raise Faults([Diagnostic("missing-picture", f"找不到图片“{path}”")]) from None


@dataclass(frozen=True, slots=True)
class Made:
    """A document made, not yet written, with everything it was made from."""

    diagnostics: tuple[Diagnostic, ...]
    data: bytes | None = None
    inputs: tuple[Inputs, ...] = ()


def run(target: Target, desk: Desk, delivery: Delivery) -> Outcome:
    """Make and write one document; never raises for what content, template or disk did."""
    return begin(target, desk, delivery)()


def begin(
    target: Target, desk: Desk, delivery: Delivery, hands: Executor | None = None
) -> Callable[[], Outcome]:
    """Make one document and let `hands` write it; what is returned waits for its outcome."""
    began = time.perf_counter()
    made = _tried(target, desk, (), lambda: make(target, desk))

    def end() -> Outcome:
        outcome = (
            _tried(target, desk, made.diagnostics, lambda: _put(target, made, desk, delivery))
            if isinstance(made, Made)
            else made
        )
        told, seconds = foremost(outcome.diagnostics), time.perf_counter() - began
        return replace(outcome, diagnostics=told, seconds=seconds)

    if hands is None or not isinstance(made, Made) or made.data is None:
        outcome = end()
        return lambda: outcome
    return hands.submit(end).result


def _put(target: Target, made: Made, desk: Desk, delivery: Delivery) -> Outcome:
    """Put a document that was made in its place."""
    if made.data is None:
        return Outcome(target, "failed", made.diagnostics)
    digest = digest_of(made.data)
    kept = deliver(target.output, made.data, digest, desk.workshop.workspace, delivery)
    stamp = desk.workshop.workspace.stamp(target.output)
    return Outcome(
        target,
        "written",
        (*made.diagnostics, *kept),
        size=len(made.data),
        inputs=made.inputs,
        digest=digest,
        mark=stamp.mark if stamp else "",
    )


def _tried(
    target: Target, desk: Desk, told: tuple[Diagnostic, ...], work: Callable[[], T]
) -> T | Outcome:
    """Return what `work` returns, or what became of the document; `told` was said of it before."""
    try:
        return work()
    except Faults as faults:
        return Outcome(target, "failed", (*told, *faults.diagnostics))
    except OSError as error:
        shown = desk.workshop.workspace.shown(target.output)
        return Outcome(target, "failed", (*told, disk_fault(error, shown)))
    except MemoryError:
        message = f"内存不够，没有生成 {desk.workshop.workspace.shown(target.output)}"
        return Outcome(target, "failed", (*told, Diagnostic("out-of-memory", message)))
    except Exception:  # noqa: BLE001 - a bug of ours: told once for this job, the batch goes on
        import traceback

        return Outcome(target, "crashed", told, crash=traceback.format_exc())


def make(target: Target, desk: Desk) -> Made:
    """Return what there is to say about a document, and its bytes if it can be written."""
    workshop = desk.workshop
    kind, subject, composed = _composed(target, desk)
    document = composed.document
    if document is None:
        return Made(composed.diagnostics)
    writer, theme = _writer(document, workshop, subject)
    content = _content(subject, desk, composed.pictures)
    inputs = (workshop.template_inputs(kind), theme, content)
    fingerprint = digest_of("".join(part.digest for part in inputs).encode())
    properties = replace(document.properties, fingerprint=fingerprint)
    written = writer(replace(document, properties=properties), desk.picture)
    diagnostics = (*composed.diagnostics, *written.diagnostics)
    # A text that does not fit is an error of its document; only a draft may leave with it.
    if workshop.final and any(d.is_error for d in written.diagnostics):
        return Made(diagnostics)
    return Made(diagnostics, written.data, (workshop.fixed, *inputs))


def judge(target: Target, desk: Desk) -> tuple[Diagnostic, ...]:
    """Return what there is to say about a document: it is made and dropped; raise Faults."""
    _, subject, composed = _composed(target, desk)
    if composed.document is None:
        return foremost(composed.diagnostics)
    writer, _ = _writer(composed.document, desk.workshop, subject)
    return foremost((*composed.diagnostics, *writer(composed.document, desk.picture).diagnostics))


def _composed(target: Target, desk: Desk) -> tuple[Kind, Subject, Composed]:
    kind = desk.workshop.kinds[target.kind]
    subject = desk.library.subject(target.of, target.branch, target.year, target.part)
    title = target.output.rpartition("/")[2].rpartition(".")[0]
    return kind, subject, desk.workshop.composer.compose(kind, subject, title)


def _writer(
    document: Document, workshop: Workshop, subject: Subject
) -> tuple[Callable[[Document, Callable[[str], bytes]], Written], Inputs]:
    """Return what writes `document` and what its theme is made of."""
    match document:
        case Report():
            from reportgen.write.word import write_report  # each writer only where it is needed

            name = document.format
            at = _written_at(name, subject.settings.format) or document.at
            word, inputs = workshop.word(name, lambda theme: theme.word(name, at))
            return lambda report, picture: write_report(report, word, picture), inputs
        case Deck():
            from reportgen.write.powerpoint import write_deck

            name = document.palette
            at = _written_at(name, subject.settings.palette) or document.at
            deck, inputs = workshop.deck(name, lambda theme: theme.deck(name, at))
            return lambda shown, picture: write_deck(shown, deck, picture), inputs
        case Form():
            from reportgen.write.forms import write_form

            return lambda form, _: write_form(form), inputs_of({})


def _written_at(name: str, chosen: str) -> Span | None:
    """Return where the content names the format or palette that the template asks for."""
    return span_of(chosen) if chosen == name else None


def _content(subject: Subject, desk: Desk, pictures: Collection[str]) -> Inputs:
    """Return the content behind one document.

    It is all that reading the branch looked at, less what is known to be another document's:
    so a sort of file that is new is never forgotten.
    """
    recorder, types = desk.recorder, desk.workshop.type_states
    for path in pictures:
        with contextlib.suppress(FileNotFoundError):  # the writer tells it, with the place
            recorder.read(path)
    if not isinstance(subject, BranchYear | MeetingSubject):
        return inputs_of({**types, **recorder.states})
    mine = subject.entry if isinstance(subject, MeetingSubject) else subject
    folder = mine.folder
    # Which years there are is the plan's business; the document looks at its own and the last.
    states = {k: s for k, s in recorder.states.items() if k != f"folder:{folder}"}
    near = [f"file:{folder}/{y}.{e}" for y in (mine.year, mine.year - 1) for e in YAML]
    for entry in desk.library.years.values():
        for ending in YAML:
            states.pop(f"file:{folder}/{entry.year}.{ending}", None)
        for picture in entry.record.pictures.values():
            path = picture_path(entry.folder, picture.file)
            if path not in pictures:
                states.pop(f"file:{path}", None)
    states |= {key: recorder.states.get(key, ABSENT) for key in near}
    chosen = (f"file:{TYPES}/{kind.id}.{ending}" for kind in mine.types for ending in YAML)
    states |= {key: types[key] for key in chosen if key in types}
    return inputs_of(states)
