"""# The diary on the phone

A phone writes without a network, sends later, sends twice, and is not alone. This chapter says what becomes of
its entries.
"""

import datetime as dt

import pytest

from migrainedays.diary import DiaryDay, Intake
from migrainedays.diary.phone import LOCK_AFTER, Timing, lock_of, red_flags_of, timing_of, values_of
from tests.phone import PHONE, TABLET, day, entry, raw, take


class TestADayIsMergedFieldByField:
    """Each answer is merged by itself, by what the phone had on its screen."""

    def test_what_one_phone_adds_stands_beside_what_the_other_wrote(self):
        pain = entry(headache=True, peak=2)
        drug = entry(on=TABLET, intake__a__drug="sumatriptan")
        merged = day(pain, drug)
        assert merged.values == {"headache": True, "peak": 2, "intake/a/drug": "sumatriptan"}
        assert not merged.is_undecided

    def test_a_later_answer_that_saw_the_earlier_one_replaces_it(self):
        mild = entry(peak=1)
        severe = entry(mild, peak=3)
        assert day(mild, severe).values["peak"] == 3

    def test_a_phones_clock_never_decides(self):
        """The correction was written on a phone whose clock is a day slow; it still is the correction."""
        mild = entry(peak=1, at="2026-03-01T21:30:00+01:00")
        severe = entry(mild, on=TABLET, peak=3, at="2026-02-28T21:30:00+01:00")
        assert day(mild, severe).values["peak"] == 3

    def test_two_that_did_not_see_each_other_are_both_kept_and_the_patient_is_asked(self):
        here, there = entry(peak=1), entry(on=TABLET, peak=3)
        merged = day(here, there)
        assert merged.is_undecided
        assert {(version.value, version.device) for version in merged.conflicts["peak"]} == {(1, PHONE), (3, TABLET)}

    def test_two_that_agree_are_no_conflict(self):
        assert not day(entry(peak=2), entry(on=TABLET, peak=2)).is_undecided

    def test_deciding_is_one_more_entry_and_the_history_keeps_all(self):
        here, there = entry(peak=1), entry(on=TABLET, peak=3)
        decided = day(here, there, entry(here, there, peak=3))
        assert decided.values["peak"] == 3
        assert not decided.is_undecided
        assert len(decided.operations) == 3

    def test_headache_and_no_headache_meet_in_one_field(self):
        """One phone says severe pain, the other says no headache: the day is undecided and never headache-free."""
        merged = day(entry(peak=3), entry(on=TABLET, headache=False))
        assert {"headache", "peak"} <= set(merged.conflicts)
        (found,) = values_of(merged, "Ada")
        assert isinstance(found, DiaryDay)
        assert found.headache is None


class TestADayIsTheDayAsLived:
    """The local calendar day is kept as entered; zones and clocks stand beside it."""

    def test_travel_neither_makes_nor_loses_a_day(self):
        """Breakfast in Auckland and supper in Los Angeles of the same 1 March are one day."""
        auckland = entry(headache=True, at="2026-03-01T08:00:00+13:00")
        los_angeles = entry(auckland, peak=2, at="2026-03-01T20:00:00-08:00")
        merged = day(auckland, los_angeles)
        assert (merged.date, merged.values["peak"]) == (dt.date(2026, 3, 1), 2)

    def test_a_day_entered_late_says_so(self):
        assert timing_of(entry(headache=False)) is Timing.ON_THE_DAY
        assert timing_of(entry(headache=False, at="2026-03-02T08:00:00+01:00")) is Timing.LATE

    def test_the_day_closes_48_hours_after_its_end(self):
        assert dt.timedelta(hours=48) == LOCK_AFTER
        assert lock_of(dt.date(2026, 3, 1), "Europe/Paris") == dt.datetime(2026, 3, 3, 23, tzinfo=dt.UTC)

    def test_the_hour_that_summer_time_takes_is_not_taken_from_the_patient(self):
        lock = lock_of(dt.date(2026, 3, 28), "Europe/Paris")
        assert lock.isoformat() == "2026-03-30T23:00:00+00:00"  # 01:00 in Paris: 48 hours, not two midnights


