"""Rendered markup → its elements, or the faults of its tags at their template lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from lxml import etree

from reportgen.compose.markup import faults as markup_faults
from reportgen.compose.markup.tree import Element, Words
from reportgen.compose.markup.vocabulary import INLINE
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span

#: text a document may hold: about two million characters, far beyond any honest report
MAX_MARKUP = 20_000_000
#: what is larger or deeper is for libxml2, which has limits of its own
_SIMPLE_SIZE, _SIMPLE_HEAD, _SIMPLE_DEPTH = 5_000_000, 500, 200
#: characters of three numbers of seven digits, each with its colon
_LONG_PLACE = 24
#: what stands between two values is kept up to this length
_SHORT = 2_000

#: a value with the mark of its place: the place, the value
_LOCATED = re.compile(r"<\?y ([^>]*)\?>([^<]*)<\?e\?>")
_NAME = r"(?![Xx][Mm][Ll])[A-Za-z_][A-Za-z0-9_.-]*"
_ATTRIBUTE = re.compile(rf'[ \n\t]+({_NAME})="([^"\t\n]*)"')
_OPENING = re.compile(rf'({_NAME})((?:[ \n\t]+{_NAME}="[^"\t\n]*")*)[ \n\t]*(/?)')
_CLOSING = re.compile(rf"/({_NAME})[ \n\t]*")
_STAMP = re.compile(r"(.+):(\d{1,7}):(\d{1,7})")
#: the characters XML may not hold, and the carriage return, which it does not keep
_UNSOUND = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&(amp|lt|gt|quot|apos|#34|#39);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#34": '"', "#39": "'"}


class _Opening(NamedTuple):
    """An element begins."""

    tag: str
    attrib: dict[str, str]
    at: Span | None
    is_empty: bool


class _Closing(NamedTuple):
    """An element ends, or a place if it has no name."""

    tag: str


#: what markup says, one after another: text, tags, the beginning of a place
_Step = str | _Opening | _Closing | Span
_Steps = tuple[Any, ...]  # of _Step: they are told apart by their class, faster than mypy follows


def parse(text: str, root: str, folder: str) -> Element:
    """Return the tree of `text`, whose root must be `root`; raise Faults otherwise.

    `folder` is the workspace folder of the templates that the stamps name.
    """
    if len(text) > MAX_MARKUP:
        raise Faults([Diagnostic("too-large", "模板产生的内容过大")])
    text = text.strip()
    # Plain elements need no library: it takes a third of what lxml takes to make and walk its trees.
    tree = _simple(text, _steps_in(folder)) or _strict(text, root, folder)
    if tree.tag != root:
        message = f"模板最外层应当是 <{root}>，这里是 <{tree.tag}>"
        raise Faults([Diagnostic("unknown-tag", message, tree.at)])
    return tree


def _simple(text: str, steps_of: Callable[[str], _Steps | None]) -> Element | None:
    """Return the tree of a text of plain elements; None if there is anything else or a fault."""
    if len(text) > _SIMPLE_SIZE:
        return None
    here = outer = Element("", {}, None)
    around: list[Element] = []
    place: Span | None = None
    places: list[Span | None] = []
    parts = _LOCATED.split(text)
    # Nearly all values are plain: all of them are looked at at once.
    are_plain = _is_plain("".join(parts[2::3]))
    pieces = iter((*parts, "", ""))
    for between, mark, value in zip(pieces, pieces, pieces, strict=True):
        steps = steps_of(between)
        if steps is None:
            return None
        for step in steps:
            kind = step.__class__
            if kind is _Opening:
                tag, attrib, at, is_empty = step
                element = Element(tag, attrib, at or here.at)
                here.parts.append(element)
                if not is_empty:
                    around.append(here)
                    here = element
                    if len(around) > _SIMPLE_DEPTH:
                        return None
            elif kind is _Closing:
                if step[0] == here.tag and around:
                    here = around.pop()
                elif step[0] or here is outer:
                    return None
                elif places:
                    place = places.pop()
            elif kind is str:
                here.parts.append(step if place is None else (step, place))
            elif here is outer:
                return None
            else:
                places.append(place)
                place = step
        if mark:
            at = _sound_place(mark)
            words = value if are_plain else _plain(value)
            if at is None or words is None:
                return None
            if words:
                here.parts.append((words, at))
    (root, *more) = outer.parts or (None,)
    return root if isinstance(root, Element) and here is outer and not more else None


@lru_cache(maxsize=8)
def _steps_in(folder: str) -> Callable[[str], _Steps | None]:
    """Return what tells the steps of markup, None where it is not simple, for templates in `folder`."""

    @lru_cache(maxsize=4096)
    def of_tag(head: str) -> _Opening | _Closing | Span | None:
        if _UNSOUND.search(head):
            return None
        if head[:3] == "?y " and head[-1] == "?":
            return _sound_place(head[3:-1])
        if head == "?e?":
            return _Closing("")
        if match := _CLOSING.fullmatch(head):
            return _Closing(match[1])
        match = _OPENING.fullmatch(head)
        found = _ATTRIBUTE.findall(match[2]) if match else []
        attrib = {name: _resolved(value) for name, value in found}
        references = len(_REFERENCE.findall(head))
        if not match or len(attrib) != len(found) or references != head.count("&"):
            return None
        at = _of_stamp(attrib.pop("at", ""), folder, match[1])
        return _Opening(match[1], attrib, at, match[3] == "/")

    def of(markup: str) -> _Steps | None:
        first, *tags = markup.split("<")
        steps: list[_Step | None] = [_plain(first)] if first else []
        for tag in tags:
            head, closed, words = tag.partition(">")
            step = of_tag(head) if closed and len(head) < _SIMPLE_HEAD else None
            steps.append(step)
            # Line ends of a template's layout, where there are no inlines, say nothing.
            if words.strip(" \t\n") or (words and ("\n" not in words or not _is_block(step))):
                steps.append(_plain(words))
        return None if None in steps else tuple(steps)

    # What a template has between two values comes again in every document.
    known = lru_cache(maxsize=4096)(of)
    return lambda markup: known(markup) if len(markup) < _SHORT else of(markup)


def _is_block(step: object) -> bool:
    return isinstance(step, (_Opening, _Closing)) and step.tag not in ("", *INLINE)


def _is_plain(words: str) -> bool:
    return words.isprintable() and "&" not in words and ">" not in words


def _plain(words: str) -> str | None:
    """Return words with characters for references; None if there is what XML might refuse."""
    if ">" in words or (not words.isprintable() and _UNSOUND.search(words)):
        return None
    if "&" not in words:
        return words
    are_known = len(_REFERENCE.findall(words)) == words.count("&")
    return _resolved(words) if are_known else None


def _resolved(words: str) -> str:
    return _REFERENCE.sub(lambda match: _CHARACTERS[match[1]], words)


def _strict(text: str, root: str, folder: str) -> Element:
    """Return the tree of any text, as libxml2 reads it; raise Faults for what it refuses."""
    # Half a character, which a template can write, becomes a reference that no XML may hold.
    data = text.encode(errors="xmlcharrefreplace")
    try:
        if len(text) <= _SIMPLE_SIZE:
            # For a tree libxml2 looks at more, as at `xml:id`; of a larger text it takes 700 MB.
            etree.fromstring(data, _parser())
        return cast("Element", etree.fromstring(data, _parser(target=_Builder(folder))))
    except etree.XMLSyntaxError as error:
        raise Faults(markup_faults.explain(error, text, root, folder)) from None


def _parser(**given: Any) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, huge_tree=False, **given
    )


class _Builder:
    """Makes elements of what libxml2 reads, which then holds no tree of its own."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.here = self.outer = Element("", {}, None)
        self.around: list[Element] = []
        self.words: list[str] = []
        self.places: list[Span | None] = [None]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._end_words()
        attrib = dict(attributes)
        at = _of_stamp(attrib.pop("at", ""), self.folder, tag) or self.here.at
        element = Element(tag, attrib or _NO_ATTRIBUTES, at)
        self.here.parts.append(element)
        self.around.append(self.here)
        self.here = element

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml's signature
        """End an element."""
        self._end_words()
        self.here.parts = self.here.parts or _NO_PARTS
        self.here = self.around.pop()

    def data(self, text: str) -> None:
        """Take a part of a text."""
        self.words.append(text)

    def pi(self, target: str, text: str | None = None) -> None:
        """Take an instruction: the beginning of a place, its end, or any other."""
        self._end_words()
        if self.here is self.outer:
            return
        if target == "y":
            # A template's own instruction of that name opens a place as well, one that is unknown.
            self.places.append(_place(text or ""))
        elif target == "e" and len(self.places) > 1:
            self.places.pop()

    def close(self) -> Element | str | tuple[str, Span] | None:
        """Return the outermost element, None where there was none."""
        return next(iter(self.outer.parts), None)

    def _end_words(self) -> None:
        if self.words:
            words, place = "".join(self.words), self.places[-1]
            self.here.parts.append(words if place is None else (words, place))
            self.words.clear()


# Five million elements may have nothing in them.
_NO_ATTRIBUTES: Mapping[str, str] = {}
_NO_PARTS: list[Element | Words] = []


# A value stands in a report and in a deck, those of the types in every document.
@lru_cache(maxsize=4096)
def _sound_place(mark: str) -> Span | None:
    """Return the place that a mark tells, None too if XML might refuse the mark."""
    return _place(mark) if mark.isprintable() else None


def _place(mark: str) -> Span | None:
    """Return the place that a mark tells."""
    try:
        path, line, column, length = mark.rsplit(":", 3)
        is_known = path and "\n" not in path and len(mark) - len(path) <= _LONG_PLACE
        if is_known and (line + column + length).isdecimal():
            return Span(path, int(line), int(column), int(length))
    except ValueError:  # fewer parts, a number without digits
        pass
    return None


def _of_stamp(stamp: str, folder: str, tag: str) -> Span | None:
    match = _STAMP.fullmatch(stamp)
    return markup_faults.place(folder, match[1], match[2], match[3], tag) if match else None
