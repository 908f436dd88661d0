"""The three-way table holds for every cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.intake.form import Kind
from reportgen.intake.merging import Verdict, verdict
from reportgen.intake.values import same

TEXTS = st.sampled_from(["", "104次", "１０４次", "104 次", "86次", "100余次", "多人"])


def alike(first: str, second: str) -> bool:
    return same(Kind.QUANTITY, first, second, 2025)


@given(st.none() | TEXTS, TEXTS, TEXTS)
def test_the_table(base: str | None, record: str, written: str) -> None:
    got = verdict(base, record, written, alike)
    untouched = base is not None and (written == base or alike(written, base))
    unmoved = base is not None and (record == base or alike(record, base))
    if untouched:
        assert got is Verdict.LEAVE
    elif not written:
        assert got is (Verdict.CLEARED if base and record else Verdict.LEAVE)
    elif alike(written, record):
        assert got is Verdict.LEAVE
    elif unmoved or not record:
        assert got is Verdict.TAKE
    else:
        assert got is Verdict.CONFLICT


def test_the_same_amount_in_another_script_is_no_change() -> None:
    assert alike("104次", "１０４次")
    assert alike("28名", "28人")
    assert not alike("100余次", "100次")
    assert same(Kind.DATE, "2025-03-05", "3月5日", 2025)
    assert not same(Kind.DATE, "5月", "5月1日", 2025)
    assert same(Kind.KINDS, "党课、主题党日", "上党课，主题党日", 2025)
