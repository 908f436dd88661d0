"""What a writer hands back: the members of one Office file and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic
from reportgen.write.package import Member, Prepared, pack


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file and the diagnostics of its writing; with an error among them it is unfit."""

    members: Iterable[Member | Prepared]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def data(self) -> bytes:
        """The file, packed when it is asked for: who only judges a document has no use for it."""
        return pack(self.members)
