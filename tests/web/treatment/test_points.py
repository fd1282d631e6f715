"""The rows of the form and the points they mean; who is who."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from migrainedays.clinic.web.treatment.asking import is_same_person
from migrainedays.clinic.web.treatment.points import from_vials, injections_of, rows_of, step_of
from migrainedays.protocol import deviations, shipped

PREEMPT = shipped().version("preempt")
FOLLOW = shipped().version("preempt-follow-the-pain")


def meant(version, **typed):
    rows = rows_of(version, None)
    given = {f"{row.prefix}-units": row.units for row in rows} | {f"{row.prefix}-place": row.place for row in rows}
    return injections_of(rows_of(version, given | typed), patient="Dora", session=1)


@pytest.mark.parametrize("version", [PREEMPT, FOLLOW])
def test_an_untouched_form_means_the_plan(version):
    points, problems = meant(version)
    assert problems == {}
    assert deviations(points, version) == ()
    assert sum(point.units for point in points) == version.total_units


def test_a_planned_site_left_blank_is_left_out_and_an_optional_one_is_no_difference():
    points, _ = meant(PREEMPT, **{"p1-units": ""})
    (found,) = deviations(points, PREEMPT)
    assert found.kind == "removed"
    assert len(meant(FOLLOW)[0]) == len(FOLLOW.planned) < len(FOLLOW.sites)


def test_added_points_are_numbered_after_all_others_of_their_muscle():
    added = {f"a{n}-{name}": value for n in (1, 2) for name, value in
             {"muscle": "temporalis", "side": "left", "units": "5"}.items()}  # fmt: skip
    points, _ = meant(PREEMPT, **added)
    numbers = [p.site for p in points if (p.muscle, p.side) == ("temporalis", "left")]
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_each_point_comes_from_the_first_vial_that_still_holds_it():
    points, _ = meant(PREEMPT)
    drawn = from_vials(points, [("A", Decimal(12)), ("B", Decimal(200))])
    assert [point.vial for point in drawn[:3]] == ["A", "A", "B"]
    assert from_vials(points, []) == tuple(points)


def test_units_step_by_what_half_a_tenth_of_a_millilitre_holds():
    assert step_of(PREEMPT) == Decimal("2.5")


def patient(name=None, born_on=None, birth_year=None, number="17"):
    contact = SimpleNamespace(value=SimpleNamespace(name=name, born_on=born_on)) if name or born_on else None
    person = SimpleNamespace(value=SimpleNamespace(birth_year=birth_year))
    return SimpleNamespace(contact=contact, person=person, number=number)


@pytest.mark.parametrize(
    ("known", "initials", "year", "same"),
    [
        (patient("Dora Lind", dt.date(1980, 2, 1)), "d. l.", 1980, True),
        (patient("Dora Lind", dt.date(1980, 2, 1)), "DL", 1981, False),
        (patient("Dora Lind", birth_year=1980), "LD", 1980, False),
        (patient("Élise Roy-Morel", birth_year=1975), "ÉRM", 1975, True),
        (patient(birth_year=1975), "17", 1975, True),
        (patient(birth_year=1975), "ER", 1975, False),
    ],
)
def test_initials_and_year_are_those_of_the_record(known, initials, year, same):
    assert is_same_person(known, initials, year) is same
