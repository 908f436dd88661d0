from __future__ import annotations

from collections.abc import Mapping

import pytest
from support import composing

from reportgen.document.nodes import AttachmentPage, Imprint, Paragraph, RedHead, Report, Text

HEADER = "{#\nname: 报告\npurpose: 测试\noutput: 报告\n#}\n"


def report(body: str) -> Mapping[str, str]:
    text = f"{HEADER}<report>{body}</report>"
    return {"templates/juli/documents/summary.docx.j2": text}


def test_the_parts_of_an_issued_document_are_read_in_their_places() -> None:
    document = composing.document(report(
        '<red-head copy="000012" secrecy="秘密★1年" urgency="特急"><organ>某支部文件</organ>'
        "<number>某党字〔2026〕5号</number><signer>王一鸣</signer></red-head><title>报告</title>"
        "<p>正文。</p><attachment-note><li>总结</li><li>花名册</li></attachment-note>"
        '<attachment-page number="1">总结</attachment-page><p>附件正文。</p>'
        "<imprint><copies>各支部。</copies><unit>中心</unit><date>2026年1月6日</date></imprint>"
    ))  # fmt: skip
    assert isinstance(document, Report)
    assert document.head == RedHead(
        ((Text("某支部文件"),),), (Text("某党字〔2026〕5号"),), ((Text("王一鸣"),),),
        "000012", "秘密★1年", "特急",
    )  # fmt: skip
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Paragraph] * 3 + [AttachmentPage, Paragraph, Imprint]
    notes = [
        b.content for b in document.blocks if isinstance(b, Paragraph) and b.role == "attachment"
    ]
    assert ["".join(t.text for t in note if isinstance(t, Text)) for note in notes] == [
        "附件：1.总结", "2.花名册",
    ]  # fmt: skip


def test_a_single_attachment_has_no_number() -> None:
    document = composing.document(report(
        "<title>报告</title><p>正文。</p><attachment-note><li>总结</li></attachment-note>"
    ))  # fmt: skip
    assert isinstance(document, Report)
    (note,) = (b for b in document.blocks if isinstance(b, Paragraph) and b.role == "attachment")
    assert note.content == (Text("附件："), Text("总结"))


@pytest.mark.parametrize("number", [
    "某党字[2026]5号", "某党字〔26〕5号", "某党字〔2026〕第5号", "某党字〔2026〕05号", "〔2026〕5号",
])  # fmt: skip
def test_a_document_number_against_the_rules_is_told(number: str) -> None:
    faults = composing.faults(report(
        f"<red-head><organ>某支部文件</organ><number>{number}</number></red-head>"
        "<title>报告</title><p>正文。</p>"
    ))  # fmt: skip
    assert [fault.code for fault in faults] == ["document-number"]


@pytest.mark.parametrize(("body", "code"), [
    ("<red-head><number>某党字〔2026〕5号</number></red-head>", "missing-organ"),
    ('<red-head copy="12"><organ>某支部文件</organ></red-head>', "wrong-attribute"),
    ('<attachment-page number="一">总结</attachment-page>', "wrong-attribute"),
])  # fmt: skip
def test_what_is_wrong_with_an_issued_document_is_told(body: str, code: str) -> None:
    faults = composing.faults(report(f"<title>报告</title><p>正文。</p>{body}"))
    assert [fault.code for fault in faults] == [code]
