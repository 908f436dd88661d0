from __future__ import annotations

import pickle
from dataclasses import field, fields, replace
from typing import get_type_hints

import pytest

from reportgen.classes import _FEW, frozen, mutable, once, single


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


def test_the_first_objects_of_a_class_are_filled_like_the_later_ones() -> None:
    @mutable
    class Row:
        """A class nobody has made an object of."""

        a: int
        b: str = "乙"
        c: list[int] = field(default_factory=list)
        d: int = field(init=False, default=4)
        e: int = field(init=False)

        def __post_init__(self) -> None:
            self.e = self.a + 1

    made = [Row(1), Row(1, "二"), Row(a=1, c=[3]), Row(b="二", a=1)] * 2
    for number in range(3 * _FEW):
        made += (
            [Row(1), Row(1, "二"), Row(a=1, c=[3]), Row(b="二", a=1)] if number % 2 else [Row(9)]
        )
    values = [(row.a, row.b, row.c, row.d, row.e) for row in made if row.a == 1]
    assert values == values[:4] * (len(values) // 4)
    assert values[:2] == [(1, "乙", [], 4, 2), (1, "二", [], 4, 2)]
    assert len({id(row.c) for row in made if not row.c}) == len({id(r) for r in made if not r.c})


@pytest.mark.parametrize("before", [0, 3 * _FEW])
def test_wrong_arguments_are_refused_from_the_first_object_to_the_last(before: int) -> None:
    @single
    class Place:
        """A class nobody has made an object of."""

        x: int
        y: int = field(init=False, default=2)

    for _ in range(before):
        Place(1)
    for given, named in (
        ((), {}),
        ((1, 2), {}),
        ((1,), {"x": 2}),
        ((1,), {"z": 2}),
        ((1,), {"y": 2}),
    ):
        with pytest.raises(TypeError):
            Place(*given, **named)
    assert (Place(1).x, Place(1).y) == (1, 2)
    assert Place(1) != Place(1)


def test_annotations_stay_as_they_were_written() -> None:
    assert get_type_hints(Point) == {"x": int, "y": int, "tags": tuple[str, ...]}
    assert [one.name for one in fields(Point)] == ["x", "y", "tags"]


def test_a_property_worked_out_once_is_worked_out_once() -> None:
    asked: list[int] = []

    @single
    class Square:
        """A class with a property."""

        side: int

        @once
        def area(self) -> int:
            """The area."""
            asked.append(self.side)
            return self.side**2

    square = Square(3)
    assert (square.area, square.area, asked) == (9, 9, [3])


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
