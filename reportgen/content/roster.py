"""The members of a branch by name: those of its roster, and those of its committee, each once."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.content.model import Branch, Member
from reportgen.content.quantities import Approximation, number_of


def members_by_name(branch: Branch) -> tuple[Member, ...]:
    """Return the members known by name: the committee in its order, then the others of the roster.

    One who stands in both has the role that the roster gives, else that of the committee.
    """
    listed = {str(member.name): member for member in branch.roster}
    committee: dict[str, Member] = {}
    for person in branch.committee:
        known = listed.get(str(person.name)) or Member.model_construct(name=person.name)
        own = {} if known.role else {"role": person.role}
        committee[str(person.name)] = known.model_copy(update=own)
    others = (member for member in branch.roster if str(member.name) not in committee)
    return (*committee.values(), *others)


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """A party group as the roster has it; `leader` is "" where the roster names none."""

    name: str
    members: int
    leader: str


def party_groups(branch: Branch) -> tuple[PartyGroup, ...]:
    """Return the groups of a branch; none where its roster does not give the group of every member."""
    roster = branch.roster
    if not all(member.group for member in roster) or len(roster) < members_in_number(branch):
        return ()
    names = dict.fromkeys(str(member.group) for member in roster)
    groups = {name: [member for member in roster if member.group == name] for name in names}
    return tuple(
        PartyGroup(name, len(members), next((m.name for m in members if _leads(m)), ""))
        for name, members in groups.items()
    )


def holder_of(branch: Branch, office: str, words: str) -> str:
    """Return the one member with `office` in the party group that `words` name, "" where there is none.

    第一党小组：交流学习体会 names a group.
    """
    holders = [member for member in branch.roster if _holds(member, office)]
    here = [member.name for member in holders if member.group in words]
    return here[0] if len(here) == 1 else ""


def is_office(branch: Branch, words: str) -> bool:
    """Return whether `words` are an office that a member has in a party group: 党小组组长."""
    return any(_holds(member, words) for member in branch.roster)


def _holds(member: Member, office: str) -> bool:
    """Return whether a member of a party group has an office: 第二党小组组长 has that of 党小组组长."""
    same = member.role.endswith(office) and ("副" in member.role) == ("副" in office)
    return bool(office and member.group) and same


def _leads(member: Member) -> bool:
    return "组长" in member.role and "副组长" not in member.role


def members_in_number(branch: Branch) -> int:
    """Return how many members the branch says it has, 0 where it gives no exact number."""
    members = branch.members
    number = number_of(members.total) if members else None
    return (
        0
        if number is None or number.approximation is not Approximation.EXACT
        else int(number.value)
    )
