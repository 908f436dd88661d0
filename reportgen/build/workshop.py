"""What the jobs of a process share: types, kinds, templates and themes, each opened once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from reportgen.build.inputs import (
    ABSENT,
    Inputs,
    Noted,
    Recorder,
    Shelf,
    inputs_of,
    names_state,
)
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind, by_id, find_kinds
from reportgen.content.branches import Types, load_types
from reportgen.content.checks import Rules, rules
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.diagnostics import Diagnostic
from reportgen.theme.loading import Theme, load_theme
from reportgen.theme.word import WordTheme
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme

T = TypeVar("T")


@dataclass(eq=False)
class Workshop:
    """Everything of a workspace that is not one branch's own; each thing knows what it read."""

    workspace: Workspace
    theme_folder: str
    final: bool = False
    shelf: Shelf = field(default_factory=Shelf)
    #: digests of the sets of inputs the building process has been sent
    sent: set[str] = field(default_factory=set)
    _words: dict[str, tuple[WordTheme, Inputs]] = field(default_factory=dict)
    _decks: dict[str, tuple[DeckTheme, Inputs]] = field(default_factory=dict)
    _templates: dict[str, Inputs] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def recorder(self) -> Recorder:
        """Return a fresh view of the workspace that shares what the workshop has read."""
        return Recorder(self.workspace, self.shelf)

    @cached_property
    def fixed(self) -> Inputs:
        """The program and the options every document of the build shares."""
        # Reading the versions of the libraries takes a while, and `check` has no use for them.
        from reportgen.build.tool import option_states, tool_states

        return inputs_of({**tool_states(), **option_states(self.theme_folder, self.final)})

    @cached_property
    def _typed(self) -> tuple[Types, Recorder]:
        recorder = self.recorder()
        return load_types(recorder), recorder

    @property
    def types(self) -> Types:
        """The branch types."""
        return self._typed[0]

    @property
    def type_states(self) -> Mapping[str, str]:
        """What reading the types looked at."""
        return self._typed[1].states

    @cached_property
    def _found(self) -> tuple[Mapping[str, Kind], tuple[Diagnostic, ...], Inputs]:
        recorder = self.recorder()
        kinds, faults = find_kinds(recorder, self.theme_folder)
        return by_id(kinds), faults, recorder.inputs()

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of document, by id."""
        return self._found[0]

    @property
    def kind_faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the templates of other kinds."""
        return self._found[1]

    @cached_property
    def content_inputs(self) -> Inputs:
        """What every branch's plan rests on: all types and the headers of all templates."""
        return inputs_of({**self.type_states, **dict(self._found[2].states)})

    @cached_property
    def _ruled(self) -> tuple[Rules, Inputs]:
        recorder = self.recorder()
        # Names of branches are looked up in their files: no branch has to be read whole for it.
        found = rules(recorder, Library(self.types.types, {}, {}))
        states = dict(recorder.states)
        for key, state in recorder.states.items():
            path = key.removeprefix("file:")
            if path.startswith(f"{BRANCHES}/"):
                # Whatever else changes in a branch is no reason to check all the others again.
                del states[key]
                known = state != ABSENT
                states[f"names:{path}"] = names_state(recorder.read(path)) if known else ABSENT
        return found, inputs_of(states)

    @property
    def rules(self) -> Rules:
        """What the content of branches is checked with."""
        return self._ruled[0]

    @property
    def rule_inputs(self) -> Inputs:
        """What the rules were read from."""
        return self._ruled[1]

    @cached_property
    def composer(self) -> Composer:
        """The theme's templates."""
        return Composer(self.theme_folder, self.recorder().read, self.final)

    def template_inputs(self, kind: Kind) -> Inputs:
        """Return what the templates of `kind` are made of."""
        if kind.id not in self._templates:
            recorder = self.recorder()
            names = self.composer.templates_of(kind)
            if names is None:
                listed = recorder.list(self.theme_folder)
                names = frozenset(name for name in listed if name.endswith(".j2"))
            for name in sorted({kind.header_file, *names}):
                _look(recorder, f"{self.theme_folder}/{name}")
            self._templates[kind.id] = recorder.inputs()
        return self._templates[kind.id]

    def word(self, name: str, opened: Callable[[Theme], WordTheme]) -> tuple[WordTheme, Inputs]:
        """Return the Word theme in the format `name` and what it is made of; raise Faults."""
        return self._opened(self._words, name, opened)

    def deck(self, name: str, opened: Callable[[Theme], DeckTheme]) -> tuple[DeckTheme, Inputs]:
        """Return the deck theme in the palette `name` and what it is made of; raise Faults."""
        return self._opened(self._decks, name, opened)

    def _opened(
        self, kept: dict[str, tuple[T, Inputs]], name: str, opened: Callable[[Theme], T]
    ) -> tuple[T, Inputs]:
        if name not in kept:
            # A theme keeps the files it has read, so each name gets a theme of its own: only so
            # does the record hold everything behind the name.
            recorder = self.recorder()
            made = opened(load_theme(recorder, self.theme_folder))
            kept[name] = (made, recorder.inputs())
        return kept[name]

    def news(self) -> dict[str, Noted]:
        """Return what has been noted of shared files since the last call."""
        if len(self._told) == len(self.shelf.noted):  # as nearly always: there may be many
            return {}
        fresh = {path: noted for path, noted in self.shelf.noted.items() if path not in self._told}
        self._told.update(fresh)
        return fresh


def _look(recorder: Recorder, path: str) -> None:
    try:
        recorder.read(path)
    except FileNotFoundError:
        return  # noted as absent: an optional include that may appear one day
