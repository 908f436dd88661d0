"""content/types/<id>.yaml → branch types, and the faults of those that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.content.model import BranchType
from reportgen.content.model_faults import validate
from reportgen.content.yaml_text import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace

TYPES = "content/types"


@dataclass(frozen=True, slots=True)
class Types:
    """The branch types that could be read, the names of all there are, and the faults."""

    types: Mapping[str, BranchType]
    names: frozenset[str]
    diagnostics: tuple[Diagnostic, ...] = ()


def load_types(workspace: Workspace) -> Types:
    """Read every branch type; faults stand in the result."""
    found: list[Diagnostic] = []
    files = [n for n in workspace.list(TYPES) if n.endswith((".yaml", ".yml"))]
    names = frozenset(name.rpartition(".")[0] for name in files)
    types = {}
    for name in files:
        path = f"{TYPES}/{name}"
        try:
            source = parse(workspace.read(path), path)
            kind = validate(BranchType, source)
        except Faults as faults:
            found += faults.diagnostics
            continue
        identity = name.rpartition(".")[0]
        types[identity] = kind.model_copy(update={"id": identity})
    return Types(types, names, tuple(found))
