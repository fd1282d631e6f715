"""The points of a session: where they are drawn, and what each muscle was given."""

from decimal import Decimal

from migrainedays.treatment import Injection
from migrainedays.treatment.points import by_muscle, marks_of

PLACED = {"view": "front", "x": Decimal("0.4"), "y": Decimal("0.3")}


def point(muscle="corrugator", side="left", units="5", **cells):
    given = None if units is None else Decimal(units)
    return Injection(patient="1", session=1, site=1, muscle=muscle, side=side, units=given, **cells)


def test_a_point_without_its_place_is_not_drawn_and_keeps_its_number():
    marks = marks_of([point(**PLACED), point("procerus", "middle"), point(side="right", **PLACED)])
    assert [(mark.number, mark.side) for mark in marks] == [(1, "left"), (3, "right")]


def test_a_point_stands_where_it_was_charted_with_its_units():
    (mark,) = marks_of([point(units="2.5", **PLACED)])
    assert (mark.view, mark.x, mark.y, mark.units) == ("front", 0.4, 0.3, Decimal("2.5"))


def test_each_muscle_is_summed_in_the_order_of_the_first_point():
    found = by_muscle([point("frontalis"), point(units="2.5"), point("frontalis", "right"), point(side="right")])
    assert [(own.muscle, own.points, own.units) for own in found] == [
        ("frontalis", 2, Decimal(10)),
        ("corrugator", 2, Decimal("7.5")),
    ]


def test_a_point_whose_units_are_not_known_is_counted_and_adds_nothing():
    (own,) = by_muscle([point(units=None), point(side="right")])
    assert (own.points, own.units) == (2, Decimal(5))


def test_nothing_given_is_an_empty_table():
    assert marks_of([]) == by_muscle([]) == []
