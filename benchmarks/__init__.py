"""Benchmarks: ratios within one run, never bare seconds; `python -m benchmarks` prints them."""
