"""One target → its document, made and delivered; or the faults that prevent it."""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.build.composing import Composing
from reportgen.build.delivery import Delivery, deliver, disk_fault
from reportgen.build.inputs import ABSENT, Inputs, Recorder, digest_of, inputs_of
from reportgen.build.messages import Outcome
from reportgen.build.targets import YAML, Target
from reportgen.build.worker_state import WorkerState
from reportgen.compose.placement import FactIndex, placement_of, placement_text, texts_of
from reportgen.compose.templates.kinds import Kind
from reportgen.content.branch_year import BranchYear
from reportgen.content.facts import facts_of
from reportgen.content.folders import TYPES
from reportgen.content.library import Library, Subject
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.references import picture_path
from reportgen.diagnostics import Diagnostic, Faults, Severity, foremost
from reportgen.document.nodes import Deck, Document, Form, Properties, Report
from reportgen.spans import Span, span_of
from reportgen.stores import StoreLost
from reportgen.theme.word import WordTheme
from reportgen.write.soundness import unsound
from reportgen.write.written import Written

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme
    from reportgen.write.slide_drawing import SlideDrawings


@dataclass(eq=False, slots=True)
class JobInputs:
    """What the documents of one source are made from."""

    state: WorkerState
    library: Library
    #: the workspace as reading the library saw it
    recorder: Recorder
    #: the facts of each branch's year of which a document was made
    indexes: dict[int, FactIndex] = field(default_factory=dict)
    composing: Composing = field(init=False)

    def __post_init__(self) -> None:
        state = self.state
        self.composing = Composing(
            state.composer, state.kinds, lambda deck, subject: deck_theme(deck, state, subject)[0]
        )

    def index(self, entry: BranchYear) -> FactIndex:
        """Return the facts of a branch's year."""
        if entry.year not in self.indexes:
            self.indexes[entry.year] = FactIndex(facts_of(entry))
        return self.indexes[entry.year]

    def picture(self, path: str) -> bytes:
        """Return the bytes of a picture; raise Faults where it vanished after it was checked."""
        try:
            return self.recorder.read(path)
        except FileNotFoundError:
            raise Faults([Diagnostic("missing-picture", f"找不到图片“{path}”")]) from None


@dataclass(frozen=True, slots=True)
class _Product:
    """A document in memory; `written` is None where faults prevent it."""

    diagnostics: tuple[Diagnostic, ...]
    inputs: tuple[Inputs, ...]
    written: Written | None = None
    placement: str = ""


def produce(target: Target, inputs: JobInputs, delivery: Delivery | None) -> Outcome:
    """Make one document and deliver it; without `delivery` it is made, judged and dropped.

    Nothing is raised for what content, templates or the disk did.
    """
    began = time.perf_counter()
    diagnostics: tuple[Diagnostic, ...] = ()
    display_path = inputs.state.workspace.display_path
    try:
        product = _make(target, inputs)
        diagnostics = product.diagnostics
        outcome = _outcome(target, product, inputs, delivery)
    except Faults as faults:
        outcome = Outcome(target, "failed", (*diagnostics, *faults.diagnostics))
    except StoreLost:  # it would meet every other document too
        raise
    except OSError as error:
        fault = disk_fault(error, display_path(target.output))
        outcome = Outcome(target, "failed", (*diagnostics, fault))
    except MemoryError:
        message = f"内存不够，没有生成 {display_path(target.output)}"
        fault = Diagnostic("out-of-memory", message)
        outcome = Outcome(target, "failed", (*diagnostics, fault))
    except Exception:  # noqa: BLE001 - a bug of the program costs one document, not the build
        outcome = Outcome(target, "crashed", diagnostics, crash=traceback.format_exc())
    return replace(
        outcome,
        diagnostics=foremost(outcome.diagnostics),
        seconds=time.perf_counter() - began,
    )


