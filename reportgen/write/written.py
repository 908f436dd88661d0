"""What a writer hands back: the bytes of one Office file and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file and the diagnostics of its writing; with an error among them it is unfit."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
