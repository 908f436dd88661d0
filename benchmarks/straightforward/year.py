"""What both documents are made from, and how its texts are taken apart."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"[\d.]+")
_ONES = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Year:
    """A branch's file, its record of a year and the types it has, in its own order."""

    branch: dict[str, Any]
    record: dict[str, Any]
    types: dict[str, dict[str, Any]]
    folder: Path

    @property
    def name(self) -> str:
        """The branch's short name."""
        return str(self.branch.get("short") or self.branch["name"])

    def works(self, kind: str) -> list[dict[str, Any]]:
        """Return what was done under a type."""
        works: list[dict[str, Any]] = self.chapter(kind)["works"]
        return works

    def title(self, kind: str) -> str:
        """Return the title of the chapter of a type: its own, else that of the type."""
        return str(self.chapter(kind).get("title") or self.types[kind]["chapter"])

    def chapter(self, kind: str) -> dict[str, Any]:
        """Return the chapter of a type."""
        return next(c for c in self.record["chapters"] if c["type"] == kind)

    def key_figures(self) -> list[dict[str, Any]]:
        """Return the figures to highlight, six at most."""
        return [self.figure(n) for n, f in self.record["figures"].items() if f.get("highlight")][:6]

    def figure(self, name: str) -> dict[str, Any]:
        """Return a figure of the record with its label."""
        return {"label": name, **self.record["figures"][name]}

    def file(self, picture: dict[str, Any]) -> str:
        """Return the path of a picture."""
        return str(self.folder / picture["file"])


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [part.strip() for part in text.split("\n\n")]


def parted(quantity: str) -> tuple[str, str]:
    """Return number and unit: 130余篇 → 130, 余篇."""
    end = _NUMBER.match(quantity).end()  # type: ignore[union-attr] # every figure begins with one
    return quantity[:end], quantity[end:]


def chinese(number: int) -> str:
    """Return a number up to 99 in Chinese."""
    if number <= 10:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return (_ONES[tens] if tens > 1 else "") + "十" + (_ONES[ones] if ones else "")


def day(date: datetime.date) -> str:
    """Return a day as 2023年1月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def groups(items: Iterable[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    """Return items by one of their values, in the order in which the values first come."""
    by_value: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_value.setdefault(item[key], []).append(item)
    return by_value
