"""The findings of the checks in a record, given as YAML, of the base workspace."""

from __future__ import annotations

from support import workspaces

from reportgen.content import checks
from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic

RECORD, LAST = "content/branches/red/2022.yaml", "content/branches/red/2021.yaml"


def findings(record: str, *codes: str, last: str = "", **files: str) -> list[Diagnostic]:
    """Return the findings in `record`; with `codes`, only those."""
    overlay = {RECORD: f"year: 2022\n{record}"}
    overlay |= {"content/branches/red/branch.yaml": files["branch"]} if "branch" in files else {}
    overlay |= {"content/checks.yaml": files["settings"]} if "settings" in files else {}
    overlay |= {LAST: f"year: 2021\n{last}"} if last else {}
    workspace = workspaces.memory(overlay)
    library = load(workspace)
    assert not [d for d in library.diagnostics if d.is_error], library.diagnostics
    results = checks.check_year(library.years["red", 2022], checks.load_rules(workspace, library))
    return [d for d in results if not codes or d.code in codes]
