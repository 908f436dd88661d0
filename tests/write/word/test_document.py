from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable

import docx
from lxml import etree

from reportgen.document.nodes import Chart, Content, Figure, Paragraph, Picture, Properties, Series
from reportgen.write.written import Written

Words = Callable[[str], Content]


def everything(write: Callable[..., Written], text: Words) -> Written:
    return write(
        Paragraph(text("正文")),
        Figure((Picture("a.jpg", "甲"),)),
        Chart("pie", "构成", ("甲", "乙"), (Series("人数", (3.0, 4.0)),)),
        properties=Properties(
            "年度总结", "党建", "某某党支部", "总结", "说明", year=2022, fingerprint="abc"
        ),
    )


def test_the_same_report_gives_the_same_bytes(write: Callable[..., Written], text: Words) -> None:
    first = everything(write, text).data
    write(Paragraph(text("别的")))
    assert everything(write, text).data == first


def test_the_file_says_what_it_is_and_what_content_made_it(
    write: Callable[..., Written], text: Words
) -> None:
    data = everything(write, text).data
    document = docx.Document(io.BytesIO(data))
    words = document.core_properties
    assert (words.title, words.author, words.keywords) == ("年度总结", "某某党支部", "总结")
    assert words.created is not None
    assert words.created.isoformat().startswith("2022-12-31T00:00:00")
    custom = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
    assert 'name="reportgen-fingerprint"><vt:lpwstr>abc</vt:lpwstr>' in custom


def test_a_report_without_a_fingerprint_has_no_custom_properties(
    write: Callable[..., Written], text: Words
) -> None:
    package = zipfile.ZipFile(io.BytesIO(write(Paragraph(text("正文"))).data))
    assert "docProps/custom.xml" not in package.namelist()


def test_every_relationship_leads_to_a_part_and_every_part_has_a_type(
    write: Callable[..., Written], text: Words
) -> None:
    package = zipfile.ZipFile(io.BytesIO(everything(write, text).data))
    names = set(package.namelist())
    types = etree.fromstring(package.read("[Content_Types].xml"))
    overrides = {node.get("PartName") for node in types if node.get("PartName")}
    extensions = {node.get("Extension") for node in types}
    assert {name.lstrip("/") for name in overrides if name} <= names
    reached = {"[Content_Types].xml"}
    for name in names:
        if not name.endswith(".rels"):
            assert f"/{name}" in overrides or name.rpartition(".")[2] in extensions
            continue
        reached.add(name)
        folder = posixpath.dirname(posixpath.dirname(name))
        for rel in etree.fromstring(package.read(name)):
            reached.add(posixpath.normpath(posixpath.join(folder, rel.get("Target"))))
    assert reached == names


def test_every_relationship_id_of_the_body_is_defined(
    write: Callable[..., Written], text: Words
) -> None:
    package = zipfile.ZipFile(io.BytesIO(everything(write, text).data))
    body = package.read("word/document.xml").decode()
    rels = package.read("word/_rels/document.xml.rels").decode()
    used = set(re.findall(r' r:(?:id|embed)="([^"]+)"', body))
    assert used <= set(re.findall(r' Id="([^"]+)"', rels))


def test_every_style_the_body_names_is_defined(write: Callable[..., Written], text: Words) -> None:
    package = zipfile.ZipFile(io.BytesIO(everything(write, text).data))
    body = package.read("word/document.xml").decode()
    styles = package.read("word/styles.xml").decode()
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', body))
    assert used <= set(re.findall(r'w:styleId="([^"]+)"', styles))
