"""A kind and a subject → the composed document. A script is composed from the slides of its deck as delivered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Deck

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme
    from reportgen.write.powerpoint import LoweredDeck


@dataclass(eq=False)
class DeckOfSubject:
    """The deck of a kind about a subject; `theme` returns what it is written with and may raise Faults."""

    composed: Composed
    theme: Callable[[Deck], DeckTheme]

    @cached_property
    def lowered(self) -> LoweredDeck | None:
        """The slides as they are delivered, None where the deck has faults; raise Faults."""
        from reportgen.write.powerpoint import lower  # only where a deck is needed

        deck = self.composed.document
        return lower(deck, self.theme(deck)) if isinstance(deck, Deck) else None


@dataclass(eq=False, slots=True)
class Composing:
    """What composes the documents of one source; its decks are composed once, for files and scripts.

    `kinds` are the theme's by their id. `deck_theme` returns what a deck about a subject is written
    with; the Faults it raises pass through.
    """

    composer: Composer
    kinds: Mapping[str, Kind]
    deck_theme: Callable[[Deck, Subject], DeckTheme]
    _decks: dict[tuple[str, str, int, str], DeckOfSubject] = field(default_factory=dict)

    def compose(self, kind: Kind, subject: Subject) -> Composed:
        """Return the document of `kind` about `subject`; faults of content and templates stand in it."""
        if kind.root == "deck":
            return self.deck(kind, subject).composed
        return self._composed(kind, subject)

    def deck(self, kind: Kind, subject: Subject) -> DeckOfSubject:
        """Return the deck of a kind about a subject."""
        key = kind.id, subject.slug, subject.year, subject.part
        if key not in self._decks:
            composed = self._composed(kind, subject)
            self._decks[key] = DeckOfSubject(composed, lambda deck: self.deck_theme(deck, subject))
        return self._decks[key]

    def deck_of_script(self, kind: Kind, subject: Subject) -> DeckOfSubject | None:
        """Return the deck whose slides the script `kind` is for, None if there is no such kind of deck."""
        deck_kind = self.kinds.get(kind.header.slides_of)
        if not deck_kind or deck_kind.root != "deck" or deck_kind.header.of != kind.header.of:
            return None
        return None if deck_kind.is_script else self.deck(deck_kind, subject)

    def _composed(self, kind: Kind, subject: Subject) -> Composed:
        if not kind.is_script:
            return self.composer.compose(kind, subject)
        deck = self.deck_of_script(kind, subject)
        if deck is None:
            message = f"没有名为 `{kind.header.slides_of}` 的课件模板"
            place = self.composer.header_span(kind)
            return Composed(None, (Diagnostic("unknown-kind", message, place),))
        if deck.lowered is None:
            return Composed(None, deck.composed.diagnostics)
        return self.composer.compose(kind, subject, pages=deck.lowered.pages)
