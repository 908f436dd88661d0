"""A workspace in memory → its composed documents and their files, without the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from support import workspaces

from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Document, Report
from reportgen.theme.loading import Theme, load_theme
from reportgen.workspace import MemoryWorkspace

FOLDER = "templates/juli"


def yaml_text(value: Any) -> str:
    """Return `value` as a content file; every string comes back as it is.

    With allow_unicode PyYAML writes U+2028 and the like raw into single quotes, where a content
    file may not have them; without it they are escaped in double quotes.
    """
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    if re.search("[\x85\u2028\u2029]", text):
        text = yaml.safe_dump(value, allow_unicode=False, sort_keys=False)
    return text


def composed(overlay: Mapping[str, Any]) -> Iterator[Composed]:
    """Yield every document of the base workspace with `overlay` over it, by template name."""
    workspace = workspaces.memory(overlay)
    library = load(workspace)
    kinds, wrong = find_kinds(workspace, FOLDER)
    composer = Composer(FOLDER, workspace.read)
    diagnostics = (*library.diagnostics, *wrong)
    if any(d.is_error for d in diagnostics):
        yield Composed(None, diagnostics)
        return
    for kind in kinds:
        for subject in library.subjects(kind.header.of):
            try:
                name = composer.name(kind, subject)
            except Faults as faults:
                yield Composed(None, faults.diagnostics)
            else:
                yield composer.compose(kind, subject, name.rpartition("/")[2].rpartition(".")[0])


def document_of(composition: Composed) -> Document:
    """Return the document of a composition, or fail with its diagnostics."""
    assert composition.document is not None, composition.diagnostics
    return composition.document


def document(overlay: Mapping[str, Any]) -> Document:
    """Return the one document of the base workspace with `overlay` over it."""
    (only,) = composed(overlay)
    return document_of(only)


def faults(overlay: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """Return what there is to say about the base workspace with `overlay` over it."""
    return tuple(d for one in composed(overlay) for d in one.diagnostics)


@cache
def opened() -> tuple[Theme, MemoryWorkspace]:
    """Return the supplied theme and where its files are, opened once."""
    workspace = workspaces.memory()
    return load_theme(workspace, FOLDER), workspace


def written(document: Document, *, fresh: bool = False) -> bytes:
    """Return `document` as a file; `fresh` opens the theme anew, as another process would."""
    theme, workspace = opened.__wrapped__() if fresh else opened()
    if isinstance(document, Report):
        from reportgen.write.word import write_report

        return write_report(
            document, theme.word(document.format, document.palette), workspace.read
        ).data
    from reportgen.write.powerpoint import lower, write_deck

    deck_theme = theme.deck(document.palette)
    return write_deck(lower(document, deck_theme), deck_theme, workspace.read).data
