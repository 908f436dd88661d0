"""Measure the checks of numbers: how often they accuse a true record, and how many changed numbers they miss."""
