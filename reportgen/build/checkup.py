"""What a check asks → what there is to say: remembered where it still holds, examined where not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.build.pieces import pieces
from reportgen.build.remembered import COMMON, Asked, Common, Told, recall
from reportgen.diagnostics import Diagnostic
from reportgen.stores import is_in_memory
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.build.examining import Examiner, Found
    from reportgen.build.inputs import Noted

#: with fewer pieces than this, starting processes takes longer than to examine them
_WORTH_PROCESSES = 24


class Checkup:
    """A check of the pieces that were asked for; whatever needs examining is examined when asked.

    `jobs` processes examine them; 0 for as many as there are cores, if there is enough to do.
    """

    def __init__(self, workspace: Workspace, asked: Asked, jobs: int = 0) -> None:
        self.workspace, self.asked = workspace, asked
        #: every piece there is, as (sort, name), in the order content is read in
        self.known = pieces(workspace)
        #: our own bugs, by piece and output; "" for the piece itself
        self.crashes: dict[tuple[str, str], str] = {}
        self._jobs = jobs
        self._memory = recall(workspace, asked)
        self._still: set[str] = set()
        self._new: dict[str, tuple[Told, Mapping[str, str] | None]] = {}
        self._common: Common | None = None
        self._shared: dict[str, str] | None = {}
        self._noted: dict[str, Noted] = {}

    @property
    def examined(self) -> tuple[str, ...]:
        """The pieces of which nothing that still holds was remembered."""
        return tuple(self._new)

    @cached_property
    def _examiner(self) -> Examiner:
        from reportgen.build import in_order  # noqa: F401 - imports what follows
        from reportgen.build.examining import Examiner

        return Examiner(self.workspace, self.asked)

    def theme_faults(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the theme from being opened: no document can be made then."""
        return () if self._memory.row(COMMON) else self._examiner.theme_faults()

    def common(self) -> Common:
        """Return what concerns no piece; the theme can be opened."""
        row = self._memory.row(COMMON)
        if row is None:
            self._common = self._examiner.common()
            self._note(*self._examiner.news())
            return self._common
        self._still.add(COMMON)
        return Common.of(row)

    def told(self) -> dict[tuple[str, str], Told]:
        """Return what there is to say of each piece that was asked for, and of its documents."""
        wanted = self.asked.branches
        chosen = [f"{of}/{name}" for of, name in self.known if not wanted or name in wanted]
        rows = {piece: self._memory.row(piece) for piece in chosen}
        self._still.update(piece for piece, row in rows.items() if row is not None)
        new = [piece for piece, row in rows.items() if row is None]
        for piece, found in self._found(new):
            self._new[piece] = found.told, found.states
            self.crashes.update({(piece, output): why for output, why in found.crashes.items()})
            self._note(found.shared, found.noted)
        told = {
            piece: self._new[piece][0] if row is None else Told.of(row)
            for piece, row in rows.items()
        }
        return {
            (of, name): told[f"{of}/{name}"] for of, name in self.known if f"{of}/{name}" in told
        }

    def _found(self, new: Collection[str]) -> Iterator[tuple[str, Found]]:
        """Yield what is found of each piece, in this process or in several."""
        enough = len(new) >= _WORTH_PROCESSES or (self._jobs > 1 and len(new) > 1)
        if enough and self._jobs != 1 and not is_in_memory(self.asked.places):
            from reportgen.build.cores import cores
            from reportgen.build.dividing import divided

            workers = min(self._jobs or cores(), len(new))
            if workers > 1:
                yield from divided(self.asked, new, workers)
                return
        # Of several pieces the later ones profit from what was opened for the first.
        copied = len(new) == 1 and self._jobs != 1
        for piece in new:
            yield piece, self._examiner.examine(piece, copied=copied)

    def _note(self, shared: Mapping[str, str] | None, noted: Mapping[str, Noted]) -> None:
        """Note what was seen of what pieces share: one process may have seen it change."""
        self._noted |= noted
        if shared is None or self._shared is None:
            self._shared = None
            return
        for key, state in shared.items():
            if self._shared.setdefault(key, state) != state:
                self._shared = None
                return

    def close(self) -> None:
        """Remember what was found for the next check."""
        if not self._new and self._common is None:
            self._memory.keep(self._still, {}, {}, {})
        elif self._shared is not None:
            new = {
                piece: (states, told.row())
                for piece, (told, states) in self._new.items()
                if states is not None
            }
            if self._common:
                new[COMMON] = ({}, self._common.row())
            self._memory.keep(self._still, self._shared, new, self._noted)
