"""The pictures of previews, found by their own digest."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from reportgen.write.pictures import PictureError, PictureInfo, inspect
from reportgen.write.stored_pictures import stored

_BROWSER_FORMATS = ("jpeg", "png", "gif", "bmp")
"""The formats that every browser shows."""
_Key = tuple[bytes, tuple[float, float], bool]


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
    _framed: dict[_Key, tuple[str, PictureInfo]] = field(default_factory=dict)

    def address(self, data: bytes) -> str:
        """Return the address of a picture as it is, "" for one that a browser cannot show."""
        digest = hashlib.blake2s(data, digest_size=12).digest()
        if digest not in self._addresses:
            self._addresses[digest] = self._added(data, digest.hex())
        return self._addresses[digest]

    def in_frame(
        self, data: bytes, frame: tuple[float, float], *, fills: bool
    ) -> tuple[str, PictureInfo]:
        """Return the address of a picture as a file stores it for a frame in EMU, and its size.

        Raises PictureError for one that cannot be used.
        """
        key = (hashlib.blake2s(data, digest_size=12).digest(), frame, fills)
        if key not in self._framed:
            stored_data = stored(data, frame, fills=fills)
            self._framed[key] = (self.address(stored_data), inspect(stored_data))
        return self._framed[key]

    def _added(self, data: bytes, digest: str) -> str:
        try:
            kind = inspect(data).format
        except PictureError:
            return ""
        if kind not in _BROWSER_FORMATS:
            return ""
        if self.inline:
            return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        name = f"{digest}.{kind}"
        self.stored[name] = data
        return f"{self.folder}{name}"
