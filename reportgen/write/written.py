"""The result of a writer: the members of one Office file and the diagnostics of its writing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic
from reportgen.write.package import Member, Prepared, pack


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file and the diagnostics of its writing; with an error among them it is unfit.

    `inherited` are the defects of the package it was filled from, `untouched` the names of the parts that
    it took over from a template of ours as they lie there.
    """

    members: Collection[Member | Prepared]
    diagnostics: tuple[Diagnostic, ...] = ()
    inherited: tuple[str, ...] = ()
    untouched: frozenset[str] = frozenset()

    @property
    def data(self) -> bytes:
        """The file; it is packed only here, since a check looks at the diagnostics alone."""
        return pack(self.members)
