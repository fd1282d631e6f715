"""Migraine Buddy's CSV, new and old, with its traps."""

import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.diary import Attack, DiaryDay, Exposure, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange.readers import DatesAmbiguous
from tests.unit.exchange.readers.files import MB_HEADER, MIGRAINE_BUDDY, MIGRAINE_BUDDY_OLD
from tests.unit.exchange.readers.reading import Reading


@pytest.fixture
def found(read: Reading) -> Reading:
    return read("migraine-buddy", MIGRAINE_BUDDY, zone="Europe/Paris")


def test_an_attack_keeps_the_moment_and_the_offset_of_its_own(found: Reading) -> None:
    first = found.all(Attack)[0]
    assert first.started_at == dt.datetime(2024, 11, 16, 22, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert first.started_at.isoformat().endswith("+01:00")


def test_a_duration_is_elapsed_time_and_the_end_is_shown_by_the_clock_of_where_it_ended(found: Reading) -> None:
    first, second = found.all(Attack)[:2]
    assert first.ended_at == first.started_at + dt.timedelta(hours=4)
    assert second.ended_at == second.started_at + dt.timedelta(days=1, hours=2, minutes=15)
    assert second.ended_at.utcoffset() == dt.timedelta(0)


def test_pain_becomes_0_to_3_and_the_original_is_kept_aside(found: Reading) -> None:
    attacks = found.all(Attack)
    assert [attack.peak for attack in attacks] == [3, 1, 0]
    aside = {origin.key: origin.aside for origin in found.imported.origins if origin.table == "attacks"}
    assert [aside[attack.key]["Pain Level"] for attack in attacks] == ["9", "3", "0"]


def test_what_was_ticked_is_yes_and_the_rest_stays_unknown(found: Reading) -> None:
    first, second = found.all(Attack)[:2]
    assert (first.pulsating, first.photophobia, first.nausea) == (True, True, True)
    assert (first.phonophobia, first.vomiting, first.aggravated) == (None, None, None)
    assert (second.pulsating, second.photophobia) == (None, None)


def test_lightheadedness_is_not_sensitivity_to_light(read: Reading) -> None:
    row = "1,11/16/24 22:30,04h 00m,60,60,,,,5,,,Lightheadedness,,,,,,,,,,,,"
    assert read("migraine-buddy", f"{MB_HEADER}\n{row}\n").all(Attack)[0].photophobia is None


def test_places_of_pain_give_areas_and_one_side_or_both(found: Reading) -> None:
    first, second = found.all(Attack)[:2]
    assert first.pain_areas == ("front_left", "temple_left")
    assert first.unilateral is True
    assert second.pain_areas == ("neck_left", "neck_right")
    assert second.unilateral is False


def test_a_type_says_whether_it_was_believed_a_migraine(found: Reading) -> None:
    assert [attack.believed_migraine for attack in found.all(Attack)] == [True, False, None]


def test_medicines_come_by_their_names_with_what_they_did(found: Reading) -> None:
    intakes = {intake.drug: intake.relieved for intake in found.all(Intake)}
    assert intakes == {"sumatriptan": True, "naproxen": None, "ibuprofen": False}
    assert {intake.date for intake in found.all(Intake)} == {dt.date(2024, 11, 16)}


def test_no_medication_is_no_medicine(found: Reading) -> None:
    assert all("medication" not in intake.drug for intake in found.all(Intake))


def test_triggers_become_factors_of_the_day(found: Reading) -> None:
    assert {(e.date, e.factor, e.level) for e in found.all(Exposure)} == {
        (dt.date(2024, 11, 16), "stress", None),
        (dt.date(2024, 11, 16), "alcohol", None),
    }


def test_an_attack_without_an_end_becomes_its_day_and_not_a_headache_that_goes_on(found: Reading) -> None:
    [day] = found.all(DiaryDay)
    assert (day.date, day.headache, day.peak, day.minutes) == (dt.date(2024, 11, 20), True, 2, None)
    assert any(problem.table == "days" and "no end" in problem.reason for problem in found.imported.odd)


def test_the_latest_attack_may_still_be_going_on(found: Reading) -> None:
    assert found.all(Attack)[-1].ended_at is None


def test_an_attack_never_closed_while_others_followed_does_not_go_on(read: Reading) -> None:
    text = MIGRAINE_BUDDY.replace('"04h 00m"', '"Ongoing"')
    found = read("migraine-buddy", text, zone="Europe/Paris")
    assert dt.date(2024, 11, 16) in {day.date for day in found.all(DiaryDay)}
    assert sum(attack.ended_at is None for attack in found.all(Attack)) == 1


def test_days_between_attacks_stay_missing(found: Reading) -> None:
    assert all(day.headache for day in found.all(DiaryDay))
    assert len(found.all(DiaryDay)) == 1


def test_the_place_code_is_written_nowhere(found: Reading) -> None:
    assert "s3cr3t" not in repr(found.imported)
    [use] = [use for use in found.imported.preview if use.column == "Geohash"]
    assert (use.becomes, use.filled) == ("dropped", 2)


def test_the_preview_names_every_column_and_what_it_became(found: Reading) -> None:
    becomes = {use.column: use.becomes for use in found.imported.preview}
    assert len(becomes) == 24
    assert becomes["Started"] == "attacks.started_at"
    assert becomes["Notes"] == becomes["Affected Activities"] == "kept aside"


def test_the_block_of_ongoing_events_is_left_and_told(found: Reading) -> None:
    assert any("ongoing event" in problem.reason and problem.line == 2 for problem in found.imported.odd)


def test_notes_over_two_lines_are_kept_aside_whole(found: Reading) -> None:
    [origin] = [origin for origin in found.imported.origins if origin.aside.get("Notes")]
    assert origin.aside["Notes"] == "Woke me,\ntwice"
    assert origin.line == 6


def test_older_files_without_offsets_take_the_zone_that_was_told(read: Reading) -> None:
    found = read("migraine-buddy", MIGRAINE_BUDDY_OLD, zone="America/Montreal")
    starts = [attack.started_at.isoformat() for attack in found.all(Attack)]
    assert starts == ["2019-11-16T13:12:00-05:00", "2019-12-03T07:00:00-05:00"]
    assert found.imported.date_order == "day-first"
    assert found.all(Attack)[0].vomiting is True


def test_without_a_zone_the_clock_is_kept_and_that_is_told(read: Reading) -> None:
    found = read("migraine-buddy", MIGRAINE_BUDDY_OLD, zone=None)
    assert found.all(Attack)[0].started_at.isoformat() == "2019-11-16T13:12:00+00:00"
    assert any("no zone" in problem.reason for problem in found.imported.odd)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Started", "not a date"), ("Lasted", "a while"), ("Start UTC Offset (min)", "east"), ("Pain Level", "14")],
)
def test_a_row_that_cannot_be_read_is_refused_by_line_column_and_value(read: Reading, column: str, cell: str) -> None:
    cells = {"Started": "11/16/24 22:30", "Lasted": "04h 00m", "Start UTC Offset (min)": "60", "Pain Level": "5"}
    row = ",".join({**cells, column: cell}.get(name, "") for name in MB_HEADER.replace('"', "").split(","))
    good = ",".join({**cells, "Started": "11/17/24 10:00"}.get(n, "") for n in MB_HEADER.replace('"', "").split(","))
    found = read("migraine-buddy", f"{MB_HEADER}\n{row}\n{good}\n")
    [problem] = found.imported.refused
    assert (problem.table, problem.line, problem.column, problem.value) == ("attacks", 2, column, cell)
    assert len(found.all(Attack)) == 1


