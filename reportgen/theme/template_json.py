"""What was read of a .pptx and of its deck.yaml, as a typed JSON file beside them.

Without the file python-pptx is imported and opens every layout at each start, and the YAML of every
layout is read; what that costs is in docs/performance.md. The file names the digests of both: one that
was saved since is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.deck_template import DeckTemplate


@dataclass(frozen=True, eq=False, slots=True)
class TemplateFile:
    """The content of the JSON file: a template and its settings, and the SHA-256 of what they were read of.

    The digests are those of the .pptx and of the deck.yaml, in hexadecimal.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    template_sha256: str
    settings_sha256: str
    template: DeckTemplate
    settings: DeckSettings

    def template_of(self, package: bytes) -> DeckTemplate | None:
        """Return the template if it is that of a .pptx, else None."""
        return self.template if self.template_sha256 == _digest(package) else None

    def settings_of(self, text: bytes) -> DeckSettings | None:
        """Return the settings if they are those of a deck.yaml, else None."""
        return self.settings if self.settings_sha256 == _digest(text) else None


@cache
def _adapter() -> TypeAdapter[TemplateFile]:
    return TypeAdapter(TemplateFile)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def template_json(
    package: bytes, text: bytes, template: DeckTemplate, settings: DeckSettings
) -> bytes:
    """Return the JSON file of a .pptx and its deck.yaml, and of what was read of them."""
    file = TemplateFile(_digest(package), _digest(text), template, settings)
    return _adapter().dump_json(file, exclude_defaults=True) + b"\n"


def parse_template_file(data: bytes) -> TemplateFile | None:
    """Return the content of a JSON file; None if it is that of another version."""
    try:
        return _adapter().validate_json(data)
    except ValidationError:
        return None
