from __future__ import annotations

import pytest

from reportgen.write.package import (
    CONTENT_TYPES,
    Member,
    Relationship,
    content_types,
    relationships,
)
from reportgen.write.soundness import defects, unsound

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
    assert unsound(package()) == ()


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
    (fault,) = unsound(package(**changed))
    assert fault.is_error
    assert fault.code == "unsound-file"


def test_links_to_the_outside_and_names_of_other_vocabularies_are_no_defects() -> None:
    link = Relationship("rId2", f"{R}/hyperlink", "https://example.org/a b", external=True)
    rels = relationships([Relationship("rId1", f"{R}/header", "/word/Header1.xml"), link])
    document = f'<d xmlns:r="{R}" xmlns:xr="u:x"><h r:id="rId1" xr:id="9"/></d>'.encode()
    assert list(defects(package(rels=rels, document=document))) == []


def test_a_defect_of_the_file_that_was_filled_is_not_told_again() -> None:
    members = package(header=None)
    assert unsound(members, tuple(defects(members))) == ()
