"""Any file of any app: values or a sentence, nothing else; and what was read is written and read back the same."""

import contextlib
import functools
import io
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.exchange import read_folder
from migrainedays.exchange.readers import READERS, Imported, write_imported
from migrainedays.exchange.readers.dates import DateOrder
from tests.unit.exchange.readers.files import APPLE, LINK_ATTACK, LINK_SECOND, MIGRAINEBOT, page
from tests.unit.exchange.readers.test_write import FILES

quick = settings(max_examples=25, deadline=None)
letters = st.text(st.characters(blacklist_categories=("Cs",)), max_size=8)
moments = st.datetimes().map(lambda at: at.strftime("%Y-%m-%d %H:%M"))
cells = st.one_of(
    letters,
    moments,
    st.sampled_from([
        "", "Ongoing", "99999d", "999999999d", "inf", "-1", "1e9", "0", "10", "=1+1", "'", "\ufeff", "x\0y", "NaN",
        "2026-02-30 10:00", "9999-12-31 23:59", "1900-01-01 00:00", "00/00/00 00:00", "3x aspirin", "999999999x y",
    ]),
)  # fmt: skip
pieces = st.sampled_from([
    "<table>", "<tr>", "</tr>", "<td>", "</td>", '<td colspan="2">', '<td colspan="²">', "Started", "Lasted", "#", "1",
    "Pain Level", "01/02/26 10:00", "02h 00m", "<br>", "<div>", "<![x[", "<!--", "&#0;", "&#xFEFF;", "Notes: x", "²",
])  # fmt: skip
HEADERS = {
    "migraine-buddy": ["Pain Level", "Start UTC Offset (min)", "Lasted", "Started", "Symptoms", "Helpful Medication"],
    "cluster-headache-tracker": ["intensity", "end_time", "medication", "start_time", "triggers"],
    "bearable": ["time of day", "detail", "rating/amount", "category", "date formatted", "date"],
    "migrainebot": ["pain", "end", "start"],
    "csv": ["duration (hours)", "pain", "medicine", "end", "start", "symptoms", "headache"],
}


def read(kind: str, content: bytes, patient: str = "P1", order: DateOrder | None = None) -> Imported | None:
    """What a file becomes; None where it is refused, which is always a sentence for a person."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        reader = functools.partial(READERS[kind].read, Path(file.name), patient=patient, zone="Europe/Paris")
        with contextlib.suppress(InputRefused, WrongUse):
            return reader(date_order=order)
    return None


def assert_comes_back(imported: Imported | None) -> None:
    """Written as a folder and read again, it is the same, with nothing refused."""
    if imported is None:
        return
    folder = Path(tempfile.mkdtemp())
    try:
        write_imported(folder / "out", imported)
        kept = read_folder(folder / "out")
        assert kept.refused == ()
        assert {row.value for rows in kept.tables.values() for row in rows} == set(imported.values)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("kind", HEADERS)
@quick
@given(data=st.data())
def test_whatever_stands_in_the_cells_comes_back_or_is_refused(kind: str, data: st.DataObject) -> None:
    header = HEADERS[kind]
    quoted = st.lists(cells, max_size=len(header) + 1).map(
        lambda row: ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    )
    rows = data.draw(st.lists(quoted, max_size=5))
    assert_comes_back(read(kind, "\n".join([",".join(header), *rows]).encode(), order="year-first"))


@quick
@given(st.lists(pieces, max_size=40))
def test_whatever_a_page_is_made_of_comes_back_or_is_refused(parts: list[str]) -> None:
    head = "<table><tr><td>#</td><td>Started</td><td>Lasted</td></tr>"
    assert_comes_back(read("migraine-buddy-link", "".join(parts).encode()))
    assert_comes_back(read("migraine-buddy-link", (head + "".join(parts)).encode()))


plain = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_characters='<>&"'), max_size=20)
offsets = st.sampled_from(["+0000", "+1400", "-1200", "+0545", "", "+9999"])
stamps = st.tuples(st.datetimes(), offsets).map(lambda pair: f"{pair[0]:%Y-%m-%d %H:%M:%S} {pair[1]}")
records = st.builds(
    '<Record type="HKCategoryTypeIdentifierHeadache" value="HKCategoryValueSeverity{}" startDate="{}" endDate="{}">'
    '<MetadataEntry key="HKTimeZone" value="{}"/></Record>'.format,
    st.sampled_from(["Mild", "Severe", "NotPresent", "Unspecified"]) | plain,
    stamps | plain,
    stamps | plain,
    st.sampled_from(["Europe/Paris", "Pacific/Apia", "Europe", ""]) | plain,
)


@quick
@given(st.lists(records, max_size=4))
def test_whatever_a_health_record_says_comes_back_or_is_refused(found: list[str]) -> None:
    assert_comes_back(read("apple-health", f"<HealthData>{''.join(found)}</HealthData>".encode()))


@pytest.mark.parametrize("kind", READERS)
@quick
@given(place=st.integers(0, 3000), cut=st.integers(0, 40), put=st.binary(max_size=4))
def test_a_damaged_file_of_its_own_kind_comes_back_or_is_refused(kind: str, place: int, cut: int, put: bytes) -> None:
    texts = {**FILES, "apple-health": APPLE, "migraine-buddy-link": page(LINK_ATTACK, LINK_SECOND)}
    whole = texts[kind].encode()
    at = place % len(whole)
    assert_comes_back(read(kind, whole[:at] + put + whole[at + cut :]))


@settings(max_examples=150, deadline=None)
@given(damage=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_damaged_archive_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.csv", MIGRAINEBOT * 3)
    damaged = bytearray(content.getvalue())
    for place, byte in damage:
        damaged[place % len(damaged)] = byte
    read("migrainebot", bytes(damaged))


@pytest.mark.parametrize("kind", FILES)
@quick
@given(patient=st.text("abcXYZ 0123456789-_/é;,\"'=+@", min_size=1, max_size=8).filter(str.strip))
def test_whatever_the_patient_is_called_the_rows_stay_theirs(kind: str, patient: str) -> None:
    imported = read(kind, FILES[kind].encode(), patient.strip(), None if kind != "migraine-buddy-link" else "day-first")
    assert imported is not None
    assert {value.patient for value in imported.values} == {patient.strip()}  # type: ignore[attr-defined]
    assert_comes_back(imported)
