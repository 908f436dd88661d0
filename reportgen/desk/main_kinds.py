"""The kinds of document that the desk shows while one writes, as the headers of the templates name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.compose.templates.kinds import Kind


@dataclass(frozen=True, slots=True)
class MainKinds:
    """The ids of the report about a subject, its deck and the script of the deck; "" where a theme has none."""

    report: str
    deck: str
    script: str

    def of_page(self, name: str) -> str:
        """Return the kind that a page calls `report`, `deck` or `script`; the report for other names."""
        return {"deck": self.deck, "script": self.script}.get(name, self.report)


def main_kinds(kinds: Mapping[str, Kind], of: str = "branch") -> MainKinds:
    """Return the kinds about `of` whose header says `main`, and the script of that deck."""
    main = [kind for kind in kinds.values() if kind.header.main and kind.header.of == of]
    report = next((kind.id for kind in main if kind.format == "docx"), "")
    deck = next((kind.id for kind in main if kind.format == "pptx"), "")
    script = next((k.id for k in kinds.values() if deck and k.header.slides_of == deck), "")
    return MainKinds(report, deck, script)
