"""When to judge: each published rule on the day its days have been lived."""

import datetime as dt

import pytest

from migrainedays.evidence.coming import come
from migrainedays.evidence.judging import RULES, Judging, when_to_judge
from migrainedays.literature import claim
from migrainedays.windows import DAY

FIRST = dt.date(2026, 1, 5)


def judged(given: dict[int, dt.date], on: dt.date) -> dict[str, Judging]:
    coming = come(on, max(given.items(), key=lambda item: item[1]))
    return {judging.rule: judging for judging in when_to_judge(given, coming.sessions)}


@pytest.mark.parametrize(("rule", "key", "at_last"), RULES)
def test_each_rule_waits_for_the_session_that_its_claim_names(rule: str, key: str, at_last: bool) -> None:
    found = judged({1: FIRST}, FIRST)[rule]
    session = int(claim(key).number)
    begins = FIRST + 84 * (session - 1) * DAY
    assert found.session == session
    assert found.on == begins + (83 if at_last else 28) * DAY
    assert found.sentence == claim(key).says


def test_a_session_that_was_later_moves_its_rule() -> None:
    late = FIRST + 100 * DAY
    found = judged({1: FIRST, 2: late}, late + DAY)
    assert found["European Headache Federation 2018, earliest"].on == late + 28 * DAY
    assert found["NICE TA260"].on == late + 83 * DAY


def test_the_end_of_a_cycle_is_the_day_before_the_next_session() -> None:
    second, third = FIRST + 84 * DAY, FIRST + 175 * DAY
    assert judged({1: FIRST, 2: second, 3: third}, third + DAY)["NICE TA260"].on == third - DAY


def test_rules_stand_in_order_of_their_days() -> None:
    found = when_to_judge({1: FIRST}, come(FIRST, (1, FIRST)).sessions)
    assert [judging.on for judging in found] == sorted(judging.on for judging in found)
    assert len(found) == len(RULES)


def test_a_session_too_far_ahead_has_no_rule_yet() -> None:
    assert when_to_judge({1: FIRST}, ()) == ()
