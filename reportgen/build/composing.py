"""A target → its composed document. A script is composed from the slides of its deck as delivered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import Kind
from reportgen.content.library import Subject
from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Deck

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme


def compose(
    kind: Kind,
    subject: Subject,
    title: str,
    composer: Composer,
    kinds: Mapping[str, Kind],
    deck_theme: Callable[[Deck], DeckTheme],
) -> Composed:
    """Return the document of `kind` about `subject`; faults of content and templates stand in it.

    `title` is the title in the file's properties, `kinds` are the theme's by their id. `deck_theme`
    returns what a deck is written with; the Faults it raises pass through.
    """
    if not kind.header.slides_of:
        return composer.compose(kind, subject, title)
    deck_kind = kinds.get(kind.header.slides_of)
    if not deck_kind or deck_kind.root != "deck" or deck_kind.header.of != kind.header.of:
        message = f"没有名为 `{kind.header.slides_of}` 的课件模板"
        return Composed(None, (Diagnostic("unknown-kind", message, composer.header_span(kind)),))
    composed = composer.compose(deck_kind, subject, "")
    if not isinstance(composed.document, Deck):
        return Composed(None, composed.diagnostics)
    from reportgen.write.powerpoint import lower  # only where a deck is needed

    deck = composed.document
    return composer.compose(kind, subject, title, lower(deck, deck_theme(deck)).pages)
