"""Every stop of a report stands in the PDF that LibreOffice makes of it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable

import pytest

from reportgen.build.libreoffice import find_libreoffice
from reportgen.document.nodes import Content, Paragraph
from reportgen.write.word.line_ends import text_of, with_stops_kept
from reportgen.write.written import Written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.rendering,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

#: a line that the type area of another width lost a stop of, and one that this width loses a stop of
_TEXTS = (
    "传承中体会守正与专注，把守护历史、服务群众的责任记在心里、担在肩上。",
    "左边是隐患，右边是矛盾。隐患里最多的是占用消防通道，31处，所以我们把它排在整改第一位；矛盾里"
    "最多的是邻里纠纷，18件，多半是声音、漏水、停车这些事。",
)


def pdf_of(word: bytes) -> bytes:
    office = find_libreoffice(60)
    assert office is not None
    (result,) = office.convert([word])
    assert isinstance(result, bytes), result
    return result


def test_no_stop_is_lost(write: Callable[..., Written], text: Callable[[str], Content]) -> None:
    word = write(*[Paragraph(text(one)) for one in _TEXTS]).data
    pdf = pdf_of(word)
    copy = with_stops_kept(word, pdf)
    result = Counter(text_of(pdf_of(copy) if copy else pdf))
    wanted = Counter("".join(_TEXTS))
    assert {stop: result[stop] for stop in "，、；。"} == {
        stop: wanted[stop] for stop in "，、；。"
    }
