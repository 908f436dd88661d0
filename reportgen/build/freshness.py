"""What the ledger knows, against what is now → why a source or an output is stale; () if it is not.

A reason is a word, or how an input changed and its key: `changed file:content/types/x.yaml`. Behind
the key of a tool stand its versions: `changed tool:lxml 5.2 6.0`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.build.inputs import ABSENT, Present, digest_of
from reportgen.build.ledger import Ledger, OutputRecord, PlanRecord
from reportgen.build.targets import SourceId
from reportgen.workspace import Workspace

#: never made before; the last attempt left no inputs; `--force`
NEW, FAILED, FORCED = "new", "failed", "forced"
#: the file is missing; the file was changed by hand
MISSING, EDITED = "output-gone", "output-edited"


@dataclass(eq=False, slots=True)
class Past:
    """What the ledger knows, compared with the present; each set of inputs is compared once."""

    plans: Mapping[str, PlanRecord]
    outputs: Mapping[str, OutputRecord]
    inputs: Mapping[str, str]
    announced: Mapping[str, tuple[str, ...]]
    present: Present
    #: outputs whose file has another mark and the same content: output → new mark
    new_marks: dict[str, str] = field(default_factory=dict)
    _compared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _digests: dict[str, dict[str, tuple[str, ...]]] | None = None

    def plan_reasons(self, source: str) -> tuple[str, ...]:
        """Return why a source must be planned again; () if its plan still holds."""
        plan = self.plans.get(source)
        if plan is None:
            return (NEW,)
        return self._changed(plan.inputs) if plan.inputs else (FAILED,)

    def reasons(self, output: str, workspace: Workspace) -> tuple[str, ...]:
        """Return why an output must be made; () if it would come out as it did before."""
        record = self.outputs.get(output)
        if record is None:
            return (NEW,)
        if not record.inputs:
            return (FAILED,)
        if record.status != "written":
            return self._changed(record.inputs)
        stamp = workspace.stamp(output)
        if stamp is None:
            return (MISSING, *self._changed(record.inputs))
        if stamp.mark != record.mark:
            try:
                digest = digest_of(workspace.read(output))
            except FileNotFoundError:
                return (MISSING, *self._changed(record.inputs))
            if digest != record.digest:
                return (EDITED, *self._changed(record.inputs))
            self.new_marks[output] = stamp.mark
        return self._changed(record.inputs)

    def written_digests(self, source: SourceId) -> dict[str, tuple[str, ...]]:
        """Return, by output, the digests of what the program wrote or was about to write.

        What a killed build announced has no source in the ledger; it is known by its folder, which
        is named as the source.
        """
        if self._digests is None:
            self._digests = {}
            for output, record in self.outputs.items():
                if record.digest:
                    name = record.source.partition("/")[2]
                    self._digests.setdefault(name, {})[output] = (record.digest,)
            for output, digests in self.announced.items():
                for folder in output.split("/")[1:-1]:
                    known = self._digests.setdefault(folder, {})
                    known[output] = (*known.get(output, ()), *digests)
        return self._digests.get(source.name, {})

    def _changed(self, digests: Iterable[str]) -> tuple[str, ...]:
        reasons: dict[str, None] = {}
        for digest in digests:
            if digest not in self._compared:
                self._compared[digest] = self._compare(digest)
            reasons.update(dict.fromkeys(self._compared[digest]))
        return tuple(reasons)

    def _compare(self, digest: str) -> tuple[str, ...]:
        text = self.inputs.get(digest)
        if text is None:
            return (NEW,)
        reasons = []
        for key, state in json.loads(text).items():
            now = self.present.state(key)
            if now != state:
                how = "appeared" if state == ABSENT else "vanished" if now == ABSENT else "changed"
                versions = f" {state} {now}" if key.startswith("tool:") else ""
                reasons.append(f"{how} {key}{versions}")
        return tuple(reasons)


def recall(ledger: Ledger, workspace: Workspace, toolchain: Mapping[str, str]) -> Past:
    """Return what `ledger` knows; `toolchain` has the present states of tools and options."""
    present = Present(workspace, ledger.stamps(), toolchain)
    return Past(ledger.plans(), ledger.outputs(), ledger.inputs(), ledger.announced(), present)
