from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support import workspaces
from support.program import run

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.branches import load_branch_types
from reportgen.content.library import Library
from reportgen.content.rollup import totals
from reportgen.content.rollup.committees import CommitteeYear
from reportgen.content.rollup.loading import load_committee
from reportgen.content.rollup.problems import problem_groups
from reportgen.content.rollup.totals import RollUp, Summary, roll_up
from reportgen.document.nodes import AttachmentPage, Report, Table, Text
from reportgen.document.walk import plain_text, walk
from reportgen.workspace import Forwarding, MemoryWorkspace

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Branch:
    """A branch of the tests: its volunteer hours as written, its name, its members."""

    hours: str = "10小时"
    name: str = ""
    members: str = "20名"
    year: int = 2022
    problems: str = "problems: [{name: 学习不够, measure: 改}]"


def county(committees: Mapping[str, str], branches: Mapping[str, Branch]) -> MemoryWorkspace:
    """Return a workspace of those committees, each given by the lines of its file, and branches."""
    files: dict[str, bytes | str | None] = {
        f"content/committees/{slug}.yaml": f"name: {slug}党委\nyears: [2022]\nfigures: [hours]\n"
        f"minimums: [{{figure: hours, at_least: 10小时}}]\nsigned: 2023-01-05\n{lines}\n"
        for slug, lines in committees.items()
    }
    for slug, branch in branches.items():
        folder = f"content/branches/{slug}"
        files[f"{folder}/branch.yaml"] = (
            f"name: 示例县{slug}党支部\nshort: {branch.name or slug}\ntypes: [learning]\n"
            f"members: {{total: {branch.members}}}\n"
        )
        files[f"{folder}/{branch.year}.yaml"] = (
            f"year: {branch.year}\nopening: 一年。\n"
            f"figures: {{hours: {{value: {branch.hours}, label: 志愿服务}}}}\n"
            f"{branch.problems}\n"
        )
    for path in (ROOT / "templates/juli").rglob("*.j2"):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode()
    return workspaces.memory(files)


def library(workspace: MemoryWorkspace | Forwarding, slug: str = "city") -> Library:
    return load_committee(workspace, slug, load_branch_types(workspace))


def rolled_up(committees: Mapping[str, str], branches: Mapping[str, Branch]) -> RollUp:
    (subject,) = library(county(committees, branches)).subjects("committee")
    assert isinstance(subject, CommitteeYear)
    return roll_up(subject)


def report(committees: Mapping[str, str], branches: Mapping[str, Branch]) -> Report:
    workspace = county(committees, branches)
    kinds = {kind.id: kind for kind in find_kinds(workspace, "templates/juli")[0]}
    (subject,) = library(workspace).subjects("committee")
    composed = Composer("templates/juli", workspace.read).compose(kinds["roll-up"], subject, "汇总")
    assert isinstance(composed.document, Report), composed.diagnostics
    return composed.document


def text(document: Report) -> str:
    return "".join(node.text for node in walk(document) if isinstance(node, Text))


def annex(committees: Mapping[str, str], branches: Mapping[str, Branch]) -> list[list[str]]:
    blocks = report(committees, branches).blocks
    begins = next(at for at, b in enumerate(blocks) if isinstance(b, AttachmentPage))
    table = next(b for b in blocks[begins:] if isinstance(b, Table))
    return words_of(table)


def standings(committees: Mapping[str, str], branches: Mapping[str, Branch]) -> list[list[str]]:
    """Return the rows of the table that has a few branches beside the minimums."""
    tables = (b for b in report(committees, branches).blocks if isinstance(b, Table))
    table = next(table for table in tables if "未达" in str(table.rows[0]))
    return words_of(table)


def words_of(table: Table) -> list[list[str]]:
    return [[plain_text(cell.content) for cell in row] for row in table.rows]


def hours(summary: Summary) -> str:
    return str(summary.figures[0].total)


