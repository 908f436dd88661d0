"""content/checks.yaml: the checks that are off, their severities, and a unit's own minimums."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from reportgen.content.checks.registry import CHECKS, Family
from reportgen.content.model.base import Amount, Integer, Key, Part, Text, TextList
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.spans import span_of
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace

PATH = "content/checks.yaml"

Level = Literal["error", "warning", "advice"]


class Choices(Part):
    """检查的取舍：写明关掉哪些检查、各改成什么级别，以及本单位的次数要求。"""

    off: TextList = Field((), title="关掉", description="检查的代号，或整类：presence、style 等")
    severity: dict[Key, Level] = Field(
        default_factory=dict, title="级别", description="代号: error、warning 或 advice"
    )
    minimums: dict[Text, Amount] = Field(
        default_factory=dict, title="本单位要求", description="活动类别: 全年至少几次，如 党课: 4次"
    )
    allow: TextList = Field(
        (), title="可以出现的名称", description="有往来的兄弟支部、单位的名称，或不必提示的词"
    )


class CheckFile(Choices):
    """检查设置：全部支部共用的取舍，个别支部可以另加自己的。"""

    sentence: Integer = Field(150, ge=40, title="句长", description="一句话超过多少字时建议拆开")
    branches: dict[Text, Choices] = Field(
        default_factory=dict, title="个别支部", description="支部代号: 另加的取舍"
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one branch."""

    off: frozenset[str] = frozenset()
    severity: dict[str, Severity] = field(default_factory=dict)
    minimums: dict[str, int] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    sentence: int = 150

    def apply(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """Return `diagnostic` with the severity of these settings, None where its check is off."""
        check = CHECKS.get(diagnostic.code)
        if diagnostic.code in self.off or (check and check.family in self.off):
            return None
        level = self.severity.get(diagnostic.code)
        if level is None or level is diagnostic.severity:
            return diagnostic
        return Diagnostic(
            diagnostic.code, diagnostic.message, diagnostic.span, level,
            diagnostic.hints, diagnostic.notes,
        )  # fmt: skip


def load(workspace: Workspace) -> tuple[CheckFile, tuple[Diagnostic, ...]]:
    """Read the settings of a workspace; with faults, the defaults and the faults."""
    try:
        if not workspace.exists(PATH):
            return CheckFile(), ()
        file = validate(CheckFile, parse(workspace.read(PATH), PATH))
    except Faults as error:
        return CheckFile(), error.diagnostics
    faults: list[Diagnostic] = []
    for choices in (file, *file.branches.values()):
        for code in (*choices.off, *choices.severity):
            if code not in CHECKS and code not in set(Family):
                faults.append(
                    Diagnostic(
                        "unknown-check",
                        f"没有名为 `{code}` 的检查",
                        span_of(code),
                        Severity.WARNING,
                        hints=did_you_mean(code, [*CHECKS, *Family]),
                    )
                )
    return file, tuple(faults)


def of_branch(file: CheckFile, slug: str) -> Settings:
    """Return the settings of the branch `slug`: its own, and the common ones where it has none."""
    own = file.branches.get(slug) or Choices()
    levels = {**file.severity, **own.severity}
    minimums = {**file.minimums, **own.minimums}
    return Settings(
        frozenset((*file.off, *own.off)),
        {str(code): Severity(level) for code, level in levels.items()},
        {str(kind): int(amount.value) for kind, amount in minimums.items()},
        tuple(str(name) for name in (*file.allow, *own.allow)),
        file.sentence,
    )
