"""Paths that lead out of the workspace, in every field that names a file; links that do."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from trial import PICTURES, RED, SOUND, Data, Hostile

_RECORD = f"{RED}/2022.yaml"
_YEAR = "year: 2022\nopening: 一年来，支部把学习放在首位。\nsigned: 2023-01-05\n"
_THEME = "title: 聚力\nformat: gbt9704\npalette: juli-red\nword: reference.docx\ndeck: deck.pptx\n"
_REPORT = "<report><title>页</title><p>一</p></report>"
_OUTSIDE = "../../../../../../../../../../../.."

#: paths none of which names a file that may be read
EVIL = (
    "../../../outside/secret.png", "../../../../outside/secret.png", "../../../../outside/secret.yaml",
    "images/../../../../../outside/secret.png", "images\\..\\..\\..\\..\\outside\\secret.png",
    "../../../../outside/pipe", f"{_OUTSIDE}/etc/passwd", f"images/{_OUTSIDE}/dev/zero", "/etc/passwd", "/proc/self/environ",
    "/dev/zero", "/dev/stdin", "C:\\Windows\\win.ini", "c:/x.png", "C:x.png", "\\\\host\\share\\x.png", "//host/share/x.png",
    "\\\\?\\C:\\x.png", "file:///etc/passwd", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA",
    "....//....//....//outside/secret.png", "..;/..;/outside/secret.png", "%2e%2e/%2e%2e/outside/secret.png",
    "．．/．．/outside/secret.png", "‥/‥/secret.png", ".", "..", "../", "/", "\\", "~", "~/x.png", "~root/x.png",
    "$HOME/x.png", "%USERPROFILE%\\x.png", "images", "images/", "images/nowhere.png", "images/hall.png/", "images/hall.png/x",
    "images/hall.png\0.jpg", "\0", "images/\x1b[31m.png", "images/\u202egnp.llah", "images/hall.png\n", "images/" + "a" * 5_000 + ".png",
    "a/" * 5_000 + "x.png", "../" * 5_000 + "etc/passwd", "字" * 300 + ".png", "NUL", "CON.png", "aux/x.png", "COM1",
    "images/hall.png:stream", "-rf", "--help", "*", "images/*", "images/[a-z]*.png", "`id`", "$(id)", "; id", "| id",
    "images/hall.png | cat", "<x>", "{{ branch.name }}", "{{ 7 * 7 }}.png", "{% include '/etc/passwd' %}", "%s%s%s%n",
    "\ufeffimages/hall.png", "images/hall.png\u200b", "images/ha\u0301ll.png", "2022.yaml", "branch.yaml", "../red/2022.yaml",
    "../../types/learning.yaml", "../../../templates/juli/theme.yaml", "../../../templates/juli/reference.docx", ".git/config",
)  # fmt: skip


def _record(more: str) -> dict[str, Data]:
    return {_RECORD: _YEAR + more}


def _template(**header: str) -> dict[str, Data]:
    has_fault = {"name": "页", "purpose": "一页", "output": "{{ branch.name }}页", **header}
    lines = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in has_fault.items()
    )
    return {"templates/juli/documents/evil.docx.j2": f"{{#\n{lines}\n#}}\n{_REPORT}"}


#: templates that take the format and the palette a branch names
_CHOSEN: dict[str, Data] = {
    "templates/juli/documents/chosen.docx.j2": '{#\nname: 页\npurpose: 一页\noutput: "{{ branch.name }}页"\n#}\n'
    '<report format="{{ branch.format }}"><title>页</title><p>一</p></report>',
    "templates/juli/documents/chosen.pptx.j2": '{#\nname: 片\npurpose: 一片\noutput: "{{ branch.name }}片"\n#}\n'
    '<deck palette="{{ branch.palette }}"><slide layout="cover"><title>片</title></slide></deck>',
}


def _body(statement: str) -> dict[str, Data]:
    head = '{#\nname: 页\npurpose: 一页\noutput: "{{ branch.name }}页"\n#}\n'
    return {"templates/juli/documents/evil.docx.j2": f"{head}{statement}{_REPORT}"}


def _quoted(path: str) -> str:
    return json.dumps(path, ensure_ascii=False)


#: a field that names a file → the files of a workspace where it names `path`
FIELDS: Mapping[str, Callable[[str], dict[str, Data]]] = {
    "picture": lambda path: {_RECORD: _YEAR + PICTURES.replace("images/hall.png", _quoted(path))},
    "ledger": lambda path: _record(f"ledger: {{file: {_quoted(path)}}}\n"),
    "event's picture": lambda path: _record(
        f"events:\n  - {{date: 2022-03-05, kinds: [党课], title: 讲, picture: {_quoted(path)}}}\n"
    ),
    "lesson's picture": lambda path: {
        "content/lessons/x.yaml": "topic: 讲\nunit: 支部\nspeaker: 书记\nminutes: 40\n"
        f"pictures:\n  a: {{file: {_quoted(path)}, caption: 图}}\nparts: []\n"
    },
    "committee's branches": lambda path: {
        "content/committees/x.yaml": f"name: 党工委\nyears: [2022]\nbranches: [{_quoted(path)}]\n"
    },
    "committee's committees": lambda path: {
        "content/committees/x.yaml": f"name: 党工委\nyears: [2022]\ncommittees: [{_quoted(path)}]\n"
    },
    "type of a branch": lambda path: {
        f"{RED}/branch.yaml": f"name: 红旗村党支部\ntypes: [{_quoted(path)}]\n"
    },
    "format of a branch": lambda path: {
        f"{RED}/branch.yaml": f"name: 红旗村党支部\ntypes: [learning]\nformat: {_quoted(path)}\n",
        **_CHOSEN,
    },
    "palette of a branch": lambda path: {
        f"{RED}/branch.yaml": f"name: 红旗村党支部\ntypes: [learning]\npalette: {_quoted(path)}\n",
        **_CHOSEN,
    },
    "format of a template": lambda path: _template(format=path),
    "palette of a template": lambda path: _template(palette=path),
    "slides of a template": lambda path: _template(slides_of=path),
    "output of a template": lambda path: _template(output=path),
    "output with a name": lambda path: _template(output="{{ branch.name }}" + path),
    "name of a branch": lambda path: {
        f"{RED}/branch.yaml": f"name: {_quoted(path)}\ntypes: [learning]\n"
    },
    "include": lambda path: _body(f"{{% include {_quoted(path)} %}}"),
    "include of a list": lambda path: _body(f"{{% include [{_quoted(path)}, 'none'] %}}"),
    "import": lambda path: _body(f"{{% import {_quoted(path)} as x %}}"),
    "extends": lambda path: _body(f"{{% extends {_quoted(path)} %}}"),
    "format below": lambda path: {"content/formats/evil.yaml": f"extends: {_quoted(path)}\n", **_template(format="evil")},
    "template of a format": lambda path: {
        "content/formats/evil.yaml": f"extends: gbt9704\ntemplate: {_quoted(path)}\n",
        **_template(format="evil"),
    },
}  # fmt: skip
#: fields of the theme, on which every document of a kind depends
THEME = ("format", "palette", "word", "deck", "deck_settings")


def made() -> Iterator[Hostile]:
    """Yield the inputs that were thought of."""
    for field in FIELDS:
        for path in EVIL:
            yield _field(field, path, f"{field}: {path[:40]!r}")
    for field in THEME:
        for path in EVIL[:24]:
            yield _theme(field, path)
    yield from _links()
    yield from _names()


def mutated(number: int) -> Hostile:
    """Return the input of a seed: a path put together of pieces, in some field."""
    dice = random.Random(f"path {number}")
    pieces = ("..", ".", "", "/", "\\", "images", "hall.png", "outside", "secret.png", "etc", "passwd", "~", "C:",
              "\0", "％2e", "%2e%2e", "content", "templates", "juli", "output", " ", "\u202e", "a" * 300, "red", "*")  # fmt: skip
    path = "".join(
        dice.choice(pieces) + dice.choice(("/", "/", "\\", ""))
        for _ in range(dice.randrange(1, 12))
    )
    field = dice.choice((*FIELDS, *THEME))
    if field in THEME:
        return _theme(field, path)
    return _field(field, path, f"{field}: {path[:40]!r} {number}")


def _field(field: str, path: str, name: str) -> Hostile:
    # All documents remember which formats a unit has of its own.
    return Hostile(
        "paths", name, FIELDS[field](path), alike="content/formats" not in str(FIELDS[field](""))
    )


def _theme(field: str, path: str) -> Hostile:
    lines = [line for line in _THEME.splitlines() if not line.startswith(f"{field}:")]
    text = "\n".join([*lines, f"{field}: {_quoted(path)}", ""])
    return Hostile(
        "paths",
        f"theme's {field}: {path[:40]!r}",
        {"templates/juli/theme.yaml": text},
        rest=(),
        has_fault=True,
    )


def _links() -> Iterator[Hostile]:

    def linked(at: str, to: Path | str) -> Callable[[Path], None]:
        def act(place: Path) -> None:
            path = place / at
            if path.is_dir():
                path.rename(path.with_name("moved"))
            path.unlink(missing_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            up = os.path.relpath(place.parent / "outside", path.parent)
            path.symlink_to(Path(up) / to if isinstance(to, Path) else to)

        return act

    secret, nothing = Path("secret.yaml"), Path()
    for at, to, rest in (
        (_RECORD, secret, SOUND), (f"{RED}/branch.yaml", secret, SOUND), (RED, nothing, SOUND),
        (f"{RED}/2021.yaml", secret, SOUND), (f"{RED}/2021.yaml", Path("pipe"), SOUND), (f"{RED}/2021.yaml", "/dev/zero", SOUND),
        (f"{RED}/2021.yaml", "2021.yaml", SOUND), ("content/branches/green", nothing, SOUND), ("content/branches/green", "/", SOUND),
        ("content/branches/green", ".", SOUND), ("content/branches/green", "..", SOUND), ("content/types/learning.yaml", secret, ()),
        ("content/types", nothing, ()), ("content/lexicon/words.yaml", secret, ()), ("content/lexicon", nothing, ()),
        ("content/checks.yaml", secret, ()), ("content/lessons", nothing, SOUND), ("content/lessons/x.yaml", secret, SOUND),
        ("content/committees/x.yaml", secret, SOUND), ("content/formats", nothing, SOUND[1:]), ("content/palettes", nothing, ()),
        ("templates/juli/documents/evil.docx.j2", Path("secret.j2"), SOUND), ("templates/juli/theme.yaml", secret, ()),
        ("templates/juli/deck.yaml", secret, SOUND[:1]), ("templates/juli/reference.docx", Path("secret.png"), SOUND[1:]),
        ("templates/juli/formats", nothing, SOUND[1:]), ("templates/juli/palettes/juli-red.yaml", secret, ()),
        ("templates/juli/forms", nothing, SOUND), ("output/2022/red", nothing, SOUND),
    ):  # fmt: skip
        yield Hostile("paths", f"link {at} to {to}", act=linked(at, to), rest=rest, alike=False)


def _names() -> Iterator[Hostile]:
    """Yield workspaces in which a file or folder itself has an odd name."""
    branch, record = "name: 绿地村党支部\ntypes: [learning]\n", _YEAR
    for name in ("..green", "gr een", "-rf", "gr\x1b[31meen", "g" * 200, "绿地", "green\n", "{{ 7*7 }}", "CON", "a.b",
                 "*", "green\u202e", "%2e%2e", "$(id)", "'; drop", "\u200b", "green:", "gr\\een", "&", "~"):  # fmt: skip
        folder = f"content/branches/{name}"
        yield Hostile("paths", f"branch called {name[:20]!r}", {
            f"{folder}/branch.yaml": branch, f"{folder}/2022.yaml": record})  # fmt: skip
        yield Hostile("paths", f"template called {name[:20]!r}", {
            f"templates/juli/documents/{name}.docx.j2": _body("")["templates/juli/documents/evil.docx.j2"]})  # fmt: skip
    for year in ("0", "0000", "99999", "-2022", "２０２２", "2022 ", "2022.1", "1e3", "٢٠٢٢", "²"):
        yield Hostile("paths", f"record called {year}.yaml", {f"{RED}/{year}.yaml": record})
    raw = os.fsdecode(b"content/branches/gr\xff\xfeen")
    yield Hostile("paths", "branch whose name is no text", {
        f"{raw}/branch.yaml": branch, f"{raw}/2022.yaml": record})  # fmt: skip

    def unreadable(place: Path) -> None:
        (place / _RECORD).unlink()
        (place / _RECORD).mkdir()

    yield Hostile("paths", "a folder where the record should be", act=unreadable)
