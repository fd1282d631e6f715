"""Studies as they stand: read by actions and queries alike."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.asked_questions import Asked, all_asked
from migrainedays.clinic.records.courses import course_of
from migrainedays.clinic.records.models import ROWS, Clinic, PatientRecord, SessionRow, Stored
from migrainedays.clinic.records.studying import Allocation, StudyConsent, StudyPlan
from migrainedays.evidence.study_plan import TakingPart
from migrainedays.evidence.study_protocol import StudyState, stand
from migrainedays.evidence.taking_part import Candidate
from migrainedays.treatment import Session


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Where a study stands: counts of everybody together, never of one arm, and nothing of what was found.

    `treated` had a session since consent, `elsewise` of them by another version than allocated; `lost` withdrew before
    it, and their places are given again; `asked` is the question with its looks, None before the study began.
    """

    plan: StudyPlan
    revision: int
    treated: int
    elsewise: int
    withdrawn: int
    lost: int
    progress: StudyState
    asked: Asked | None

    @property
    def may_look(self) -> bool:
        """Whether a declared look is due."""
        return self.plan.state == "running" and not self.decided and self.progress.may_look

    @property
    def decided(self) -> bool:
        """Whether the rule has decided, or no look is left."""
        return self.asked is not None and not self.asked.is_open

    @property
    def given(self) -> int:
        """Places that are given, without those that were lost."""
        return self.progress.allocated - self.lost

    @property
    def takes_patients(self) -> bool:
        """Whether somebody more may take part."""
        return self.plan.state == "running" and self.given < (self.plan.patients or 0) and not self.decided


def plan_of(clinic_id: int, study: str) -> Stored[StudyPlan]:
    """A study of this clinic; NotFound otherwise."""
    rows = ROWS[StudyPlan].objects.standing().filter(clinic_id=clinic_id, study=str(study))
    found: list[Stored[StudyPlan]] = rows.stored()
    if not found:
        raise NotFound("There is no such study.")
    return found[0]


def plans_of(clinic_id: int) -> list[StudyPlan]:
    """All studies of a clinic, the last designed first."""
    found: list[StudyPlan] = ROWS[StudyPlan].objects.standing().filter(clinic_id=clinic_id).read()
    return sorted(found, key=lambda plan: (plan.designed_at, plan.study), reverse=True)


def running_by(clinic_id: int, protocol: str) -> StudyPlan | None:
    """The study of this protocol that is running."""
    return next((p for p in plans_of(clinic_id) if p.state == "running" and p.protocol == protocol), None)


def allocations_of(clinic_id: int, study: str) -> list[Allocation]:
    """The places that were opened, in order."""
    rows = ROWS[Allocation].objects.standing().filter(clinic_id=clinic_id, study=study)
    found: list[Allocation] = rows.read()
    return sorted(found, key=lambda allocation: allocation.place)


def consents_of(clinic_id: int, study: str) -> dict[str, StudyConsent]:
    """Consents to a study by the number of the patient."""
    rows = ROWS[StudyConsent].objects.standing().filter(patient__clinic_id=clinic_id, study=study)
    found: list[StudyConsent] = rows.read()
    return {consent.patient: consent for consent in found}


def today_of(clinic_id: int) -> dt.date:
    """The day it is now where the clinic stands."""
    return timezone.now().astimezone(_zone(clinic_id)).date()


def parts_of(clinic_id: int, study: str) -> dict[str, TakingPart]:
    """Who takes part, by number, as the analysis sees it."""
    zone, consents = _zone(clinic_id), consents_of(clinic_id, study)
    return {
        one.subject or "": one.part(_day(one, zone), consents[one.subject or ""].withdrawn_on)
        for one in allocations_of(clinic_id, study)
    }


def standing_of(clinic_id: int, study: str) -> Standing:
    """Where a study stands today; NotFound where it is not this clinic's."""
    plan, revision = plan_of(clinic_id, study)
    parts, sessions, today = parts_of(clinic_id, study), _sessions(clinic_id, study), today_of(clinic_id)
    first = {number: part.treated_on(sessions.get(number, ())) for number, part in parts.items()}
    treated = {number: on for number, on in first.items() if on is not None}
    complete = [n for n, on in treated.items() if parts[n].is_complete(on, plan.months, today)]
    asked = _asked(clinic_id, plan)
    taken = len(asked.looks) if asked else 0
    return Standing(
        plan=plan,
        revision=revision,
        treated=len(treated),
        elsewise=sum(_elsewise(sessions[n], on, plan, parts[n]) for n, on in treated.items()),
        withdrawn=sum(part.withdrawn_on is not None for part in parts.values()),
        lost=sum(part.withdrawn_on is not None and number not in treated for number, part in parts.items()),
        progress=stand(plan.design(), len(parts), len(complete), taken),
        asked=asked,
    )


def candidates_of(user: Any, clinic_id: int, protocol: str) -> Iterator[Candidate]:
    """What decides of each patient of the clinic whether they could take part today."""
    on = today_of(clinic_id)
    for record in PatientRecord.objects.visible_to(user).standing().order_by("patient"):
        yield Candidate.of(course_of(user, record), protocol, on)


def _elsewise(sessions: list[Session], on: dt.date, plan: StudyPlan, part: TakingPart) -> bool:
    given = next(session for session in sessions if session.on == on and not session.is_elsewhere)
    return (given.protocol, given.version) != (plan.protocol, plan.version_of(part.arm))


def _sessions(clinic_id: int, study: str) -> dict[str, list[Session]]:
    numbers = [allocation.subject for allocation in allocations_of(clinic_id, study)]
    rows = SessionRow.objects.standing().filter(patient__clinic_id=clinic_id, patient__patient__in=numbers)
    found: dict[str, list[Session]] = {}
    for session in rows.read():
        found.setdefault(session.patient, []).append(session)
    return found


def _asked(clinic_id: int, plan: StudyPlan) -> Asked | None:
    return next((asked for asked in all_asked(clinic_id) if asked.question.question == plan.question), None)


def _zone(clinic_id: int) -> ZoneInfo:
    return ZoneInfo(Clinic.objects.values_list("zone", flat=True).get(pk=clinic_id))


def _day(allocation: Allocation, zone: ZoneInfo) -> dt.date:
    assert allocation.consented_at is not None
    return allocation.consented_at.astimezone(zone).date()
