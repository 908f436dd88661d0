"""The narrow waist between composing and writing: reports and decks as plain data."""
