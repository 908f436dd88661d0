"""pytest's part of the literate cases: every `tests/cases/**/*.md` is collected, none needs code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent
# importlib mode leaves sys.path alone; the support modules are shared by all tests.
sys.path.insert(0, str(TESTS))

from support import cases  # noqa: E402 - the path comes first

# The suite asks the same questions every time; HYPOTHESIS_PROFILE=explore asks new ones.
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=60)
settings.register_profile("explore", deadline=None, max_examples=1500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# No test is helped, or harmed, by what another run kept.
os.environ["REPORTGEN_NO_CACHE"] = "1"

#: programs some tests drive; CI names them in REPORTGEN_NEEDS, so that none is skipped there
for _program in filter(None, os.environ.get("REPORTGEN_NEEDS", "").split(",")):
    if shutil.which(_program) is None:
        raise RuntimeError(f"{_program} is needed here and is not installed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what the program says now into the cases"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.getoption("accept"):
        # One process: several would write the same file of cases at once.
        config.option.numprocesses = 0
        config.option.dist = "no"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".md" and file_path.is_relative_to(TESTS / "cases"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """A file of literate cases."""

    def collect(self) -> Iterator[pytest.Item]:
        for case in cases.read(self.path):
            yield CaseItem.from_parent(self, name=case.title, case=case)


class CaseItem(pytest.Item):
    """One literate case."""

    def __init__(self, *, case: cases.Case, **options: Any) -> None:
        super().__init__(**options)
        self.case = case

    def runtest(self) -> None:
        text = cases.run(self.case)
        if text == self.case.expected:
            return
        if self.config.getoption("accept"):
            cases.accept(self.path, self.case, text)
            return
        raise cases.DifferenceError(self.case.expected, text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, cases.DifferenceError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, self.name
