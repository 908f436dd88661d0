"""`reportgen fonts`: the faces of the documents, which of them this computer lacks, and what is seen then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

from reportgen.cli.exit_codes import FAULTS, FINE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Faults
from reportgen.installed_fonts import installed_fonts, stand_in_here
from reportgen.theme.loading import Theme, load_theme
from reportgen.theme.typefaces import SETS, FaceSet, replaced_face, typeface

_WHERE = {"+mj-ea": "课件标题", "+mj-lt": "课件数字", "+mn-ea": "课件正文", "+mn-lt": "课件正文"}


def fonts(options: argparse.Namespace) -> int:
    """Print each face of the theme's documents, where it is used and what stands in for it."""
    workspace = open_workspace(options)
    try:
        theme = load_theme(workspace, theme_folder(options))
        chosen: FaceSet = options.faces or theme.file.faces
        uses = _uses(theme, chosen)
    except Faults as faults:
        Reporter("human", workspace).report(faults.diagnostics)
        return FAULTS
    here = installed_fonts()
    sys.stdout.write(f"字体一套：{chosen}（theme.yaml 的 faces 可以改成 {'、'.join(SETS)}）\n")
    if here is None:
        sys.stdout.write("这台计算机没有说有哪些字体，只列出用到的字体\n")
    sys.stdout.writelines(
        f"{line}\n" for name, where in uses.items() for line in _lines(name, where, here)
    )
    return FINE


def _uses(theme: Theme, chosen: FaceSet) -> Mapping[str, list[str]]:
    """Return the faces of documents in a set of faces, each with where it is used; raise Faults."""
    uses: dict[str, list[str]] = {}

    def add(face: str, where: str) -> None:
        name = replaced_face(face, chosen)
        if name and where not in uses.setdefault(name, []):
            uses[name].append(where)

    for token, face in theme.designed_deck_faces().by_token.items():
        add(face, _WHERE[token])
    profile = theme.profile(theme.file.format)
    for role, field in type(profile.faces).model_fields.items():
        face = getattr(profile.faces, role)
        add(face.font, f"Word {field.title}")
        add(face.digits, f"Word {field.title}的数字")
    return uses


def _lines(name: str, where: list[str], here: frozenset[str] | None) -> Iterator[str]:
    known = typeface(name)
    names = known.names if known else (name,)
    yield f"{name}　{'、'.join(where)}"
    if here is not None and not any(other.casefold() in here for other in names):
        stand_in = stand_in_here(name)
        yield f"    这台计算机没有{f'，显示和打印时用“{stand_in}”' if stand_in else ''}"
    if known is None:
        yield "    别的计算机上有没有，说不准"
    elif known.everywhere:
        yield "    各台中文 Windows 都有"
    else:
        yield f"    别的计算机没有时，Office 显示成“{known.stand_in}”；要处处一样，faces 写 safe"
