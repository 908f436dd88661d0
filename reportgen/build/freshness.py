"""What was recorded, against what is now → for each plan and output, why it is stale (or not)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.build.inputs import ABSENT, Present, digest_of
from reportgen.build.ledger import Ledger, OutputRecord, PlanRecord
from reportgen.workspace import Workspace

#: Reasons are words, with the key of the input they speak of: `changed file:content/…`.
NEW, FAILED, FORCED = "new", "failed", "forced"
GONE, EDITED = "output-gone", "output-edited"


@dataclass(eq=False, slots=True)
class Past:
    """What the ledger knows, judged against the present; each set of inputs is judged once."""

    plans: Mapping[str, PlanRecord]
    outputs: Mapping[str, OutputRecord]
    inputs: Mapping[str, str]
    announced: Mapping[str, tuple[str, ...]]
    present: Present
    #: outputs whose file has another mark and the same content: output → mark
    remarked: dict[str, str] = field(default_factory=dict)
    _judged: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _own: dict[str, dict[str, tuple[str, ...]]] | None = None

    def plan_reasons(self, piece: str) -> tuple[str, ...]:
        """Return why a piece must be planned again; () if its plan still holds."""
        plan = self.plans.get(piece)
        if plan is None:
            return (NEW,)
        return self._changed(plan.inputs) if plan.inputs else (FAILED,)

    def reasons(self, output: str, workspace: Workspace) -> tuple[str, ...]:
        """Return why an output must be made; () if it is as it would be made now."""
        record = self.outputs.get(output)
        if record is None:
            return (NEW,)
        if not record.inputs:
            return (FAILED,)
        stamp = workspace.stamp(output)
        if stamp is None:
            return (GONE, *self._changed(record.inputs))
        if stamp.mark != record.mark:
            try:
                digest = digest_of(workspace.read(output))
            except FileNotFoundError:
                return (GONE, *self._changed(record.inputs))
            if digest != record.digest:
                return (EDITED, *self._changed(record.inputs))
            self.remarked[output] = stamp.mark
        return self._changed(record.inputs)

    def ours(self, piece: str) -> dict[str, tuple[str, ...]]:
        """Return, by output, the digests of what the program wrote or was about to write.

        What was announced and never recorded is known by its folder, which is named as the piece.
        """
        if self._own is None:
            self._own = {}
            for output, record in self.outputs.items():
                self._own.setdefault(record.piece.partition("/")[2], {})[output] = (record.digest,)
            for output, digests in self.announced.items():
                for folder in output.split("/")[1:-1]:
                    known = self._own.setdefault(folder, {})
                    known[output] = (*known.get(output, ()), *digests)
        return self._own.get(piece.partition("/")[2], {})

    def _changed(self, digests: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for digest in digests:
            if digest not in self._judged:
                self._judged[digest] = self._judge(digest)
            found.update(dict.fromkeys(self._judged[digest]))
        return tuple(found)

    def _judge(self, digest: str) -> tuple[str, ...]:
        text = self.inputs.get(digest)
        if text is None:
            return (NEW,)
        reasons = []
        for key, state in json.loads(text).items():
            now = self.present.state(key)
            if now != state:
                how = "appeared" if state == ABSENT else "vanished" if now == ABSENT else "changed"
                reasons.append(f"{how} {key}")
        return tuple(reasons)


def recall(ledger: Ledger, workspace: Workspace, given: Mapping[str, str]) -> Past:
    """Return what `ledger` knows; `given` are the present states of tools and options."""
    present = Present(workspace, ledger.files(), given)
    return Past(ledger.plans(), ledger.outputs(), ledger.inputs(), ledger.announced(), present)
