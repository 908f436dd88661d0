"""What was read of a .pptx, as a typed JSON file beside it, so that a build need not open it anew.

Without the file python-pptx is imported and opens every layout at each start; what that costs is in
docs/performance.md. The file names the digest of its .pptx: one that was saved in PowerPoint since
is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from reportgen.theme.deck_template import DeckTemplate


@dataclass(frozen=True, eq=False, slots=True)
class TemplateFile:
    """The content of the JSON file: the SHA-256 of the .pptx in hexadecimal, and its template."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    sha256: str
    template: DeckTemplate


@cache
def _adapter() -> TypeAdapter[TemplateFile]:
    return TypeAdapter(TemplateFile)


def template_json(package: bytes, template: DeckTemplate) -> bytes:
    """Return the JSON file of a .pptx and what was read of it."""
    return _adapter().dump_json(TemplateFile(sha256(package).hexdigest(), template)) + b"\n"


def parse_template(data: bytes, package: bytes) -> DeckTemplate | None:
    """Return the template in a JSON file; None if it is that of another .pptx or another version."""
    try:
        file = _adapter().validate_json(data)
    except ValidationError:
        return None
    return file.template if file.sha256 == sha256(package).hexdigest() else None
