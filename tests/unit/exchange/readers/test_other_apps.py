"""Cluster Headache Tracker, Bearable and MigraineBot."""

import datetime as dt

import pytest

from migrainedays.diary import Attack, DiaryDay, Exposure, Intake
from migrainedays.errors import InputRefused
from tests.unit.exchange.readers.files import BEARABLE, CLUSTER, MIGRAINEBOT
from tests.unit.exchange.readers.reading import Reading


def test_cluster_times_are_those_of_the_wall_over_a_change_of_the_clocks(read: Reading) -> None:
    [attack] = read("cluster-headache-tracker", CLUSTER, zone="Europe/Berlin").all(Attack)
    assert attack.started_at.isoformat() == "2024-03-30T23:30:00+01:00"
    assert attack.ended_at.isoformat() == "2024-03-31T03:30:00+02:00"
    assert attack.ended_at - attack.started_at == dt.timedelta(hours=3), "an hour was skipped that night"


def test_cluster_medicines_joined_by_a_plus_are_two(read: Reading) -> None:
    found = read("cluster-headache-tracker", CLUSTER)
    assert [intake.drug for intake in found.all(Intake)] == ["sumatriptan", "oxygen"]
    assert [exposure.factor for exposure in found.all(Exposure)] == ["alcohol", "short_sleep"]


def test_cluster_rows_without_an_end_become_days(read: Reading) -> None:
    found = read("cluster-headache-tracker", CLUSTER)
    assert [(day.date, day.peak) for day in found.all(DiaryDay)] == [(dt.date(2024, 4, 2), 2)]


def test_cluster_pressure_and_notes_are_kept_aside(read: Reading) -> None:
    origin = read("cluster-headache-tracker", CLUSTER).imported.origins[0]
    assert origin.aside == {"intensity": "8", "notes": "first, and\nworst", "barometric_pressure": "1013.2"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cluster-headache-tracker", "Start_Time,End_Time,Intensity\n2024-03-02 10:00,2024-03-02 11:00,8\n"),
        ("migrainebot", "Start,End,Pain\n2024-03-02 10:00,2024-03-02 11:00,8\n"),
    ],
)
def test_capitals_in_a_list_of_attacks_do_not_matter(read: Reading, kind: str, text: str) -> None:
    [attack] = read(kind, text).all(Attack)
    assert (attack.started_at.hour, attack.ended_at.hour, attack.peak) == (10, 11, 3)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cluster-headache-tracker", "start_time,end_time,intensity\n2024-03-02 10:00,,8\n"),
        ("migrainebot", "start,end,pain\n2024-03-02 10:00,,8\n"),
    ],
)
def test_an_attack_without_an_end_is_a_day_in_every_list(read: Reading, kind: str, text: str) -> None:
    found = read(kind, text)
    assert found.all(Attack) == []
    assert [(day.date.isoformat(), day.headache) for day in found.all(DiaryDay)] == [("2024-03-02", True)]


def test_bearable_days_take_the_worst_rating_and_keep_the_originals(read: Reading) -> None:
    found = read("bearable", BEARABLE)
    days = {day.date.day: day for day in found.all(DiaryDay)}
    assert (days[1].headache, days[1].peak, days[1].believed_migraine) == (True, 3, True)
    ratings = [o.aside["rating/amount"] for o in found.imported.origins if o.table == "days" and o.key == days[1].key]
    assert ratings == ["2", "4"]


def test_bearable_zero_for_the_whole_day_is_no_headache_and_for_a_part_of_it_unknown(read: Reading) -> None:
    found = read("bearable", BEARABLE)
    assert {day.date.day: day.headache for day in found.all(DiaryDay)} == {1: True, 2: False}
    assert any("part of the day" in problem.reason and problem.value == "am" for problem in found.imported.odd)


def test_bearable_cells_with_several_values_become_factors_with_levels(read: Reading) -> None:
    factors = {exposure.factor: exposure.level for exposure in read("bearable", BEARABLE).all(Exposure)}
    assert factors == {"caffeine": 3, "alcohol": 1, "stress": None}


def test_bearable_medicines_become_no_intakes_and_that_is_told(read: Reading) -> None:
    found = read("bearable", BEARABLE)
    assert found.all(Intake) == []
    assert any(problem.table == "intakes" and "1 rows" in problem.reason for problem in found.imported.odd)


def test_bearable_ratings_out_of_range_are_refused(read: Reading) -> None:
    [problem] = read("bearable", BEARABLE).imported.refused
    assert (problem.line, problem.value) == (9, "7")


def test_migrainebot_has_start_end_and_pain(read: Reading) -> None:
    found = read("migrainebot", MIGRAINEBOT, zone="Europe/London")
    [attack] = found.all(Attack)
    assert (attack.started_at.isoformat(), attack.peak) == ("2026-03-01T22:00:00+00:00", 3)
    assert [(day.date.day, day.peak) for day in found.all(DiaryDay)] == [(5, 1)]


@pytest.mark.parametrize("kind", ["cluster-headache-tracker", "bearable", "migrainebot"])
def test_a_file_of_another_app_is_refused(read: Reading, kind: str) -> None:
    with pytest.raises(InputRefused, match="no row holds the headers"):
        read(kind, "when,what\n2026-01-01,headache\n")


@pytest.mark.parametrize("kind", ["cluster-headache-tracker", "bearable", "migrainebot", "migraine-buddy"])
def test_an_empty_file_is_refused(read: Reading, kind: str) -> None:
    with pytest.raises(InputRefused):
        read(kind, "")


@pytest.mark.parametrize(
    ("kind", "text", "column"),
    [
        ("migrainebot", "start,end,pain\nsoon,,3\n", "start"),
        ("migrainebot", "start,end,pain\n2026-01-01 10:00,x,3\n", "end"),
        ("migrainebot", "start,end,pain\n2026-01-01 10:00,,much\n", "pain"),
        ("cluster-headache-tracker", "start_time,end_time,intensity\n2026-01-01 10:00,,11\n", "intensity"),
    ],
)
def test_rows_that_cannot_be_read_are_refused_by_column(read: Reading, kind: str, text: str, column: str) -> None:
    assert [(p.line, p.column) for p in read(kind, text).imported.refused] == [(2, column)]
