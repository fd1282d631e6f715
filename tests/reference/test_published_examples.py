"""The published criteria, worked by hand and asked of the command line, as somebody outside would ask them."""

import csv
import datetime as dt
import json

import pytest

from tests.unit.cli.running import runner

FIRST = dt.date(2026, 1, 1)
NOTHING = {
    "unilateral": "false",
    "pulsating": "false",
    "aggravated": "false",
    "nausea": "false",
    "vomiting": "false",
    "photophobia": "false",
    "phonophobia": "false",
    "believed_migraine": "false",
}
MIGRAINE = NOTHING | {"pulsating": "true", "nausea": "true", "photophobia": "true", "phonophobia": "true"}
PROFILES = ("US_LABEL", "LEIDEN_2023", "LEIDEN_BASE", "ICHD3_C", "ICHD3_COUNT")


def on(number):
    return str(FIRST + dt.timedelta(days=number))


def write(folder, **tables):
    """A folder of tables given as rows; a table without rows is there and empty."""
    folder.mkdir()
    heads = {"intakes": ["patient", "date", "drug"], "patients": ["patient"]}
    for name, rows in ({"patients": [{"patient": "p", "zone": "UTC"}]} | tables).items():
        columns = list(dict.fromkeys(column for row in rows for column in row)) or heads[name]
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def ask(monkeypatch, capsys, tmp_path):
    """A function that writes a folder and gives a command's answer."""
    run = runner(monkeypatch, capsys)

    def asked(command, *words, **tables):
        done = run(command, write(tmp_path / f"folder-{len(list(tmp_path.iterdir()))}", **tables), *words, "--json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    return asked


def day(number, **columns):
    return {"patient": "p", "date": on(number), **columns}


def headache(number=0, **columns):
    return day(number, **({"headache": "true"} | NOTHING | columns))


def verdict(ask, profile, entered, *intakes):
    """Headache day and migraine day of one entered day."""
    taken = [{"patient": "p", "date": on(0), "purpose": "acute"} | intake for intake in intakes]
    (found,) = ask("classify", "--profile", profile, days=[entered], intakes=taken)["days"]
    return found["headache_day"], found["migraine_day"]


# -- one day -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("profile", PROFILES)
def test_six_hours_of_moderate_pulsating_pain_with_light_and_sound_is_migraine_by_every_profile(ask, profile):
    entered = headache(minutes=360, peak=2, pulsating="true", photophobia="true", phonophobia="true")
    assert verdict(ask, profile, entered) == ("yes", "yes")


@pytest.mark.parametrize(("profile", "migraine"), [("ICHD3_C", "no"), ("LEIDEN_2023", "no"), ("ICHD3_COUNT", "yes")])
def test_photophobia_alone_is_probable_migraine_which_only_the_counting_rule_counts(ask, profile, migraine):
    entered = headache(minutes=360, peak=3, unilateral="true", photophobia="true")
    assert verdict(ask, profile, entered) == ("yes", migraine)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("ICHD3_C", ("yes", "yes")), ("LEIDEN_2023", ("yes", "yes")), ("US_LABEL", ("no", "no"))],
)
def test_a_mild_headache_believed_migraine_and_relieved_by_a_triptan(ask, profile, expected):
    entered = headache(minutes=120, peak=1, believed_migraine="true")
    assert verdict(ask, profile, entered, {"drug": "sumatriptan", "relieved": "true"}) == expected


@pytest.mark.parametrize(("profile", "expected"), [("LEIDEN_2023", ("yes", "no")), ("US_LABEL", ("no", "no"))])
def test_ninety_mild_minutes_with_ibuprofen(ask, profile, expected):
    assert verdict(ask, profile, headache(minutes=90, peak=1), {"drug": "ibuprofen"}) == expected


@pytest.mark.parametrize(("features", "migraine"), [(3, "yes"), (2, "no")])
def test_an_aura_without_headache_needs_three_of_six_characteristics(ask, features, migraine):
    entered = day(0, headache="false", aura_kinds="visual", aura_minutes=20, aura_features=features)
    assert verdict(ask, "ICHD3_C", entered) == ("no", migraine)


