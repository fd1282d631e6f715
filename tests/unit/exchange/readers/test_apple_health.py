"""Apple Health: read as a stream, the document type passed over, entities refused."""

import io
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest

from migrainedays.diary import Attack, DiaryDay, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange.readers import READERS
from tests.unit.exchange.readers.files import apple, apple_record
from tests.unit.exchange.readers.reading import Reading

MODERATE = apple_record("Moderate", "2026-03-01 22:00:00 +0100", "2026-03-02 02:00:00 +0100")
FREE = apple_record("NotPresent", "2026-03-05 00:00:00 +0100", "2026-03-05 23:59:00 +0100")


def test_a_record_with_a_length_is_an_attack(read: Reading) -> None:
    [attack] = read("apple-health", apple(MODERATE)).all(Attack)
    assert attack.started_at.isoformat() == "2026-03-01T22:00:00+01:00"
    assert attack.ended_at is not None
    assert (attack.ended_at - attack.started_at).total_seconds() == 4 * 3600
    assert attack.peak == 2


def test_a_record_without_a_length_is_a_day_of_unknown_duration(read: Reading) -> None:
    record = apple_record("Severe", "2026-03-03 09:00:00 +0100", "2026-03-03 09:00:00 +0100")
    [day] = read("apple-health", apple(record)).all(DiaryDay)
    assert (day.date, day.headache, day.peak, day.minutes) == (date(2026, 3, 3), True, 3, None)


def test_unspecified_is_a_headache_of_unknown_strength(read: Reading) -> None:
    record = apple_record("Unspecified", "2026-03-03 09:00:00 +0100", "2026-03-03 09:00:00 +0100")
    [day] = read("apple-health", apple(record)).all(DiaryDay)
    assert (day.headache, day.peak) == (True, None)


def test_not_present_is_an_entry_of_no_headache_and_other_days_stay_missing(read: Reading) -> None:
    found = read("apple-health", apple(FREE, MODERATE))
    assert [(day.date, day.headache) for day in found.all(DiaryDay)] == [(date(2026, 3, 5), False)]


def test_no_headache_gives_way_to_an_attack_that_touches_the_date(read: Reading) -> None:
    night = apple_record("Mild", "2026-03-04 23:00:00 +0100", "2026-03-05 03:00:00 +0100")
    found = read("apple-health", apple(FREE, night))
    assert found.all(DiaryDay) == []
    assert any("an attack touches it" in problem.reason for problem in found.imported.odd)


@pytest.mark.parametrize("order", [1, -1])
def test_of_headache_and_none_on_one_date_headache_is_kept(read: Reading, order: int) -> None:
    records = [FREE, apple_record("Mild", "2026-03-05 09:00:00 +0100", "2026-03-05 09:00:00 +0100")][::order]
    found = read("apple-health", apple(*records))
    assert [day.headache for day in found.all(DiaryDay)] == [True]
    assert any("headache was kept" in problem.reason for problem in found.imported.odd)


def test_the_worst_of_a_day_is_kept(read: Reading) -> None:
    records = [apple_record(v, "2026-03-05 09:00:00 +0100", "2026-03-05 09:00:00 +0100") for v in ("Severe", "Mild")]
    assert [day.peak for day in read("apple-health", apple(*records)).all(DiaryDay)] == [3]


def test_a_record_that_knows_its_zone_keeps_the_day_as_it_was_lived(read: Reading) -> None:
    record = apple_record("Mild", "2026-03-02 05:00:00 +0100", "2026-03-02 05:00:00 +0100", zone="America/New_York")
    assert [day.date for day in read("apple-health", apple(record)).all(DiaryDay)] == [date(2026, 3, 1)]


def test_there_are_no_medicines_and_no_other_records(read: Reading) -> None:
    found = read("apple-health", apple(MODERATE))
    assert found.all(Intake) == []
    assert len(found.imported.values) == 2


