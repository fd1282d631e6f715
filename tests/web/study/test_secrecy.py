"""What is concealed: nothing that is stored tells the next version, not to a reader of every table and the journal."""

import json
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from migrainedays.clinic.records.actions import studies
from migrainedays.clinic.records.models import ROWS, Entry
from migrainedays.clinic.records.sealing import secret_of
from migrainedays.clinic.records.studying import Allocation
from migrainedays.evidence.allocation import commitment
from tests.web.study.conftest import KEY, enrol, said_by_the_key, somebody

READ_BY_MANY = 40


def everything():
    """All that any table of the database holds, as one text."""
    told = []
    for model in apps.get_models(include_auto_created=True):
        told += [json.dumps([str(cell) for cell in row]) for row in model.objects.values_list()]
    return "\n".join(told)


def secrets_of(plan):
    secret = secret_of(plan.study)
    return (KEY, secret.hex(), str(secret), secret.hex().upper())


def test_before_the_end_no_table_holds_the_key_or_the_secret(physician, running, ada):
    enrol(physician, running, ada)
    told = everything()
    assert running.digest in told
    assert not any(hidden in told for hidden in secrets_of(running))


def test_nor_does_the_file_of_the_database(physician, running, ada):
    enrol(physician, running, ada)
    if connection.vendor != "sqlite":
        pytest.skip("the server keeps its own files")
    with connection.cursor() as cursor:
        tables = [name for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        rows = [str(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables]
    assert len(rows) > len(ROWS)
    assert not any(hidden in row for hidden in secrets_of(running) for row in rows)


def test_no_future_place_is_stored(physician, running, ada):
    for number in range(5):
        enrol(physician, running, somebody(physician, f"P{number}"))
    assert [row.place for row in ROWS[Allocation].objects.order_by("place").read()] == [1, 2, 3, 4, 5]
    assert sum(row.noun == "allocations" for row in Entry.objects.all()) == 5


def test_the_same_past_is_followed_by_either_arm_under_other_keys(settings, plan):
    """Whoever reads the whole past but lacks the key finds machines with that past where the next patient has A, and
    machines where it is B: about as many."""
    following = Counter()
    for number in range(600):
        settings.SECRET_KEY = f"{KEY} {number}"
        *past, coming = said_by_the_key(plan, 5)
        if past == ["A", "B", "B", "A"]:
            following[coming] += 1
    assert sum(following.values()) > 20
    assert min(following.values()) / sum(following.values()) > 0.25


def test_the_digest_tells_the_keys_apart_and_nothing_else(settings, plan):
    digests = set()
    for number in range(READ_BY_MANY):
        settings.SECRET_KEY = f"{KEY} {number}"
        digests.add(commitment(secret_of(plan.study)))
    assert len(digests) == READ_BY_MANY


def test_after_the_end_the_secret_is_open_and_the_key_still_is_not(physician, running, ada):
    enrol(physician, running, ada)
    studies.stop(study=running.study, reason="too slow", by=physician)
    told = everything()
    assert secret_of(running.study).hex() in told
    assert KEY not in told


def test_the_secret_of_one_study_says_nothing_of_another(physician, running, settings):
    from tests.web.study.conftest import designed

    other = designed(physician)
    assert secret_of(other.study) != secret_of(running.study)
    same = sum(a == b for a, b in zip(said_by_the_key(other, 200), said_by_the_key(running, 200), strict=True))
    assert 60 < same < 140
