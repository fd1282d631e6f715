"""Two processes at one database, as two workers of a server are: one wins, the other is told, nothing is lost.

The processes are real, each with its own connection; on SQLite over a file, under `make test-postgres` over a database
of their own. Every matter is tried several times, each time from the same moment.
"""

import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).parents[3]
ROUNDS = 2
AHEAD = 0.05  # seconds from the command to the common moment
FIRST, SECOND = "Dr Harbour", "Dr Hill"


class Worker:
    """One process at the database."""

    def __init__(self, url):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.treatment.contending"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        )  # fmt: skip

    def send(self, do, *given, at=0.0):
        self.process.stdin.write(json.dumps({"do": do, "with": given, "at": at}) + "\n")
        self.process.stdin.flush()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def do(self, do, *given):
        """Something that goes through."""
        self.send(do, *given)
        answer = self.answer()
        assert "result" in answer, answer
        return answer["result"]

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A database that no other test sees."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('clinic') / 'clinic.sqlite3'}"
        return
    import psycopg

    name = f"processes_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def both(url):
    """Two processes, and a clinic with two physicians."""
    workers = [Worker(url), Worker(url)]
    workers[0].do("open_clinic")
    yield workers
    for worker in workers:
        worker.end()


def at_once(both, do, *givens):
    """Both at the same moment; what each was told, None where it went through."""
    moment = time.time() + AHEAD
    for worker, given in zip(both, givens, strict=True):
        worker.send(do, *given, at=moment)
    answers = [worker.answer() for worker in both]
    assert [answer.get("raised") for answer in answers].count(None) == 1, answers
    return next(answer for answer in answers if "raised" in answer)


def looked(both, number, vial="-"):
    """What stands afterwards: the tables are what the journal adds up to, and units in are units out."""
    found = both[0].do("look", number, vial)
    assert found["differences"] == 0
    assert Decimal(found["in"]) == Decimal(found["out"])
    return found


@pytest.mark.parametrize("n", range(ROUNDS))
def test_of_two_who_sign_one_session_one_signs(both, n):
    number, vial = f"S{n}", f"VS{n}"
    both[0].do("patient", number)
    both[0].do("vial", vial)
    both[0].do("chart", FIRST, number, vial, "5", False)
    told = at_once(both, "sign", (FIRST, number), (SECOND, number))
    assert told["raised"] == "Signed"
    assert "Session 1 is signed and is not changed any more" in told["said"]
    found = looked(both, number, vial)
    assert (found["signatures"], found["draws"], found["drawn"]) == (1, 1, "155")


@pytest.mark.parametrize("n", range(ROUNDS))
def test_of_two_who_chart_one_session_one_is_kept_whole(both, n):
    number, vial = f"C{n}", f"VC{n}"
    both[0].do("patient", number)
    both[0].do("vial", vial)
    told = at_once(both, "chart", (FIRST, number, vial, "5"), (SECOND, number, vial, "2.5"))
    assert told["raised"] == "Signed"  # for the other had signed it by then
    assert "Add a note to it instead" in told["said"]
    found = looked(both, number, vial)
    assert (found["sessions"], found["signatures"], found["draws"]) == (1, 1, 1)
    assert found["drawn"] == found["given"]
    assert found["given"] in ("155", "152.5")


@pytest.mark.parametrize("n", range(ROUNDS))
def test_the_last_units_of_a_vial_are_drawn_once(both, n):
    one, other, vial = f"L{n}", f"M{n}", f"VL{n}"
    for number in (one, other):
        both[0].do("patient", number)
    both[0].do("vial", vial)
    told = at_once(both, "chart", (FIRST, one, vial), (SECOND, other, vial))
    assert told["raised"] == "InputRefused"
    assert f"Vial {vial} holds 45 U more, and 155 U are charted from it" in told["said"]
    kept = [looked(both, number, vial) for number in (one, other)]
    assert sorted(found["sessions"] for found in kept) == [0, 1]
    assert {found["drawn"] for found in kept} == {"155"}
    assert {found["draws"] for found in kept} == {1}
    assert sorted(Decimal(found["given"]) for found in kept) == [0, 155]


@pytest.mark.parametrize("n", range(ROUNDS))
def test_of_two_who_edit_one_session_one_is_shown_the_others(both, n):
    number = f"E{n}"
    both[0].do("patient", number)
    both[0].do("vial", f"VE{n}")
    both[0].do("chart", FIRST, number, f"VE{n}", "5", False)
    told = at_once(both, "edit", (FIRST, number, 1, 11), (SECOND, number, 1, 22))
    assert told["raised"] == "Conflict"
    found = looked(both, number)
    assert found["revision"] == 2
    assert found["minutes"] in (11, 22)


@pytest.mark.parametrize("n", range(ROUNDS))
def test_of_two_texts_of_one_plan_one_is_taken_in(both, n):
    name = f"own-{n}"
    told = at_once(both, "protocol", (FIRST, name, "One reason."), (SECOND, name, "Another reason."))
    assert told["raised"] in ("WrittenOnce", "InputRefused")
    assert "a number of its own" in told["said"] or "a version number of its own" in told["said"]
    both[0].do("patient", name)
    assert looked(both, name)["versions"] in (["One reason."], ["Another reason."])


def test_a_process_that_is_told_goes_on_working(both):
    both[1].do("patient", "after")
    both[1].do("vial", "VZ")
    both[1].do("chart", SECOND, "after", "VZ")
    assert looked(both, "after", "VZ")["signatures"] == 1