def test_an_ambiguous_order_of_dates_is_asked(read: Reading) -> None:
    text = MIGRAINE_BUDDY_OLD.replace("16/11/19", "05/11/19")
    with pytest.raises(DatesAmbiguous, match="--date-order: day-first or month-first") as asked:
        read("migraine-buddy", text)
    assert asked.value.example == "05/11/19 13:12"
    assert read("migraine-buddy", text, date_order="month-first").all(Attack)[0].started_at.month == 5


def test_the_same_row_twice_is_odd_and_another_at_the_same_moment_is_refused(read: Reading) -> None:
    row = MIGRAINE_BUDDY_OLD.splitlines()[1]
    again = read("migraine-buddy", MIGRAINE_BUDDY_OLD + row + "\n")
    assert len(again.all(Attack)) == 2
    assert len(again.all(Intake)) == 1
    assert any("line 2 already, the same" in problem.reason for problem in again.imported.odd)
    other = read("migraine-buddy", MIGRAINE_BUDDY_OLD + row.replace("01h 00m", "09h 00m") + "\n")
    assert ["line 2 already, otherwise" in problem.reason for problem in other.imported.refused] == [True]


def test_an_attack_has_the_same_name_in_a_longer_export(read: Reading) -> None:
    header, *rows = MIGRAINE_BUDDY_OLD.splitlines()
    shorter = read("migraine-buddy", "\n".join([header, rows[0]]) + "\n").all(Attack)
    longer = read("migraine-buddy", "\n".join([header, *reversed(rows)]) + "\n").all(Attack)
    assert {attack.key for attack in shorter} < {attack.key for attack in longer}


def test_another_file_is_refused_in_a_sentence(read: Reading) -> None:
    with pytest.raises(InputRefused, match="no file of Migraine Buddy"):
        read("migraine-buddy", "date,pain\n2026-01-01,3\n")


def test_doses_are_not_guessed(found: Reading) -> None:
    assert {intake.doses for intake in found.all(Intake)} <= {None, Decimal(1)}
