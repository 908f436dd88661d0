"""Options in, exit codes out."""
