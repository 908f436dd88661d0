"""`reportgen check --explain CODE`: what a check of content looks for."""

from __future__ import annotations

import sys

from reportgen.cli.exit_codes import FINE, MISUSE
from reportgen.content.checks.registry import CHECKS, FAMILIES, explain
from reportgen.content.model_faults import did_you_mean


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