def test_a_broken_document_type_does_not_matter_and_lines_stay_true(read: Reading) -> None:
    bad = apple_record("Purple", "2026-03-03 09:00:00 +0100", "2026-03-03 09:00:00 +0100")
    text = apple(MODERATE, bad)
    [problem] = read("apple-health", text).imported.refused
    assert (problem.column, problem.value) == ("value", "Purple")
    assert problem.line is not None
    assert "Purple" in text.splitlines()[problem.line - 1]


def test_entities_are_never_unfolded(read: Reading) -> None:
    hostile = '<!DOCTYPE HealthData [<!ENTITY lol "lol"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    record = MODERATE.replace('sourceName="Health"', 'sourceName="&x;&lol;"')
    with pytest.raises(InputRefused, match="cannot be read as a health export"):
        read("apple-health", apple(record, document_type=hostile))


def test_an_entity_hidden_behind_the_pattern_is_refused(read: Reading) -> None:
    hostile = '<!DOCTYPE HealthData SYSTEM "a>b" [<!ENTITY lol "lol">]>\n'
    with pytest.raises(InputRefused):
        read("apple-health", apple(MODERATE, document_type=hostile))


def test_a_file_cut_short_is_refused(read: Reading) -> None:
    with pytest.raises(InputRefused, match="cannot be read"):
        read("apple-health", apple(MODERATE)[:-20])


@pytest.mark.parametrize("cell", ["yesterday", "2026-13-01 00:00:00 +0100"])
def test_a_moment_that_is_none_is_refused(read: Reading, cell: str) -> None:
    record = apple_record("Mild", cell, "2026-03-03 09:00:00 +0100")
    [problem] = read("apple-health", apple(record)).imported.refused
    assert (problem.column, problem.value) == ("startDate", cell)


def test_an_end_before_the_start_is_refused(read: Reading) -> None:
    record = apple_record("Mild", "2026-03-03 09:00:00 +0100", "2026-03-03 08:00:00 +0100")
    found = read("apple-health", apple(record))
    assert [problem.column for problem in found.imported.refused] == ["ended_at"]
    assert found.all(Attack) == []


def test_no_headache_for_half_a_year_is_refused(read: Reading) -> None:
    record = apple_record("NotPresent", "2026-01-01 00:00:00 +0100", "2026-07-01 00:00:00 +0100")
    found = read("apple-health", apple(record))
    assert found.all(DiaryDay) == []
    assert len(found.imported.refused) == 1


def test_the_zip_is_opened(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("apple_health_export/export.xml", apple(MODERATE))
        archive.writestr("apple_health_export/export_cda.xml", "<x/>")
    (tmp_path / "export.zip").write_bytes(content.getvalue())
    imported = READERS["apple-health"].read(tmp_path / "export.zip", patient="P1", zone="UTC")
    assert sum(isinstance(value, Attack) for value in imported.values) == 1


def test_a_large_export_is_read_in_little_memory(tmp_path: Path) -> None:
    other = '<Record type="HKQuantityTypeIdentifierStepCount" value="1" startDate="2026-03-01 08:00:00 +0100"/>\n'
    path = tmp_path / "export.xml"
    with path.open("w") as file:
        head, _, tail = apple(MODERATE).partition(" <ExportDate")
        file.write(head)
        file.writelines(other for _ in range(200_000))
        file.write(f" <ExportDate{tail}")
    tracemalloc.start()
    imported = READERS["apple-health"].read(path, patient="P1", zone="UTC")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(isinstance(value, Attack) for value in imported.values) == 1
    assert peak < path.stat().st_size / 2


def test_moments_with_an_offset_of_their_own_need_no_zone(read: Reading) -> None:
    found = read("apple-health", apple(MODERATE), zone=None)
    assert found.imported.odd == ()
    assert found.all(Attack)[0].started_at.isoformat() == "2026-03-01T22:00:00+01:00"
