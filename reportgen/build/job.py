"""One target → one file on disk, or the faults that kept it from being made."""

from __future__ import annotations

import contextlib
import errno
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from reportgen.build.inputs import ABSENT, Inputs, Recorder, digest_of, inputs_of
from reportgen.build.journal import Announce
from reportgen.build.outcome import Outcome
from reportgen.build.pieces import YAML
from reportgen.build.targets import Target
from reportgen.build.workshop import Workshop
from reportgen.content.branch_types import TYPES
from reportgen.content.branches import BranchYear
from reportgen.content.library import Library, Subject
from reportgen.content.links import picture_path
from reportgen.content.meetings import MeetingSubject
from reportgen.diagnostics import Diagnostic, Faults, Severity, in_order
from reportgen.document.nodes import Deck, Document, Form, Report
from reportgen.spans import Span, span_of
from reportgen.write.written import Written


@dataclass(slots=True)
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


@dataclass(slots=True)
class Delivery:
    """How a document is put in its place: whose the file there may be, whom to tell."""

    #: digests of files that the program itself wrote at an output
    ours: Mapping[str, Collection[str]] = field(default_factory=dict)
    announce: Announce | None = None


def run(target: Target, desk: Desk, delivery: Delivery) -> Outcome:
    """Make and write one document; never raises for what content, template or disk did."""
    started = time.perf_counter()
    diagnostics: tuple[Diagnostic, ...] = ()
    outcome = Outcome(target, "failed")
    workspace = desk.workshop.workspace
    try:
        made = make(target, desk)
        diagnostics = made.diagnostics
        if made.data is not None:
            kept = deliver(target.output, made.data, desk.workshop, delivery)
            stamp = workspace.stamp(target.output)
            diagnostics = (*diagnostics, *kept)
            outcome = replace(
                outcome,
                status="written",
                size=len(made.data),
                inputs=made.inputs,
                digest=digest_of(made.data),
                mark=stamp.mark if stamp else "",
            )
    except Faults as faults:
        diagnostics = (*diagnostics, *faults.diagnostics)
    except OSError as error:
        diagnostics = (*diagnostics, _disk_fault(error, workspace.shown(target.output)))
    except MemoryError:
        message = f"内存不够，没有生成 {workspace.shown(target.output)}"
        diagnostics = (*diagnostics, Diagnostic("out-of-memory", message))
    except Exception:  # noqa: BLE001 - a bug of ours: told once for this job, the batch goes on
        outcome = replace(outcome, status="crashed", crash=traceback.format_exc())
    seconds = time.perf_counter() - started
    return replace(outcome, diagnostics=in_order(diagnostics), seconds=seconds)


def make(target: Target, desk: Desk) -> Made:
    """Return what there is to say about a document, and its bytes if it can be written."""
    workshop = desk.workshop
    kind = workshop.kinds[target.kind]
    subject = desk.library.subject(target.of, target.branch, target.year, target.part)
    composed = workshop.composer.compose(kind, subject)
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


def deliver(
    output: str, data: bytes, workshop: Workshop, delivery: Delivery
) -> tuple[Diagnostic, ...]:
    """Write `data`; a file in its place that somebody else changed is kept beside it."""
    workspace = workshop.workspace
    try:
        present: bytes | None = workspace.read(output)
    except FileNotFoundError:
        present = None
    if present == data:
        return ()
    told: tuple[Diagnostic, ...] = ()
    if delivery.announce:
        delivery.announce(output, digest_of(data))
    if present is not None:
        digest = digest_of(present)
        if digest not in delivery.ours.get(output, ()):
            kept = kept_name(output, digest)
            workspace.write(kept, present)
            shown = workspace.shown(output)
            message = f"{shown} 不是上次生成的原样，改动过的文件另存为“{kept.rpartition('/')[2]}”"
            told = (Diagnostic("edited-output", message, severity=Severity.WARNING),)
    workspace.write(output, data)
    return told


def kept_name(output: str, digest: str) -> str:
    """Return the name under which a changed output is kept."""
    stem, _, ending = output.rpartition(".")
    return f"{stem}（手工修改 {digest[:6]}）.{ending}"


def _disk_fault(error: OSError, output: str) -> Diagnostic:
    if isinstance(error, PermissionError):
        return Diagnostic(
            "cannot-write",
            f"写不了 {output}；原有文件未动",
            hints=("如果它正在 Word、WPS 或 PowerPoint 里打开，请先关闭",),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Diagnostic("disk-full", f"磁盘已满，没有写成 {output}；原有文件未动")
    message = f"写不了 {output}：{error.strerror or error}；原有文件未动"
    return Diagnostic("cannot-write", message)
