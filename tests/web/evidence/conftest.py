"""A clinic with two versions, and a worker that a test calls when it wants one."""

import types
from decimal import Decimal

import numpy as np  # noqa: F401 - before the drawing engine's own thread looks for it
import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.actions import questions
from migrainedays.clinic.weighing import weigh
from migrainedays.exchange.folder import folder_of
from tests import weighed
from tests.web.pages.conftest import screen, treated  # noqa: F401 - fixtures by their names
from tests.web.records.conftest import (  # noqa: F401
    clara,
    clinic,
    elsewhere,
    ids_of,
    patients,
    physician,
    roles,
)

PAIR = ("1", "2")
VERSIONS = {"protocol": weighed.PROTOCOL, "a": "1", "b": "2"}


@pytest.fixture
def weighed_clinic(physician):  # noqa: F811
    """Six patients under either version, those of version 2 with fewer headache days."""
    actions.folders.take_in(folder=folder_of(weighed.two_versions()), by=physician)
    return ids_of(physician)


@pytest.fixture
def question(physician):  # noqa: F811
    """A question with two declared looks."""
    return register(physician)


def register(by, *, looks=2, versions=PAIR, margin="2", reason="is the second version better?"):
    return questions.register(
        protocol=weighed.PROTOCOL, versions=versions, margin=Decimal(margin), looks=looks, reason=reason, by=by
    )


def work(run):
    """The worker takes up one run."""
    weigh.call(str(run))


seen = types.MappingProxyType(
    {
        "answer": {
            "n": {"A": 6, "B": 6},
            "effect": {"estimate": -1.5, "low": -3.0, "high": 0.1},
            "monitoring": {"e_value": 3.25, "decision": "go_on"},
            "sentence": "Fewer under B.",
            "assumptions": ["One.", "Two."],
        },
        "engine": "engine 1",
        "inputs": "0" * 64,
    }
)
