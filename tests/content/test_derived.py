from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reportgen.content import derived
from reportgen.content.log import events
from reportgen.content.model import Branch, Event, FromLog, YearRecord
from reportgen.spans import Located, LocatedInteger, Span


def event(day: str, *kinds: str, **values: Any) -> Event:
    line = int(day[-2:])
    title = Located.at(values.pop("title", day), Span("x.yaml", line, 3))
    located = [Located.at(kind, Span("x.yaml", line, 9)) for kind in kinds]
    return Event.model_validate({"date": day, "kinds": located, "title": title, **values})


LOG = (
    event("2022-01-07", "支委会", present=5, due=5),
    event("2022-01-10", "主题党日", present=8, due=10, hours=2),
    event("2022-02-14", "主题党日", "党课", present=9, due=10, hours=3),
    event("2022-02-20", "支部委员会会议", present=4, due=5),
    event("2022-03-05", "志愿服务", present=6),
)


def test_an_event_of_two_kinds_is_one_event_in_the_total() -> None:
    log = derived.summarise(LOG)
    assert log.total == 5
    assert sum(log.by_kind.values()) == 6
    assert log.by_month == {1: 2, 2: 2, 3: 1}


def test_other_names_of_a_kind_count_as_that_kind() -> None:
    log = derived.summarise(LOG)
    assert log.count("支委会") == log.count("支部委员会会议") == 2
    assert log.by_kind_and_month["支委会", 2] == 1


def test_a_kind_named_twice_in_one_event_counts_once() -> None:
    assert derived.summarise([event("2022-01-07", "支委会", "支部委员会会议")]).count("支委会") == 1


def test_attendance_leaves_out_events_without_both_numbers() -> None:
    assert derived.attendance(LOG) == Decimal("86.7")
    assert derived.attendance(LOG, "主题党日") == Decimal("85.0")
    assert derived.attendance(LOG, "志愿服务") is None


@pytest.mark.parametrize(
    ("of", "kind", "words"),
    [
        ("count", "主题党日", "2次"),
        ("count", "", "5次"),
        ("participants", "主题党日", "17人次"),
        ("attendance", "主题党日", "85%"),
        ("hours", "", "5学时"),
        ("hours-per-member", "", "4.3学时"),
        ("count", "组织生活会", None),
        ("hours", "志愿服务", None),
    ],
)
def test_a_figure_comes_from_the_log(of: str, kind: str, words: str | None) -> None:
    spec = FromLog.model_validate({"of": of, "kind": kind})
    value = derived.from_log(spec, LOG, Decimal(10))
    assert (value.text if value else None) == words


def test_a_figure_takes_the_unit_it_is_given() -> None:
    value = derived.from_log(FromLog(of="count", kind="党课", unit="堂"), LOG, None)
    assert value
    assert value.text == "1堂"


def test_hours_per_member_need_the_number_of_members() -> None:
    assert derived.from_log(FromLog(of="hours-per-member"), LOG, None) is None


def branch() -> Branch:
    return Branch.model_validate({"name": "红旗村党支部", "types": ["x"]})


def test_a_changed_event_changes_every_figure_of_the_log() -> None:
    figures = {"days": {"label": "主题党日", "log": {"of": "count", "kind": "主题党日"}},
               "all": {"label": "全部", "parts": ["days", "more"]},
               "more": {"label": "其他", "value": "3次"}}  # fmt: skip
    chart = {"q": {"title": "分季度", "log": {"by": "quarter"}}}

    def counts(*log: Event) -> tuple[str, str, list[str]]:
        record = YearRecord.model_validate({"year": 2022, "figures": figures, "charts": chart})
        complete, faults = derived.complete(record.model_copy(update={"events": log}), branch())
        assert not faults
        values = [v.text for v in complete.charts["q"].data.values()]
        return complete.figures["days"].value.text, complete.figures["all"].value.text, values

    assert counts(*LOG) == ("2次", "5次", ["5次", "0次", "0次", "0次"])
    more = event("2022-05-10", "主题党日")
    assert counts(*LOG, more) == ("3次", "6次", ["5次", "1次", "0次", "0次"])


