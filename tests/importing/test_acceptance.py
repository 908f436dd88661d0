"""Documents with keys: how much of them is read, and that nothing is lost or invented."""

from __future__ import annotations

import pytest
from support.word_scores import Scores, readings_of_hands, readings_of_originals, scores_of

#: measure → least recall and precision, for the given documents and for those in other hands
_GIVEN = {
    "characters": (1, 1), "front": (1, 1), "chapters": (1, 1), "works": (1, 1), "figures": (0.95, 0.93),
    "sentences": (1, 1), "tables": (1, 1), "pictures": (1, 1), "honours": (0.95, 0.95), "problems": (0.95, 0.95),
    "plan": (0.95, 0.95),
}  # fmt: skip
_HANDS = {
    "characters": (1, 1), "front": (0.95, 0.95), "chapters": (0.95, 0.95), "works": (0.92, 0.92),
    "figures": (0.90, 0.88), "sentences": (1, 1), "tables": (0.95, 0.95), "pictures": (0.9, 0.9),
    "honours": (0.85, 0.85), "problems": (0.85, 0.85), "plan": (0.85, 0.85),
}  # fmt: skip


@pytest.fixture(scope="module", params=["given", "hands"])
def scores(request: pytest.FixtureRequest) -> tuple[Scores, dict[str, tuple[float, float]]]:
    readings, needed = (
        (readings_of_originals(), _GIVEN)
        if request.param == "given"
        else (readings_of_hands(), _HANDS)
    )
    total = Scores()
    for read in readings:
        total.add(scores_of(read))
    return total, needed


def test_documents_are_read_as_their_keys_say(
    scores: tuple[Scores, dict[str, tuple[float, float]]],
) -> None:
    total, needed = scores
    short = {
        name: str(total.shares[name])
        for name, (recall, precision) in needed.items()
        if total.shares[name].recall < recall or total.shares[name].precision < precision
    }
    assert not short, (short, total.missed)


def test_every_character_has_one_place_and_none_is_invented(
    scores: tuple[Scores, dict[str, tuple[float, float]]],
) -> None:
    total, _ = scores
    assert total.wrong == []
    assert [m for m in total.missed if "no place" in m] == []
