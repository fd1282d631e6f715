"""A simulated clinic whose records are real: it is interrupted rarely, and nothing that is planted stays unseen.

Nobody chose the seed: it is the newest commit, or ALERT_SEED. The long form is `python -m studies.alert_budget`.
"""

import datetime as dt
import os
import random

import pytest

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.people import Signature
from migrainedays.protocol import shipped, wilson
from migrainedays.treatment import Session
from studies.alert_budget import seed_of_commit
from studies.alert_clinic import BLOCKS, RATES, Treated, live, treat

SEED = int(os.environ.get("ALERT_SEED") or seed_of_commit())
PATIENTS, SESSIONS = 7, 4


def test_a_clinic_is_interrupted_rarely_and_everything_planted_is_found(physician):
    outcomes = list(live(physician, seed=SEED, patients=PATIENTS, sessions=SESSIONS, times=2))
    assert len(outcomes) > PATIENTS
    for outcome in outcomes:
        assert outcome.planted <= set(outcome.found.rules), f"seed {SEED}"
        if not outcome.planted:
            assert outcome.interrupting == frozenset(), f"seed {SEED}"
    low = wilson(sum(bool(outcome.interrupting) for outcome in outcomes), len(outcomes))[0]
    assert low <= 0.1, f"seed {SEED}: stopped too often, even at twice what a year may bring"
    is_stored_and_signed(physician, len(outcomes))


def is_stored_and_signed(user, sessions):
    """Each session of it stands in the tables, drawn from its vial."""
    listed = queries.patients.search(user)
    assert sum(len(queries.rows.all_of(user, each.id, Signature)) for each in listed) == sessions
    drawn = sum(vial.drawn for vial in queries.stock.ledger(user).vials.values())
    given = [s.value.total_units for each in listed for s in queries.rows.all_of(user, each.id, Session)
             if s.value.session >= 1]  # fmt: skip
    assert 0 < drawn <= sum(given)  # what was given from vials that nobody received is in no ledger
    assert queries.verification.differences() == {}


@pytest.mark.parametrize("rule", RATES)
def test_each_violation_is_found_in_what_is_stored(physician, rule):
    """Once in a first session and once in a later one, whatever the seed brings beside it."""
    chance = random.Random(SEED)
    first = next(live(physician, seed=SEED, patients=1, sessions=1, times=0))
    assert not first.interrupting
    listed = queries.patients.search(physician)[0]
    session = queries.rows.one(physician, listed.id, Session, session=1).value
    treated = _patient(physician, listed, session)
    later = treat(physician, treated, 2, session.on + dt.timedelta(days=90), {rule}, chance)
    if rule == "consent":  # it is asked once, and was given at the first
        assert later.planted == frozenset()
        return
    assert rule in later.found.rules, f"seed {SEED}"
    assert later.found.all_clear is None
    assert any(finding.despite for finding in later.found.found if finding.rule == rule) is (rule in BLOCKS)
    clear = treat(physician, treated, 3, treated.last + dt.timedelta(days=90 + 31), set(), chance)
    assert clear.interrupting == frozenset(), f"seed {SEED}"


def test_consent_that_was_never_given_is_found(physician):
    chance = random.Random(SEED)
    next(live(physician, seed=SEED, patients=1, sessions=0, times=0), None)
    listed = queries.patients.search(physician)[0]
    treated = _patient(physician, listed, None)
    found = treat(physician, treated, 1, dt.date(2026, 3, 2), {"consent"}, chance).found
    assert "consent" in found.rules


def _patient(user, listed, session):
    version = shipped().version(session.protocol, session.version) if session else shipped().version("preempt")
    return Treated(listed.id, listed.number, version, last=session.on if session else None)
