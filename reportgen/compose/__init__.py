"""A subject and a template in, a report or a deck out."""
