"""Targets, jobs and outcomes: which documents to make, and making them."""