CITY = {
    "city": "committees: [street, school]\nbranches: [office]",
    "street": "branches: [s-*]",
    "school": "branches: [t1]",
}
BRANCHES = {
    "s-1": Branch("10小时"),
    "s-2": Branch("5小时", members="30名"),
    "t1": Branch("30小时"),
    "office": Branch("8小时", members="7名"),
}


def test_a_row_for_each_committee_below_one_for_each_own_branch_and_one_for_all() -> None:
    rollup = rolled_up(CITY, BRANCHES)
    rows = [(u.name, len(u.rows), str(u.members), hours(u)) for u in totals.units(rollup)]
    assert rows == [
        ("street党委", 2, "50名", "15小时"),
        ("school党委", 1, "20名", "30小时"),
        ("office", 1, "7名", "8小时"),
    ]
    total = totals.total(rollup)
    assert (len(total.rows), str(total.members), hours(total)) == (4, "77名", "53小时")


def test_the_average_is_one_of_branches_and_not_of_averages() -> None:
    total = totals.total(rolled_up(CITY, BRANCHES))
    # The averages of the rows are 7.5, 30 and 8; their average would be 15.2.
    assert total.figures[0].average == "13.3小时"


def test_each_row_says_how_many_branches_reach_a_minimum() -> None:
    rollup = rolled_up(CITY, BRANCHES)
    reached = [(u.requirements[0].reached, u.requirements[0].applies) for u in totals.units(rollup)]
    assert reached == [(1, 2), (1, 1), (0, 1)]
    (required,) = totals.total(rollup).requirements
    assert (required.reached, required.applies) == (2, 4)


def test_problems_of_all_branches_are_counted_by_row() -> None:
    (group,) = problem_groups(rolled_up(CITY, BRANCHES))
    assert len(group.items) == 4
    assert group.by_unit == (("street党委", 2), ("school党委", 1), ("office", 1))


def test_a_branch_that_names_no_problems_has_not_none_unless_it_says_so() -> None:
    branches = {
        **BRANCHES,
        "t1": Branch("30小时", problems="closing: {text: 完。}"),
        "office": Branch("8小时", problems="none: [问题]"),
    }
    rollup = rolled_up(CITY, branches)
    assert [unit.problems for unit in totals.units(rollup)] == [2, None, 0]
    assert totals.total(rollup).problems == 2
    problems = {row[0]: row[-1] for row in standings(CITY, branches)}
    assert problems["支部"] == "问题\n（条）"
    assert (problems["office"], problems["t1"]) == ("0", "—")


def test_a_branch_of_two_committees_counts_in_both_rows_and_once_in_all() -> None:
    city = CITY | {"school": "branches: [t1, s-1]"}
    rollup = rolled_up(city, BRANCHES)
    assert [hours(unit) for unit in totals.units(rollup)] == ["15小时", "40小时", "8小时"]
    assert hours(totals.total(rollup)) == "53小时"
    assert totals.repeated_branches(rollup) == ("s-1",)
    assert "s-1同列在几处，合计只计一次。" in text(report(city, BRANCHES))


def test_branches_without_a_record_are_counted_by_committee() -> None:
    branches = BRANCHES | {
        "s-2": Branch(year=2021), "s-3": Branch(year=2021), "office": Branch(year=2021)
    }  # fmt: skip
    rollup = rolled_up(CITY, branches)
    below = [(each.name, each.branches) for each in totals.missing(rollup.subject)]
    assert below == [("street党委", ("s-2", "s-3")), ("", ("office",))]
    words = text(report(CITY, branches))
    assert "另有3个支部没有2022年度的记录：street党委2个、直属支部1个。" in words


