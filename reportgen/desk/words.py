"""The words of the program for people who never see a file: keys and names of files as the desk calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from reportgen.content.model import Branch, YearRecord
from reportgen.content.model.base import fields_by_key

_KEY_IN_WORDS = re.compile(r"`([a-z_]+)`|\s?\b([a-z_]{5,})\b\s?")
_KEY_IN_BRACKETS = re.compile(r"（[a-z_]+）")


#: names of files → the page that shows them
_FILES = {"branch.yaml": "“支部情况”", "tables.md": "手册"}


def _without_files(message: str) -> str:
    for name, words in _FILES.items():
        message = re.sub(rf" ?{re.escape(name)} ?", words, message)
    return re.sub(r"\b\d{4}\.yaml ?", "这一年", message)


def in_words(message: str) -> str:
    """Return a message with the names of fields as a page calls them."""

    def title(match: re.Match[str]) -> str:
        key = match[1] or match[2]
        field_title = _titles().get(key)
        return f"“{field_title or key}”" if field_title or match[1] else match[0]

    return _KEY_IN_WORDS.sub(title, _KEY_IN_BRACKETS.sub("", _without_files(message)))


@cache
def _titles() -> Mapping[str, str]:
    """Return key → title, for the keys of a branch and its record that mean one thing."""
    titles: dict[str, str] = {}
    for model in (YearRecord, Branch):
        titles |= {
            key: str(field.title) for key, field in fields_by_key(model).items() if field.title
        }
    return titles
