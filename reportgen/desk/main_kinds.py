"""The kinds of document that the desk has screens for: the year's report, its deck and the script.

Each theme has these three by the same names; all other kinds are offered by what their templates say.
"""

from __future__ import annotations

REPORT, DECK, SCRIPT = "annual-report", "annual-deck", "annual-script"
