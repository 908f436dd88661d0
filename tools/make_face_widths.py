"""In: open fonts installed here (fontconfig finds them). Out: measure/widths.json.

Run `python tools/make_face_widths.py` after changing SOURCED or STATED; it needs fontTools and the
Debian packages fonts-liberation, fonts-crosextra-carlito and fonts-noto-cjk.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection, TTFont

OUT = Path(__file__).parents[1] / "reportgen/measure/widths.json"
LATIN = range(0x20, 0x180)
MARKS = "–—‘’“”…•′″€™·"
OFL = "SIL Open Font License 1.1"
LIBERATION = "GNU GPL 2 with font exception (1.x); SIL Open Font License 1.1 (2.x)"

# Word's and PowerPoint's line height of a face, in ems: ascent + descent (+ line gap) of the real
# font's own metrics. The old Windows faces are 220 + 36 of 256; 微软雅黑 2167 + 536 of 2048.
OLD, YAHEI = 1.0, 1.32

# No open font has 微软雅黑's Latin letters (they follow Segoe UI: wider capitals, wider space).
# Noto Sans CJK SC is the closest; these factors keep an estimate from being too narrow.
SAFETY = {"digit": 1.01, "capital": 1.10, "space": 1.25, "other": 1.05}

# names, source family, licence, line height in ems (None: the source's own), safety factors
SOURCED: list[tuple[str, str, str, float | None, dict[str, float] | None]] = [
    ("Times New Roman", "Liberation Serif", LIBERATION, None, None),
    ("Arial|Helvetica", "Liberation Sans", LIBERATION, None, None),
    ("Calibri", "Carlito", OFL, None, None),
    (
        "思源黑体|思源黑体 CN|Source Han Sans SC|Source Han Sans CN|Noto Sans CJK SC",
        "Noto Sans CJK SC",
        OFL,
        None,
        None,
    ),
    (
        "微软雅黑|Microsoft YaHei|微软雅黑 Light|Microsoft YaHei UI|等线|DengXian",
        "Noto Sans CJK SC",
        OFL,
        YAHEI,
        SAFETY,
    ),
]

HALF_EM_NAMES = (
    "仿宋|FangSong|仿宋_GB2312|FangSong_GB2312|楷体|KaiTi|楷体_GB2312|KaiTi_GB2312|"
    "宋体|SimSun|新宋体|NSimSun|黑体|SimHei"
)
LICENSED_NAMES = (
    "方正小标宋简体|方正小标宋_GBK|FZXiaoBiaoSong-B05S|FZXiaoBiaoSong-B05|华文中宋|STZhongsong|"
    "华文仿宋|华文楷体|华文宋体|方正仿宋_GBK|方正楷体_GBK|方正黑体_GBK"
)
# names, Latin width per mille of an em (digit, capital, other), line height in ems, why
STATED: list[tuple[str, tuple[int, int, int], float, str]] = [
    (
        HALF_EM_NAMES,
        (500, 500, 500),
        OLD,
        "the old Windows faces set every ASCII character in half an em",
    ),
    (
        LICENSED_NAMES,
        (550, 680, 600),
        OLD,
        "licensed faces, no open metrics: stated a little wide on purpose",
    ),
    ("*", (600, 750, 600), 1.32, "a face nobody listed here: wide and tall enough for most"),
]


def _kind(char: str) -> str:
    if char.isdigit():
        return "digit"
    if char in " \u00a0":
        return "space"
    return "capital" if char.isupper() else "other"


def _open_face(family: str, style: str) -> TTFont:
    """Open the font file fontconfig has for exactly this family and style."""
    pattern = f"{family}:style={style}"
    match = subprocess.run(
        ["/usr/bin/fc-match", "-f", "%{file}|%{family[0]}|%{index}", pattern],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("|")
    if match[1] != family:
        raise SystemExit(f"{family} is not installed (fontconfig offers {match[1]})")
    path = match[0]
    if path.endswith(".ttc"):
        return next(
            f
            for f in TTCollection(path, lazy=True).fonts
            if f["name"].getBestFamilyName() == family
        )
    return TTFont(path, lazy=True)


def _widths(font: TTFont, chars: str, safety: dict[str, float] | None) -> list[int]:
    cmap, hmtx, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    missing = {"digit": 600, "capital": 750, "space": 300, "other": 600}
    rows = []
    for char in chars:
        glyph = cmap.get(ord(char))
        if 0x7F <= ord(char) < 0xA0:
            rows.append(0)
        elif glyph is None:
            rows.append(missing[_kind(char)])
        else:
            factor = safety[_kind(char)] if safety else 1.0
            rows.append(round(hmtx[glyph][0] * 1000 / em * factor))
    return rows


def _sourced(
    names: str, family: str, licence: str, line: float | None, safety: dict[str, float] | None
) -> dict[str, Any]:
    latin = "".join(map(chr, LATIN))
    styles = {style: _open_face(family, style) for style in ("Regular", "Bold")}
    regular, em = styles["Regular"], styles["Regular"]["head"].unitsPerEm
    hhea = regular["hhea"]
    own = (hhea.ascent - hhea.descent + hhea.lineGap) / em
    return {
        "names": names.split("|"),
        "source": f"{family}, {regular['name'].getDebugName(5).split(';')[0]}",
        "licence": licence,
        "safety": safety,
        "line_em": line or round(own, 3),
        "latin": _widths(regular, latin, safety),
        "latin_bold": _widths(styles["Bold"], latin, safety),
        "marks": dict(zip(MARKS, _widths(regular, MARKS, None), strict=True)),
    }


def _stated(names: str, row: tuple[int, int, int], line: float, why: str) -> dict[str, Any]:
    by = dict(zip(("digit", "capital", "other"), row, strict=True)) | {"space": 500}
    latin = [0 if 0x7F <= code < 0xA0 else by[_kind(chr(code))] for code in LATIN]
    return {
        "names": names.split("|"),
        "source": why,
        "licence": None,
        "safety": None,
        "line_em": line,
        "latin": latin,
        "latin_bold": latin,
        "marks": {},
    }


def main() -> None:
    """Write widths.json."""
    faces = [_sourced(*row) for row in SOURCED] + [_stated(*row) for row in STATED]
    rows = ",\n".join(json.dumps(face, ensure_ascii=False) for face in faces)
    head = "Per mille of an em; latin is U+0020 to U+017F. Made by tools/make_face_widths.py."
    OUT.write_text(f'{{"about": "{head}",\n"faces": [\n{rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
