"""The problems of all branches below a committee, in its groups."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.content.rollup.totals import RollUp, units


@dataclass(frozen=True, slots=True)
class BranchProblem:
    """A problem of one branch."""

    slug: str
    branch: str
    name: str
    measure: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one group; `by_unit` counts them by sub-committee and own branch."""

    name: str
    items: tuple[BranchProblem, ...]
    by_unit: tuple[tuple[str, int], ...]


def problem_groups(rollup: RollUp) -> tuple[Group, ...]:
    """Return the branches' problems, each in the first group whose words it contains; the rest last."""
    wanted = rollup.subject.committee.problem_groups
    by_group: dict[str, list[BranchProblem]] = {str(group.name): [] for group in wanted}
    rest: list[BranchProblem] = []
    for entry in rollup.subject.entries:
        branch = rollup.rows[entry.slug].name
        for problem in entry.record.problems:
            item = BranchProblem(
                entry.slug, branch, problem.name, problem.measure, problem.owner, problem.due
            )
            # The name of a problem decides before its text.
            places = ((g, text) for text in (problem.name, problem.text) for g in wanted)
            group = next((g for g, text in places if _contains(text, g.words)), None)
            (by_group[str(group.name)] if group else rest).append(item)
    filled = {name: items for name, items in by_group.items() if items}
    if rest:
        filled["其他" if filled else "问题"] = rest
    return tuple(_group(rollup, name, items) for name, items in filled.items())


def problem_list(rollup: RollUp) -> tuple[BranchProblem, ...]:
    """Return all problems of the branches, branch by branch."""
    items = [item for group in problem_groups(rollup) for item in group.items]
    places = {slug: place for place, slug in enumerate(rollup.rows)}
    return tuple(sorted(items, key=lambda item: places[item.slug]))


def _contains(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _group(rollup: RollUp, name: str, items: list[BranchProblem]) -> Group:
    counts = []
    for unit in units(rollup) if rollup.subject.committees else ():
        slugs = {row.slug for row in unit.rows}
        counts.append((unit.name, sum(1 for item in items if item.slug in slugs)))
    return Group(name, tuple(items), tuple(pair for pair in counts if pair[1]))
