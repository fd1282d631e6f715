"""Who may be asked today, and a sentence for whoever may not that says what would suffice."""

import pytest

from migrainedays.evidence.taking_part import Candidate, nobody_may
from migrainedays.windows import DAY
from tests.studied import ON, PROTOCOL, course, diary_after, diary_before, session


def lacks(candidate: Candidate, least: int = 20) -> tuple[str, ...]:
    return candidate.lacks(PROTOCOL, least, ON)


def candidate(*values: object) -> Candidate:
    return Candidate.of(course("P", *values), PROTOCOL, ON)  # type: ignore[arg-type]


def test_somebody_with_a_diary_and_without_a_session_may_be_asked() -> None:
    found = candidate(*diary_before("P"))
    assert (found.answered, found.treated_on) == (28, None)
    assert lacks(found) == ()


@pytest.mark.parametrize(("entered", "lacking"), [(0, True), (19, True), (20, False), (28, False)])
def test_the_month_before_must_hold_its_days(entered: int, lacking: bool) -> None:
    assert bool(lacks(candidate(*diary_before("P", entered=entered)))) is lacking


def test_the_sentence_counts_what_there_is_and_what_is_missing() -> None:
    (said,) = lacks(candidate(*diary_before("P", entered=12)))
    assert said.startswith("The diary says of 12 of the 28 days before today")
    assert "20 are needed, 8 more than there are" in said
    assert "A month of diary before the session suffices" in said


def test_only_the_days_before_count() -> None:
    assert candidate(*diary_after("P")).answered == 0
    assert candidate(*diary_before("P", ON - 28 * DAY)).answered == 0


def test_days_that_do_not_say_whether_there_was_headache_are_not_answered() -> None:
    days = diary_before("P")
    unsaid = [type(day)(patient=day.patient, date=day.date) for day in days[:10]]
    assert candidate(*unsaid, *days[10:]).answered == 18


def test_an_earlier_session_by_the_protocol_excludes() -> None:
    earlier = session("P", on=ON - 100 * DAY)
    (said,) = lacks(candidate(*diary_before("P"), earlier))
    assert said.startswith(f"A session by {PROTOCOL} was given on 22 Nov 2025.")
    assert "only somebody who has not had this protocol" in said


def test_a_session_by_another_protocol_does_not() -> None:
    other = session("P", on=ON - 100 * DAY, protocol="preempt", version="1")
    assert lacks(candidate(*diary_before("P"), other)) == ()


def test_a_session_of_today_comes_too_early() -> None:
    (said,) = lacks(candidate(*diary_before("P"), session("P")))
    assert said.startswith("Today's session is on record already.")
    assert "never after it" in said


def test_a_session_of_today_by_another_protocol_comes_too_early_as_well() -> None:
    (said,) = lacks(candidate(*diary_before("P"), session("P", protocol="preempt")))
    assert "this patient can be asked before the next one" in said


def test_a_session_elsewhere_is_not_of_this_practice() -> None:
    assert candidate(*diary_before("P"), session("P", number=0, on=ON - 100 * DAY)).treated_on is None


def test_each_thing_that_is_lacking_is_said() -> None:
    assert len(lacks(candidate(session("P", on=ON - 100 * DAY)))) == 2


def test_a_study_with_somebody_to_ask_may_begin() -> None:
    assert nobody_may([Candidate(3, None), Candidate(20, None)], PROTOCOL, 20) is None


def test_a_study_that_nobody_can_join_says_why() -> None:
    said = nobody_may([Candidate(28, ON), Candidate(3, None), Candidate(19, None)], PROTOCOL, 20)
    assert said is not None
    assert "of 3 patients 1 have had a session by six-trigger-sites" in said
    assert "the other 2 have fewer than 20 of the last 28 days" in said
    assert "would suffice to begin" in said


def test_a_clinic_without_patients_says_so_too() -> None:
    said = nobody_may([], PROTOCOL, 20)
    assert said is not None
    assert "of 0 patients" in said
