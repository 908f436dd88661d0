"""The review of an import: what became of each part of the document, and what is still to be looked at.

It stands in `<year>.import.yaml` beside the record, and is what a page shows next to the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.content.edit.layout import Path
from reportgen.content.imported import PROPOSED
from reportgen.content.yaml.reader import parse
from reportgen.importing.assembling import Draft
from reportgen.importing.stretches import Piece
from reportgen.importing.yaml_text import yaml_text

ACCEPTED, DROPPED = "accepted", "dropped"
_HEAD = (
    "# 由 reportgen import 写的：Word 文件的每一段到了哪里、哪些还没有核对。\n"
    "# open 是还没有核对的各处，figures 是从文中读到、还没有收进记录的数字。核对完了，这个文件可以删去。\n"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the document says, with its sentences and what became of it."""

    id: str
    value: str
    #: what it may be called; "" where the document does not say
    label: str
    sentences: tuple[str, ...]
    block: str
    #: where in the record its sentence stands
    path: Path
    status: str = PROPOSED

    @property
    def is_planned(self) -> bool:
        """Whether it is one of a plan: what is to be, not what was."""
        return self.path[:1] == ("plan",)


@dataclass(frozen=True, slots=True)
class Review:
    """All that is known of an import."""

    file: str
    digest: str
    read: str
    title: str
    unit: str
    #: the parts of the record that nobody has looked at
    open: tuple[Path, ...] = ()
    figures: tuple[Figure, ...] = ()
    pieces: tuple[Piece, ...] = ()
    #: tables and pictures as the document has them, for a page that shows them
    tables: tuple[Mapping[str, Any], ...] = ()
    pictures: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def left(self) -> tuple[Piece, ...]:
        """The pieces that stand in no part of the record, in order."""
        return tuple(piece for piece in self.pieces if piece.left)


def review_of(draft: Draft, file: str, digest: str, read: str, title: str, unit: str) -> Review:
    """Return the review of a draft that was just made."""
    figures = tuple(
        Figure(f"n{number}", p.value, p.label, tuple(p.sentences), p.block, p.path)
        for number, p in enumerate(draft.proposals, 1)
    )
    tables = tuple(
        {
            "id": t.id,
            "title": t.title,
            "head_rows": str(t.shape.head_rows),
            "totals": [str(row) for row in t.shape.totals],
            "spans": [[str(n) for n in span] for span in t.shape.spans],
            "to": _as_text(t.to),
        }
        for t in draft.tables
    )
    pictures = tuple(
        {"id": p.id, "file": p.file, "caption": p.caption, "chapter": p.chapter, "work": p.work}
        for p in draft.pictures
    )
    return Review(
        file,
        digest,
        read,
        title,
        unit,
        tuple(open_paths(draft.record)),
        figures,
        tuple(draft.account.pieces()),
        tables,
        pictures,
    )


def open_paths(record: Mapping[str, Any]) -> Iterable[Path]:
    """Yield the parts of a record, or of a lesson, that a person looks at one by one."""
    before = ("titles", "topic", "subtitle", "audience", "speaker", "minutes", "aims", "emphases", "difficulties", "aids", "board")  # fmt: skip
    for name in (*before, "opening"):
        if name in record:
            yield (name,)
    for number, chapter in enumerate(record.get("chapters", ())):
        yield ("chapters", number)
        yield from (
            ("chapters", number, "works", at) for at in range(len(chapter.get("works", ())))
        )
    for number, part in enumerate(record.get("parts", ())):
        yield ("parts", number)
        yield from (("parts", number, "pages", at) for at in range(len(part.get("pages", ()))))
    for name in ("honours", "problems"):
        yield from ((name, number) for number in range(len(record.get(name, ()))))
    for name in ("pictures", "tables"):
        yield from ((name, key) for key in record.get(name, {}))
    plan = record.get("plan", {})
    if "text" in plan:
        yield ("plan", "text")
    yield from (("plan", "items", number) for number in range(len(plan.get("items", ()))))
    for name in ("discussion", "summary", "closing", "signed"):
        if name in record:
            yield (name,)


def review_text(review: Review) -> str:
    """Return the review as YAML."""
    value: dict[str, Any] = {
        "file": review.file,
        "digest": review.digest,
        "read": review.read,
        "title": review.title,
        "unit": review.unit,
        "open": [_as_text(path) for path in review.open],
        "figures": [_figure(figure) for figure in review.figures],
        "tables": list(review.tables),
        "pictures": list(review.pictures),
        "blocks": [_piece(piece) for piece in review.pieces],
    }
    return _HEAD + yaml_text({k: v for k, v in value.items() if v not in ("", [], ())})


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "value": figure.value,
        "label": figure.label,
        "status": figure.status,
        "block": figure.block,
        "path": _as_text(figure.path),
        "sentences": list(figure.sentences),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    where = {"to": _as_text(piece.to)} if piece.to else {"left": piece.left}
    chars = len(re.sub(r"\s", "", piece.text))
    return {"id": piece.block, "kind": piece.kind, "chars": str(chars), **where, "text": piece.text}


def _as_text(path: Sequence[str | int]) -> list[str]:
    return [str(part) for part in path]


def read_review(data: bytes, name: str) -> Review:
    """Return the review in a file; raise Faults where it is damaged."""
    value: Any = parse(data, name).value
    value = value if isinstance(value, Mapping) else {}

    def entries(key: str) -> list[Mapping[str, Any]]:
        return [e for e in value.get(key) or () if isinstance(e, Mapping)]

    return Review(
        str(value.get("file", "")),
        str(value.get("digest", "")),
        str(value.get("read", "")),
        str(value.get("title", "")),
        str(value.get("unit", "")),
        tuple(_path(p) for p in value.get("open") or ()),
        tuple(
            Figure(
                str(f.get("id", "")),
                str(f.get("value", "")),
                str(f.get("label") or ""),
                tuple(map(str, f.get("sentences") or ())),
                str(f.get("block", "")),
                _path(f.get("path") or ()),
                str(f.get("status", PROPOSED)),
            )
            for f in entries("figures")
        ),
        tuple(
            Piece(
                str(b.get("id", "")),
                str(b.get("kind", "")),
                str(b.get("text", "")),
                _path(b.get("to") or ()),
                str(b.get("left") or ""),
            )
            for b in entries("blocks")
        ),
        tuple(entries("tables")),
        tuple(entries("pictures")),
    )


def _path(value: Any) -> Path:
    parts = value if isinstance(value, list | tuple) else ()
    return tuple(int(p) if str(p).isdigit() else str(p) for p in parts)


def without(review: Review, paths: Iterable[Path]) -> Review:
    """Return a review in which `paths` have been looked at."""
    done = set(paths)
    return replace(review, open=tuple(path for path in review.open if path not in done))
