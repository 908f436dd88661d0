"""The sample branches' illustrations, drawn from plain shapes."""
