"""All courses of a clinic, one at a time, so that a large clinic is never held in memory at once."""

from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.models import PatientRecord, SessionRow
from migrainedays.clinic.records.policies import Verb
from migrainedays.diary import DiaryDay


def patients(user: Any) -> list[UUID]:
    """The patients of the user's clinic by number, for those who read diaries."""
    acting(user, Verb.READ, DiaryDay.table)
    rows = PatientRecord.objects.visible_to(user).standing().order_by("patient")
    return list(rows.values_list("public_id", flat=True))


def versions_used(user: Any) -> dict[str, dict[str, int]]:
    """Patients with a session here by protocol and version."""
    rows = SessionRow.objects.visible_to(user).standing().filter(session__gte=1).exclude(version=None)
    found: dict[str, dict[str, set[int]]] = {}
    for protocol, version, patient in rows.values_list("protocol", "version", "patient_id"):
        if protocol:
            found.setdefault(protocol, {}).setdefault(version, set()).add(patient)
    return {
        protocol: {version: len(patients) for version, patients in sorted(versions.items())}
        for protocol, versions in sorted(found.items())
    }
