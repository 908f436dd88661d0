"""The content of a workspace: its files, their models, and what follows from them."""
