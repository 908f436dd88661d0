"""What must be true of the content where a guarded literal stands in a document about it.

A predicate takes the subject of a document: a branch's year, a meeting of it, a lesson, a committee's
year. It is False for a subject of another kind. `of_content` turns a predicate about the content of one
kind into one about any subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reportgen.compose.templates.schedule import HasDue, deadlines
from reportgen.compose.templates.targets import TargetRow, targets_of
from reportgen.content import derived, exceptions, trends
from reportgen.content.branch_year import BranchYear
from reportgen.content.chapters import figures_of
from reportgen.content.figures import with_numbers
from reportgen.content.lessons import LessonSubject
from reportgen.content.lessons.model import Question
from reportgen.content.library import Subject
from reportgen.content.log.events import events_of_kind
from reportgen.content.log.meetings import MeetingSubject
from reportgen.content.model import Event, Followup, Plan, PlanItem, Problem
from reportgen.content.quantities import number_of
from reportgen.content.rollup import totals
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.minimums import other_minimums
from reportgen.content.rollup.per_member import per_member
from reportgen.content.rollup.rankings import ranking
from reportgen.content.rollup.shares import shares

Predicate = Callable[[Subject], bool]

#: name → predicate
PREDICATES: dict[str, Predicate] = {}


def of_content(*kinds: type) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Return a decorator that enters a predicate about subjects of `kinds`."""

    def entered(predicate: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def of_any(subject: Subject) -> bool:
            content = subject
            if isinstance(subject, MeetingSubject) and MeetingSubject not in kinds:
                content = subject.entry
            return isinstance(content, kinds) and bool(predicate(content))

        PREDICATES[predicate.__name__] = of_any
        return predicate

    return entered


@of_content(BranchYear, LessonSubject, CommitteeYear)
def is_sample(subject: Any) -> bool:
    return bool(subject.settings.sample if hasattr(subject, "settings") else subject.branch.sample)


@of_content(BranchYear)
def is_unreviewed(entry: BranchYear) -> bool:
    return entry.unreviewed is not None


@of_content(BranchYear)
def has_secretary(entry: BranchYear) -> str:
    return entry.branch.secretary


@of_content(BranchYear)
def speaker_is_the_secretary(entry: BranchYear) -> bool:
    debriefing = entry.record.debriefing
    speaker = debriefing.speaker if debriefing else ""
    return bool(entry.branch.secretary) and speaker in ("", entry.branch.secretary)


@of_content(BranchYear)
def has_an_occasion(entry: BranchYear) -> bool:
    return bool(entry.record.debriefing and entry.record.debriefing.occasion)


@of_content(BranchYear)
def has_a_chapter_with_a_power(entry: BranchYear) -> bool:
    return any(chapter.type and chapter.type.power for chapter in entry.chapters)


@of_content(BranchYear, LessonSubject)
def has_two_chapters(subject: Any) -> bool:
    if isinstance(subject, LessonSubject):
        return len(subject.lesson.parts) >= 2
    return len(subject.chapters) >= 2


@of_content(BranchYear)
def has_two_key_figures(entry: BranchYear) -> bool:
    return sum(f.highlight for f in with_numbers(entry.record.figures.values())) >= 2


@of_content(BranchYear)
def has_a_chapter_with_two_figures(entry: BranchYear) -> bool:
    return any(len(with_numbers(figures_of(entry.record, c))) >= 2 for c in entry.chapters)


@of_content(BranchYear)
def has_two_highlights(entry: BranchYear) -> bool:
    return len(derived.highlights(entry.record.events)) >= 2


@of_content(BranchYear)
def has_an_event_or_a_picture(entry: BranchYear) -> bool:
    return bool(entry.record.events or entry.record.pictures)


@of_content(BranchYear)
def has_brands(entry: BranchYear) -> bool:
    return entry.record.brands is not None


@of_content(BranchYear)
def has_two_brands(entry: BranchYear) -> bool:
    return entry.record.brands is not None and len(entry.record.brands.items) >= 2


@of_content(BranchYear)
def has_venues(entry: BranchYear) -> bool:
    return bool(entry.record.venues)


@of_content(BranchYear)
def names_its_unit(entry: BranchYear) -> str:
    return entry.branch.unit


@of_content(BranchYear)
def names_its_upper_committee(entry: BranchYear) -> str:
    return entry.branch.upper


@of_content(BranchYear)
def had_other_names(entry: BranchYear) -> bool:
    return bool(entry.branch.former_names)


@of_content(BranchYear)
def has_a_slogan(entry: BranchYear) -> str:
    return entry.branch.slogan


@of_content(BranchYear)
def names_its_committee(entry: BranchYear) -> bool:
    return bool(entry.branch.committee)


@of_content(BranchYear)
def counts_its_members_or_groups(entry: BranchYear) -> bool:
    return entry.branch.members is not None or entry.branch.groups > 0


@of_content(BranchYear)
def counts_formal_members(entry: BranchYear) -> bool:
    return bool(entry.branch.members and entry.branch.members.formal)


@of_content(BranchYear)
def counts_probationary_members(entry: BranchYear) -> bool:
    branch = entry.branch
    listed = any(member.probationary for member in branch.roster)
    return listed or bool(branch.members and branch.members.probationary)


# The log.


@of_content(BranchYear)
def has_organisation_life(entry: BranchYear) -> bool:
    return bool(entry.record.organisation_life)


@of_content(BranchYear)
def has_a_joint_event(entry: BranchYear) -> bool:
    return any(len(set(event.kinds)) > 1 for event in entry.record.organisation_life)


def _present_and_due(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.present is not None and event.due]


@of_content(BranchYear)
def knows_attendance(entry: BranchYear) -> bool:
    return bool(_present_and_due(entry.record.organisation_life))


@of_content(BranchYear)
def knows_attendance_of_party_days(entry: BranchYear) -> bool:
    return bool(_present_and_due(events_of_kind(entry.record.organisation_life, "主题党日")))


@of_content(BranchYear)
def knows_hours(entry: BranchYear) -> bool:
    events = entry.record.organisation_life
    total = entry.branch.members and entry.branch.members.total
    return bool(total) and any(event.hours and event.present for event in events)


@of_content(BranchYear)
def has_an_event_without_a_month(entry: BranchYear) -> bool:
    return any(e.calendar_date.month is None for e in entry.record.organisation_life)


@of_content(BranchYear)
def has_an_event_over_months(entry: BranchYear) -> bool:
    return bool(derived.summarise(entry.record.organisation_life).over_months)


@of_content(BranchYear)
def has_an_event_without_those_due(entry: BranchYear) -> bool:
    return any(e.present is not None and not e.due for e in entry.record.organisation_life)


@of_content(BranchYear)
def names_no_committee_or_no_groups(entry: BranchYear) -> bool:
    return not entry.branch.committee or not entry.branch.groups


@of_content(BranchYear)
def has_too_few_events_of_a_kind(entry: BranchYear) -> bool:
    least = {"支部党员大会": 4, "主题党日": 12, "组织生活会": 1, "民主评议党员": 1}
    if entry.branch.committee:
        least["支委会"] = 12
    log = derived.summarise(entry.record.organisation_life)
    least["党小组会"] = 12 * entry.branch.groups
    least.setdefault("支委会", 12 if log.count("支委会") else 0)
    return any(log.count(kind) < number for kind, number in least.items())


@of_content(BranchYear)
def gives_a_reason_for_a_month(entry: BranchYear) -> bool:
    return bool(exceptions.reasons(entry.record))


def _covers(entry: BranchYear, kinds: Iterable[str], months: int) -> bool:
    for kind in kinds:
        dates = [e.calendar_date for e in events_of_kind(entry.record.organisation_life, kind)]
        if dates and not derived.uncovered(dates, entry.year, months):
            return True
    return False


@of_content(BranchYear)
def has_a_kind_every_month(entry: BranchYear) -> bool:
    return _covers(entry, ("支委会", "党小组会", "主题党日"), 1)


@of_content(BranchYear)
def has_a_kind_every_quarter(entry: BranchYear) -> bool:
    return _covers(entry, ("支部党员大会",), 3) or _covers(
        entry, ("组织生活会", "民主评议党员"), 12
    )


@of_content(MeetingSubject)
def meeting_knows_its_attendance(meeting: MeetingSubject) -> bool:
    event = meeting.event
    return event.present is not None and bool(event.due) and event.present <= (event.due or 0)


@of_content(MeetingSubject)
def everybody_due_is_present(meeting: MeetingSubject) -> bool:
    return bool(meeting.event.due) and meeting.event.due == meeting.event.present


# Honours, follow-ups, problems, plan.


@of_content(BranchYear, CommitteeYear)
def has_honours(subject: BranchYear | CommitteeYear) -> bool:
    return any(entry.record.honours for entry in _of_all(subject))


@of_content(BranchYear)
def has_two_honours(entry: BranchYear) -> bool:
    return len(entry.record.honours) >= 2


@of_content(BranchYear)
def has_an_honour_with_a_level(entry: BranchYear) -> bool:
    return any(honour.level for honour in entry.record.honours)


@of_content(BranchYear)
def has_an_honour_with_people(entry: BranchYear) -> bool:
    return any(honour.people for honour in entry.record.honours)


@of_content(BranchYear)
def has_an_honour_with_a_grade(entry: BranchYear) -> bool:
    return any(honour.grade for honour in entry.record.honours)


@of_content(BranchYear)
def has_an_honour_with_a_count(entry: BranchYear) -> bool:
    return any(honour.count for honour in entry.record.honours)


def _comments(entry: BranchYear) -> tuple[Followup, ...]:
    return entry.record.debriefing.comments if entry.record.debriefing else ()


def _followups(entry: BranchYear) -> tuple[Followup, ...]:
    return (*entry.record.followups, *_comments(entry))


@of_content(BranchYear)
def has_followups(entry: BranchYear) -> bool:
    return bool(entry.record.followups)


@of_content(BranchYear)
def has_two_followups_of_one_status(entry: BranchYear) -> bool:
    lists = (entry.record.followups, _comments(entry))
    return any(len(items) >= 2 and len({i.status_text for i in items}) == 1 for items in lists)


@of_content(BranchYear)
def has_comments(entry: BranchYear) -> bool:
    return bool(_comments(entry))


@of_content(BranchYear)
def writes_an_answer(entry: BranchYear) -> bool:
    return any(item.action or item.result or item.status for item in _followups(entry))


@of_content(BranchYear)
def writes_a_result(entry: BranchYear) -> bool:
    return any(item.result for item in _followups(entry))


@of_content(BranchYear)
def writes_a_status(entry: BranchYear) -> bool:
    return any(item.status for item in (*_followups(entry), *entry.record.projects))


@of_content(BranchYear)
def names_who_commented(entry: BranchYear) -> bool:
    return any(item.by for item in _followups(entry))


def _problems(entry: BranchYear) -> tuple[Problem, ...]:
    debriefing = entry.record.debriefing
    return (*entry.record.problems, *(debriefing.problems if debriefing else ()))


def _lists_of_problems(entry: BranchYear) -> tuple[tuple[Problem, ...], ...]:
    debriefing = entry.record.debriefing
    return (entry.record.problems, debriefing.problems if debriefing else ())


def _plans(entry: BranchYear) -> list[Plan]:
    debriefing = entry.record.debriefing
    plans = (entry.record.plan, debriefing.plan if debriefing else None)
    return [plan for plan in plans if plan]


def _tasks(entry: BranchYear) -> list[PlanItem]:
    return [item for plan in _plans(entry) for item in plan.items]


@of_content(BranchYear)
def has_problems_or_is_asked_for_them(entry: BranchYear) -> bool:
    return bool(_problems(entry)) or exceptions.asks_for(entry.record, "问题")


@of_content(BranchYear)
def writes_a_measure(entry: BranchYear) -> bool:
    return any(problem.measure for problem in _problems(entry))


def _of_all(subject: BranchYear | CommitteeYear) -> tuple[BranchYear, ...]:
    """Return the years of the branches that a document is about."""
    return subject.entries if isinstance(subject, CommitteeYear) else (subject,)


@of_content(BranchYear, CommitteeYear)
def writes_a_measure_or_an_action(subject: BranchYear | CommitteeYear) -> bool:
    return any(
        writes_a_measure(entry) or any(item.action for item in _followups(entry))
        for entry in _of_all(subject)
    )


@of_content(BranchYear)
def writes_a_cause(entry: BranchYear) -> bool:
    return any(problem.cause for problem in _problems(entry))


@of_content(BranchYear)
def has_a_plan(entry: BranchYear) -> bool:
    return bool(_plans(entry))


@of_content(BranchYear)
def has_two_tasks(entry: BranchYear) -> bool:
    return any(len(plan.items) >= 2 for plan in _plans(entry))


@of_content(BranchYear)
def has_a_deadline_for_each_task(entry: BranchYear) -> bool:
    plans = _plans(entry)
    return any(len(plan.items) >= 2 and all(t.due for t in plan.items) for plan in plans)


@of_content(BranchYear, CommitteeYear)
def has_deadlines_in_the_next_year(subject: BranchYear | CommitteeYear) -> bool:
    lists: list[Sequence[HasDue]] = []
    if isinstance(subject, CommitteeYear):
        lists.append(subject.committee.advice)
    else:
        lists += [plan.items for plan in _plans(subject)]
        lists += _lists_of_problems(subject)
    year = subject.year if isinstance(subject, CommitteeYear) else subject.record.year
    return any(items and deadlines(items, year + 1) for items in lists)


@of_content(BranchYear)
def has_deadlines_for_two_tasks(entry: BranchYear) -> bool:
    return any(sum(bool(t.due) for t in plan.items) >= 2 for plan in _plans(entry))


@of_content(BranchYear)
def has_a_measure_for_each_problem(entry: BranchYear) -> bool:
    return any(len(ps) >= 2 and all(p.measure for p in ps) for ps in _lists_of_problems(entry))


@of_content(BranchYear, CommitteeYear)
def names_who_is_responsible(subject: BranchYear | CommitteeYear) -> bool:
    return any(
        item.owner for entry in _of_all(subject) for item in (*_problems(entry), *_tasks(entry))
    )


@of_content(BranchYear)
def sets_a_deadline(entry: BranchYear) -> bool:
    return any(item.due for item in (*_problems(entry), *_tasks(entry)))


# Figures beside those of last year.


def _trends(entry: BranchYear) -> tuple[trends.Trend, ...]:
    """Return the figures beside last year's: those of the comparison, and all others that have a last year."""
    record, previous = entry.record, entry.previous
    others = (trends.trend(figure, record, previous) for figure in record.figures.values())
    known = [trend for trend in others if trend and trend.direction is not None]
    compared = (*trends.comparison(record, previous), *known)
    return tuple({str(trend.label): trend for trend in compared}.values())


def _changes(entry: BranchYear) -> list[int]:
    """Return for each comparable figure whether it rose (1), fell (-1) or stayed (0)."""
    pairs = ((number_of(trend.this), number_of(trend.last)) for trend in _trends(entry))
    values = [(now.value, last.value) for now, last in pairs if now and last]
    return [(now > last) - (now < last) for now, last in values]


@of_content(BranchYear)
def changed_for_the_better(entry: BranchYear) -> bool:
    return any(trend.is_better is True for trend in _trends(entry))


@of_content(BranchYear)
def changed_for_the_worse(entry: BranchYear) -> bool:
    return any(trend.is_better is False for trend in _trends(entry))


@of_content(BranchYear)
def says_of_two_figures_which_way_is_better(entry: BranchYear) -> bool:
    return sum(bool(trend.better) for trend in _trends(entry)) >= 2


def _targets(entry: BranchYear) -> tuple[TargetRow, ...]:
    targets = targets_of(entry.record.figures.values())
    return targets.rows if targets else ()


@of_content(BranchYear)
def sets_a_target(entry: BranchYear) -> bool:
    return bool(_targets(entry))


@of_content(BranchYear)
def reaches_all_of_two_targets(entry: BranchYear) -> bool:
    rows = _targets(entry)
    return len(rows) >= 2 and all(row.met for row in rows)


@of_content(BranchYear)
def misses_one_of_two_targets(entry: BranchYear) -> bool:
    return len(_targets(entry)) >= 2 and misses_a_target(entry)


@of_content(BranchYear)
def misses_a_target(entry: BranchYear) -> bool:
    return any(row.met is False for row in _targets(entry))


@of_content(BranchYear)
def compares_figures(entry: BranchYear) -> bool:
    return bool(_trends(entry))


@of_content(BranchYear)
def compares_two_figures(entry: BranchYear) -> bool:
    return len(_trends(entry)) >= 2


@of_content(BranchYear)
def compares_two_numbers(entry: BranchYear) -> bool:
    return len([trend for trend in _trends(entry) if trend.rate is not None]) >= 2


@of_content(BranchYear)
def has_a_rise(entry: BranchYear) -> bool:
    return 1 in _changes(entry)


@of_content(BranchYear)
def has_a_fall(entry: BranchYear) -> bool:
    return -1 in _changes(entry)


@of_content(BranchYear)
def has_an_equal(entry: BranchYear) -> bool:
    return 0 in _changes(entry)


# Pictures and sources.


@of_content(BranchYear, LessonSubject)
def has_a_credit(subject: Any) -> bool:
    if isinstance(subject, LessonSubject):
        return any(picture.credit for picture, _ in subject.pictures.values())
    return any(picture.credit for picture in subject.record.pictures.values())


@of_content(BranchYear)
def names_a_source(entry: BranchYear) -> bool:
    return entry.record.source is not None


# Lessons.


@of_content(LessonSubject)
def has_a_case(subject: LessonSubject) -> bool:
    return any(page.case for page in subject.lesson.pages)


@of_content(LessonSubject)
def has_a_discussion(subject: LessonSubject) -> bool:
    return bool(subject.lesson.discussion) or "discussion" in {q.kind for q in _questions(subject)}


@of_content(LessonSubject)
def has_a_picture_of_a_case(subject: LessonSubject) -> bool:
    return any(case.picture for case in subject.lesson.cases.values())


@of_content(LessonSubject)
def has_a_poll(subject: LessonSubject) -> bool:
    return "poll" in {question.kind for question in _questions(subject)}


@of_content(LessonSubject)
def has_an_activity(subject: LessonSubject) -> bool:
    return "activity" in {question.kind for question in _questions(subject)}


@of_content(LessonSubject)
def says_how_to_run_a_question(subject: LessonSubject) -> bool:
    return any(question.how for question in _questions(subject))


@of_content(LessonSubject)
def gives_answers(subject: LessonSubject) -> bool:
    return any(question.answers for question in _questions(subject))


def _questions(subject: LessonSubject) -> list[Question]:
    questions = [page.question for page in subject.lesson.pages if page.question]
    return [*questions, *([subject.lesson.discussion] if subject.lesson.discussion else [])]


@of_content(LessonSubject)
def has_a_quotation(subject: LessonSubject) -> bool:
    return bool(subject.lesson.quotations)


@of_content(LessonSubject)
def has_a_second_hand_quotation(subject: LessonSubject) -> bool:
    return any(quote.hand == "second" or quote.via for quote in subject.lesson.quotations.values())


@of_content(LessonSubject)
def names_a_source_of_its_own(subject: LessonSubject) -> bool:
    lesson = subject.lesson
    own = (*lesson.figures.values(), *lesson.charts.values())
    return any(entry.source for entry in own) or any(t.origin for t in lesson.tables.values())


@of_content(LessonSubject)
def has_aims_of_its_own(subject: LessonSubject) -> bool:
    return bool(subject.lesson.aims)


@of_content(LessonSubject)
def has_emphases(subject: LessonSubject) -> bool:
    return bool(subject.lesson.emphases)


@of_content(LessonSubject)
def has_difficulties(subject: LessonSubject) -> bool:
    return bool(subject.lesson.difficulties)


@of_content(LessonSubject)
def has_aids(subject: LessonSubject) -> bool:
    return bool(subject.lesson.aids)


@of_content(LessonSubject)
def has_a_board(subject: LessonSubject) -> bool:
    return bool(subject.lesson.board)


@of_content(LessonSubject)
def has_spares(subject: LessonSubject) -> bool:
    return bool(subject.lesson.spares)


@of_content(LessonSubject)
def has_two_parts(subject: LessonSubject) -> bool:
    return len(subject.lesson.parts) >= 2


@of_content(LessonSubject)
def lasts_at_most_ten_minutes(subject: LessonSubject) -> bool:
    return subject.lesson.minutes <= 10


@of_content(LessonSubject)
def has_sources(subject: LessonSubject) -> bool:
    return bool(subject.lesson.sources or subject.lesson.quotations)


@of_content(LessonSubject)
def has_aims(subject: LessonSubject) -> bool:
    lesson = subject.lesson
    return bool(lesson.aims or any(part.aim for part in lesson.parts))


# Committees.


@of_content(CommitteeYear)
def has_committees(subject: CommitteeYear) -> bool:
    return bool(subject.committees)


@of_content(CommitteeYear)
def has_a_problem_of_several_branches(subject: CommitteeYear) -> bool:
    names = [name for entry in subject.entries for name in {p.name for p in entry.record.problems}]
    return len(set(names)) < len(names)


@of_content(CommitteeYear)
def has_own_branches_beside_committees(subject: CommitteeYear) -> bool:
    return bool(subject.committees and subject.branches)


@of_content(CommitteeYear)
def has_a_branch_of_several_types(subject: CommitteeYear) -> bool:
    return any(len(entry.types) > 1 for entry in subject.entries)


@of_content(CommitteeYear)
def has_a_branch_without_types(subject: CommitteeYear) -> bool:
    return any(not entry.types for entry in subject.entries)


@of_content(CommitteeYear)
def has_a_typed_branch(subject: CommitteeYear) -> bool:
    return any(entry.types for entry in subject.entries)


@of_content(CommitteeYear)
def has_a_branch_in_several_committees(subject: CommitteeYear) -> bool:
    listed = [e.slug for each in subject.committees for e in each.entries]
    listed += [entry.slug for entry in subject.branches]
    return len(listed) > len(set(listed))


@of_content(CommitteeYear)
def has_a_branch_without_a_record(subject: CommitteeYear) -> bool:
    return bool(subject.absent)


@of_content(CommitteeYear)
def has_a_faulty_record(subject: CommitteeYear) -> bool:
    return bool(subject.faulty)


@of_content(CommitteeYear)
def has_a_faulty_committee(subject: CommitteeYear) -> bool:
    return bool(subject.faulty_committees)


@of_content(CommitteeYear)
def has_branches_that_report_no_number(subject: CommitteeYear) -> bool:
    total = totals.total(totals.roll_up(subject))
    return bool(total.unreported) or any(figure.unreported for figure in total.figures)


@of_content(CommitteeYear)
def has_a_branch_that_reaches_all(subject: CommitteeYear) -> bool:
    return any(row.reaches_all for row in totals.roll_up(subject).rows.values())


@of_content(CommitteeYear)
def has_a_minimum_that_all_reach(subject: CommitteeYear) -> bool:
    return any(r.is_reached for r in totals.total(totals.roll_up(subject)).requirements)


@of_content(CommitteeYear)
def has_only_branches_that_reach_all(subject: CommitteeYear) -> bool:
    return all(row.reaches_all for row in totals.roll_up(subject).rows.values())


@of_content(CommitteeYear)
def has_committees_with_other_minimums(subject: CommitteeYear) -> bool:
    return bool(other_minimums(subject))


@of_content(CommitteeYear)
def has_a_minimum_that_does_not_apply(subject: CommitteeYear) -> bool:
    rows = totals.roll_up(subject).rows.values()
    return any(not standing.applies for row in rows for standing in row.standings)


@of_content(CommitteeYear)
def has_a_branch_without_works(subject: CommitteeYear) -> bool:
    return any(not row.works for row in totals.roll_up(subject).rows.values())


@of_content(CommitteeYear)
def has_a_unit_that_names_no_problems(subject: CommitteeYear) -> bool:
    return any(unit.problems is None for unit in totals.units(totals.roll_up(subject)))


@of_content(CommitteeYear)
def has_averages_over_members(subject: CommitteeYear) -> bool:
    return bool(per_member(totals.roll_up(subject), ()))


@of_content(CommitteeYear)
def has_requests_with_their_owners(subject: CommitteeYear) -> bool:
    return any(request.owner for request in subject.committee.advice)


@of_content(CommitteeYear)
def has_requests_with_their_dates(subject: CommitteeYear) -> bool:
    return all(request.due for request in subject.committee.advice)


@of_content(CommitteeYear)
def leaves_something_open(subject: CommitteeYear) -> bool:
    sums = totals.total(totals.roll_up(subject)).figures
    return any(share.open_total.value for share in shares(sums, sums))


@of_content(CommitteeYear)
def has_minimums(subject: CommitteeYear) -> bool:
    return bool(subject.committee.minimums) or bool(
        totals.total(totals.roll_up(subject)).requirements
    )


@of_content(CommitteeYear)
def has_misses(subject: CommitteeYear) -> bool:
    return bool(totals.misses(totals.roll_up(subject)))


@of_content(CommitteeYear)
def cites_the_regulation(subject: CommitteeYear) -> bool:
    return any(minimum.basis.startswith("条例：") for minimum in subject.committee.minimums)


@of_content(CommitteeYear)
def has_problems_below(subject: CommitteeYear) -> bool:
    return any(entry.record.problems for entry in subject.entries)


@of_content(CommitteeYear)
def names_a_part_of_a_whole(subject: CommitteeYear) -> bool:
    labels = {figure.label for figure in totals.figures(totals.roll_up(subject))}
    pairs = (("受理", "办结"), ("登记", "办结"), ("接到", "办结"), ("收到", "办结"),
             ("排查", "整改"), ("发现", "整改"), ("查出", "整改"))  # fmt: skip
    return any(
        whole.replace(before, after) in labels
        for whole in labels
        for before, after in pairs
        if before in whole
    )


@of_content(CommitteeYear)
def has_a_ranking(subject: CommitteeYear) -> bool:
    return ranking(totals.roll_up(subject)) is not None


@of_content(CommitteeYear)
def ranks_by_minimums(subject: CommitteeYear) -> bool:
    request = ranking(totals.roll_up(subject))
    return request is not None and request.by_minimums


@of_content(CommitteeYear)
def ranks_not_all_branches(subject: CommitteeYear) -> bool:
    request = ranking(totals.roll_up(subject))
    return request is not None and bool(request.unranked)
