from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.layout.pagination import ByPage, paginate

LINE, PAGE = 579, 12756
PAGES = ByPage.alike(PAGE)


def text(lines: int, **more: object) -> Box:
    return Box(lines, LINE, widow=True, **more)  # type: ignore[arg-type]  # keywords of Box


def places(*boxes: Box) -> list[tuple[int, int]]:
    return [(page, y // LINE) for page, y in paginate(boxes, PAGES).starts]


def test_a_page_holds_22_lines() -> None:
    assert places(text(22), text(1)) == [(1, 0), (2, 0)]


def test_a_paragraph_runs_on_over_the_page() -> None:
    assert places(text(20), text(10), text(1)) == [(1, 0), (1, 20), (2, 8)]


def test_no_single_line_stays_behind_or_runs_over() -> None:
    assert places(text(21), text(5), text(1)) == [(1, 0), (2, 0), (2, 5)]
    assert places(text(18), text(5), text(1)) == [(1, 0), (1, 18), (2, 2)]


def test_without_widow_control_the_page_is_filled() -> None:
    boxes = (text(21), Box(5, LINE), text(1))
    assert places(*boxes) == [(1, 0), (1, 21), (2, 4)]


def test_a_heading_goes_along_with_the_text_it_heads() -> None:
    heading = text(1, keep_next=True)
    assert places(text(20), heading, text(6)) == [(1, 0), (2, 0), (2, 1)]
    assert places(text(19), heading, text(6)) == [(1, 0), (1, 19), (1, 20)]


def test_a_forced_page_begins_on_top() -> None:
    assert places(text(3), text(2, break_before=True)) == [(1, 0), (2, 0)]


def test_repeated_header_rows_take_their_room_on_the_next_page() -> None:
    row = Box(1, 6000, keep_lines=True, header=579)
    assert paginate((row, row, row, row), PAGES).starts == [(1, 0), (1, 6000), (2, 579), (2, 6579)]


def test_what_is_kept_together_but_higher_than_a_page_begins_one_and_is_divided() -> None:
    row = Box(1, 10 * LINE, keep_next=True, keep_lines=True)
    last = Box(1, 10 * LINE, keep_lines=True)
    assert places(text(3), row, row, last, text(1)) == [(1, 0), (2, 0), (2, 10), (3, 0), (3, 10)]
    assert places(text(3), row, last, text(1)) == [(1, 0), (2, 0), (2, 10), (2, 20)]


@given(
    st.lists(
        st.builds(
            Box,
            st.integers(1, 60),
            st.just(LINE),
            keep_next=st.booleans(),
            keep_lines=st.booleans(),
            widow=st.booleans(),
            break_before=st.booleans(),
            before=st.just(0),
            after=st.just(0),
            bookmarks=st.just(()),
            header=st.just(0),
        ),
        max_size=20,
    )
)
def test_pages_never_run_backwards_and_no_line_is_lost(boxes: list[Box]) -> None:
    pages = paginate(boxes, PAGES)
    assert pages.starts == sorted(pages.starts)
    held = (pages.page - 1) * 22 + pages.y // LINE
    assert held >= sum(box.lines for box in boxes if not box.keep_lines or box.lines <= 22) - 0