def _outcome(
    target: Target, product: _Product, inputs: JobInputs, delivery: Delivery | None
) -> Outcome:
    """Deliver a product and return what became of the target."""
    if product.written is None:
        return Outcome(target, "failed", product.diagnostics, inputs=product.inputs)
    if delivery is None:
        placement = product.placement
        return Outcome(
            target, "checked", product.diagnostics, inputs=product.inputs, placement=placement
        )
    workspace = inputs.state.workspace
    data = product.written.data
    digest = digest_of(data)
    warnings = deliver(target.output, data, digest, workspace, delivery)
    stamp = workspace.stamp(target.output)
    return Outcome(
        target,
        "written",
        (*product.diagnostics, *warnings),
        size=len(data),
        inputs=product.inputs,
        digest=digest,
        mark=stamp.mark if stamp else "",
        placement=product.placement,
    )


def _make(target: Target, inputs: JobInputs) -> _Product:
    """Compose and write one document in memory; raise Faults for what is not its own fault."""
    state = inputs.state
    kind = state.kinds[target.kind]
    subject = inputs.library.subject(target.subject_kind, target.branch, target.year, target.part)
    composed = inputs.composing.compose(kind, subject)
    document = composed.document
    if document is None:
        return _Product(composed.diagnostics, _inputs_of_failure(kind, subject, inputs))
    templates = state.template_inputs(kind)
    write, theme = _writer(document, kind, subject, inputs)
    content = _content_inputs(subject, inputs, composed.pictures)
    parts = (templates, theme, *_script_inputs(kind, subject, inputs), content)
    fingerprint = digest_of("".join(part.digest for part in parts).encode())
    title = target.label.rpartition(".")[0]
    written = write(replace(document.properties, title=title, fingerprint=fingerprint))
    final = state.final or subject.final
    of_writing = _as_final(written.diagnostics) if final else written.diagnostics
    # A text that does not fit is an error of its document; only a draft may leave with it.
    withheld = final and any(d.is_error for d in of_writing)
    broken = () if withheld else unsound(written)
    diagnostics = (*composed.diagnostics, *of_writing, *broken)
    placement = _placement(document, kind, subject, inputs)
    whole = None if withheld or broken else written
    return _Product(diagnostics, (state.fixed_inputs, *parts), whole, placement)