class TestAClosedDay:
    """After the lock an entry is changed only by a correction that stays visible."""

    AFTER = "2026-03-05T10:00:00+01:00"

    def test_a_silent_change_is_refused(self):
        first = raw({"peak": 1})
        change = raw({"peak": 3}, parents=[first["id"]], claimed_at=self.AFTER)
        outcome = take(first, change, at=self.AFTER)
        assert [operation.changes["peak"] for operation in outcome.accepted] == [1]
        assert "closed" in outcome.refused[0].reason

    def test_a_correction_is_taken_and_shown(self):
        first = entry(peak=1)
        change = entry(first, peak=3, at=self.AFTER)
        merged = day(first, change)
        assert merged.values["peak"] == 3
        assert merged.corrections == (change,)
        assert timing_of(change) is Timing.CORRECTION

    def test_a_day_that_was_never_entered_can_be_entered_at_any_time(self):
        assert len(take(raw({"headache": False}, claimed_at=self.AFTER), at=self.AFTER).accepted) == 1


class TestABatch:
    """Nothing leaves the phone before the clinic has named it, and one bad entry holds up no other."""

    def test_the_same_batch_again_changes_nothing(self):
        batch = [raw({"headache": True}), raw({"peak": 2})]
        first = take(*batch)
        again = take(*batch, stored={operation.id: operation for operation in first.accepted})
        assert not again.accepted
        assert set(again.confirmed) == set(first.confirmed)

    def test_an_entry_twice_in_one_batch_is_one_entry(self):
        one = raw({"headache": True})
        assert len(take(one, one).accepted) == 1

    def test_a_bad_entry_is_named_with_its_reason_and_the_others_are_taken(self):
        outcome = take(raw({"headache": True}), raw({"minutes": 1500}), raw({"peak": 2}, date="2026-02-28"))
        assert len(outcome.accepted) == 2
        (refusal,) = outcome.refused
        assert (refusal.position, refusal.field) == (1, "minutes")
        assert "outside 0 to 1440" in refusal.reason

    def test_an_id_that_comes_back_with_other_words_is_refused(self):
        first = raw({"peak": 1})
        outcome = take(first, {**first, "changes": {"peak": 3}})
        assert outcome.accepted[0].changes["peak"] == 1
        assert "already used" in outcome.refused[0].reason


class TestWhatIsRefused:
    """What cannot be is refused with a sentence; the phone keeps it and shows it to the patient."""

    @pytest.mark.parametrize(
        ("other", "reason"),
        [
            ({"diary": "99999999-9999-4999-8999-999999999999"}, "belongs to another diary"),
            ({"device": "99999999-9999-4999-8999-999999999999"}, "made on another device"),
            ({"date": "0001-01-01"}, "outside the years"),
            ({"date": "9999-12-31"}, "outside the years"),
            ({"date": "2026-03-05"}, "lies in the future"),
            ({"date": "2026-02-30"}, "does not exist"),
            ({"claimed_at": "9999-12-31T23:59:59+00:00"}, "outside the years"),
            ({"claimed_at": "2026-03-01T10:00:00"}, "no offset"),
            ({"zone": "Mars/Olympus"}, "not an IANA time zone"),
            ({"id": "1"}, "not an id"),
            ({"parents": "all"}, "not a list"),
            ({"changes": {}}, "does not name"),
            ({"changes": {"note": "x" * 10_000_000}}, "longer than"),
            ({"changes": {"dose": 200}}, "not a field"),
            ({"changes": {"headache": "perhaps"}}, "neither true nor false"),
            ({"changes": {"headache": False, "peak": 2}}, "no headache"),
            ({"changes": {"intake/a/taken_at": "2026-03-01T10:00:00"}}, "no offset"),
        ],
    )
    def test_it_says_why(self, other, reason):
        outcome = take(raw({"headache": True}, **other))
        assert not outcome.accepted
        assert reason in outcome.refused[0].reason

    def test_script_in_a_note_stays_text(self):
        (operation,) = take(raw({"note": "<script>alert(1)</script>"})).accepted
        assert operation.changes["note"] == "<script>alert(1)</script>"  # the screen shows it as words

    def test_what_no_screen_can_show_is_left_out(self):
        (operation,) = take(raw({"note": "tired\x00\ud800 today\n"})).accepted
        assert operation.changes["note"] == "tired? today"


