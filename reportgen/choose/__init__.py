"""What a slide says → the layout that shows it best: a table, and who decides between its rows."""

from reportgen.choose.chooser import Choice, ChosenSlide, choose

__all__ = ["Choice", "ChosenSlide", "choose"]
