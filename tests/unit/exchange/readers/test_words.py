"""Words, durations and pain of other apps."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.exchange.readers.duration import ONGOING, read_duration
from migrainedays.exchange.readers.pain import read_pain
from migrainedays.exchange.readers.words import (
    factor_of,
    features_of,
    medicines_of,
    places_of,
    split_list,
    yes_no,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("01h 00m", 60), ("1d 02h 15m", 1575), ("45m", 45), ("3h", 180), ("2 days 1 hour", 2940),
        ("00h 45m\n", 45), ("90 min", 90), ("0h 0m", 0),
    ],
)  # fmt: skip
def test_durations_as_apps_write_them(text: str, minutes: int) -> None:
    assert read_duration(text) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_blank_duration_is_unknown(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize("text", ["long", "1:30", "-1h", "1h 30", "h", "12"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        read_duration(text)


@given(days=st.integers(0, 30), hours=st.integers(0, 23), minutes=st.integers(0, 59))
def test_any_duration_is_read_back(days: int, hours: int, minutes: int) -> None:
    text = f"{days}d {hours:02d}h {minutes:02d}m"
    assert read_duration(text) == dt.timedelta(days=days, hours=hours, minutes=minutes)


@pytest.mark.parametrize("text", ["Ongoing", "ongoing\n", "Still going"])
def test_words_for_an_attack_that_goes_on(text: str) -> None:
    assert ONGOING.search(text)


@pytest.mark.parametrize(
    ("text", "peak"),
    [
        ("0", 0), ("1", 1), ("3", 1), ("3.9", 1), ("4", 2), ("6", 2), ("6,9", 2), ("7", 3), ("10", 3), ("8/10", 3),
        ("", None), (" ", None),
    ],
)  # fmt: skip
def test_pain_of_ten_becomes_pain_of_three(text: str, peak: int | None) -> None:
    assert read_pain(text) == peak


@pytest.mark.parametrize("text", ["11", "10.5", "-1", "bad", "5/5", "1e1", "٣٣٣٣"])
def test_what_is_no_pain_of_ten_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a pain of 0 to 10"):
        read_pain(text)


@pytest.mark.parametrize(
    ("symptom", "found"),
    [
        ("Throbbing pain", {"pulsating": True}),
        ("Worse pain if moving", {"aggravated": True}),
        ("Worsened by movement", {"aggravated": True}),
        ("Nausea", {"nausea": True}),
        ("Sensitivity to light", {"photophobia": True}),
        ("Sensitivity to noise", {"phonophobia": True}),
        ("Sensitivity to sound", {"phonophobia": True}),
        ("Lightheadedness", {}),
        ("Delighted", {}),
        ("Visual aura", {"aura_kinds": ("visual",)}),
        ("Aura", {}),
        ("Neck stiffness", {}),
    ],
)
def test_a_symptom_says_yes_to_its_feature_and_no_to_none(symptom: str, found: dict[str, object]) -> None:
    assert features_of([symptom]) == found


@pytest.mark.parametrize(
    ("positions", "areas", "unilateral"),
    [
        (["Left Temple"], ("temple_left",), True),
        (["Right Eye", "Right Temple"], ("front_right", "temple_right"), True),
        (["Left Neck", "Right Neck"], ("neck_left", "neck_right"), False),
        (["Right Back of Head (Lower)"], ("back_right",), True),
        (["Forehead"], ("front_middle",), None),
        (["Left Jaw"], (), True),
        ([], (), None),
    ],
)
def test_places_of_pain(positions: list[str], areas: tuple[str, ...], unilateral: bool | None) -> None:
    found = places_of(positions)
    assert found.get("pain_areas", ()) == areas
    assert found.get("unilateral") is unilateral


@pytest.mark.parametrize(
    ("trigger", "factor"),
    [
        ("Stress", "stress"), ("Bright lights", "bright_light"), ("Weather", "weather"), ("Red wine", "alcohol"),
        ("Lack of sleep", "short_sleep"), ("Skipped meal", "missed_meal"), ("Period", "menstruation"),
        ("Sunday brunch", "sunday brunch"), ("Strong sunlight", "bright_light"),
        ("High blood pressure", "high blood pressure"), ("Cheese", "cheese"),
    ],
)  # fmt: skip
def test_triggers_get_the_names_of_the_exchange_folder(trigger: str, factor: str) -> None:
    assert factor_of(trigger) == factor


@pytest.mark.parametrize(
    ("name", "drug", "doses"),
    [
        ("Sumatriptan 50mg Oral", "sumatriptan", None),
        ("2x Sumatriptan", "sumatriptan", Decimal(2)),
        ("1x Naproxen sodium 550mg Oral", "naproxen", Decimal(1)),
        ("0,5 x Rizatriptan ODT", "rizatriptan", Decimal("0.5")),
        ("Ibuprofen 400 mg", "ibuprofen", None),
        ("Zolmitriptan 2.5 mg nasal spray", "zolmitriptan", None),
        ("Tylenol", "tylenol", None),
        ("B12", "b12", None),
        ("500mg", "500mg", None),
    ],
)
def test_medicines_lose_strength_and_form_and_keep_their_name(name: str, drug: str, doses: Decimal | None) -> None:
    [medicine] = medicines_of([name], None)
    assert (medicine.drug, medicine.doses) == (drug, doses)


@pytest.mark.parametrize("name", ["No medication", "none", "Nothing", "I did not take any medication", "no drugs"])
def test_words_for_none_are_no_medicine(name: str) -> None:
    assert list(medicines_of([name], True)) == []


@pytest.mark.parametrize(
    ("cell", "answer"), [("Oui", True), ("NEIN", False), ("1", True), ("perhaps", None), ("", None)]
)
def test_yes_and_no_in_four_languages(cell: str, answer: bool | None) -> None:
    assert yes_no(cell) is answer


def test_lists_are_split_at_commas_semicolons_bars_and_lines() -> None:
    assert split_list("a, b;c|d\ne,,") == ["a", "b", "c", "d", "e"]
