from __future__ import annotations

import pickle
from dataclasses import field, replace

import pytest

from reportgen.classes import frozen, mutable


@frozen
class Point:
    x: int
    y: int = 2
    tags: tuple[str, ...] = ()


@frozen
class Named(Point):
    name: str = field(default="", compare=False)


@mutable
class Tally:
    title: str
    found: list[int] = field(default_factory=list)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = sum(self.found)


def test_fields_are_filled_in_order_by_name_and_by_default() -> None:
    assert (Point(1).x, Point(1).y, Point(y=5, x=4).y) == (1, 2, 5)
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]  # what is tested
    with pytest.raises(TypeError):
        Point(1, z=2)  # type: ignore[call-arg]  # what is tested


def test_frozen_objects_are_compared_hashed_and_shown_by_their_fields() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(1, 3)
    assert len({Point(1), Point(1, 2), Point(2)}) == 2
    assert repr(Point(1)) == "Point(x=1, y=2, tags=())"
    assert Named(1, name="甲") == Named(1, name="乙")
    assert Named(1) != Point(1)


def test_a_copy_differs_where_it_was_told_to() -> None:
    assert replace(Point(1), y=7) == Point(1, 7)
    assert pickle.loads(pickle.dumps(Named(3, name="丙"))).name == "丙"


def test_each_object_gets_a_list_of_its_own_and_is_what_it_is() -> None:
    one, other = Tally("甲"), Tally("甲")
    one.found.append(1)
    assert other.found == []
    assert one != other
    assert Tally("乙", [1, 2]).total == 3


def test_nothing_can_be_hung_on_an_object() -> None:
    with pytest.raises(AttributeError):
        Point(1).colour = "red"  # type: ignore[attr-defined]  # what is tested
