"""What a check asks → what there is to say: remembered where it still holds, examined where not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.build.pieces import pieces
from reportgen.build.remembered import COMMON, Asked, Common, Told, recall
from reportgen.build.targets import Target
from reportgen.diagnostics import Diagnostic
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.build.examining import Examiner


class Checkup:
    """A check of the pieces that were asked for; whatever needs examining is examined when asked."""

    def __init__(self, workspace: Workspace, asked: Asked) -> None:
        self.workspace, self.asked = workspace, asked
        #: every piece there is, as (sort, name), in the order content is read in
        self.known = pieces(workspace)
        self._memory = recall(workspace, asked)
        self._still: set[str] = set()
        self._new: dict[str, Told] = {}
        self._common: Common | None = None

    @property
    def examined(self) -> tuple[str, ...]:
        """The pieces of which nothing that still holds was remembered."""
        return tuple(self._new)

    @cached_property
    def _examiner(self) -> Examiner:
        from reportgen.build import in_order  # noqa: F401 - imports what follows
        from reportgen.build.examining import Examiner

        return Examiner(self.workspace, self.asked.theme_folder, self.asked.final)

    def theme_faults(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the theme from being opened: no document can be made then."""
        return () if self._memory.row(COMMON) else self._examiner.theme_faults()

    def common(self) -> Common:
        """Return what concerns no piece; the theme can be opened."""
        row = self._memory.row(COMMON)
        if row is None:
            self._common = self._examiner.common()
            return self._common
        self._still.add(COMMON)
        return Common.of(row)

    def told(self) -> dict[tuple[str, str], Told]:
        """Return what there is to say of each piece that was asked for, documents left out."""
        wanted = self.asked.branches
        return {
            (of, name): self._told(f"{of}/{name}")
            for of, name in self.known
            if not wanted or name in wanted
        }

    def _told(self, piece: str) -> Told:
        row = self._memory.row(piece)
        if row is None:
            self._new[piece] = self._examiner.piece(piece, self.asked.years)
            return self._new[piece]
        self._still.add(piece)
        return Told.of(row)

    def judge(self, piece: str, told: Told, target: Target) -> tuple[Diagnostic, ...]:
        """Return what there is to say about a document; raises for a bug of ours."""
        if target.output not in told.judged:
            told.judged[target.output] = self._examiner.judge(piece, target)
        return told.judged[target.output]

    def close(self) -> None:
        """Remember what was found for the next check."""
        if not self._new and self._common is None:
            self._memory.keep(self._still, {}, {}, {})
            return
        examiner = self._examiner
        shared = examiner.shared_states()
        if shared is None:
            return
        new = {}
        for piece, told in self._new.items():
            states = examiner.states(piece)
            if states is not None:
                new[piece] = (states, told.row())
        if self._common:
            new[COMMON] = ({}, self._common.row())
        self._memory.keep(self._still, shared, new, examiner.noted())
