"""The results as a document: every curve in words that name who came, who stayed, who left and who is not on it."""

import datetime as dt
import json

import pytest

from migrainedays.diary import Tri
from migrainedays.evidence.clinic_results import results_of
from migrainedays.evidence.facts import Facts, Followup
from migrainedays.evidence.results_to_json import TOLD_AT, results_to_json

DAY_0 = dt.date(2026, 1, 5)


def seen(days: int, came: bool = False) -> Followup:
    return Followup(days, came, DAY_0 + dt.timedelta(days=days))


def patient(**columns) -> Facts:
    return Facts(treated=True, **columns)


def curve(*patients: Facts, name: str = "cycle_broken") -> dict:
    found = results_to_json(results_of(patients))[name]
    assert found is not None
    return found


def test_a_document_is_plain_json() -> None:
    clinic = [
        patient(broken=seen(90, True), returned=seen(200), responses=((1, Tri.YES),), abilities={"stress": Tri.YES}),
        patient(unseen=True, answers={"headache_free": Tri.INDETERMINATE}),
        Facts(treated=False),
    ]
    document = results_to_json(results_of(clinic))
    assert json.loads(json.dumps(document)) == document


def test_each_step_has_its_counts_and_its_interval() -> None:
    found = curve(patient(broken=seen(84, True)), patient(broken=seen(84)), patient(broken=seen(140)))
    assert [(s["day"], s["at_risk"], s["events"], s["left"]) for s in found["steps"]] == [(84, 3, 1, 1), (140, 1, 0, 1)]
    share = found["steps"][0]["share"]
    assert share["estimate"] == pytest.approx(0.6667, abs=1e-4)
    assert share["low"] < share["estimate"] < share["high"]


def test_the_counts_beside_the_curve_add_up() -> None:
    found = curve(patient(broken=seen(84, True)), patient(broken=seen(10)), patient(broken=seen(200)))
    assert (found["patients"], found["events"], found["left"], found["stopped"]) == (3, 1, 2, 1)


@pytest.mark.parametrize(("days", "weeks"), [(50, [7]), (100, [12]), (200, [12, 24]), (400, [12, 24, 48])])
def test_a_curve_is_told_at_the_sessions_that_it_reaches(days: int, weeks: list[int]) -> None:
    told = curve(patient(broken=seen(days)), patient(broken=seen(days)))["sentence"]
    assert [f"After {week} weeks" in told for week in weeks] == [True] * len(weeks)
    assert told.count("After ") == len(weeks)


def test_the_days_at_which_a_curve_is_told_are_sessions_apart() -> None:
    assert TOLD_AT == (84, 168, 336)


def test_who_returned_is_told_of_broken_cycles_only() -> None:
    clinic = [patient(broken=seen(84, True), returned=seen(60, True)), patient(broken=seen(84))]
    told = curve(*clinic, name="still_broken")["sentence"]
    assert told.startswith("1 of 1 broken cycles returned.")
    assert "1 did not break it, so nothing could return." in told


def test_who_was_never_in_the_cycle_is_told_apart() -> None:
    told = curve(patient(broken=seen(84, True)), patient(below_before=True))["sentence"]
    assert "1 had no cycle to break before session 1." in told
    assert "could not be judged" not in told


def test_shares_carry_their_interval_or_null() -> None:
    answers = {"headache_free": Tri.YES, "off_acute": Tri.INDETERMINATE, "off_preventives": None}
    shares = {share["name"]: share for share in results_to_json(results_of([patient(answers=answers)]))["shares"]}
    assert shares["headache_free"]["share"]["estimate"] == 1.0
    assert shares["off_acute"]["share"] is None
    assert shares["off_preventives"]["sentence"] == "It concerns nobody. 1 took none at session 1."


def test_abilities_are_said_in_their_own_words() -> None:
    (share,) = results_to_json(results_of([patient(abilities={"tied_hair": Tri.YES})]))["abilities"]
    assert share["sentence"].startswith("1 of 1 patients got through it better than before session 1: 100 %")
