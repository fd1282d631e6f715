"""What is held against what: versions, doses, a muscle; and sessions of which that is not known."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.course import Course
from migrainedays.errors import WrongUse
from migrainedays.evidence.arms import ARMS, by_dose, by_muscle, by_version
from migrainedays.treatment import Injection, Person, Session
from migrainedays.windows import Span

PROTOCOL = "p"


def make_session(number: int, units: str | None = None, protocol: str = PROTOCOL, version: str | None = "1") -> Session:
    on = dt.date(2025, 1, 1) + dt.timedelta(days=84 * number)
    total = None if units is None else Decimal(units)
    return Session(
        patient="A", session=number, date=Span(on, on), protocol=protocol, version=version, total_units=total
    )


def make_injection(session: int, muscle: str, units: str | None, site: int = 1) -> Injection:
    amount = None if units is None else Decimal(units)
    return Injection(patient="A", session=session, muscle=muscle, side="left", site=site, units=amount)


def make_course(*values: Session | Injection) -> Course:
    return Course.of(Person(patient="A"), values, intakes_kept=False)


def test_versions_are_told_by_their_names_and_other_protocols_left_out() -> None:
    course = make_course(make_session(1), make_session(2, version="3"), make_session(3, protocol="q"))
    assert by_version(PROTOCOL, ("1", "2")).kinds_of(course) == {1: "1", 2: "3"}


def test_a_session_whose_version_nobody_wrote_is_of_no_kind() -> None:
    assert by_version(PROTOCOL, ("1", "2")).kinds_of(make_course(make_session(1, version=None))) == {}


def test_sessions_elsewhere_are_not_compared() -> None:
    elsewhere = Session(patient="A", session=0, date=Span(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), protocol="p")
    assert by_version(PROTOCOL, ("1", "2")).kinds_of(make_course(elsewhere)) == {}


@pytest.mark.parametrize(
    ("units", "kind"), [("155", "150-165 U"), ("165", "150-165 U"), ("195.0", "195 U"), ("180", "180 U"), (None, None)]
)
def test_doses_fall_into_their_ranges_exactly(units: str | None, kind: str | None) -> None:
    kinds = by_dose(PROTOCOL, ("150-165", "195")).kinds_of(make_course(make_session(1, units)))
    assert kinds == ({} if kind is None else {1: kind})


def test_a_dose_that_was_not_totalled_is_the_sum_of_its_injections() -> None:
    sites = [make_injection(1, "trapezius", "2.5"), make_injection(1, "frontalis", "152.5")]
    assert by_dose(PROTOCOL, ("155", "195")).kinds_of(make_course(make_session(1), *sites)) == {1: "155 U"}


def test_and_unknown_where_one_injection_lacks_its_units() -> None:
    sites = [make_injection(1, "trapezius", "5"), make_injection(1, "frontalis", None)]
    assert by_dose(PROTOCOL, ("155", "195")).kinds_of(make_course(make_session(1), *sites)) == {}


def test_with_and_without_a_muscle() -> None:
    sites = [
        make_injection(1, "frontalis", "20"),
        make_injection(2, "frontalis", "20"),
        make_injection(2, "temporalis", "5"),
    ]
    course = make_course(make_session(1), make_session(2), make_session(3), *sites)
    arms = by_muscle(PROTOCOL, ("without", "temporalis"))
    assert arms.names == ("without temporalis", "temporalis")
    assert arms.kinds_of(course) == {1: "without temporalis", 2: "temporalis"}
    assert by_muscle(PROTOCOL, ("temporalis", "without")).names == ("temporalis", "without temporalis")


def test_a_muscle_planned_and_given_nothing_was_not_injected() -> None:
    sites = [make_injection(1, "frontalis", "20"), make_injection(1, "temporalis", "0")]
    kinds = by_muscle(PROTOCOL, ("without", "temporalis")).kinds_of(make_course(make_session(1), *sites))
    assert kinds == {1: "without temporalis"}


@pytest.mark.parametrize("names", [("without", "without"), ("frontalis", "temporalis")])
def test_by_muscle_needs_the_one_that_is_left_out(names: tuple[str, str]) -> None:
    with pytest.raises(WrongUse, match="--versions without trapezius"):
        by_muscle(PROTOCOL, names)


@pytest.mark.parametrize(
    ("dose", "reason"), [("much", "no dose"), ("195-155", "smaller comes first"), ("-5", "no dose")]
)
def test_what_is_no_dose_is_refused(dose: str, reason: str) -> None:
    with pytest.raises(WrongUse, match=reason):
        by_dose(PROTOCOL, (dose, "155"))


def test_each_kind_has_its_word() -> None:
    assert list(ARMS) == ["version", "dose", "muscle"]
