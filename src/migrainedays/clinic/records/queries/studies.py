"""Studies, where they stand, and what one patient has to do with them."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from migrainedays.clinic.records import studies as kept
from migrainedays.clinic.records.access import acting, actor_of
from migrainedays.clinic.records.courses import course_of
from migrainedays.clinic.records.finding import patient_of
from migrainedays.clinic.records.models import SessionRow
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.studies import Standing
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan
from migrainedays.evidence.study_plan import TakingPart, patients_a_month
from migrainedays.evidence.taking_part import Candidate


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """A running study that a patient could be asked about, or what they lack for it; `fresh` for whoever has not had
    its protocol, and so might be asked another day."""

    plan: StudyPlan
    lacks: tuple[str, ...]
    fresh: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A study in which a patient takes part; `due` says that the first session since consent has not been given."""

    plan: StudyPlan
    allocation: Allocation
    consent: StudyConsent
    due: bool


def all_plans(user: Any) -> list[Standing]:
    """All studies of the user's clinic with where they stand, the last designed first."""
    clinic_id = acting(user, Verb.READ, StudyPlan.table).clinic_id
    return [kept.standing_of(clinic_id, plan.study) for plan in kept.plans_of(clinic_id)]


def one(user: Any, study: UUID | str) -> Standing:
    """One study; NotFound where it is not this clinic's."""
    return kept.standing_of(acting(user, Verb.READ, StudyPlan.table).clinic_id, str(study))


def asking(user: Any, question: UUID | str) -> StudyPlan | None:
    """The study that asks a registered question; None where no study does."""
    clinic_id = acting(user, Verb.READ, StudyPlan.table).clinic_id
    return next((plan for plan in kept.plans_of(clinic_id) if plan.question == str(question)), None)


def opened(user: Any, study: str) -> list[Allocation]:
    """The places of a study that has ended, in order; empty before, so that nobody counts arms on the way."""
    clinic_id = acting(user, Verb.READ, Allocation.table).clinic_id
    ended = kept.plan_of(clinic_id, study).value.ended_at is not None
    return kept.allocations_of(clinic_id, study) if ended else []


def analysed(user: Any, study: str) -> dict[str, TakingPart]:
    """Who takes part, by number, for the worker that takes a look."""
    return kept.parts_of(acting(user, Verb.READ, Allocation.table).clinic_id, study)


def pace(user: Any) -> float:
    """First sessions here in a month of 28 days, over the last year."""
    actor = acting(user, Verb.READ, StudyPlan.table)
    rows = SessionRow.objects.visible_to(user).standing().filter(session=1)
    return patients_a_month([s.on for s in rows.read() if s.on], kept.today_of(actor.clinic_id))


def offers(user: Any, patient: UUID, on: dt.date) -> list[Offer]:
    """The studies that are running and in which the patient does not take part yet, with what stands in the way."""
    actor = actor_of(user)
    if actor is None or not actor.may(Verb.ADD, StudyConsent.table):
        return []
    record = patient_of(user, patient)
    found = []
    for plan in kept.plans_of(actor.clinic_id):
        taking = plan.state == "running" and record.patient not in kept.consents_of(actor.clinic_id, plan.study)
        if taking and kept.standing_of(actor.clinic_id, plan.study).takes_patients:
            candidate = Candidate.of(course_of(user, record), plan.protocol or "", on)
            lacks = candidate.lacks(plan.protocol or "", plan.least_entered or 0, on)
            found.append(Offer(plan, lacks, candidate.treated_on is None))
    return found


def parts(user: Any, patient: UUID) -> list[Part]:
    """The studies in which a patient takes part or took part, the last designed first."""
    actor = actor_of(user)
    if actor is None or not actor.may(Verb.READ, StudyConsent.table):
        return []
    record = patient_of(user, patient)
    found = []
    for plan in kept.plans_of(actor.clinic_id):
        consent = kept.consents_of(actor.clinic_id, plan.study).get(record.patient)
        if consent is not None:
            found.append(_part(actor.clinic_id, plan, consent))
    return found


def due_part(user: Any, patient: UUID) -> Part | None:
    """The study whose session comes next for a patient; None where none does."""
    return next((part for part in parts(user, patient) if part.due), None)


def _part(clinic_id: int, plan: StudyPlan, consent: StudyConsent) -> Part:
    places = kept.allocations_of(clinic_id, plan.study)
    allocation = next(one for one in places if one.subject == consent.patient)
    rows = SessionRow.objects.standing().filter(patient__clinic_id=clinic_id, patient__patient=consent.patient)
    treated = kept.parts_of(clinic_id, plan.study)[consent.patient].treated_on(rows.read())
    return Part(plan, allocation, consent, treated is None and consent.withdrawn_on is None)
