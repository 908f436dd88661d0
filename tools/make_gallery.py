"""Renders the sample deck and report with LibreOffice into the contact sheets of docs/gallery/.

Needs `soffice` and `pdftoppm`; the pictures show the fonts of the machine they are made on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.cli.main import main as reportgen  # noqa: E402 - the checkout must come first

#: kind → name of the sheet, pages across, width of a page in pixels
SHEETS = {
    "annual-deck": ("deck", 4, 480),
    "annual-report": ("report", 6, 320),
}
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


def main() -> None:
    """Build the sample branch and write its sheets."""
    out = ROOT / "docs" / "gallery"
    out.mkdir(parents=True, exist_ok=True)
    for kind, (name, across, width) in SHEETS.items():
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            code = reportgen(
                ["build", "laizhou-archives", "--kind", kind, "--quiet",
                 "--content", str(ROOT / "content"), "--templates", str(ROOT / "templates"),
                 "--output", str(base / "output")]
            )  # fmt: skip
            if code:
                raise SystemExit(code)
            document = next(
                p for p in base.glob("output/**/*.*x") if p.suffix in (".docx", ".pptx")
            )
            picture = sheet(pages(document, base), across, width)
            picture.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(
                out / f"{name}.png", optimize=True
            )
            print(f"docs/gallery/{name}.png")


if __name__ == "__main__":
    main()
