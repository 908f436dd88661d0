"""The format and size of a picture from its header, and how it stands in a frame.

JPEG and PNG headers are read here; Pillow reads the other formats, and is imported for them alone.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Literal

from reportgen.units import EMU_PER_INCH

Format = Literal["jpeg", "png", "gif", "bmp", "tiff"]

# What Word, WPS and PowerPoint all show: content type and file extension of the part.
_KINDS: dict[Format, tuple[str, str]] = {
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "gif": ("image/gif", "gif"),
    "bmp": ("image/bmp", "bmp"),
    "tiff": ("image/tiff", "tiff"),
}
# Office shows none of the last three; they are recognised so that the message can name them.
_READ_BY_PILLOW = ("GIF", "BMP", "TIFF", "WEBP", "JPEG2000", "ICO")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEFAULT_DPI = 96.0
_MAX_PIXELS = 100_000_000
_WHOLE = 100_000  # a:srcRect counts thousandths of a percent

_SAVE_AGAIN = "请另存为 JPEG 或 PNG 后再用"


class PictureError(Exception):
    """A file that cannot be used as a picture; the message is Chinese, for its author."""


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What a picture's header says; `orientation` is the Exif value, 1 for an upright picture."""

    format: Format
    width_px: int
    height_px: int
    dpi_x: float
    dpi_y: float
    content_type: str
    extension: str
    orientation: int = 1


@dataclass(eq=False, slots=True)
class _Header:
    """The header of a picture, as it is read."""

    width: int = 0
    height: int = 0
    dpi: tuple[float, float] = (_DEFAULT_DPI, _DEFAULT_DPI)
    orientation: int = 1
    whole: bool = True
    """Whether the file goes on to the end of the picture."""


def inspect(data: bytes) -> PictureInfo:
    """Return what the header of a picture says; raises PictureError if Office cannot show it."""
    kind: Format
    try:
        if data.startswith(b"\xff\xd8\xff"):
            kind, header = "jpeg", _jpeg(data)
        elif data.startswith(_PNG_SIGNATURE):
            kind, header = "png", _png(data)
        else:
            kind, header = _other(data)
    except (struct.error, IndexError) as fault:
        raise PictureError("图片文件不完整或已损坏") from fault
    if not (header.width and header.height):
        raise PictureError("图片文件不完整或已损坏")
    if header.width * header.height > _MAX_PIXELS:
        raise PictureError(
            f"图片过大（{header.width}×{header.height} 像素，上限 1 亿像素），请缩小后再用"
        )
    if not header.whole:
        raise PictureError("图片文件不完整或已损坏")
    content_type, extension = _KINDS[kind]
    dpi_x, dpi_y = header.dpi
    return PictureInfo(
        kind, header.width, header.height, dpi_x, dpi_y, content_type, extension, header.orientation
    )


def visible_share(crop: tuple[int, int, int, int]) -> float:
    """Return the share of a picture that a crop leaves to see."""
    left, top, right, bottom = (side / _WHOLE for side in crop)
    return (1 - left - right) * (1 - top - bottom)


def crop_to(
    frame_w: float, frame_h: float, info: PictureInfo, focus: tuple[float, float] = (0.5, 0.5)
) -> tuple[int, int, int, int]:
    """Return what to cut off (left, top, right, bottom; 1/1000 %) so that the frame is filled.

    The frame's sides are in any one unit. `focus` is the point of the picture that comes as near
    to the middle as the edges allow, in fractions of its width and height.
    """
    frame = frame_w / frame_h
    picture = info.width_px / info.height_px
    left, right = _cut(frame / picture, focus[0])
    top, bottom = _cut(picture / frame, focus[1])
    return left, top, right, bottom


