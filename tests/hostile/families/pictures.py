"""Broken and hostile picture files: truncated, garbled, bombs, other formats, links, devices."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image
from trial import PICTURES, RED, Hostile

HALL = f"{RED}/images/hall.png"
_RECORD = f"{RED}/2022.yaml"


def made() -> Iterator[Hostile]:
    """Yield the inputs that were thought of."""
    yield from _bombs()
    yield from _others()
    yield from _links()


def _picture(name: str, data: bytes, *, has_fault: bool = True) -> Hostile:
    return Hostile("pictures", name, {HALL: data}, has_fault=has_fault)


def png_chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, data: bytes = b"", *more: bytes) -> bytes:
    """Return a PNG file that claims a size."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(more)
        + png_chunk(b"IDAT", data)
        + png_chunk(b"IEND", b"")
    )


@cache
def sample(kind: str, orientation: int = 0) -> bytes:
    """Return a small sound picture."""
    image = Image.frombytes("RGB", (64, 48), random.Random(3).randbytes(64 * 48 * 3))
    out = io.BytesIO()
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        image.save(out, kind, exif=exif)
    else:
        image.save(out, kind)
    return out.getvalue()


def _bombs() -> Iterator[Hostile]:
    zeros = zlib.compress(bytes(50_000_000), 9)
    for side in (20_000, 50_000, 2**31 - 1, 2**32 - 1):
        yield _picture(f"PNG of {side}²", png(side, side, zeros))
    yield _picture("PNG 1×4 billion", png(1, 2**32 - 1, zeros))
    yield _picture("PNG 0×0", png(0, 0))
    yield _picture(
        "PNG with a text of 50 MB",
        png(8, 8, b"", png_chunk(b"zTXt", b"a\0\0" + zeros)),
        has_fault=False,
    )
    yield _picture(
        "PNG of a million chunks",
        png(8, 8, b"", png_chunk(b"tEXt", b"a") * 1_000_000),
        has_fault=False,
    )
    yield _picture("PNG whose chunk has no end", b"\x89PNG\r\n\x1a\n" + png_chunk(
        b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + b"\xff\xff\xff\xffIDAT")  # fmt: skip
    for orientation in (1, 3, 6):
        whole = sample("JPEG", orientation)
        at = whole.index(b"\xff\xc0") + 5
        for side in (9_999, 30_000, 65_535, 0):
            claimed = whole[:at] + struct.pack(">HH", side, side) + whole[at + 4 :]
            yield _picture(
                f"JPEG of {side}² turned {orientation}", claimed, has_fault=side != 9_999
            )
    yield _picture("JPEG of marks only", b"\xff\xd8" + b"\xff" * 2_000_000)
    yield _picture("JPEG of empty segments", b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000_000)
    yield _picture("GIF of 65535²", b"GIF89a\xff\xff\xff\xff\0\0\0" + b"\x21\xfe\0" * 100_000)
    yield _picture(
        "BMP of 30000²",
        b"BM"
        + struct.pack(
            "<IHHIIiiHHIIiiII", 70, 0, 0, 54, 40, 30_000, 30_000, 1, 24, 0, 0, 0, 0, 0, 0
        ),
    )
    yield _picture(
        "BMP with a negative width",
        b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 70, 0, 0, 54, 40, -3, 2**31 - 1, 1, 24, 0, 0, 0, 0, 0, 0),
    )
    loop = (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", 1)
        + struct.pack("<HHII", 256, 3, 1, 5)
        + struct.pack("<I", 8)
    )
    yield _picture("TIFF whose directory is its own next", loop)
    yield _picture("TIFF of 4 billion entries", b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + struct.pack(
        "<HHII", 256, 4, 2**31, 8) + struct.pack("<HHII", 257, 4, 2**31, 8) + b"\0\0\0\0")  # fmt: skip
    directory = struct.pack("<HHII", 0x0112, 3, 1, 6)
    exif = b"II*\0\x08\0\0\0" + struct.pack("<H", 65535) + directory
    whole = sample("JPEG")
    segment = b"Exif\0\0" + exif
    yield _picture("Exif that points past its end", whole[:2] + b"\xff\xe1" + struct.pack(
        ">H", len(segment) + 2) + segment + whole[2:], has_fault=False)  # fmt: skip


