"""A theme folder in; the Office files that follow from its data out (`reportgen theme make`).

layouts/, palettes/ and formats/ are what a designer writes; deck.pptx, deck.yaml, deck.json,
reference.docx, the sample form and the page of layouts follow from them.
"""

from __future__ import annotations

from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.make.deck import deck_package, deck_yaml
from reportgen.make.forms import member_list
from reportgen.make.layout_page import layout_files
from reportgen.make.layouts import read_layouts, read_shared
from reportgen.make.reference import reference_document
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.deck_template import read_template
from reportgen.theme.loading import documents_folder, load_theme
from reportgen.theme.template_json import template_json
from reportgen.workspace import Workspace

__all__ = ["theme_files"]


def theme_files(workspace: Workspace, folder: str) -> dict[str, bytes]:
    """Return the files made from the theme in `folder`, by their names in it; raise Faults."""
    theme = load_theme(workspace, folder)
    palette, profile = theme.palette(theme.file.palette), theme.profile(theme.file.format)
    common = read_shared(workspace, f"{folder}/layouts")
    if theme.file.extends:
        # One vocabulary of slots: a slide has a place for each of its texts in both styles.
        base = documents_folder(workspace, folder)
        common["slots"] = read_shared(workspace, f"{base}/layouts")["slots"]
    layouts = read_layouts(workspace, f"{folder}/layouts", common)
    deck = deck_package(common, layouts, palette, theme.file.title)
    text = deck_yaml(common, layouts)
    settings = validate(DeckSettings, parse(text, f"{folder}/deck.yaml"))
    pages = layout_files(layouts, common, palette, theme.file.title)
    return {
        "deck.pptx": deck,
        "deck.yaml": text,
        "deck.json": template_json(deck, text, read_template(deck), settings),
        "reference.docx": reference_document(profile, palette, theme.file.title),
        **({} if theme.file.extends else {"forms/member-list.docx": member_list()}),
        **{f"gallery/{name}": data for name, data in pages.items()},
    }
