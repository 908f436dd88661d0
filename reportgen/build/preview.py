"""Make the preview of one document: its pages or slides as HTML, with marks at the faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.build.produce import JobInputs, deck_theme, slides_of_script, word_theme
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic, Faults, in_order
from reportgen.document.nodes import Deck, Report
from reportgen.write.preview.fragments import Preview
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults as MarkedFaults


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """A preview, None where faults prevent it or no page can be drawn; and all faults of the document.

    An element that a fault points at has the number of it, from 0, in `data-fault`.
    """

    preview: Preview | None
    diagnostics: tuple[Diagnostic, ...]


def preview_document(
    kind: Kind,
    subject: Subject,
    inputs: JobInputs,
    pictures: PreviewPictures,
    known: Iterable[Diagnostic] = (),
) -> PreviewResult:
    """Return the preview of the document of `kind` about `subject`.

    `inputs` hold the library of the subject and what the process shares; a caller that stays keeps the
    state and the pictures, and makes new inputs whenever the content changes. `known` are faults found
    elsewhere, such as those of the content checks, to be marked too. Nothing is raised for what content
    and templates did.
    """
    diagnostics = tuple(known)
    try:
        composed = inputs.composing.compose(kind, subject)
        diagnostics = (*diagnostics, *composed.diagnostics)
        match composed.document:
            case Report() as report:
                return _report(report, kind, subject, inputs, pictures, diagnostics)
            case Deck() as deck:
                return _deck(deck, kind, subject, inputs, pictures, diagnostics)
            case _:
                return PreviewResult(None, in_order(diagnostics))
    except Faults as faults:
        return PreviewResult(None, in_order((*diagnostics, *faults.diagnostics)))


def _report(
    report: Report,
    kind: Kind,
    subject: Subject,
    inputs: JobInputs,
    pictures: PreviewPictures,
    diagnostics: tuple[Diagnostic, ...],
) -> PreviewResult:
    from reportgen.write.preview.pages import preview_report  # only where a report is shown
    from reportgen.write.word import laid_report

    theme, _ = word_theme(report, inputs.state, subject)
    slides = slides_of_script(kind, subject, inputs)
    report_pages = laid_report(report, theme, inputs.picture, slides)
    faults = in_order((*diagnostics, *report_pages.diagnostics))
    return PreviewResult(preview_report(report_pages, pictures, MarkedFaults.of(faults)), faults)


def _deck(
    deck: Deck,
    kind: Kind,
    subject: Subject,
    inputs: JobInputs,
    pictures: PreviewPictures,
    diagnostics: tuple[Diagnostic, ...],
) -> PreviewResult:
    from reportgen.write.preview.slides import preview_deck  # only where a deck is shown

    theme, _ = deck_theme(deck, inputs.state, subject)
    lowered = inputs.composing.deck(kind, subject).lowered
    assert lowered is not None, kind.id
    faults = in_order((*diagnostics, *lowered.diagnostics))
    preview = preview_deck(lowered, theme, inputs.picture, pictures, MarkedFaults.of(faults))
    return PreviewResult(preview, faults)
