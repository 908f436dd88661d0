"""What the Word writer needs of a theme: a reference document, a format profile and a palette."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette


@dataclass(frozen=True, slots=True)
class WordTheme:
    """The bytes of a reference .docx, the profile its styles are set to, and the palette.

    `own_template` marks a unit's own document: its page setup, footers, styles, numbering and
    theme colours stay as they are, and only styles it lacks are added.
    """

    reference: bytes
    profile: FormatProfile
    # A mapping has no hash; equal themes have equal palettes all the same.
    palette: Palette = field(hash=False)
    own_template: bool = False
