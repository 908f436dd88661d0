"""What the checks of content say of the branches at hand; `reportgen check --explain CODE`."""

from __future__ import annotations

import sys
from collections.abc import Collection

from reportgen.cli.main import FINE, MISUSE
from reportgen.cli.voice import Voice
from reportgen.content import checks
from reportgen.content.checks.registry import CHECKS, FAMILIES, explain
from reportgen.content.library import Library
from reportgen.content.model_faults import did_you_mean

BranchYearKey = tuple[str, int]


def tell_checks(
    voice: Voice, library: Library, slugs: Collection[str] = (), years: Collection[int] = ()
) -> frozenset[BranchYearKey]:
    """Tell what the checks find; return the branch-years with errors, which no final build makes."""
    rules = checks.rules(voice.workspace, library)
    voice.tell((*rules.diagnostics, *checks.run_types(library, rules)))
    voice.tell(checks.run_outlines(library, rules))
    blocked = set()
    for entry in library.select(slugs, years):
        found = checks.run(entry, rules)
        voice.tell(found)
        if any(diagnostic.is_error for diagnostic in found):
            blocked.add((entry.slug, entry.year))
    return frozenset(blocked)


def tell_explanation(code: str) -> int:
    """Print what one check looks for, or every check there is; return the exit code."""
    if code in CHECKS:
        sys.stdout.write(explain(code))
        return FINE
    if code != "all":
        hints = "".join(did_you_mean(code, CHECKS))
        sys.stderr.write(f"没有名为 `{code}` 的检查；{hints}\n")
        return MISUSE
    for family, name in FAMILIES.items():
        sys.stdout.write(f"{name}（{family}）\n")
        for check in CHECKS.values():
            if check.family is family:
                sys.stdout.write(f"  {check.code}　{check.title}\n")
    return FINE
