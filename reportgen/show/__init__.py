"""Diagnostics and builds as text for people and as JSON, SARIF and HTML for programs."""
