"""The supplied kinds of document: any subject in, its composed documents and lowered decks out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from support import workspaces

from reportgen.build.composing import Composing
from reportgen.choose import choose
from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import Kind, by_id, find_kinds
from reportgen.content.library import Subject
from reportgen.document.nodes import Deck, Slide
from reportgen.theme.deck import DeckTheme
from reportgen.theme.loading import Theme, load_theme
from reportgen.workspace import DiskWorkspace
from reportgen.write.powerpoint import LoweredDeck
from reportgen.write.powerpoint.pages import DeckSetting, lay_slide
from reportgen.write.powerpoint.table_style import table_styles

FOLDER = "templates/juli"
SUPPLIED = DiskWorkspace({name: workspaces.ROOT / name for name in ("content", "templates")})


@cache
def _opened() -> tuple[Composer, Mapping[str, Kind], Theme]:
    kinds = by_id(find_kinds(SUPPLIED, FOLDER)[0])
    return Composer(FOLDER, SUPPLIED.read), kinds, load_theme(SUPPLIED, FOLDER)


def kinds() -> Mapping[str, Kind]:
    """Return the supplied kinds by their ids."""
    return _opened()[1]


def applies(kind_id: str, subject: Subject) -> bool:
    """Return whether a document of a kind is made for a subject."""
    composer, kinds, _ = _opened()
    kind = kinds[kind_id]
    return kind.header.of == subject.subject_kind and composer.applies(kind, subject)


def composed(kind_id: str, subject: Subject) -> Composed:
    """Return the document of a kind about a subject, as a build composes it."""
    return _composing(subject).compose(kinds()[kind_id], subject)


def lowered(kind_id: str, subject: Subject) -> LoweredDeck | None:
    """Return a deck as it is delivered; None where its faults prevent it."""
    return _composing(subject).deck(kinds()[kind_id], subject).lowered


#: the last subjects, each with what composes its documents
_recent: list[tuple[Subject, Composing]] = []


def _composing(subject: Subject) -> Composing:
    """Return what composes the documents of a subject: a deck once, for its file and for its script."""
    known = next((composing for other, composing in _recent if other is subject), None)
    if known is None:
        composer, kinds, _ = _opened()
        known = Composing(composer, kinds, lambda deck, _: _deck_theme(deck))
        _recent[:] = [*_recent[-7:], (subject, known)]
    return known


def slides_of(deck: Deck) -> tuple[Slide, ...]:
    """Return the slides of a deck with the layouts that its contents ask for."""
    theme = _deck_theme(deck)
    setting = DeckSetting(theme, table_styles(theme.settings, theme.faces), {}, deck.footer)
    return tuple(each.slide for each in choose(deck, theme, lambda one: lay_slide(one, setting)))


def _deck_theme(deck: Deck) -> DeckTheme:
    return _opened()[2].deck(deck.palette)
