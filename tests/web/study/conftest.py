"""A clinic with somebody to ask, a proposal without the minute that it takes, and a clock that a test sets."""

import datetime as dt
from itertools import islice

import numpy as np  # noqa: F401 - before the drawing engine's own thread looks for it
import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions import runs
from migrainedays.evidence.allocation import arms
from migrainedays.treatment import Person
from migrainedays.windows import DAY
from tests.studied import PROTOCOL, diary_before
from tests.web.pages.conftest import screen  # noqa: F401 - fixtures by their names
from tests.web.records.conftest import (  # noqa: F401
    clara,
    clinic,
    elsewhere,
    ids_of,
    patients,
    physician,
    roles,
)

KEY = "a key that only these tests know, and long enough for a secret to rest on"
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
ASKED = {
    "protocol": PROTOCOL, "a": "1", "b": "2", "days": "2.5", "looks": "2", "power": "0.8", "patients_a_month": "6",
    "before": "1", "after": "3",
}  # fmt: skip


def answer(**design):
    """The document of a proposal, small enough for a test to fill its places."""
    figures = {
        "effect": -0.44213, "days": -2.5, "patients": 24, "looks": 2, "months": {"before": 1, "after": 3},
        "information": 50.498, "power": 0.80285, "false_alarms": 0.029075, "months_needed": 8.0, "look_at": [12, 24],
    }  # fmt: skip
    return {
        "clinic": {"intercept": 0.6, "treated": -0.8, "spreads": [-0.1, -0.5, -0.2], "phi": 8.0, "entered": 0.9},
        "wish": {"days": 2.5, "looks": 2, "power": 0.8, "patients_a_month": 6.0, "months": figures["months"]},
        "design": figures | design,
        "drawn": {"studies": 400, "power": 0.81, "false_alarms": 0.03, "seed": 40},
        "differences": [
            {"days": 2.5, "patients": 24, "months": 8.0},
            {"days": 3.5, "patients": 12, "months": 6.0},
        ],
        "sizes": [
            {"patients": 12, "power": 0.5, "months": 6.0, "proposed": False},
            {"patients": 24, "power": 0.80285, "months": 8.0, "proposed": True},
        ],
        "engine": "engine 1",
        "on": "2026-03-02",
    }


def propose(by, *, asked=None, **design):
    """A finished run with that answer."""
    run, _ = runs.ask(kind="study_design", asked=ASKED | (asked or {}), by=by)
    runs.begin(run)
    runs.finish(run, answer=answer(**design))
    return run


def designed(by, *, asked=None, reason="do the temples need more?", **design):
    """A plan."""
    run = propose(by, asked=asked, **design)
    return actions.studies.design(run=run, reason=reason, by=by)


def somebody(by, number, *, on=None, entered=28, name=None):
    """A patient whose diary of the month before `on` holds so many days."""
    patient = actions.patients.add(person=Person(patient=number, birth_year=1980, sex="female"), by=by)
    days = diary_before(number, on or timezone.now().date(), entered=28)[28 - entered :]
    actions.diary.record(patient=patient, entries=days, by=by)
    return patient


def enrol(by, plan, patient, text="2026-1", explained="Dr Harbour"):
    return actions.taking_part.enrol(
        study=plan.study, patient=patient, text_version=text, explained_by=explained, by=by
    )


def said_by_the_key(plan, count):
    """The first arms of a study, for whoever holds the key of these tests."""
    from migrainedays.clinic.records.sealing import secret_of

    return list(islice(arms(secret_of(plan.study), plan.study), count))


def standing(by, plan):
    return queries.studies.one(by, plan.study)


@pytest.fixture(autouse=True)
def key(settings):
    """The same key in each run, so that the same arms are opened."""
    settings.SECRET_KEY = KEY
    return KEY


class Clock:
    """The time that the clinic reads."""

    def __init__(self, now):
        self.now = now

    def pass_days(self, days):
        self.now += DAY * days

    @property
    def today(self):
        return self.now.date()


@pytest.fixture
def clock(monkeypatch):
    held = Clock(NOW)
    monkeypatch.setattr(timezone, "now", lambda: held.now)
    return held


@pytest.fixture
def plan(physician):  # noqa: F811
    """A plan that has not begun."""
    return designed(physician)


@pytest.fixture
def ada(physician):  # noqa: F811
    """Somebody who may take part."""
    return somebody(physician, "Ada")


@pytest.fixture
def running(physician, plan, ada):  # noqa: F811
    """A study that has begun; Ada may take part."""
    return actions.studies.begin(study=plan.study, by=physician)
