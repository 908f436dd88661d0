"""A process of its own each time: what has been imported stays."""

from __future__ import annotations

import subprocess
import sys

import pytest
from support import program

_FIRST = "import sys\nfrom reportgen.build.unasked import stand_in\nstand_in()\n"


def _said(*lines: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", _FIRST + "\n".join(lines)],
        cwd=program.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ended.stdout.strip()


def test_to_take_a_name_from_it_imports_nothing() -> None:
    took = "from importlib.metadata import entry_points"
    assert _said(took, "print('email' in sys.modules)") == "False"
    assert _said(took, "import importlib.metadata as m", "print('email' in sys.modules)") == "False"


@pytest.mark.parametrize(
    "asking",
    [
        "from importlib.metadata import entry_points; print(len(entry_points()) > 0)",
        "from importlib.metadata import version; print(version('pydantic') > '2')",
        "import importlib.metadata; print(importlib.metadata.version('pydantic') > '2')",
        "import importlib.metadata as m; m.files; import importlib; print(importlib.metadata is not m)",
        "import importlib.metadata._meta as m; print(hasattr(m, 'PackageMetadata'))",
    ],
)
def test_whoever_asks_is_given_the_module_itself(asking: str) -> None:
    assert _said(asking) == "True"
    assert _said(asking, "print(type(sys.modules['importlib.metadata']).__name__)") in (
        "True\nmodule",
        "True\n_StandIn",  # a part of it was asked for, not the module
    )


def test_a_module_that_is_there_stays() -> None:
    there = (
        "import importlib.metadata as m; stand_in(); print(sys.modules['importlib.metadata'] is m)"
    )
    assert _said("del sys.modules['importlib.metadata']", there) == "True"
