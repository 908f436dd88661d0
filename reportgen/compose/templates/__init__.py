"""Kinds, environment, names and faults of templates."""
