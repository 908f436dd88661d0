"""A slide for which its template writes no speech → the same with the sentences that stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reportgen.document.nodes import Content, Deck, LineBreak, Prose, Slide, SlotValue, Text, Topic
from reportgen.document.speech import speech
from reportgen.document.walk import plain_text

_PAUSE, _HALT, _STOP = Text("，"), Text("；"), Text("。")
#: marks behind which a sentence needs no other
_ENDS = "。！？；：，、…”"
#: what a topic says once, in the order in which it is said
_ONCE = ("lead", "brief", "takeaway")


def with_speech(deck: Deck) -> Deck:
    """Return `deck` with speech for every slide; a deck without any notes has none.

    The sentences are those of the slide: its text, else what it says once and its items, else its title.
    """
    if not any(slide.notes for slide in deck.slides):
        return deck
    return replace(deck, slides=tuple(map(_with_speech, deck.slides)))


def _with_speech(slide: Slide | Topic) -> Slide | Topic:
    if speech(slide.notes):
        return slide
    own = tuple(_topic_sentences(slide)) if isinstance(slide, Topic) else ()
    return replace(slide, notes=(*(own or _title(slide)), *slide.notes))


def _topic_sentences(topic: Topic) -> Iterator[Content]:
    """Yield the sentences of a topic: its full text, else those of its parts."""
    text = topic.slots.get("text")
    if isinstance(text, Prose):
        yield from text.paragraphs
        return
    for name in _ONCE:
        if line := _line(topic.slots.get(name)):
            yield _sentence(line)
    for name, parts in topic.groups.items():
        lines = [line for part in parts if (line := _part(part))]
        if name == "figure" and lines:
            yield _sentence(_joined(lines, _HALT))
        elif name != "picture":
            yield from map(_sentence, lines)


def _title(slide: Slide | Topic) -> tuple[Content, ...]:
    lines = (_line(slide.slots.get(name)) for name in ("title", "statement"))
    return tuple(_sentence(line) for line in lines if line)[:1]


def _part(part: Mapping[str, SlotValue]) -> Content:
    """Return the texts of a part in one line; a figure stands behind its label."""
    texts = {name: line for name, value in part.items() if (line := _line(value))}
    if "figure" in texts and "label" in texts:
        figure = texts.pop("figure")
        texts["label"] = (*texts["label"], *figure)
    return _joined(texts.values(), _PAUSE)


def _line(value: SlotValue | None) -> Content:
    """Return the paragraphs of a text in one line, () for what is no text."""
    if not isinstance(value, Prose):
        return ()
    lines = (_in_one_line(content) for content in value.paragraphs)
    return _joined((line for line in lines if line), _PAUSE)


def _in_one_line(content: Content) -> Content:
    return tuple(_PAUSE if isinstance(part, LineBreak) else part for part in content)


def _joined(lines: Iterable[Content], mark: Text) -> Content:
    """Return some lines as one with a mark between them, where the first does not end in one."""
    out: Content = ()
    for line in lines:
        out = (*out, *(() if not out or _is_ended(out) else (mark,)), *line)
    return out


def _sentence(line: Content) -> Content:
    return line if _is_ended(line) else (*line, _STOP)


def _is_ended(line: Content) -> bool:
    return plain_text(line)[-1:] in _ENDS
