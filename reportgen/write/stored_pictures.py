"""A picture as a document holds it: upright, as large as it is shown, in colours that Office shows.

A file that is small and sound already is left as it is, so Pillow is loaded for the others only. The same
file comes out the same with one version of Pillow.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span
from reportgen.units import EMU_PER_INCH, EMU_PER_MM
from reportgen.write.pictures import PictureError, PictureInfo, inspect

if TYPE_CHECKING:
    from PIL.Image import Image

#: what Word calls high quality: pixels an inch at which a picture is stored
STORED_DPI = 220
#: a file of fewer bytes stays as it is whatever its size; so does one at most a quarter too large
_SMALL, _SLACK = 200_000, 0.8
#: a picture of more pixels is scaled however small its file is: unpacked, each takes three bytes
_MANY_PIXELS = 20_000_000
_QUALITY = 88
#: a warning names a picture of which less is seen than this share, or that is narrower than so many mm
LEAST_VISIBLE, LEAST_MM = 0.35, 20
#: a warning names a picture with a side of fewer pixels
LEAST_PIXELS = 16
#: orientation of Exif (CIPA DC-008, 4.6.5) → how Pillow turns the picture upright
_TURNS = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
_DAMAGED = "图片文件不完整或已损坏"
_PALETTE = 256


def tiny(path: str, info: PictureInfo, at: Span | None) -> Iterator[Diagnostic]:
    """Yield the warning about a picture of so few pixels that there is nothing to see."""
    if min(info.width_px, info.height_px) < LEAST_PIXELS:
        message = f"图片“{path}”只有 {info.width_px}×{info.height_px} 像素，看不清"
        hints = ("换成原图",)
        yield Diagnostic("picture-shape", message, at, Severity.WARNING, hints)


def cropped(path: str, info: PictureInfo, share: float, at: Span | None) -> Iterator[Diagnostic]:
    """Yield the warning about a picture so long or wide that little of it is seen; `share` is how much."""
    if share < LEAST_VISIBLE:
        yield _misshapen(path, info, f"课件里只看得见它的 {share:.0%}", at)


def narrow(
    path: str, info: PictureInfo, size: tuple[int, int], at: Span | None
) -> Iterator[Diagnostic]:
    """Yield the warning about a picture so long or wide that it is shown too small; `size` is in EMU."""
    width, height = size
    least = min(size) / EMU_PER_MM
    if least < LEAST_MM < max(size) / EMU_PER_MM:
        side = "宽" if width < height else "高"
        yield _misshapen(path, info, f"报告里只有 {least:.0f} 毫米{side}", at)


def _misshapen(path: str, info: PictureInfo, shown: str, at: Span | None) -> Diagnostic:
    what = "长" if info.height_px > info.width_px else "宽"
    message = f"图片“{path}”太{what}（{info.width_px}×{info.height_px} 像素），{shown}"
    hints = ("裁成宽高相差不大的图，或分成几张",)
    return Diagnostic("picture-shape", message, at, Severity.WARNING, hints)


def stored(data: bytes, frame: tuple[float, float], *, fills: bool) -> bytes:
    """Return the bytes a document stores of a picture; `frame` is the width and height it fills, in EMU.

    It `fills` its frame and is cropped, or stands in it whole. Raises PictureError for a damaged one.
    """
    info = inspect(data)
    is_large = len(data) > _SMALL or info.width_px * info.height_px > _MANY_PIXELS
    scale = _scale(info, frame, fills=fills) if is_large else 1.0
    if scale > _SLACK:
        scale = 1.0
    moving = info.format == "gif"
    if moving or (scale == 1.0 and info.orientation == 1 and not _is_foreign(data, info)):
        return _without_metadata(data, info)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the size, and about metadata that is dropped
            with Image.open(io.BytesIO(data)) as image:
                return _saved(image, info, scale)
    except Exception as fault:  # its readers raise nearly anything on a damaged file
        raise PictureError(_DAMAGED) from fault


def _scale(info: PictureInfo, frame: tuple[float, float], *, fills: bool) -> float:
    """Return by how much a picture is larger than it is shown, as the share that is left of a side."""
    wide, high = info.width_px, info.height_px
    if info.orientation > 4:
        wide, high = high, wide
    shares = [
        side / EMU_PER_INCH * STORED_DPI / pixels
        for side, pixels in zip(frame, (wide, high), strict=True)
    ]
    return min(max(shares) if fills else min(shares), 1.0)


def _is_foreign(data: bytes, info: PictureInfo) -> bool:
    """Return whether the colours or the format are for printing, which some programs do not show."""
    if info.format in ("tiff", "bmp"):
        return True
    return info.format == "jpeg" and _components(data) == 4


def _components(data: bytes) -> int:
    """Return how many colour components a JPEG has (ITU-T T.81, B.2.2)."""
    for marker, start, _ in _segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return data[start + 9]
    return 3


def _segments(data: bytes) -> list[tuple[int, int, int]]:
    """Return marker, begin and end of the segments of a JPEG before its first scan (T.81, annex B)."""
    segments, at = [], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:  # a fill byte
            at += 1
            continue
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        segments.append((marker, at, at + 2 + length))
        at += 2 + length
        if marker == 0xDA:
            break
    return segments


def _without_metadata(data: bytes, info: PictureInfo) -> bytes:
    """Return a JPEG or PNG without what a camera and programs wrote beside the pixels: time, place, author."""
    if info.format == "jpeg":
        for marker, start, end in reversed(_segments(data)):
            if marker == 0xE1:  # Exif and XMP
                data = data[:start] + data[end:]
    elif info.format == "png" and b"eXIf" in data:
        at = 8
        while at + 8 <= len(data):
            length, name = struct.unpack_from(">I4s", data, at)
            end = at + 12 + length
            data, at = (data[:at] + data[end:], at) if name == b"eXIf" else (data, end)
    return data


def _saved(image: Image, info: PictureInfo, scale: float) -> bytes:
    """Return a picture turned upright, scaled and saved."""
    from PIL import Image as Pillow

    size = max(1, round(info.width_px * scale)), max(1, round(info.height_px * scale))
    photo = info.format == "jpeg"
    if photo:
        image.draft("RGB", size)
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    had_palette = image.mode == "P"
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
    drawn = image.convert(
        "RGBA" if clear and not photo else "L" if image.mode in ("1", "L") else "RGB"
    )
    if scale < 1:
        drawn = drawn.resize(size, Pillow.Resampling.LANCZOS)
    if info.orientation in _TURNS:
        drawn = drawn.transpose(Pillow.Transpose[_TURNS[info.orientation]])
    out = io.BytesIO()
    if photo:
        drawn.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
        return out.getvalue()
    if had_palette:
        drawn = drawn.quantize(_PALETTE, method=Pillow.Quantize.FASTOCTREE)
    drawn.save(out, "PNG", optimize=False)
    return out.getvalue()
