"""A Word document that somebody wrote → a draft of the content, and a list of what became of each part of it."""
