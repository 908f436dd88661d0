"""Rendered markup to reports and decks."""
