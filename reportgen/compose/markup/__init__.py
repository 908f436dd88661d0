"""Rendered markup → the nodes of a document, or the faults of its tags."""