def _as_final(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a final document: what its template still marks is an error."""
    return tuple(
        replace(d, severity=Severity.ERROR) if d.code == "pending-fact" else d for d in diagnostics
    )


def _placement(document: Document, kind: Kind, subject: Subject, inputs: JobInputs) -> str:
    """Return which facts of a branch's year stand in a document, "" for other documents."""
    if not isinstance(subject, BranchYear | MeetingSubject):
        return ""
    entry = subject.entry if isinstance(subject, MeetingSubject) else subject
    texts = texts_of(document, is_script=kind.is_script)
    return placement_text(placement_of(texts, inputs.index(entry)))


def _writer(
    document: Document, kind: Kind, subject: Subject, inputs: JobInputs
) -> tuple[Callable[[Properties], Written], Inputs]:
    """Return what writes `document` with its properties, and what its theme was read from; raise Faults."""
    state = inputs.state
    match document:
        case Report():
            from reportgen.write.word import write_report  # each writer only where it is needed

            word, read = word_theme(document, state, subject)
            slides = slides_of_script(kind, subject, inputs)
            return lambda own: write_report(
                replace(document, properties=own), word, inputs.picture, slides
            ), read
        case Deck():
            from reportgen.write.powerpoint import write_deck

            theme, read = deck_theme(document, state, subject)
            lowered = inputs.composing.deck(kind, subject).lowered
            assert lowered is not None, kind.id
            return lambda own: write_deck(
                replace(lowered, properties=own), theme, inputs.picture
            ), read
        case Form():
            from reportgen.write.forms import write_form

            return lambda own: write_form(replace(document, properties=own)), inputs_of({})


def slides_of_script(kind: Kind, subject: Subject, inputs: JobInputs) -> SlideDrawings | None:
    """Return the slides that a script shows, None for other reports; raise Faults."""
    deck = inputs.composing.deck_of_script(kind, subject) if kind.is_script else None
    if deck is None or deck.lowered is None or not isinstance(deck.composed.document, Deck):
        return None
    from reportgen.write.slide_drawing import SlideDrawings

    theme = deck_theme(deck.composed.document, inputs.state, subject)[0]
    return SlideDrawings(deck.lowered, theme)


def _script_inputs(kind: Kind, subject: Subject, inputs: JobInputs) -> tuple[Inputs, ...]:
    """Return what the theme was read from with whose slides a script was composed."""
    deck = inputs.composing.deck_of_script(kind, subject) if kind.is_script else None
    if deck is None or not isinstance(deck.composed.document, Deck):
        return ()
    return (deck_theme(deck.composed.document, inputs.state, subject)[1],)


def word_theme(report: Report, state: WorkerState, subject: Subject) -> tuple[WordTheme, Inputs]:
    """Return the theme that a report is written with and the files it was read from; raise Faults."""
    names = (report.format, report.palette)
    chosen = (subject.settings.format, subject.settings.palette)
    places = [_chosen_at(*pair) or report.at for pair in zip(names, chosen, strict=True)]
    return state.word_theme(names, lambda theme: theme.word(*names, *places))


def deck_theme(deck: Deck, state: WorkerState, subject: Subject) -> tuple[DeckTheme, Inputs]:
    """Return the theme that a deck is written with and the files it was read from; raise Faults."""
    name = deck.palette
    at = _chosen_at(name, subject.settings.palette) or deck.at
    return state.deck_theme(name, lambda theme: theme.deck(name, at))


def _chosen_at(name: str, chosen: str) -> Span | None:
    """Return where the content names the format or palette that the template asks for."""
    return span_of(chosen) if chosen == name else None


def _inputs_of_failure(kind: Kind, subject: Subject, inputs: JobInputs) -> tuple[Inputs, ...]:
    """Return what a document could not be composed from.

    Return () where the templates cannot be followed, so that the document is tried again.
    """
    state = inputs.state
    try:
        templates = state.template_inputs(kind)
    except (Faults, OSError):
        return ()
    return (state.fixed_inputs, templates, _content_inputs(subject, inputs, None))


def _content_inputs(
    subject: Subject, inputs: JobInputs, pictures: Collection[str] | None
) -> Inputs:
    """Return the content behind one document; `pictures` are those it shows, None if any may be.

    It is all that reading the source looked at, less what is known to belong to other documents;
    so a new sort of content file can never be left out.
    """
    recorder, types = inputs.recorder, inputs.state.type_states
    for path in pictures or ():
        with contextlib.suppress(FileNotFoundError):  # the writer reports it with its place
            recorder.read(path)
    if not isinstance(subject, BranchYear | MeetingSubject):
        return inputs_of({**types, **recorder.states})
    own = subject.entry if isinstance(subject, MeetingSubject) else subject
    folder = own.folder
    # Which years there are matters to the plan; the document looks at its own year and the last.
    states = {k: s for k, s in recorder.states.items() if k != f"folder:{folder}"}
    near = [f"file:{folder}/{year}.{e}" for year in (own.year, own.year - 1) for e in YAML]
    for entry in inputs.library.years.values():
        for ending in YAML:
            states.pop(f"file:{folder}/{entry.year}.{ending}", None)
        for picture in entry.record.pictures.values():
            path = picture_path(entry.folder, picture.file)
            if pictures is not None and path not in pictures:
                states.pop(f"file:{path}", None)
    states |= {key: recorder.states.get(key, ABSENT) for key in near}
    chosen = (f"file:{TYPES}/{kind.id}.{ending}" for kind in own.types for ending in YAML)
    states |= {key: types[key] for key in chosen if key in types}
    return inputs_of(states)