def test_what_cannot_be_worked_out_is_a_fault() -> None:
    figures = {"a": {"label": "甲"}, "b": {"label": "乙", "log": {"of": "count"}},
               "c": {"label": "丙", "parts": ["d", "e"]}, "d": {"label": "丁", "value": "3次"},
               "e": {"label": "戊", "value": "3家"}}  # fmt: skip
    record = YearRecord.model_validate({"year": 2022, "figures": figures})
    _, faults = derived.complete(record, branch())
    assert {d.code for d in faults} == {"missing-key", "not-in-log", "parts-not-added"}


def test_counts_stand_at_the_kind_of_the_first_event_they_count() -> None:
    log = derived.with_places(derived.summarise(LOG), LOG)
    count = log.count("主题党日")
    assert isinstance(count, LocatedInteger)
    assert count == 2
    assert count.span == Span("x.yaml", 10, 9)
    assert log.by_kind_and_month["主题党日", 2].span == Span("x.yaml", 14, 9)  # type: ignore[attr-defined]


def test_joined_logs_are_in_order_and_count_a_repeated_event_once() -> None:
    again = event("2022-01-10", "党课", title="2022 01 10")
    first = event("2022-01-10", "主题党日", title="2022-01-10")
    joined, warnings = events.merge_events((event("2022-03-01", "支委会"), first), (again,))
    assert [e.date.month for e in joined] == [1, 3]
    assert events.kinds_of(joined[0]) == ("主题党日", "党课")
    assert [d.code for d in warnings] == ["duplicate-event"]
    assert warnings[0].notes[0].span == Span("x.yaml", 10, 3)


def test_the_events_worth_telling_are_those_marked() -> None:
    log = (
        event("2022-03-01", "党课", highlight="是"),
        *LOG,
        event("2022-01-02", "党课", highlight="是"),
    )
    assert [e.date.month for e in derived.highlights(log)] == [1, 3]


def test_where_none_is_marked_they_are_the_longest_of_each_month() -> None:
    log = (event("2022-02-01", "党课", text="短"), event("2022-02-02", "党课", text="长一些"), *LOG,
           event("2022-01-03", "党课", text="有"), event("2022-02-03", "党课", text="也长些"))  # fmt: skip
    assert [e.title for e in derived.highlights(log)] == ["2022-01-03", "2022-02-02"]
    assert derived.highlights(LOG) == ()


LOOSE = {
    "year": 2022,
    "events": [
        {"date": "正月初八", "kinds": ["志愿服务"], "title": "慰问老人"},
        {"date": "5月", "kinds": ["主题党日"], "title": "参观"},
        {"date": "4—7月", "kinds": ["主题党日"], "title": "走访"},
        {"date": "5月12日", "kinds": ["党课"], "title": "讲课"},
        {"date": "上半年", "kinds": ["党课"], "title": "轮讲"},
        {"date": "6月20日", "title": "洪水"},
    ],
}


def loose_record() -> YearRecord:
    record = YearRecord.model_validate(LOOSE, context={"year": 2022})
    return record.model_copy(update={"events": events.by_date(record.events)})


def test_a_date_without_a_month_counts_in_the_totals_only() -> None:
    log = derived.summarise(loose_record().organisation_life)
    assert (log.total, log.by_month) == (5, {4: 1, 5: 2})
    assert log.by_kind == {"主题党日": 2, "党课": 2, "志愿服务": 1}
    assert (log.without_month, log.over_months) == (("正月初八", "上半年"), ("4—7月",))


def test_what_happened_is_in_the_chronicle_and_is_no_organisation_life() -> None:
    record = loose_record()
    titles = [str(e.title) for e in record.events]
    assert titles == ["慰问老人", "走访", "讲课", "参观", "洪水", "轮讲"]
    assert "洪水" not in [str(e.title) for e in record.organisation_life]
    assert derived.participants(record.organisation_life) is None


