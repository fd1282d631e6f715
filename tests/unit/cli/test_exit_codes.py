"""Exit codes and streams: results on standard output, everything said on standard error, nothing mixed."""

import json
from pathlib import Path

import pytest

from migrainedays.cli import check, evaluate
from tests.unit.cli.running import Run

READ_A_FOLDER = [
    ("classify",),
    ("diagnose",),
    ("evaluate",),
    ("compare", "--protocol", "preempt", "--versions", "1", "2"),
    ("surprise", "--patient", "Anna"),
    ("forecast", "--patient", "Anna"),
]
FIRST_WORDS = [words[0] for words in READ_A_FOLDER]
REFUSAL = "days, line 2, minutes: '1500' is outside 0 to 1440\n"


# -- 0: done -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", [("check",), ("classify",), ("diagnose",), ("evaluate",)], ids=lambda w: w[0])
@pytest.mark.parametrize("as_json", [False, True])
def test_done_is_0_and_the_answer_stands_alone(run: Run, folder: Path, words: tuple[str], as_json: bool) -> None:
    done = run(*words, folder, *(["--json"] if as_json else []))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("{") == as_json
    if as_json:
        assert isinstance(json.loads(done.out), dict)


def test_what_a_profile_leaves_unverified_is_said_beside_the_answer(run: Run, folder: Path) -> None:
    done = run("classify", folder, "--profile", "HALO_CM", "--json")
    assert json.loads(done.out)["profile"]["verified"] is False
    assert done.err.startswith("Unverified in HALO_CM: ")


