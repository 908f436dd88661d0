"""Generated content is sound: the runs over it look for faults of the program."""

from __future__ import annotations

import pytest
from support import generated_records as generated

from reportgen.content.loading import load


def test_a_seed_gives_the_same_files_every_time() -> None:
    for seed in range(10):
        assert generated.branch_files(seed) == generated.branch_files(seed)
        assert generated.lesson_files(seed) == generated.lesson_files(seed)


@pytest.mark.parametrize("fullness", generated.FULLNESS)
def test_a_generated_branch_and_lesson_have_no_errors(fullness: float) -> None:
    for seed in range(2):
        files = generated.branch_files(seed, fullness) | generated.lesson_files(seed, fullness)
        library = load(generated.workspace(files))
        assert [d for d in library.diagnostics if d.is_error] == []
        assert len(library.subjects("branch")) == len(library.subjects("lesson")) == 1


def test_records_go_from_starving_to_overflowing() -> None:
    starving, full = (len(generated.branch_files(1, f)[generated.RECORD]) for f in (0.0, 1.0))
    assert starving < 100
    assert full > 10_000
