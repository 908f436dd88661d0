"""The YAML nearly all content is written in → its values and their places, read line by line.

Names, lists, texts on a line, in quotes, below `|` or `>`, lists and names in brackets: whatever
else a file holds, or if anything in it is wrong, it is left to the YAML library, which tells it.
"""

from __future__ import annotations

import re
from typing import Any, cast

from reportgen.spans import Located

Path = tuple[str | int, ...]

#: characters of one text, levels of lists and names: what has more is left to the library's limits
MAX_TEXT = 20_000
_MOST_LEVELS = 30

# What may not begin a plain text: the indicators of YAML 1.2, 5.3.
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_FIRST = rf"[^ {re.escape(_INDICATORS)}]"
_WORD = re.compile(rf"{_FIRST}[^ :#]*")
_MOST_LETTERS = 80
_QUOTES = r"'((?:[^']|'')*)'|\"([^\"\\]*)\""
_COMMENT = " *(?: #.*)?"
_QUOTED = re.compile(rf"(?:{_QUOTES}){_COMMENT}")
_BLANK_IN, _FOLD = re.compile(r"(?m)^ +$"), re.compile(r"\n(\n*)")
# In brackets more characters have a meaning.
_PLAIN = rf"{_FIRST}[^,\[\]{{}}:#?'\"]*"
_ITEM = re.compile(rf" *(?:{_QUOTES}|({_PLAIN})|(?=([\[{{])))")
_NAME = re.compile(rf" *({_FIRST}[^ ,\[\]{{}}:#?'\"]*): +")
_NEXT, _END = re.compile(r" *([,\]}])"), re.compile(_COMMENT)
_NOTHING = ("~", "null")
#: how the text below is to be read: with its lines or as one; without its last line end
_BLOCKS = ("|", "|-", ">", ">-")


class _Other(Exception):  # noqa: N818 - no fault: the library reads the file
    """The file holds something that is not read here."""


def read(lines: list[str], path: str) -> tuple[dict[str, Any], list[Path]] | None:
    """Return the names in `lines` with their values, and those without; None to ask the library.

    The lines hold nothing but what can be printed and wide spaces.
    """
    try:
        return _read(lines, path)
    except _Other:
        return None


def _read(lines: list[str], path: str) -> tuple[dict[str, Any], list[Path]]:
    # One loop, without calls of ours for what is on nearly every line.
    root: dict[str, Any] = {}
    blanks: list[Path] = []
    # The list or names that lines at `column` belong to, and their path; around them, the others.
    column, where = 0, cast("Path", ())
    here: Any = root
    around: list[tuple[int, Any, Path]] = []
    below: Any
    #: a name that nothing follows on its line
    name: Located | None = None
    number, last = 0, len(lines)
    while number < last:
        line = lines[number]
        number += 1
        rest = line.lstrip(" ")
        if not rest or rest[0] == "#":
            continue
        at = len(line) - len(rest)
        dash = rest[:2] == "- "
        if name is not None:
            if at > column or (dash and at == column):
                around.append((column, here, where))
                where = (*where, name)
                here[name] = below = [] if dash else {}
                column, here = at, below
            else:
                blanks.append((*where, name))
            name = None
        while at < column:
            column, here, where = around.pop()
        if dash:
            if at != column or type(here) is not list:
                raise _Other
            rest = rest[2:].lstrip(" ")
            at = len(line) - len(rest)
        elif at == column and type(here) is list:
            # The dashes of a list may stand below the name of the list.
            column, here, where = around.pop()
        word, colon, value = rest.partition(": ")
        if not colon and word[-1:] == ":":
            word, colon = word[:-1], ":"
        if colon and (word.isidentifier() or _WORD.fullmatch(word)) and len(word) < _MOST_LETTERS:
            if dash:
                around.append((column, here, where))
                where = (*where, len(here))
                here.append(below := {})
                column, here = at, below
            key = Located(word)
            key.place = (path, number, at + 1, len(word))
            if at != column or key in here or len(around) > _MOST_LEVELS:
                raise _Other
            here[key] = None
            rest = value.lstrip(" ")
            if not rest or rest[0] == "#":
                name = key
                continue
        elif dash and rest:
            colon = ""
        else:
            raise _Other
        at = len(line) - len(rest)
        mark = rest[0]
        if mark not in _INDICATORS:
            if " #" in rest:
                rest = rest[: rest.index(" #")]
            rest = rest.rstrip(" ")
            if ":" in rest and (": " in rest or rest[-1] == ":"):
                raise _Other
            if rest in _NOTHING or len(rest) > MAX_TEXT:
                raise _Other
            text = Located(rest)
            text.place = (path, number, at + 1, len(rest))
        elif mark in "|>":
            text, number = _block(rest, lines, number, column, path)
        elif mark in "'\"":
            text = _quoted(rest, path, number, at)
        elif mark in "[{":
            text = _Brackets(line, path, number).all(at)
        else:
            raise _Other
        if colon:
            here[key] = text
        else:
            here.append(text)
    if name is not None:
        blanks.append((*where, name))
    if not root:
        raise _Other
    return root, blanks


