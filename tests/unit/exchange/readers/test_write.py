"""An imported file as a folder: what was read, where it came from, and nothing that was dropped."""

import json
from pathlib import Path

import pytest

from migrainedays.errors import WrongUse
from migrainedays.exchange import read_folder
from migrainedays.exchange.readers import READERS, write_imported
from tests.unit.exchange.readers.files import (
    APPLE_TYPE,
    BEARABLE,
    CLUSTER,
    GERMAN,
    LINK_ATTACK,
    MIGRAINE_BUDDY,
    MIGRAINEBOT,
    apple,
    apple_record,
    page,
)
from tests.unit.exchange.readers.reading import Reading

FILES = {
    "migraine-buddy": MIGRAINE_BUDDY,
    "migraine-buddy-link": page(LINK_ATTACK),
    "apple-health": apple(apple_record("Mild", "2026-03-01 22:00:00 +0100", "2026-03-02 02:00:00 +0100")),
    "cluster-headache-tracker": CLUSTER,
    "bearable": BEARABLE,
    "migrainebot": MIGRAINEBOT,
    "csv": GERMAN,
}


def test_every_kind_has_its_file_here() -> None:
    assert set(FILES) == set(READERS)
    assert all(reader.title for reader in READERS.values())
    assert "<!ELEMENT broken" in APPLE_TYPE


@pytest.mark.parametrize("kind", FILES)
def test_what_is_written_reads_back_with_nothing_refused(read: Reading, tmp_path: Path, kind: str) -> None:
    imported = read(kind, FILES[kind], zone="Europe/Paris").imported
    write_imported(tmp_path / "out", imported)
    folder = read_folder(tmp_path / "out")
    assert (folder.refused, folder.odd) == ((), ())
    kept = [row.value for rows in folder.tables.values() for row in rows]
    assert sorted(map(repr, kept)) == sorted(map(repr, _comparable(imported.values, kept)))


def _comparable(values: tuple[object, ...], kept: list[object]) -> list[object]:
    """The same values, as far as they equal one that was kept (a zone is read back as its offset)."""
    by_value = {value: value for value in kept}
    return [by_value[value] for value in values]


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_gives_the_same_values_and_the_same_hash(read: Reading, kind: str) -> None:
    one, two = (read(kind, FILES[kind]).imported for _ in range(2))
    assert one == two
    assert len(one.file_hash) == 64
    assert read(kind, FILES[kind] + "\n").imported.file_hash != one.file_hash


@pytest.mark.parametrize("kind", FILES)
def test_each_entry_knows_its_line(read: Reading, tmp_path: Path, kind: str) -> None:
    imported = read(kind, FILES[kind]).imported
    write_imported(tmp_path / "out", imported)
    document = json.loads((tmp_path / "out" / "origin.json").read_text(encoding="utf-8"))
    assert document["sha256"] == imported.file_hash
    placed = {(entry["table"], tuple(map(str, entry["key"]))) for entry in document["entries"]}
    assert placed == {(v.table, tuple(map(str, v.key))) for v in imported.values if v.table != "patients"}
    lines = FILES[kind].count("\n") + 1
    assert all(1 <= entry["line"] <= lines for entry in document["entries"])


def test_a_folder_in_use_is_left_alone(read: Reading, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("kept")
    with pytest.raises(WrongUse, match="not empty"):
        write_imported(tmp_path / "out", read("csv", GERMAN).imported)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="There is no file"):
        READERS["csv"].read(tmp_path / "none.csv", patient="P1", zone="UTC")
