"""Two slides that become one say each number once."""

from __future__ import annotations

import pytest

from reportgen.document.nodes import Chart, Content, Prose, Text
from reportgen.document.speech import joined_notes, speech_of_chart
from reportgen.document.walk import plain_text


def notes(*lines: str) -> tuple[Content, ...]:
    return tuple((Text(line),) for line in lines)


FIRST = notes("党员带队巡查88次，排查隐患52处、整改50处，各有各的点位。")


def test_speech_that_only_repeats_numbers_goes() -> None:
    assert joined_notes(FIRST, notes("全年平安巡查88次，排查隐患52处，整改隐患50处。")) == FIRST


@pytest.mark.parametrize(
    "line",
    [
        "全年平安巡查88次，调解纠纷12件。",
        "上门讲课88次。",
        "平安巡查88户。",
        "平安巡查88次，从此夜里有了灯。",
        "【备查】平安巡查88次。",
    ],
)
def test_speech_that_says_more_stays(line: str) -> None:
    assert joined_notes(FIRST, notes(line)) == (*FIRST, *notes(line))


def test_a_further_slide_says_the_result_of_its_chart_without_the_note_on_its_numbers() -> None:
    chart = Chart("column", "活动次数", (), ())
    below = Prose(notes("季季均衡。　据记录统计。"))
    said = list(speech_of_chart({"chart-1": chart, "caption-1": below}))
    assert [plain_text(one) for one in said] == ["再看活动次数：季季均衡。"]
    assert not list(speech_of_chart({"chart-1": chart, "caption-1": Prose(notes("据记录统计。"))}))
    assert not list(speech_of_chart({"caption-1": below}))
