"""Pieces of content → what there is to say of them and of their documents, which are made and dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from reportgen.build.inputs import Noted, Recorder
from reportgen.build.job import Desk, judge
from reportgen.build.plan import attempts
from reportgen.build.remembered import Asked, Common, Told
from reportgen.build.targets import Selectors, Target
from reportgen.build.workshop import Workshop
from reportgen.classes import frozen, mutable
from reportgen.content.branches import BRANCHES
from reportgen.content.checks import run, run_outlines, run_types
from reportgen.content.library import SOURCES, Library, cannot_read
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.loading import load_theme
from reportgen.workspace import Workspace


@mutable
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


@frozen
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


@mutable
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

    def examine(self, piece: str) -> Found:
        """Read a piece, plan its documents, check what it says, judge its documents and drop them.

        A document another piece makes too is judged all the same: here nobody knows of it.
        """
        witnesses = [Witness(self.workspace)]
        crashes: dict[str, str] = {}
        try:
            library = self._open(piece, witnesses[0])
            told = self._told(library)
        except Faults as faults:
            told = Told(faults.diagnostics, failed=True)
        except OSError as error:
            told = Told((cannot_read(piece.partition("/")[2], error),), failed=True)
        except Exception as error:  # noqa: BLE001 - a bug of ours: told once, the check goes on
            told, crashes[""] = Told(failed=True), repr(error)
        wanted = Selectors(self.asked.branches, self.asked.years, self.asked.kinds)
        for attempt in told.attempts:
            target = attempt.target
            # Of two kinds that write the same file the first one makes it.
            if target and wanted.take(target) and target.output not in told.judged | crashes:
                # A recorder keeps what it reads: pictures are let go with their document.
                witnesses.append(Witness(self.workspace))
                desk = Desk(self.shop, library, witnesses[-1])
                try:
                    told.judged[target.output] = _judged(target, desk)
                except Exception as error:  # noqa: BLE001 - as above
                    crashes[target.output] = repr(error)
                witnesses[-1].shelf.data.clear()
        noted = {path: note for one in witnesses for path, note in one.shelf.noted.items()}
        states = None if crashes else _states(witnesses)
        shared, shared_noted = self.news()
        return Found(told, crashes, states, shared, shared_noted | noted)

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
        source = next(source for source in SOURCES if of in source.of)
        library = source.load(witness, name, self.shop.types)
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


def _states(witnesses: Iterable[Witness]) -> dict[str, str] | None:
    """Return what the witnesses saw; None if one missed something, or two saw it differ."""
    found: dict[str, str] = {}
    for witness in witnesses:
        if witness.blind:
            return None
        for key, state in witness.states.items():
            if found.setdefault(key, state) != state:
                return None
    return found
