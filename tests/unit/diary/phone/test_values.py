"""From a merged day to values, with what is undecided left unknown."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.diary import Attack, DiaryDay, Exposure, Goal, Intake
from migrainedays.diary.phone import answers_of, intakes_of, merge, side_effects_of, values_of
from tests.phone import TABLET, day, entry


def only(value_class, *entries):
    (found,) = [value for value in values_of(day(*entries), "Ada") if isinstance(value, value_class)]
    return found


class TestDays:
    def test_every_answer_of_the_day(self):
        found = only(
            DiaryDay, entry(peak=2, minutes=300, nausea=True, aura_kinds=["visual"], pain_areas=["temple_left"])
        )
        assert (found.peak, found.minutes, found.nausea) == (2, 300, True)
        assert (found.aura_kinds, found.pain_areas) == (("visual",), ("temple_left",))

    def test_what_lives_on_the_phone_alone_makes_no_day(self):
        assert values_of(day(entry(note="tired", wearing_off=True)), "Ada") == ()

    def test_all_taken_back_is_no_day(self):
        first = entry(headache=True, aura_kinds=["visual"])
        assert values_of(day(first, entry(first, headache=None, aura_kinds=[])), "Ada") == ()

    @pytest.mark.parametrize("name", ["peak", "minutes"])
    def test_an_undecided_answer_is_unknown_and_the_day_still_entered(self, name):
        found = only(DiaryDay, entry(**{name: 1}), entry(on=TABLET, **{name: 2}))
        assert (getattr(found, name), found.headache) == (None, True)

    def test_it_was_entered_when_the_headache_was_first_spoken_of(self):
        drug = entry(intake__a__drug="naproxen", at="2026-03-01T08:00:00+01:00")
        pain = entry(drug, peak=2, at="2026-03-02T09:00:00+01:00")
        assert only(DiaryDay, drug, pain).entered_at == dt.datetime.fromisoformat("2026-03-02T09:00:00+01:00")

    def test_operations_of_two_days_are_no_day(self):
        with pytest.raises(ValueError, match="operations of one day"):
            merge([entry(peak=1), entry(peak=1, date="2026-02-28")])

    def test_no_operations_are_no_day(self):
        with pytest.raises(ValueError, match="operations of one day"):
            merge([])


class TestAttacks:
    START = "2026-03-01T22:00:00+01:00"

    def test_with_its_times(self):
        found = only(Attack, entry(attack__a__started_at=self.START, attack__a__peak=3))
        assert (found.attack, found.peak, found.ended_at) == ("a", 3, None)

    def test_without_a_beginning_is_none(self):
        assert values_of(day(entry(attack__a__peak=3)), "Ada") == ()

    @pytest.mark.parametrize("column", ["ended_at", "woke_free_at", "asleep_at"])
    def test_an_end_before_the_beginning_is_left_open(self, column):
        early = {f"attack__a__{column}": "2026-03-01T20:00:00+01:00"}
        assert getattr(only(Attack, entry(attack__a__started_at=self.START, **early)), column) is None

    def test_waking_before_falling_asleep_is_left_open(self):
        slept = {
            "attack__a__asleep_at": "2026-03-02T03:00:00+01:00",
            "attack__a__woke_free_at": "2026-03-02T02:00:00+01:00",
        }
        assert only(Attack, entry(attack__a__started_at=self.START, **slept)).woke_free_at is None


class TestIntakes:
    def test_keys_are_kept_apart(self):
        merged = day(entry(intake__b__drug="naproxen", intake__a__drug="Naproxen"))
        assert {key: (each.drug, each.intake) for key, each in intakes_of(merged, "Ada").items()} == {
            "a": ("naproxen", 1),
            "b": ("naproxen", 2),
        }

    def test_undecided_relief_is_unknown(self):
        drug = entry(intake__a__drug="naproxen")
        found = only(
            Intake, drug, entry(drug, intake__a__relieved=True), entry(drug, on=TABLET, intake__a__relieved=False)
        )
        assert found.relieved is None

    def test_doses_are_exact(self):
        assert only(Intake, entry(intake__a__drug="x", intake__a__doses="0.5")).doses == Decimal("0.5")

    def test_relief_without_a_drug_is_no_intake(self):
        assert values_of(day(entry(intake__a__relieved=True)), "Ada") == ()


class TestOthers:
    def test_an_exposure_asked_and_none(self):
        assert only(Exposure, entry(exposure__stress__level=0)).level == 0

    def test_an_exposure_taken_back(self):
        first = entry(exposure__stress__level=2)
        assert values_of(day(first, entry(first, exposure__stress__level=None)), "Ada") == ()

    def test_a_goal(self):
        found = only(Goal, entry(**{"goal/hair in a ponytail/level": -1}))
        assert (found.goal, found.level) == ("hair in a ponytail", -1)

    def test_a_goal_without_a_level(self):
        assert values_of(day(entry(**{"goal/run/weight": "2"})), "Ada") == ()

    def test_a_side_effect(self):
        (found,) = side_effects_of(day(entry(effect__a__event="heavy eyelid", effect__a__severity="mild")))
        assert (found.key, found.event, found.severity) == ("a", "heavy eyelid", "mild")

    def test_a_severity_alone_is_none(self):
        assert side_effects_of(day(entry(effect__a__severity="mild"))) == ()

    def test_answers_to_a_questionnaire(self):
        first = entry(**{"score/phq9/1": 2, "score/phq9/9": 0})
        assert answers_of(day(first)) == {("phq9", "1"): 2, ("phq9", "9"): 0}
        assert answers_of(day(first, entry(first, **{"score/phq9/1": None}))) == {("phq9", "9"): 0}
