"""What a check found, kept in the user's cache with the states of all it looked at; what of it holds.

Nothing here imports a reader or a writer: a check in which nothing changed needs neither.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen import kept
from reportgen.build.inputs import Noted, Present, inputs_of
from reportgen.build.records import diagnostics_of, diagnostics_text
from reportgen.build.targets import Attempt, Target
from reportgen.diagnostics import Diagnostic
from reportgen.stores import Places, is_url
from reportgen.workspace import Workspace

#: imported names of the libraries a check rests on
_LIBRARIES = ("PIL", "docx", "docxtpl", "jinja2", "lxml", "markupsafe", "openpyxl", "pptx", "pydantic",
              "pydantic_core", "yaml")  # fmt: skip
#: the name of what concerns no piece, among those of pieces (`branch/…`)
COMMON = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check was asked for; empty selectors mean all."""

    places: Places
    theme_folder: str
    final: bool = False
    branches: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class Told:
    """What there is to say of one piece of content; documents by output."""

    read: tuple[Diagnostic, ...] = ()
    failed: bool = False
    years: tuple[int, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    outlined: tuple[Diagnostic, ...] = ()
    checked: dict[int, tuple[Diagnostic, ...]] = field(default_factory=dict)
    judged: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def row(self) -> list[Any]:
        """Return it as JSON's own types."""
        return [
            diagnostics_text(self.read),
            self.failed,
            self.years,
            [
                [a.kind, _target_row(a.target), diagnostics_text(a.faults)] for a in self.attempts
            ],
            diagnostics_text(self.outlined),
            [[year, diagnostics_text(told)] for year, told in self.checked.items()],
            [[output, diagnostics_text(told)] for output, told in self.judged.items()],
        ]  # fmt: skip

    @classmethod
    def of(cls, row: list[Any]) -> Told:
        """Return what `row` was made of."""
        read, failed, years, attempts, outlined, checked, judged = row
        return cls(
            diagnostics_of(read),
            failed,
            tuple(years),
            tuple(
                Attempt(kind, Target(*target) if target else None, diagnostics_of(faults))
                for kind, target, faults in attempts
            ),
            diagnostics_of(outlined),
            {year: diagnostics_of(told) for year, told in checked},
            {output: diagnostics_of(told) for output, told in judged},
        )


@dataclass(eq=False, slots=True)
class Common:
    """What there is to say of what all pieces share, and the ids of the kinds of document."""

    types: tuple[Diagnostic, ...]
    templates: tuple[Diagnostic, ...]
    rules: tuple[Diagnostic, ...]
    kinds: tuple[str, ...]

    def row(self) -> list[Any]:
        """Return it as JSON's own types."""
        told = (self.types, self.templates, self.rules)
        return [*map(diagnostics_text, told), self.kinds]

    @classmethod
    def of(cls, row: list[Any]) -> Common:
        """Return what `row` was made of."""
        types, templates, rules, kinds = row
        return cls(
            diagnostics_of(types), diagnostics_of(templates), diagnostics_of(rules), tuple(kinds)
        )


@dataclass(eq=False, slots=True)
class Memory:
    """What is remembered of the last check that was asked for the same."""

    key: str
    present: Present
    #: states of what several pieces share, by digest
    sets: dict[str, dict[str, str]]
    #: piece → [digest of the shared states, its own states, what was told]
    pieces: dict[str, list[Any]]
    noted: dict[str, Noted]
    _judged: dict[str, bool] = field(default_factory=dict)

    def row(self, piece: str) -> list[Any] | None:
        """Return what was told of `piece` if nothing changed that was looked at for it."""
        if piece not in self.pieces:
            return None
        shared, own, row = self.pieces[piece]
        if shared not in self._judged:
            self._judged[shared] = self._holds(self.sets[shared])
        return row if self._judged[shared] and self._holds(own) else None

    def _holds(self, states: Mapping[str, str]) -> bool:
        return not self.present.changed(states)

    def keep(
        self,
        still: Iterable[str],
        shared: Mapping[str, str],
        new: Mapping[str, tuple[Mapping[str, str], list[Any]]],
        noted: Mapping[str, Noted],
    ) -> None:
        """Remember the pieces that `still` hold and the `new` ones: own states, what was told."""
        renewed = self.present.renewed
        still = set(still)
        settled = any(note.settled for note in renewed.values())
        if not self.key or (not new and still == self.pieces.keys() and not settled):
            return
        now = inputs_of(shared)
        pieces = {name: row for name, row in self.pieces.items() if name in still}
        pieces |= {name: [now.digest, own, row] for name, (own, row) in new.items()}
        sets = {**self.sets, now.digest: dict(shared)}
        sets = {digest: sets[digest] for digest in {row[0] for row in pieces.values()}}
        read = {key for states in sets.values() for key in states}
        read.update(key for _, own, _ in pieces.values() for key in own)
        notes = {**self.noted, **renewed, **noted}
        notes = {path: note for path, note in notes.items() if f"file:{path}" in read}
        body = json.dumps([sets, pieces, notes], ensure_ascii=False, separators=(",", ":"))
        kept.keep(self.key, body.encode(errors="surrogatepass"))


def recall(workspace: Workspace, asked: Asked) -> Memory:
    """Return what is remembered of a check; nothing where a folder is a URL."""
    sets, pieces, noted = {}, {}, {}
    key = ""
    if not any(is_url(place) for _, place in asked.places):
        key = _key(asked)
        body = kept.kept(key)
        if body:
            sets, pieces, notes = json.loads(body.decode(errors="surrogatepass"))
            noted = {path: Noted(*note) for path, note in notes.items()}
    return Memory(key, Present(workspace, noted, {}), sets, pieces, noted)


def _key(asked: Asked) -> str:
    """Return the key of a check: the program, the folders, the options.

    Messages name files as seen from the current folder.
    """
    here = Path.cwd()
    told = [
        str(here),
        [(name, str(here / place)) for name, place in asked.places],
        asked.theme_folder,
        asked.final,
        sorted(set(asked.branches)),
        sorted(set(asked.years)),
        sorted(set(asked.kinds)),
    ]
    libraries = map(kept.library, _LIBRARIES)
    return kept.key_of("check", _program(), *libraries, json.dumps(told))


def _program() -> str:
    """Return the mark of all our modules and data."""
    folders = []
    for folder, below, _ in os.walk(Path(__file__).parents[1]):
        below[:] = sorted(name for name in below if name not in ("__pycache__", "supplied"))
        folders.append(folder)
    return kept.mark_of(*folders)


def _target_row(target: Target | None) -> list[Any] | None:
    if target is None:
        return None
    return [target.branch, target.year, target.kind, target.output, target.of, target.part]
