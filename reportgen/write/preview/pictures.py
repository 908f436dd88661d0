"""The pictures of previews: scaled down to what a page shows, and found by their own digest."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass, field

from reportgen.write.pictures import PictureError, inspect, upright

_MOST_PIXELS = 1600
"""On the longer side: a slide as wide as a large screen shows no more."""
_SMALL_BYTES = 200_000
"""A file of so few bytes is shown as it is."""


@dataclass(eq=False, slots=True)
class PreviewPictures:
    """The pictures of some previews by the names their addresses end in.

    With `inline`, an address holds the picture itself (a data URL), and nothing is stored here; else it
    is `folder` and the name.
    """

    folder: str = "pictures/"
    inline: bool = False
    stored: dict[str, bytes] = field(default_factory=dict)
    _addresses: dict[bytes, str] = field(default_factory=dict)

    def address(self, data: bytes) -> str:
        """Return the address of a picture, "" for one that a browser cannot show."""
        digest = hashlib.blake2s(data, digest_size=12).digest()
        if digest not in self._addresses:
            self._addresses[digest] = self._added(data, digest.hex())
        return self._addresses[digest]

    def _added(self, data: bytes, digest: str) -> str:
        try:
            shown, kind = _for_screen(data)
        except PictureError:
            return ""
        if self.inline:
            return f"data:image/{kind};base64,{base64.b64encode(shown).decode()}"
        name = f"{digest}.{kind}"
        self.stored[name] = shown
        return f"{self.folder}{name}"


def _for_screen(data: bytes) -> tuple[bytes, str]:
    """Return a picture as a browser shows it and its kind; raise PictureError for what is none."""
    data = upright(data)
    info = inspect(data)
    if len(data) <= _SMALL_BYTES and info.format in ("jpeg", "png", "gif"):
        return data, info.format
    from PIL import Image

    out = io.BytesIO()
    try:
        image: Image.Image = Image.open(io.BytesIO(data))
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
        image.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
        kind = "png" if clear else "jpeg"
        image.save(out, kind.upper(), quality=85)
    except Exception as fault:  # its reader raises nearly anything on a damaged file
        raise PictureError("图片文件不完整或已损坏") from fault
    return out.getvalue(), kind
