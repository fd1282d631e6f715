"""The plan against what was charted: sides counted, places asked, caps summed."""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal

import pytest

from migrainedays.protocol import Finding, Severity, check, shipped
from migrainedays.protocol.version import Version
from migrainedays.treatment import Injection
from tests.sessions import PREEMPT, charted, history, injections_of

TEMPLATE = shipped().version("six-trigger-sites", "1")


def found(points: Sequence[Injection], version: Version = PREEMPT) -> dict[str, Finding]:
    findings = check(charted(version, injections=points), version, history())
    return {finding.rule: finding for finding in findings.found}


def sides(muscle: str, left: int, right: int) -> list[Injection]:
    """PREEMPT with so many points of one muscle on each side, each with a reason."""
    others = [i for i in injections_of(PREEMPT) if i.muscle != muscle]
    template = {side: next(i for i in injections_of(PREEMPT) if (i.muscle, i.side) == (muscle, side)) for side in SIDES}
    counts = {"left": left, "right": right}
    wanted = [dataclasses.replace(template[s], site=n, reason="x") for s in SIDES for n in range(1, counts[s] + 1)]
    absent = [
        dataclasses.replace(template[s], site=n, units=Decimal(0), reason="x")
        for s in SIDES
        for n in range(counts[s] + 1, 4)
    ]
    return [*others, *wanted, *absent]


SIDES = ("left", "right")


@pytest.mark.parametrize(
    ("left", "right", "twice"),
    [
        (3, 3, False),
        (4, 3, False),
        (4, 4, False),
        (3, 2, False),
        (2, 3, False),
        (2, 2, False),
        (4, 2, True),
        (2, 4, True),
        (6, 0, True),
        (0, 6, True),
    ],
)
def test_more_on_one_side_and_fewer_on_the_other(left: int, right: int, twice: bool) -> None:
    """Planned are three points of trapezius on each side."""
    assert ("same_side_twice" in found(sides("trapezius", left, right))) is twice


def test_the_sentence_names_both_sides_in_words() -> None:
    sentence = found(sides("trapezius", 2, 4))["same_side_twice"].sentence
    assert sentence == (
        "Trapezius is charted 4 times on the patient's RIGHT and 2 times on the LEFT; planned are 3 and 3."
    )


def test_points_with_no_units_are_no_points_of_a_side() -> None:
    points = [dataclasses.replace(i, units=Decimal(0), reason="x") for i in injections_of(PREEMPT)]
    assert set(found(points)) == set()


def test_one_sided_protocols_are_not_asked_for_the_other_side() -> None:
    one_sided = dataclasses.replace(
        TEMPLATE, sites=tuple(s for s in TEMPLATE.sites if s.side == "left"), min_units=None
    )
    points = [*injections_of(one_sided)]
    points.append(dataclasses.replace(points[0], site=2, reason="anatomy"))
    assert found(points, one_sided) == {}


def test_the_other_side_than_the_one_that_a_one_sided_protocol_plans_is_shown() -> None:
    one_sided = dataclasses.replace(
        TEMPLATE, sites=tuple(s for s in TEMPLATE.sites if s.side == "left"), min_units=None
    )
    right = [dataclasses.replace(i, reason="x") for i in injections_of(TEMPLATE) if i.side == "right"]
    left_out = [dataclasses.replace(i, units=Decimal(0), reason="x") for i in injections_of(one_sided)]
    shown = found([*right, *left_out], one_sided)
    assert set(shown) == {"same_side_twice"}
    assert "1 times on the patient's RIGHT and 0 times on the LEFT" in shown["same_side_twice"].sentence


@pytest.mark.parametrize("lacking", ["view", "x"])
def test_a_point_without_a_place_is_not_asked_for_its_side(lacking: str) -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], side="left", **{lacking: None}, reason="x")
    assert "side_against_place" not in found(points)


def test_a_point_on_the_midline_belongs_to_neither_side() -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], x=Decimal("0.5"), reason="x")
    assert "patient's MIDDLE" in found(points)["side_against_place"].sentence


def test_a_point_of_the_wrong_side_that_was_not_given_is_no_matter() -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], x=1 - (points[0].x or 0), units=Decimal(0), reason="x")
    assert found(points) == {}


@pytest.mark.parametrize(("blank", "words"), [(1, "1 of the points"), (31, "31 of the points")])
def test_how_many_points_name_no_units(blank: int, words: str) -> None:
    points = [dataclasses.replace(i, units=None) if n < blank else i for n, i in enumerate(injections_of(PREEMPT))]
    assert found(points)["units_missing"].sentence.startswith(words)
    assert found([])["units_missing"].sentence.startswith("All of the points")


def test_a_muscles_cap_is_over_both_sides_and_all_its_points() -> None:
    points = [
        dataclasses.replace(i, units=Decimal("10.1"), reason="x") if i.muscle in ("temporalis", "frontalis") else i
        for i in injections_of(PREEMPT)
    ]
    over = {f.sentence for f in check(charted(injections=points), PREEMPT, history()).found if f.rule.endswith("_cap")}
    assert over == {
        "80.8 U into temporalis; 50 U are the most.",
        "40.4 U into frontalis; 20 U are the most.",
        "216.2 U in all; this protocol has 195 U at most.",
    }


@pytest.mark.parametrize(("muscle", "room"), [("temporalis", 10), ("occipitalis", 10), ("trapezius", 20)])
def test_where_the_pain_is_there_is_room_up_to_what_was_published(muscle: str, room: int) -> None:
    def more(units: str) -> list[Injection]:
        points = list(injections_of(PREEMPT))
        first = next(n for n, point in enumerate(points) if point.muscle == muscle)
        points[first] = dataclasses.replace(points[first], units=5 + Decimal(units), reason="pain elsewhere today")
        return points

    assert found(more(str(room - 0.1))) == {}
    assert found(more(str(room))) == {}
    assert set(found(more(str(room + 0.1)))) == {"muscle_cap"}


@pytest.mark.parametrize("muscle", ["corrugator", "procerus", "frontalis", "cervical_paraspinal"])
def test_where_more_brings_ptosis_or_a_weak_neck_each_unit_more_stops(muscle: str) -> None:
    points = list(injections_of(PREEMPT))
    first = next(n for n, point in enumerate(points) if point.muscle == muscle)
    points[first] = dataclasses.replace(points[first], units=Decimal("5.1"), reason="pain elsewhere today")
    assert found(points)["muscle_cap"].severity is Severity.STOP


def test_a_point_where_no_muscle_is_capped_is_only_a_difference() -> None:
    uncapped = dataclasses.replace(TEMPLATE, caps={})
    points = list(injections_of(uncapped))
    points[0] = dataclasses.replace(points[0], units=Decimal("37.5"), reason="x")
    assert found(points, uncapped) == {}
    points[0] = dataclasses.replace(points[0], units=Decimal("37.6"))
    assert found(points, uncapped)["protocol_cap"].severity is Severity.STOP


def test_the_least_is_not_asked_while_units_are_still_blank() -> None:
    points = list(injections_of(TEMPLATE))
    points[0] = dataclasses.replace(points[0], units=None, reason="x")
    assert set(found(points, TEMPLATE)) == {"units_missing"}
