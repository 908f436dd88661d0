from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.write.pictures import (
    PictureError,
    PictureInfo,
    crop_to,
    fit_within,
    inspect,
)


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (156, 20, 44)).save(out, kind, **options)
    return out.getvalue()


def info(width: int, height: int) -> PictureInfo:
    return PictureInfo("jpeg", width, height, 96, 96, "image/jpeg", "jpg")


@pytest.mark.parametrize(
    ("kind", "content_type", "extension"),
    [
        ("jpeg", "image/jpeg", "jpg"),
        ("png", "image/png", "png"),
        ("gif", "image/gif", "gif"),
        ("bmp", "image/bmp", "bmp"),
        ("tiff", "image/tiff", "tiff"),
    ],
)
def test_every_format_office_shows_is_recognised(
    kind: str, content_type: str, extension: str
) -> None:
    info = inspect(picture(kind))
    assert (info.format, info.width_px, info.height_px) == (kind, 40, 30)
    assert (info.content_type, info.extension) == (content_type, extension)


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "bmp"])
def test_resolution_is_read_where_the_file_gives_it(kind: str) -> None:
    info = inspect(picture(kind, dpi=(300, 150)))
    assert (round(info.dpi_x), round(info.dpi_y)) == (300, 150)


def test_resolution_is_96_where_the_file_gives_none() -> None:
    assert (inspect(picture("png")).dpi_x, inspect(picture("gif")).dpi_y) == (96, 96)


def test_progressive_and_exif_jpeg_are_read() -> None:
    exif = Image.Exif()
    exif[0x010E] = "照片" * 400
    exif[0x0112] = 6
    info = inspect(picture("jpeg", (640, 480), progressive=True, exif=exif))
    assert (info.width_px, info.height_px, info.orientation) == (640, 480, 6)


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"%PDF-1.7", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_not_a_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureError):
        inspect(data)


@given(st.sampled_from(["jpeg", "png", "gif", "bmp", "tiff"]), st.data())
@settings(max_examples=60, deadline=None)
def test_a_cut_header_is_read_or_refused_but_never_crashes(kind: str, data: Any) -> None:
    whole = picture(kind)
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    try:
        info = inspect(cut)
    except PictureError:
        return
    assert (info.width_px, info.height_px) == (40, 30)


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]), st.binary())
@settings(max_examples=200, deadline=None)
def test_a_damaged_header_is_read_or_refused_but_never_crashes(start: bytes, rest: bytes) -> None:
    try:
        inspect(start + rest)
    except PictureError:
        return


def test_a_picture_of_no_size_is_refused() -> None:
    with pytest.raises(PictureError, match="损坏"):
        inspect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 0, 30) + b"\0" * 20)


@pytest.mark.parametrize("size", [(20_000, 20_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_from_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError, match="1 亿像素"):
        inspect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", *size) + b"\0" * 20)
    with pytest.raises(PictureError, match="1 亿像素"):
        inspect(b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, *size, 1, 24, *[0] * 6))


def test_a_format_office_does_not_show_is_named() -> None:
    with pytest.raises(PictureError, match="WEBP"):
        inspect(picture("webp"))
    with pytest.raises(PictureError, match="HEIC"):
        inspect(b"\0\0\0\x18ftypheic\0\0\0\0")


def test_a_wide_picture_in_a_square_loses_its_sides() -> None:
    assert crop_to(100, 100, info(200, 100)) == (25_000, 0, 25_000, 0)
    assert crop_to(100, 100, info(200, 100), (0.0, 0.5)) == (0, 0, 50_000, 0)
    assert crop_to(100, 100, info(200, 100), (0.4, 0.5)) == (15_000, 0, 35_000, 0)


def test_a_tall_picture_in_a_wide_frame_loses_top_and_bottom() -> None:
    assert crop_to(200, 100, info(100, 100), (0.5, 0.1)) == (0, 0, 0, 50_000)
    assert crop_to(160, 90, info(1600, 900)) == (0, 0, 0, 0)


sides = st.integers(1, 20_000)
fractions = st.floats(0, 1)


@given(st.tuples(sides, sides), st.tuples(sides, sides), st.tuples(fractions, fractions))
@settings(max_examples=200, deadline=None)
def test_what_is_left_of_a_crop_has_the_shape_of_the_frame(
    frame: tuple[int, int], size: tuple[int, int], focus: tuple[float, float]
) -> None:
    (frame_w, frame_h), (width, height) = frame, size
    left, top, right, bottom = crop_to(frame_w, frame_h, info(width, height), focus)
    assert min(left, top, right, bottom) >= 0
    assert left + right <= 100_000
    assert top + bottom <= 100_000
    shown_w = width * (100_000 - left - right)
    shown_h = height * (100_000 - top - bottom)
    # Thousandths of a percent are coarse for slivers: compare by cross products within one step.
    assert abs(shown_w * frame_h - shown_h * frame_w) <= max(width * frame_h, height * frame_w)


def test_a_picture_fits_into_its_frame_with_its_shape() -> None:
    assert fit_within(info(4000, 3000), 3_600_000, 3_600_000) == (3_600_000, 2_700_000)
    assert fit_within(info(3000, 4000), 3_600_000, 3_600_000) == (2_700_000, 3_600_000)


def test_a_small_picture_is_not_spread_to_a_blur() -> None:
    assert fit_within(info(96, 48), 9_144_000, 9_144_000) == (914_400, 457_200)
    assert fit_within(info(96, 48), 9_144_000, 9_144_000, least_dpi=48) == (1_828_800, 914_400)
