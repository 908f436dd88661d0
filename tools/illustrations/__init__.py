"""The illustrations of the sample branches, drawn from plain shapes."""
