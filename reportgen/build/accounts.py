"""What a job made, and what the ledger knows of the rest → the accounts of the years that are complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.build.messages import Job, Outcome
from reportgen.build.produce import JobInputs
from reportgen.build.targets import Target
from reportgen.compose.balance import balance
from reportgen.compose.placement import placement_from
from reportgen.content.account import Account
from reportgen.content.checks import with_finding


def accounts(
    job: Job, targets: Iterable[Target], outcomes: Iterable[Outcome], inputs: JobInputs
) -> Iterator[Account]:
    """Yield the account of each branch's year of which every document is known, checked.

    A year has no account while one of its documents has faults or was not requested.
    """
    known = {o.target.output: o.placement for o in outcomes if o.placement}
    known |= {output: job.placements.get(output, "") for output in job.fresh}
    for entry in inputs.library.select():
        outputs = [t.output for t in targets if (t.branch, t.year) == (entry.slug, entry.year)]
        placements = [known.get(output, "") for output in outputs]
        if outputs and all(placements):
            index = inputs.index(entry)
            account = balance(entry, index, map(placement_from, placements))
            yield with_finding(account, inputs.state.rules)
