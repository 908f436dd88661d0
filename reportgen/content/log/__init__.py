"""The log of a branch's year: its events, from the record and from a ledger, and its meetings."""
