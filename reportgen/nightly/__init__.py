"""An operator's work: fetch the content, build, pack, measure, tell who must know, see who has handed in.

Flow: `settings` reads the operator's file; `night` runs the commands and reads from the ledger what
they came to; `archives` packs documents for delivery; `metrics` and `notice` report. `standing` says how
far each branch is.
"""
