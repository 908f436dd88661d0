from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.write.package import (
    CONTENT_TYPES,
    Member,
    Prepared,
    Relationship,
    content_types,
    members_of,
    pack,
    prepare,
    relationships,
)

FIRST = Member(CONTENT_TYPES, b"<Types/>")

names = st.text(
    st.characters(codec="utf-8", exclude_characters="\\\0:", exclude_categories=("Cs", "Cc")),
    min_size=1,
    max_size=40,
)
members = st.lists(
    st.builds(Member, names, st.binary(max_size=4000), st.booleans()),
    max_size=12,
    unique_by=lambda member: member.name.lower(),
)


@given(members)
@settings(max_examples=60, deadline=None)
def test_zipfile_reads_back_every_member_in_order(given: list[Member]) -> None:
    given = [FIRST, *(member for member in given if member.name.lower() != CONTENT_TYPES.lower())]
    mixed = [prepare(member) if i % 2 else member for i, member in enumerate(given)]
    with zipfile.ZipFile(io.BytesIO(pack(mixed))) as package:
        assert package.testzip() is None
        infos = package.infolist()
        assert [info.orig_filename for info in infos] == [member.name for member in given]
        assert [package.read(info) for info in infos] == [member.data for member in given]
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_members_give_the_same_bytes() -> None:
    given = [FIRST, Member("word/document.xml", b"<w/>" * 900), Member("a.png", b"\x89PNG", True)]
    assert pack(given) == pack(given)
    assert pack(map(prepare, given)) == pack(map(prepare, given))


@given(members)
@settings(max_examples=40, deadline=None)
def test_the_members_of_a_package_are_taken_over_as_they_lie_there(given: list[Member]) -> None:
    given = [FIRST, *(member for member in given if member.name.lower() != CONTENT_TYPES.lower())]
    taken = members_of(pack(given))
    assert {name: member.data for name, member in taken.items()} == {
        member.name: member.data for member in given
    }
    assert pack(taken.values()) == pack(given)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_package_of_another_program_may_be_compressed_in_its_own_way(method: int) -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", method, compresslevel=1) as package:
        for name in (CONTENT_TYPES, "word/document.xml"):
            info = zipfile.ZipInfo(name, (2026, 11, 29, 12, 0, 0))
            info.extra = b"\xca\xfe\x04\x00abcd"
            package.writestr(info, b"<w/>" * 500, method)
    with zipfile.ZipFile(io.BytesIO(pack(members_of(saved.getvalue()).values()))) as package:
        assert package.testzip() is None
        assert package.read("word/document.xml") == b"<w/>" * 500


def test_a_stored_member_is_kept_as_it_is() -> None:
    picture = bytes(range(256)) * 40
    given = pack([FIRST, Member("media/image1.jpeg", picture, stored=True)])
    with zipfile.ZipFile(io.BytesIO(given)) as package:
        assert package.getinfo("media/image1.jpeg").compress_type == zipfile.ZIP_STORED
    assert picture in given


def test_only_a_name_beyond_ascii_is_flagged_as_utf8() -> None:
    with zipfile.ZipFile(io.BytesIO(pack([FIRST, Member("图片/图1.png", b"")]))) as package:
        assert [info.flag_bits & 0x800 for info in package.infolist()] == [0, 0x800]


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_unzip_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(pack([FIRST, Member("a/b.xml", b"b" * 5000), Member("c.png", b"c", True)]))
    result = subprocess.run(["unzip", "-tq", file], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_content_types_must_come_first() -> None:
    with pytest.raises(ValueError, match="must be the first member"):
        pack([Member("word/document.xml", b""), FIRST])
    with pytest.raises(ValueError, match="at least"):
        pack([])


def test_a_name_may_occur_once_in_any_case() -> None:
    with pytest.raises(ValueError, match="two members are named PPT"):
        pack([FIRST, Member("ppt/theme1.xml", b"a"), Member("PPT/theme1.xml", b"b")])


def test_more_than_a_plain_zip_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="4 GiB"):
        pack([FIRST, Prepared("huge.xml", 0, 2**32, b"", stored=False)])
    many = (Prepared(f"{i}.xml", 0, 0, b"\3\0", stored=False) for i in range(65_535))
    with pytest.raises(ValueError, match="65,535"):
        pack([FIRST, *many])


def test_content_types_are_sorted_unique_and_escaped() -> None:
    types = content_types(
        [("/b&.xml", "text/b"), ("/a.xml", "text/a"), ("/a.xml", "text/a")],
        [("xml", "application/xml"), ("png", "image/png")],
    )
    listed = [
        (e.get("Extension") or e.get("PartName"), e.get("ContentType"))
        for e in etree.fromstring(types)
    ]
    assert listed == [
        ("png", "image/png"),
        ("xml", "application/xml"),
        ("/a.xml", "text/a"),
        ("/b&.xml", "text/b"),
    ]


def test_a_part_of_two_types_is_refused() -> None:
    with pytest.raises(ValueError, match="both as"):
        content_types([("/a.xml", "text/a"), ("/a.xml", "text/b")], [])


def test_relationships_keep_their_order_and_say_when_external() -> None:
    xml = relationships(
        [
            Relationship("rId2", "t:link", 'https://example.org/?a=1&b="2"', external=True),
            Relationship("rId1", "t:styles", "styles.xml"),
        ]
    )
    first, second = etree.fromstring(xml)
    assert attributes(first) == {
        "Id": "rId2",
        "Type": "t:link",
        "Target": 'https://example.org/?a=1&b="2"',
        "TargetMode": "External",
    }
    assert attributes(second) == {"Id": "rId1", "Type": "t:styles", "Target": "styles.xml"}


@pytest.mark.parametrize("library", [docx.Document, pptx.Presentation])
def test_the_parts_of_a_file_packed_anew_open_again_in_the_library(library: Any) -> None:
    saved = io.BytesIO()
    library().save(saved)
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in sorted(package.namelist())}
    library(io.BytesIO(ours := pack(Member(*part) for part in parts.items())))
    with zipfile.ZipFile(io.BytesIO(ours)) as package:
        assert {name: package.read(name) for name in package.namelist()} == parts


def attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}
