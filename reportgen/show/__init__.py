"""Diagnostics and outcomes as text for people or JSON for machines."""