def _others() -> Iterator[Hostile]:
    for kind in ("WEBP", "ICO", "JPEG2000", "PPM", "TGA", "PCX", "DDS"):
        try:
            yield _picture(f"{kind} as .png", sample(kind))
        except (OSError, KeyError):
            continue
    for kind in ("JPEG", "GIF", "BMP", "TIFF"):
        yield _picture(f"{kind} as .png", sample(kind), has_fault=False)
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    for name, data in {
        "SVG": svg.encode(), "SVG with a prolog": f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{svg}'.encode(),
        "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(3000), "AVIF": b"\0\0\0\x1cftypavif\0\0\0\0" + bytes(3000),
        "PDF": b"%PDF-1.7\n" + bytes(500), "HTML": b"<html><img src=file:///etc/passwd>", "nothing": b"",
        "one byte": b"\x89", "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99999 99999\n(x) run\n",
        "EMF": b"\1\0\0\0" + bytes(200), "WMF": b"\xd7\xcd\xc6\x9a" + bytes(200), "FPX": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "a zip": b"PK\3\4" + bytes(100), "text": "图片".encode(), "PNG and no more": b"\x89PNG\r\n\x1a\n",
        "JPEG and no more": b"\xff\xd8\xff", "GIF and no more": b"GIF89a", "BM": b"BM", "TIFF and no more": b"II*\0",
        "noise": random.Random(5).randbytes(100_000), "PNG then noise": b"\x89PNG\r\n\x1a\n" + random.Random(6).randbytes(10_000),
        "JPEG then noise": b"\xff\xd8\xff" + random.Random(7).randbytes(10_000),
        "TIFF then noise": b"II*\0" + random.Random(8).randbytes(10_000), "GIF then noise": b"GIF89a" + random.Random(9).randbytes(10_000),
        "BMP then noise": b"BM" + random.Random(9).randbytes(10_000),
    }.items():  # fmt: skip
        yield _picture(name, data, has_fault=name not in ("GIF then noise", "BMP then noise"))


def _links() -> Iterator[Hostile]:
    def at_hall(make) -> object:  # noqa: ANN001 - a path's own function
        def act(place: Path) -> None:
            hall = place / HALL
            hall.unlink()
            make(hall)

        return act

    outside = Path("../../../../../outside")
    for name, make in {
        "a link outside": lambda p: p.symlink_to(outside / "secret.png"),
        "a link to itself": lambda p: p.symlink_to(p.name),
        "a link to nowhere": lambda p: p.symlink_to("nowhere.png"),
        "a link to /etc/passwd": lambda p: p.symlink_to("/etc/passwd"),
        "a link to /dev/zero": lambda p: p.symlink_to("/dev/zero"),
        "a link to a pipe outside": lambda p: p.symlink_to(outside / "pipe"),
        "a folder": lambda p: p.mkdir(),
        "a pipe": os.mkfifo,
        "a socket": lambda p: os.mknod(p, 0o140600),
        "a sparse file of 8 GB": lambda p: (p.write_bytes(sample("PNG")), os.truncate(p, 8 << 30)),
    }.items():
        yield Hostile("pictures", name, act=at_hall(make), has_fault=True)  # type: ignore[arg-type]

    def folder_link(place: Path) -> None:
        (place / HALL).unlink()
        (place / RED / "images").rmdir()
        (place / RED / "images").symlink_to(Path("../../../../outside"))

    record = f"year: 2022\nopening: 一\nsigned: 2023-01-05\n{PICTURES}".replace(
        "hall.png", "secret.png"
    )
    yield Hostile(
        "pictures", "a folder that leads outside", {_RECORD: record}, folder_link, has_fault=True
    )


def mutated(number: int) -> Hostile:
    """Return the input of a seed: a sound file, changed."""
    dice = random.Random(f"picture {number}")
    kind = dice.choice(("PNG", "JPEG", "JPEG", "GIF", "TIFF", "BMP"))
    data = bytearray(sample(kind, dice.choice((0, 6)) if kind == "JPEG" else 0))
    cut = number % 3 == 0
    if cut:
        del data[dice.randrange(len(data) - 12) :]
    else:
        for _ in range(dice.choice((1, 5, 60))):
            at = dice.randrange(min(len(data), dice.choice((64, 700, len(data)))))
            data[at] = dice.randrange(256)
    # What Office shows of a picture whose end is missing differs; only some are sure to be seen.
    return _picture(f"{kind} {'cut' if cut else 'changed'} {number}", bytes(data),
                    has_fault=cut and kind in ("PNG", "JPEG"))  # fmt: skip
