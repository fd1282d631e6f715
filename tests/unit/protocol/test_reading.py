"""What a protocol file may not hold: each error names its line, its field and the reason."""

import pytest

from migrainedays.protocol import ProtocolRefused, read_version, shipped, write_version

TEXT = write_version(shipped().version("six-trigger-sites", "1"))
SITE = TEXT.splitlines().index("sites = [") + 2  # the line of the first site


def problems(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ProtocolRefused) as refused:
        read_version(text)
    return [(problem.line, problem.field, problem.reason) for problem in refused.value.problems]


def edited(old: str, new: str, count: int = 1) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, count)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "reason"),
    [
        ('name = "six-trigger-sites"', 'name = "Six Sites"', 1, "name", "lower-case"),
        ('version = "1"', "version = 1", 2, "version", "in quotes"),
        ('title = "Six', 'titel = "Six', 3, "titel", "not a field that we know"),
        ("published = false", 'published = "no"', 4, "published", "neither true nor false"),
        ("off_label = true", "off_label = false", 5, "off_label", "no published pattern"),
        ('product = "onabotulinumtoxinA"', 'product = "Botox"', 6, "product", "generic name"),
        ('product = "onabotulinumtoxinA"', 'product = "salt"', 6, "product", "not a botulinum toxin product"),
        ('evidence = "none_found"', 'evidence = "strong"', 9, "evidence", "not one of randomised_trials"),
        ("interval_days = 84", "interval_days = 0", 10, "interval_days", "whole number"),
        ("interval_days = 84", "interval_days = 84.5", 10, "interval_days", "whole number"),
        ("max_units = 100", "max_units = 74.9", 11, "max_units", "below the 75.0 units"),
        ("max_units = 100", "max_units = 100.05", 11, "max_units", "finer than 0.1"),
        ("max_units = 100", "max_units = -1", 11, "max_units", "not above 0"),
        ("max_units = 100", "max_units = nan", 11, "max_units", "not a number"),
        ("min_units = 75", "min_units = 80", 12, "min_units", "above the 75.0 units"),
        ("date = 2026-11-23", 'date = "23.11.2026"', 16, "date", "not a date"),
        ("date = 2026-11-23", "date = 2026-11-23T10:00:00", 16, "date", "not a date"),
    ],
)
def test_a_field_that_cannot_be(old: str, new: str, line: int, field: str, reason: str) -> None:
    found = problems(edited(old, new))
    assert (line, field) in [(at, name) for at, name, _ in found]
    assert any(reason in words for _, _, words in found)


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ('muscle = "corrugator"', 'muscle = "corugator"', "muscle", "not one of corrugator"),
        ('side = "left"', 'side = "Left"', "side", "not one of left"),
        ('side = "left"', 'side = "right"', "site", "stands twice"),
        ("site = 1", "site = 0", "site", "whole number"),
        ('view = "front"', 'view = "top"', "view", "not one of front"),
        ('view = "front"', 'view = "back"', "view", "does not show this muscle"),
        ("x = 0.586", "x = 0.414", "side", "lies on the right"),
        ("x = 0.586", "x = 58.6", "x", "fraction of the picture"),
        ("y = 0.342", 'y = "0.342"', "y", "fraction of the picture"),
        ("units = 12.5", "units = 12.55", "units", "finer than 0.1"),
        ("units = 12.5", "units = 12.5, cap = 10", "cap", "below the 12.5 units"),
        ("units = 12.5", "units = 12.5, deep = 3", "deep", "not a field that we know"),
        (", units = 12.5", "", "units", "is missing"),
        ("units = 12.5", "units = true", "units", "not a number of units"),
    ],
)
def test_a_site_that_cannot_be(old: str, new: str, field: str, reason: str) -> None:
    found = problems(edited(old, new))
    assert any(at == SITE and name == f"site 1, {field}" and reason in words for at, name, words in found)


def test_the_line_of_a_later_site_and_of_a_site_written_as_a_table() -> None:
    third = problems(edited('muscle = "temporalis"', 'muscle = "ear"'))
    assert third[0][:2] == (SITE + 2, "site 3, muscle")
    head = TEXT[: TEXT.index("sites = [")]
    rows = [line.strip().strip("{},").split(", ") for line in TEXT.splitlines() if line.startswith("  { muscle")]
    tables = "\n".join("[[sites]]\n" + "\n".join(cell.strip() for cell in row) + "\n" for row in rows)
    assert read_version(head + tables).sites == read_version(TEXT).sites
    wrong = problems((head + tables).replace('"temporalis"', '"ear"', 1))
    assert wrong[0][0] is not None
    assert (head + tables).splitlines()[wrong[0][0] - 1] == "[[sites]]"


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = edited("interval_days = 84", "interval_days = 0").replace("units = 12.5", "units = 0")
    found = problems(text)
    assert len(found) == 1 + 6
    assert [at for at, _, _ in found] == sorted(at or 0 for at, _, _ in found)


def test_caps_that_cannot_be() -> None:
    assert "not a muscle" in problems(edited("temporalis = 40", "ear = 40"))[0][2]
    assert "below the 25.0 units" in problems(edited("temporalis = 40", "temporalis = 24.9"))[0][2]
    assert problems(edited("temporalis = 40", "temporalis = 0"))[0][1] == "caps.temporalis"
    without = TEXT[: TEXT.index("[caps]")]
    assert problems("caps = 3\n" + without)[0] == (1, "caps", "is no table of muscle = units")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = ", "is no TOML"),
        ("", "is missing"),
        (TEXT.replace("sites = [", "sitess = ["), "is missing"),
        ("sites = 3\n" + TEXT.replace("sites = [", "places = ["), "is missing, or is no list"),
    ],
)
def test_a_text_that_is_no_protocol(text: str, reason: str) -> None:
    assert any(reason in words for _, _, words in problems(text))


def test_the_message_names_the_file_and_each_line() -> None:
    with pytest.raises(ProtocolRefused) as refused:
        read_version(edited("interval_days = 84", "interval_days = 0"), name="ours/1.toml")
    message = str(refused.value)
    assert message.startswith("ours/1.toml is refused:\n  line 10: interval_days is not a whole number")
    assert refused.value.exit_code == 3
