"""How like two pictures of a page are: the mean structural similarity of blocks (Wang and others, 2004)."""

from __future__ import annotations

from PIL import Image

_WIDTH, _BLOCK = 480, 8
_SHADES = 255
_C1, _C2 = (0.01 * _SHADES) ** 2, (0.03 * _SHADES) ** 2


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return the likeness of two pictures, 1 for the same; both are made grey and of one small size."""
    size = (_WIDTH, _WIDTH * one.height // one.width)
    first, second = (
        picture.convert("L").resize(size, Image.Resampling.BOX).tobytes()
        for picture in (one, other)
    )
    scores = [
        _block(first, second, left, top, size[0])
        for top in range(0, size[1] - _BLOCK + 1, _BLOCK)
        for left in range(0, size[0] - _BLOCK + 1, _BLOCK)
    ]
    return sum(scores) / len(scores)


def _block(first: bytes, second: bytes, left: int, top: int, width: int) -> float:
    a: list[int] = []
    b: list[int] = []
    for row in range(top, top + _BLOCK):
        start = row * width + left
        a += first[start : start + _BLOCK]
        b += second[start : start + _BLOCK]
    count = _BLOCK * _BLOCK
    mean_a, mean_b = sum(a) / count, sum(b) / count
    var_a = sum(x * x for x in a) / count - mean_a**2
    var_b = sum(x * x for x in b) / count - mean_b**2
    both = sum(x * y for x, y in zip(a, b, strict=True)) / count - mean_a * mean_b
    light = (2 * mean_a * mean_b + _C1) / (mean_a**2 + mean_b**2 + _C1)
    return light * (2 * both + _C2) / (var_a + var_b + _C2)
