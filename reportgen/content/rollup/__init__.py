"""The rolled-up year of an upper committee: totals over its branches, and its minimums."""
