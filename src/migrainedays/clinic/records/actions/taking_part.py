"""Taking part in a study: consent first, then a place in the sequence is opened, once; and withdrawing."""

import dataclasses
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import sealing
from migrainedays.clinic.records import studies as kept
from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.courses import course_of
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Clinic, PatientRecord, Stored
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.signing import name_of
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan
from migrainedays.errors import InputRefused
from migrainedays.evidence.allocation import allocate
from migrainedays.evidence.taking_part import Candidate


@transaction.atomic
def enrol(*, study: str, patient: UUID, text_version: str, explained_by: str, by: Any, why: str = "") -> Allocation:
    """Note the consent, then open the next place: both or neither. Nobody learns the version before this is kept.

    The clinic is held until then, so that of two at the same moment the second has the next place.
    """
    acting(by, Verb.ADD, StudyConsent.table)
    actor = acting(by, Verb.ADD, Allocation.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    record = locked(patient_of(by, patient))
    plan = kept.plan_of(actor.clinic_id, study).value
    _refuse(plan, record, by, actor)
    now, name = timezone.now(), name_of(actor)
    consent = StudyConsent(
        patient=record.patient, study=plan.study, consented_at=now, text_version=text_version.strip() or None,
        explained_by=explained_by.strip() or None, noted_by=name,
    )  # fmt: skip
    keep([consent], record=record, by=actor, why=why)
    place = len(kept.allocations_of(actor.clinic_id, plan.study)) + 1
    arm = allocate(sealing.secret_of(plan.study, plan.digest), plan.study, place)
    opened = Allocation(
        study=plan.study, place=place, subject=record.patient, arm=arm.lower(), version=plan.version_of(arm),
        consented_at=now, revealed_at=timezone.now(), revealed_to=name,
    )  # fmt: skip
    keep([opened], record=None, by=actor, why=why)
    return opened


@transaction.atomic
def withdraw(*, study: str, patient: UUID, reason: str, by: Any, why: str = "") -> StudyConsent:
    """Note that a patient takes part no longer; a reason may be given and nobody has to give one."""
    actor = acting(by, Verb.CORRECT, StudyConsent.table)
    record = locked(patient_of(by, patient))
    stored = consent_of(record, study)
    if stored is None:
        raise InputRefused("This patient does not take part in the study.")
    if stored.value.withdrawn_on is not None:
        raise InputRefused("This patient has withdrawn already.")
    ended = dataclasses.replace(
        stored.value, withdrawn_on=kept.today_of(actor.clinic_id), withdrawn_why=reason.strip() or None,
        withdrawn_by=name_of(actor),
    )  # fmt: skip
    keep([ended], record=record, by=actor, why=why, revision=stored.revision)
    return ended


def consent_of(record: PatientRecord, study: str) -> Stored[StudyConsent] | None:
    """A patient's consent to a study; None where there is none."""
    found: list[Stored[StudyConsent]] = (
        ROWS[StudyConsent].objects.standing().filter(patient=record, study=study).stored()
    )
    return found[0] if found else None


def _refuse(plan: StudyPlan, record: PatientRecord, by: Any, actor: Actor) -> None:
    """Everything that stands in the way, each as the sentence that says what would suffice."""
    standing = kept.standing_of(actor.clinic_id, plan.study)
    if plan.state != "running":
        raise InputRefused("The study is not running: patients take part from its beginning to its end.")
    before = consent_of(record, plan.study)
    if before is not None:
        again = "and has withdrawn" if before.value.withdrawn_on else "and has a version"
        raise InputRefused(f"This patient consented already, {again}. A place is opened once for each patient.")
    if not standing.takes_patients:
        raise InputRefused(
            "The study takes nobody more: it has its answer, or all its places are given. Treat as always."
        )
    on = kept.today_of(actor.clinic_id)
    candidate = Candidate.of(course_of(by, record), plan.protocol or "", on)
    lacking = candidate.lacks(plan.protocol or "", plan.least_entered or 0, on)
    if lacking:
        raise InputRefused(" ".join(lacking))
