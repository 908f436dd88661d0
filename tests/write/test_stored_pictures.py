"""A document holds a picture at what it is shown at, upright and in colours that Office shows."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from PIL import Image

from reportgen.units import EMU_PER_INCH, EMU_PER_MM
from reportgen.write.pictures import PictureError, inspect
from reportgen.write.stored_pictures import STORED_DPI, stored, tiny

FRAME = (120 * EMU_PER_MM, 90 * EMU_PER_MM)


def file(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(mode: str = "RGB", size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """A picture that no format makes small."""
    bands = {"P": 1, "L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    pixels = random.Random(7).randbytes(size[0] * size[1] * bands)
    return Image.frombytes(mode, size, pixels)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A photo taken with the phone upright: its pixels lie on their side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone"
    return file(noise(), quality=95, exif=exif)


def test_a_photo_is_stored_at_220_dots_an_inch_of_its_frame(photo: bytes) -> None:
    image = opened(stored(photo, FRAME, fills=False))
    assert image.height == round(90 / 25.4 * STORED_DPI)
    assert image.width < image.height, "it stands upright"
    assert not image.getexif()


def test_a_photo_that_fills_its_frame_keeps_the_pixels_of_the_part_that_is_seen(
    photo: bytes,
) -> None:
    image = opened(stored(photo, FRAME, fills=True))
    assert image.width >= 120 / 25.4 * STORED_DPI - 1
    assert image.height > image.width


def test_a_photo_loses_what_the_camera_wrote_although_its_pixels_stay() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    small = file(Image.new("RGB", (64, 48), (150, 20, 40)), exif=exif)
    small_copy = stored(small, FRAME, fills=False)
    assert not opened(small_copy).getexif()
    assert opened(small_copy).tobytes() == opened(small).tobytes()
    assert stored(small_copy, FRAME, fills=False) == small_copy


def test_colours_for_printing_become_colours_of_a_screen() -> None:
    small = file(Image.new("CMYK", (40, 30), (0, 200, 200, 20)))
    assert opened(stored(small, FRAME, fills=False)).mode == "RGB"
    tiff = file(Image.new("CMYK", (40, 30)), "TIFF")
    assert inspect(stored(tiff, FRAME, fills=False)).format == "png"


def test_a_drawing_keeps_its_palette_and_its_clear_ground() -> None:
    drawing = file(noise("P"), "PNG")
    assert opened(stored(drawing, FRAME, fills=False)).mode == "P"
    clear = opened(stored(file(noise("RGBA", (1600, 300)), "PNG"), FRAME, fills=False))
    assert clear.mode == "RGBA"
    assert clear.width == round(120 / 25.4 * STORED_DPI)


def test_the_same_picture_comes_out_the_same(photo: bytes) -> None:
    assert stored(photo, FRAME, fills=False) == stored(photo, FRAME, fills=False)


def test_a_small_file_is_left_as_it_is() -> None:
    small = file(Image.new("RGB", (3000, 2000)), "PNG")
    assert stored(small, (EMU_PER_INCH, EMU_PER_INCH), fills=False) == small


def test_a_damaged_photo_is_refused(photo: bytes) -> None:
    broken = photo[:2000] + b"\0" * 5000 + photo[-2:]
    with pytest.raises(PictureError):
        stored(broken[:30], FRAME, fills=False)


def test_a_picture_of_one_pixel_is_told() -> None:
    info = inspect(file(Image.new("RGB", (1, 1)), "PNG"))
    assert [fault.code for fault in tiny("a.png", info, None)] == ["picture-shape"]
