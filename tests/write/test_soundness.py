from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from support import program, workspaces
from support.word_templates import Template, section

from reportgen.cli.exit_codes import FAULTS
from reportgen.write.package import (
    CONTENT_TYPES,
    Member,
    Relationship,
    content_types,
    members_of,
    relationships,
)
from reportgen.write.soundness import defects, unsound
from reportgen.write.written import Written

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(**changed: bytes | None) -> list[Member]:
    """Return a small sound package, with some of its parts otherwise (None: left out)."""
    rel = Relationship("rId1", f"{R}/header", "header1.xml")
    members: dict[str, bytes | None] = {
        CONTENT_TYPES: content_types(
            [("/word/document.xml", "a/b"), ("/word/header1.xml", "a/c")], [("rels", "a/r")]
        ),
        "word/document.xml": f'<d xmlns:r="{R}"><h r:id="rId1"/></d>'.encode(),
        "word/_rels/document.xml.rels": relationships([rel]),
        "word/header1.xml": b"<h/>",
    }
    names = {"types": CONTENT_TYPES, "rels": "word/_rels/document.xml.rels"}
    names |= {"document": "word/document.xml", "header": "word/header1.xml"}
    members |= {names[key]: data for key, data in changed.items()}
    return [Member(name, data) for name, data in members.items() if data is not None]


def test_a_sound_package_has_no_defects() -> None:
    assert list(defects(package())) == []
    assert unsound(Written(package())) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"document": b"<d><h></d>"}, "word/document.xml 第 1 行读不通"),
        ({"document": b"<ns0:d/>"}, "word/document.xml 第 1 行读不通"),
        ({"document": f"<d xmlns:x='{R}'><h x:id='rId7'/></d>".encode()}, "rId7"),
        ({"header": None}, "header1.xml 不在文件里"),
        ({"rels": None}, "用到的关系 rId1 不存在"),
        ({"types": content_types([("/word/document.xml", "a/b")], [("rels", "a/r")])},
         "word/header1.xml 没有类型"),
        ({"types": None}, "没有 [Content_Types].xml"),
    ],
)  # fmt: skip
def test_what_no_program_would_open_is_told(changed: dict[str, bytes | None], told: str) -> None:
    assert told in "\n".join(defects(package(**changed)))
    (fault,) = unsound(Written(package(**changed)))
    assert fault.is_error
    assert fault.code == "unsound-file"


def test_parts_that_a_template_had_untouched_are_not_read_but_must_be_there_and_typed() -> None:
    untouched = {"word/document.xml", "word/header1.xml"}
    assert list(defects(package(header=b"<h>"), untouched)) == []
    assert list(
        defects(package(rels=relationships([Relationship("rId1", f"{R}/x", "y.xml")])), untouched)
    ) == ["word/_rels/document.xml.rels 指向的 y.xml 不在文件里"]
    assert "header1.xml 不在文件里" in "\n".join(defects(package(header=None), untouched))


def test_links_to_the_outside_and_names_of_other_vocabularies_are_no_defects() -> None:
    link = Relationship("rId2", f"{R}/hyperlink", "https://example.org/a b", external=True)
    rels = relationships([Relationship("rId1", f"{R}/header", "/word/Header1.xml"), link])
    document = f'<d xmlns:r="{R}" xmlns:xr="u:x"><h r:id="rId1" xr:id="9"/></d>'.encode()
    assert list(defects(package(rels=rels, document=document))) == []


def test_a_defect_of_the_file_that_was_filled_is_not_told_again() -> None:
    members = package(header=None)
    assert unsound(Written(members, inherited=tuple(defects(members)))) == ()


def _with_twins(template: bytes, first: str, other: str, rels: str, image: bytes) -> bytes:
    """Return a template in which two pictures differ in the case of their names, which no package may."""
    there = {name: member.data for name, member in members_of(template).items()}
    types = there[CONTENT_TYPES]
    if b'Extension="png"' not in types:
        default = b'<Default Extension="png" ContentType="image/png"/></Types>'
        types = types.replace(b"</Types>", default)
    links = "".join(
        f'<Relationship Id="twin{n}" Type="{R}/image" Target="/{name}"/>'
        for n, name in enumerate((first, other))
    )
    there |= {CONTENT_TYPES: types, first: image, other: image}
    there[rels] = there[rels].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in there.items():
            package.writestr(name, data)
    return out.getvalue()


def _word_template(image: bytes) -> bytes:
    used = (
        "<w:p><w:pict><v:rect><v:fill r:id='twin0'/><v:fill r:id='twin1'/></v:rect></w:pict></w:p>"
    )
    site = Relationship("rIdSite", f"{R}/hyperlink", "https://www.example.org/", external=True)
    header = {"header1.xml": used}
    template = Template(section("", "header1.xml"), "", header, furniture_rels=(site,)).data()
    names = ("word/media/image1.png", "word/media/Image1.png")
    return _with_twins(template, *names, "word/_rels/header1.xml.rels", image)


def _deck_template(image: bytes) -> bytes:
    saved = io.BytesIO()
    pptx.Presentation().save(saved)
    names = ("ppt/media/image1.png", "ppt/media/Image1.png")
    layout = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    return _with_twins(saved.getvalue(), *names, layout, image)


_HEAD = "{#\nname: 材料\npurpose: 试验\noutput: '{{ branch.name }}'\n#}\n"
_DECK = "<deck><slide layout='text'><title>一页</title><body><p>正文</p></body></slide></deck>"
_REPORT = "<report><title>一页</title><p>正文</p></report>"
_SUMMARY = "templates/juli/documents/summary.docx.j2"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "template", "document", "old", "new"),
    [
        ("docx", _word_template, _REPORT, "format: report", "format: ours"),
        ("pptx", _deck_template, _DECK, "deck: deck.pptx", "deck: content/templates/ours.pptx"),
    ],
)
def test_a_template_that_would_give_an_unsound_file_gives_a_fault_of_ours_and_no_file(
    tmp_path: Path,
    ending: str,
    template: Callable[[bytes], bytes],
    document: str,
    old: str,
    new: str,
) -> None:
    base = workspaces.base()
    theme = base["templates/juli/theme.yaml"].decode().replace(old, new)
    profile = "extends: gbt9704\ntitle: 本单位\ntemplate: ours.docx\n"
    workspaces.write(tmp_path, {
        _SUMMARY: None,
        f"templates/juli/documents/page.{ending}.j2": f"{_HEAD}{document}".encode(),
        "templates/juli/theme.yaml": theme.encode(),
        f"content/templates/ours.{ending}": template(base["content/branches/red/images/hall.png"]),
        **({"content/formats/ours.yaml": profile.encode()} if ending == "docx" else {}),
    })  # fmt: skip
    run = program.run("build", "--jobs", "0", folder=tmp_path)
    assert run.code == FAULTS
    assert "错误[unsound-file]：生成的文件不完整，没有写出：两个部分同名" in run.err
    assert "这是程序的毛病" in run.err
    assert not list(tmp_path.glob(f"output/**/*.{ending}"))
