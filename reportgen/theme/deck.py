"""A .pptx template, deck.yaml and a palette in; a DeckTheme, all that the deck writer needs, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.theme.deck_layouts import Layout, SlotBox, layouts_of
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.deck_template import DeckTemplate, Faces, Placeholder, read_template
from reportgen.theme.palettes import Palette, check_contrast, recoloured
from reportgen.theme.typefaces import Replacement, with_faces

if TYPE_CHECKING:
    from reportgen.theme.layout_roles import Match

__all__ = ["DeckTheme", "Layout", "SlotBox", "check_deck", "load_deck_theme"]


@dataclass(frozen=True, eq=False, slots=True)
class DeckTheme:
    """What the PowerPoint writer needs: the template and its layouts, the settings, the palette.

    `package` is the .pptx whose parts every deck takes over. `families` maps a family and a count
    of items to the name of a layout; count 0 is the layout without items. `palette` None leaves
    the template its own colours.
    """

    package: bytes
    template: DeckTemplate
    settings: DeckSettings
    palette: Palette | None
    layouts: Mapping[str, Layout]
    families: Mapping[str, Mapping[int, str]]
    replacements: Mapping[str, Replacement] = field(default_factory=dict)
    """The faces of the template that are replaced, by their names."""
    matches: Mapping[str, Match] = field(default_factory=dict)
    """Which layout of a unit's own template serves in which role; none for a template of ours."""

    @property
    def is_own(self) -> bool:
        """Whether the template is a unit's own, not drawn for the slots of slides."""
        return bool(self.matches)

    @property
    def dark(self) -> tuple[str, ...]:
        """The accents dark enough to carry text in the colour of the ground."""
        if self.matches:
            from reportgen.theme.own_settings import dark_accents

            return dark_accents(self.template, self.matches["text"].offer)
        return ("accent1", "accent2")

    @property
    def faces(self) -> Faces:
        """The faces of the master that most slides have, the first one of a template of ours."""
        if not self.matches:
            return self.template.faces
        offer = self.matches["text"].offer
        faces = self.template.master_of(offer.layout).faces
        text = next(iter(offer.takers("text")), None)
        if text is None or not text.stated:
            return faces
        own = {"+mn-lt": text.latin, "+mn-ea": text.east_asian}
        return replace(faces, by_token={**faces.by_token, **own}, stated=True)

    def styled(self, theme_part: bytes) -> bytes:
        """Return a theme part of the template in the colours of the palette and with its faces."""
        return with_faces(self._coloured(theme_part), self.replacements)

    def _coloured(self, theme_part: bytes) -> bytes:
        if self.palette is None or self.settings.theme_colours is None:
            return theme_part
        return recoloured(theme_part, self.palette, self.settings.theme_colours)


def load_deck_theme(
    package: bytes,
    settings: DeckSettings,
    palette: Palette | None = None,
    template: DeckTemplate | None = None,
    replacements: Mapping[str, Replacement] = MappingProxyType({}),
    *,
    recolour: bool = False,
) -> DeckTheme:
    """Return the theme of a .pptx; raise Faults for one that cannot be opened or a weak contrast.

    `template` is what has been read of the package before, if it has. A unit's own template keeps its
    colours unless `recolour` asks for those of the palette.
    """
    template = template or read_template(package)
    own = not template.is_designed
    if own:
        # A unit's own template keeps its faces too.
        palette, replacements = palette if recolour else None, {}
    if palette is not None and not own:
        check_contrast(palette, settings.contrast)
    template = _with_replacements(template, replacements)
    matches: Mapping[str, Match] = {}
    if own:
        from reportgen.theme.layout_roles import match_layouts
        from reportgen.theme.own_deck import own_layouts
        from reportgen.theme.own_settings import RULED, own_settings

        wanted = {name: one.layout for name, one in settings.layouts.items() if one.layout}
        matches = match_layouts(template, wanted)
        settings = own_settings(template, matches["text"].offer, settings, recolour=recolour)
        layouts = own_layouts(template, matches, RULED if RULED in settings.tables.looks else "")
    else:
        layouts = layouts_of(template, settings)
    families: dict[str, dict[int, str]] = {}
    for layout in layouts.values():
        families.setdefault(layout.family, {}).setdefault(layout.count, layout.id)
    return DeckTheme(package, template, settings, palette, layouts, families, replacements, matches)


def _with_replacements(
    template: DeckTemplate, replacements: Mapping[str, Replacement]
) -> DeckTemplate:
    """Return a template whose placeholders are set in the faces that replace their own."""
    if not replacements:
        return template

    def name(face: str) -> str:
        return replacements[face].face if face in replacements else face

    def placeholder(own: Placeholder) -> Placeholder:
        unit = own.unit
        if unit:
            unit = replace(unit, latin=name(unit.latin), east_asian=name(unit.east_asian))
        heavy = own.east_asian in replacements and replacements[own.east_asian].bold
        return replace(
            own,
            latin=name(own.latin),
            east_asian=name(own.east_asian),
            unit=unit,
            bold=own.bold or heavy,
        )

    layouts = tuple(
        replace(layout, placeholders=tuple(map(placeholder, layout.placeholders)))
        for layout in template.layouts
    )
    masters = tuple(
        replace(master, faces=_replaced(master.faces, replacements)) for master in template.masters
    )
    return replace(template, layouts=layouts, masters=masters)


def _replaced(faces: Faces, replacements: Mapping[str, Replacement]) -> Faces:
    """Return the faces of a theme with those that replace them."""
    other = {t: replacements[face] for t, face in faces.by_token.items() if face in replacements}
    by_token = {**faces.by_token, **{token: new.face for token, new in other.items()}}
    return Faces(by_token, frozenset(token for token, new in other.items() if new.bold))


def check_deck(theme: DeckTheme) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each layout and placeholder of deck.yaml that a template lacks."""
    diagnostics: list[Diagnostic] = []
    for name, wanted in theme.settings.layouts.items():
        layout = theme.layouts.get(name)
        if layout is None:
            diagnostics.append(
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
            diagnostics.append(Diagnostic("slot-missing", message, severity=Severity.WARNING))
        for slot in layout.slots.values():
            if not (slot.w and slot.h):
                message = f"版式“{name}”的占位符“{slot.name}”没有大小"
                diagnostics.append(Diagnostic("slot-missing", message, severity=Severity.ERROR))
    return tuple(diagnostics)
