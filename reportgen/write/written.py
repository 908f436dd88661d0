"""What a writer hands back: the bytes of one Office file and what there is to say about it."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic
from reportgen.frozen import frozen


@frozen
class Written:
    """A finished file and the diagnostics of its writing; with an error among them it is unfit."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