# -- 2: wrong use ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nope",), "No such command 'nope'."),
        (("check",), "Missing argument 'FOLDER'."),
        (("check", "nowhere"), "There is no folder nowhere. Give the folder that holds patients.csv."),
        (("classify", "FOLDER", "--moon"), "--moon"),
        (("classify", "FOLDER", "--profile", "MOON"), "There is no profile MOON. There are: "),
        (("classify", "FOLDER", "--on", "2026"), "'2026' does not match the format '%Y-%m-%d'."),
        (("diagnose", "FOLDER", "--from", "soon"), "'soon' does not match the format '%Y-%m-%d'."),
        (("evaluate", "FOLDER", "--definition", "moon"), "There is no definition moon; there are "),
        (("compare", "FOLDER", "--versions", "1", "2"), "Missing option '--protocol'."),
        (("compare", "FOLDER", "--protocol", "p", "--versions", "1"), "Option '--versions' requires 2 arguments."),
        (("compare", "FOLDER", "--protocol", "p", "--versions", "1", "2", "--looks", "0"), "not in the range x>=1."),
        (
            ("compare", "FOLDER", "--protocol", "p", "--versions", "1", "2", "--looks", "5", "--look", "6"),
            "migrainedays: 5 looks were declared and this is look 6: that question has had its answer.",
        ),
        (("evaluate", "FOLDER", "--on", "9999-12-31"), "9999-12-31 lies outside the years 1900 to 2200."),
        (("forecast", "FOLDER", "--patient", "Anna", "--on", "0001-01-01"), "lies outside the years 1900 to 2200."),
        (("surprise", "FOLDER"), "Missing option '--patient'."),
        (("surprise", "FOLDER", "--patient", "Zoe"), "No patient is named 'Zoe' in this folder."),
        (("forecast", "FOLDER"), "Missing option '--patient'."),
        (("forecast", "FOLDER", "--patient", "Zoe"), "No patient is named 'Zoe' in this folder."),
        (("protocol", "show", "moon"), "There is no protocol 'moon'. There are: preempt, "),
        (("protocol", "show", "preempt", "--version", "9"), "Protocol preempt has no version '9'. It has: 1."),
        (("protocol", "diff", "preempt", "1"), "Missing argument 'AFTER'."),
        (("protocol", "list", "--library", "nowhere"), "Directory 'nowhere' does not exist."),
        (("score", "hit7", "3"), "There is no scale hit7; there are hit6, midas, "),
        (("score", "hit6", "60", "--moon", "3"), "There is no option --moon; `migrainedays score --help` names them."),
        (("score", "midas", "1", "2", "--weights", "1,2"), "--weights belongs to gas and gives one weight a goal"),
        (("score", "hit6", "60", "--qa", "3"), "--qa and --qb belong to midas, beside its five numbers of days."),
        (("example", "moon", "OUT"), "No such command 'moon'."),
        (("import", "moon", "file", "OUT"), "No such command 'moon'."),
        (("import", "csv", "nowhere.csv", "OUT"), "There is no file nowhere.csv."),
        (("simulate", "OUT", "--patients", "1"), "Missing option '--seed'."),
    ],
)
def test_wrong_use_is_2_with_one_sentence_and_no_result(
    run: Run, folder: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    places = {"FOLDER": str(folder), "OUT": str(tmp_path / "out")}
    done = run(*(places.get(word, word) for word in words))
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


# -- 3: input refused --------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", READ_A_FOLDER, ids=FIRST_WORDS)
@pytest.mark.parametrize("as_json", [False, True])
def test_a_folder_with_a_refused_row_is_3_and_nothing_is_judged(
    run: Run, broken: Path, words: tuple[str, ...], as_json: bool
) -> None:
    command, *options = words
    done = run(command, broken, *options, *(["--json"] if as_json else []))
    assert done == (
        3,
        "",
        f"{REFUSAL}migrainedays: 1 rows are refused. Mend them, or go on without them with --accept-valid.\n",
    )


def test_check_shows_what_it_found_and_is_3(run: Run, broken: Path) -> None:
    done = run("check", broken)
    assert (done.code, done.err) == (3, "")
    assert REFUSAL in done.out
    assert run("check", broken, "--json").code == 3


@pytest.mark.parametrize(
    ("package", "place", "reason"),
    [
        (None, "patients", "holds no patients table; an exchange folder needs patients.csv or patients.parquet."),
        ("{", "datapackage.json", "mend it or take it away."),
        ('{"resources": [{"name": "patients", "path": "gone.csv"}]}', "patients", "there is no such file."),
        ('{"resources": [{"name": "days", "path": "../days.csv"}]}', "days", "files must lie beside it."),
    ],
)
def test_a_folder_of_which_nothing_can_be_read_has_its_document_too(
    run: Run, tmp_path: Path, package: str | None, place: str, reason: str
) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    if package:
        (folder / "datapackage.json").write_text(package, encoding="utf-8")
    done = run("check", folder, "--json")
    document = json.loads(done.out)
    [refused] = document.pop("refused")
    assert (done.code, done.err) == (3, "")
    assert document == {"odd": [], "tables": {}, "days": {"entries": 0, "missing": 0}}
    assert refused.pop("reason").endswith(reason)
    assert refused == {"table": place, "line": None, "column": None, "value": None}
    told = run("check", folder)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("migrainedays: ")
    assert told.err.endswith(f"{reason}\n")


def test_with_accept_valid_the_rest_is_judged_and_the_refused_rows_are_given_back(
    run: Run, broken: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.csv"
    done = run("classify", broken, "--accept-valid", "--refused", back, "--json")
    assert done.code == 0
    assert [day["date"] for day in json.loads(done.out)["days"]] == ["2026-01-02", "2026-01-04", "2026-01-01"]
    assert done.err == f"{REFUSAL}Went on without 1 refused rows; they are in {back}.\n"
    assert back.read_text(encoding="utf-8").splitlines() == [
        "table,line,column,value,reason,row",
        "days,2,minutes,1500,is outside 0 to 1440,patient=Anna; date=2026-01-01; headache=true; minutes=1500; "
        "peak=2; unilateral=true; pulsating=true; nausea=true",
    ]


def test_many_refusals_are_counted_after_the_first_twenty(run: Run, broken: Path) -> None:
    rows = "".join(f"Anna,2026-02-{n:02},1500\n" for n in range(1, 26))
    (broken / "days.csv").write_text(f"patient,date,minutes\n{rows}", encoding="utf-8")
    told = run("evaluate", broken).err.splitlines()
    assert [line.startswith("days, line ") for line in told[:20]] == [True] * 20
    assert told[20:] == [
        f"… and 5 more; `migrainedays check {broken}` lists them all.",
        "migrainedays: 25 rows are refused. Mend them, or go on without them with --accept-valid.",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("score", "hit6", "200"), "hit6, total: 200 cannot be."),
        (("score", "hit6", "never"), "hit6, total: never cannot be."),
        (("compare", "FOLDER", "--protocol", "p", "--versions", "1", "1"), "two different versions are needed"),
        *(
            (("compare", "FOLDER", "--protocol", "p", "--versions", "1", "2", "--margin", margin), "at most 28 days")
            for margin in ("nan", "inf", "0", "-2", "28.5")
        ),
        (("import", "migrainebot", "FOLDER/days.csv", "OUT"), "This is no file of MigraineBot"),
        (("import", "csv", "FOLDER/days.csv", "OUT", "--zone", "Moon"), "is not an IANA time zone"),
    ],
)
def test_what_cannot_be_true_is_3(
    run: Run, folder: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = [word.replace("FOLDER", str(folder)).replace("OUT", str(tmp_path / "out")) for word in words]
    done = run(*said)
    assert (done.code, done.out) == (3, "")
    assert sentence in done.err
    assert done.err.startswith("migrainedays: ")


# -- 4: nothing to evaluate --------------------------------------------------------------------------------
@pytest.mark.parametrize("words", READ_A_FOLDER, ids=FIRST_WORDS)
def test_too_little_to_answer_is_4_and_says_what_would_suffice(run: Run, empty: Path, words: tuple[str, ...]) -> None:
    command, *options = words
    done = run(command, empty, *options)
    assert (done.code, done.out) == (4, "")
    assert any(word in done.err for word in ("fill the days table", "are needed", "no window", "under each version"))


def test_check_of_an_empty_diary_is_no_failure(run: Run, empty: Path) -> None:
    done = run("check", empty)
    assert (done.code, done.err) == (0, "")
    assert "0 days entered; 0 missing between the first and the last entry.\n0 refused, 0 odd.\n" in done.out


# -- 70 and the rest ---------------------------------------------------------------------------------------
def test_our_own_fault_is_70_and_asks_for_a_report(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(check, "check", fail)
    done = run("check", folder)
    assert (done.code, done.out) == (70, "")
    assert "RuntimeError: a fault" in done.err
    assert done.err.endswith("this is our own fault; please report the lines above (they name no patient).\n")


@pytest.mark.parametrize(("error", "code"), [(BrokenPipeError, 0), (KeyboardInterrupt, 130)])
def test_a_closed_pipe_and_an_interrupt_end_quietly(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(evaluate, "evaluate", stop)
    done = run("evaluate", folder)
    assert done.code == code
    assert "Traceback" not in done.err
