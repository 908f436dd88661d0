"""The templates of a theme, ready to compose single documents for a command that looks into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reportgen.build.composing import Composing
from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import Kind, by_id
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Deck, Report
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import Theme, documents_folder, load_theme
from reportgen.theme.word import WordTheme
from reportgen.workspace import Workspace


@dataclass(eq=False)
class Workshop:
    """The kinds of a theme folder and what composes their documents."""

    workspace: Workspace
    folder: str
    kinds: tuple[Kind, ...]

    @cached_property
    def composer(self) -> Composer:
        """The composer of the theme's templates."""
        names = {kind.id: str(kind.header.name) for kind in self.kinds}
        folder = documents_folder(self.workspace, self.folder)
        return Composer(folder, self.workspace.read, kind_names=names)

    @cached_property
    def theme(self) -> Theme:
        """The theme; raise Faults where it cannot be opened."""
        return load_theme(self.workspace, self.folder)

    def deck_theme(self, deck: Deck) -> DeckTheme:
        """Return what a deck is written with; raise Faults."""
        return self.theme.deck(deck.palette, deck.at)

    def word_theme(self, report: Report) -> WordTheme:
        """Return what a report is written with; raise Faults."""
        return self.theme.word(report.format, report.palette, report.at, report.at)

    def picture(self, path: str) -> bytes:
        """Return the bytes of a picture; raise Faults where there is none."""
        try:
            return self.workspace.read(path)
        except FileNotFoundError:
            raise Faults([Diagnostic("missing-picture", f"找不到图片“{path}”")]) from None

    def kinds_for(self, subject: Subject) -> Iterable[Kind]:
        """Yield the kinds that are made for a subject.

        `reportgen check` reports what is wrong with the header of a template; here its kind is left out.
        """
        for kind in self.kinds:
            try:
                if kind.header.of == subject.subject_kind and self.composer.applies(kind, subject):
                    yield kind
            except Faults:
                continue

    def compose(self, kind: Kind, subject: Subject) -> Composed:
        """Return the document of `kind` about `subject`; faults stand in the result."""
        kinds = by_id(self.kinds)
        composing = Composing(self.composer, kinds, lambda deck, _subject: self.deck_theme(deck))
        try:
            return composing.compose(kind, subject)
        except Faults as raised:
            return Composed(None, raised.diagnostics)
