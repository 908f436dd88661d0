"""The writer of previews turns lowered documents into pages and slides of HTML that any browser shows.

Each page or slide is one SVG: sizes and line ends are those of the lowered document, and every text
carries its place in the content. No fragment needs a script or a style of its own.
"""
