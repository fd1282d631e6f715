"""The library itself: order of versions, files beside those shipped, names that are not there."""

import dataclasses
from pathlib import Path

import pytest

from migrainedays.errors import InputRefused, WrongUse
from migrainedays.protocol import Library, ProtocolRefused, Version, hash_of, read_library, read_version, shipped
from migrainedays.protocol import write_version as write

TEMPLATE = shipped().version("six-trigger-sites", "1")


def numbered(version: str) -> Version:
    return dataclasses.replace(TEMPLATE, version=version, content_hash=hash_of(version))


def put(folder: Path, version: Version) -> Path:
    place = folder / version.name
    place.mkdir(exist_ok=True)
    file = place / f"{version.version}.toml"
    file.write_text(write(version), encoding="utf-8")
    return file


def test_versions_are_ordered_as_numbers() -> None:
    library = Library({})
    for version in ("10", "2", "1.10", "1", "1.9"):
        library = library.adding(numbered(version))
    assert [v.version for v in library.versions("six-trigger-sites")] == ["1", "1.9", "1.10", "2", "10"]
    assert library.version("six-trigger-sites").version == "10"


def test_adding_the_same_version_again_changes_nothing() -> None:
    assert shipped().adding(shipped().version("preempt")).found == shipped().found


def test_adding_leaves_the_library_as_it_was() -> None:
    before = dict(shipped().found)
    shipped().adding(numbered("3"))
    assert dict(shipped().found) == before


def test_several_folders_are_one_library(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, version in ((one, "1"), (other, "2")):
        folder.mkdir()
        put(folder, numbered(version))
    assert [v.version for v in read_library(one, other).versions("six-trigger-sites")] == ["1", "2"]


def test_two_folders_with_different_texts_of_one_version_are_refused(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder, author in ((one, "A"), (other, "B")):
        folder.mkdir()
        put(folder, dataclasses.replace(TEMPLATE, author=author))
    with pytest.raises(InputRefused, match="is there with other content"):
        read_library(one, other)


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, TEMPLATE)
    (tmp_path / "README.md").write_text("about", encoding="utf-8")
    (tmp_path / "six-trigger-sites" / "notes.txt").write_text("about", encoding="utf-8")
    assert read_library(tmp_path).names() == ("six-trigger-sites",)


def test_a_broken_file_is_named_by_its_place(tmp_path: Path) -> None:
    put(tmp_path, TEMPLATE).write_text("name = 3", encoding="utf-8")
    with pytest.raises(ProtocolRefused, match=r"six-trigger-sites/1\.toml is refused"):
        read_library(tmp_path)


def test_an_edited_file_has_another_hash_and_the_pin_holds(tmp_path: Path) -> None:
    file = put(tmp_path, TEMPLATE)
    used = read_library(tmp_path).version("six-trigger-sites", "1").content_hash
    assert read_library(tmp_path).pinned("six-trigger-sites", "1", used).total_units == 75
    file.write_text(file.read_text(encoding="utf-8").replace("units = 12.5", "units = 12.6", 1), encoding="utf-8")
    with pytest.raises(InputRefused, match="has changed"):
        read_library(tmp_path).pinned("six-trigger-sites", "1", used)


def test_a_name_or_version_that_is_not_there() -> None:
    with pytest.raises(WrongUse, match="There are: preempt, preempt-follow-the-pain, six-trigger-sites"):
        shipped().version("preempted")
    with pytest.raises(WrongUse, match="It has: 1, 2"):
        shipped().version("six-trigger-sites", "3")


def test_the_shipped_files_are_written_as_the_product_writes_them() -> None:
    """What a clinic exports reads like what it was given."""
    for name in shipped().names():
        for version in shipped().versions(name):
            assert read_version(write(version)).standing() == version.standing()


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("preempt", ["Evidence: randomised trials."]),
        (
            "six-trigger-sites",
            [
                "Evidence: no published trial found.",
                "Clinic-defined: this is not a published protocol.",
                "Off-label: the label does not give this pattern.",
            ],
        ),
    ],
)
def test_what_a_page_must_say_of_a_protocol(name: str, standing: list[str]) -> None:
    assert list(shipped().version(name).standing()) == standing
