"""Reports and decks as plain data, between composing and writing."""
