"""Draws the illustrations of the sample branches: PNG files of 1600 × 1000 px.

Run `python tools/make_illustrations.py` after a change; the pictures are in content/branches.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from illustrations import archives, community
from illustrations.sheet import Sheet

PICTURES: dict[str, Callable[[], Sheet]] = {
    "laizhou-archives/images/zhuqiao.png": archives.zhuqiao,
    "laizhou-archives/images/exhibition.png": archives.exhibition,
    "laizhou-archives/images/members-room.png": archives.members_room,
    "laizhou-archives/images/integrity-room.png": archives.integrity_room,
    "laizhou-archives/images/corridor.png": archives.corridor,
    "laizhou-archives/images/shelves.png": archives.shelves,
    "example-community/images/courtyard.png": community.courtyard,
    "example-community/images/service-hall.png": community.service_hall,
    "example-community/images/charging-shed.png": community.charging_shed,
    "example-community/images/pavilion.png": community.pavilion,
}


def main() -> None:
    """Write every picture into its branch."""
    branches = Path(__file__).parents[1] / "content/branches"
    for name, draw in PICTURES.items():
        draw().save(branches / name)


if __name__ == "__main__":
    main()
