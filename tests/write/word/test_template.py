from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from reportgen.diagnostics import Faults
from reportgen.document.nodes import Content, Paragraph, Properties, Report
from reportgen.theme.formats import FormatProfile
from reportgen.theme.word import WordTheme
from reportgen.write.word import write_report
from reportgen.write.word.survey import survey

REFERENCE = Path(__file__).parents[3] / "templates" / "juli" / "reference.docx"


def test_the_supplied_reference_lacks_nothing(profile: Callable[[str], FormatProfile]) -> None:
    result = survey(REFERENCE.read_bytes(), profile("gbt9704"))
    assert result.missing == ()
    assert result.findings == ()
    assert result.numbered_pages
    assert result.margins_mm == (37.0, 26.0, 35.0, 28.0)


def test_a_template_of_ones_own_is_told_what_will_be_added_and_what_is_amiss(
    profile: Callable[[str], FormatProfile],
) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    result = survey(out.getvalue(), profile("gbt9704"))
    used = {style.name: style.template_id for style in result.styles}
    assert used["heading 1"] == "Heading1"
    assert used["Body Text"] == "BodyText"
    assert "表格文字" in result.missing
    codes = {finding.code for finding in result.findings}
    assert codes == {
        "word-template-theme-font", "word-template-page-number", "word-template-grid",
    }  # fmt: skip
    assert not any(finding.is_error for finding in result.findings)


def test_what_is_no_word_file_is_a_fault_and_no_traceback(
    theme: WordTheme, text: Callable[[str], Content]
) -> None:
    report = Report(Properties("t"), (), (Paragraph(text("正文")),))
    with pytest.raises(Faults) as caught:
        write_report(report, replace(theme, reference=b"PK"), lambda _: b"")
    assert caught.value.diagnostics[0].code == "word-template-unreadable"


def test_a_template_whose_footer_has_another_content_type_is_a_fault(
    theme: WordTheme, text: Callable[[str], Content]
) -> None:
    changed = io.BytesIO()
    with ZipFile(REFERENCE) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                assert b"footer+xml" in data
                data = data.replace(b"footer+xml", b"feeter+xml")
            new.writestr(name, data)
    report = Report(Properties("t"), (), (Paragraph(text("正文")),))
    with pytest.raises(Faults) as caught:
        write_report(report, replace(theme, reference=changed.getvalue()), lambda _: b"")
    assert caught.value.diagnostics[0].code == "word-template-unreadable"
