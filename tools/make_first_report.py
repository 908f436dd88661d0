"""Draws the pictures of docs/first-report.md: each step is built, and its documents are drawn as pages.

Needs LibreOffice and pdftoppm on the path. The pictures are made again by hand after a change of the
steps in docs/first-report/step-N; tests/test_documentation.py builds the steps.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
STEPS = ROOT / "docs" / "first-report"
#: width of a picture, heights of a page and of a slide, and the gap between them, in pixels
WIDTH, PAGE, SLIDE, GAP = 1200, 420, 150, 16
#: most slides of a picture
MOST_SLIDES = 12


def build(step: Path, folder: Path) -> tuple[Path, Path]:
    """Build one step in `folder`; return its report and its deck."""
    branch = folder / "content" / "branches" / "中心小学"
    branch.mkdir(parents=True)
    for file in step.iterdir():
        shutil.copyfile(file, branch / file.name)
    kinds = ["--kind", "annual-report", "--kind", "annual-deck"]
    subprocess.run([sys.executable, "-m", "reportgen", "build", *kinds], cwd=folder, check=True)
    output = folder / "output" / "2025" / "中心小学"
    return next(output.glob("*.docx")), next(output.glob("*.pptx"))


def pages(file: Path, folder: Path, height: int) -> list[Image.Image]:
    """Return the pages of an Office file as pictures of `height` pixels."""
    soffice = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(soffice, check=True, stdout=subprocess.DEVNULL)
    pdf = folder / f"{file.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-r", "80", str(pdf), str(folder / "page")], check=True)
    drawn = [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]
    return [ImageOps.contain(page, (WIDTH, height)) for page in drawn]


def sheet(report: list[Image.Image], deck: list[Image.Image]) -> Image.Image:
    """Return one picture: the pages of the report in a row, the slides of the deck below."""
    rows: list[list[Image.Image]] = [report[: WIDTH // (report[0].width + GAP)]]
    across = WIDTH // (deck[0].width + GAP)
    slides = deck[:MOST_SLIDES]
    rows += [slides[at : at + across] for at in range(0, len(slides), across)]
    whole = Image.new("RGB", (WIDTH, sum(row[0].height + GAP for row in rows) + GAP), "#8a8a8a")
    top = GAP
    for row in rows:
        left = GAP
        for picture in row:
            whole.paste(picture, (left, top))
            left += picture.width + GAP
        top += row[0].height + GAP
    return whole


def main() -> None:
    """Draw every step."""
    for step in sorted(path for path in STEPS.glob("step-*") if path.is_dir()):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            report, deck = build(step, folder)
            drawn = []
            for file, height in ((report, PAGE), (deck, SLIDE)):
                place = folder / file.suffix[1:]
                place.mkdir()
                drawn.append(pages(file, place, height))
            sheet(*drawn).quantize(96).save(STEPS / f"{step.name}.png", optimize=True)


if __name__ == "__main__":
    main()
