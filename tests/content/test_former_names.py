from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.content.former_names import branch_in_year, branch_of_record, name_periods
from reportgen.content.model import Branch, YearRecord


def branch(*ends: str) -> Branch:
    """Return a branch that has been renamed at each of `ends`, from 名0 to 今名."""
    former = [{"name": f"名{n}", "short": f"简{n}", "until": end} for n, end in enumerate(ends)]
    given_names = {"name": "今名", "types": ["learning"], "former_names": former}
    return Branch.model_validate(given_names)


@pytest.mark.parametrize(
    ("until", "year", "name"),
    [
        ("2021年3月", 2020, "名0"),
        ("2021年3月", 2021, "今名"),
        ("2021年12月31日", 2021, "名0"),
        ("2021年12月", 2021, "今名"),
        ("2021", 2020, "名0"),
        ("2021", 2021, "今名"),
    ],
)
def test_a_year_has_the_name_of_its_last_day(until: str, year: int, name: str) -> None:
    assert branch_in_year(branch(until), year).name == name


def test_a_former_name_brings_its_own_short_form() -> None:
    assert branch_in_year(branch("2021"), 2019).short == "简0"


def test_a_record_may_have_a_name_or_a_short_form_of_its_own() -> None:
    named = branch_of_record(branch("2021"), YearRecord(year=2019, name="另名"))
    assert (named.name, named.short) == ("另名", "")
    short = branch_of_record(branch("2021"), YearRecord(year=2019, short="另简"))
    assert (short.name, short.short) == ("名0", "另简")


@given(st.lists(st.integers(1950, 2050), unique=True), st.integers(1940, 2060))
def test_names_follow_one_another_in_whatever_order_they_are_written(
    years: list[int], year: int
) -> None:
    renamed = branch(*map(str, years))
    periods = name_periods(renamed)
    ends = [period.until.first for period in periods[:-1] if period.until]
    assert ends == sorted(ends)
    changes = sum(1 for end in years if end <= year)
    assert branch_in_year(renamed, year).name == periods[changes].name