def test_a_committee_with_errors_is_told_at_its_own_place_and_missed_by_name_above() -> None:
    city = CITY | {"street": "branches: [s-*]\nunknwon: 1"}
    workspace = county(city, BRANCHES)
    (warning,) = library(workspace).diagnostics
    assert (warning.code, warning.is_error) == ("committee-left-out", False)
    assert warning.span
    assert warning.span.path == "content/committees/city.yaml"
    (fault,) = library(workspace, "street").diagnostics
    assert fault.code == "unknown-key"
    assert "street的文件有错误，其支部没有计入。" in text(report(city, BRANCHES))


def test_a_branch_with_errors_is_missed_by_name_above() -> None:
    branches = BRANCHES | {"s-2": Branch("很多: 小时")}
    words = text(report(CITY, branches))
    assert "s-2的记录有错误，没有计入。" in words


def test_approximate_figures_stay_approximate_in_sums_and_averages() -> None:
    rollup = rolled_up(CITY, BRANCHES | {"s-1": Branch("10余小时"), "t1": Branch("约30小时")})
    assert [hours(u) for u in totals.units(rollup)] == ["15小时以上", "约30小时", "8小时"]
    figure = totals.total(rollup).figures[0]
    assert (str(figure.total), figure.average) == ("约53小时", "约13.3小时")


def test_a_figure_without_a_number_is_not_counted_and_stands_as_it_was_written() -> None:
    branches = BRANCHES | {"t1": Branch("没统计")}
    figure = totals.total(rolled_up(CITY, branches)).figures[0]
    assert (str(figure.total), figure.reported, figure.unreported) == ("23小时", 3, 1)
    (row,) = [row for row in standings(CITY, branches) if row[0] == "t1"]
    assert "没统计" in row


def test_hours_and_minutes_are_added_in_one_unit() -> None:
    rollup = rolled_up(CITY, BRANCHES | {"s-1": Branch("30分钟")})
    figure = totals.total(rollup).figures[0]
    assert (str(figure.total), figure.average) == ("2610分钟", "652.5分钟")


def test_shares_are_averaged_and_never_added() -> None:
    branches = {slug: Branch(f"{90 + n}%") for n, slug in enumerate(BRANCHES)}
    city = {slug: lines.replace("10小时", "10%") for slug, lines in CITY.items()}
    figure = totals.total(rolled_up(city, branches)).figures[0]
    assert (figure.total, figure.average) == (None, "91.5%")


def test_branches_with_one_short_name_are_told_apart() -> None:
    branches = {slug: Branch(each.hours, "第一支部") for slug, each in BRANCHES.items()}
    rollup = rolled_up(CITY, branches)
    assert hours(totals.total(rollup)) == "53小时"
    assert totals.total(rollup).names == tuple(
        f"示例县{s}党支部" for s in ("s-1", "s-2", "t1", "office")
    )


def test_a_few_branches_stand_under_the_committees_they_belong_to_which_have_their_sums() -> None:
    rows = standings(CITY, BRANCHES)
    assert [row[0] for row in rows[2:]] == [
        "street党委", "s-1", "s-2", "school党委", "t1", "直属支部", "office", "合计",
    ]  # fmt: skip
    assert "志愿服务\n（小时）" in rows[0]
    assert "15" in rows[2]


def test_a_large_committee_lists_in_its_annex_the_committees_of_all_levels() -> None:
    city = CITY | {"province": "committees: [city]"}
    workspace = county(city, BRANCHES)
    (province,) = library(workspace, "province").subjects("committee")
    assert isinstance(province, CommitteeYear)
    rollup = roll_up(province)
    assert rollup.annex == "branches"
    names = [unit.name for unit in totals.all_units(rollup)]
    assert names == ["city党委", "city党委　street党委", "city党委　school党委"]
    many = BRANCHES | {f"s-{number}": Branch() for number in range(1, 101)}
    assert [row[1] for row in annex(CITY, many)[1:-1]] == ["street党委", "school党委", "office"]
    text = CITY | {"city": CITY["city"] + "\nannex: branches"}
    assert len(annex(text, many)) == len(many) + 5


