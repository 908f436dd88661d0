"""The desk: pages in the user's own browser, on which a branch's year is written, checked and taken away.

The YAML files are the only store. The pages read them, and every change is a splice of one file.
"""
