"""Pieces of content → what there is to say of them and of their documents, which are made and dropped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field

from reportgen.build.inputs import Noted, Recorder
from reportgen.build.job import Desk, judge
from reportgen.build.plan import attempts
from reportgen.build.remembered import Common, Told
from reportgen.build.targets import Target
from reportgen.build.workshop import Workshop
from reportgen.classes import mutable
from reportgen.content.branches import BRANCHES
from reportgen.content.checks import run, run_outlines, run_types
from reportgen.content.library import SOURCES, Library
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


@mutable
class _Piece:
    """A piece that was read, and everything that was looked at for it."""

    library: Library
    #: the one it was read through, and one for each of its documents
    witnesses: list[Witness]
    crashed: bool = False


@mutable
class Examiner:
    """Reads and judges what is not known; what all pieces share is opened once."""

    workspace: Workspace
    theme_folder: str
    final: bool
    shared: Witness = field(init=False)
    shop: Workshop = field(init=False)
    _pieces: dict[str, _Piece] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open nothing yet."""
        self.shared = Witness(self.workspace)
        self.shop = Workshop(self.shared, self.theme_folder, self.final)

    def theme_faults(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the theme from being opened."""
        try:
            load_theme(self.shared, self.theme_folder)
        except Faults as faults:
            return faults.diagnostics
        return ()

    def common(self) -> Common:
        """Return what concerns no piece; the theme can be opened."""
        shop = self.shop
        found = shop.kind_faults
        if not shop.kinds and not found:
            shown = self.workspace.shown(self.theme_folder)
            message = f"{shown} 里没有模板（*.docx.j2、*.pptx.j2）"
            found = (Diagnostic("no-templates", message),)
        types = run_types(Library(shop.types.types, {}, {}), shop.rules)
        told = (*shop.rules.diagnostics, *types)
        return Common(tuple(shop.types.diagnostics), found, told, tuple(shop.kinds))

    def piece(self, piece: str, years: Collection[int]) -> Told:
        """Read a piece, plan its documents and check what it says of `years` (all if empty)."""
        library = self._open(piece).library
        shop = self.shop
        return Told(
            library.diagnostics,
            bool(library.failed),
            tuple(sorted(entry.year for entry in library.years.values())),
            tuple(attempts(library, shop.kinds.values(), shop.composer)),
            run_outlines(library, shop.rules),
            {entry.year: run(entry, shop.rules) for entry in library.select((), years)},
        )

    def judge(self, piece: str, target: Target) -> tuple[Diagnostic, ...]:
        """Return what there is to say about a document of a piece."""
        opened = self._pieces.get(piece) or self._open(piece)
        # A recorder keeps what it reads: pictures are let go with their document.
        witness = Witness(self.workspace)
        opened.witnesses.append(witness)
        try:
            return judge(target, Desk(self.shop, opened.library, witness))
        except Faults as faults:
            return faults.diagnostics
        except BaseException:
            opened.crashed = True
            raise
        finally:
            witness.shelf.data.clear()

    def shared_states(self) -> dict[str, str] | None:
        """Return the states of what pieces share; None if they are not all known."""
        if self.shared.blind:
            return None
        # Of the files of branches the names alone were asked for, and the rules know them.
        own = {
            key: state
            for key, state in self.shared.states.items()
            if not key.startswith(f"file:{BRANCHES}/")
        }
        return own | dict(self.shop.rule_inputs.states)

    def states(self, piece: str) -> dict[str, str] | None:
        """Return the states of a piece; None if they are not all known or changed meanwhile."""
        opened = self._pieces[piece]
        if opened.crashed or any(witness.blind for witness in opened.witnesses):
            return None
        found: dict[str, str] = {}
        for witness in opened.witnesses:
            for key, state in witness.states.items():
                if found.setdefault(key, state) != state:
                    return None
        return found

    def noted(self) -> dict[str, Noted]:
        """Return what was noted of the files that were read."""
        found = dict(self.shared.shelf.noted)
        for opened in self._pieces.values():
            for witness in opened.witnesses:
                found |= witness.shelf.noted
        return found

    def _open(self, piece: str) -> _Piece:
        of, _, name = piece.partition("/")
        source = next(source for source in SOURCES if of in source.of)
        witness = Witness(self.workspace)
        library = source.load(witness, name, self.shop.types)
        witness.shelf.data.clear()
        self._pieces[piece] = _Piece(library, [witness])
        return self._pieces[piece]
