"""What a clinic gives away as exchange folders: every exchange value that stands, and nothing else.

A folder with a table of intakes says that a day without an intake was a day without acute drugs. Diaries that ask for
drugs and diaries that do not can therefore not leave in one folder.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.models import ROWS, OfPatient, PatientRecord
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.clinic.records.policies import Verb
from migrainedays.columns import Value
from migrainedays.diary import Intake
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Injection, Person, Vial


@dataclasses.dataclass(frozen=True, slots=True)
class Leaving:
    """The values of one folder; with `drugs_asked` it has a table of intakes even where that is empty.

    `left_out` counts intakes of diaries that do not ask for drugs: a table with them would make every other day of
    such a diary a day without.
    """

    values: tuple[Value, ...]
    drugs_asked: bool
    left_out: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows by table, in the order of the tables."""
        found = Counter(value.table for value in self.values)
        return {name: found[name] for name in TABLES if name in found}


@transaction.atomic
def folders(user: Any, number: str | None = None) -> tuple[Leaving, ...]:
    """The folders of the user's clinic, or of one patient by number: one, or two where only some diaries ask for drugs.

    Forbidden unless the user reads every table; NotFound where there is no such patient.
    """
    for value_class in TABLES.values():
        acting(user, Verb.READ, value_class.table)
    people = PatientRecord.objects.visible_to(user).standing()
    numbers = set(people.values_list("patient", flat=True))
    if number is not None and number not in numbers:
        raise NotFound(f"There is no patient {number}.")
    wanted = numbers if number is None else {number}
    values = [value for value_class in TABLES.values() for value in _read(user, value_class, wanted)]
    asked = {plan.patient for plan in ROWS[DiaryPlan].objects.visible_to(user).standing().read() if plan.keeps_intakes}
    groups = [own for own in (wanted & asked, wanted - asked) if own] or [wanted]
    return tuple(_leaving(values, own, asked=own <= asked, alone=len(groups) == 1) for own in groups)


def _read(user: Any, value_class: type[Value], wanted: set[str]) -> list[Any]:
    model = ROWS[value_class]
    rows = model.objects.visible_to(user).standing()
    if issubclass(model, OfPatient):
        rows = rows.filter(patient__patient__in=wanted)
    elif value_class is Person:
        rows = rows.filter(patient__in=wanted)
    return sorted(rows.read(), key=lambda value: value.key)


def _leaving(values: list[Any], own: set[str], *, asked: bool, alone: bool) -> Leaving:
    """The values of some patients, with the vials they were drawn from; all vials where there is one folder only."""
    mine = [value for value in values if getattr(value, "patient", None) in own]
    drawn_from = {value.vial for value in mine if isinstance(value, Injection)}
    vials = [value for value in values if isinstance(value, Vial) and (alone or value.vial in drawn_from)]
    told = [value for value in (*mine, *vials) if asked or not isinstance(value, Intake)]
    return Leaving(tuple(told), asked, len(mine) + len(vials) - len(told))
