"""Two processes enrol at the same moment: each patient one place, each place one patient, in the sealed order."""

import hmac
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from migrainedays.clinic.records.sealing import PURPOSE
from migrainedays.evidence.allocation import commitment
from tests.web.study.conftest import KEY
from tests.web.treatment.test_processes import AHEAD, FIRST, ROOT, SECOND, Worker, url  # noqa: F401 - a fixture

ROUNDS = 3


class Enroller(Worker):
    """A process that holds the clinic's key, as every worker of one server does."""

    def __init__(self, url):  # noqa: F811 - the address of the database
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.study.contending"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={
                **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "SECRET_KEY": KEY,
            },
        )  # fmt: skip


@pytest.fixture(scope="module")
def both(url):  # noqa: F811
    workers = [Enroller(url), Enroller(url)]
    workers[0].do("open_clinic")
    yield workers
    for worker in workers:
        worker.end()


@pytest.fixture(scope="module")
def study(both):
    both[0].do("candidate", "first")
    return both[0].do("begin")


def at_once(both, *givens):
    """What both were told after enrolling at the same moment."""
    moment = time.time() + AHEAD
    for worker, given in zip(both, givens, strict=True):
        worker.send("enrol", *given, at=moment)
    return [worker.answer() for worker in both]


def stands(both, study):
    """Each place once and without a gap, each with its consent, by the sealed sequence."""
    found = both[0].do("opened", study)
    places, arms, subjects = zip(*found["places"], strict=True)
    assert list(places) == list(range(1, len(places) + 1))
    assert list(arms) == found["said"]
    assert sorted(subjects) == found["consents"] == sorted(set(subjects))
    assert found["differences"] == 0
    return found


@pytest.mark.parametrize("n", range(ROUNDS))
def test_two_patients_at_one_moment_get_two_places(both, study, n):
    one, other = f"A{n}", f"B{n}"
    for number in (one, other):
        both[0].do("candidate", number)
    answers = at_once(both, (FIRST, study, one), (SECOND, study, other))
    (p, _), (q, _) = [answer["result"] for answer in answers]
    assert abs(p - q) == 1
    found = stands(both, study)
    assert {subject for _, _, subject in found["places"]} >= {one, other}


def test_the_file_of_the_database_holds_neither_key_nor_secret(both, study, url):  # noqa: F811
    if not url.startswith("sqlite"):
        pytest.skip("the server keeps its own files")
    both[0].do("candidate", "last")
    both[0].do("enrol", FIRST, study, "last")
    file = Path(url.removeprefix("sqlite:///"))
    written = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    secret = hmac.digest(KEY.encode(), f"{PURPOSE}\n{study}".encode(), "sha256")
    assert commitment(secret).encode() in written
    assert not any(hidden in written for hidden in (KEY.encode(), secret, secret.hex().encode()))


@pytest.mark.parametrize("n", range(ROUNDS))
def test_one_patient_at_two_desks_gets_one_place(both, study, n):
    number = f"C{n}"
    both[0].do("candidate", number)
    answers = at_once(both, (FIRST, study, number), (SECOND, study, number))
    told = [answer for answer in answers if "raised" in answer]
    assert len(told) == 1, answers
    assert told[0]["raised"] == "InputRefused"
    assert "A place is opened once for each patient" in told[0]["said"]
    found = stands(both, study)
    assert [subject for _, _, subject in found["places"]].count(number) == 1
