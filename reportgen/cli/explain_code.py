"""`reportgen check --explain CODE`: what a code of a diagnostic means and what to do about it."""

from __future__ import annotations

import sys

from reportgen.cli.exit_codes import FINE, MISUSE
from reportgen.codes import CODES
from reportgen.show.explanations import explanation, list_of_codes
from reportgen.suggestions import did_you_mean


def explain_code(code: str) -> int:
    """Print the explanation of `code`, or the list of all codes for `all`; return the exit code."""
    if code == "all":
        sys.stdout.write(list_of_codes())
        return FINE
    if code not in CODES:
        hints = "".join(did_you_mean(code, CODES))
        sys.stderr.write(f"没有名为 `{code}` 的诊断代码；{hints}\n")
        return MISUSE
    sys.stdout.write(explanation(code))
    return FINE
