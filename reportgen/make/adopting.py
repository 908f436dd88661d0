"""A unit's own .pptx in; a theme folder that builds with it, and a deck that shows it, out (`theme adopt`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic
from reportgen.make.sample_deck import sample_deck, sample_picture
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.deck_template import read_template
from reportgen.theme.layout_roles import layout_labels
from reportgen.theme.template_json import template_json
from reportgen.write.powerpoint import LoweredDeck, lower, write_deck

_HEAD = """\
# 由 reportgen theme adopt 写出。左边是用处，layout 是模板里的版式名（母版视图里看得到），要换就改 layout。
# 改完再运行一次 reportgen theme adopt，看看样张；# 后面是说明。
layouts:
"""


@dataclass(frozen=True, eq=False, slots=True)
class Adopted:
    """A theme folder as its files by name, its deck theme, and its sample deck with what was found in it."""

    files: dict[str, bytes]
    theme: DeckTheme
    sample: LoweredDeck
    diagnostics: tuple[Diagnostic, ...]


def adopted_theme(
    package: bytes,
    deck: str,
    title: str,
    base: str,
    known: dict[str, bytes],
    common: dict[str, bytes],
) -> Adopted:
    """Return the theme of a unit's own template that extends the theme `base`; raise Faults.

    `deck` is the name that the template has in the folder. `known` are files of the folder that are
    there already: its theme.yaml and deck.yaml stay as they are. `common` are files taken from `base`.
    """
    template = read_template(package)
    settings = known.get("deck.yaml") or _deck_yaml(
        load_deck_theme(package, DeckSettings(), template=template)
    )
    values = validate(DeckSettings, parse(settings, "deck.yaml"))
    theme = load_deck_theme(package, values, template=template)
    sample = lower(sample_deck(), theme)
    picture = sample_picture()
    written = write_deck(sample, theme, lambda _: picture)
    files = {
        **common,
        "theme.yaml": _theme_yaml(title, base, deck),
        **known,
        deck: package,
        "deck.yaml": settings,
        f"{deck.rpartition('.')[0]}.json": template_json(package, settings, template, values),
        "sample.pptx": written.data,
    }
    return Adopted(files, theme, sample, tuple(written.diagnostics))


def _theme_yaml(title: str, base: str, deck: str) -> bytes:
    return (
        f"# 由 reportgen theme adopt 写出：课件用本单位的模板，其余取自主题 {base}\n"
        f"title: {json.dumps(title, ensure_ascii=False)}\nextends: {base}\n"
        f"format: report\npalette: juli-red\ndeck: {json.dumps(deck, ensure_ascii=False)}\n"
    ).encode()


def _deck_yaml(theme: DeckTheme) -> bytes:
    """Return the mapping that the program proposes, with what each line means."""
    return (_HEAD + "".join(_mapped(theme))).encode()


def _mapped(theme: DeckTheme) -> Iterator[str]:
    labels = layout_labels(theme.template)
    for name, match in theme.matches.items():
        layout = json.dumps(labels[match.offer.layout.part], ensure_ascii=False)
        instead = "（模板没有专门的版式）" if match.instead else ""
        yield f"  {name}: {{layout: {layout}}}  # {match.role.title}{instead}\n"
