"""What the jobs of a process share: types, kinds, templates and themes, each opened once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from reportgen import user_cache
from reportgen.build.inputs import (
    ABSENT,
    FileCache,
    FileStamp,
    Inputs,
    Recorder,
    digest_of,
    inputs_of,
    names_key,
    names_state,
)
from reportgen.build.toolchain import option_states, tool_states
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import Kind, by_id, find_kinds
from reportgen.compose.templates.template_code import CodeFolder
from reportgen.content.branches import BranchTypes, load_branch_types
from reportgen.content.checks import Rules, load_rules
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.loading import Theme, documents_folder, load_theme
from reportgen.theme.word import WordTheme
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.theme.deck import DeckTheme

T = TypeVar("T")
K = TypeVar("K")


@dataclass(eq=False)
class WorkerState:
    """Everything of a workspace that belongs to no single source, with the inputs it came from."""

    workspace: Workspace
    theme_folder: str
    final: bool = False
    #: the states of the program
    tools: Mapping[str, str] = field(default_factory=tool_states)
    cache: FileCache = field(default_factory=FileCache)
    #: digests of the sets of inputs that the building process already has
    sent_inputs: set[str] = field(default_factory=set)
    _sent_stamps: set[str] = field(default_factory=set)
    _word_themes: dict[tuple[str, str], tuple[WordTheme, Inputs]] = field(default_factory=dict)
    _deck_themes: dict[str, tuple[DeckTheme, Inputs]] = field(default_factory=dict)
    _template_inputs: dict[str, Inputs] = field(default_factory=dict)

    def recorder(self) -> Recorder:
        """Return a new recorder that shares the files this state has read."""
        return Recorder(self.workspace, self.cache)

    @cached_property
    def fixed_inputs(self) -> Inputs:
        """The program and the options, which every document of the build has as inputs."""
        return inputs_of({**self.tools, **option_states(self.theme_folder, self.final)})

    @cached_property
    def _types(self) -> tuple[BranchTypes, Mapping[str, str]]:
        recorder = self.recorder()
        return load_branch_types(recorder), recorder.states

    @property
    def types(self) -> BranchTypes:
        """The branch types."""
        return self._types[0]

    @property
    def type_states(self) -> Mapping[str, str]:
        """The states of the types' files."""
        return self._types[1]

    @cached_property
    def _kinds(self) -> tuple[Mapping[str, Kind], tuple[Diagnostic, ...], Mapping[str, str]]:
        recorder = self.recorder()
        kinds, faults = find_kinds(recorder, documents_folder(recorder, self.theme_folder))
        return by_id(kinds), faults, recorder.states

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of document, by id."""
        return self._kinds[0]

    @property
    def kind_faults(self) -> tuple[Diagnostic, ...]:
        """The faults of the templates that make no kind."""
        return self._kinds[1]

    @cached_property
    def plan_inputs(self) -> Inputs:
        """What every source's plan rests on: all types and the headers of all templates."""
        return inputs_of({**self.type_states, **self._kinds[2]})

    @cached_property
    def _rules(self) -> tuple[Rules, Inputs]:
        recorder = self.recorder()
        result = load_rules(recorder, Library(self.types.types))
        states = dict(recorder.states)
        for key, state in recorder.states.items():
            path = key.removeprefix("file:")
            if path.startswith(f"{BRANCHES}/"):
                # Of other branches the rules know the names alone.
                del states[key]
                names, names_digest = names_key(path), ABSENT
                if state != ABSENT and path in self.cache.data:
                    names_digest = names_state(self.cache.data[path])
                    stamp = self.cache.stamps[path]
                    self.cache.stamps[names] = stamp._replace(digest=names_digest)
                states[names] = names_digest
        return result, inputs_of(states)

    @property
    def rules(self) -> Rules:
        """What the content of branches is checked with."""
        return self._rules[0]

    @property
    def rule_inputs(self) -> Inputs:
        """What the rules were read from."""
        return self._rules[1]

    @cached_property
    def composer(self) -> Composer:
        """The theme's templates."""
        names = {kind.id: str(kind.header.name) for kind in self.kinds.values()}
        recorder = self.recorder()
        folder = documents_folder(recorder, self.theme_folder)
        return Composer(
            folder, recorder.read, self.final, kind_names=names, code=_template_code(self.tools)
        )

    def template_inputs(self, kind: Kind) -> Inputs:
        """Return the templates that documents of `kind` are composed from."""
        if kind.id not in self._template_inputs:
            recorder = self.recorder()
            names = self.composer.templates_of(kind)
            if names is None:
                names = frozenset(
                    f"{folder}{name}"
                    for folder in ("", "documents/", "macros/")
                    for name in recorder.list(f"{self.composer.folder}/{folder}".rstrip("/"))
                    if name.endswith(".j2")
                )
            for name in sorted({kind.header_file, *names}):
                # An optional include may be absent; its absence is recorded.
                with suppress(OSError, Faults):
                    recorder.read(f"{self.composer.folder}/{name}")
            self._template_inputs[kind.id] = recorder.inputs()
        return self._template_inputs[kind.id]

    def word_theme(
        self, names: tuple[str, str], load: Callable[[Theme], WordTheme]
    ) -> tuple[WordTheme, Inputs]:
        """Return the Word theme of a format and a palette, and what it was read from; raise Faults."""
        return self._theme(self._word_themes, names, load)

    def deck_theme(
        self, palette: str, load: Callable[[Theme], DeckTheme]
    ) -> tuple[DeckTheme, Inputs]:
        """Return the deck theme of a palette and what it was read from; raise Faults."""
        return self._theme(self._deck_themes, palette, load)

    def _theme(
        self, themes: dict[K, tuple[T, Inputs]], name: K, load: Callable[[Theme], T]
    ) -> tuple[T, Inputs]:
        if name not in themes:
            # A Theme remembers the files it has read, so a common one would hide what is read here.
            recorder = self.recorder()
            theme = load(load_theme(recorder, self.theme_folder))
            themes[name] = (theme, recorder.inputs())
        return themes[name]

    def new_stamps(self) -> dict[str, FileStamp]:
        """Return the stamps of shared files that were read since the last call."""
        if len(self._sent_stamps) == len(self.cache.stamps):
            return {}
        stamps = {
            path: stamp
            for path, stamp in self.cache.stamps.items()
            if path not in self._sent_stamps
        }
        self._sent_stamps.update(stamps)
        return stamps


def _template_code(tools: Mapping[str, str]) -> CodeFolder | None:
    """Return what keeps the code of templates for a version of the program, None without a cache."""
    cache = user_cache.folder()
    if cache is None:
        return None
    version = digest_of(repr(tools).encode())
    user_cache.remove_unused(cache / "templates")
    return CodeFolder(cache / "templates" / version)
