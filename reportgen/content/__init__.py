"""Content files in, a validated library out; every value knows its place."""
