"""Renders sample documents, each layout of both styles and each Word kind with LibreOffice into docs/gallery/.

`--beside FOLDER` sets each picture beside the draft of the same name in FOLDER (juli/, editorial/, word/).
Needs `soffice` and `pdftoppm`; the pictures show the fonts of the machine they are made on.
"""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from specimens import specimens  # noqa: E402 - the checkout must come first

from reportgen.cli.main import main as reportgen  # noqa: E402 - the checkout must come first
from reportgen.theme.loading import load_theme  # noqa: E402 - the checkout must come first
from reportgen.workspace import DiskWorkspace  # noqa: E402 - the checkout must come first
from reportgen.write.powerpoint import lower, write_deck  # noqa: E402 - the checkout must come first

#: name of the sheet → style, kind, pages across, width of a page in pixels
SHEETS = {
    "deck": ("juli", "annual-deck", 4, 480),
    "deck-editorial": ("editorial", "annual-deck", 4, 480),
    "report": ("juli", "annual-report", 6, 320),
}
#: templates of units, among those of the tests, that the sample deck is shown in
UNIT_DECKS = ("office-red", "night-blue")
#: a Word kind → a sample that has it
WORD_KINDS = {
    "annual-report": "laizhou-archives",
    "annual-script": "laizhou-archives",
    "debriefing-report": "example-community",
    "feature-story": "laizhou-archives",
    "organisation-life": "example-community",
    "meeting-record": "example-community",
    "roll-up": "example-city",
    "party-lesson-script": "five-types",
}
#: the name of a draft → the layout or the kind that it draws, where they have other names
_NAMES = {
    "honours-1": "honour-reasons",
    "section-merged": "section-figures-two-texts",
    "section-merged--points": "section-points",
    "person--no-photo": "person-plain",
    "head--two-line": "points-top-named",
    "facts-2--text": "facts-text",
    "figure-trend--short": "figure-sentence",
    "figures-points": "figures-three-points",
    "figures-5": "figures-lead",
    "plan-due": "plan",
    "year-compare--short": "year-compare-short",
    "statement": "statement",
    "problems-and-measures": "problems-measures",
    "word-script": "annual-script",
    "word-story": "feature-story",
    "word-orglife": "organisation-life",
    "word-meeting": "meeting-record",
    "word-appraisal": "appraisal-register",
    "word-rollup": "roll-up",
    "word-summary": "annual-report",
}
#: a picture for the specimens, and how many of them one document holds
_PICTURE = "content/branches/laizhou-archives/images/shelves.png"
_AT_ONCE = 60
_GAP = 12
_BACK = (128, 128, 128)


def pages(document: Path, folder: Path) -> list[Image.Image]:
    """Return the pages of an Office file as pictures."""
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(document)], check=True, capture_output=True)
    pdf = folder / f"{document.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-r", "72", str(pdf), str(folder / "page")], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def sheet(pictures: list[Image.Image], across: int, width: int) -> Image.Image:
    """Return `pictures` side by side, `across` in a row, each `width` pixels wide."""
    height = round(pictures[0].height * width / pictures[0].width)
    rows = -(-len(pictures) // across)
    size = (across * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    result = Image.new("RGB", size, _BACK)
    for index, picture in enumerate(pictures):
        place = (
            _GAP + index % across * (width + _GAP),
            _GAP + index // across * (height + _GAP),
        )
        result.paste(picture.resize((width, height), Image.Resampling.LANCZOS), place)
    return result


def sample(theme: str, kind: str, folder: Path, source: str = "laizhou-archives") -> Path:
    """Build the document of a kind about a sample in a style; return the last one of its files."""
    code = reportgen(
        ["build", source, "--kind", kind, "--quiet", "--theme", theme,
         "--content", str(ROOT / "content"), "--templates", str(ROOT / "templates"),
         "--output", str(folder / "output")]
    )  # fmt: skip
    if code:
        raise SystemExit(code)
    documents = sorted(folder.glob("output/**/*.*x"))
    files = [path for path in documents if path.suffix in (".docx", ".pptx")]
    if not files:
        raise SystemExit(f"{source} has no {kind}")
    return files[0]


def layouts(theme: str) -> dict[str, Image.Image]:
    """Return a picture of each layout of a style by its name, filled with sample texts."""
    workspace = DiskWorkspace({name: ROOT / name for name in ("content", "templates")})
    style = load_theme(workspace, f"templates/{theme}").deck()
    deck = specimens(style, _PICTURE)
    pictures: dict[str, Image.Image] = {}
    for first in range(0, len(deck.slides), _AT_ONCE):
        some = dataclasses.replace(deck, slides=deck.slides[first : first + _AT_ONCE])
        lowered = lower(some, style)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "layouts.pptx"
            path.write_bytes(write_deck(lowered, style, workspace.read).data)
            drawn = pages(path, Path(folder))
        for slide, picture in zip(lowered.slides, drawn, strict=True):
            pictures.setdefault(slide.layout.id, picture)
    return pictures


def write(name: str, picture: Image.Image) -> None:
    """Write a sheet into docs/gallery/."""
    out = ROOT / "docs" / "gallery"
    out.mkdir(parents=True, exist_ok=True)
    picture.quantize(256, method=Image.Quantize.MEDIANCUT).save(out / f"{name}.png", optimize=True)
    print(f"docs/gallery/{name}.png")


def beside(drafts: Path, ours: dict[str, Image.Image]) -> list[Image.Image]:
    """Return each draft and the picture of the same name, side by side; a draft without one is left out."""
    pairs = []
    for path in sorted(drafts.glob("*.png")):
        name = _NAMES.get(path.stem, path.stem)
        own = ours.get(name) or next((p for n, p in ours.items() if _family(n) == name), None)
        if own is not None:
            pairs += [Image.open(path).convert("RGB"), own]
    return pairs


def _family(layout: str) -> str:
    return re.sub(r"-\d+$", "", layout)


def kinds(folder: Path) -> dict[str, Image.Image]:
    """Return the first page of a sample of each Word kind."""
    first_pages: dict[str, Image.Image] = {}
    for kind, source in WORD_KINDS.items():
        with tempfile.TemporaryDirectory() as place:
            path = sample("juli", kind, Path(place), source)
            first_pages[kind] = pages(path, folder)[0]
            for old in folder.iterdir():
                old.unlink()
    return first_pages


def main() -> None:
    """Build the samples and the specimens, and write their sheets; only those named, if any."""
    arguments = sys.argv[1:]
    drafts = Path(arguments[arguments.index("--beside") + 1]) if "--beside" in arguments else None
    wanted = set(arguments[: arguments.index("--beside")] if drafts else arguments)
    for name, (theme, kind, across, width) in SHEETS.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory() as folder:
                base = Path(folder)
                write(name, sheet(pages(sample(theme, kind, base), base), across, width))
    for theme in ("juli", "editorial"):
        if not wanted or f"layouts-{theme}" in wanted:
            ours = layouts(theme)
            write(f"layouts-{theme}", sheet(list(ours.values()), 8, 240))
            if drafts:
                write(f"beside-{theme}", sheet(beside(drafts / theme, ours), 6, 300))
    if not wanted or "word" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            first_pages = kinds(Path(folder))
        write("word", sheet(list(first_pages.values()), 5, 300))
        if drafts:
            write("beside-word", sheet(beside(drafts / "word", first_pages), 6, 300))


if __name__ == "__main__":
    main()