# -- months ------------------------------------------------------------------------------------------------
def diagnosed(ask, headaches, migraines, *intakes):
    """One patient's diagnosis; each month has so many headache days, of them so many migraine days."""
    days, taken = [], []
    for month, (all_days, severe) in enumerate(zip(headaches, migraines, strict=True)):
        for n in range(28):
            where = 28 * month + n
            if n < severe:
                days.append(headache(where, minutes=300, peak=2, **MIGRAINE))
            elif n < all_days:
                days.append(headache(where, minutes=300, peak=1))
            else:
                days.append(day(where, headache="false"))
        for drug, on_days in intakes:
            taken += [{"patient": "p", "date": on(28 * month + n), "drug": drug, "purpose": "acute"} for n in on_days]
    patients = [{"patient": "p", "zone": "UTC", "migraine_attacks_before": 6}]
    return ask("diagnose", patients=patients, days=days, intakes=taken)["patients"][0]


@pytest.mark.parametrize(
    ("headaches", "migraines", "expected"),
    [
        ([16, 15, 18, 17], [9, 8, 10, 8], ("yes", "yes")),
        ([16, 15, 18], [9, 8, 10], ("indeterminate", "yes")),
        ([20] * 4, [7] * 4, ("no", "no")),
        ([14] * 4, [14] * 4, ("no", "no")),
    ],
)
def test_chronic_migraine_by_both_readings_of_three_months(ask, headaches, migraines, expected):
    chronic = diagnosed(ask, headaches, migraines)["chronic_migraine"]
    assert (chronic["ichd3"], chronic["operational_3_months"]) == expected


@pytest.mark.parametrize(
    ("headaches", "intakes", "moh"),
    [
        (16, [("sumatriptan", range(10))], ["8.2.2"]),
        (16, [("sumatriptan", range(9))], []),
        (18, [("sumatriptan", range(6)), ("codeine", range(6, 11))], ["8.2.6"]),
        (18, [("sumatriptan", range(6)), ("codeine", range(6))], []),
        (18, [("sumatriptan", range(11)), ("acetaminophen+aspirin+caffeine", range(11))], ["8.2.2", "8.2.5"]),
        (18, [("rimegepant", range(14)), ("rizatriptan", range(4))], []),
        (18, [("ibuprofen", range(15))], ["8.2.3", "8.2.3.2"]),
        (18, [("ibuprofen", range(8)), ("paracetamol", range(8, 15))], ["8.2.3"]),
        (14, [("ibuprofen", range(15))], []),
    ],
)
def test_medication_overuse_headache_by_subtype(ask, headaches, intakes, moh):
    assert diagnosed(ask, [headaches] * 4, [9] * 4, *intakes)["moh"] == moh


@pytest.mark.parametrize(("hours", "verdict"), [(80, "yes"), (72, "no")])
def test_status_is_longer_than_72_hours(ask, hours, verdict):
    start = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
    attack = MIGRAINE | {
        "patient": "p",
        "attack": "a",
        "started_at": start.isoformat(),
        "ended_at": (start + dt.timedelta(hours=hours)).isoformat(),
        "peak": 3,
        "unilateral": "true",
        "debilitating": "true",
        "longest_remission_minutes": 600,
    }
    patients = [{"patient": "p", "zone": "UTC", "migraine_attacks_before": 6}]
    (status,) = ask("diagnose", patients=patients, attacks=[attack], intakes=[])["patients"][0]["status_migrainosus"]
    assert status["verdict"] == verdict


# -- windows -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("entries", "headaches", "quality", "count"),
    [
        (21, 12, "evaluable", {"observed": 12, "low": 12, "high": 19, "rate28": "16"}),
        (16, 8, "low_confidence", {"observed": 8, "low": 8, "high": 20, "rate28": "14"}),
        (13, 12, "not_evaluable", {"observed": 12, "low": 12, "high": 27, "rate28": None}),
    ],
)
def test_a_window_counts_what_was_entered_and_says_what_is_possible(ask, entries, headaches, quality, count):
    numbers = [*range(entries - 1), 27]
    days = [day(n, headache="true" if place < headaches else "false") for place, n in enumerate(numbers)]
    (window,) = ask("evaluate", days=days)["patients"][0]["windows"]
    assert (window["entries"], window["missing"], window["quality"]) == (entries, 28 - entries, quality)
    assert window["headache_days"] == count
