"""What the Word writer needs of a theme: the reference document's bytes and a format profile."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.theme.formats import FormatProfile


@dataclass(frozen=True, slots=True)
class WordTheme:
    """A reference .docx and the profile its styles are set to.

    `own_template` marks a unit's own document: its page setup, footers, styles and numbering stay
    as they are, and only styles it lacks are added.
    """

    reference: bytes
    profile: FormatProfile
    own_template: bool = False