def _quoted(rest: str, path: str, number: int, start: int) -> Located:
    found = _QUOTED.fullmatch(rest)
    if not found or len(rest) > MAX_TEXT:
        raise _Other
    single, double = found.groups()
    length = found.end(found.lastindex or 0) + 1
    text = double if single is None else single.replace("''", "'")
    return Located.placed(text, (path, number, start + 1, length))


def _block(rest: str, lines: list[str], number: int, column: int, path: str) -> tuple[Located, int]:
    """Return the text below line `number`, further in than `column`, and the line it ends on."""
    header = rest.partition(" #")[0].rstrip(" ")
    first, last = number, len(lines)
    while first < last and not lines[first].strip(" "):
        first += 1
    if header not in _BLOCKS or first == last or not (words := lines[first].strip()):
        raise _Other
    depth = len(lines[first]) - len(lines[first].lstrip(" "))
    if depth <= column or (first > number and max(map(len, lines[number:first])) > depth):
        raise _Other
    margin = " " * depth
    texts = [""] * (first - number)
    end = first
    while end < last:
        line = lines[end]
        if line.startswith(margin):
            texts.append(line[depth:])
        elif line.strip(" "):
            break
        else:
            texts.append("")
        end += 1
    text = "\n".join(texts).rstrip("\n")
    folded = header[0] == ">"
    # Lines of spaces, and in a text that is folded lines further in, follow rules of their own.
    if "\n " in text and (folded or _BLANK_IN.search(text)):
        raise _Other
    if folded:
        if first > number:
            raise _Other
        text = _FOLD.sub(lambda ends: ends[1] or " ", text)
    if header[1:] != "-":
        if end == last and lines[-1]:
            raise _Other
        text += "\n"
    if len(text) > MAX_TEXT:
        raise _Other
    inner = len(lines[first]) - len(lines[first].lstrip())
    return Located.placed(text, (path, first + 1, inner + 1, len(words))), end


class _Brackets:
    """A list or names in brackets, on one line."""

    def __init__(self, line: str, path: str, number: int) -> None:
        self.line = line
        self.path = path
        self.number = number
        self.at = 0

    def all(self, start: int) -> Any:
        """Return what the line holds from the bracket at `start` to its end."""
        self.at = start
        value = self.value(0)
        if len(self.line) > MAX_TEXT or not _END.fullmatch(self.line, self.at):
            raise _Other
        return value

    def value(self, level: int) -> Any:
        """Return what is in the brackets that begin here, and stop behind them."""
        names: dict[str, Any] = {}
        items: list[Any] = []
        named = self.line[self.at] == "{"
        closing = "}" if named else "]"
        self.at += 1
        found = _NEXT.match(self.line, self.at)
        if found and found[1] == closing:
            self.at = found.end()
            return names if named else items
        while level < _MOST_LEVELS:
            if named:
                key = self.text(_NAME)
                if key in names:
                    break
                names[key] = self.item(level)
            else:
                items.append(self.item(level))
            found = _NEXT.match(self.line, self.at)
            if not found:
                break
            self.at = found.end()
            if found[1] == closing:
                return names if named else items
            if found[1] != ",":
                break
        raise _Other

    def item(self, level: int) -> Any:
        """Return the text or the brackets that begin here, and stop behind them."""
        text = self.text(_ITEM)
        return self.value(level + 1) if text is None else text

    def text(self, pattern: re.Pattern[str]) -> Any:
        """Return the text that `pattern` finds here and stop behind it; None before a bracket."""
        found = pattern.match(self.line, self.at)
        if not found:
            raise _Other
        self.at = found.end()
        group = found.lastindex or 0
        text, (start, end) = found[group], found.span(group)
        if pattern is _ITEM and group == 4:
            return None
        if pattern is _ITEM and group < 3:
            text = text.replace("''", "'") if group == 1 else text
            start, end = start - 1, end + 1
        else:
            text = text.rstrip(" ")
            end = start + len(text)
            if text in _NOTHING:
                raise _Other
        return Located.placed(text, (self.path, self.number, start + 1, end - start))
