"""Lowered slides in, each as a small native drawing of Word out: the same shapes and texts, scaled.

A drawing is a group of shapes (`wpg:wgp`): what the layout draws, and what is placed on the slide, line by
line as it stands there. No program is asked to draw it, so its bytes are the same on every machine.
"""

from reportgen.write.slide_drawing.slides import SlideDrawing, SlideDrawings, SlidePictures

__all__ = ["SlideDrawing", "SlideDrawings", "SlidePictures"]