class Counting(Forwarding):
    """A workspace that counts how often each file is read."""

    def __init__(self, base: MemoryWorkspace) -> None:
        super().__init__(base)
        self.reads: Counter[str] = Counter()

    def read(self, path: str) -> bytes:
        self.reads[path] += 1
        return self.base.read(path)


def test_each_file_is_read_once_however_many_committees_lead_to_it() -> None:
    levels = {
        f"{level}-{side}": f"committees: [{level + 1}-a, {level + 1}-b]"
        if level < 9
        else "branches: [s-1]"
        for level in range(10)
        for side in "ab"
    }
    workspace = Counting(county({"city": "committees: [0-*]", **levels}, {"s-1": Branch()}))
    (subject,) = library(workspace).subjects("committee")
    assert isinstance(subject, CommitteeYear)
    assert len(subject.entries) == 1
    assert max(workspace.reads.values()) == 1
    assert len(totals.all_units(roll_up(subject))) == len(levels)


def test_a_pattern_does_not_mean_the_committee_that_it_stands_in() -> None:
    rollup = rolled_up(CITY | {"city": 'committees: ["*"]'}, BRANCHES)
    assert [unit.name for unit in totals.units(rollup)] == ["school党委", "street党委"]


def test_a_roll_up_is_built_again_when_a_branch_below_changed_and_only_then(tmp_path: Path) -> None:
    for name, data in county(CITY, BRANCHES | {"other": Branch()}).files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    build = ("build", "city", "street", "--kind", "roll-up")

    def changed(slug: str) -> set[str]:
        path = tmp_path / f"content/branches/{slug}/2022.yaml"
        path.write_text(path.read_text("utf-8").replace("小时", "个小时"), "utf-8")
        out = run(*build, folder=tmp_path).out
        return {name for name in ("city", "street") if f"已生成 output/2022/{name}/" in out}

    assert run(*build, folder=tmp_path).code == 0
    assert changed("s-1") == {"city", "street"}
    assert changed("t1") == {"city"}
    assert changed("other") == set()


SLUGS = [f"b{number}" for number in range(5)]
TREES = st.lists(
    st.tuples(st.sets(st.sampled_from(SLUGS), min_size=1), st.sets(st.integers(0, 5))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(TREES, st.lists(st.integers(0, 99), min_size=5, max_size=5))
def test_the_total_is_the_sum_over_the_distinct_branches_of_any_tree(
    tree: list[tuple[set[str], set[int]]], values: list[int]
) -> None:
    def named(items: Iterable[str]) -> str:
        return f"[{', '.join(items)}]"

    # A committee has below it only those that come later, so there are no circles.
    below = [
        sorted(n for n in subs if place < n < len(tree)) for place, (_, subs) in enumerate(tree)
    ]
    committees = {
        f"c{place}": f"branches: {named(sorted(own))}\n"
        + (f"committees: {named(f'c{n}' for n in below[place])}" if below[place] else "")
        for place, (own, _) in enumerate(tree)
    }
    reached = [set(own) for own, _ in tree]
    for place in reversed(range(len(tree))):
        reached[place] = reached[place].union(*(reached[n] for n in below[place]))
    branches = {s: Branch(f"{v}小时", members=f"{v}名") for s, v in zip(SLUGS, values, strict=True)}
    workspace = county(committees, branches)
    (subject,) = library(workspace, "c0").subjects("committee")
    assert isinstance(subject, CommitteeYear)
    rollup = roll_up(subject)
    total = totals.total(rollup)
    expected = sum(values[SLUGS.index(slug)] for slug in reached[0])
    assert (hours(total), str(total.members)) == (f"{expected}小时", f"{expected}名")
    assert len(total.rows) == len(reached[0])
    for unit, place in zip(totals.units(rollup), below[0], strict=False):
        assert {row.slug for row in unit.rows} == reached[place]
