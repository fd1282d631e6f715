"""The chance beside the state of the cycle: only from a clinic's fit, only beside the definition that asks the same."""

import pytest

from migrainedays.classification import profile
from migrainedays.course import evaluate
from migrainedays.course.to_json import patient_to_json
from migrainedays.evidence.cycle_chance import DEFINITION, chances_of, with_chance
from migrainedays.evidence.forecast import forecast_patient
from migrainedays.windows import DAY
from tests.unit.evidence.test_forecast import SESSION_1, clinic, make_course

ANNA = make_course("Anna", [21, 20], [7, 6, 8, 7, 6, 7])


@pytest.fixture(scope="module")
def chances() -> dict[str, float]:
    untreated = make_course("Untreated", [20, 21], [], sessions=0)
    silent = make_course("Silent", [-1], [-1, -1])
    return chances_of([ANNA, untreated, silent, *clinic()])


def test_every_patient_under_treatment_with_windows_has_one(chances: dict[str, float]) -> None:
    assert set(chances) == {"Anna", *(f"P{n}" for n in range(24))}
    assert all(0 < chance < 1 for chance in chances.values())
    assert chances["Anna"] > 0.8


def test_it_is_near_the_forecast_s(chances: dict[str, float]) -> None:
    found = forecast_patient([ANNA, *clinic()], "Anna")
    assert chances["Anna"] == pytest.approx(found.next_months_below, abs=0.05)


def test_patients_looked_ahead_of_together_have_what_each_has_alone(
    chances: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shorter and longer diaries, side by side or one at a time."""
    monkeypatch.setattr("migrainedays.evidence.cycle_chance.AT_ONCE", 1)
    alone = chances_of([ANNA, *clinic()])
    monkeypatch.setattr("migrainedays.evidence.cycle_chance.AT_ONCE", 7)
    assert chances_of([ANNA, *clinic()]) == pytest.approx(alone, rel=1e-12)
    assert chances == pytest.approx(alone, rel=1e-12)


def test_without_a_fit_there_is_none() -> None:
    assert chances_of([ANNA, *clinic(4)]) == {}


def test_a_day_before_treatment_has_none() -> None:
    assert chances_of([ANNA, *clinic()], SESSION_1 - DAY) == {}


def test_it_stands_beside_the_definition_that_asks_the_same() -> None:
    found = with_chance(evaluate(ANNA, profile("LEIDEN_2023")), 0.123456)
    document = patient_to_json(found)["cycle"]
    assert document["probability"] == 0.1235
    by_name = {name: state["probability"] for name, state in document["by_definition"].items()}
    assert by_name.pop(DEFINITION) == 0.1235
    assert set(by_name.values()) == {None}
    assert found.cycle.state == evaluate(ANNA, profile("LEIDEN_2023")).cycle.state


def test_none_stays_none() -> None:
    assert with_chance(evaluate(ANNA, profile("LEIDEN_2023")), None).cycle.probability is None
