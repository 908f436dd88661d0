"""Pieces of content → what there is to say of them and of their documents, which are made and dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from reportgen.build.beside import beside, can_be_copied
from reportgen.build.inputs import Noted, Recorder
from reportgen.build.job import Desk, judge
from reportgen.build.plan import attempts
from reportgen.build.remembered import Asked, Common, Told
from reportgen.build.targets import Selectors, Target
from reportgen.build.workshop import Workshop
from reportgen.content.checks import run, run_outlines, run_types
from reportgen.content.folders import BRANCHES
from reportgen.content.library import Library
from reportgen.content.loading import cannot_read
from reportgen.content.subjects import sources
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace


@dataclass(eq=False, slots=True)
class Witness(Recorder):
    """A recorder that knows whether it noted everything that could be seen through it."""

    #: something could not be read, for a reason that is no state of it: size, rights, a link
    blind: bool = False

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        try:
            return Recorder.read(self, path)
        except FileNotFoundError:
            raise
        except Exception:
            self.blind = True
            raise

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        try:
            return Recorder.exists(self, path)
        except Exception:
            self.blind = True
            raise

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        try:
            return Recorder.list(self, folder)
        except Exception:
            self.blind = True
            raise


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one piece, as it travels between processes."""

    told: Told
    #: our own bugs by output, "" for the piece itself
    crashes: Mapping[str, str] = field(default_factory=dict)
    #: of everything that was looked at for it; None if they are not all known or changed meanwhile
    states: Mapping[str, str] | None = None
    #: of what pieces share, as far as not sent with an earlier one; None if they are not all known
    shared: Mapping[str, str] | None = None
    #: what was noted of the files that were read
    noted: Mapping[str, Noted] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Examiner:
    """Reads and judges what is not known; what all pieces share is opened once."""

    workspace: Workspace
    asked: Asked
    shared: Witness = field(init=False)
    shop: Workshop = field(init=False)
    #: how many states of what is shared were sent
    _sent: int = 0

    def __post_init__(self) -> None:
        """Open nothing yet."""
        self.shared = Witness(self.workspace)
        self.shop = Workshop(self.shared, self.asked.theme_folder, self.asked.final)

    def theme_faults(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the theme from being opened."""
        try:
            load_theme(self.shared, self.asked.theme_folder)
        except Faults as faults:
            return faults.diagnostics
        return ()

    def common(self) -> Common:
        """Return what concerns no piece; the theme can be opened."""
        shop = self.shop
        found = shop.kind_faults
        if not shop.kinds and not found:
            shown = self.workspace.shown(self.asked.theme_folder)
            message = f"{shown} 里没有模板（*.docx.j2、*.pptx.j2）"
            found = (Diagnostic("no-templates", message),)
        types = run_types(Library(shop.types.types, {}, {}), shop.rules)
        told = (*shop.rules.diagnostics, *types)
        return Common(tuple(shop.types.diagnostics), found, told, tuple(shop.kinds))

    def examine(self, piece: str, *, copied: bool = False) -> Found:
        """Read a piece, plan its documents, check what it says, judge its documents and drop them.

        With `copied` a copy of this process may judge half of them. A document another piece makes
        too is judged all the same: here nobody knows of it.
        """
        witness = Witness(self.workspace)
        crashes: dict[str, str] = {}
        try:
            library = self._open(piece, witness)
            told = self._told(library)
        except Faults as faults:
            told = Told(faults.diagnostics, failed=True)
        except OSError as error:
            told = Told((cannot_read(piece.partition("/")[2], error),), failed=True)
        except Exception as error:  # noqa: BLE001 - a bug of ours: told once, the check goes on
            told, crashes[""] = Told(failed=True), repr(error)
        states = None if witness.blind else witness.states
        found = Found(told, crashes, states, {}, witness.shelf.noted)
        wanted = Selectors(self.asked.branches, self.asked.years, self.asked.kinds)
        targets: dict[str, Target] = {}
        for attempt in told.attempts:
            if attempt.target and wanted.take(attempt.target):
                # Of two kinds that write the same file the first one makes it.
                targets.setdefault(attempt.target.output, attempt.target)
        if not targets:
            return _joined(found, Found(Told(), {}, {}, *self.news()))
        # Decks apart from reports: each half needs one writer.
        ordered = sorted(targets.values(), key=lambda target: target.output.endswith(".pptx"))
        half = (len(ordered) + 1) // 2 if copied and can_be_copied() else len(ordered)
        if half == len(ordered):
            return _joined(found, self._judge(library, ordered))
        with beside(partial(self._judge, library, ordered[half:])) as answer:
            found = _joined(found, self._judge(library, ordered[:half]))
            rest = answer()
        return _joined(found, rest or self._judge(library, ordered[half:]))

    def _judge(self, library: Library, targets: Iterable[Target]) -> Found:
        """Judge documents of a piece."""
        found = Found(Told(), {}, {}, {})
        for target in targets:
            # A recorder keeps what it reads: pictures are let go with their document.
            witness = Witness(self.workspace)
            told, crashes = Told(), {}
            try:
                told.judged[target.output] = _judged(target, Desk(self.shop, library, witness))
            except Exception as error:  # noqa: BLE001 - as above
                crashes[target.output] = repr(error)
            states = None if witness.blind else witness.states
            found = _joined(found, Found(told, crashes, states, {}, witness.shelf.noted))
        return _joined(found, Found(Told(), {}, {}, *self.news()))

    def news(self) -> tuple[dict[str, str] | None, dict[str, Noted]]:
        """Return states and notes of what pieces share, unless nothing came to them since."""
        shared = self.shared
        if shared.blind:
            return None, {}
        if len(shared.states) == self._sent:
            return {}, {}
        self._sent = len(shared.states)
        # Of the files of branches the names alone were asked for, and the rules know them.
        own = {
            key: state
            for key, state in shared.states.items()
            if not key.startswith(f"file:{BRANCHES}/")
        }
        return own | dict(self.shop.rule_inputs.states), dict(shared.shelf.noted)

    def _open(self, piece: str, witness: Witness) -> Library:
        of, _, name = piece.partition("/")
        library = sources()[of].load(witness, name, self.shop.types)
        witness.shelf.data.clear()
        return library

    def _told(self, library: Library) -> Told:
        shop = self.shop
        return Told(
            library.diagnostics,
            bool(library.failed),
            tuple(sorted(entry.year for entry in library.years.values())),
            tuple(attempts(library, shop.kinds.values(), shop.composer)),
            run_outlines(library, shop.rules),
            {entry.year: run(entry, shop.rules) for entry in library.select((), self.asked.years)},
        )


def _judged(target: Target, desk: Desk) -> tuple[Diagnostic, ...]:
    try:
        return judge(target, desk)
    except Faults as faults:
        return faults.diagnostics


def _joined(one: Found, other: Found) -> Found:
    """Return what was found in two parts of the work on a piece; `one` says what the piece says."""
    one.told.judged.update(other.told.judged)
    crashes = {**one.crashes, **other.crashes}
    states = None if crashes else _together(one.states, other.states)
    shared = _together(one.shared, other.shared)
    return Found(one.told, crashes, states, shared, {**one.noted, **other.noted})


def _together(
    one: Mapping[str, str] | None, other: Mapping[str, str] | None
) -> Mapping[str, str] | None:
    """Return the states both saw; None if one missed something, or they saw it differ."""
    if one is None or other is None:
        return None
    if any(other[key] != state for key, state in one.items() if key in other):
        return None
    return {**one, **other}