class TestWhatADayMeans:
    """The merged day becomes the values that everything else is counted from."""

    def test_one_tap_is_a_headache_free_day(self):
        (found,) = values_of(day(entry(headache=False)), "Ada")
        assert isinstance(found, DiaryDay)
        assert (found.headache, found.minutes, found.zone) == (False, None, "Europe/Paris")

    def test_still_going_on_is_an_answer_and_not_a_number(self):
        (found,) = values_of(day(entry(ongoing=True)), "Ada")
        assert isinstance(found, DiaryDay)
        assert (found.headache, found.minutes) == (True, None)

    def test_a_drug_alone_says_nothing_about_the_headache(self):
        (found,) = values_of(day(entry(intake__a__drug="Sumatriptan", intake__a__doses=1)), "Ada")
        assert isinstance(found, Intake)
        assert (found.drug, found.doses) == ("sumatriptan", 1)

    def test_an_answer_taken_back_is_not_asked(self):
        first = entry(intake__a__drug="naproxen")
        assert values_of(day(first, entry(first, intake__a__drug=None)), "Ada") == ()

    def test_two_intakes_of_one_drug_are_counted_by_their_time(self):
        later = entry(intake__a__drug="naproxen", intake__a__taken_at="2026-03-01T18:00:00+01:00")
        earlier = entry(later, intake__b__drug="naproxen", intake__b__taken_at="2026-03-01T08:00:00+01:00")
        numbered = {i.taken_at.hour: i.intake for i in values_of(day(later, earlier), "Ada") if isinstance(i, Intake)}
        assert numbered == {8: 1, 18: 2}

    def test_an_undecided_drug_is_an_unknown_drug(self):
        merged = day(entry(intake__a__drug="naproxen"), entry(on=TABLET, intake__a__drug="codeine"))
        (found,) = values_of(merged, "Ada")
        assert isinstance(found, Intake)
        assert found.drug == "codeine or naproxen"


class TestRedFlags:
    """Nobody watches the diary: what may be an emergency is answered on the phone itself."""

    @pytest.mark.parametrize(
        ("note", "flag"),
        [
            ("I find it hard to swallow", "swallowing"),
            ("J'ai du mal à avaler", "swallowing"),
            ("Me cuesta tragar", "swallowing"),
            ("short of breath", "breathing"),
            ("je respire mal", "breathing"),
            ("me falta el aire", "breathing"),
            ("worst headache of my life", "thunderclap"),
            ("la pire douleur de ma vie", "thunderclap"),
            ("el peor dolor de mi vida", "thunderclap"),
            ("sudden weakness in one arm", "weakness"),
            ("mon bras est faible", "weakness"),
            ("tengo el brazo débil", "weakness"),
            ("my words are slurred", "speaking"),
            ("je ne peux plus parler", "speaking"),
            ("no puedo hablar", "speaking"),
        ],
    )
    def test_words_in_three_languages(self, note, flag):
        assert flag in red_flags_of(entry(note=note))

    def test_an_aura_over_an_hour(self):
        assert red_flags_of(entry(aura_minutes=61)) == ("long_aura",)
        assert red_flags_of(entry(aura_minutes=60)) == ()

    def test_a_tap(self):
        assert red_flags_of(entry(effect__a__event="red_flag:breathing")) == ("breathing",)

    def test_an_ordinary_note_brings_none(self):
        assert red_flags_of(entry(note="Slept badly, walked in the evening, better now.")) == ()
