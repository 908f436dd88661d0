"""`reportgen check --explain CODE`: what a code of a diagnostic means and what to do about it."""

from __future__ import annotations

import re
import sys

from reportgen.cli.exit_codes import FINE, MISUSE
from reportgen.codes import CODES
from reportgen.show.explanations import explanation, list_of_codes
from reportgen.suggestions import did_you_mean

#: the code in a message as it was printed: 警告[too-few]：……
_PRINTED = re.compile(r"\[([\w-]+)\]")


def explain_code(words: str) -> int:
    """Print the explanation of a code, or the list of all codes for `all`; return the exit code.

    `words` may be several codes, their Chinese titles, or a message with its code in brackets.
    """
    codes = [_code(word) for word in _PRINTED.findall(words) or re.split(r"[,，、;；\s]+", words)]
    if codes == ["all"]:
        sys.stdout.write(list_of_codes())
        return FINE
    unknown = [code for code in codes if code not in CODES]
    for code in unknown:
        hints = "".join(did_you_mean(code, CODES))
        sys.stderr.write(f"没有名为 `{code}` 的诊断代码；{hints}\n")
    sys.stdout.write("\n".join(explanation(code) for code in codes if code in CODES))
    return MISUSE if unknown else FINE


def _code(word: str) -> str:
    """Return the code that a word is, in any case, or whose title it is."""
    code = word.strip().lower()
    return next((row.code for row in CODES.values() if row.title == word.strip()), code)
