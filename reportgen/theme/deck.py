"""A .pptx template, deck.yaml and a palette in; a DeckTheme out: layouts as data, fixed parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from reportgen import kept
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.deck_file import FixedPart, read_deck_file
from reportgen.theme.deck_layouts import Layout, read_layouts
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.deck_slots import Faces, SlotBox
from reportgen.theme.palettes import Palette, SchemeColours, check_contrast, recoloured

__all__ = ["DeckTheme", "FixedPart", "Layout", "SlotBox", "check_deck", "load_deck_theme"]


@dataclass(frozen=True, eq=False, slots=True)
class DeckTheme:
    """What the PowerPoint writer needs: layouts, families by count, fixed parts, styles as data.

    `families` maps family and item count to a layout's name; count 0 is the layout without items.
    """

    layouts: Mapping[str, Layout]
    families: Mapping[str, Mapping[int, str]]
    settings: DeckSettings
    faces: Faces
    presentation: FixedPart
    parts: tuple[FixedPart, ...]
    palette: Palette | None = None
    #: tells its fixed parts from those of any other theme; "" for a theme put together by hand
    digest: str = ""


def load_deck_theme(
    pptx_data: bytes, settings: DeckSettings, palette: Palette | None = None
) -> DeckTheme:
    """Return the theme in `palette` (None: the template's own colours); raise Faults."""
    if palette is not None:
        check_contrast(palette, settings.contrast)
    digest = kept.key_of(pptx_data)
    file = read_deck_file(pptx_data, digest)
    layouts, faces = read_layouts(file, settings, digest)
    parts = file.parts
    if palette is not None and settings.theme_colours is not None:
        parts = tuple(
            part._replace(read=partial(_recoloured, part, palette, settings.theme_colours))
            if part.content_type.endswith("theme+xml")
            else part
            for part in parts
        )
    return DeckTheme(
        layouts=layouts,
        families=_families(layouts),
        settings=settings,
        faces=faces,
        presentation=file.presentation,
        parts=parts,
        palette=palette,
        digest=kept.key_of(digest, repr(palette), repr(settings.theme_colours)),
    )


def _recoloured(part: FixedPart, palette: Palette, scheme: SchemeColours) -> bytes:
    return recoloured(part.data, palette, scheme)


def check_deck(theme: DeckTheme) -> tuple[Diagnostic, ...]:
    """Tell which layouts and placeholders of deck.yaml a template lacks, before a build."""
    told: list[Diagnostic] = []
    for name, wanted in theme.settings.layouts.items():
        layout = theme.layouts.get(name)
        if layout is None:
            told.append(
                Diagnostic(
                    "layout-missing",
                    f"版式文件里没有名为“{name} …”的版式",
                    severity=Severity.WARNING,
                    hints=("用到它的页会改用相近的版式，内容不会丢",),
                )
            )
            continue
        lacking = [slot for slot in wanted.slots if slot not in layout.slots]
        if lacking:
            message = f"版式“{name}”里缺少占位符：{'、'.join(lacking)}"
            told.append(Diagnostic("slot-missing", message, severity=Severity.WARNING))
        for slot in layout.slots.values():
            if not (slot.w and slot.h):
                message = f"版式“{name}”的占位符“{slot.name}”没有大小"
                told.append(Diagnostic("slot-missing", message, severity=Severity.ERROR))
    return tuple(told)


def _families(layouts: Mapping[str, Layout]) -> dict[str, dict[int, str]]:
    families: dict[str, dict[int, str]] = {}
    for layout in layouts.values():
        families.setdefault(layout.family, {}).setdefault(layout.count, layout.id)
    return families