def fit_within(
    info: PictureInfo, max_w_emu: int, max_h_emu: int, *, least_dpi: float = 96
) -> tuple[int, int]:
    """Return the largest width and height in EMU inside the frame, the picture's shape kept.

    A small picture stays smaller: it is not spread to fewer than `least_dpi` pixels an inch.
    """
    scale = min(max_w_emu / info.width_px, max_h_emu / info.height_px, EMU_PER_INCH / least_dpi)
    return max(1, round(info.width_px * scale)), max(1, round(info.height_px * scale))


def _cut(share: float, focus: float) -> tuple[int, int]:
    """Return what to cut off before and behind, of a side of which a share stays in the frame."""
    if share >= 1:
        return 0, 0
    before = min(max(focus - share / 2, 0.0), 1 - share)
    total = round((1 - share) * _WHOLE)
    first = min(round(before * _WHOLE), total)
    return first, total - first


def _png(data: bytes) -> _Header:
    # PNG 1.2, 11.2.2 IHDR and 11.3.5.3 pHYs.
    if data[12:16] != b"IHDR":
        raise PictureError("图片文件不完整或已损坏")
    header = _Header(*struct.unpack_from(">II", data, 16))
    at, name = 8, b""
    while name != b"IEND":
        if at + 8 > len(data):
            header.whole = False
            break
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"pHYs":
            x, y, unit = struct.unpack_from(">IIB", data, at + 8)
            if unit == 1 and x and y:  # pixels per metre
                header.dpi = (x * 0.0254, y * 0.0254)
        at += 12 + length
    return header


def _jpeg(data: bytes) -> _Header:
    # ITU-T T.81 annex B: markers with lengths until the frame header (SOF), which has the size.
    header = _Header()
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:  # fill bytes
            at += 1
        lead, marker, length = struct.unpack_from(">BBH", data, at)
        if lead != 0xFF or length < 2:
            raise PictureError("图片文件不完整或已损坏")
        body = at + 4
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            header.height, header.width = struct.unpack_from(">HH", data, body + 1)
            header.whole = data.rfind(b"\xff\xd9", at) > 0  # end of image
            return header
        if marker in (0xD9, 0xDA):  # end of image, or its scan without a frame header
            raise PictureError("图片文件不完整或已损坏")
        if marker == 0xE0 and data[body : body + 5] == b"JFIF\0":
            unit, x, y = struct.unpack_from(">BHH", data, body + 7)
            if unit in (1, 2) and x and y:
                per_inch = 1.0 if unit == 1 else 2.54
                header.dpi = (x * per_inch, y * per_inch)
        elif marker == 0xE1 and data[body : body + 6] == b"Exif\0\0":
            header.orientation = _orientation(data[body + 6 : at + 2 + length])
        at += 2 + length


def _orientation(tiff: bytes) -> int:
    """Return tag 0x0112 of the first directory of an Exif block (CIPA DC-008, 4.6.4), else 1."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1  # a damaged Exif block does not spoil the picture
    return 1


def _other(data: bytes) -> tuple[Format, _Header]:
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        raise PictureError(f"Word 和 PowerPoint 不能显示 HEIC/AVIF 图片，{_SAVE_AGAIN}")
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Sizes are judged by `inspect` for every format alike; damage is judged below.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_READ_BY_PILLOW) as image:
                name = (image.format or "").lower()
                dpi = image.info.get("dpi", (_DEFAULT_DPI, _DEFAULT_DPI))
                header = _Header(image.width, image.height)
                if min(dpi) > 0:
                    header.dpi = (float(dpi[0]), float(dpi[1]))
    except Image.DecompressionBombError as fault:
        raise PictureError("图片过大（上限 1 亿像素），请缩小后再用") from fault
    except Exception as fault:  # its readers raise nearly anything on a damaged file
        raise PictureError("这个文件不是图片，或已损坏") from fault
    for kind in _KINDS:
        if kind == name:
            return kind, header
    raise PictureError(f"Word 和 PowerPoint 不能显示 {name.upper()} 图片，{_SAVE_AGAIN}")
