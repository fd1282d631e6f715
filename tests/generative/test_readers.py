"""Whatever a file of another app holds: it is read or refused in a sentence, and never makes a day headache-free."""

import contextlib
import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from migrainedays.diary import Attack, DiaryDay
from migrainedays.errors import InputRefused, MigraineDaysError
from migrainedays.exchange.readers import READERS, Imported
from tests.unit.exchange.readers.files import BEARABLE, CLUSTER, MB_HEADER, MIGRAINE_BUDDY, MIGRAINEBOT

ATTACK_LISTS = ("migraine-buddy", "migraine-buddy-link", "cluster-headache-tracker", "migrainebot")
SAMPLES = [MIGRAINE_BUDDY, CLUSTER, BEARABLE, MIGRAINEBOT]
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip

cells = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
dates = st.dates().map(lambda day: day.strftime("%d/%m/%y %H:%M"))
hostile = st.one_of(
    cells, dates, st.sampled_from(["Ongoing", "01h 00m", "99d 99h 99m", "-1", "11", "10", "0", "1e9", "=cmd()", "NaN"])
)


def read(kind: str, folder: Path, content: bytes) -> Imported | None:
    path = folder / "export"
    path.write_bytes(content)
    with contextlib.suppress(MigraineDaysError):
        return READERS[kind].read(path, patient="P1", zone="Europe/Paris", date_order="day-first")
    return None


def written(header: list[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


@pytest.mark.parametrize("kind", READERS)
@relaxed
@given(content=st.binary(max_size=300) | cells.map(str.encode))
@example(content=b"")
@example(content=b"\xff\xfe\x00")
@example(content=b'"')
@example(content=b"PK\x05\x06" + b"\0" * 18)
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path: Path, kind: str, content: bytes) -> None:
    read(kind, tmp_path, content)


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind != "apple-health"])
@relaxed
@given(sample=st.sampled_from(SAMPLES), place=st.integers(0, 2000), cut=st.integers(0, 30), put=cells)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(
    tmp_path: Path, kind: str, sample: str, place: int, cut: int, put: str
) -> None:
    damaged = sample[:place] + put + sample[place + cut :]
    read(kind, tmp_path, damaged.encode("utf-8", "replace"))


@relaxed
@given(rows=st.lists(st.lists(hostile, min_size=24, max_size=24), max_size=8))
def test_no_list_of_attacks_makes_a_day_headache_free(tmp_path: Path, rows: list[list[str]]) -> None:
    header = next(csv.reader([MB_HEADER]))
    imported = read("migraine-buddy", tmp_path, written(header, rows).encode())
    if imported is not None:
        assert all(value.headache for value in imported.values if isinstance(value, DiaryDay))


@relaxed
@given(rows=st.lists(st.lists(hostile, min_size=24, max_size=24), max_size=8))
def test_every_row_is_kept_told_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    header = next(csv.reader([MB_HEADER]))
    imported = read("migraine-buddy", tmp_path, written(header, rows).encode())
    if imported is None:
        return
    lines = {origin.line for origin in imported.origins if origin.table in ("attacks", "days")}
    lines |= {problem.line for problem in (*imported.refused, *imported.odd) if problem.line}
    reader = csv.reader(io.StringIO(written(header, rows), newline=""))
    expected, line = set(), 1
    for row in reader:
        if line > 1 and any(cell.strip() for cell in row):
            expected.add(line)
        line = reader.line_num + 1
    assert expected <= lines


@relaxed
@given(starts=st.sets(st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2099, 1, 1)), min_size=1, max_size=6))
def test_the_order_of_rows_never_changes_what_is_read(tmp_path: Path, starts: set[dt.datetime]) -> None:
    rows = [[moment, "", "5"] for moment in sorted({f"{start:%Y-%m-%d %H:%M}" for start in starts})]
    one = read("migrainebot", tmp_path, written(["start", "end", "pain"], rows).encode())
    other = read("migrainebot", tmp_path, written(["start", "end", "pain"], rows[::-1]).encode())
    assert one is not None
    assert other is not None
    assert set(one.values) == set(other.values)
    assert {problem.value for problem in one.odd} == {problem.value for problem in other.odd}


@relaxed
@given(separator=st.sampled_from([",", ";", "\t", "|"]), mark=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_separators_marks_and_line_ends_do_not_matter(tmp_path: Path, separator: str, mark: bool, end: str) -> None:
    plain = "start,end,pain\n2026-03-01 22:00,2026-03-02 01:30,7\n2026-03-05 09:00,,2\n"
    changed = ("\ufeff" if mark else "") + plain.replace(",", separator).replace("\n", end)
    one, other = (read("migrainebot", tmp_path, text.encode()) for text in (plain, changed))
    assert one is not None
    assert other is not None
    assert one.values == other.values
    assert one.preview == other.preview


@relaxed
@given(pain=st.decimals(0, 10, places=1), comma=st.booleans())
def test_pain_is_read_by_the_stated_bands(tmp_path: Path, pain: object, comma: bool) -> None:
    cell = str(pain).replace(".", ",") if comma else str(pain)
    imported = read("migrainebot", tmp_path, f"start;end;pain\n2026-03-01 22:00;2026-03-01 23:00;{cell}\n".encode())
    assert imported is not None
    [attack] = [value for value in imported.values if isinstance(value, Attack)]
    level = float(cell.replace(",", "."))
    assert attack.peak == (0 if level == 0 else 1 if level < 4 else 2 if level < 7 else 3)


@pytest.mark.parametrize("kind", ATTACK_LISTS)
def test_a_damaged_zip_is_refused_in_a_sentence(tmp_path: Path, kind: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.csv", MIGRAINE_BUDDY * 20)
    damaged = bytearray(content.getvalue())
    damaged[60:90] = bytes(30)
    path = tmp_path / "export.zip"
    path.write_bytes(damaged)
    with pytest.raises(InputRefused, match="cannot be unpacked"):
        READERS[kind].read(path, patient="P1", zone=None)


@pytest.mark.parametrize("kind", ATTACK_LISTS)
def test_a_zip_that_holds_two_exports_is_asked_about(tmp_path: Path, kind: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("one.csv", "a")
        archive.writestr("two.csv", "b")
    assert read(kind, tmp_path, content.getvalue()) is None
