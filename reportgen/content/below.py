"""What stands directly below a committee, as plain data that needs no reader of content."""

from __future__ import annotations

from typing import NamedTuple


class Below(NamedTuple):
    """A committee's short name, the folders of its own branches, the files of its committees."""

    name: str
    branches: tuple[str, ...]
    committees: tuple[str, ...]
