"""How a missing fact looks in every document: dark on a shade, so that nobody overlooks it."""

SHADE = "FFE699"
INK = "000000"
