"""Opening a clinic and saying how it works."""

import dataclasses
from typing import Any

from django.db import transaction

from migrainedays.clinic.records import journal
from migrainedays.clinic.records.access import acting, operator
from migrainedays.clinic.records.actions.members import admit
from migrainedays.clinic.records.models import Clinic, Stored, User
from migrainedays.clinic.records.policies import Role, Verb
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.errors import WrongUse


@transaction.atomic
def open_clinic(*, practice: Practice, physician: Member, password: str | None, demo: bool = False) -> User:
    """Open a clinic with its first physician, in an empty database; the only act without a `by`."""
    if Clinic.objects.exists():
        raise WrongUse("This database holds a clinic already; staff join it by a link.")
    clinic = Clinic.objects.create(demo=demo, **_cells(practice))
    actor = operator(clinic.pk)
    journal.append(by=actor, patient=None, noun=Practice.table, rows=[_line(practice, 1)], why="opened")
    physician = dataclasses.replace(physician, role=Role.PHYSICIAN, active=True)
    return admit(physician, password=password, by=actor, why="first physician")


@transaction.atomic
def correct(*, practice: Practice, revision: int, by: Any, why: str = "") -> int:
    """Change how the clinic works; returns the new revision."""
    actor = acting(by, Verb.CORRECT, Practice.table)
    clinic = Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    if clinic.revision != revision:
        raise Conflict(practice, Stored(practice_of(clinic), clinic.revision))
    Clinic.objects.filter(pk=clinic.pk).update(revision=revision + 1, **_cells(practice))
    journal.append(by=actor, patient=None, noun=Practice.table, rows=[_line(practice, revision + 1)], why=why)
    return revision + 1


def practice_of(clinic: Clinic) -> Practice:
    """The clinic as a value."""
    return Practice(**{field.name: getattr(clinic, field.name) for field in dataclasses.fields(Practice)})


def _cells(practice: Practice) -> dict[str, Any]:
    return {field.name: getattr(practice, field.name) for field in dataclasses.fields(practice)}


def _line(practice: Practice, revision: int) -> dict[str, Any]:
    return {"revision": revision, "value": journal.cells_of(practice)}