@pytest.mark.parametrize(
    ("by", "counts", "note"),
    [
        ("month", {"4月": 1, "5月": 2}, "另有2次日期没有写到月"),
        ("quarter", {"二季度": 3}, "另有2次日期没有写到季度"),
    ],
)
def test_a_chart_of_the_log_shows_what_has_its_month_or_quarter_and_notes_the_rest(
    by: str, counts: dict[str, int], note: str
) -> None:
    chart = {"title": "活动", "log": {"by": by}}
    record = YearRecord.model_validate({**LOOSE, "charts": {"c": chart}}, context={"year": 2022})
    complete, _ = derived.complete(record, Branch.model_validate({"name": "甲", "types": ["x"]}))
    data = {name: int(value.value) for name, value in complete.charts["c"].data.items()}
    assert {name: number for name, number in data.items() if number} == counts
    assert complete.charts["c"].note == note


def test_the_same_day_written_in_two_ways_is_one_event() -> None:
    first, second = (
        YearRecord.model_validate(
            {"year": 2022, "events": [{"date": date, "kinds": ["党课"], "title": "讲课"}]},
            context={"year": 2022},
        ).events
        for date in ("2022-05-12", "5月12日")
    )
    joined, warnings = events.merge_events(first, second)
    assert len(joined) == 1
    assert [w.code for w in warnings] == ["duplicate-event"]


def test_an_event_of_another_year_counts_nowhere() -> None:
    record = YearRecord(
        year=2022,
        events=(event("2021-12-10", "党课"), event("2022-01-10", "党课"), event("2023-01-20")),
    )
    assert [e.date.short for e in record.chronicle] == ["1月10日"]
    assert derived.summarise(record.organisation_life).by_kind == {"党课": 1}
    assert record.kinds == {"党课"}


def test_hours_of_duty_are_no_hours_of_study() -> None:
    log = (
        event("2022-01-10", "党课", present=10, hours=2),
        event("2022-06-10", "防汛值守", present=10, hours=40),
        event("2022-06-11", "主题党日", "志愿服务", present=10, hours=4),
        event("2022-07-10", "主题党日", title="上堤巡查", present=10, hours=8),
        event("2022-08-10", "党课", title="防汛抢险怎样当先锋", present=5, hours=2),
    )
    assert derived.hours_per_member(log, Decimal(10)) == 3
    assert derived.hours(log, "防汛值守") == 40


@pytest.mark.parametrize(
    ("more", "recorded"),
    [
        ({"present": 8, "hours": 2}, True),
        ({"present": 8}, False),
        ({"hours": 2}, False),
    ],
)
def test_study_is_recorded_where_no_lesson_lacks_its_hours_or_its_people(
    more: dict[str, int], recorded: bool
) -> None:
    log = (
        event("2022-01-10", "党课", present=10, hours=2),
        event("2022-02-10", "主题党日", **more),
        event("2022-03-10", "支部党员大会"),
        event("2022-04-10", "志愿服务"),
    )
    assert derived.study_is_recorded(log) is recorded
    assert not derived.study_is_recorded(log[2:])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("支委会（扩大）", ("支委会",)),
        ("支部委员会扩大会议", ("支委会",)),
        ("学习 参观", ("学习", "参观")),
        ("主题党日、党课", ("主题党日", "党课")),
        ("主题党曰", ("主题党日",)),
        ("支部书记讲党课", ("党课",)),
        ("警示教育（观影）", ("警示教育",)),
        ("支部委员会会议", ()),
        ("民主生活会", ()),
        ("防汛值守", ()),
        ("学习和研讨", ()),
    ],
)
def test_an_unknown_kind_may_mean_a_known_one(written: str, meant: tuple[str, ...]) -> None:
    assert events.likely_kinds(written, ["警示教育"]) == meant
