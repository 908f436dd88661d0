"""`python tests/claims`: prints every literal with its place, and what the list lacks or has too much."""

from __future__ import annotations

import sys

import listing


def main() -> None:
    """Print the inventory, then the differences from the list."""
    known = listing.listing()
    lines = [
        f"{one.path}:{one.line}: {one.text!r}  "
        f"{known.guarded.get(one.text) or known.neutral.get(one.text, '')}"
        for one in listing.inventory()
    ]
    lines += [f"not listed: {one.path}:{one.line}: {one.text!r}" for one in listing.unlisted()]
    lines += [f"occurs no more: {text!r}" for text in listing.obsolete()]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
