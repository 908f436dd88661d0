"""A night's work of an operator: fetch the content, build, pack, measure, and tell who must know.

Flow: `settings` reads the operator's file; `night` runs the commands and reads from the ledger what
they came to; `archives` packs documents for delivery; `metrics` and `notice` report.
"""
