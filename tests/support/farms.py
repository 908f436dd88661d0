"""A workspace with several branches, years and kinds, and which outputs read which of its files."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image
from support import workspaces

KINDS = ("summary", "brief")
YEARS = (2021, 2022)
_TYPES = {"b1": ("learning", "service"), "b2": ("learning",), "b3": ("service",)}

_TYPE = """\
name: {name}
role: 出发点
power: 政治力
chapter: 以{name}支部为出发点
purpose: 学在前、用在先。
"""
_BRANCH = "name: 第{name}村党支部\ntypes: [{types}]\nsecretary: 王芳\n"
_RECORD = """\
year: {year}
opening: 一年来，支部把学习放在首位。
figures:
  lectures: {{value: {count}次, label: 讲授党课, chapter: {type}}}
chapters:
  - type: {type}
    works:
      - title: 党课到田头
        text: 全年讲授党课{count}次。
        figures: [lectures]
pictures:
  hall: {{file: images/hall-{year}.png, caption: 会场, alt: 一间会场}}
signed: {after}-01-05
"""
_HEADER = """\
{{#
name: {name}
purpose: 一页纸
output: "{{{{ branch.name }}}}{{{{ year }}}}年{name}"
#}}
"""
_SUMMARY = (
    _HEADER.format(name="总结")
    + """\
{% import 'parts.j2' as parts %}
<report>
<title>{{ branch.name }}{{ year }}年总结</title>
{{ parts.opening(record.opening) }}
<p>上一年：{{ previous.opening if previous else '没有记录' }}</p>
<figure>{{ picture('hall') }}</figure>
{% for chapter in chapters %}
<h level="1">{{ chapter.title }}</h>
{% for work in chapter.works %}<p>{{ work.text | inline }}</p>{% endfor %}
{% endfor %}
</report>
"""
)
_BRIEF = (
    _HEADER.format(name="简报")
    + """\
<report>
<title>{{ branch.name }}{{ year }}年简报</title>
{% for chapter in chapters %}<p>{{ chapter.name }}：{{ chapter.type.purpose }}</p>{% endfor %}
</report>
"""
)
_PARTS = "{% macro opening(text) %}{{ text | prose }}{% endmacro %}\n"


def plant(folder: Path, branches: int = 3) -> None:
    """Write the workspace: each branch has two years, each year two documents."""
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#998877").save(picture, "PNG")
    files: dict[str, bytes | None] = {
        name: None for name in workspaces.base() if name.startswith("content/branches/red/")
    }
    files["templates/juli/documents/summary.docx.j2"] = _SUMMARY.encode()
    files["templates/juli/documents/brief.docx.j2"] = _BRIEF.encode()
    files["templates/juli/parts.j2"] = _PARTS.encode()
    files["content/types/learning.yaml"] = _TYPE.format(name="学习型").encode()
    files["content/types/service.yaml"] = _TYPE.format(name="服务型").encode()
    files["content/checks.yaml"] = b"off: [presence, frequency, consistency, wording, style]\n"
    for number in range(1, branches + 1):
        name = f"b{number}"
        types = types_of(name)
        place = f"content/branches/{name}"
        text = _BRANCH.format(name=number, types=", ".join(types))
        files[f"{place}/branch.yaml"] = text.encode()
        for year in YEARS:
            record = _RECORD.format(
                year=year, after=year + 1, type=types[0], count=number + year % 10
            )
            files[f"{place}/{year}.yaml"] = record.encode()
            files[f"{place}/images/hall-{year}.png"] = picture.getvalue()
    workspaces.write(folder, files)


def types_of(branch: str) -> tuple[str, ...]:
    """Return the types a branch has chosen."""
    return _TYPES[f"b{(int(branch[1:]) - 1) % 3 + 1}"]


def output(branch: str, year: int, kind: str) -> str:
    """Return the path of an output, relative to the workspace."""
    name = {"summary": "总结", "brief": "简报"}[kind]
    return f"output/{year}/{branch}/第{branch[1:]}村党支部{year}年{name}.docx"


def readers(branches: int = 3) -> dict[str, set[str]]:
    """Return, for every file one may edit, the outputs that read it, worked out by hand."""
    names = [f"b{number}" for number in range(1, branches + 1)]
    everything = {output(b, y, k) for b in names for y in YEARS for k in KINDS}
    outputs = {
        "templates/juli/documents/summary.docx.j2": {
            output(b, y, "summary") for b in names for y in YEARS
        },
        "templates/juli/documents/brief.docx.j2": {
            output(b, y, "brief") for b in names for y in YEARS
        },
        "templates/juli/parts.j2": {output(b, y, "summary") for b in names for y in YEARS},
        "templates/juli/theme.yaml": everything,
        "templates/juli/formats/gbt9704.yaml": everything,
        "templates/juli/formats/plain.yaml": set(),
        "content/checks.yaml": set(),
    }
    for kind in ("learning", "service"):
        outputs[f"content/types/{kind}.yaml"] = {
            output(b, y, k) for b in names if kind in types_of(b) for y in YEARS for k in KINDS
        }
    for b in names:
        place = f"content/branches/{b}"
        outputs[f"{place}/branch.yaml"] = {output(b, y, k) for y in YEARS for k in KINDS}
        # The year after tells of the year before.
        outputs[f"{place}/2021.yaml"] = {output(b, y, k) for y in YEARS for k in KINDS}
        outputs[f"{place}/2022.yaml"] = {output(b, 2022, k) for k in KINDS}
        for year in YEARS:
            outputs[f"{place}/images/hall-{year}.png"] = {output(b, year, "summary")}
    return outputs


def documents(folder: Path) -> dict[str, str]:
    """Return the digest of every document under `folder`'s output, by path in the workspace."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "output").rglob("*"))
        if path.suffix in (".docx", ".pptx")
    }
