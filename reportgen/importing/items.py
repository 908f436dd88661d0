"""Problems, tasks and honours that stand in running text: one of each for every item that is counted up.

Items are told apart by the first of: paragraphs with numbers; 一是…二是…, （1）…（2）… in a paragraph;
semicolons; sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.importing.stretches import Stretch

_N = "一二三四五六七八九十"
_D = "0-9０-９"
#: what counts an item up, at its beginning
_ENUMERATORS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:问题|任务)(?:之)?[{_N}{_D}]+\s*[：:]",
        r"[◆◇★☆●○■□▲△►▶※•]\s*",
        rf"[{_N}]+是(?:要|在)?",
        rf"其[{_N}][，、,]|第[{_N}][，、,：:]|首先[，、,]|其次[，、,]|再次[，、,]|最后[，、,]",
        rf"[（(][{_N}]+[）)]",
        rf"[（(][{_D}]+[）)]|[①-⑳⑴-⒇]",
        rf"[{_N}]+、",
        rf"[{_D}]{{1,2}}[.．、](?![{_D}])",
    )
)
#: what stands before an enumerator: the beginning, a stop, a line break
_BEFORE = re.compile(r"(?:^|[。；：，:;！？\n])\s*$")
#: characters between the stop and the enumerator: blanks
_NEAR = 4
_STOP = re.compile(r"[；;]")
_SENTENCE = re.compile(r"[。！？](?![”’」』])[”’」』]?|[。！？][”’」』]|\n")
#: what introduces a list and belongs to none of its items
_INTRODUCTION = re.compile(r"^[^；。]{0,60}[：:]")
_TURN = re.compile(
    r"(?:下一步|下步|今后|明年|来年|下一年|新的一年|新一年|20[0-9]{2}年(?=[^，。]{0,6}(?:将|要|拟|计划|打算|重点)|[，,])|打算(?:是|如下)?[：:])"
)


@dataclass(slots=True)
class Item:
    """One item: what it says first, and what follows."""

    head: Stretch
    more: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class Items:
    """The items of a chapter, with what introduces and what ends them."""

    items: list[Item] = field(default_factory=list)
    before: list[Stretch] = field(default_factory=list)
    after: list[Stretch] = field(default_factory=list)


def items_of(paragraphs: Sequence[tuple[Stretch, bool]], *, by_sentence: bool) -> Items:
    """Return the items of paragraphs, each with whether it has a number of its own.

    With `by_sentence` each sentence is an item where nothing else divides a paragraph.
    """
    result = Items()
    if sum(is_numbered for _, is_numbered in paragraphs) >= 2:
        for stretch, is_numbered in paragraphs:
            own = _without_enumerator(stretch)
            if is_numbered or own.start != stretch.start:
                result.items.append(_item(own))
            elif result.items:
                result.items[-1].more.append(stretch)
            else:
                result.before.append(stretch)
    else:
        for stretch, _ in paragraphs:
            _divide(stretch, result, by_sentence=by_sentence)
    # A number with nothing behind it is no item.
    result.items = [item for item in result.items if item.head.trimmed("。；;：:")]
    return result


def _divide(stretch: Stretch, result: Items, *, by_sentence: bool) -> None:
    for enumerator in _ENUMERATORS:
        places = [
            m
            for m in enumerator.finditer(stretch.text)
            if _BEFORE.search(stretch.text, max(0, m.start() - _NEAR), m.start())
        ]
        if len(places) >= 2 or (places and not places[0].start()):
            result.before += _some(stretch.part(0, places[0].start()))
            ends = [m.start() for m in places[1:]] + [len(stretch.text)]
            for match, end in zip(places, ends, strict=True):
                result.items.append(_item(stretch.part(match.end(), end)))
            return
    pieces = _sentences(stretch)
    counted = [bool(_STOP.search(p.text.rstrip("；;。"))) for p in pieces]
    if not any(counted):
        introduction = _INTRODUCTION.match(stretch.text)
        at = introduction.end() if introduction and introduction.end() < len(stretch.text) else 0
        result.before += _some(stretch.part(0, at))
        rest = stretch.part(at)
        if by_sentence:
            result.items += [Item(each.trimmed()) for each in _sentences(rest)]
        elif rest:
            result.before.append(rest)
        return
    first = counted.index(True)
    result.before += pieces[:first]
    for piece, has_stops in zip(pieces[first:], counted[first:], strict=True):
        if not has_stops:
            result.after.append(piece)
            continue
        introduction = _INTRODUCTION.match(piece.text)
        at = introduction.end() if introduction else 0
        result.before += _some(piece.part(0, at))
        start = at
        for stop in [*(m.end() for m in _STOP.finditer(piece.text, at)), len(piece.text)]:
            part = piece.part(start, stop).trimmed()
            if part:
                result.items.append(Item(part))
            start = stop


def _item(stretch: Stretch) -> Item:
    """Return an item that may go on over several sentences."""
    pieces = _sentences(stretch)
    return Item(pieces[0], pieces[1:]) if pieces else Item(stretch)


def _some(stretch: Stretch) -> list[Stretch]:
    return [stretch.trimmed()] if stretch else []


def _sentences(stretch: Stretch) -> list[Stretch]:
    sentences, at = [], 0
    for match in _SENTENCE.finditer(stretch.text):
        sentences.append(stretch.part(at, match.end()))
        at = match.end()
    sentences.append(stretch.part(at))
    return [each.trimmed() for each in sentences if each]


def _without_enumerator(stretch: Stretch) -> Stretch:
    for enumerator in _ENUMERATORS:
        if match := enumerator.match(stretch.text):
            return stretch.part(match.end()).trimmed()
    return stretch


def is_counted(text: str) -> bool:
    """Return whether a paragraph begins with an item's number, such as 一是 or （1）."""
    return any(enumerator.match(text) for enumerator in _ENUMERATORS)


def turn(paragraphs: Sequence[Stretch]) -> tuple[int, int] | None:
    """Return the paragraph and the place in it where problems end and plans begin."""
    for number, stretch in enumerate(paragraphs):
        for sentence in _sentences(stretch):
            if _TURN.match(sentence.text) or (
                _TURN.search(sentence.text[:30]) and "问题" not in sentence.text[:30] and number
            ):
                return number, sentence.start - stretch.start
    return None
